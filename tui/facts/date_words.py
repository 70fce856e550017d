"""A TIMEX3 value in words for people: "P3Y" is “3 years”, "2025-W45" “week of 2025-11-03”, "PAST_REF" “in the past”."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from tui.facts.model import Timex

_REFERENCES = {"PRESENT_REF": "now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}
_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday", "DT": "daytime"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_DAY_UNITS = {"D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year"}
_TIME_UNITS = {"H": "hour", "M": "minute", "S": "second"}
_MODS = {
    "APPROX": "about ", "MORE_THAN": "more than ", "LESS_THAN": "less than ", "EQUAL_OR_MORE": "at least ",
    "EQUAL_OR_LESS": "at most ", "START": "early ", "MID": "middle of ", "END": "end of ",
}  # fmt: skip
_LENGTH = re.compile(r"P((?:[\dX.]+(?:WE|[DWMQY]))*)(?:T((?:[\dX.]+[HMS])+))?$")
_PIECE = re.compile(r"(?<![\dX.])([\dX.]+)(WE|[A-Z])")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_PERIOD = re.compile(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))$")


def in_words(timex: Timex) -> str:
    """The value as a reader may see it, "" while there is none. Days stay ISO dates, which sort and copy well."""
    if not timex.value:
        return ""
    if timex.type == "SET":
        return _repeated(timex)
    return _MODS.get(timex.mod, "") + _plain(timex.value)


def _plain(value: str) -> str:
    if value in _REFERENCES:
        return _REFERENCES[value]
    if value.startswith("P"):
        return _length(value) or value
    if "/" in value:
        first, _, last = value.partition("/")
        return f"{_plain(first)} to {_plain(last)}"
    day, _, clock = value.partition("T")
    if clock:
        when = _PARTS.get(clock, clock)
        return f"{_plain(day)} {when}" if day else when
    return _period(value)


def _period(value: str) -> str:
    """Weeks, quarters, halves, seasons, decades, centuries; everything else as it is."""
    week = _WEEK.match(value)
    monday = _monday(week) if week else None
    if week and monday:
        return f"weekend of {monday + timedelta(5)}" if week[3] else f"week of {monday}"
    part = _PERIOD.match(value)
    if part:
        year, quarter, half, season = part.groups()
        if season:
            return f"{_SEASONS[season]} {year}"
        return f"quarter {quarter} of {year}" if quarter else f"{'first' if half == '1' else 'second'} half of {year}"
    if value.isdigit() and len(value) == 3:
        return f"{value}0s"
    if value.isdigit() and len(value) == 2:
        number = int(value) + 1
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending} century"
    return value


def _monday(week: re.Match[str]) -> date | None:
    try:
        return date.fromisocalendar(int(week[1]), int(week[2]), 1)
    except ValueError:
        return None


def _length(value: str) -> str:
    """ "PT1H50M" is “1 hour 50 minutes”, "PXM" “some months”; "" for what is no length."""
    match = _LENGTH.match(value)
    if not match:
        return ""
    said = [_amount(n, _DAY_UNITS[unit]) for n, unit in _PIECE.findall(match[1])]
    said += [_amount(n, _TIME_UNITS[unit]) for n, unit in _PIECE.findall(match[2] or "")]
    return " ".join(said)


def _amount(number: str, unit: str) -> str:
    if "X" in number:
        return f"some {unit}s"
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


def _repeated(timex: Timex) -> str:
    """“every 2 weeks”, “Mondays”, “3 times every day”."""
    value = timex.value
    often = "" if not timex.freq else "once " if timex.freq == "1" else f"{timex.freq} times "
    if value.startswith("XXXX-WXX-"):
        number, _, part = value[9:].partition("T")
        if not number.isdigit() or not 1 <= int(number) <= 7:
            return value
        name = _WEEKDAYS[int(number) - 1]
        return f"{name[:-1]} {_PARTS[part]}s" if part in _PARTS else name
    if value[:5] == "XXXX-" and value[5:].isdigit() and 1 <= int(value[5:]) <= 12:
        return f"every {calendar.month_name[int(value[5:])]}"
    length = _length(value)
    if not length:
        return value
    one = length.removeprefix("1 ")
    return f"{often}every {one}"
