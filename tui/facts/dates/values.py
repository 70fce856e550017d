"""Arithmetic on TIMEX3 values (ISO-TimeML, which builds on ISO 8601): bounds, steps, coarser views.

A value here is a string such as ``2025-11-03``, ``2025-11``, ``2025``, ``2025-Q4``, ``2025-W45``,
``2025-H1``, ``2025-SU``, ``202`` (a decade), ``20`` (a century), ``2025-11-03TMO`` or ``1950/1953``.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""Meteorological seasons of the northern half, first and last month; winter runs into the next year."""

_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?|-W(?P<w>\d\d)(?P<we>-WE)?|-Q(?P<q>[1-4])|-H(?P<h>[12])"
    r"|-(?P<s>SP|SU|FA|WI))?(?:T.*)?$"
)


def bounds(value: str) -> tuple[str, str]:
    """First and last day (ISO, inclusive) that a value covers; ("", "") for one without days."""
    if "/" in value:
        first, _, last = value.partition("/")
        begin, end = bounds(first)[0], bounds(last)[1]
        return (begin, end) if begin and end and begin <= end else ("", "")
    span = days(value)
    return (span[0].isoformat(), span[1].isoformat()) if span else ("", "")


def days(value: str) -> tuple[date, date] | None:
    """The same as dates."""
    try:
        return _days(value)
    except (ValueError, OverflowError):
        return None


def _days(value: str) -> tuple[date, date] | None:
    if value.isascii() and value.isdigit() and len(value) in (2, 3):
        step = 10 ** (4 - len(value))
        first = int(value) * step
        return date(max(first, 1), 1, 1), date(first + step - 1, 12, 31)
    m = _VALUE.match(value)
    if not m:
        return None
    year = int(m["y"])
    if m["d"]:
        day = date(year, int(m["m"]), int(m["d"]))
        return day, day
    if m["m"]:
        return _months(year, int(m["m"]), int(m["m"]))
    if m["w"]:
        monday = date.fromisocalendar(year, int(m["w"]), 1)
        return (monday + timedelta(5) if m["we"] else monday), monday + timedelta(6)
    if m["q"]:
        return _months(year, 3 * int(m["q"]) - 2, 3 * int(m["q"]))
    if m["h"]:
        return _months(year, 6 * int(m["h"]) - 5, 6 * int(m["h"]))
    if m["s"]:
        return _months(year, *SEASONS[m["s"]])
    return _months(year, 1, 12)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    after = (year + last // 12, last % 12 + 1)
    return date(year, first, 1), date(*after, 1) - timedelta(1)


def week(day: date) -> str:
    """The ISO 8601 week of a day, "2025-W45"."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def quarter(day: date) -> str:
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def add_months(day: date, n: int) -> date:
    """The same day ``n`` months on, or the month's last day where it is shorter. Raises ValueError out of range."""
    index = day.year * 12 + day.month - 1 + n
    year, number = divmod(index, 12)
    for number_of_day in (day.day, 30, 29, 28):
        try:
            return date(year, number + 1, min(number_of_day, day.day))
        except ValueError:
            if not 1 <= year <= 9999:
                raise
    raise ValueError("no such month")


def step(day: date, unit: str, n: int) -> str:
    """The value of that unit ``n`` units away from ``day``: step(2025-11-03, "month", -1) = "2025-10".

    Units: day, week, weekend, month, quarter, year, decade, century, season names. "" out of range.
    """
    try:
        return _step(day, unit, n)
    except (ValueError, OverflowError):
        return ""


def _step(day: date, unit: str, n: int) -> str:
    if unit == "day":
        return (day + timedelta(n)).isoformat()
    if unit == "week":
        return week(day + timedelta(7 * n))
    if unit == "weekend":
        return week(day + timedelta(7 * n)) + "-WE"
    if unit == "fortnight":
        return week(day + timedelta(14 * n))
    if unit == "month":
        return month(add_months(day, n))
    if unit == "quarter":
        return quarter(add_months(day, 3 * n))
    if unit == "half":
        moved = add_months(day, 6 * n)
        return f"{moved.year:04}-H{(moved.month + 5) // 6}"
    year = day.year
    if unit == "year" and 1 <= year + n <= 9999:
        return f"{year + n:04}"
    if unit == "decade" and 1 <= year + 10 * n <= 9999:
        return f"{(year + 10 * n) // 10:03}"
    if unit == "century" and 1 <= year + 100 * n <= 9999:
        return f"{(year + 100 * n) // 100:02}"
    return ""


def reach(today: date | None, unit: str, n: str, way: int) -> tuple[str, str]:
    """The days that “the past two decades” covers as seen from the publication."""
    if today is None or not way or not n.isdigit() or len(n) > 4:
        return "", ""
    count = int(n) * way
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    lengths = {"day": 1, "week": 7, "fortnight": 14}
    try:
        if unit in months:
            other = add_months(today, count * months[unit])
        elif unit in lengths:
            other = today + timedelta(count * lengths[unit])
        else:
            return "", ""
    except (ValueError, OverflowError):
        return "", ""
    first, last = sorted((today, other))
    return first.isoformat(), last.isoformat()


def same_kind(value: str, n_years: int) -> str:
    """The same day, month, quarter or season ``n_years`` later: ("1989-Q3", -1) → "1988-Q3"; "" if it has no year."""
    if len(value) >= 4 and value[:4].isdigit() and 1 <= int(value[:4]) + n_years <= 9999:
        return f"{int(value[:4]) + n_years:04}{value[4:]}"
    return ""


_CODES = {"second": "T#S", "minute": "T#M", "hour": "T#H", "day": "#D", "week": "#W", "weekend": "#WE", "month": "#M"}
_CODES |= {"quarter": "#Q", "year": "#Y"}


def period(n: str, unit: str) -> str:
    """The TIMEX3 value of a length of time: ("2", "week") → "P2W", ("2", "decade") → "P20Y"."""
    times = {"decade": ("year", 10), "century": ("year", 100), "fortnight": ("week", 2)}
    if unit in times:
        unit, factor = times[unit]
        if n != "X":
            value = float(n) * factor
            n = str(int(value)) if value == int(value) else str(value)
    return "P" + _CODES[unit].replace("#", n)
