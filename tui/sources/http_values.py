"""What answers and failures of HTTP say: seconds to wait or to keep, and why an exchange failed, in words."""

from __future__ import annotations

import email.utils
import socket
from datetime import UTC, datetime

from tui.sources import SourceError

WEEK = 7 * 86400

STATUS = {
    400: "it did not understand", 401: "a password is needed", 403: "not allowed", 404: "not found",
    407: "the proxy needs a password", 410: "gone for good", 429: "too many requests", 500: "a fault of the server",
    502: "a fault of the server", 503: "not available now", 504: "a fault of the server",
}  # fmt: skip


def whole_number(words: str) -> int | None:
    """Digits as a number; None for anything else. More digits than a number of bytes or seconds has are its largest."""
    words = words.strip()
    if not (words.isascii() and words.isdigit()):
        return None
    return int(words) if len(words) <= 18 else 10**18


def max_age(control: str) -> int:
    """Seconds of Cache-Control's max-age (RFC 9111 5.2.2.1), at most a week, 0 for none."""
    for part in control.lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and (seconds := whole_number(value.strip('"'))) is not None:
            return min(seconds, WEEK)
    return 0


def retry_seconds(retry_after: str) -> int:
    """Retry-After in seconds (RFC 9110 10.2.3: a number or a date), at most a week, 0 for none."""
    if (seconds := whole_number(retry_after)) is not None:
        return min(seconds, WEEK)
    try:
        when = email.utils.parsedate_to_datetime(retry_after)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0, min(int((when - datetime.now(UTC)).total_seconds()), WEEK))
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0


def why(error: BaseException) -> str:
    """The deepest cause of a failed exchange that says something, as half a sentence without a full stop."""
    seen: BaseException | None = error
    for _ in range(20):
        if seen is None:
            break
        if isinstance(seen, SourceError):
            return str(seen).rstrip(".")
        if isinstance(seen, socket.gaierror):
            return "no such host, or no network"
        if isinstance(seen, ConnectionRefusedError):
            return "nothing answers at this address"
        if isinstance(seen, TimeoutError):
            return "no answer in time"
        if isinstance(seen, RuntimeError) and "thread" in str(seen):
            return "this machine starts no more threads; try again later"
        if "certificate" in str(seen).lower():
            return "its certificate is not valid"
        inner = getattr(seen, "reason", None)
        seen = inner if isinstance(inner, BaseException) else seen.__cause__ or seen.__context__
    name = type(error).__name__
    if "NameResolution" in name:
        return "no such host, or no network"
    if "Proxy" in name:
        return "the proxy does not answer"
    if "Timeout" in name:
        return "no answer in time"
    if "NewConnection" in name:
        return "nothing answers at this address"
    return "the connection broke off"
