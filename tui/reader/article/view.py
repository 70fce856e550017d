"""The text view: one article with its facts lit, put together from parts.

What is shown, and what follows from a setting, is a :class:`~tui.reading.page.shown.Shown`. Each part does one thing to
it (finding, selecting, travelling, numbering links, the mouse), knows the view as a :class:`Stage` alone, and says what
it tints. The :class:`Painter` makes rows of all that. A key costs a screen, however long the article is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from tui.facts.kinds import Span
from tui.reader.article import stage
from tui.reader.article.finder import Finder
from tui.reader.article.link_hints import LinkHints
from tui.reader.article.mouse import Mouse
from tui.reader.article.painter import GUTTER, Bookmarked, Key, Painter
from tui.reader.article.selector import Selector
from tui.reader.article.settings import Settings
from tui.reader.article.traveller import Traveller
from tui.reader.theme import fact_styles as looks
from tui.reader.theme.terminal import PlainSigns
from tui.reader.widgets.cached_lines import KeptLines
from tui.reading.page.jumps import Jumps
from tui.reading.page.shown import PageSettings, Shown
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.facts.model import Fact, Facts


class ArticleView(KeptLines, can_focus=False):
    """Shows one article. Offsets are code points of its text; ``cursor`` is where the reader is."""

    ALLOW_SELECT = False

    def __init__(
        self,
        *,
        ascii_only: bool = False,
        reduced_motion: bool = False,
        no_colour: bool | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(id=id)
        self.expected = Size(80, 24)
        """The size the pane will have, while it has none."""
        self.shown: Shown | None = None
        self.current = stage.Current()
        self._values = PageSettings(ascii_only=ascii_only)
        jumps: Jumps[int] = Jumps()
        self.settings = Settings(self, self._values)
        self.finder = Finder(self, jumps)
        self.selector = Selector(self)
        self.traveller = Traveller(self, jumps, still=reduced_motion)
        self.links = LinkHints(self)
        self.mouse = Mouse(self, self.selector)
        self.painter = Painter(self._values, self.current, self._ink, self._sign)
        self.painter.overlays = (self.finder, self.selector, self.traveller)
        self._no_colour = no_colour
        self._laid_for = Size(0, 0)
        self._rows: list[Key] = []
        self._looks: looks.Looks | None = None
        self._styles: dict[tuple[str, str], Style] = {}
        self._told: tuple[int, Fact | None, float, Span | None] = (0, None, 0.0, None)

    # -- what it shows

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self.shown.article if self.shown else None

    @property
    def facts(self) -> Facts | None:
        """Its facts, as far as they are known."""
        return self.shown.facts if self.shown else None

    def show(self, article: Article | None, *, offset: int = 0) -> None:
        """Show an article with the cursor at ``offset``; ``None`` for none. Facts come later."""
        self.mouse.end()
        for part in (self.finder, self.selector, self.traveller, self.links):
            part.reset()
        self.current.fact = self.current.word = None
        self.painter.bookmarks = ()
        self.shown = self.painter.shown = None
        if article is not None:
            self._laid_for = self.size or self.expected
            size = Size(self.column, self._height)
            self.shown = self.painter.shown = Shown(
                article, self._values, self._sign, width=size.width, height=size.height, offset=offset
            )
        self.repaint()

    def set_facts(self, facts: Facts | None) -> None:
        """The article's facts arrived, or changed."""
        if self.shown is not None:
            self.shown.set_facts(facts)
            self.current.fact = self.shown.fact_like(self.current.fact) or self.shown.fact_at(self.cursor)
            self.repaint()

    def set_bookmarks(self, marks: Iterable[Bookmarked]) -> None:
        """The bookmarked passages, each with its letter."""
        self.painter.bookmarks = sorted(marks)
        self.repaint()

    def _sign(self, name: str) -> str:
        return looks.sign(name, ascii_only=self._values.ascii_only)

    # -- where the reader is

    @property
    def cursor(self) -> int:
        """The offset where the reader is; 0 without an article."""
        return self.shown.page.cursor if self.shown else 0

    @property
    def current_fact(self) -> Fact | None:
        """The fact one has travelled to, or that lies at the cursor."""
        return self.current.fact

    @property
    def selection(self) -> Span | None:
        """The selected words."""
        return self.selector.span

    @property
    def percent(self) -> float:
        """How far one has read: the share of the text down to the last row on screen."""
        return self.shown.percent if self.shown else 0.0

    def move(self, unit: str, count: int) -> None:
        """Move the selection's end while words are selected, else the cursor: see :meth:`Traveller.move`."""
        if not self.selector.move(unit, count):
            self.traveller.move(unit, count)

    def go_to(self, offset: int, *, remember: bool = True, flash: bool = False) -> None:
        """Go to a place: see :meth:`Traveller.go_to`."""
        self.traveller.go_to(offset, remember=remember, flash=flash)

    def clear_selection(self) -> None:
        """Select nothing; what is being dragged ends."""
        if self.selection is not None:
            self.mouse.end()
        self.selector.clear()

    def passage_at_cursor(self) -> Span | None:
        """The sentence at the cursor, or all that the current fact runs over."""
        return self.shown.passage(self.current.fact) if self.shown else None

    def word_span(self) -> Span | None:
        """Where the word at the cursor stands."""
        return self.shown.page.word(self.cursor) if self.shown else None

    def word_at_cursor(self) -> str:
        """The word at the cursor, "" when there is none."""
        span = self.word_span()
        return self.article.text[span.start : span.end] if span and self.article else ""

    # -- what its parts ask of it: see ``Stage`` and ``Pane``

    def moved(self, fact: Fact | None = None) -> None:
        """The cursor was moved, to ``fact`` or to whatever stands there now: draw what changed and tell of it."""
        self.current.fact = fact if fact is not None or self.shown is None else self.shown.fact_at(self.cursor)
        self.redraw()

    def redraw(self) -> None:
        """Draw the rows that changed, and tell about a new place or selection."""
        self._draw_again(everything=False)

    def repaint(self) -> None:
        """Draw every row anew."""
        self.painter.forget()
        self._styles.clear()
        self._draw_again(everything=True)

    def post(self, message: Message) -> None:
        """Send a message, where the view is on a screen."""
        if self.is_attached:
            self.post_message(message)

    def after(self, seconds: float, do: Callable[[], None]) -> Timer | None:
        """Call ``do`` once, after a while; None where the view is on no screen."""
        return self.set_timer(seconds, do) if self.is_attached else None

    def every(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Call ``do`` again and again."""
        return self.set_interval(seconds, do)

    def hold_mouse(self, hold: bool) -> None:
        """Get every movement of the mouse, or no more than those over the pane."""
        if hold:
            self.capture_mouse()
        else:
            self.release_mouse()

    def offset_under(self, x: int, y: int) -> int | None:
        """The offset drawn at a cell of the pane; None where there is no text."""
        if self.shown is None or not self.shown.units:
            return None
        return self.shown.page.offset_at(y, x - self._left - GUTTER, self._values.justify)

    # -- where the column stands

    @property
    def column(self) -> int:
        """Width of the column of text, in cells."""
        return max(8, min(self._values.measure, self.widest))

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

    def fit(self, *, anew: bool = False) -> None:
        """The column has another width, or (``anew``) other rows above it: lay it out."""
        if self.shown is not None:
            self.shown.page.resize(self.column, self._height)
            if anew:
                self.shown.page.relayout()
        self.repaint()

    def on_resize(self, event: events.Resize) -> None:
        """The first frame was laid out for the size it was to have: nothing is drawn again where it has it."""
        if event.size == self._laid_for:
            self.redraw()
        else:
            self._laid_for = event.size
            self.fit()

    # -- drawing

    def notify_style_update(self) -> None:
        """Another theme: every style is made anew."""
        self._looks = None
        self._styles.clear()
        self.painter.forget()
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

    def _draw_again(self, *, everything: bool) -> None:
        painter, shown = self.painter, self.shown
        painter.hints, painter.selects = self.links.numbers(), self.selection is not None
        painter.idle = self.has_class("-idle")
        old = self._rows
        self._rows = [painter.key(place) for place in shown.page.window()] if shown else []
        if self.is_attached:
            dirty = [y for y, key in enumerate(self._rows) if y >= len(old) or old[y] != key]
            if everything or len(self._rows) != len(old) or 3 * len(dirty) > self.size.height:
                self.refresh()
            elif dirty:
                self.refresh(*(Region(0, y, self.size.width, 1) for y in dirty))
            self.place_cursor()
        self._tell()

    def _tell(self) -> None:
        told = (self.cursor, self.current.fact, self.percent, self.selection)
        old, self._told = self._told, told
        if told[:3] != old[:3] and self.shown is not None:
            self.post(stage.CursorMoved(self.cursor, self.current.fact, self.percent, self.shown.minutes_left))
        if told[3] != old[3]:
            self.post(stage.SelectionChanged(self.selection))

    def place_cursor(self) -> None:
        """Put the terminal's own cursor where the reader is, for braille and speech."""
        shown = self.shown
        if shown is None or self.has_class("-idle") or not shown.units or not self.region:
            return
        if self.screen is not self.app.screen or self.screen.focused not in (None, self):
            return  # a picker, or an input line, has it
        cell = shown.page.cursor_cell(self._values.justify)
        if cell is not None:
            self.app.cursor_position = self.region.offset + Offset(self._left + GUTTER + cell[0], cell[1])

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self.size.width
        if y >= len(self._rows) or self.shown is None:
            words = "  no article is open" if self.shown is None and y == 1 else ""
            return Strip([Segment(words.ljust(width)[:width], self._ink("quiet"))], width)
        return self.painter.strip(self._rows[y], self._left, width)

    # -- the mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.mouse.wheel(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.mouse.wheel(-3)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.mouse.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.mouse.move(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.mouse.end()

    def on_click(self, event: events.Click) -> None:
        self.mouse.click(event)
