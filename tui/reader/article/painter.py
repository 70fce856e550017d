"""Draws the rows of an article: each row once, and again only when something on it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.facts import kinds
from tui.facts.kinds import Kind, Span
from tui.layout import Row, RowKind
from tui.layout.layout import Place
from tui.layout.tables import BAR
from tui.reader.article.segments import Tint, compose, hinted, marker, tint
from tui.reader.article.stage import Current
from tui.reader.theme.terminal import plain
from tui.reading.page import fact_index
from tui.reading.page.fact_index import Paint
from tui.reading.page.shown import PageSettings, Shown
from tui.text.article import BlockKind

GUTTER = 3
"""Cells left of the column: ribbon, sign, a blank."""

STRIPS = 2048
"""Drawn rows that are kept."""

_BLOCK_LOOKS = {
    BlockKind.TITLE: "title",
    BlockKind.HEADING: "heading",
    BlockKind.CAPTION: "caption",
    BlockKind.CREDIT: "credit",
    BlockKind.BOILERPLATE: "quiet",
    BlockKind.CORRECTION: "correction",
}

Key = tuple[Place, bool, bool, tuple[Tint, ...], tuple[tuple[int, int], ...]]
"""Everything a drawn row depends on beside what :meth:`Painter.forget` is called for."""

Bookmarked = tuple[Span, str]
"""The words of a bookmark, and its letter."""


class Overlay(Protocol):
    """Something that tints words: a selection, hits, a flash."""

    def tints(self, start: int, end: int) -> Iterable[Tint]:
        """What it tints of ``[start, end)``."""


class Painter:
    """Draws what is ``shown``. ``style`` gives the terminal style of (names of looks, ground), ``sign`` our signs."""

    def __init__(
        self, settings: PageSettings, current: Current, style: Callable[[str, str], Style], sign: Callable[[str], str]
    ) -> None:
        self.shown: Shown | None = None
        self.bookmarks: Sequence[Bookmarked] = ()
        self.hints: Sequence[tuple[int, int]] = ()
        self.overlays: Sequence[Overlay] = ()
        self.selects = False
        self.idle = False
        self._settings = settings
        self._now = current
        self._ink = style
        self._sign = sign
        self._painted: dict[int, tuple[list[Paint], list[tuple[int, str]]]] = {}
        self._strips: dict[Key, Strip] = {}

    def forget(self) -> None:
        """Something changed that is in no key: the facts, what is lit, bookmarks, colours, the width."""
        self._strips.clear()
        self._painted.clear()

    # -- what a row depends on

    def key(self, place: Place) -> Key:
        """What the row at ``place`` shows now."""
        shown = self.shown
        assert shown is not None
        page = shown.page
        row = page.layout.row(place)
        if row.kind is not RowKind.TEXT:
            here = row.kind is RowKind.FOLD and row.line.start <= page.cursor < row.line.next
            return (place, here, False, (), ())
        start, end = row.line.start, row.line.next
        tints = list(self._current(row, shown))
        bar = bool(tints)
        word = self._now.word
        if word is not None and word.start == page.cursor and not self.selects:
            tints += tint(word, start, end, "current")
        for overlay in self.overlays:
            tints += overlay.tints(start, end)
        hints = tuple(hint for hint in self.hints if row.shows(hint[1], hint[1] + 1)) if self.hints else ()
        here = row.shows(page.cursor, page.cursor + 1) or start == page.cursor
        return (place, here, bar, tuple(tints), hints)

    def _current(self, row: Row, shown: Shown) -> Iterable[Tint]:
        """The tint of the current fact, where the row shows any of it."""
        fact = self._now.fact
        if fact is None:
            return
        start, end = row.line.start, row.line.next
        if fact.start == fact.end:
            text = shown.article.text
            at = fact_index.settle(text, fact.start, len(text))
            if row.shows(at, at + 1) or at == end == len(text):
                yield Tint(at, at, "current")
        elif row.shows(fact.start, fact.end):
            yield Tint(max(start, fact.start), min(end, fact.end), "current")

    # -- drawing

    def strip(self, key: Key, left: int, width: int) -> Strip:
        """The row of ``key`` in ``width`` cells, ``left`` of them before the gutter."""
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != width:
            if len(self._strips) >= STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self.draw(key, left, width)
        return strip

    def draw(self, key: Key, left: int, width: int) -> Strip:
        """As :meth:`strip`, drawn anew."""
        shown = self.shown
        assert shown is not None
        place, here, bar, tints, hints = key
        row = shown.page.layout.row(place)
        text = self._ink("text", "")
        if row.kind is RowKind.HEAD:
            words, name = shown.head[row.number] if row.number < len(shown.head) else ("", "quiet")
            words = plain(words) if self._settings.ascii_only and name == "quiet" else words
            return self._fill([Segment(" " * (left + GUTTER), text), Segment(words, self._ink(name, ""))], width)
        if row.kind is RowKind.BLANK:
            before = [Segment(" " * (left + GUTTER), text)]
            return self._fill(before + marker(row, self._ink, ascii_only=self._settings.ascii_only), width)
        segments = [Segment(" " * left, text), *self._gutter(shown, row, place[0] - 1, here, bar)]
        if row.kind is RowKind.FOLD:
            return self._fill([*segments, Segment(" " * row.indent + row.label, self._ink("fold", ""))], width)
        unit = shown.units[place[0] - 1]
        segments += marker(row, self._ink, ascii_only=self._settings.ascii_only)
        default = _BLOCK_LOOKS.get(shown.article.blocks[unit.block].kind, "text")
        drawn = shown.page.drawn(row, place[0] - 1, self._settings.justify)
        paints, _ = self._paints(shown, place[0] - 1)
        gap = "gap" if Kind.GAP in self._settings.lit.kinds else "marker"  # lost words are never hidden
        segments += compose(drawn, default, paints, tints, self._ink, gap)
        if row.pieces and self._settings.ascii_only:
            segments = [Segment(words.replace(BAR, "|"), style) for words, style, _ in segments]
        strip = self._fill(segments, width)
        for number, offset in hints:
            strip = hinted(strip, number, left + GUTTER + row.indent + drawn.cell(offset), self._ink)
        return strip

    def _fill(self, segments: list[Segment], width: int) -> Strip:
        return Strip(segments).adjust_cell_length(width, self._ink("text", ""))

    def _gutter(self, shown: Shown, row: Row, u: int, here: bool, bar: bool) -> list[Segment]:
        sign, look = " ", "sign"
        if bar:
            sign, look = self._sign("fact"), "bar"
        else:
            for offset, name in self._paints(shown, u)[1]:
                if row.shows(offset, offset + 1):
                    sign, look = self._sign(name), "bar" if name == "question" else "sign"
                    break
            if sign == " " and here and not self.idle:
                sign, look = self._sign("here"), "here"
        return [
            Segment(self._ribbon(row), self._ink("ribbon", "")),
            Segment(sign, self._ink(look, "")),
            Segment(" ", self._ink("text", "")),
        ]

    def _ribbon(self, row: Row) -> str:
        """One cell about the bookmarks on a row: their number where there are several, a letter, a ribbon."""
        n, letter = 0, ""
        for span, name in self.bookmarks:
            if span.start >= row.line.next:
                break
            if row.shows(*span):
                n += 1
                letter = name if row.shows(span.start, span.start + 1) else letter
        if n > 1:
            return str(min(n, 9))
        return (letter[:1] or self._sign("ribbon")) if n else " "

    def _paints(self, shown: Shown, u: int) -> tuple[list[Paint], list[tuple[int, str]]]:
        """Looks and gutter signs of a unit."""
        found = self._painted.get(u)
        if found is None:
            facts = shown.lit_in(u)
            signs: list[tuple[int, str]] = []
            for fact in facts:
                if kinds.row(fact.kind).sign and fact.kind != Kind.GAP:
                    cue = getattr(fact.detail, "cue", None)  # a claim's; its class is not loaded before there are facts
                    signs.append((cue.start if cue else fact.start, str(fact.kind)))
            spans = [span for span, _ in self.bookmarks]
            found = (fact_index.paints(shown.article, shown.units[u], facts, spans, shown.links), signs)
            self._painted[u] = found
        return found
