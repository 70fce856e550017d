"""The drawing half of the text view: rows to strips, only those on screen, only when they changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from tui.facts.kinds import Kind, Span
from tui.layout import Layout, Row, RowKind
from tui.layout.layout import Place, Unit, divide
from tui.layout.tables import BAR
from tui.reader.article import fact_index
from tui.reader.article.fact_index import FactIndex, Paint
from tui.reader.article.folding import Folder
from tui.reader.article.head import HeadRow, head
from tui.reader.article.segments import Tint, compose, hinted, marker, tint
from tui.reader.article.selection import Selecting
from tui.reader.article.viewport import Page
from tui.reader.theme import fact_styles as looks
from tui.reader.theme.terminal import PlainSigns, plain
from tui.reader.widgets.cached_lines import KeptLines
from tui.text.article import Article, BlockKind, Link

if TYPE_CHECKING:
    from tui.facts.model import Fact, Facts

GUTTER = 3
"""Cells left of the column: ribbon, sign, a blank."""

STRIPS = 2048
"""Drawn rows that are kept."""

UNTRAVELLED = frozenset({Kind.CREDIT, Kind.OTHER})
"""Kinds that the next-fact key passes over."""

_BLOCK_LOOKS = {
    BlockKind.TITLE: "title",
    BlockKind.HEADING: "heading",
    BlockKind.CAPTION: "caption",
    BlockKind.CREDIT: "credit",
    BlockKind.BOILERPLATE: "quiet",
    BlockKind.CORRECTION: "correction",
}

Key = tuple[Place, bool, bool, tuple[Tint, ...], tuple[tuple[int, int], ...]]
"""Everything a drawn row depends on beside the state that clears the cache."""


class Canvas(KeptLines, can_focus=False):
    """Draws one article with what is known of it. What is current, selected or found is set by subclasses."""

    ALLOW_SELECT = False

    def __init__(
        self,
        *,
        ascii_only: bool = False,
        no_colour: bool | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(id=id)
        self._ascii = ascii_only
        self._no_colour = no_colour
        self._measure = 72
        self.expected = Size(80, 24)
        self._laid_for = Size(0, 0)
        self._justify = False
        self._zen = False
        self._kinds = looks.DENSITIES["key"]
        self._fold_facts = False
        self.article: Article | None = None
        self.facts: Facts | None = None
        self._page: Page | None = None
        self._units: list[Unit] = []
        self._index: FactIndex | None = None
        self._folder: Folder | None = None
        self._head: list[HeadRow] = []
        self._bookmarks: list[tuple[Span, str]] = []
        self._current: Fact | None = None
        self._selecting: Selecting | None = None
        self._word: Span | None = None  # the word that one has moved to
        self._hits: list[Span] = []
        self._hit = -1
        self._links: list[tuple[int, Link]] = []
        self._flash: Span | None = None
        self._painted: dict[int, tuple[list[Paint], list[tuple[int, str]]]] = {}
        self._strips: dict[Key, Strip] = {}
        self._shown: list[Key] = []
        self._looks: looks.Looks | None = None
        self._styles: dict[tuple[str, str], Style] = {}

    # -- what it shows

    def show(self, article: Article | None, *, offset: int = 0) -> None:
        """Show an article with the cursor at ``offset``; ``None`` for none. Facts come later."""
        self.article = article
        self.facts = self._index = self._current = self._page = self._folder = None
        self._bookmarks, self._links, self._units = [], [], []
        self._hits, self._hit, self._selecting, self._flash, self._word = [], -1, None, None, None
        if article is not None:
            self._units = divide(article)
            self._folder = Folder(article, self._units, self._sign("fold"))
            self._page = page = Page(article, self._units, self._make_layout)
            page.resize(self.column, self._height)
            self._laid_for = self.size or self.expected
            if self._units and offset > self._units[0].start:
                page.reveal(min(offset, self._units[-1].end))
            else:
                page.anchor = page.row_of(page.cursor) or 0
        self._fold_again()

    def set_facts(self, facts: Facts | None) -> None:
        """The article's facts arrived, or changed."""
        page = self._page
        if page is None:
            return
        self.facts = facts
        self._index = FactIndex(facts.facts, self._units) if facts is not None else None
        self._current = self._fact_at(page.cursor)
        self._fold_again()

    def _fold_again(self) -> None:
        if self._folder is not None:
            self._folder.facts_only(self._index if self._fold_facts else None, self._pointed)
        self._resized(anew=True)

    def set_bookmarks(self, marks: Iterable[tuple[Span, str]]) -> None:
        """The bookmarked passages, each with its letter."""
        self._bookmarks = sorted(marks)
        self._repaint()

    def _make_layout(self, width: int) -> Layout:
        assert self.article is not None
        above = head(self.article, self.facts, width)
        self._head = [("", "quiet"), *(row for row in above if row[1] == "title" or not self._zen)]
        return Layout(
            self.article,
            width,
            head=len(self._head),
            inserts=self._inserts,
            folding=self._folder,
            units=self._units,
        )

    def _inserts(self, start: int, end: int) -> dict[int, str]:
        index = self._index
        if index is None or not index.gaps:
            return {}
        text, sign, found = self.article.text if self.article else "", self._sign("gap"), {}
        for offset in index.gaps[bisect_left(index.gaps, start) : bisect_right(index.gaps, end)]:
            at = fact_index.settle(text, offset, end)
            found[at] = fact_index.insertion(text, at, start, end, sign)
        return found

    def _sign(self, name: str) -> str:
        return (looks.ASCII_SIGNS if self._ascii else looks.SIGNS)[name]

    @property
    def column(self) -> int:
        """Width of the column of text, in cells."""
        return max(8, min(self._measure, self.widest))

    @property
    def widest(self) -> int:
        """Widest column that the pane has room for, in cells."""
        return (self.size.width or self.expected.width) - GUTTER - 1

    @property
    def _height(self) -> int:
        """Rows of the pane; before it is laid out, those that it will have."""
        return self.size.height or self.expected.height

    @property
    def _left(self) -> int:
        """Cells before the gutter: the column stands in the middle of its pane."""
        return max(0, (self.size.width - self.column - 2 * GUTTER + 1) // 2)

    def _fact_at(self, offset: int) -> Fact | None:
        if self._index is None or self._page is None:
            return None
        kinds, u = self._pointed, self._page.unit_at(offset)
        return self._index.at(offset, u, kinds - {Kind.CLAIM}) or self._index.at(offset, u, kinds)

    @property
    def _pointed(self) -> frozenset[Kind]:
        """Kinds that one can point at: those lit, all where none is."""
        return (self._kinds or looks.DENSITIES["all"]) - UNTRAVELLED

    # -- drawing

    def notify_style_update(self) -> None:
        """Another theme: every style is made anew."""
        self._looks = None
        self._forget()
        super().notify_style_update()
        if self.is_attached:
            self.place_cursor()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Signs here are the article's own, and stay; ours are plain already where they have to be."""
        return [f for f in super().get_line_filters() if not isinstance(f, PlainSigns)]

    def _ink(self, names: str, ground: str = "") -> Style:
        key = (names, ground)
        style = self._styles.get(key)
        if style is None:
            if self._looks is None:
                plain = self.app.no_color if self._no_colour is None else self._no_colour
                self._looks = looks.Looks(self.app.theme_variables, plain=plain)
            style = self._styles[key] = self.rich_style + self._looks.style(names.split(), ground)
        return style

    def _forget(self) -> None:
        self._strips.clear()
        self._painted.clear()
        self._styles.clear()

    def _repaint(self) -> None:
        """Draw every row anew."""
        self._forget()
        self._update(everything=True)

    def on_resize(self, event: events.Resize) -> None:
        """The first frame was laid out for the size it was to have: nothing is drawn again where it has it."""
        if event.size == self._laid_for:
            self._update()
        else:
            self._laid_for = event.size
            self._resized()

    def _resized(self, *, anew: bool = False) -> None:
        if self._page is not None:
            self._page.resize(self.column, self._height)
            if anew:
                self._page.relayout()
        self._repaint()

    def _update(self, *, everything: bool = False) -> None:
        """Draw the rows that changed, and tell about a new place or selection."""
        page = self._page
        old = self._shown
        self._shown = [self._key(place) for place in page.window()] if page else []
        if self.is_attached:
            dirty = [y for y, key in enumerate(self._shown) if y >= len(old) or old[y] != key]
            if everything or len(self._shown) != len(old) or 3 * len(dirty) > self.size.height:
                self.refresh()
            elif dirty:
                self.refresh(*(Region(0, y, self.size.width, 1) for y in dirty))
            self.place_cursor()
        self._tell()

    def _tell(self) -> None:
        """Say what changed: a subclass knows to whom."""

    def place_cursor(self) -> None:
        """Put the terminal's own cursor where the reader is, for braille and speech."""
        page = self._page
        if page is None or self.has_class("-idle") or not self._units or not self.region:
            return
        if self.screen is not self.app.screen or self.screen.focused not in (None, self):
            return  # a picker, or an input line, has it
        y = page.row_of(page.cursor)
        if y is None:
            return
        place = page.layout.place(page.cursor)
        row = page.layout.row(place)
        x = row.indent
        if row.kind is RowKind.TEXT:
            x += page.drawn(row, place[0] - 1, self._justify).cell(page.cursor)
        self.app.cursor_position = Offset(self.region.x + self._left + GUTTER + x, self.region.y + y)

    def _key(self, place: Place) -> Key:
        page = self._page
        assert page is not None
        row = page.layout.row(place)
        if row.kind is not RowKind.TEXT:
            here = row.kind is RowKind.FOLD and row.line.start <= page.cursor < row.line.next
            return (place, here, False, (), ())
        start, end = row.line.start, row.line.next
        tints: list[Tint] = []
        fact, bar = self._current, False
        if fact is not None and fact.start == fact.end:
            text = page.article.text
            at = fact_index.settle(text, fact.start, len(text))
            if row.shows(at, at + 1) or at == end == len(text):
                bar = True
                tints.append(Tint(at, at, "current"))
        elif fact is not None and row.shows(fact.start, fact.end):
            bar = True
            tints.append(Tint(max(start, fact.start), min(end, fact.end), "current"))
        if self._word is not None and self._word.start == page.cursor and self._selecting is None:
            tint(tints, self._word, start, end, "current")
        if self._hits:
            low = bisect_right(self._hits, start, key=lambda span: span.end)
            for number in range(low, len(self._hits)):
                hit = self._hits[number]
                if hit.start >= end:
                    break
                if number != self._hit:
                    tints.append(Tint(max(start, hit.start), min(end, hit.end), "hit"))
            if 0 <= self._hit < len(self._hits):
                tint(tints, self._hits[self._hit], start, end, "hit-now")
        if self._selecting is not None:
            tint(tints, self._selecting.span, start, end, "selection")
        if self._flash is not None:
            tint(tints, self._flash, start, end, "flash")
        hints: tuple[tuple[int, int], ...] = ()
        if self._links:
            hints = tuple((n, link.start) for n, link in self._links if row.shows(link.start, link.start + 1))
        here = row.shows(page.cursor, page.cursor + 1) or start == page.cursor
        return (place, here, bar, tuple(tints), hints)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self.size.width
        if y >= len(self._shown) or self._page is None:
            words = "  no article is open" if self.article is None and y == 1 else ""
            return Strip([Segment(words.ljust(width)[:width], self._ink("quiet"))], width)
        key = self._shown[y]
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != width:
            if len(self._strips) >= STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self._draw(key, width)
        return strip

    def _draw(self, key: Key, width: int) -> Strip:
        page = self._page
        assert page is not None
        place, here, bar, tints, hints = key
        row = page.layout.row(place)
        left = " " * self._left
        if row.kind is RowKind.HEAD:
            words, name = self._head[row.number] if row.number < len(self._head) else ("", "quiet")
            if self._ascii and name == "quiet":
                words = plain(words)
            segments = [Segment(left + " " * GUTTER, self._ink("text")), Segment(words, self._ink(name))]
            return Strip(segments).adjust_cell_length(width, self._ink("text"))
        if row.kind is RowKind.BLANK:
            segments = [Segment(left + " " * GUTTER, self._ink("text"))]
            segments += marker(row, self._ink, ascii_only=self._ascii)
            return Strip(segments).adjust_cell_length(width, self._ink("text"))
        segments = [Segment(left, self._ink("text")), *self._gutter(row, place[0] - 1, here, bar)]
        if row.kind is RowKind.FOLD:
            segments.append(Segment(" " * row.indent + row.label, self._ink("fold")))
            return Strip(segments).adjust_cell_length(width, self._ink("text"))
        unit = self._units[place[0] - 1]
        segments += marker(row, self._ink, ascii_only=self._ascii)
        assert self.article is not None
        block = self.article.blocks[unit.block]
        default = _BLOCK_LOOKS.get(block.kind, "text")
        drawn = page.drawn(row, place[0] - 1, self._justify)
        paints, _ = self._paints(place[0] - 1)
        gap = "gap" if Kind.GAP in self._kinds else "marker"  # that words are lost is said even where it is not lit
        segments += compose(drawn, default, paints, tints, self._ink, gap)
        if row.pieces and self._ascii:
            segments = [Segment(words.replace(BAR, "|"), style) for words, style, _ in segments]
        strip = Strip(segments).adjust_cell_length(width, self._ink("text"))
        for number, offset in hints:
            strip = hinted(strip, number, len(left) + GUTTER + row.indent + drawn.cell(offset), self._ink)
        return strip

    def _gutter(self, row: Row, u: int, here: bool, bar: bool) -> list[Segment]:
        ribbon, letter = " ", ""
        for span, name in self._bookmarks:
            if span.start >= row.line.next:
                break
            if row.shows(*span):
                ribbon = self._sign("ribbon")
                letter = name if row.shows(span.start, span.start + 1) else letter
        sign, look = " ", "sign"
        if bar:
            sign, look = self._sign("fact"), "bar"
        else:
            for offset, name in self._paints(u)[1]:
                if row.shows(offset, offset + 1):
                    sign, look = self._sign(name), "bar" if name == "question" else "sign"
                    break
            if sign == " " and here and not self.has_class("-idle"):
                sign, look = self._sign("here"), "here"
        return [
            Segment((letter[:1] or ribbon) if ribbon != " " else " ", self._ink("ribbon")),
            Segment(sign, self._ink(look)),
            Segment(" ", self._ink("text")),
        ]

    def _paints(self, u: int) -> tuple[list[Paint], list[tuple[int, str]]]:
        """Looks and gutter signs of a unit."""
        found = self._painted.get(u)
        if found is None:
            assert self.article is not None
            facts: Sequence[Fact] = self._index.in_unit(u) if self._index else ()
            signs: list[tuple[int, str]] = []
            for fact in facts:
                if fact.kind is Kind.CLAIM and fact.kind in self._kinds:
                    cue = getattr(fact.detail, "cue", None)  # a Claim's; its class is not loaded before there are facts
                    signs.append((cue.start if cue else fact.start, "claim"))
                elif fact.kind is Kind.QUESTION and fact.kind in self._kinds:
                    signs.append((fact.start, "question"))
            found = self._painted[u] = (
                fact_index.paints(self.article, self._units[u], facts, self._kinds),
                signs,
            )
        return found
