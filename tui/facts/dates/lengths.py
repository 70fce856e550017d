"""Lengths of time: “two weeks”, “2 hours 41 minutes”, “a week and a half”, “the past two decades”."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from tui.facts.dates.context import Found, Match
from tui.facts.dates.numbers import VAGUE, amount, plain
from tui.facts.dates.values import period, reach

_ORDER = ("year", "month", "week", "day", "hour", "minute", "second")
_BEFORE_LENGTH = frozenset(
    {"for", "in", "within", "after", "than", "about", "almost", "nearly", "least", "over", "barely", "under", "only",
     "around", "lasting", "lasted", "took", "takes", "half", "during", "just", "roughly", "approximately", "spend",
     "spent", "take", "last", "whole", "by", "every", "wait", "waited", "further"}
)  # fmt: skip


def length(m: Match) -> Found | None:
    """“two weeks”, “16-hour”, “several years”, “5 1/2 hours”."""
    ctx = m.ctx
    unit, n = m.value("u", "UNIT"), amount(m, "n")
    hyphen = ctx.is_a(m.at("u") - 1, "DASH")
    if n == "0" or len(n) > 6 or not _can_be_length(m, unit, n, hyphen) or not _bounded_well(m, hyphen):
        return None
    if n == "1" and ctx.before(m.first) in ("the", "every", "each", "this", "that") and not hyphen:
        return None
    value = period(n, unit)
    if "/" in m.words("n") and unit == "hour" and n.endswith(".5"):
        value = f"PT{n[:-2]}H30M"
    first = m.first + 1 if hyphen and m.word("n") == "a" else -1
    ahead = _ahead(m, unit, n) if ctx.before(m.first) == "in" and not hyphen else ""
    return Found(
        "DURATION", value, confidence=0.88, begin=ahead, end=ahead, first=first, last=m.last if first >= 0 else -1
    )


def _can_be_length(m: Match, unit: str, n: str, hyphen: bool) -> bool:
    """Whether number and unit agree: no “five second”, no “few year”, no third of a quarter."""
    word = m.word("u")
    if word == "quarter" or (unit == "quarter" and m.ctx.after(m.last) == "of"):
        return False
    if word.endswith("s") or word in ("min", "sec", "hr", "yr") or hyphen:
        return True
    if n == VAGUE or (unit == "second" and word != "sec"):
        return False
    return n in ("1", "0.5") or not (unit in ("second", "minute") or m.ctx.is_a(m.first, "YEAR"))


def _bounded_well(m: Match, hyphen: bool) -> bool:
    """Whether what stands around lets it be a length: no price, no age, no part of a code."""
    ctx = m.ctx
    before, after = ctx.before(m.first), ctx.after(m.last)
    if ctx.glued(m.first, m.last) and ctx.text[ctx.starts[m.first] - 1 : ctx.starts[m.first]] not in ("-", "–"):
        return False
    if hyphen and after == "-" and ctx.after(m.last, 2) == "old":
        return False
    if before in ("$", "€", "£", "no", "#") or after == "old" or (before == "of" and after == "age"):
        return False
    return not (hyphen and m.word("u").endswith("s") and not ctx.tight(m.at("u") - 2, m.last))


def _ahead(m: Match, unit: str, n: str) -> str:
    """The day of “in 63 days” where the sentence tells of what is to come; "" elsewhere."""
    today = m.ctx.published
    if today is None or unit not in ("day", "week") or not n.isdigit() or len(n) > 4 or m.direction() <= 0:
        return ""
    try:
        return (today + timedelta(int(n) * (7 if unit == "week" else 1))).isoformat()
    except OverflowError:
        return ""


def length_range(m: Match) -> Found | None:
    """“10 to 14 days”, “two or three weeks”: from the one length to the other."""
    low, high, unit = amount(m, "a"), amount(m, "b"), m.value("u", "UNIT")
    if VAGUE in (low, high) or not Decimal(low) < Decimal(high) or m.ctx.before(m.first) in ("$", "€", "£"):
        return None
    if m.ctx.glued(m.first, m.last) or not m.word("u").endswith("s"):
        return None
    either = m.ctx.word(m.to("a")) == "or"
    if either and Decimal(high) - Decimal(low) > 1 and Decimal(high) * 2 > Decimal(low) * 3:
        return None  # “seven or fifteen nights”: two lengths
    return Found("DURATION", f"{period(low, unit)}/{period(high, unit)}", confidence=0.88)


def compound_length(m: Match) -> Found | None:
    """“2 hours 4 minutes 12 seconds”, “1 hour and 50 minutes”: one length, its units falling."""
    parts = [(amount(m, n), m.value(u, "UNIT")) for n, u in (("a", "u"), ("b", "v"), ("c", "w")) if m.has(n)]
    units = [unit for _, unit in parts]
    if any(unit not in _ORDER for unit in units) or any(n == VAGUE for n, _ in parts):
        return None
    places = [_ORDER.index(unit) for unit in units]
    if places != sorted(set(places)) or m.ctx.before(m.first) in ("$", "€", "£"):
        return None
    codes = dict(zip(_ORDER, "YMWDHMS", strict=True))
    days = "".join(f"{n}{codes[u]}" for n, u in parts if _ORDER.index(u) < 4)
    clock = "".join(f"{n}{codes[u]}" for n, u in parts if _ORDER.index(u) >= 4)
    return Found("DURATION", f"P{days}" + (f"T{clock}" if clock else ""), confidence=0.92)


def length_and_half(m: Match) -> Found | None:
    """“a week and a half”, “two years and a half”."""
    n = amount(m, "n")
    if n == VAGUE or m.value("u", "UNIT") in ("quarter", "weekend"):
        return None
    return Found("DURATION", period(plain(Decimal(n) + Decimal("0.5")), m.value("u", "UNIT")), confidence=0.9)


def clock_length(m: Match) -> Found | None:
    """“2:30 hours”: a time taken, no time of the day."""
    if not m.ctx.tight(m.at("h"), m.at("h") + 2):
        return None
    minutes = m.ctx.classes[m.ctx.words[m.at("h") + 2]].get("MINUTE", "")
    first = m.value("h", "NUM")
    if m.value("u", "UNIT") == "minute":
        return Found("DURATION", f"PT{first}M{int(minutes)}S", confidence=0.9)
    return Found("DURATION", f"PT{first}H{int(minutes)}M", confidence=0.9)


def one_length(m: Match) -> Found | None:
    """“for a year”, “less than a decade”; not “$5 a year”."""
    ctx = m.ctx
    before, after, unit = ctx.before(m.first), ctx.after(m.last), m.value("u", "UNIT")
    word = m.word("u")
    if word.endswith("s") or unit in ("quarter", "second") or after in ("ago", "-", "later", "earlier"):
        return None
    only = m.last == m.first + 1
    if only and before not in _BEFORE_LENGTH:
        return None
    if only and (ctx.is_a(m.first - 2, "NUM") and before not in ("than", "least", "about", "for", "after", "within")):
        return None
    if before == "in" and only and ctx.before(m.first, 2) in ("once", "twice", "times", "day", "hours", "days"):
        return None
    return Found("DURATION", period("1", unit), confidence=0.8)


def some_length(m: Match) -> Found | None:
    """“for weeks”, “for years”: no length that could be told."""
    if m.ctx.after(m.last) == "-":
        return None
    value = period(VAGUE, m.value("u", "LONGUNIT"))
    return Found("DURATION", value, confidence=0.8, minor="tells no length", first=m.at("u"), last=m.last)


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


def vague_stretch(m: Match) -> Found | None:
    """“recent weeks”, “the coming months”."""
    word, unit = m.word("r"), m.value("u", "LONGUNIT")
    if word in ("past", "next", "previous") and m.ctx.before(m.first) not in ("the", "in", "over"):
        return None
    if unit == "year" and word == "recent":
        return Found("DATE", "PAST_REF", confidence=0.85)
    return Found("DURATION", period(VAGUE, unit), confidence=0.85)
