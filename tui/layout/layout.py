"""An article at a width: rows, laid out block by block when somebody looks there, in both directions.

A row's address is ``(item, row)``: item 0 is the head (title and the lines about the article), item
``i`` is unit ``i - 1``, a block or, of a very long block, a stretch of it. Nothing counts all rows, so an article of
any length opens, resizes and scrolls at the cost of a screen. Positions to keep are offsets, never rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from enum import Enum
from itertools import takewhile
from typing import NamedTuple

from rich.cells import cell_len

from tui.layout import tables
from tui.layout.breaking import BLANKS, Line, wrap
from tui.text.article import Article, Block, BlockKind

CHUNK = 8192
"""Longer blocks are laid out in stretches of about this many code points."""

KEPT = 4096
"""Laid out units that are remembered."""

TABLE = 200
"""Rows of a table that are looked at for the widths of its columns."""

HANG = 2
"""Cells by which what goes on of a line of code stands further right."""

Place = tuple[int, int]
"""(item, row)."""


class RowKind(Enum):
    """What a row shows."""

    HEAD = "head"
    BLANK = "blank"
    TEXT = "text"
    FOLD = "fold"


class Unit(NamedTuple):
    """A block, or a stretch of a long one."""

    start: int
    end: int
    block: int
    first: bool


class Fold(NamedTuple):
    """A stretch shown as one dim line; ``label`` says what is folded."""

    start: int
    end: int
    label: str


class Folding(NamedTuple):
    """What is folded in a unit; ``hidden``: it has no row at all, being part of an earlier unit's fold."""

    hidden: bool = False
    folds: tuple[Fold, ...] = ()


class Row(NamedTuple):
    """One row. ``indent`` cells stand before the text, ``marker`` ends one cell before it."""

    kind: RowKind
    line: Line
    indent: int = 0
    marker: str = ""
    label: str = ""  # of a fold
    number: int = 0  # of a head's row
    pieces: tuple[tables.Piece, ...] = ()  # of a table's row: ``line`` is their hull
    bars: tuple[int, ...] = ()  # where the text's own bars stand, in the first line of a table's row

    def shows(self, start: int, end: int) -> bool:
        """Whether the row draws, or swallows, any of the code points ``[start, end)``."""
        if not self.pieces:
            return start < self.line.next and end > self.line.start
        return any(start < piece.line.next and end > piece.line.start for piece in self.pieces) or any(
            start < bar + len(tables.BARS) and end > bar for bar in self.bars
        )


