"""Dates so far away from another: “two years ago”, “a year earlier”, “two weeks from now”, “the year-ago quarter”."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tui.facts.dates.context import NO_DATE, Found, Match
from tui.facts.dates.numbers import VAGUE, amount, plain
from tui.facts.dates.values import days, period, quarter, same_kind, step


def ended_quarter(day: date) -> str:
    """The last quarter that ended before this day."""
    return quarter(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) - timedelta(1))


def latest(m: Match) -> Found | None:
    """“the latest quarter”: the one reported on, or the last that has ended."""
    unit = m.value("u", "ONE")
    if m.ctx.before(m.first) not in ("the", "its"):
        return None
    if unit in ("", "quarter"):
        if m.ctx.memory.quarter:
            return Found("DATE", m.ctx.memory.quarter)
        today = m.ctx.published
        if not unit and not m.ctx.memory.value:
            return None
        return Found("DATE", ended_quarter(today) if today else "", unresolved=NO_DATE)
    today = m.ctx.published
    return Found("DATE", step(today, unit, -1)) if today else Found("DATE", unresolved=NO_DATE)


def year_ago(m: Match) -> Found | None:
    """“the year-earlier period”: a year before the quarter spoken of, or before the publication."""
    found = _year_before(m)
    return found if m.has("u") else replace(found, first=m.first, last=m.last)


def _year_before(m: Match, years: int = -1) -> Found:
    memory = m.ctx.memory
    if memory.quarter and not memory.whole_year:
        return Found("DATE", same_kind(memory.quarter, years), confidence=0.85)
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    return Found("DATE", step(today, "year", years), confidence=0.85)


def year_period(m: Match) -> Found | None:
    """“the 1988 period”: the same quarter of that year."""
    year, memory = m.value("y", "YEAR"), m.ctx.memory
    if m.ctx.before(m.first) != "the":
        return None
    return Found("DATE", year + memory.quarter[4:] if memory.quarter else year)


def ago(m: Match) -> Found | None:
    """“two years ago”, “almost a decade ago”: as coarse as its unit."""
    unit, n = m.value("u", "UNIT"), amount(m, "n")
    if len(n) > 6:
        return None  # “68 million years ago”: no calendar reaches there
    if m.has("h") and n != VAGUE:
        n = plain(Decimal(n) + Decimal("0.5"))
    if unit == "year" and n == "1" and m.word("n") == "a" and m.ctx.quarter_near(m.first):
        return _year_before(m)
    return _away(m, unit, n, -1, m.ctx.published, "PAST_REF")


def later(m: Match) -> Found | None:
    """“a year earlier”, “three days later”: from the date named last, if it stands near."""
    unit, n, word = m.value("u", "UNIT"), amount(m, "n"), m.word("r")
    ctx = m.ctx
    if word == "before" and ctx.after(m.last) not in ("", ".", ",", ";", ")"):
        return None
    sign = 1 if word == "later" else -1
    if unit == "year" and n == "1" and sign < 0 and ctx.quarter_near(m.first):
        return _year_before(m)
    if unit in ("second", "minute", "hour"):
        return Found("DURATION", period(n, unit), confidence=0.75)
    if unit == "day" and ctx.memory.day:
        base: date | None = ctx.memory.day
    else:
        span = days(ctx.memory.value) if ctx.near_memory(m.first) else None
        base = span[0] if span else (ctx.published if sign < 0 else None)
    if base is None:
        return Found("DURATION", period(n, unit), confidence=0.75)
    return _away(m, unit, n, sign, base, "PAST_REF" if sign < 0 else "FUTURE_REF")


def from_now(m: Match) -> Found | None:
    """“two weeks from now”, “a week from Tuesday”."""
    base = m.ctx.published
    if m.word("x") != "now":
        inner = m.read("x")
        span = days(inner.value) if inner else None
        base = span[0] if span else None
    return _away(m, m.value("u", "UNIT"), amount(m, "n"), 1, base, "FUTURE_REF")


def _away(m: Match, unit: str, n: str, sign: int, base: date | None, vague: str) -> Found | None:
    if n == VAGUE:
        return Found("DATE", vague)
    if base is None:
        return Found("DATE", unresolved=NO_DATE)
    if unit in ("second", "minute", "hour"):
        if unit == "hour" and n in ("24", "48", "72"):
            return Found("DATE", step(base, "day", sign * int(n) // 24), confidence=0.8)
        return Found("TIME", unresolved="the hour of publication is unknown", confidence=0.8)
    whole = float(n)
    if unit in ("decade", "century"):
        whole, unit = whole * (10 if unit == "decade" else 100), "year"
    if unit == "fortnight":
        whole, unit = whole * 2, "week"
    if whole != int(whole):
        if unit not in ("year", "week"):
            return Found("DATE", vague)
        if unit == "week":
            return Found("DATE", step(base, "day", sign * round(whole * 7)), mod="APPROX", confidence=0.8)
        whole, unit = whole * 12, "month"
    value = step(base, unit, sign * int(whole)) if whole < 10000 else ""
    return Found("DATE", value, unresolved="out of the calendar's range") if unit else None
