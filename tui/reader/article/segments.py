"""From a line and what holds there to terminal segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.facts.kinds import Span
from tui.layout import Drawn, Row
from tui.layout.tables import BAR
from tui.reading.page.fact_index import Paint

Inks = Callable[[str, str], Style]
"""(names of looks, ground) → terminal style."""


class Tint(NamedTuple):
    """A stretch that has another ground; the later in a list, the stronger."""

    start: int
    end: int
    ground: str


def tint(span: Span, start: int, end: int, ground: str) -> Iterator[Tint]:
    """What ``span`` covers of ``[start, end)``, if anything."""
    if span.start < end and span.end > start:
        yield Tint(max(start, span.start), min(end, span.end), ground)


def compose(
    drawn: Drawn, default: str, paints: Sequence[Paint], tints: Sequence[Tint], ink: Inks, gap: str = "gap"
) -> list[Segment]:
    """The segments of one line's text: its code points in their looks, lost words in that of ``gap``."""
    start = drawn.start
    stop = start + len(drawn.glyphs)
    low = bisect_right(paints, start, key=lambda paint: paint[1])
    here: list[Paint] = []
    for paint in paints[low:]:
        if paint[0] >= stop:
            break
        here.append(paint)
    if not here and not tints and not drawn.inserts:
        return [Segment(drawn.text(start, stop), ink(default, ""))] if stop > start else []
    cuts = {start, stop}
    for a, b, _ in (*here, *tints):
        cuts.add(max(start, min(a, stop)))
        cuts.add(max(start, min(b, stop)))
    inserts = {start + i: string for i, string in drawn.inserts}
    cuts.update(inserts)
    order = sorted(cuts)
    out: list[Segment] = []
    p = 0
    for k, at in enumerate(order):
        ground = ""
        for tint in tints:
            if tint.start <= at < tint.end:
                ground = tint.ground
        while p < len(here) and here[p][1] <= at:
            p += 1
        looks = f"{default} {here[p][2]}" if p < len(here) and here[p][0] <= at else default
        if at in inserts:
            sign = "gap-now" if any(tint.start == tint.end == at for tint in tints) else gap
            inside = any(tint.start < at < tint.end for tint in tints)
            out += _insert(inserts[at], default, sign, ground if inside else "", ink)
        if k + 1 < len(order):
            words = drawn.text(at, order[k + 1])
            if words:
                out.append(Segment(words, ink(looks, ground)))
    return out


def marker(row: Row, ink: Inks, *, ascii_only: bool) -> list[Segment]:
    """What hangs before a row's text: a list's marker before its first line, a quotation's bar before every line."""
    if not row.indent:
        return []
    sign = row.marker if not ascii_only else row.marker.replace("│", "|").replace("•", "*")
    return [Segment(f"{sign} ".rjust(row.indent) if sign else " " * row.indent, ink("marker", ""))]


def hinted(strip: Strip, number: int, cell: int, ink: Inks) -> Strip:
    """A link's number over the blank before ``cell`` and as much of its words as it needs."""
    words = str(number)
    cell = max(0, cell - 1)
    after = strip.crop(cell + len(words))
    parts = [strip.crop(0, cell), Strip([Segment(words, ink("hint", ""))]), after]
    return Strip.join(parts).adjust_cell_length(strip.cell_length, ink("text", ""))


def _insert(string: str, default: str, gap: str, ground: str, ink: Inks) -> list[Segment]:
    """A sign for lost words, apart from the blanks around it; or blanks and a table's bars alone."""
    rules, bar, string = string.rpartition(BAR)
    sign = string.strip()
    left, _, right = string.partition(sign) if sign else (string, "", "")
    parts = [(rules + bar, f"{default} marker"), (left, default), (sign, f"{default} {gap}"), (right, default)]
    return [Segment(words, ink(looks, ground if looks == default else "")) for words, looks in parts if words]
