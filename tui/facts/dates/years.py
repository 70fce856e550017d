"""Years, spans of years, decades and centuries, in digits and in words."""

from __future__ import annotations

from tui.facts.dates.context import Found, Match
from tui.facts.dates.numbers import number


def short_year(two: str) -> str:
    """'87 is 1987, '24 is 2024: the hundred years up to 2039."""
    return f"{'20' if int(two) < 40 else '19'}{two}"


_YEAR_BEFORE = frozenset(
    {"in", "since", "until", "till", "by", "from", "during", "the", "fiscal", "year", "before", "after", "for", "circa",
     "of", "early", "late", "mid", "(", "between", "and", "through", "to", "than",
     "a", "an", "his", "her", "its", "their", "our", "as", "this"}
)  # fmt: skip


_OWNERS = ("his", "her", "its", "their", "this")


def year_alone(m: Match) -> Found | None:
    """“2026”, unless it counts something, carries a currency, or belongs to a name or a code."""
    ctx, at = m.ctx, m.first
    year = int(m.value("y", "YEAR"))
    if ctx.glued(at, at) or not 1000 <= year < 2200 or _counts(m, year):
        return None
    confidence = _likely_year(m, year)
    after = ctx.words[at + 1] if ctx.after(at) else ""
    if not confidence or (after and (year < 1900 or year == 2000) and _plural(after)):
        return None
    return Found("DATE", f"{year:04}", confidence=confidence)


def _counts(m: Match, year: int) -> bool:
    """Whether the number before or behind which these words stand counts something or is a thing's number."""
    ctx, at = m.ctx, m.first
    before, after = ctx.before(at), ctx.after(at)
    told = after == "points" and ctx.after(at, 2) == "to"  # “data from 2018 points to”
    if (ctx.is_a(at + 1, "MEASURE") and not told) or (ctx.is_a(at + 1, "UNIT") and after[-1:] == "s"):
        return True
    if before in ("$", "€", "£", "¥", "#", "no", ".") or ctx.is_a(at - 1, "NUMBERED"):
        return True
    return before in ("about", "some", "nearly", "almost", "over", "than") and not 1900 <= year < 2040


def _likely_year(m: Match, year: int) -> float:
    """How surely the words in front make the number a year: 0.0 for not at all, below the line for part of a name."""
    ctx, at = m.ctx, m.first
    before = ctx.before(at)
    lower = bool(ctx.after(at)) and ctx.words[at + 1][0].islower()
    if before in _OWNERS and lower and year >= 1500:
        return 0.9  # “his 1796 essay”
    if before in _YEAR_BEFORE:
        preposed = before in ("in", "since", "(", "until", "before", "after", "circa")
        return 0.92 if preposed or 1800 <= year < 2060 else 0.0
    previous = ctx.words[at - 1] if before else ""
    owned = previous.endswith(("'s", "’s"))
    if not (1600 if owned else 1900) <= year < 2060:
        return 0.0
    named = (previous[:1].isupper() and not owned) or (owned and not lower)
    return 0.45 if named else 0.92  # “Windows 2000”, “Expo 2016”


def _plural(word: str) -> bool:
    return (
        word.islower() and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us", "was"))
    )


def year_named(m: Match) -> Found | None:
    """“the year 2030”: the word makes the number a year."""
    return Found("DATE", m.value("y", "YEAR"), confidence=0.95) if not m.ctx.glued(m.last, m.last) else None


def era_year(m: Match) -> Found | None:
    """“400 BCE”, “AD 79”, “500 CE”: TIMEX3 writes BC before the number."""
    if m.ctx.words[m.at("era")].islower() or not 1 <= number(m, "n") <= 9999:
        return None
    before_christ = m.word("era").startswith("b")
    return Found("DATE", f"{'BC' if before_christ else ''}{number(m, 'n'):04}", confidence=0.92)


