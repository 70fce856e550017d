"""Whether the text contradicts its publication date: it tells of days as past that would lie ahead of it.

Saved pages often carry the day of their first version, feeds that of the import. One full day that the text tells of
as past although it lies more than two days after the publication is enough, or two months or years. Then nothing is
counted from that date, and the facts say so.
"""

from __future__ import annotations

from datetime import date, timedelta

from tui.facts.dates.context import Context, Match
from tui.facts.dates.tense import FIRM
from tui.facts.model import Fact, Timex

_ABSOLUTE = frozenset({"dates.day", "dates.days", "dates.iso", "dates.numeric", "dates.month", "dates.year"})
_ENOUGH = 2
_SLACK = timedelta(2)
"""Time zones and late editions."""


class Contradictions:
    """The dates of one article that speak against its publication date."""

    def __init__(self, published: date | None) -> None:
        self._published = published
        self._limit = (published + _SLACK).isoformat() if published and published.year < 9999 else ""
        self._weight = 0
        self._words: list[str] = []

    def hold(self, ctx: Context, fact: Fact, match: Match) -> None:
        """Weigh one date; ``match`` is where it was found."""
        timex = fact.detail
        if not self._limit or not isinstance(timex, Timex) or fact.rule not in _ABSOLUTE or timex.begin <= self._limit:
            return
        if not any(ctx.is_a(i, "YEAR") for i in range(match.first, match.last + 1)) and fact.rule != "dates.numeric":
            return  # the year was counted from the publication itself
        distance, way = ctx.sign(match.first, match.last)
        if way < 0 and distance <= FIRM and fact.lit:
            self._weight += _ENOUGH if timex.begin == timex.end else 1
            self._words.append(ctx.text[fact.start : fact.end])

    def doubt(self) -> str:
        """In words, "" while there is no doubt."""
        if self._weight < _ENOUGH or self._published is None:
            return ""
        told = " and ".join(f"“{' '.join(words.split())}”" for words in dict.fromkeys(self._words[:2]))
        return f"the publication date {self._published} is doubtful: the text tells of {told} as past"
