"""Selecting by words or by sentences: one end holds, the other moves, both snap to whole ones."""

from __future__ import annotations

from tui.facts.kinds import Span
from tui.reading.page.page import Page


class Selecting:
    """A selection in the making on ``page``. ``head`` is the end that moves."""

    def __init__(self, page: Page, offset: int, by: str) -> None:
        self._page = page
        self.by = by
        self.anchor = self._snap(offset)
        self.head = self.anchor.start
        self._fixed: Span | None = None

    @classmethod
    def of(cls, page: Page, start: int, end: int) -> Selecting:
        """Exactly ``[start, end)`` selected, until its end is moved by words."""
        made = cls(page, start, "word")
        made.anchor = Span(start, end)
        made.head = start
        made._fixed = Span(start, end)
        return made

    def _snap(self, offset: int) -> Span:
        found = self._page.sentence(offset) if self.by == "sentence" else self._page.word(offset)
        return found if found is not None else Span(offset, min(offset + 1, len(self._page.article.text)))

    @property
    def span(self) -> Span:
        """What is selected."""
        if self._fixed is not None:
            return self._fixed
        there = self._snap(self.head)
        return Span(min(self.anchor.start, there.start), max(self.anchor.end, there.end))

    def swap(self) -> None:
        """The other end moves from now on."""
        span = self.span
        forward = (self.head >= self.anchor.start and span.end > self.anchor.end) or self.head == self.anchor.start
        self._fixed = None
        self.anchor = self._snap(max(span.start, span.end - 1)) if forward else self._snap(span.start)
        self.head = span.start if forward else max(span.start, span.end - 1)

    def move(self, page: Page, unit: str, count: int) -> None:
        """Move the head by ``count`` of a unit; forward it goes to the ends of sentences and paragraphs."""
        if self._fixed is not None:
            self.anchor = self._snap(self._fixed.start)
            self.head = max(self._fixed.start, self._fixed.end - 1)
            self._fixed = None
        for _ in range(abs(count)):
            before = self.head
            self.head = self._step(page, unit, 1 if count > 0 else -1)
            if self.head == before:
                return

    def _step(self, page: Page, unit: str, step: int) -> int:
        if unit in ("line", "page", "half-page"):
            rows = {"line": 1, "page": max(1, page.height - 2)}.get(unit, max(1, page.height // 2))
            return self._lines(page, rows * step)
        if unit in ("start", "end"):
            return page.units[0].start if unit == "start" else max(0, page.units[-1].end - 1)
        if unit == "word" and self.by == "sentence":
            unit = "sentence"
        if unit in ("sentence", "paragraph") and step > 0:
            find = page.sentence if unit == "sentence" else page.paragraph
            here = find(self.head)
            last = self._snap(here.end - 1) if here else None
            if here and last and self._snap(self.head).end < last.end:
                return last.start
            following = find(page.target(unit, 1, self.head))
            return self._snap(following.end - 1).start if following else self.head
        return page.target(unit, step, self.head)

    def _lines(self, page: Page, rows: int) -> int:
        """The word ``rows`` rows further, below or above the head."""
        layout = page.layout
        place = layout.place(self.head)
        row = layout.row(place)
        cell = (
            page.drawn(row, place[0] - 1).cell(self.head) + row.indent
            if place[0] and row.line.stop > row.line.start
            else 0
        )
        there = layout.step(place, rows)
        while there[0] and layout.row(there).line.start == layout.row(there).line.stop:
            ahead = layout.step(there, 1 if rows > 0 else -1)
            if ahead == there:
                return self.head
            there = ahead
        if not there[0]:
            return page.units[0].start
        target = layout.row(there)
        at = page.drawn(target, there[0] - 1).offset(cell - target.indent)
        return max(target.line.start, min(at, target.line.stop - 1))