def decade_of_two_digits(m: Match) -> Found | None:
    """“the 90s”; not in the weather nor of somebody's age."""
    two = m.value("yy", "TWO")
    if two[1] != "0" or not m.ctx.tight(m.at("yy"), m.last) or m.ctx.after(m.last)[:1] == "-":
        return None
    begin, end = m.ctx.sentence(m.first)
    if not _WEATHER.isdisjoint(m.ctx.words_between(begin, end)):
        return None
    return Found(
        "DATE", f"{'20' if two in ('00', '10', '20') else '19'}{two[0]}", mod=m.value("e", "EARLY"), confidence=0.85
    )


_WEATHER = frozenset(
    {"temperatures", "temperature", "highs", "lows", "degrees", "weather", "heat", "humidity", "forecast"}
)


def year_range(m: Match) -> Found | None:
    """“1950–1953”, “1998-99”, “2024/25”."""
    if m.ctx.glued(m.first, m.last):
        return None
    first = m.value("y", "YEAR")
    two = m.value("y2", "TWO")
    last = m.value("y2", "YEAR") or first[:2] + two
    if int(last) < int(first) and two == "00":
        last = f"{int(first[:2]) + 1}00"
    if not 0 < int(last) - int(first) <= 500 or m.ctx.is_a(m.last + 1, "MEASURE"):
        return None
    if two and not m.ctx.tight(m.first, m.last):
        return None
    if two and int(two) <= 12 and int(last) - int(first) > 3:
        return None  # 2001-12 is as likely a month
    return Found("DATE", f"{first}/{last}", confidence=0.93)


def fiscal_year(m: Match) -> Found | None:
    year = m.value("y", "YEAR") or short_year(m.ctx.classes[m.ctx.words[m.last]].get("TWO", "00"))
    return Found("DATE", year, begin="", end="", confidence=0.9)


def decade(m: Match) -> Found | None:
    """“the 1990s”, “the late '80s”, “the sixties”."""
    mod = m.value("e", "EARLY")
    if m.has("y"):
        year = m.value("y", "YEAR")
        if year[3] != "0" or not m.ctx.tight(m.at("y"), m.last):
            return None
        value = year[:3] if year[2] != "0" or int(year) >= 2000 else year[:2]
    elif m.has("yy"):
        two = m.value("yy", "TWO")
        if two[1] != "0" or not m.ctx.tight(m.at("yy") - 1, m.last):
            return None
        value = f"{'20' if two in ('00', '10', '20') else '19'}{two[0]}"
    else:
        century = m.value("c", "TEENS") or "19"
        if not m.has("c") and m.ctx.before(m.first) != "the":
            return None
        if not m.has("c") and m.ctx.before(m.first, 2) == "in" and m.ctx.after(m.last) not in ("", ".", ","):
            return None
        value = f"{century}{m.value('t', 'DECADES')}"
    return Found("DATE", value, mod=mod, confidence=0.92)


def century(m: Match) -> Found | None:
    """“the 11th century”: its years as TIMEX3 counts them, “10” for 1000–1099."""
    n = number(m, "o") if m.has("o") else number(m, "n")
    if not 1 <= n <= 25:
        return None
    if m.has("era"):
        return Found("DATE", f"BC{n - 1:02}", confidence=0.85)
    return Found("DATE", f"{n - 1:02}", mod=m.value("e", "EARLY"), confidence=0.92)


def spelled_year(m: Match) -> Found | None:
    """“nineteen ninety-six”, “two thousand and five”."""
    if m.has("c"):
        hundreds = int(m.value("c", "TEENS", "TENS"))
        rest = number(m, "t")
        if hundreds not in (16, 17, 18, 19, 20) or (rest < 10 and m.word("t") != "oh"):
            return None
        return Found("DATE", f"{hundreds}{rest:02}", confidence=0.9)
    if m.ctx.is_a(m.last + 1, "MEASURE") or m.ctx.before(m.first) not in (
        "in",
        "since",
        "of",
        "by",
        "until",
        "from",
        "year",
    ):
        return None
    return Found("DATE", f"20{number(m, 't'):02}", confidence=0.85)