class Layout:
    """Rows of ``article`` in ``width`` cells. Whatever changes what is shown asks for a new one.

    ``head`` rows stand before the text. ``inserts(start, end)`` gives the strings to draw between code points
    (offset → string); ``folding(unit)`` what is folded there, ``None`` for nothing.
    """

    def __init__(
        self,
        article: Article,
        width: int,
        *,
        head: int = 0,
        inserts: Callable[[int, int], Mapping[int, str]] | None = None,
        folding: Callable[[int], Folding | None] | None = None,
        units: list[Unit] | None = None,
    ) -> None:
        self.article = article
        self.width = max(8, width)
        self.head = head
        self.units = divide(article) if units is None else units
        self._starts = [unit.start for unit in self.units]
        self._inserts = inserts
        self._folding = folding
        self._rows: dict[int, list[Row]] = {}
        self._firsts: list[int] | None = None  # first rows of tables, as block numbers
        self._tables: dict[int, tables.Columns] = {}

    # -- rows

    @property
    def items(self) -> int:
        return len(self.units) + 1

    def rows(self, item: int) -> list[Row]:
        """The rows of an item; none for a unit that is hidden in a fold."""
        found = self._rows.get(item)
        if found is None:
            if len(self._rows) >= KEPT:
                self._rows.clear()
            found = self._rows[item] = self._head() if item == 0 else self._lay_out(item - 1)
        return found

    def row(self, place: Place) -> Row:
        return self.rows(place[0])[place[1]]

    def _head(self) -> list[Row]:
        line = Line(0, 0, 0)
        return [Row(RowKind.HEAD, line, number=i) for i in range(self.head)]

    def _lay_out(self, u: int) -> list[Row]:
        unit = self.units[u]
        folding = self._folding(u) if self._folding else None
        if folding is not None and folding.hidden:
            return []
        rows: list[Row] = []
        block = self.article.blocks[unit.block]
        indent, marker, every = shape(block, unit.first)
        if (u or self.head) and self._apart(u):
            rows.append(self._between(u))
        if block.kind is BlockKind.TABLE_ROW and folding is None and (table := self._table_rows(unit)):
            return rows + table
        if indent > self.width // 2:
            indent, marker = 0, ""
        at = unit.start
        for fold in (*folding.folds, None) if folding is not None else (None,):
            stop = fold.start if fold else unit.end
            if at < stop:
                for line, more in self._lines(at, stop, self.width - indent, block.kind is BlockKind.CODE):
                    rows.append(Row(RowKind.TEXT, line, indent + more, marker))
                    marker = marker if every else ""
            if fold:
                rows.append(Row(RowKind.FOLD, Line(fold.start, fold.end, fold.end, True), indent, "", fold.label))
                at = fold.end
        return rows

    def _lines(self, start: int, end: int, width: int, code: bool) -> list[tuple[Line, int]]:
        """The lines of a stretch, each with the cells it is indented: what goes on of a line of code hangs below it."""
        text = self.article.text
        lines: list[tuple[Line, int]] = []
        inserts = self.inserts(start, end)
        while start < end:  # code has line ends of its own
            cut = text.find("\n", start, end)
            stop = end if cut < 0 else cut
            more = [(line, 0) for line in wrap(text, start, stop, width, _within(inserts, start, stop))]
            if code and len(more) > 1:
                hang = min(HANG + len(text[start:stop]) - len(text[start:stop].lstrip(" ")), width // 3)
                at = more[0][0].next
                rest = wrap(text, at, stop, width - hang, _within(inserts, at, stop))
                more[1:] = [(line, hang) for line in rest]
            if cut >= 0:
                last, hang = more.pop()
                more.append((Line(last.start, last.stop, cut + 1, True), hang))
                stop = cut + 1
            lines += more
            start = stop
        return lines

    def inserts(self, start: int, end: int) -> Mapping[int, str]:
        """What is drawn between the code points of ``[start, end]``: signs for lost words."""
        return self._inserts(start, end) if self._inserts else {}

    # -- tables

    def _table_rows(self, unit: Unit) -> list[Row]:
        """The rows of a table's row; none where it is no table that can be drawn as one."""
        text, block = self.article.text, self.article.blocks[unit.block]
        if unit.end < block.end or not unit.first or "\n" in text[unit.start : unit.end]:
            return []
        columns = self._columns(unit.block)
        bars = tuple(end for _, end in tables.cells_of(text, unit.start, unit.end)[:-1])
        widths = tables.fit(columns, self.width) if len(columns.widths) > 1 else None
        if widths is None or len(bars) >= len(widths):
            return []
        rows: list[Row] = []
        for pieces in tables.lay(text, unit.start, unit.end, columns, widths, self.inserts(unit.start, unit.end)):
            line = tables.hull(pieces) if rows else Line(unit.start, unit.end, unit.end, True)
            rows.append(Row(RowKind.TEXT, line, pieces=pieces, bars=() if rows else bars))
        return rows

    def _columns(self, block: int) -> tables.Columns:
        """The columns of the table that a row belongs to, by its first :data:`TABLE` rows."""
        blocks, text = self.article.blocks, self.article.text
        if self._firsts is None:
            of = [block.kind is BlockKind.TABLE_ROW for block in blocks]
            self._firsts = [i for i, is_row in enumerate(of) if is_row and not (i and of[i - 1])]
        first = self._firsts[bisect_right(self._firsts, block) - 1]
        if first not in self._tables:
            of_it = takewhile(lambda b: b.kind is BlockKind.TABLE_ROW, blocks[first : first + TABLE])
            self._tables[first] = tables.measure(text, ((b.start, min(b.end, b.start + CHUNK)) for b in of_it))
        return self._tables[first]

    # -- places

    def _between(self, u: int) -> Row:
        """The blank row before a unit; the bar of a quotation goes on through it."""
        block, before = (self.article.blocks[self.units[n].block] for n in (u, max(0, u - 1)))
        line = Line(self.units[u].start, self.units[u].start, self.units[u].start)
        if not u or block.kind is not BlockKind.QUOTE or before.kind is not BlockKind.QUOTE:
            return Row(RowKind.BLANK, line)
        indent, marker, _ = shape(min(block, before, key=lambda b: b.level), True)
        return Row(RowKind.BLANK, line, indent, marker)

    def _apart(self, u: int) -> bool:
        """Whether a blank row stands before a unit."""
        unit = self.units[u]
        if not unit.first:
            return False
        if u == 0:
            return True
        kind = self.article.blocks[unit.block].kind
        before = self.article.blocks[self.units[u - 1].block].kind
        if kind is before:
            return kind not in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CREDIT)
        return True

    def unit_at(self, offset: int) -> int:
        """The unit that holds ``offset``, or the last one that begins before it; 0 before the first, -1 without any."""
        if not self.units:
            return -1
        return max(0, bisect_right(self._starts, offset) - 1)

    def place(self, offset: int) -> Place:
        """The row in which the code point at ``offset`` is drawn (or folded)."""
        u = self.unit_at(offset)
        if u < 0:
            return (0, 0)
        while u > 0 and not self.rows(u + 1):
            u -= 1
        rows = self.rows(u + 1)
        found = 0
        for r, row in enumerate(rows):
            if row.kind is RowKind.BLANK:
                found = min(r + 1, len(rows) - 1)
            elif row.pieces and row.shows(offset, offset + 1):
                return (u + 1, r)
            elif row.line.start <= offset:
                found = r
            else:
                break
        return (u + 1, found)

    def offset(self, place: Place) -> int:
        """The offset at which a row begins; of the head, the text's first."""
        rows = self.rows(place[0])
        return rows[place[1]].line.start if place[0] and rows else (self._starts[0] if self._starts else 0)

    def first(self) -> Place:
        """The first row there is."""
        return (0, 0) if self.head else self.step((0, -1), 1)

    def last(self) -> Place:
        """The last row there is."""
        item = self.items - 1
        while item > 0 and not self.rows(item):
            item -= 1
        return (item, max(0, len(self.rows(item)) - 1))

    def step(self, place: Place, by: int) -> Place:
        """The row ``by`` rows on, or back; clamped to the first and the last."""
        item, row = place
        while by > 0:
            n = len(self.rows(item))
            if row + by < n:
                return (item, row + by)
            ahead = item + 1
            while ahead < self.items and not self.rows(ahead):
                ahead += 1
            if ahead >= self.items:
                return (item, max(0, n - 1))
            by -= n - row
            item, row = ahead, 0
        while by < 0:
            if row + by >= 0:
                return (item, row + by)
            behind = item - 1
            while behind >= 0 and not self.rows(behind):
                behind -= 1
            if behind < 0:
                return (item, 0)
            by += row + 1
            item, row = behind, len(self.rows(behind)) - 1
        return (item, row)

    def distance(self, first: Place, second: Place, limit: int) -> int:
        """Rows from ``first`` down to ``second``, or ``limit`` if there are more."""
        if second <= first:
            return 0
        total = -first[1]
        for item in range(first[0], second[0]):
            total += len(self.rows(item))
            if total >= limit:
                return limit
        return min(limit, total + second[1])


