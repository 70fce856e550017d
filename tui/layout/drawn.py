"""What stands in the cells of one line: the exact map between offsets and cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tui.layout.breaking import BLANKS, Line
from tui.layout.cells import is_plain, measure


class Drawn(NamedTuple):
    """One line. Cells count from the line's own left edge, offsets are those of the text.

    ``glyphs[i]`` is drawn for code point ``start + i`` ("" where an earlier one draws it too);
    ``cells[i]`` is the cell it begins in, ``cells[-1]`` the one behind the line.
    ``inserts`` are (index, string): drawn before that code point, in cells of their own.
    """

    start: int
    glyphs: Sequence[str]
    cells: Sequence[int]
    inserts: tuple[tuple[int, str], ...] = ()

    @property
    def width(self) -> int:
        """Cells the line takes, inserts included."""
        tail = self.inserts and self.inserts[-1]
        extra = cell_len(tail[1]) if tail and tail[0] == len(self.glyphs) else 0
        return self.cells[-1] + extra

    def cell(self, offset: int) -> int:
        """The cell in which the code point at ``offset`` is drawn (its cluster begins); ends are clamped."""
        i = max(0, min(offset - self.start, len(self.glyphs)))
        while 0 < i < len(self.glyphs) and not self.glyphs[i]:
            i -= 1
        return self.cells[i]

    def offset(self, cell: int) -> int:
        """The offset drawn in ``cell``: of its cluster's first code point; the line's end behind the line."""
        if cell >= self.cells[-1] or not self.glyphs:
            return self.start + len(self.glyphs)
        i = max(0, bisect_right(self.cells, max(0, cell)) - 1)
        while i > 0 and (not self.glyphs[i]):
            i -= 1
        return self.start + i

    def text(self, start: int, end: int) -> str:
        """What is drawn for the offsets ``[start, end)``, without inserts."""
        return "".join(self.glyphs[max(0, start - self.start) : max(0, end - self.start)])


def draw(text: str, line: Line, inserts: Mapping[int, str] | None = None, justify: int = 0) -> Drawn:
    """The cells of ``line``; ``justify`` is the width its blanks are stretched to (0: ragged)."""
    start, stop = line.start, line.stop
    n = stop - start
    here = tuple(
        (at - start, string)
        for at, string in sorted((inserts or {}).items())
        if start <= at < stop or (at == stop and line.last)
    )
    stretch = justify > 0 and not line.last
    if not here and not stretch and is_plain(text, start, stop):
        return Drawn(start, text[start:stop], range(n + 1))
    glyphs, widths = measure(text, start, stop)
    if stretch:
        _stretch(glyphs, widths, justify - sum(widths) - sum(cell_len(s) for _, s in here))
    cells = [0] * (n + 1)
    extra = {i: cell_len(string) for i, string in here}
    at = 0
    for i in range(n):
        at += extra.get(i, 0)
        cells[i] = at
        at += widths[i]
    cells[n] = at
    return Drawn(start, glyphs, cells, here)


def _stretch(glyphs: list[str], widths: list[int], missing: int) -> None:
    """Widen inner blanks by ``missing`` cells in all, evenly; lines that miss too much stay ragged."""
    first = next((i for i, g in enumerate(glyphs) if g not in BLANKS), 0)
    blanks = [i for i in range(first, len(glyphs)) if glyphs[i] == " "]
    if missing <= 0 or not blanks or missing > 2 * len(blanks):
        return
    each, more = divmod(missing, len(blanks))
    for k, i in enumerate(blanks):
        # the wider blanks are spread over the line
        add = each + ((k + 1) * more // len(blanks) - k * more // len(blanks))
        glyphs[i] += " " * add
        widths[i] += add
