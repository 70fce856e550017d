"""Lengths of time, repetitions, and parts of years."""

from __future__ import annotations

from datetime import date, timedelta

from tui.facts.dates.context import NO_DATE, NO_YEAR, Found, Match
from tui.facts.dates.numbers import VAGUE, amount, number
from tui.facts.dates.relative import period
from tui.facts.dates.values import SEASONS, add_months, same_kind, step


def quarter(m: Match) -> Found | None:
    """“the third quarter of 1984”, “this year's third quarter”, “the year-ago third quarter”."""
    n = number(m, "o") if m.has("o") else number(m, "n")
    if not 1 <= n <= 4:
        return None
    fiscal = "fiscal" in m.ctx.words[m.first : m.last + 1]
    hyphen = m.ctx.is_a(m.last - 1, "DASH")
    first, last = (m.first, m.last) if hyphen else (-1, -1)
    why = "quarter of a fiscal year, taken as one of the calendar's" if fiscal else ""
    year = m.value("y", "YEAR") or m.value("y2", "YEAR")
    if year:
        return Found("DATE", f"{year}-Q{n}", why)
    if m.has("x"):
        inner = m.read("x")
        if inner is None:
            return None
        if inner.value:
            return Found("DATE", f"{inner.value[:4]}-Q{n}", why)
        return Found("DATE", unresolved=inner.unresolved)
    if m.ctx.after(m.last) in ("century",):
        return None
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR)
    value = f"{_quarter_year(m, today, n):04}-Q{n}"
    return Found("DATE", same_kind(value, -1) if m.has("ago") else value, why, first=first, last=last)


def _quarter_year(m: Match, today: date, n: int) -> int:
    now = (today.month + 2) // 3
    way = m.direction()
    if n > now and ((way < 0 and n > now + 1) or (n - now >= 2 and way <= 0)):
        return today.year - 1
    if n < now and way > 0 and now - n >= 2:
        return today.year + 1
    return today.year


def quarter_sign(m: Match) -> Found | None:
    """“Q3 2025”, “3Q”."""
    n = m.value("n", "NUM") or m.value("n2", "NUM")
    if n not in ("1", "2", "3", "4") or m.ctx.glued(m.first, m.last):
        return None
    tight = m.ctx.ends[m.first] == m.ctx.starts[m.first + 1]
    if not tight:
        return None
    if m.has("y"):
        return Found("DATE", f"{m.value('y', 'YEAR')}-Q{n}")
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR)
    return Found("DATE", f"{_quarter_year(m, today, int(n)):04}-Q{n}", confidence=0.8)


def half(m: Match) -> Found | None:
    """“the first half of this year”, “the last half of 1989”."""
    word = m.word("o")
    n = {"first": 1, "second": 2, "last": 2, "latter": 2}.get(word, 0)
    inner = m.read("x")
    words = m.words("x")
    if inner is None and words[0] == "the":
        inner = m.ctx.read(m.ctx, m.at("x") + 1, m.to("x"))
    if words in (["the", "year"], ["year"]):
        today = m.ctx.published
        inner = Found("DATE", step(today, "year", 0) if today else "", unresolved=NO_DATE)
    if inner is None or not n:
        return None
    if not inner.value:
        return Found("DATE", unresolved=inner.unresolved)
    if len(inner.value) != 4:
        return Found("DATE", inner.value, mod="START" if n == 1 else "END")
    return Found("DATE", f"{inner.value}-H{n}")


def season_year(m: Match) -> Found | None:
    """“spring 2024”, “the fall of 1998”."""
    return Found("DATE", f"{m.value('y', 'YEAR')}-{m.value('s', 'SEASON')}", mod=m.value("e", "EARLY"))


def season_near(m: Match) -> Found | None:
    """“last fall”, “next summer”."""
    today = m.ctx.published
    if m.word("r") not in ("last", "this", "next", "past"):
        return None
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    code = m.value("s", "SEASON")
    return Found("DATE", f"{season_year_near(today, code, int(m.value('r', 'LAST', 'THIS', 'NEXT'))):04}-{code}")


