"""The nth weekday, week or weekend of a month: “the second Friday of December”, “the last week of this month”."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tui.facts.dates.context import NO_DATE, Found, Match
from tui.facts.dates.numbers import number
from tui.facts.dates.values import days, step, week

_LAST = ("last", "final")


def nth_of_month(m: Match) -> Found | None:
    """A weekday gives its day, a weekend its ISO weekend, a week seven days counted from the first of the month."""
    month = _month(m)
    if month is None:
        return None
    span = days(month.value)
    if span is None or len(month.value) != 7:
        return Found("DATE", unresolved=month.unresolved) if month.unresolved and not month.value else None
    which = 0 if m.word("o") in _LAST else number(m, "o")
    if not 0 <= which <= 5:
        return None
    if m.has("w"):
        day = _weekday(span[0], int(m.value("w", "WEEKDAY")), which)
        return Found("DATE", day.isoformat(), confidence=0.93) if day else None
    if m.word("u") == "weekend":
        day = _weekday(span[0], 6, which)
        return Found("DATE", week(day) + "-WE", confidence=0.9) if day else None
    first = span[1] - timedelta(6) if which == 0 else span[0] + timedelta(7 * (which - 1))
    last = min(first + timedelta(6), span[1])
    if first > span[1]:
        return None
    return Found("DATE", f"{first.isoformat()}/{last.isoformat()}", confidence=0.85)


def _month(m: Match) -> Found | None:
    """The month that the part ``x`` names, as far as the publication date allows."""
    if m.words("x")[:1] == ["the"]:
        today = m.ctx.published
        return Found("DATE", step(today, "month", 0) if today else "", unresolved=NO_DATE)
    return m.read("x")


def _weekday(first: date, weekday: int, which: int) -> date | None:
    """The ``which``-th (0: the last) such weekday (1 = Monday) of the month that begins at ``first``."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if which == 0:
        return last - timedelta((last.isoweekday() - weekday) % 7)
    day = first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    return day if day <= last else None
