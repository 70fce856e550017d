"""Parts of years (quarters, halves) and repetitions."""

from __future__ import annotations

from datetime import date

from tui.facts.dates.context import NO_DATE, NO_YEAR, Found, Match
from tui.facts.dates.numbers import amount, number
from tui.facts.dates.values import period, same_kind, step


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


def half_sign(m: Match) -> Found | None:
    """“H1”, “H1 2026”."""
    n = m.value("n", "NUM")
    if n not in ("1", "2") or not m.ctx.tight(m.first, m.first + 1) or m.ctx.glued(m.first, m.last):
        return None
    if m.has("y"):
        return Found("DATE", f"{m.value('y', 'YEAR')}-H{n}")
    return _half_by_tense(m, int(n), 0.8)


_HALVES = {"first": 1, "second": 2, "last": 2, "latter": 2}
_REPORTED = frozenset(
    {"profit", "profits", "sales", "loss", "losses", "revenue", "revenues", "earnings", "income", "results", "turnover",
     "interim", "net", "output", "production", "exports", "imports", "growth", "economy", "gdp", "deliveries", "orders",
     "dividend", "shipments", "quarter", "company", "fiscal", "traffic", "passengers", "budget", "forecast"}
)  # fmt: skip


def half_alone(m: Match) -> Found | None:
    """“the first half”, “first-half profit”: half a year only where results are told, elsewhere half of a match."""
    n = _HALVES.get(m.word("o"), 0)
    if not n or m.ctx.after(m.last) in ("of", "-", "time", "century"):
        return None
    begin, end = m.ctx.sentence(m.first)
    words = m.ctx.words_between(begin, end)
    return _half_by_tense(m, n, 0.85) if not _REPORTED.isdisjoint(words) else None


def _half_by_tense(m: Match, n: int, confidence: float) -> Found:
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR)
    way, now = m.direction(), 1 if today.month <= 6 else 2
    year = today.year - (n > now and way < 0) + (n < now and way > 0)
    return Found("DATE", f"{year:04}-H{n}", confidence=confidence)


def half(m: Match) -> Found | None:
    """“the first half of this year”, “the last half of 1989”."""
    n = _HALVES.get(m.word("o"), 0)
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
    return Found("SET", m.value("s", "DAILY"), quant="EVERY", confidence=0.75, minor="names no day")


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
