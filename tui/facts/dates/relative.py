"""Dates that lean on another: the publication, or a day named before."""

from __future__ import annotations

from tui.facts.dates.context import NO_DATE, Found, Match, weekday_near
from tui.facts.dates.values import step


def weekday(m: Match) -> Found | None:
    """“Monday”: by the sentence's tense the last one or the next one, the publication's own day first."""
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    number = int(m.value("w", "WEEKDAY"))
    return Found("DATE", weekday_near(today, number, m.direction()).isoformat())


def day_word(m: Match) -> Found | None:
    """“today”, “yesterday”, “tomorrow”."""
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    return Found("DATE", step(today, "day", int(m.value("w", "DAYWORD"))))
