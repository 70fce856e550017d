"""Web addresses: read as people type them, and which of them lie in a private network."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from tui.text.sanitize import sanitize_line

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
"""The only IPv6 addresses that are assigned to hosts of the internet (RFC 4291 2.4)."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""An IPv4 address in its last 32 bits, as a gateway reaches it (RFC 6052)."""
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
"""An IPv4 address in the 32 bits behind the prefix (RFC 3056)."""
_TEREDO = ipaddress.ip_network("2001::/32")
_DOCUMENTATION = ipaddress.ip_network("3fff::/20")
_RELAYS = ipaddress.ip_network("192.88.99.0/24")
"""Relays of 6to4, given up by RFC 7526."""
_LOCAL_NAMES = (".localhost", ".local", ".lan", ".home", ".internal", ".intranet", ".corp", ".home.arpa")


def web_address(words: str) -> str:
    """``words`` as an http(s) address, "" when it is none; a missing scheme becomes https.

    ``feed:`` before an address goes (``feed://host`` means http, ``feed:https://host`` what stands behind it).
    Fragment, blanks and control characters go; credentials in the address are kept out.
    """
    words = _without_feed(sanitize_line(words).strip()).replace(" ", "%20")
    if "://" not in words:
        host = words.split("/", 1)[0].split(":", 1)[0]
        if "." not in host and host != "localhost":
            return ""
        words = "https://" + words
    try:
        parts = urlsplit(words)
        port = f":{parts.port}" if parts.port else ""
        host = parts.hostname or ""
        if not _is_ip(host):
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or host.split() != [host]:  # IDNA turns some signs into blanks
        return ""
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, host + port, _quoted(parts.path) or "/", _quoted(parts.query), ""))


def joined(base: str, link: str) -> str:
    """``link`` made whole against ``base``; "" where one of them is no address. Never raises."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _without_feed(words: str) -> str:
    if words[:5].lower() != "feed:":
        return words
    rest = words[5:].lstrip("/")
    return rest if "://" in rest else "http://" + rest


def host_of(url: str) -> str:
    """Host and port of ``url``, for sentences."""
    try:
        netloc = urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        netloc = ""
    return sanitize_line(netloc or url)[:100]


def origin(url: str) -> tuple[str, int]:
    """(host, port) of an http(s) address; the port of the scheme where none is written. Raises ValueError."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses lead to the same host and port; http and https on their own ports count as one."""
    try:
        (host, port), (host2, port2) = origin(one), origin(other)
    except ValueError:
        return False
    return host == host2 and (port == port2 or {port, port2} == {80, 443})


def is_private(peer: str) -> bool:
    """Whether the IP address ``peer`` is not of the public internet (RFC 6890), or leads to one that is not.

    Addresses that carry an IPv4 address (mapped, compatible, NAT64, 6to4, ISATAP) are as private as that one.
    """
    return _private(ipaddress.ip_address(peer.split("%", 1)[0]))


def _private(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return not address.is_global or address.is_multicast or address in _RELAYS
    if address.ipv4_mapped is not None:
        return _private(address.ipv4_mapped)
    if address in _NAT64:
        return _private(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if address in _SIX_TO_FOUR:
        return _private(ipaddress.IPv4Address(int(address) >> 80 & 0xFFFFFFFF))
    if address not in _GLOBAL_UNICAST or not address.is_global or address in _TEREDO or address in _DOCUMENTATION:
        return True
    if int(address) >> 32 & 0xFDFFFFFF == 0x5EFE:  # ISATAP (RFC 5214): an IPv4 address behind 0:5efe or 200:5efe
        return _private(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return False


def names_private(url: str) -> bool:
    """Whether an address says by itself that it lies in a private network: a private IP address, localhost, a name
    without a dot, or one under a name that is kept for such networks (RFC 6762, RFC 8375)."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    if _is_ip(host):
        return is_private(host)
    return "." not in host or host.endswith(_LOCAL_NAMES)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _quoted(part: str) -> str:
    return quote(part, safe="%/:=&?~#+!$,;'@()*[]|-._")
