"""Dates written in digits, alike in all languages: ISO 8601 forms, and numbers with strokes, dots or dashes.

Where day and month could be swapped, only evidence decides: the article's language, other dates of the article
that can be read one way only, or the publication day itself. Without evidence the date stays unresolved.
"""

from __future__ import annotations

import re
from datetime import date

from tui.facts.dates.absolute import calendar
from tui.facts.dates.context import Context, Found, Match
from tui.facts.dates.rule import Rule
from tui.facts.dates.years import short_year, year_range

SWAPPED = "day and month could be swapped and nothing in the article tells which"


def iso(m: Match) -> Found | None:
    """2025-11-03, 2025/11/03 and 2025-11-03T10:30Z."""
    ctx = m.ctx
    if not ctx.tight(m.first, m.last) or _in_code(m):
        return None
    if ctx.words[m.first + 1] != ctx.words[m.first + 3]:
        return None
    value = calendar(int(m.value("y", "YEAR")), int(m.value("m", "TWO")), int(m.value("d", "TWO")))
    if not value:
        return None
    if not m.has("h"):
        return Found("DATE", value, confidence=0.98)
    hour, minute = int(m.value("h", "HOUR")), m.value("min", "MINUTE")
    zone = "Z" if m.has("z") else ""
    return Found("TIME", f"{value}T{hour:02}:{minute}{zone}", confidence=0.98) if hour < 24 else None


def _in_code(m: Match) -> bool:
    """Whether the digits are part of a longer code or address: 12-2025-11-03-7."""
    text, begin, end = m.ctx.text, m.ctx.starts[m.first], m.ctx.ends[m.last]
    before, after = text[max(begin - 1, 0) : begin], text[end : end + 2]
    if before and (before.isalnum() or before in "-_/=&%.:@#"):
        return True
    return bool(after) and (after[0].isalnum() or after[0] in "_/=%-@" or (len(after) == 2 and after[1].isdigit()))


def day_month(m: Match) -> Found | None:
    """03/04/2025, 3-4-2025, 3.4.25: the third of April or the fourth of March."""
    if not m.ctx.tight(m.first, m.last) or _in_code(m) or m.ctx.is_a(m.first - 1, "NUMBERED"):
        return None
    if m.has("dotted"):
        a, b, y = m.value("dotted", "DOTTED").split(".")
        stroke = False
    else:
        a, b, y = m.value("a", "DAY"), m.value("b", "DAY"), m.value("y", "YEAR", "TWO")
        stroke = True
        if m.ctx.words[m.first + 1] != m.ctx.words[m.first + 3]:
            return None
    if len(y) == 2 and not stroke and m.ctx.language == "en":
        return None  # a version or a section number
    year = int(y if len(y) == 4 else short_year(y))
    day_first, month_first = calendar(year, int(b), int(a)), calendar(year, int(a), int(b))
    if day_first and month_first and day_first != month_first:
        order = _order(m.ctx, day_first, month_first)
        if not order:
            return Found("DATE", unresolved=SWAPPED)
        return Found("DATE", day_first if order > 0 else month_first, confidence=0.9)
    value = day_first or month_first
    return Found("DATE", value, confidence=0.95) if value else None


_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")


def _order(ctx: Context, day_first: str, month_first: str) -> int:
    """1 when days come first in this article, -1 when months do, 0 when nothing tells."""
    if ctx.language != "en":
        return 1
    if ctx.day_first is None:
        seen = {
            1 if int(m[1]) > 12 else -1 for m in _NUMERIC.finditer(ctx.text) if (int(m[1]) > 12) != (int(m[3]) > 12)
        }
        ctx.day_first = seen.pop() if len(seen) == 1 else 0
    if ctx.day_first:
        return ctx.day_first
    if ctx.published is not None:
        one = abs((date.fromisoformat(day_first) - ctx.published).days)
        other = abs((date.fromisoformat(month_first) - ctx.published).days)
        if min(one, other) <= 3 and max(one, other) > 14:
            return 1 if one < other else -1
    return 0


# fmt: off
RULES = (
    Rule("iso", "{y: YEAR} (DASH | /) {m: TWO} (DASH | /) {d: TWO}", iso, "year, month and day in digits"),
    Rule("iso", "{y: YEAR} DASH {m: TWO} DASH {d: TWO} TEE {h: HOUR} : {min: MINUTE} (: MINUTE)? {z: ZEE}?", iso,
         "ISO 8601 date and time"),
    Rule("numeric", "{a: DAY} (/ | DASH) {b: DAY} (/ | DASH) {y: YEAR | TWO}", day_month, "day and month in digits"),
    Rule("numeric", "{dotted: DOTTED}", day_month, "day and month in digits"),
    Rule("years", "{y: YEAR} DASH {y2: YEAR}", year_range, "span of years"),
)
