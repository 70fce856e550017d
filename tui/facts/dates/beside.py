"""Dates beside one that the text named before: “that year”, “the following month”, “the day after”, “the quarter”."""

from __future__ import annotations

from datetime import date

from tui.facts.dates.context import NO_BEFORE, NO_DATE, Found, Match
from tui.facts.dates.distances import ended_quarter
from tui.facts.dates.relative import next_stretch
from tui.facts.dates.values import days, step


def that_unit(m: Match) -> Found | None:
    """“that year”, “the same day”, “the next day”."""
    unit = m.value("u", "ONE", "UNIT")
    word = m.word("r")
    if word == "same" and m.ctx.before(m.first) != "the":
        return None
    if word in ("last", "past", "coming", "upcoming"):
        return None
    return _beside(m, unit, 0 if word in ("that", "same") else int(m.value("r", "LAST", "NEXT")))


def beside_unit(m: Match) -> Found | None:
    """“the following month”, “the previous year”."""
    word, unit = m.word("r"), m.value("u", "ONE")
    if m.ctx.before(m.first) != "the":
        return None
    if word == "next":
        ahead = next_stretch(m)
        if ahead is not None:
            return ahead
    return _beside(m, unit, int(m.value("r", "LAST", "NEXT"))) if word else None


def _beside(m: Match, unit: str, shift: int) -> Found:
    memory = m.ctx.memory
    mod = m.value("e", "EARLY")
    if unit == "day":
        base = memory.day
    elif unit == "month":
        named = days(memory.month) if memory.month else None
        base = named[0] if named else None
    elif unit in ("year", "decade", "century"):
        base = date(int(memory.year), 1, 1) if memory.year and int(memory.year) else None
    else:
        span = days(memory.value)
        base = span[0] if span else None
    if base is None:
        return Found("DATE", unresolved=NO_BEFORE, mod=mod, confidence=0.7)
    return Found("DATE", step(base, unit, shift), mod=mod, confidence=0.85)


def unit_before(m: Match) -> Found | None:
    """“up from 33 the week before”, “the year before,”: the one before the date named last."""
    if m.ctx.before(m.first) != "the" or m.ctx.after(m.last) not in ("", ".", ",", ";", ")", "and", "when"):
        return None
    found = _beside(m, m.value("u", "ONE"), -1)
    return found if found.value else None


def day_beside(m: Match) -> Found | None:
    """“the day before yesterday”, “the day after”."""
    shift = -1 if m.word("r") == "before" else 1
    if m.has("x"):
        today = m.ctx.published
        if today is None:
            return Found("DATE", unresolved=NO_DATE)
        return Found("DATE", step(today, "day", shift + int(m.value("x", "DAYWORD"))))
    if m.ctx.before(m.first) != "the" or m.ctx.after(m.last) not in ("", ".", ",", ";"):
        return None
    return _beside(m, "day", shift)


_SPAN_BEFORE = ("in", "of", "for", "during", "this", "over", "through", "throughout", "by", "within", "at", "on")


def the_unit(m: Match) -> Found | None:
    """“the quarter”, “the weekend”, “the year”: the one that the text or the publication is in."""
    unit = m.value("u", "ONE")
    before, after = m.ctx.before(m.first), m.ctx.after(m.last)
    fiscal = "fiscal" in (m.ctx.word(m.last - 1),)
    full = m.ctx.word(m.first + 1) == "full"
    if unit in ("decade", "century") or after in ("of", "before", "after", "when", "that", "-"):
        return None
    if unit == "year" and after in ("ending", "ended"):
        return Found("DURATION", "P1Y")
    if unit in ("day", "week", "month", "year") and not (fiscal or full):
        earlier = before == "in" and m.ctx.before(m.first, 2) in ("earlier", "later")
        if not earlier and not (unit == "year" and before == "for"):
            return None
    today = m.ctx.published
    if unit == "quarter":
        if m.ctx.memory.quarter:
            return Found("DATE", m.ctx.memory.quarter)
        if before not in _SPAN_BEFORE:
            return None
        return Found("DATE", ended_quarter(today) if today else "", unresolved=NO_DATE)
    if unit == "year" and (before == "for" or fiscal) and not full:
        return Found("DURATION", "P1Y")
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    if unit == "weekend":
        shift = -1 if m.direction() <= 0 and today.isoweekday() < 6 else 0
        return Found("DATE", step(today, "weekend", shift))
    return Found("DATE", step(today, unit, 0))
