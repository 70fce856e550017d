"""The facts of an article, arranged for travelling and painting: every question is a bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tui.facts.kinds import TABLE, Kind, Span, row
from tui.layout.layout import Unit
from tui.layout.tables import BARS, cells_of
from tui.text.article import Article, BlockKind, Link

if TYPE_CHECKING:
    from tui.facts.model import Fact

Paint = tuple[int, int, str]
"""A stretch and the names of its looks, joined by blanks."""

_WITHIN_FIGURES = frozenset({"place", "organisation", "person", "date"})
"""Looks that a figure's takes the place of where they stand in one: "28,500 US troops" reads as one thing."""

_SET_APART = ("link", "emphasis", "strong", "code")
"""Looks of words that the source set apart, below those of facts."""

_ORDER = {
    **{name: number - len(_SET_APART) for number, name in enumerate(_SET_APART)},
    **{row.css: row.weight for row in TABLE},
    "mark": 1000,
    "mark-twice": 1001,
}
"""Which of several looks is on top: the one with the higher number."""


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

    def only(self, keep: Callable[[Fact], bool]) -> FactIndex:
        """The same facts by the same places, without those that ``keep`` says no to."""
        new = FactIndex((), ())
        new.facts = [fact for fact in self.facts if keep(fact)]
        kept = set(map(id, new.facts))
        new.starts = [fact.start for fact in new.facts]
        for i, fact in enumerate(new.facts):
            new._of.setdefault(fact.kind, []).append(i)
        for u, facts in self._by_unit.items():
            found = [fact for fact in facts if id(fact) in kept]
            if found:
                new._by_unit[u] = found
        new.gaps = [fact.start for fact in new.facts if fact.kind is Kind.GAP]
        return new

    def in_unit(self, u: int) -> list[Fact]:
        """Facts that touch a unit, in order."""
        return self._by_unit.get(u, [])

    def _nearest(self, i: int, kinds: Collection[Kind] | None, step: int) -> int | None:
        if kinds is None:
            return i if 0 <= i < len(self.facts) else None
        best: int | None = None
        for kind in kinds:
            of = self._of.get(kind)
            if not of:
                continue
            at = bisect_left(of, i) if step > 0 else bisect_right(of, i) - 1
            if 0 <= at < len(of) and (best is None or (of[at] < best) == (step > 0)):
                best = of[at]
        return best

    def travel(self, cursor: int, current: Fact | None, kinds: Collection[Kind] | None, count: int) -> Fact | None:
        """The ``count``-th fact of ``kinds`` (None: any) after the cursor, before it when negative; else the last."""
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

    def with_span(self, kind: Kind, span: Span) -> Fact | None:
        """The fact of a kind that has exactly this span."""
        i = bisect_left(self.starts, span.start)
        while i < len(self.facts) and self.starts[i] == span.start:
            if self.facts[i].kind == kind and self.facts[i].end == span.end:
                return self.facts[i]
            i += 1
        return None

    def _number(self, fact: Fact) -> int | None:
        i = bisect_left(self.starts, fact.start)
        while i < len(self.facts) and self.starts[i] == fact.start:
            if self.facts[i] is fact:
                return i
            i += 1
        return None

    def at(self, offset: int, u: int, keep: Callable[[Fact], bool] = lambda fact: True) -> Fact | None:
        """The shortest fact at ``offset`` (in unit ``u``) that ``keep`` says yes to."""
        there = [
            fact
            for fact in self.in_unit(u)
            if (fact.start <= offset < fact.end or fact.start == fact.end == offset) and keep(fact)
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
    return [(fact.start, fact.end, row(fact.kind).css)]


def paints(
    article: Article, unit: Unit, facts: Iterable[Fact], bookmarks: Iterable[Span] = (), links: Sequence[Link] = ()
) -> list[Paint]:
    """Stretches of a unit with their looks, in order and apart; what nothing paints is left out.

    ``facts`` are those that are lit, ``links`` those of the article in order.
    Bookmarked words have the look "mark", those of several bookmarks "mark-twice".
    """
    spans = [mark for fact in facts for mark in marks(fact)]
    low = bisect_right(article.emphases, unit.start, key=lambda e: e.end)
    for emphasis in article.emphases[low:]:
        if emphasis.start >= unit.end:
            break
        spans.append((emphasis.start, emphasis.end, emphasis.style))
    low = bisect_right(links, unit.start, key=lambda link: link.end)
    for link in links[low:]:
        if link.start >= unit.end:
            break
        spans.append((link.start, link.end, "link"))
    if article.blocks[unit.block].kind is BlockKind.TABLE_ROW:
        bars = [end for _, end in cells_of(article.text, unit.start, unit.end)[:-1]]
        spans += [(bar, bar + len(BARS), "marker") for bar in bars]
    spans += _marked(bookmarks, unit)
    spans = [(max(s, unit.start), min(e, unit.end), name) for s, e, name in spans if s < unit.end and e > unit.start]
    return flatten(spans)


def _marked(bookmarks: Iterable[Span], unit: Unit) -> list[tuple[int, int, str]]:
    """The bookmarked words of a unit: those of one bookmark, and those of several, which are told apart."""
    here = sorted(span for span in bookmarks if span.start < unit.end and span.end > unit.start)
    out: list[tuple[int, int, str]] = []
    reached = unit.start
    for start, end in here:
        if start < reached:
            out.append((start, min(end, reached), "mark-twice"))
        out.append((max(start, reached), end, "mark"))
        reached = max(reached, end)
    return out


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
