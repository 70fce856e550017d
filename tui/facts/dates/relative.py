"""Dates that lean on another: on the publication, or on a day that the text named before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tui.facts.dates.context import NO_BEFORE, NO_DATE, Found, Match, weekday_near
from tui.facts.dates.numbers import VAGUE, amount, plain
from tui.facts.dates.tense import any_one, generic
from tui.facts.dates.values import days, quarter, reach, same_kind, step

NO_NEWS = "names no day that a reader could look up"


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


_CODES = {"second": "T#S", "minute": "T#M", "hour": "T#H", "day": "#D", "week": "#W", "weekend": "#WE", "month": "#M"}
_CODES |= {"quarter": "#Q", "year": "#Y"}


def period(n: str, unit: str) -> str:
    """The TIMEX3 value of a length of time: ("2", "week") → "P2W", ("2", "decade") → "P20Y"."""
    times = {"decade": ("year", 10), "century": ("year", 100), "fortnight": ("week", 2)}
    if unit in times:
        unit, factor = times[unit]
        if n != VAGUE:
            value = float(n) * factor
            n = str(int(value)) if value == int(value) else str(value)
    return "P" + _CODES[unit].replace("#", n)


def edge(m: Match) -> Found | None:
    """“the end of the year”, “early 1990”, “mid-October”: the date itself, its part as the modifier."""
    inner = m.read("x")
    words = m.words("x")
    if inner is None and words[:1] == ["the"]:
        inner = m.ctx.read(m.ctx, m.at("x") + 1, m.to("x"))
    if inner is None:
        inner = _plain_unit(m, words)
    if inner is None or inner.type != "DATE" or inner.confidence < 0.5:
        return None
    mods = {"end": "END", "close": "END", "beginning": "START", "start": "START", "middle": "MID"}
    mod = m.value("e", "EARLY") or mods.get(m.word("e"), "")
    return replace(inner, mod=mod, first=-1, last=-1, begin="", end="")


def _plain_unit(m: Match, words: list[str]) -> Found | None:
    """“the year”, “the month” behind “end of”."""
    unit = m.ctx.classes[m.ctx.words[m.to("x") - 1]].get("ONE", "")
    if not unit or len(words) > 2 or unit in ("day", "decade", "century"):
        return None
    today = m.ctx.published
    return Found("DATE", step(today, unit, 0)) if today else Found("DATE", unresolved=NO_DATE)


def year_end(m: Match) -> Found | None:
    """“year-end”, “year's end”."""
    if m.ctx.after(m.last) == "of":
        return None
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_DATE, mod="END")
    return Found("DATE", step(today, "year", 0), mod="END", confidence=0.85)


def now(m: Match) -> Found | None:
    """“now”, “currently”; not “now that …”, nor in names."""
    if m.ctx.after(m.last) == "-" or m.ctx.before(m.first) in ("apocalypse", "-"):
        return None
    return Found("DATE", "PRESENT_REF", confidence=0.7, minor=NO_NEWS)


def recently(m: Match) -> Found | None:
    """“recently”, “lately”."""
    return Found("DATE", "PAST_REF", confidence=0.7, minor=NO_NEWS)


def future(m: Match) -> Found | None:
    """“the future”, “the long term”."""
    return Found("DATE", "FUTURE_REF", confidence=0.65, minor=NO_NEWS) if m.ctx.after(m.last) != "of" else None
