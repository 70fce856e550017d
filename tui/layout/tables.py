"""Tables: columns that stand below each other, the words of a cell wrapped where the table is too wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len

from tui.layout.breaking import Line, wrap
from tui.layout.drawn import Drawn, draw

BARS = " | "
"""What parts cells in the text."""

BAR = "│"
"""Drawn for its bar."""

LEAST = 8
"""A column that is wider is never made narrower than this, in cells."""

LONGEST_FIGURE = 16
"""Code points of a cell that counts as a figure, which is set flush right."""

_FIGURE = re.compile(r"[-+−–~≈<>≤≥(]? ?[$€£¥₩₹]? ?\d|[–—-]$|n/a$")


class Piece(NamedTuple):
    """What a row shows of one column: ``line`` in ``width`` cells from ``cell`` on."""

    line: Line
    cell: int
    width: int
    right: bool = False  # flush right


class Columns(NamedTuple):
    """Widths of a table's columns in cells, which hold figures, and widths where there is little room."""

    widths: tuple[int, ...] = ()
    right: tuple[bool, ...] = ()
    scarce: tuple[int, ...] = ()


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the cells of a table's row, parted by :data:`BARS`."""
    spans: list[tuple[int, int]] = []
    at = start
    while True:
        bar = text.find(BARS, at, end)
        if bar < 0:
            spans.append((at, end))
            return spans
        spans.append((at, bar))
        at = bar + len(BARS)


def measure(text: str, rows: Iterable[tuple[int, int]]) -> Columns:
    """The columns of a table with these rows. Figures are what all cells of a column below its first one are."""
    heads: list[int] = []  # the longest words of the first row, in cells
    widths: list[int] = []
    bodies: list[int] = []
    figures: list[list[bool]] = []
    for number, (start, end) in enumerate(rows):
        for column, (a, b) in enumerate(cells_of(text, start, end)):
            if column == len(widths):
                heads.append(0)
                widths.append(0)
                bodies.append(0)
                figures.append([])
            size = cell_len(text[a:b])
            widths[column] = max(widths[column], size)
            if number:
                bodies[column] = max(bodies[column], size)
                if b > a:
                    figures[column].append(b - a <= LONGEST_FIGURE and _FIGURE.match(text, a, b) is not None)
            else:
                heads[column] = max(map(cell_len, text[a:b].split()), default=0)
    right = [bool(found) and all(found) for found in figures]
    scarce = [max(h, b) if r else w for r, w, h, b in zip(right, widths, heads, bodies, strict=True)]
    return Columns(tuple(widths), tuple(right), tuple(scarce))


def fit(columns: Columns, room: int) -> list[int] | None:
    """Widths that take at most ``room`` cells with the bars: the widest columns give way. ``None``: they cannot."""
    left = room - len(BARS) * (len(columns.widths) - 1)
    widths = columns.widths if sum(columns.widths) <= left else columns.scarce
    if left < sum(min(width, LEAST) for width in widths):
        return None
    fitted = list(widths)
    order = sorted(range(len(widths)), key=lambda column: widths[column])
    for n, column in enumerate(order):
        fitted[column] = min(widths[column], left // (len(order) - n))
        left -= fitted[column]
    return fitted


def lay(
    text: str, start: int, end: int, columns: Columns, widths: list[int], inserts: Mapping[int, str]
) -> list[tuple[Piece, ...]]:
    """The lines of the table's row ``text[start:end]``, each with a piece for every cell of the row."""
    lefts = [0, *accumulate(width + len(BARS) for width in widths)]
    cells = cells_of(text, start, end)
    wrapped: list[list[Line]] = []
    for (a, b), width in zip(cells, widths, strict=False):
        wrapped.append(wrap(text, a, b, width, {at: s for at, s in inserts.items() if a <= at < b or a < at == b}))
    return [
        tuple(
            Piece(lines[r] if r < len(lines) else Line(b, b, b), lefts[c], widths[c], columns.right[c])
            for c, (lines, (_, b)) in enumerate(zip(wrapped, cells, strict=True))
        )
        for r in range(max(map(len, wrapped)))
    ]


def hull(pieces: tuple[Piece, ...]) -> Line:
    """From the first to the last code point that the pieces of a row below its first line show."""
    seen = [piece.line for piece in pieces if piece.line.next > piece.line.start]
    return Line(seen[0].start, seen[-1].stop, seen[-1].next, True)


def draw_row(
    text: str, line: Line, pieces: tuple[Piece, ...], bars: Sequence[int], inserts: Mapping[int, str]
) -> Drawn:
    """The cells of a row whose hull is ``line``; ``bars`` are where the text's own stand, in a row's first line."""
    n = line.stop - line.start
    glyphs, cells, extra = [""] * n, [0] * (n + 1), dict[int, str]()
    at = settled = 0  # cells and code points so far
    pad = ""

    def put(offset: int, glyph: str, size: int, before: str = "") -> None:
        nonlocal at, settled, pad
        i = offset - line.start
        cells[settled:i] = [at] * (i - settled)  # what other lines show
        if pad or before:
            extra[i] = pad + before
            at += cell_len(extra[i])
            pad = ""
        glyphs[i], cells[i] = glyph, at
        at, settled = at + size, i + 1

    for number, piece in enumerate(pieces):
        shown = draw(text, piece.line, inserts)
        if number:
            pad += " " * (piece.cell - len(BARS) - at - cell_len(pad))
            if bars:
                for k, glyph in enumerate(f" {BAR} "):
                    put(bars[number - 1] + k, glyph, 1)
            else:
                pad += f" {BAR} "
        pad += " " * (piece.width - shown.width if piece.right else 0)
        within = dict(shown.inserts)
        for i, glyph in enumerate(shown.glyphs):
            put(shown.start + i, glyph, cell_len(glyph), within.get(i, ""))
        pad += within.get(len(shown.glyphs), "")
    cells[settled:] = [at] * (n + 1 - settled)
    if pad.strip():
        extra[n] = pad.rstrip()
    return Drawn(line.start, glyphs, cells, tuple(sorted(extra.items())))
