"""What is folded: lines that are not the article, and in the facts-only view the sentences without facts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from tui.layout import Fold, Folding
from tui.layout.layout import Unit
from tui.reading.page.fact_index import FactIndex
from tui.text.article import Article, BlockKind
from tui.text.sentences import split_sentences

_KEPT = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.CORRECTION, BlockKind.CREDIT})
"""Blocks that the facts-only view never folds."""

_WHOLE = _KEPT | {BlockKind.TABLE_ROW, BlockKind.CODE}
"""Blocks in which it folds no single sentences: their shape is part of what they say."""


class Folder:
    """Says what is folded in each unit. ``opened`` holds where folds begin that the reader opened."""

    def __init__(self, article: Article, units: Sequence[Unit], sign: str) -> None:
        self._article = article
        self._units = units
        self._sign = sign
        self.opened: set[int] = set()
        self._index: FactIndex | None = None
        self._runs: list[tuple[int, int, str]] = []  # (first unit, last unit, label), in order
        self._firsts: list[int] = []
        self._find_runs()

    def facts_only(self, index: FactIndex | None) -> None:
        """Fold sentences that hold no fact of ``index``; ``None`` unfolds them."""
        if index is not None or self._index is not None:
            self._index = index
            self._find_runs()

    def __call__(self, u: int) -> Folding | None:
        run = self.run_at(u)
        if run is not None:
            first, last, label = run
            start = self._units[first].start
            if start in self.opened:
                return None
            if u > first:
                return Folding(hidden=True)
            return Folding(folds=(Fold(start, self._units[last].end, label),))
        if self._index is None or self._kind(u) in _WHOLE or self._kind(u) is BlockKind.BOILERPLATE:
            return None
        folds = [fold for fold in self._sentences(u) if fold.start not in self.opened]
        return Folding(folds=tuple(folds)) if folds else None

    def run_at(self, u: int) -> tuple[int, int, str] | None:
        """The run of whole units, folded together, that ``u`` belongs to."""
        at = bisect_right(self._firsts, u) - 1
        return self._runs[at] if at >= 0 and u <= self._runs[at][1] else None

    def fold_start(self, offset: int, u: int) -> int | None:
        """Where the fold begins, open or shut, that holds ``offset`` in unit ``u``; ``None`` outside of folds."""
        run = self.run_at(u)
        if run is not None:
            return self._units[run[0]].start
        if self._index is not None and self._kind(u) not in _WHOLE:
            for fold in self._sentences(u):
                if fold.start <= offset < fold.end:
                    return fold.start
        return None

    def starts(self) -> list[int]:
        """Where the folds of whole units begin."""
        return [self._units[first].start for first in self._firsts]

    def _kind(self, u: int) -> BlockKind:
        return self._article.blocks[self._units[u].block].kind

    def _find_runs(self) -> None:
        blocks, index = self._article.blocks, self._index
        aside = {n for n, block in enumerate(blocks) if block.kind is BlockKind.BOILERPLATE}
        sorts: list[tuple[int, bool]] = []  # whole units to fold, and whether they are not the article
        if aside or index is not None:
            told = self._told(index) if index is not None else set()
            for u, unit in enumerate(self._units):
                if unit.block in aside:
                    sorts.append((u, True))
                elif index is not None and u not in told and blocks[unit.block].kind not in _KEPT:
                    sorts.append((u, False))
        self._runs = []
        at = 0
        while at < len(sorts):
            first, sort = sorts[at]
            after = at + 1
            while after < len(sorts) and sorts[after] == (first + after - at, sort):
                after += 1
            last = sorts[after - 1][0]
            self._runs.append((first, last, self._label(first, last, sort)))
            at = after
        self._firsts = [run[0] for run in self._runs]

    def _told(self, index: FactIndex) -> set[int]:
        """Units that hold facts, and every row of a table that does: its head says what they are."""
        told: set[int] = set()
        for is_table, run in groupby(range(len(self._units)), key=lambda u: self._kind(u) is BlockKind.TABLE_ROW):
            units = list(run)
            found = [u for u in units if index.in_unit(u)]
            told.update(units if is_table and found else found)
        return told

    def _label(self, first: int, last: int, aside: bool) -> str:
        n = last - first + 1
        if aside:
            return f"{self._sign} {n} line{'s' if n > 1 else ''} that {'are' if n > 1 else 'is'} not the article"
        return f"{self._sign} {n} paragraph{'s' if n > 1 else ''}"

    def _sentences(self, u: int) -> list[Fold]:
        """Runs of sentences without facts in a unit that has some."""
        unit = self._units[u]
        assert self._index is not None
        facts = self._index.in_unit(u)
        text = self._article.text
        sentences = split_sentences(text, unit.start, unit.end)
        bounds = [*(start for start, _ in sentences[1:]), unit.end]
        folds: list[Fold] = []
        run: tuple[int, int, int] | None = None  # start, end, sentences
        for (start, end), until in zip(sentences, bounds, strict=True):
            lit = any((f.start < end and f.end > start) or start <= f.start == f.end <= end for f in facts)
            if not lit:
                run = (run[0] if run else start, until, run[2] + 1 if run else 1)
            if lit and run:
                folds.append(self._fold(*run))
                run = None
        if run:
            folds.append(self._fold(*run))
        return folds

    def _fold(self, start: int, end: int, n: int) -> Fold:
        return Fold(start, end, f"{self._sign} {n} sentence{'s' if n > 1 else ''}")
