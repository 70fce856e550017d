"""The window on an article: what is visible, where the cursor stands, how it moves.

The cursor is an offset. The screen's first row is a place of the layout; it is made anew from offsets
whenever the layout changes, so that the reader's eyes stay where they were.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from tui.facts.kinds import Span
from tui.layout import Drawn, Layout, Row, RowKind, draw
from tui.layout.layout import Place, Unit
from tui.layout.tables import draw_row
from tui.text.article import Article, BlockKind
from tui.text.sentences import split_sentences

_WORD = re.compile(r"\w[\w'’\-]*")
_REACH = 400
"""How far a word may lie from where one looks for it."""

MARGIN = 2
"""Rows kept between a passage that one has travelled to and the edge."""


class Page:
    """``make`` gives a layout for a width; it is asked again after :meth:`relayout`."""

    def __init__(self, article: Article, units: list[Unit], make: Callable[[int], Layout]) -> None:
        self.article = article
        self.units = units
        self._make = make
        self.width = 72
        self.height = 24
        self.layout = make(self.width)
        self.top: Place = self.layout.first()
        self.cursor = units[0].start if units else 0
        self.anchor = 0  # the cursor's row on the screen, to which line moves hold
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._paragraphs = [u.start for u in units if u.first]
        headings = {article.blocks[section.heading].start for section in article.sections if section.heading >= 0}
        headings |= {b.start for b in article.blocks if b.kind in (BlockKind.TITLE, BlockKind.HEADING)}
        self._headings = sorted(headings)

    # -- the window

    def resize(self, width: int, height: int) -> None:
        """Another size; the cursor keeps its row."""
        grown = width != self.width
        self.width, self.height = max(1, width), max(1, height)
        if grown:
            self.relayout()
        else:
            self._hold()

    def relayout(self) -> None:
        """Lay out anew: the width, the folds, or what is drawn between the words changed."""
        at_start = self.top == self.layout.first()
        self.layout = self._make(self.width)
        self.top = self.layout.first()
        if not at_start or self.row_of(self.cursor) is None:
            self.top = self.layout.step(self.layout.place(self.cursor), -self.anchor)
        self._hold()

    def _hold(self) -> None:
        """Keep the window inside the text and the cursor inside the window."""
        self.top = max(self.layout.first(), min(self.top, self._lowest()))
        row = self.row_of(self.cursor)
        if row is None:
            self.reveal(self.cursor)
        else:
            self.anchor = row

    def _lowest(self) -> Place:
        return self.layout.step(self.layout.last(), 1 - self.height)

    def window(self) -> list[Place]:
        """The places of the rows on screen, from the top."""
        out: list[Place] = []
        item, row = self.top
        layout = self.layout
        while item < layout.items and len(out) < self.height:
            n = len(layout.rows(item))
            while row < n and len(out) < self.height:
                out.append((item, row))
                row += 1
            item, row = item + 1, 0
        return out

    def row_of(self, offset: int) -> int | None:
        """The screen row in which ``offset`` is drawn; ``None`` outside of the window."""
        place = self.layout.place(offset)
        if place < self.top:
            return None
        row = self.layout.distance(self.top, place, self.height)
        return row if row < self.height else None

    def drawn(self, row: Row, u: int, justify: bool = False) -> Drawn:
        """The cells of a row of unit ``u``."""
        unit = self.units[u]
        inserts = self.layout.inserts(row.line.start, row.line.stop)
        if row.pieces:
            return draw_row(self.article.text, row.line, row.pieces, row.bars, inserts)
        prose = self.article.blocks[unit.block].kind in (
            BlockKind.PARAGRAPH,
            BlockKind.QUOTE,
            BlockKind.LIST_ITEM,
        )
        return draw(self.article.text, row.line, inserts, self.layout.width - row.indent if justify and prose else 0)

    def offset_at(self, y: int, x: int, justify: bool = False) -> int | None:
        """The offset drawn at screen row ``y``, ``x`` cells from the column's left edge."""
        window = self.window()
        if not window:
            return None
        place = window[max(0, min(y, len(window) - 1))]
        row = self.layout.row(place)
        if row.kind is not RowKind.TEXT:
            return self.layout.offset(place)
        at = self.drawn(row, place[0] - 1, justify).offset(x - row.indent)
        return min(at, max(row.line.start, row.line.stop - 1)) if x >= 0 else row.line.start

    def cursor_cell(self, justify: bool = False) -> tuple[int, int] | None:
        """The cell (from the column's left edge, screen row) at which the cursor is drawn; None: not on the screen."""
        y = self.row_of(self.cursor)
        if y is None:
            return None
        place = self.layout.place(self.cursor)
        row = self.layout.row(place)
        x = self.drawn(row, place[0] - 1, justify).cell(self.cursor) if row.kind is RowKind.TEXT else 0
        return row.indent + x, y

    def bottom(self) -> int:
        """The offset behind the last row on screen."""
        window = self.window()
        if not window or not window[-1][0]:
            return self.units[0].start if self.units else 0
        return self.layout.row(window[-1]).line.next

    # -- moving

    def scroll(self, by: int) -> int:
        """Move the window by rows, as far as there is text; how far it went."""
        layout = self.layout
        old = self.top
        new = layout.step(old, by)
        new = max(layout.first(), min(new, self._lowest()) if by > 0 else new)
        if by > 0 and new < old:
            new = old
        self.top = new
        return layout.distance(old, new, abs(by)) - layout.distance(new, old, abs(by))

    def move_rows(self, by: int) -> None:
        """Scroll, and where the text ends move the cursor on; it keeps its row on the screen else."""
        self.anchor += by - self.scroll(by)
        self._set_by_row()

    def go_to_start(self) -> None:
        """Show the first row, the title, with the cursor at the first words."""
        self.top = self.layout.first()
        self.stand_at(self.units[0].start if self.units else 0)

    def stand_at(self, offset: int) -> None:
        """Put the cursor at an offset that is on the screen; nothing scrolls."""
        self.cursor = offset
        self.anchor = self.row_of(offset) or 0

    def wheel(self, by: int) -> None:
        """Scroll; the cursor stays at its words unless they leave the screen."""
        self.scroll(by)
        row = self.row_of(self.cursor)
        if row is None:
            self.anchor = 0 if by > 0 else self.height - 1
            self._set_by_row()
        else:
            self.anchor = row

    def _set_by_row(self) -> None:
        window = self.window()
        if not window:
            return
        self.anchor = max(0, min(self.anchor, len(window) - 1))
        order = [*range(self.anchor, len(window)), *range(self.anchor - 1, -1, -1)]
        for y in order:
            if self.layout.row(window[y]).kind in (RowKind.TEXT, RowKind.FOLD):
                self.cursor = self.layout.offset(window[y])
                return

    def reveal(self, offset: int, end: int | None = None, margin: int = MARGIN) -> None:
        """Put the cursor at ``offset`` and bring it into the window, moved as little as its eyes allow."""
        self.cursor = offset
        layout = self.layout
        place = layout.place(offset)
        row = self.row_of(offset)
        margin = min(margin, (self.height - 1) // 2)
        last = row
        if row is not None and end is not None and end > offset:
            last = self.row_of(end - 1)
        fits = row is not None and last is not None and last < self.height - margin
        if not fits or row is None or (row < margin and self.top != layout.first()):
            self.top = layout.step(place, -(self.height // 3))
        self.top = max(layout.first(), min(self.top, self._lowest()))
        self.anchor = self.row_of(offset) or 0

    # -- words, sentences, paragraphs

    def unit_at(self, offset: int) -> int:
        return self.layout.unit_at(offset)

    def word(self, offset: int) -> Span | None:
        """The word at ``offset``, or the next one in its block."""
        u = self.unit_at(offset)
        if u < 0:
            return None
        unit = self.units[u]
        text = self.article.text
        at = max(unit.start, min(offset, unit.end))
        start = at
        while start > unit.start and at - start < _REACH and (text[start - 1].isalnum() or text[start - 1] in "_'’-"):
            start -= 1
        for m in _WORD.finditer(text, start, min(unit.end, at + _REACH)):
            if m.end() > at:
                return Span(m.start(), m.end())
        return None

    def sentences(self, u: int) -> list[tuple[int, int]]:
        """Sentences of a unit."""
        found = self._sentences.get(u)
        if found is None:
            unit = self.units[u]
            found = split_sentences(self.article.text, unit.start, unit.end)
            self._sentences[u] = found
        return found

    def sentence(self, offset: int) -> Span | None:
        """The sentence that holds ``offset``; between two, the one before."""
        u = self.unit_at(offset)
        if u < 0:
            return None
        here = self.sentences(u)
        at = bisect_right(here, offset, key=lambda s: s[0]) - 1
        return Span(*here[max(0, at)]) if here else None

    def paragraph(self, offset: int) -> Span | None:
        """The block that holds ``offset``."""
        u = self.unit_at(offset)
        if u < 0:
            return None
        block = self.article.blocks[self.units[u].block]
        return Span(block.start, block.end)

    def target(self, unit: str, by: int, origin: int) -> int:
        """Where ``by`` words, sentences, paragraphs or headings on from ``origin`` begins (or back)."""
        if unit == "paragraph":
            return self._among(self._paragraphs, by, origin)
        if unit == "heading":
            return self._among(self._headings, by, origin)
        for _ in range(abs(by)):
            step = self._next_word if unit == "word" else self._next_sentence
            at = step(origin, 1 if by > 0 else -1)
            if at is None:
                break
            origin = at
        return origin

    def _among(self, starts: list[int], by: int, origin: int) -> int:
        if not starts or not by:
            return origin
        at = bisect_right(starts, origin) - 1 + by if by > 0 else bisect_left(starts, origin) + by
        if by > 0 and at >= len(starts):
            return max(origin, starts[-1])
        if by < 0 and at < 0:
            return min(origin, starts[0])
        return starts[at]

    def _next_word(self, origin: int, step: int) -> int | None:
        text = self.article.text
        if step > 0:
            here = self.word(origin)
            at = here.end if here and here.start <= origin else origin
            m = _WORD.search(text, at)
            return m.start() if m else None
        high = origin
        while high > 0:
            low = max(0, high - _REACH)
            found = [m.start() for m in _WORD.finditer(text, low, high)]
            if found:
                inside = self.word(found[-1])  # the window may have cut it
                return inside.start if inside and inside.start < origin else found[-1]
            high = low
        return None

    def _next_sentence(self, origin: int, step: int) -> int | None:
        u = self.unit_at(origin)
        while 0 <= u < len(self.units):
            starts = [s for s, _ in self.sentences(u)]
            at = bisect_right(starts, origin) if step > 0 else bisect_left(starts, origin) - 1
            if 0 <= at < len(starts):
                return starts[at]
            u += step
        return None
