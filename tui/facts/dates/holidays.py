"""Days that have a name: “Christmas Eve”, “Thanksgiving Day 2025”, “9/11”."""

from __future__ import annotations

from datetime import date, timedelta

from tui.facts.dates.context import NO_YEAR, Found, Match


def holiday(m: Match) -> Found | None:
    """“Christmas Eve”, “Thanksgiving Day 2025”."""
    if m.has("new"):
        rule = "12-31" if m.ctx.word(m.first + 2) == "eve" else "01-01"
    elif (
        m.ctx.before(m.first)[:1].isalpha()
        and m.ctx.words[m.first - 1][0].isupper()
        and not m.ctx.opens_sentence(m.first - 1)
    ):
        return None  # “Johnnie Christmas”
    else:
        rule = m.value("h", "HOLIDAY")
        if m.word("eve") == "eve":
            rule = {"12-25": "12-24"}.get(rule, "")
    if not rule:
        return None
    if m.has("y"):
        return Found("DATE", _holiday(rule, int(m.value("y", "YEAR"))))
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR)
    around = [date.fromisoformat(_holiday(rule, today.year + n)) for n in (-1, 0, 1)]
    way = m.direction()
    if way < 0:
        best = max(d for d in around if d <= today)
    elif way > 0:
        best = min(d for d in around if d >= today)
    else:
        best = min(around, key=lambda d: abs(d - today))
    return Found("DATE", best.isoformat(), confidence=0.85)


def eleventh(m: Match) -> Found | None:
    """“9/11”, which English names the day by."""
    if (m.word("a"), m.word("b")) != ("9", "11") or m.ctx.glued(m.first, m.last):
        return None
    return Found("DATE", "2001-09-11", confidence=0.7)


def _holiday(rule: str, year: int) -> str:
    if rule == "thanksgiving":  # in the United States the fourth Thursday of November
        first = date(year, 11, 1)
        return (first + timedelta((4 - first.isoweekday()) % 7 + 21)).isoformat()
    return f"{year:04}-{rule}"
