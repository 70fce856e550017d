"""List, text and panel beside each other: where they stand, which has the keys, what stands in the text's place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from textual.geometry import Size
from textual.widget import Widget

from tui.reader.article.view import ArticleView
from tui.reader.lists.article_list import ArticleList
from tui.reader.panel.widget import Panel
from tui.reader.panes import LEAST, MIDDLE, WIDE, Layout, arrange
from tui.reader.preferences import Learned
from tui.reader.widgets.notice import Notice
from tui.reader.widgets.styled_lines import Paragraph

if TYPE_CHECKING:
    from tui.config import Config
    from tui.reading import Reading


class Stage(Protocol):
    """The screen, as the panes know it."""

    @property
    def size(self) -> Size:
        """Of the window, in cells."""

    @property
    def status(self) -> tuple[str, str]:
        """What the line at the bottom says, and its style."""

    def say(self, words: str, style: str = "done") -> None:
        """Say something in the line at the bottom."""

    def update_bar(self) -> None:
        """Draw the line at the bottom anew."""

    def forget_keys(self) -> None:
        """Another pane has the keys: what was typed in the last one begins nothing here."""


class Panes:
    """Holds ``list``, ``view`` and ``panel``, and a ``notice`` that takes the text's place.

    ``entered`` is called when the text gets the keys.
    """

    def __init__(self, stage: Stage, reading: Reading, config: Config, learned: Learned) -> None:
        self._stage = stage
        self._reading = reading
        self._config = config
        self.active = "text" if reading.count() == 1 else "list"
        self.panel_on: bool = learned.get("panel")
        self.zen = False
        self.now = Layout(0, 0, 0)
        self.small = ""
        """What there is to say of a window that is too small."""
        self.entered: Callable[[], None] = lambda: None
        self.list = ArticleList(reading.rows, reading.count, wrap=config.titles == "wrap")
        self.list.excerpt = reading.shelf.excerpt
        self.list.heading = reading.shelf.title.lower()
        self.view = ArticleView(ascii_only=config.ascii, reduced_motion=config.reduced_motion, id="text")
        self.view.set_class(self.active != "text", "-idle", update=False)
        self.view.can_focus = False
        self.view.settings.measure = learned.get("measure")
        self.view.settings.justify = learned.get("justify")
        self.view.settings.density = learned.get("density")
        self.panel = Panel()
        self.notice = Notice()

    def widgets(self) -> Iterator[Widget]:
        """The panes, for the screen to hold."""
        yield self.list
        yield self.view
        yield self.notice
        yield self.panel

    # -- where they stand

    @property
    def fits_panel(self) -> bool:
        """Whether the panel has a place beside the text."""
        return self._stage.size.width >= MIDDLE

    @property
    def shows_all(self) -> bool:
        """Whether list, text and panel stand side by side."""
        return self._stage.size.width >= WIDE

    def relayout(self) -> None:
        """Lay the panes out anew: another one is active, the panel came or went."""
        self.place(*self._stage.size)
        self.sync_active()
        self._stage.update_bar()

    def arranged(self, width: int, height: int, pane: str, *, panel: bool, zen: bool) -> Layout:
        """Which panes stand where, with the widths of the settings; an empty list has none."""
        return arrange(
            width,
            height,
            pane,
            panel=panel,
            zen=zen,
            list_width=self._config.list_width if self._reading.count() else 0,
            panel_width=self._config.panel_width,
        )

    def place(self, width: int, height: int) -> None:
        """Lay the panes out for a window of this size, where that is another layout than before."""
        self._warn_of_size(width, height)
        alone = not self._reading.count() and self.view.article is None  # then the words about it have all the room
        pane = "text" if alone else self.active
        new = self.arranged(width, height, pane, panel=self.panel_on, zen=self.zen or alone)
        if new == self.now:
            return
        self.now = new
        self.list.display = new.list > 0
        self.list.styles.width = max(1, new.list)
        self.view.display = new.text > 0 and not self.has_notice
        self.view.expected = Size(new.text, height - 2)  # so that the first frame is wrapped for its pane already
        self.notice.display = new.text > 0 and self.has_notice
        self.panel.display = new.panel > 0
        self.panel.styles.width = max(1, new.panel)
        self.panel.sheet = new.sheet > 0
        self.panel.styles.dock = "bottom" if new.sheet else "right"
        self.panel.styles.height = new.sheet or "100%"
        self.panel.styles.margin = (0, 0, 1, 0) if new.sheet else 0

    def _warn_of_size(self, width: int, height: int) -> None:
        small = "" if width >= LEAST[0] and height >= LEAST[1] else f"too small: needs {LEAST[0]}x{LEAST[1]}"
        if small != self.small and self._stage.status[0] in ("", self.small):
            self._stage.say(small, "warning")
        self.small = small

    # -- which has the keys

    def activate(self, pane: str) -> None:
        """Give the keys to "list", "text" or "panel"."""
        if pane == self.active:
            return
        self._stage.forget_keys()
        self.active = pane
        if pane == "text":
            self.entered()
        self.relayout()

    def enter_text(self) -> None:
        """Give the text the keys, where it has not got them."""
        if self.active == "list" or (self.active == "panel" and not self.fits_panel):
            self.activate("text")

    def sync_active(self) -> None:
        """Draw the pane that has the keys as such."""
        self.list.set_active(self.active == "list")
        self.panel.set_active(self.active == "panel")
        self.view.set_class(self.active != "text", "-idle")

    def place_cursor(self, *, free: bool) -> None:
        """Put the terminal's own cursor on the list's or panel's row, for braille and speech; ``free``: no line of
        input has it."""
        widget = self.list if self.active == "list" else self.panel
        if self.active != "text" and widget.display and free:
            widget.put_cursor(widget.cursor_line)

    # -- in the text's place

    @property
    def has_notice(self) -> bool:
        """Whether something else stands in the text's place."""
        return bool(self.notice.paragraphs)

    def show_notice(self, paragraphs: list[Paragraph]) -> None:
        """Put a few words in the text's place."""
        self.view.show(None, offset=0)
        self.panel.show({})
        self.notice.show(paragraphs)
        self.place(*self._stage.size)
        self.view.display, self.notice.display = False, self.now.text > 0

    def hide_notice(self) -> None:
        """Let the text have its place again."""
        if self.has_notice:
            self.notice.show(())
            self.place(*self._stage.size)
            self.view.display, self.notice.display = self.now.text > 0, False

    # -- from one to another

    def go_to(self, offset: int) -> None:
        """Jump to a place in the text; the way back is kept. In a narrow window the text comes up."""
        self.view.go_to(offset, remember=True, flash=not self._config.reduced_motion)
        if not self.fits_panel and self.active == "panel":
            self.activate("text")

    def follow_text(self) -> None:
        """Bring the panel's row to where the text is."""
        fact = self.view.current_fact
        self.panel.follow(self.view.cursor, fact.span if fact else None)

    def follow(self) -> None:
        """As :meth:`follow_text`, unless one moves in the panel."""
        if self.active != "panel":
            self.follow_text()