def divide(article: Article) -> list[Unit]:
    """The units of an article's blocks, in order; empty blocks are left out."""
    units: list[Unit] = []
    for number, block in enumerate(article.blocks):
        start, end = block.start, block.end
        if end - start <= CHUNK:
            if end > start:
                units.append(Unit(start, end, number, True))
            continue
        at = start
        while at < end:
            stop = end if end - at <= CHUNK + CHUNK // 4 else _joint(article.text, at + CHUNK)
            units.append(Unit(at, stop, number, at == start))
            at = stop
    return units


def _joint(text: str, at: int) -> int:
    """A place near ``at`` where a long block can be parted: behind a line end or a blank, if there is one."""
    cut = text.rfind("\n", at - CHUNK // 2, at)
    if cut < 0:
        cut = max(text.rfind(blank, at - CHUNK // 2, at) for blank in BLANKS)
    return cut + 1 if cut >= 0 else at


def shape(block: Block, first: bool) -> tuple[int, str, bool]:
    """(indent in cells, marker of the first row, whether every row has it) of a block."""
    kind = block.kind
    if kind is BlockKind.LIST_ITEM:
        marker = block.marker[:12]
        inner = 2 * max(0, min(block.level, 8) - 1)
        return inner + (cell_len(marker) or 1) + 1, marker if first else "", False
    if kind is BlockKind.QUOTE:
        level = max(1, min(block.level, 6))
        return 2 * level, " ".join("│" * level), True
    if kind in (BlockKind.CODE, BlockKind.CAPTION):
        return 2, "", False
    return 0, "", False


def _within(inserts: Mapping[int, str], start: int, end: int) -> Mapping[int, str]:
    if not inserts:
        return inserts
    return {at: string for at, string in inserts.items() if start <= at < end or (at == end and at > start)}
