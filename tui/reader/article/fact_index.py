"""The facts of an article, arranged for travelling and painting: every question is a bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tui.facts.kinds import Kind
from tui.layout.layout import Unit
from tui.layout.tables import BARS, cells_of
from tui.text.article import Article, BlockKind

if TYPE_CHECKING:
    from tui.facts.model import Fact

Paint = tuple[int, int, str]
"""A stretch and the names of its looks, joined by blanks."""

_WITHIN_FIGURES = frozenset({"place", "organisation", "person", "date"})
"""Kinds that take a figure's look where they stand in one: "28,500 US troops" reads as one thing."""

_ORDER = {
    name: number
    for number, name in enumerate(
        (
            "credit",
            "other",
            "emphasis",
            "strong",
            "code",
            "question",
            "quote",
            "cue",
            "place",
            "organisation",
            "person",
            "date",
            "figure",
        )
    )
}


class FactIndex:
    """The lit facts by place and by kind."""

    def __init__(self, facts: Iterable[Fact], units: Sequence[Unit]) -> None:
        self.facts = [fact for fact in facts if fact.lit]
        self.starts = [fact.start for fact in self.facts]
        self._of: dict[Kind, list[int]] = {}
        self._by_unit: dict[int, list[Fact]] = {}
        self.gaps: list[int] = []
        begins = [unit.start for unit in units]
        last = len(units) - 1
        u = 0
        for i, fact in enumerate(self.facts):
            self._of.setdefault(fact.kind, []).append(i)
            if fact.kind is Kind.GAP:
                self.gaps.append(fact.start)
            while u < last and begins[u + 1] <= fact.start:
                u += 1
            v = u
            while v <= last and (v == u or begins[v] < fact.end):
                self._by_unit.setdefault(v, []).append(fact)
                v += 1

    def in_unit(self, u: int) -> list[Fact]:
        """Facts that touch a unit, in order."""
        return self._by_unit.get(u, [])

    def _nearest(self, i: int, kinds: Collection[Kind], step: int) -> int | None:
        best: int | None = None
        for kind in kinds:
            of = self._of.get(kind)
            if not of:
                continue
            at = bisect_left(of, i) if step > 0 else bisect_right(of, i) - 1
            if 0 <= at < len(of) and (best is None or (of[at] < best) == (step > 0)):
                best = of[at]
        return best

    def travel(self, cursor: int, current: Fact | None, kinds: Collection[Kind], count: int) -> Fact | None:
        """The ``count``-th fact of ``kinds`` on (or back, when negative) from the cursor; the last one there is."""
        step = 1 if count > 0 else -1
        known = self._number(current) if current is not None else None
        if known is not None:
            i = known + step
        else:
            i = bisect_left(self.starts, cursor) if step > 0 else bisect_left(self.starts, cursor) - 1
        found: int | None = None
        for _ in range(abs(count)):
            ahead = self._nearest(i, kinds, step)
            if ahead is None:
                break
            found = ahead
            i = found + step
        return None if found is None else self.facts[found]

    def _number(self, fact: Fact) -> int | None:
        i = bisect_left(self.starts, fact.start)
        while i < len(self.facts) and self.starts[i] == fact.start:
            if self.facts[i] is fact:
                return i
            i += 1
        return None

    def at(self, offset: int, u: int, kinds: Collection[Kind]) -> Fact | None:
        """The shortest fact of ``kinds`` at ``offset`` (in unit ``u``)."""
        there = [
            fact
            for fact in self.in_unit(u)
            if fact.kind in kinds and (fact.start <= offset < fact.end or fact.start == fact.end == offset)
        ]
        return min(there, key=lambda fact: fact.end - fact.start, default=None)


def marks(fact: Fact) -> list[tuple[int, int, str]]:
    """What a fact paints: its span, but of a claim only the words that say who says it and how."""
    if fact.kind is Kind.CLAIM:
        from tui.facts.model import Claim

        detail = fact.detail
        assert isinstance(detail, Claim)
        return [(s.start, s.end, "cue") for s in (detail.cue, detail.source) if s is not None]
    if fact.kind is Kind.GAP:
        return []
    return [(fact.start, fact.end, fact.kind.value)]


def paints(article: Article, unit: Unit, facts: Iterable[Fact], kinds: Collection[Kind]) -> list[Paint]:
    """Stretches of a unit with their looks, in order and apart; what nothing paints is left out."""
    spans = [mark for fact in facts if fact.kind in kinds for mark in marks(fact)]
    low = bisect_right(article.emphases, unit.start, key=lambda e: e.end)
    for emphasis in article.emphases[low:]:
        if emphasis.start >= unit.end:
            break
        spans.append((emphasis.start, emphasis.end, emphasis.style))
    if article.blocks[unit.block].kind is BlockKind.TABLE_ROW:
        bars = [end for _, end in cells_of(article.text, unit.start, unit.end)[:-1]]
        spans += [(bar, bar + len(BARS), "marker") for bar in bars]
    spans = [(max(s, unit.start), min(e, unit.end), name) for s, e, name in spans if s < unit.end and e > unit.start]
    return flatten(spans)


def flatten(spans: Iterable[tuple[int, int, str]]) -> list[Paint]:
    """Overlapping spans as stretches that do not overlap, each with all the looks that hold there."""
    events: dict[int, tuple[list[str], list[str]]] = {}
    for start, end, name in spans:
        if end > start:
            events.setdefault(start, ([], []))[0].append(name)
            events.setdefault(end, ([], []))[1].append(name)
    out: list[Paint] = []
    active: dict[str, int] = {}
    for at, until in pairwise(sorted(events)):
        begun, ended = events[at]
        for name in ended:
            active[name] -= 1
            if not active[name]:
                del active[name]
        for name in begun:
            active[name] = active.get(name, 0) + 1
        names = [n for n in active if n not in _WITHIN_FIGURES] if "figure" in active else list(active)
        if names:
            out.append((at, until, " ".join(sorted(names, key=lambda n: _ORDER.get(n, -1)))))
    return out


def insertion(text: str, offset: int, start: int, end: int, sign: str) -> str:
    """What is drawn where words were lost: the sign, with the blanks that part it from its neighbours."""
    before = text[offset - 1] if offset > start else " "
    after = text[offset] if offset < end else " "
    left = "" if before.isspace() or before in "([“‘" else " "
    right = " " if after.isalnum() or after in "([“‘$€£" else ""
    return f"{left}{sign}{right}"


def settle(text: str, offset: int, end: int) -> int:
    """Where a gap is drawn: behind the blanks at ``offset``, so that a line's end swallows none of it."""
    while offset < end and text[offset] == " ":
        offset += 1
    return offset
