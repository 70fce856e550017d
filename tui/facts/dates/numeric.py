"""Dates written in digits, alike in all languages: ISO 8601 forms, and numbers with strokes or dots."""

from __future__ import annotations

from tui.facts.dates.absolute import calendar
from tui.facts.dates.context import Found, Match
from tui.facts.dates.rules import Rule

MACROS: tuple[tuple[str, str], ...] = ()


def iso(m: Match) -> Found | None:
    """2025-11-03 and 2025-11-03T10:30Z."""
    if not m.ctx.tight(m.first, m.last) or _inside_name(m):
        return None
    value = calendar(int(m.value("y", "YEAR")), int(m.value("m", "TWO")), int(m.value("d", "TWO")))
    return Found("DATE", value, confidence=0.98) if value else None


def _inside_name(m: Match) -> bool:
    """Whether the digits are part of a longer code: 12-2025-11-03-7."""
    text, begin, end = m.ctx.text, m.ctx.starts[m.first], m.ctx.ends[m.last]
    before, after = text[begin - 1 : begin], text[end : end + 1]
    return before.isalnum() or before in ("-", "_", "/") or after.isalnum() or after in ("_", "/", "-")


RULES = (Rule("iso", "{y: YEAR} DASH {m: TWO} DASH {d: TWO}", iso, "ISO 8601 date"),)
