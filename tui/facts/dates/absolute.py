"""Dates of the calendar: days, months, years, as far as the words give them."""

from __future__ import annotations

from tui.facts.dates.context import NO_YEAR, Found, Match
from tui.facts.dates.numeric import calendar


def month_day(m: Match) -> Found | None:
    """“Monday, Nov. 3, 2025”, “3 November”."""
    month, day = int(m.value("m", "MONTH", "MONTHABBR")), int(m.value("d", "DAY"))
    if m.has("y"):
        value = calendar(int(m.value("y", "YEAR")), month, day)
        return Found("DATE", value, confidence=0.97) if value else None
    if not calendar(2000, month, day):
        return None
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR)
    return Found("DATE", nearest_year(m, month, day), confidence=0.93)


def nearest_year(m: Match, month: int, day: int) -> str:
    """The month, or its day, in the year that the sentence's tense and the publication date make likely."""
    today = m.ctx.published
    assert today is not None
    way = m.direction()
    months = (month - today.month) + (0 if not day or month != today.month else 0)
    year = today.year
    if way > 0 and months < -1:
        year += 1
    elif way <= 0 and months > (0 if way < 0 else 3):
        year -= 1
    return calendar(year, month, day) if day else f"{year:04}-{month:02}"


def month_year(m: Match) -> Found | None:
    return Found("DATE", f"{m.value('y', 'YEAR')}-{int(m.value('m', 'MONTH', 'MONTHABBR')):02}", confidence=0.97)


def month_alone(m: Match) -> Found | None:
    """“January”; “May” and “March” only where a preposition stands before them."""
    word = m.word("m")
    if word in ("may", "march", "august"):
        before = m.ctx.before(m.first)
        if not m.capital or before not in (
            "in",
            "since",
            "until",
            "till",
            "by",
            "last",
            "next",
            "this",
            "from",
            "late",
            "early",
            "of",
        ):
            return None
    if m.ctx.published is None:
        return Found("DATE", unresolved=NO_YEAR)
    return Found("DATE", nearest_year(m, int(m.value("m", "MONTH")), 0), confidence=0.9)


def year_alone(m: Match) -> Found | None:
    """“2026” behind a preposition that dates take."""
    before = m.ctx.before(m.first)
    if before not in ("in", "since", "until", "till", "by", "from", "of", "after", "before", "during", "for", "the"):
        return None
    return Found("DATE", m.value("y", "YEAR"))
