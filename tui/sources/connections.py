"""urllib3's connections, each looked at when it stands: whether it leads into a private network.

The address is looked at then and not before, so that no name can change its mind in between. urllib3 is imported
with this module, at the first request.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from tui.sources import SourceError
from tui.sources.network import SCHEMES, Proxy
from tui.sources.web.address import is_private
from tui.sources.web.deadline import hold

Seen = Callable[[str, int, bool], None]
"""Is told of each new connection: host, port, and whether it leads into a private network."""

PRIVATE = (
    "The address lies in a private network; such an address is fetched when you type it yourself, or with "
    "allow_private (factlight feeds --set allow_private=yes FEED, or in config.toml)."
)


class Private(SourceError):
    """The address lies in a private network, and nobody said that it may be fetched."""


def connections(private: bool, proxy: Proxy, seen: Seen, size: int) -> urllib3.PoolManager:
    """Pools whose connections are closed at once when they lead into a private network, unless that is ``private``.

    Through a ``proxy`` the proxy finds the host; the connection to it is the user's own wish. ``size`` is how many
    connections one host has at once. Raises SourceError when the proxy cannot be used.
    """

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _vetted(super()._new_conn(), self.host, self.port or 80, private or bool(proxy.url), seen)

        def getresponse(self) -> Any:
            hold(self.sock)
            return super().getresponse()

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _vetted(super()._new_conn(), self.host, self.port or 443, private or bool(proxy.url), seen)

        def getresponse(self) -> Any:
            hold(self.sock)
            return super().getresponse()

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    if proxy.url.startswith("socks"):
        return _through_socks(proxy, size)
    manager = _through(proxy, size) if proxy.url else urllib3.PoolManager(num_pools=32, maxsize=size, block=False)
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager


def _through(proxy: Proxy, size: int) -> urllib3.PoolManager:
    try:
        parts = urllib3.util.parse_url(proxy.url)
        if parts.scheme not in SCHEMES or not parts.host:
            raise ValueError
        headers = urllib3.util.make_headers(proxy_basic_auth=parts.auth) if parts.auth else None
        return urllib3.ProxyManager(proxy.url, num_pools=32, maxsize=size, block=False, proxy_headers=headers)
    except (ValueError, urllib3.exceptions.HTTPError):
        raise SourceError(f"The proxy {proxy.shown} ({proxy.origin}) is no address of a proxy.") from None


def _through_socks(proxy: Proxy, size: int) -> urllib3.PoolManager:
    if find_spec("socks") is None:
        raise SourceError(f"The proxy {proxy.shown} ({proxy.origin}) needs the package PySocks; install it.")
    from urllib3.contrib.socks import SOCKSProxyManager

    try:
        manager: urllib3.PoolManager = SOCKSProxyManager(proxy.url, num_pools=32, maxsize=size, block=False)
    except ValueError:
        raise SourceError(f"The proxy {proxy.shown} ({proxy.origin}) is no address of a proxy.") from None
    return manager


def _vetted(sock: socket.socket, host: str, port: int, allowed: bool, seen: Seen) -> socket.socket:
    inward = is_private(str(sock.getpeername()[0]))
    seen(host, port, inward)
    if inward and not allowed:
        sock.close()
        raise Private(PRIVATE)
    hold(sock)
    return sock
