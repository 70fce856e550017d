"""Who a source is: from the words of a source to an entity, pronouns only where one rule is sure."""

from __future__ import annotations

from bisect import bisect_left

from tui.facts.document import Document
from tui.facts.model import Fact, Kind, Mention, Span

_PRONOUNS = frozenset(["he", "she", "who"])
_REACH = 900  # characters looked back for the only person "he" can mean


class Speakers:
    """Looks up entities by offsets; made once for an article."""

    def __init__(self, doc: Document, names: list[Fact]) -> None:
        self._text = doc.text
        self._blocks = [b.start for b in doc.blocks]
        wanted = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)
        self._names = sorted(
            (f for f in names if f.kind in wanted and isinstance(f.detail, Mention)), key=lambda f: f.start
        )
        self._starts = [f.start for f in self._names]

    def entity(self, source: Span) -> int:
        """The number of the entity that ``source`` names or, by pronoun, surely means; -1 if unknown."""
        word = self._text[source.start : source.end].lower()
        if word in _PRONOUNS:
            return self._antecedent(source.start, word == "who")
        i = bisect_left(self._starts, source.start)
        best = -1
        while i < len(self._names) and self._starts[i] < source.end:
            fact = self._names[i]
            detail = fact.detail
            if isinstance(detail, Mention) and detail.entity >= 0:
                after = self._text[fact.end : fact.end + 2]
                if fact.kind is Kind.PERSON and after[:2] not in ("'s", "’s"):
                    return detail.entity
                if (
                    fact.kind is Kind.ORGANISATION
                    and best < 0
                    and after[:2] not in ("'s", "’s")
                    and (fact.end >= source.end or self._text[fact.end] == ",")
                ):
                    best = detail.entity
            i += 1
        return best

    def _antecedent(self, at: int, relative: bool) -> int:
        """The only person named in this paragraph and the one before it, up to ``at``; -1 when two are."""
        i = bisect_left(self._starts, at) - 1
        if relative:
            near = i >= 0 and self._names[i].kind is Kind.PERSON and at - self._names[i].end <= 3
            detail = self._names[i].detail if near else None
            return detail.entity if isinstance(detail, Mention) else -1
        block = bisect_left(self._blocks, at + 1) - 1
        floor = max(self._blocks[max(0, block - 1)] if self._blocks else 0, at - _REACH)
        seen = -1
        while i >= 0 and self._starts[i] >= floor:
            fact = self._names[i]
            if fact.kind is Kind.PERSON and isinstance(fact.detail, Mention) and fact.detail.entity >= 0:
                if seen >= 0 and fact.detail.entity != seen:
                    return -1
                seen = fact.detail.entity
            i -= 1
        return seen
