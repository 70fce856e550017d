"""Dates as feeds write them (RFC 822, RFC 3339, and what programs make of them), as ISO 8601 in UTC.

Nothing is made a date that is none: the whole of the words must have one of the forms below, and what they leave
open is never filled from today. A month or a year alone stays one.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from tui.text.sanitize import sanitize_line

MAX_CHARS = 80
"""Longer words are no date."""
FIRST_YEAR, LAST_YEAR = 1700, 2200
"""Years beyond these are placeholders (0001) or mistakes."""

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip

ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120,
    "mest": 120, "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "trt": 180, "gst": 240, "pkt": 300,
    "wib": 420, "ict": 420, "hkt": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "acdt": 630,
    "aedt": 660, "nzst": 720, "nzdt": 780, "nst": -210, "ndt": -150, "brt": -180, "art": -180, "ast": -240, "adt": -180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip
"""Minutes east of Greenwich. The American names are RFC 822's; names that mean several zones (IST) are left out and,
as RFC 5322 4.3 wants of unknown ones, count as Greenwich."""

_TIME = r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?(?:\s?(?P<ap>[ap]\.?m\.?)(?![a-z]))?"
_ZONE = (
    r"(?:\s{0,3}(?:(?P<offset>(?:utc?|gmt)?\s?[+−-]\d{1,2}(?::?\d{2})?)(?:\s[a-z]{1,5})?|(?P<zone>[a-z]{1,5}(?:/[a-z_]{1,20})?)))?"
    r"(?:\s?\([^()]{0,40}\))?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?(?:,\s{0,3}|\s{1,3}))?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?"
_AT = rf"(?:,?\s{{1,3}}(?:at\s)?{_TIME}{_ZONE})?"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?:(?:t|,?\s{{1,3}}){_TIME}{_ZONE})?",
        rf"{_WEEKDAY}{_DAY}(?:\s{{1,3}}|-){_MONTH}(?:,?\s{{1,3}}|-)(?P<y>\d{{2,4}}){_AT}",
        rf"{_WEEKDAY}{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}(?P<y>\d{{4}}){_AT}",
        rf"{_WEEKDAY}{_MONTH}\s{{1,3}}{_DAY}\s{{1,3}}{_TIME}{_ZONE}\s{{1,3}}(?P<y>\d{{4}})",
        rf"(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})/(?P<y>\d{{4}}),?\s{{1,3}}{_TIME}{_ZONE}",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:t(?P<h>\d{2}):?(?P<mi>\d{2})(?::?(?P<s>\d{2})(?:[.,]\d{1,9})?)?(?P<ap>)"
        rf"{_ZONE})?",
    )
)
_PARTIAL = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{2}))?", re.A)
_MONTH_OF_YEAR = re.compile(rf"{_MONTH}\s{{1,3}}(?P<y>\d{{4}})", re.I)
_OFFSET = re.compile(r"(?:utc?|gmt)?\s?([+−-])(\d{1,2}?):?(\d{2})?", re.I)
_IN_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]00:00)", re.A)


def iso(value: Any) -> str:
    """A date in any of the feeds' forms as ISO 8601 in UTC; "" when it is none.

    "2021-07" and "2021" where only the month or the year is given. A time without a zone counts as UTC, a day
    without a time begins at midnight UTC.
    """
    if not isinstance(value, str) or not value or len(value) > 4 * MAX_CHARS:
        return ""
    if _IN_UTC.fullmatch(value):
        return _of(value[:19]) if FIRST_YEAR <= int(value[:4]) <= LAST_YEAR else ""
    words = sanitize_line(value)
    if not words.isascii():
        words = words.replace("−", "-")
    if len(words) > MAX_CHARS:
        return ""
    for form in _FORMS:
        if (found := form.fullmatch(words)) is not None and (made := _made(found.groupdict())):
            return made
    return _partial(words)


def _of(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return _made(
            {"y": text[:4], "m": text[5:7], "d": text[8:10], "h": text[11:13], "mi": text[14:16], "s": text[17:]}
        )
    return text + "+00:00"


def _made(part: dict[str, str | None]) -> str:
    """The moment that the parts of a form name; "" where there is no such one."""
    year, month = _year(part["y"] or ""), _month(part)
    if not month or not FIRST_YEAR <= year <= LAST_YEAR or not (part["y"] or "").isascii():
        return ""
    hour, minute, second = (int(part.get(name) or 0) for name in ("h", "mi", "s"))
    half = (part.get("ap") or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = _zone(part.get("offset") or "", part.get("zone") or "")
    if zone is None or hour > 24 or (hour == 24 and (minute or second)):
        return ""
    try:
        when = datetime(year, month, int(part["d"] or 1), hour % 24, minute, min(second, 59), tzinfo=zone)
        return (when + timedelta(days=hour // 24)).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""


def _year(digits: str) -> int:
    """RFC 5322 4.3: two digits below 50 are of this century, others and three digits of the last one."""
    year = int(digits or 0)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _month(part: dict[str, str | None]) -> int:
    if part.get("month"):
        return MONTHS.get((part["month"] or "").lower(), 0)
    month = int(part.get("m") or 0)
    return month if month <= 12 else 0


def _zone(offset: str, name: str) -> timezone | None:
    """The zone; None for an offset that no place on earth has."""
    if offset:
        found = _OFFSET.fullmatch(offset)
        if found is None:
            return None
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        sign = 1 if found[1] == "+" else -1
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    return timezone(timedelta(minutes=ZONES.get(name.lower(), 0)))


def _partial(words: str) -> str:
    """A year or a month of a year, as it is."""
    found = _PARTIAL.fullmatch(words)
    if found is not None:
        month = found["m"] or ""
        good = FIRST_YEAR <= int(found["y"]) <= LAST_YEAR and (not month or 1 <= int(month) <= 12)
        return words if good else ""
    named = _MONTH_OF_YEAR.fullmatch(words)
    if named is None or not named["y"].isascii():
        return ""
    month_number = MONTHS.get(named["month"].lower(), 0)
    return f"{named['y']}-{month_number:02}" if month_number and FIRST_YEAR <= int(named["y"]) <= LAST_YEAR else ""


def partial(value: str) -> bool:
    """Whether what :func:`iso` gave names no day."""
    return 0 < len(value) < 10
