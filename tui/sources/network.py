"""How this machine reaches the network: through which proxy, and whether private networks are open to all feeds."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tui.text.sanitize import sanitize_line

SCHEMES = frozenset(["http", "https", "socks4", "socks4a", "socks5", "socks5h"])
DIRECT = "none"
"""As the setting ``proxy``: no proxy, whatever the environment says."""


@dataclass(frozen=True, slots=True)
class Network:
    """``proxy`` is an address, "none", or "" for what the environment says; ``allow_private`` lets feeds and pages lie
    in private networks."""

    proxy: str = ""
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Proxy:
    """``url`` is the proxy's address, "" for none; ``origin`` where that comes from ("$http_proxy", "config.toml")."""

    url: str = ""
    origin: str = ""

    @property
    def shown(self) -> str:
        """The address without a password, safe to print."""
        try:
            parts = urlsplit(self.url)
        except ValueError:
            return sanitize_line(self.url)
        return sanitize_line(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")


_network = Network()


def use(network: Network) -> None:
    """Let every request from now on follow these settings."""
    global _network
    _network = network


def in_use() -> Network:
    """The settings that requests follow."""
    return _network


def proxy_for(url: str, network: Network | None = None, environ: Mapping[str, str] = os.environ) -> Proxy:
    """The proxy through which ``url`` is fetched.

    The setting wins over the variables ``http_proxy``, ``https_proxy`` and ``all_proxy`` (small letters before
    capitals, as curl reads them); hosts that ``no_proxy`` names are reached without one, in either case.
    """
    network = network or _network
    if network.proxy == DIRECT:
        return Proxy()
    scheme = urlsplit(url).scheme
    found = Proxy(network.proxy, "config.toml") if network.proxy else _from(environ, scheme)
    if not found.url or _without(url, environ.get("no_proxy") or environ.get("NO_PROXY") or ""):
        return Proxy()
    return found if "://" in found.url else Proxy(f"http://{found.url}", found.origin)


def _from(environ: Mapping[str, str], scheme: str) -> Proxy:
    for kind in (scheme, "all"):
        for name in (f"{kind}_proxy", f"{kind}_proxy".upper()):
            if name == "HTTP_PROXY" and "REQUEST_METHOD" in environ:
                continue  # a web server's script: the variable is a header that a stranger sent (CVE-2016-5385)
            if value := environ.get(name, "").strip():
                return Proxy(value, f"${name}")
    return Proxy()


def _without(url: str, names: str) -> bool:
    """Whether ``no_proxy`` names the host: by ``*``, a name with all below it, an address, a network, with a port."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    port = str(parts.port or (443 if parts.scheme == "https" else 80))
    for name in names.replace(",", " ").split():
        if name == "*":
            return True
        name, _, wanted = name.lower().partition(":") if name.count(":") == 1 else (name.lower(), "", "")
        name = name.strip("[]").removeprefix("*").strip(".")
        if not name or (wanted and wanted != port):
            continue
        if host == name or host.endswith("." + name) or _within(host, name):
            return True
    return False


def _within(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