def season_year_near(today: date, code: str, way: int) -> int:
    first, last = SEASONS[code]
    year = today.year - (code == "WI" and today.month < 3)
    if way == 0:
        return year
    if way < 0:
        return year - (
            today < date(year, first, 1)
            or (today.month <= last and code != "WI")
            or (code == "WI" and today.month in (12, 1, 2))
        )
    return year + (today >= date(year, first, 1))


def season_alone(m: Match) -> Found | None:
    """“in the summer”, “by autumn”: only where a season would stand."""
    ctx = m.ctx
    before, after = ctx.before(m.first), ctx.after(m.last)
    if before == "the":
        before = ctx.before(m.first, 2)
        if after == "of" or before not in ("in", "during", "over", "through", "of", "until", "by", "throughout"):
            return None
    elif before not in ("in", "by", "until", "since", "during", "of") and not m.has("e"):
        return None
    if (
        after in ("of", "into", "for")
        or after.endswith("ing")
        or (m.word("s") == "fall" and after not in ("", ".", ",", ";", ")", "and", "when"))
    ):
        return None
    if ctx.words[m.at("s")][0].isupper() and before == "of":
        return None  # “Prague Spring”, “Winter of Discontent”
    today = ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR, mod=m.value("e", "EARLY"))
    code = m.value("s", "SEASON")
    way = m.direction() or -1
    year = season_year_near(today, code, way if way > 0 else 0)
    if way < 0 and today < date(year, SEASONS[code][0], 1):
        year -= 1
    return Found("DATE", f"{year:04}-{code}", mod=m.value("e", "EARLY"), confidence=0.8)


# lengths


def length(m: Match) -> Found | None:
    """“two weeks”, “16-hour”, “several years”, “5 1/2 hours”."""
    ctx = m.ctx
    unit = m.value("u", "UNIT")
    n = amount(m, "n2") if m.has("n2") else amount(m, "n")
    word = m.word("u")
    before, after = ctx.before(m.first), ctx.after(m.last)
    if ctx.glued(m.first, m.last) and ctx.text[ctx.starts[m.first] - 1 : ctx.starts[m.first]] not in ("-", "–"):
        return None
    if word == "quarter" or (unit == "quarter" and after == "of") or n == "0":
        return None
    hyphen = any(ctx.is_a(i, "DASH") for i in range(m.first, m.last))
    singular = not word.endswith("s") and word not in ("min", "sec", "hr", "yr")
    if (
        singular
        and not hyphen
        and n not in ("1", "0.5", VAGUE)
        and (unit in ("second", "minute") or ctx.is_a(m.first, "YEAR"))
    ):
        return None
    if singular and n == VAGUE and not hyphen:
        return None
    if hyphen and after in ("-",) and ctx.after(m.last, 2) == "old":
        return None
    if unit == "second" and singular and not hyphen:
        return None
    if before in ("$", "€", "£", "no", "#") or after == "old" or (before == "of" and after == "age"):
        return None
    if hyphen and not singular and not ctx.tight(m.first, m.last):
        return None
    if n == "1" and before in ("the", "every", "each", "this", "that") and not hyphen:
        return None
    value = period(n, unit)
    if "/" in m.words("n") and unit == "hour" and n.endswith(".5"):
        value = f"PT{n[:-2]}H30M"
    first = m.first + 1 if hyphen and m.word("n") == "a" else -1
    return Found("DURATION", value, confidence=0.88, first=first, last=m.last if first >= 0 else -1)


_BEFORE_LENGTH = frozenset(
    {"for", "in", "within", "after", "than", "about", "almost", "nearly", "least", "over", "barely", "under", "only",
     "around", "lasting", "lasted", "took", "takes", "half", "during", "just", "roughly", "approximately", "spend",
     "spent", "take", "last", "whole", "by", "every", "wait", "waited", "further"}
)  # fmt: skip


