"""Seasons: their months, the year that is meant, and the other half of the earth.

Meteorological seasons, as news writes of them. Where the sentence names a place of the south before the season, or the
article names such places throughout (Australia, New Zealand, southern Africa, the south of South America), summer is
December to February.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from tui.facts.dates.context import NO_DATE, NO_YEAR, Context, Found, Match
from tui.facts.dates.values import SEASONS, bounds

_OPPOSITE = {"SP": "FA", "SU": "WI", "FA": "SP", "WI": "SU"}
_OFTEN = 3
"""So many places of the south in an article make its seasons southern."""


@cache
def _southern_places() -> re.Pattern[str]:
    path = Path(__file__).parent.parent / "lexicons" / "dates_south.txt"
    names = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")


def southern(ctx: Context, token: int) -> bool:
    """Whether the seasons at ``token`` are those of the southern half of the earth."""
    begin, _ = ctx.sentence(token)
    places = _southern_places()
    if places.search(ctx.text, begin, ctx.starts[token]):
        return True
    if ctx.southern is None:
        ctx.southern = sum(1 for _ in places.finditer(ctx.text)) >= _OFTEN
    return ctx.southern


def _found(m: Match, code: str, year: int, confidence: float = 0.9) -> Found:
    """The season ``code`` that begins in ``year``; in the south with the days of the opposite one."""
    mod = m.value("e", "EARLY")
    if not southern(m.ctx, m.first):
        return Found("DATE", f"{year:04}-{code}", mod=mod, confidence=confidence)
    begin, end = bounds(f"{year:04}-{_OPPOSITE[code]}")
    why = "season of the southern half of the earth"
    return Found("DATE", f"{year:04}-{code}", why, confidence, mod, begin, end)


def _months_of(m: Match) -> str:
    """The code whose months the season has where the article is at home."""
    code = m.value("s", "SEASON")
    return _OPPOSITE[code] if southern(m.ctx, m.first) else code


def season_year(m: Match) -> Found | None:
    """“spring 2024”, “the fall of 1998”."""
    return _found(m, m.value("s", "SEASON"), int(m.value("y", "YEAR")))


def season_near(m: Match) -> Found | None:
    """“last fall”, “next summer”."""
    today = m.ctx.published
    if m.word("r") not in ("last", "this", "next", "past"):
        return None
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    way = int(m.value("r", "LAST", "THIS", "NEXT"))
    return _found(m, m.value("s", "SEASON"), season_year_near(today, _months_of(m), way))


def season_year_near(today: date, code: str, way: int) -> int:
    """The year in which the last (-1), this (0) or next (1) season ``code`` begins as seen from ``today``."""
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
    if not _stands_as_season(m):
        return None
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR, mod=m.value("e", "EARLY"))
    months = _months_of(m)
    way = m.direction() or -1
    year = season_year_near(today, months, way if way > 0 else 0)
    if way < 0 and today < date(year, SEASONS[months][0], 1):
        year -= 1
    return _found(m, m.value("s", "SEASON"), year, 0.8)


def _stands_as_season(m: Match) -> bool:
    """Whether the words around are those of a season: not “fall of the wall”, “Prague Spring”, “spring into”."""
    ctx = m.ctx
    before, after = ctx.before(m.first), ctx.after(m.last)
    if before == "the":
        before = ctx.before(m.first, 2)
        if after == "of" or before not in ("in", "during", "over", "through", "of", "until", "by", "throughout"):
            return False
    elif before not in ("in", "by", "until", "since", "during", "of") and not m.has("e"):
        return False
    if after in ("of", "into", "for") or after.endswith("ing"):
        return False
    if m.word("s") == "fall" and after not in ("", ".", ",", ";", ")", "and", "when"):
        return False
    return not (ctx.words[m.at("s")][0].isupper() and before == "of")
