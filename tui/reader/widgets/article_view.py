"""The text view: one article with its facts lit, drawn line by line from the rows on screen alone.

Nothing here grows with the article but finding and the arrival of facts; keys cost a screen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.article import Article, BlockKind, Link
from tui.facts.model import Claim, Fact, Facts, Kind, Span
from tui.reader import looks
from tui.reader.widgets.article import index as fact_index
from tui.reader.widgets.article.finding import Found, Haystack
from tui.reader.widgets.article.folding import Folder
from tui.reader.widgets.article.head import HeadRow, head, minutes
from tui.reader.widgets.article.index import FactIndex, Paint
from tui.reader.widgets.article.jumps import Jumps
from tui.reader.widgets.article.page import Page
from tui.reader.widgets.article.painting import Tint, compose
from tui.reader.widgets.article.selecting import Selecting
from tui.wrap import Layout, Row, RowKind
from tui.wrap.layout import Place, Unit, divide

GUTTER = 3
"""Cells left of the column: ribbon, sign, a blank."""

STRIPS = 2048
"""Drawn rows that are kept."""

FLASH = 0.3
"""Seconds for which a passage that one has jumped to is tinted."""

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


class ArticleView(Widget, can_focus=False):
    """Shows one article. Offsets are code points of its text; ``cursor`` is where the reader is."""

    ALLOW_SELECT = False

    @dataclass
    class CursorMoved(Message):
        """The reader is elsewhere. ``percent`` and ``minutes_left`` count from the last row on screen."""

        offset: int
        fact: Fact | None
        percent: float
        minutes_left: float

    @dataclass
    class SelectionChanged(Message):
        """Other words are selected, or none."""

        span: Span | None

    @dataclass
    class FindChanged(Message):
        """Other hits, or another one of them is the current (``index`` from 1, 0: none)."""

        index: int
        total: int
        problem: str

    @dataclass
    class LinkHintsChanged(Message):
        """Links got numbers, or lost them."""

        shown: bool

    @dataclass
    class FactClicked(Message):
        """The mouse chose a fact."""

        fact: Fact

    def __init__(
        self,
        *,
        ascii_only: bool = False,
        reduced_motion: bool = False,
        no_colour: bool | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(id=id)
        self.reduced_motion = reduced_motion
        self._ascii = ascii_only
        self._no_colour = no_colour
        self._measure = 72
        self._justify = False
        self._zen = False
        self._density = "key"
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
        self._jumps = Jumps()
        self._selecting: Selecting | None = None
        self._dragging = False
        self._haystack: Haystack | None = None
        self._hits: list[Span] = []
        self._hit = -1
        self._find_origin: int | None = None
        self._links: list[tuple[int, Link]] = []
        self._flash: Span | None = None
        self._flash_timer: Timer | None = None
        self._painted: dict[int, tuple[list[Paint], list[tuple[int, str]]]] = {}
        self._strips: dict[Key, Strip] = {}
        self._shown: list[Key] = []
        self._looks: looks.Looks | None = None
        self._styles: dict[tuple[str, str], Style] = {}
        self._said: tuple[object, ...] = ()

    # -- what it shows

    def show(self, article: Article | None, *, offset: int = 0) -> None:
        """Show an article with the cursor at ``offset``; ``None`` for none. Facts come later."""
        self.article = article
        self.facts = self._index = self._current = self._page = self._folder = None
        self._haystack, self._hits, self._hit, self._find_origin = None, [], -1, None
        self._bookmarks, self._links, self._units = [], [], []
        self._selecting, self._flash, self._dragging = None, None, False
        self._jumps.clear()
        if article is not None:
            self._units = divide(article)
            self._folder = Folder(article, self._units, self._sign("fold"))
            self._page = page = Page(article, self._units, self._make_layout)
            page.resize(self.column, self.size.height or 24)
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
        self._current = None
        self._fold_again()

    def set_bookmarks(self, marks: Iterable[tuple[Span, str]]) -> None:
        """The bookmarked passages, each with its letter."""
        self._bookmarks = sorted(marks)
        self._repaint()

    def _make_layout(self, width: int) -> Layout:
        assert self.article is not None
        self._head = [("", "quiet"), *head(self.article, self.facts, width)]
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

    # -- settings

    @property
    def measure(self) -> int:
        """Widest column of text, in cells."""
        return self._measure

    @measure.setter
    def measure(self, cells: int) -> None:
        self._measure = max(20, min(400, cells))
        self._resized()

    @property
    def justify(self) -> bool:
        """Both edges straight."""
        return self._justify

    @justify.setter
    def justify(self, on: bool) -> None:
        self._justify = on
        self._repaint()

    @property
    def zen(self) -> bool:
        """Nothing but the text: the gutter shows bookmarks only."""
        return self._zen

    @zen.setter
    def zen(self, on: bool) -> None:
        self._zen = on
        self._repaint()

    @property
    def ascii_only(self) -> bool:
        """Signs from plain ASCII only."""
        return self._ascii

    @ascii_only.setter
    def ascii_only(self, on: bool) -> None:
        self._ascii = on
        self._resized(anew=True)

    @property
    def density(self) -> str:
        """How much is lit: "key", "all", "claims" or "none". Setting it forgets single kinds switched."""
        return self._density

    @density.setter
    def density(self, name: str) -> None:
        self._density = name if name in looks.DENSITIES else "key"
        self._kinds = looks.DENSITIES[self._density]
        self._kinds_changed()

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds that are lit."""
        return self._kinds

    def toggle_kind(self, kind: Kind) -> bool:
        """Switch one kind off or on; whether it is lit now."""
        self._kinds = self._kinds ^ {kind}
        self._kinds_changed()
        return kind in self._kinds

    def _kinds_changed(self) -> None:
        if self._fold_facts:
            self._fold_again()
        else:
            self._repaint()

    @property
    def fold_facts(self) -> bool:
        """Only sentences with facts; each run of others is one dim line."""
        return self._fold_facts

    @fold_facts.setter
    def fold_facts(self, on: bool) -> None:
        if on != self._fold_facts:
            self._fold_facts = on
            if self._folder:
                self._folder.opened.clear()
            self._fold_again()

    def toggle_folds(self) -> bool:
        """Open or shut the fold at the cursor, else all folds of lines that are not the article."""
        folder, page = self._folder, self._page
        if folder is None or page is None:
            return False
        start = folder.fold_start(page.cursor, page.unit_at(page.cursor))
        starts = [start] if start is not None else folder.starts()
        if not starts:
            return False
        if folder.opened.issuperset(starts):
            folder.opened.difference_update(starts)
        else:
            folder.opened.update(starts)
        self._resized(anew=True)
        return True

    def _fold_again(self) -> None:
        if self._folder is not None:
            kinds = (self._kinds or looks.DENSITIES["all"]) - UNTRAVELLED
            self._folder.facts_only(self._index if self._fold_facts else None, kinds)
        self._resized(anew=True)

    def _unfold(self, offset: int) -> None:
        """Open the fold that hides ``offset``, if one does."""
        folder, page = self._folder, self._page
        if folder is None or page is None:
            return
        place = page.layout.place(offset)
        if not place[0] or page.layout.row(place).kind is RowKind.FOLD:
            start = folder.fold_start(offset, page.unit_at(offset))
            if start is not None and start not in folder.opened:
                folder.opened.add(start)
                page.relayout()
                self._forget()

    # -- where the reader is

    @property
    def cursor(self) -> int:
        """The offset where the reader is; 0 without an article."""
        return self._page.cursor if self._page else 0

    @property
    def current_fact(self) -> Fact | None:
        """The fact one has travelled to, or that lies at the cursor."""
        return self._current

    @property
    def percent(self) -> float:
        """How far one has read: the share of the text down to the last row on screen."""
        page = self._page
        if page is None or not self._units:
            return 0.0
        end = self._units[-1].end
        return min(100.0, 100.0 * page.bottom() / end) if end else 100.0

    @property
    def minutes_left(self) -> float:
        """Reading time of what is below the screen."""
        return minutes(max(0, self._units[-1].end - self._page.bottom())) if self._page and self._units else 0.0

    @property
    def column(self) -> int:
        """Width of the column of text, in cells."""
        return max(8, min(self._measure, (self.size.width or self._measure + GUTTER + 1) - GUTTER - 1))

    @property
    def _left(self) -> int:
        """Cells before the gutter: the column stands in the middle of its pane."""
        return max(0, (self.size.width - self.column - 2 * GUTTER + 1) // 2)

    def move(self, unit: str, count: int) -> None:
        """Move by ``count`` (back when negative) of "line", "page", "half-page", "paragraph", "heading",
        "sentence", "word", or to "start" or "end". While words are selected, their end moves."""
        page = self._page
        if page is None or not self._units:
            return
        if self._selecting is not None:
            self._selecting.move(page, unit, count)
            page.reveal(self._selecting.head)
            self._moved()
            return
        rows = {"line": 1, "page": max(1, page.height - 2), "half-page": max(1, page.height // 2)}.get(unit)
        if rows is not None:
            page.move_rows(rows * count)
        elif unit == "start":
            self._jumps.leave(page.cursor)
            page.cursor = self._units[0].start
            page.top = page.layout.first()
            page.anchor = page.row_of(page.cursor) or 0
        elif unit == "end":
            self._jumps.leave(page.cursor)
            page.reveal(page.layout.offset(page.layout.last()))
        else:
            page.reveal(page.target(unit, count, page.cursor))
            self._unfold(page.cursor)
        self._moved()

    def travel(self, kinds: Iterable[Kind] | None, count: int) -> bool:
        """To the ``count``-th next fact (back when negative) of ``kinds``, or of those lit. False: there is none."""
        page, index = self._page, self._index
        if page is None or index is None:
            return False
        wanted = frozenset(kinds) if kinds is not None else (self._kinds or looks.DENSITIES["key"]) - UNTRAVELLED
        fact = index.travel(page.cursor, self._current, wanted, count or 1)
        if fact is None:
            return False
        self._unfold(fact.start)
        page.reveal(fact.start, fact.end)
        self._moved(fact)
        return True

    def go_to(self, offset: int, *, remember: bool = True, flash: bool = False) -> None:
        """Go to a place; ``remember``: one can come back, ``flash``: its sentence is tinted for a moment."""
        page = self._page
        if page is None or not self._units:
            return
        offset = max(self._units[0].start, min(offset, self._units[-1].end))
        if remember and offset != page.cursor:
            self._jumps.leave(page.cursor)
        self._unfold(offset)
        page.reveal(offset)
        fact = self._fact_at(offset)
        if flash and not self.reduced_motion and self.is_attached:
            sentence = page.sentence(offset)
            self._flash = fact.span if fact and fact.end > fact.start else sentence
            if self._flash_timer:
                self._flash_timer.stop()
            self._flash_timer = self.set_timer(FLASH, self._flash_over)
        self._moved(fact)

    def _flash_over(self) -> None:
        self._flash = self._flash_timer = None
        self._update()

    def jump_back(self) -> bool:
        """Back to where the last jump began; False when there is none."""
        return self._jump(self._jumps.back(self.cursor))

    def jump_forward(self) -> bool:
        """Forward again; False when one is at the newest place."""
        return self._jump(self._jumps.forward())

    def _jump(self, offset: int | None) -> bool:
        if offset is None:
            return False
        self.go_to(offset, remember=False, flash=True)
        return True

    def _fact_at(self, offset: int) -> Fact | None:
        if self._index is None or self._page is None:
            return None
        kinds = (self._kinds or looks.DENSITIES["all"]) - UNTRAVELLED
        u = self._page.unit_at(offset)
        return self._index.at(offset, u, kinds - {Kind.CLAIM}) or self._index.at(offset, u, kinds)

    def _moved(self, fact: Fact | None = None) -> None:
        """The cursor is elsewhere: say so and draw what changed."""
        self._current = fact if fact is not None else self._fact_at(self.cursor)
        self._update()

    # -- selecting

    @property
    def selection(self) -> Span | None:
        """The selected words."""
        return self._selecting.span if self._selecting else None

    def start_selection(self, by: str = "word") -> None:
        """Select the "word" or "sentence" at the cursor; moves extend it."""
        if self._page is not None and self._units:
            self._selecting = Selecting(self._page, self.cursor, by)
            self._page.reveal(self._selecting.head)
            self._moved()

    def swap_selection(self) -> None:
        """Let moves move the other end."""
        if self._selecting is not None and self._page is not None:
            self._selecting.swap()
            self._page.reveal(self._selecting.head)
            self._moved()

    def select_span(self, start: int, end: int) -> None:
        """Select a stretch."""
        if self._page is not None and end > start:
            self._selecting = Selecting.of(self._page, start, end)
            self._update()

    def clear_selection(self) -> None:
        """Select nothing."""
        if self._selecting is not None:
            self._selecting = None
            self._dragging = False
            self._moved()

    def passage_at_cursor(self) -> Span | None:
        """The sentence at the cursor, or all that the current fact runs over."""
        page = self._page
        if page is None or not self._units:
            return None
        first = page.sentence(self.cursor)
        if first is None or self._current is None or self._current.end <= first.end:
            return first
        last = page.sentence(self._current.end - 1)
        return Span(first.start, max(first.end, last.end)) if last else first

    def word_at_cursor(self) -> str:
        """The word at the cursor, "" when there is none."""
        span = self._page.word(self.cursor) if self._page else None
        return self.article.text[span.start : span.end] if span and self.article else ""

    # -- finding

    def find(
        self,
        pattern: str,
        *,
        origin: int | None = None,
        whole_word: bool = False,
        regex: bool = False,
        case: bool = False,
    ) -> Found:
        """Paint all hits and go to the first one from ``origin`` on. ``case``: capitals count even if none is typed."""
        page = self._page
        if page is None or self.article is None:
            return Found([])
        if self._haystack is None:
            self._haystack = Haystack(self.article.text)
        start = self.cursor if origin is None else origin
        if self._find_origin is None:
            self._find_origin = start
        found = self._haystack.find(pattern, whole_word=whole_word, regex=regex, case=case)
        self._hits = found.hits
        self._hit = -1
        if found.hits:
            at = bisect_left(found.hits, start, key=lambda span: span.start)
            self._go_to_hit(at % len(found.hits))
        else:
            page.reveal(start)
            self._moved()
        self._say_find(found.problem)
        return found

    def find_next(self, count: int = 1) -> bool:
        """To the ``count``-th next hit, round the ends; back when negative. False: there are none."""
        if not self._hits or self._page is None:
            return False
        cursor = self.cursor
        here = self._hits[self._hit] if 0 <= self._hit < len(self._hits) else None
        if here is not None and here.start == cursor:
            at = self._hit + count
        else:
            at = bisect_right(self._hits, cursor, key=lambda span: span.start)
            at = at + count - 1 if count > 0 else bisect_left(self._hits, cursor, key=lambda s: s.start) + count
        self._jumps.leave(cursor if self._find_origin is None else self._find_origin)
        self._find_origin = None
        self._go_to_hit(at % len(self._hits))
        self._say_find()
        return True

    def _go_to_hit(self, number: int) -> None:
        assert self._page is not None
        self._hit = number
        hit = self._hits[number]
        self._unfold(hit.start)
        self._page.reveal(hit.start, hit.end)
        self._moved()

    def clear_find(self) -> None:
        """End the find: no hit is painted any more."""
        if self._find_origin is not None and self._find_origin != self.cursor:
            self._jumps.leave(self._find_origin)
        self._find_origin = None
        if self._hits or self._hit >= 0:
            self._hits, self._hit = [], -1
            self._update()
        self._say_find()

    def _say_find(self, problem: str = "") -> None:
        self._post(self.FindChanged(self._hit + 1, len(self._hits), problem))

    # -- links

    def show_link_hints(self) -> bool:
        """Number the links on screen; False when there is none."""
        page, article = self._page, self.article
        if page is None or article is None:
            return False
        window = page.window()
        low = page.layout.offset(window[0]) if window else 0
        seen = [link for link in article.links if low <= link.start < page.bottom()]
        self._links = list(enumerate(seen, 1))
        if self._links:
            self._repaint()
            self._post(self.LinkHintsChanged(True))
        return bool(self._links)

    def hide_link_hints(self) -> None:
        """Take the numbers away."""
        if self._links:
            self._links = []
            self._repaint()
            self._post(self.LinkHintsChanged(False))

    def link_for(self, hint: str) -> str | None:
        """Where the link with this number leads, ``None`` when there is no such number."""
        return next((link.url for number, link in self._links if str(number) == hint), None)

    # -- drawing

    def notify_style_update(self) -> None:
        """Another theme: every style is made anew."""
        self._looks = None
        self._forget()
        super().notify_style_update()

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
        self._resized()

    def _resized(self, *, anew: bool = False) -> None:
        if self._page is not None:
            self._page.resize(self.column, self.size.height or 24)
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
            self._place_cursor()
        said = (self.cursor, self._current, self.percent)
        if page is not None and said != self._said[:3]:
            self._post(self.CursorMoved(self.cursor, self._current, self.percent, self.minutes_left))
        if self.selection != (self._said[3] if len(self._said) > 3 else None):
            self._post(self.SelectionChanged(self.selection))
        self._said = (*said, self.selection)

    def _post(self, message: Message) -> None:
        if self.is_attached:
            self.post_message(message)

    def _place_cursor(self) -> None:
        """Put the terminal's own cursor where the reader is, for braille and speech."""
        page = self._page
        if page is None or self.has_class("-idle") or not self._units or not self.region:
            return
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
        if fact is not None and fact.start < end and (fact.end > start or fact.start >= start):
            bar = True
            tints.append(Tint(max(start, fact.start), min(end, fact.end), "current"))
        if self._hits:
            low = bisect_right(self._hits, start, key=lambda span: span.end)
            for number in range(low, len(self._hits)):
                hit = self._hits[number]
                if hit.start >= end:
                    break
                if number != self._hit:
                    tints.append(Tint(max(start, hit.start), min(end, hit.end), "hit"))
            if 0 <= self._hit < len(self._hits):
                self._tint(tints, self._hits[self._hit], start, end, "hit-now")
        if self._selecting is not None:
            self._tint(tints, self._selecting.span, start, end, "selection")
        if self._flash is not None:
            self._tint(tints, self._flash, start, end, "flash")
        hints: tuple[tuple[int, int], ...] = ()
        if self._links:
            hints = tuple((n, link.start) for n, link in self._links if start <= link.start < end)
        return (place, start <= page.cursor < max(end, start + 1), bar, tuple(tints), hints)

    @staticmethod
    def _tint(tints: list[Tint], span: Span, start: int, end: int, ground: str) -> None:
        if span.start < end and span.end > start:
            tints.append(Tint(max(start, span.start), min(end, span.end), ground))

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
            segments = [Segment(left + " " * GUTTER, self._ink("text")), Segment(words, self._ink(name))]
            return Strip(segments).adjust_cell_length(width, self._ink("text"))
        if row.kind is RowKind.BLANK:
            return Strip([Segment(" " * width, self._ink("text"))], width)
        segments = [Segment(left, self._ink("text")), *self._gutter(row, place[0] - 1, here, bar)]
        if row.kind is RowKind.FOLD:
            segments.append(Segment(" " * row.indent + row.label, self._ink("fold")))
            return Strip(segments).adjust_cell_length(width, self._ink("text"))
        unit = self._units[place[0] - 1]
        if row.indent:
            # a list's marker hangs before its text, a quotation's bar before every line
            marker = row.marker if not self._ascii else row.marker.replace("│", "|").replace("•", "*")
            segments.append(
                Segment(f"{marker} ".rjust(row.indent) if marker else " " * row.indent, self._ink("marker"))
            )
        assert self.article is not None
        block = self.article.blocks[unit.block]
        default = _BLOCK_LOOKS.get(block.kind, "text")
        drawn = page.drawn(row, place[0] - 1, self._justify)
        paints, _ = self._paints(place[0] - 1)
        segments += compose(drawn, default, paints, tints, self._ink)
        strip = Strip(segments).adjust_cell_length(width, self._ink("text"))
        for number, offset in hints:
            strip = self._hinted(strip, number, len(left) + GUTTER + row.indent + drawn.cell(offset))
        return strip

    def _hinted(self, strip: Strip, number: int, cell: int) -> Strip:
        """A link's number over the blank before it and as much of its words as it needs."""
        words = str(number)
        cell = max(0, cell - 1)
        after = strip.crop(cell + len(words))
        parts = [strip.crop(0, cell), Strip([Segment(words, self._ink("hint"))]), after]
        return Strip.join(parts).adjust_cell_length(strip.cell_length, self._ink("text"))

    def _gutter(self, row: Row, u: int, here: bool, bar: bool) -> list[Segment]:
        start, end = row.line.start, row.line.next
        ribbon, letter = " ", ""
        for span, name in self._bookmarks:
            if span.start >= end:
                break
            if span.end > start:
                ribbon = self._sign("ribbon")
                letter = name if span.start >= start else letter
        sign, look = " ", "sign"
        if bar:
            sign, look = self._sign("fact"), "bar"
        elif not self._zen:
            for offset, name in self._paints(u)[1]:
                if start <= offset < end:
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
                if fact.kind is Kind.CLAIM and fact.kind in self._kinds and isinstance(fact.detail, Claim):
                    signs.append((fact.detail.cue.start if fact.detail.cue else fact.start, "claim"))
                elif fact.kind is Kind.QUESTION and fact.kind in self._kinds:
                    signs.append((fact.start, "question"))
            found = self._painted[u] = (
                fact_index.paints(self.article, self._units[u], facts, self._kinds),
                signs,
            )
        return found

    # -- the mouse

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        page = self._page
        return page.offset_at(event.y, event.x - self._left - GUTTER, self._justify) if page and self._units else None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(3, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(-3, event)

    def _wheel(self, by: int, event: events.Event) -> None:
        event.stop()
        if self._page is not None and self._units:
            before = self.cursor
            self._page.wheel(by)
            if self.cursor == before:
                self._update()
            else:
                self._moved()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1 and self._page is not None and self._units:
            at = self._offset_under(event)
            if at is not None:
                self._dragging = True
                self._press = at
                self.capture_mouse()

    _press = 0

    def on_mouse_move(self, event: events.MouseMove) -> None:
        page = self._page
        if not self._dragging or page is None:
            return
        if event.y < 0 or event.y >= self.size.height:
            page.scroll(-1 if event.y < 0 else 1)
        at = self._offset_under(event)
        if at is None or (at == self._press and self._selecting is None):
            return
        if self._selecting is None:
            self._selecting = Selecting(page, self._press, "word")
        self._selecting.head = at
        page.cursor = at
        page.anchor = page.row_of(at) or 0
        self._moved()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        page = self._page
        if page is None or not self._units or event.button != 1:
            return
        at = self._offset_under(event)
        if at is None:
            return
        if event.chain >= 2:
            span = page.word(at) if event.chain == 2 else page.paragraph(at)
            if span is not None:
                self.select_span(span.start, span.end)
            return
        if self._selecting is not None:
            if self._selecting.head != at or self._press == at:
                self._selecting = None if self._press == at else self._selecting
            if self._selecting is not None:
                return
        page.cursor = at
        page.anchor = page.row_of(at) or 0
        window = page.window()
        if event.y < len(window) and page.layout.row(window[event.y]).kind is RowKind.FOLD:
            self._unfold(at)
            self._repaint()
        fact = self._fact_at(at)
        self._moved(fact)
        if fact is not None:
            self._post(self.FactClicked(fact))
