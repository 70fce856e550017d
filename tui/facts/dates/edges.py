"""Ends and beginnings of dates, and what names no day: “the end of the year”, “year-end”, “now”, “recently”."""

from __future__ import annotations

from dataclasses import replace

from tui.facts.dates.context import NO_DATE, Found, Match
from tui.facts.dates.values import step

NO_NEWS = "names no day that a reader could look up"


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