def one_length(m: Match) -> Found | None:
    """“for a year”, “less than a decade”; not “$5 a year”."""
    ctx = m.ctx
    before, after, unit = ctx.before(m.first), ctx.after(m.last), m.value("u", "UNIT")
    word = m.word("u")
    if word.endswith("s") or unit in ("quarter", "second") or after in ("ago", "-", "later", "earlier"):
        return None
    plain = m.last == m.first + 1
    if plain and before not in _BEFORE_LENGTH:
        return None
    if plain and (ctx.is_a(m.first - 2, "NUM") and before not in ("than", "least", "about", "for", "after", "within")):
        return None
    if before == "in" and plain and ctx.before(m.first, 2) in ("once", "twice", "times", "day", "hours", "days"):
        return None
    return Found("DURATION", period("1", unit), confidence=0.8)


def long_length(m: Match) -> Found | None:
    """“day-long”, “decades-long”."""
    word = m.word("u")
    return Found("DURATION", period(VAGUE if word.endswith("s") else "1", m.value("u", "UNIT")), confidence=0.85)


def age(m: Match) -> Found | None:
    """“35-year-old”: as the TimeBank guide has it, a length of time."""
    n = amount(m, "n")
    return Found("DURATION", period(n, m.value("u", "UNIT")), "age; a length of time", confidence=0.45)


def stretch(m: Match) -> Found | None:
    """“the past two decades”, “the next four years”, “the first nine months”."""
    unit, n, word = m.value("u", "UNIT"), amount(m, "n"), m.word("r")
    if (not m.word("u").endswith("s") and n != "1") or (unit == "quarter" and m.ctx.after(m.last) == "of" and n == "3"):
        return None
    way = int(m.value("r", "LAST", "NEXT") or 0)
    if unit == "month" and not way:
        m.ctx.memory.whole_year = True
    begin, end = reach(m.ctx.published, unit, n, way) if word in ("past", "last", "next", "coming") else ("", "")
    return Found("DURATION", period(n, unit), begin=begin, end=end, confidence=0.92)


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


def vague_stretch(m: Match) -> Found | None:
    """“recent weeks”, “the coming months”."""
    word, unit = m.word("r"), m.value("u", "LONGUNIT")
    if word in ("past", "next", "previous") and m.ctx.before(m.first) not in ("the", "in", "over"):
        return None
    if unit == "year" and word == "recent":
        return Found("DATE", "PAST_REF", confidence=0.85)
    return Found("DURATION", period(VAGUE, unit), confidence=0.85)


# repetition


def adverb_set(m: Match) -> Found | None:
    """“daily”, “weekly”; not in the names of papers."""
    ctx = m.ctx
    if ctx.words[m.first][0].isupper() and not ctx.opens_sentence(m.first):
        return None
    following = ctx.words[m.last + 1] if ctx.after(m.last) else ""
    if following[:1].isupper() and ctx.before(m.first)[:1].isalpha():
        return None  # the Communist Party daily Granma
    if m.word("s") == "quarterly":
        return None
    return Found("SET", m.value("s", "DAILY"), quant="EVERY", confidence=0.75)


def every(m: Match) -> Found | None:
    """“every day”, “each month”, “every two years”."""
    if m.ctx.words[m.first].lower() == "each" and m.has("n"):
        return None
    n = amount(m, "n") if m.has("n") else "1"
    if m.word("u").endswith("s") and n == "1":
        return None
    return Found("SET", period(n, m.value("u", "UNIT")), quant="EVERY")


def every_weekday(m: Match) -> Found | None:
    """“Mondays”, “each Thursday”, “Tuesday nights”."""
    number_of_day = m.value("w", "WEEKDAY", "WEEKDAYS")
    part = m.value("p", "PART", "PARTS")
    return Found("SET", f"XXXX-WXX-{number_of_day}" + (f"T{part}" if part else ""), quant="EVERY")


def times(m: Match) -> Found | None:
    """“once a week”, “three times a year”."""
    unit = m.value("u", "UNIT")
    if m.word("u").endswith("s"):
        return None
    freq = {"once": "1", "twice": "2"}.get(m.word("t")) or amount(m, "t")
    return Found("SET", period("1", unit), freq=freq, quant="EVERY")
