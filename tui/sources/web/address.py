"""Web addresses: read as people type them, and which of them lie in a private network."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, urlsplit, urlunsplit

from tui.text.sanitize import sanitize_line


def web_address(words: str) -> str:
    """``words`` as an http(s) address, "" when it is none; a missing scheme becomes https.

    Fragment, blanks and control characters go; credentials in the address are kept out.
    """
    words = sanitize_line(words).strip().replace(" ", "%20")
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


def host_of(url: str) -> str:
    """Host and port of ``url``, for sentences."""
    return sanitize_line(urlsplit(url).netloc or url)[:100]


def is_private(peer: str) -> bool:
    """Whether the IP address ``peer`` is not of the public internet (RFC 6890)."""
    return not ipaddress.ip_address(peer.split("%", 1)[0]).is_global


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _quoted(part: str) -> str:
    return quote(part, safe="%/:=&?~#+!$,;'@()*[]|-._")
