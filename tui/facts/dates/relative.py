"""Dates that lean on another: on the publication, or on a day that the text named before."""

from __future__ import annotations

from datetime import timedelta

from tui.facts.dates.context import NO_DATE, Found, Match, weekday_near
from tui.facts.dates.tense import any_one, generic
from tui.facts.dates.values import days, reach, step


def weekday(m: Match) -> Found | None:
    """“Monday”: by the sentence's tense the last or the next one, the publication's own day first."""
    ctx = m.ctx
    if not m.capital and ctx.words[m.first].islower() and not m.has("r") and not m.has("e"):
        return None
    if _weekday_in_name(m):
        return None
    number = int(m.value("w", "WEEKDAY", "WDABBR"))
    part = m.value("p", "PART")
    mod = m.value("e", "EARLY")
    kind = "TIME" if part else "DATE"
    if ctx.after(m.last) in ("and", "or") and ctx.is_a(m.last + 3, "PARTS"):
        return Found("SET", f"XXXX-WXX-{number}T{ctx.classes[ctx.words[m.last + 3]]['PARTS']}", quant="EVERY")
    today = ctx.published
    if today is None:
        return Found(kind, unresolved=NO_DATE, mod=mod)
    way = {"-1": -1, "1": 1}.get(m.value("r", "LAST", "NEXT"), 0)
    if not way and _any_such_day(m):
        return Found("SET", f"XXXX-WXX-{number}", "what usually is so on that day of the week", quant="EVERY")
    if way:
        day = weekday_near(today + timedelta(way), number, way)
        if way < 0 and number in ctx.plain_weekdays and (today - day).days == 1:
            day -= timedelta(7)  # “on Monday … last Monday”, written on a Tuesday: two days
    elif m.word("r") in ("this", "current"):
        day = today + timedelta(number - today.isoweekday())
    else:
        day = weekday_near(today, number, m.direction())
        ctx.plain_weekdays.add(number)
    value = day.isoformat() + (f"T{part}" if part else "")
    return Found(kind, value, mod=mod)


def _any_such_day(m: Match) -> bool:
    """“on a Tuesday”, “Tuesdays are usually quieter than a Friday”: no single day."""
    if m.ctx.language != "en":
        return False
    around = m.ctx.around(m.first, m.last)
    return any_one(around) or (not m.direction() and generic(around))


def _weekday_in_name(m: Match) -> bool:
    """“Sunday Times”, “Black Friday”, “Bloody Sunday”: the weekday belongs to a name."""
    ctx, at = m.ctx, m.at("w")
    following = ctx.words[at + 1] if ctx.after(at) else ""
    if following[:1].isupper() and ctx.is_a(at + 1, "NEWSPAPER") and not m.has("p"):
        return True
    if m.has("p") and ctx.words[m.at("p")][0].isupper() and ctx.words[at][1:2].islower():
        return True  # “Friday Night Lights”
    before = ctx.before(at)
    return before in (
        "black",
        "good",
        "bloody",
        "super",
        "cyber",
        "ash",
        "palm",
        "easter",
        "fat",
        "holy",
        "giving",
        "maundy",
    )


def weekday_of_week(m: Match) -> Found | None:
    """“Tuesday of last week”."""
    inner = m.read("x")
    if inner is None:
        return None
    span = days(inner.value)
    if span is None:
        return Found("DATE", unresolved=inner.unresolved)
    return Found("DATE", (span[0] + timedelta(int(m.value("w", "WEEKDAY")) - 1)).isoformat())


def day_word(m: Match) -> Found | None:
    """“today”, “late yesterday”, “tomorrow night”."""
    part = m.value("p", "PART")
    kind = "TIME" if part else "DATE"
    mod = m.value("e", "EARLY")
    if m.ctx.is_a(m.first - 1, "NEWSPAPER") or m.ctx.before(m.first) == "usa":
        return None
    today = m.ctx.published
    if today is None:
        return Found(kind, unresolved=NO_DATE, mod=mod)
    value = step(today, "day", int(m.value("w", "DAYWORD")))
    return Found(kind, value + (f"T{part}" if part else ""), mod=mod)


def tonight(m: Match) -> Found | None:
    today = m.ctx.published
    return Found("TIME", f"{today.isoformat()}TNI") if today else Found("TIME", unresolved=NO_DATE)


def part_near(m: Match) -> Found | None:
    """“this morning”, “last night”."""
    word, part = m.word("r"), m.value("p", "PART")
    if word == "last" and part != "NI":
        return None
    today = m.ctx.published
    if today is None:
        return Found("TIME", unresolved=NO_DATE)
    shift = {"last": -1, "yesterday": -1, "tomorrow": 1}.get(word, 0)
    return Found("TIME", f"{step(today, 'day', shift)}T{part}")


_OF_THE_TEXT = ("previous", "preceding", "prior", "following", "subsequent")


def near_unit(m: Match) -> Found | None:
    """“last week”, “this year”, “early next month”."""
    word, unit = m.word("r"), m.value("u", "ONE")
    after_the = m.ctx.before(m.first) == "the" and not m.has("e")
    if word in _OF_THE_TEXT or unit == "day" or (word == "next" and after_the and m.direction() < 0):
        return None
    if word == "past" and unit != "weekend" and m.ctx.word(m.first) != "this":
        if after_the:
            return _passed(m, unit)
        return None
    mod = m.value("e", "EARLY")
    today = m.ctx.published
    if after_the and unit in ("decade", "century") and word in ("next", "coming", "last"):
        return _passed(m, unit) if word == "last" else None
    if today is None:
        return Found("DATE", unresolved=NO_DATE, mod=mod)
    shift = int(m.value("r", "LAST", "NEXT", "THIS"))
    if unit == "weekend" and shift == -1 and today.isoweekday() == 7:
        shift = -1
    return Found("DATE", step(today, unit, shift), mod=mod, confidence=0.92)


def _passed(m: Match, unit: str) -> Found:
    """“the past year”: the year up to the publication."""
    begin, end = reach(m.ctx.published, unit, "1", -1)
    return Found("DURATION", _LENGTHS[unit], "length of time up to the publication", begin=begin, end=end)


_DURING = ("over", "in", "within", "during", "for", "through", "throughout")
_LENGTHS = {"week": "P1W", "month": "P1M", "quarter": "P1Q", "year": "P1Y", "decade": "P10Y", "century": "P100Y"}


def next_stretch(m: Match) -> Found | None:
    """“over the next decade”: the ten years from the publication on, not the 2030s."""
    ctx, unit = m.ctx, m.value("u", "ONE")
    if ctx.before(m.first) != "the" or (unit != "decade" and ctx.before(m.first, 2) not in _DURING):
        return None
    if unit != "decade" and unit != "century" and m.direction() < 0:
        return None
    begin, end = reach(m.ctx.published, unit, "1", 1)
    return Found("DURATION", _LENGTHS[unit], "length of time from the publication on", begin=begin, end=end)


def near_month(m: Match) -> Found | None:
    """“last April”, “this September”."""
    month = int(m.value("m", "MONTH", "MONTHABBR"))
    if m.has("d"):
        return None
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    word, year = m.word("r"), today.year
    if m.value("r", "LAST"):
        year -= month >= today.month
    elif m.value("r", "NEXT"):
        year += month <= today.month
    elif word == "this" and month - today.month < -6 and m.direction() > 0:
        year += 1
    return Found("DATE", f"{year:04}-{month:02}")
