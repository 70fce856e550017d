"""List, text and panel on one screen: where they stand, which of them has the keys, what stands in the text's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size

from tui.keys.keymap import Keymap
from tui.reader.article.view import ArticleView
from tui.reader.lists.article_list import ArticleList
from tui.reader.panel.widget import Panel
from tui.reader.panes import LEAST, MIDDLE, WIDE, Layout, arrange
from tui.reader.preferences import Learned
from tui.reader.screens.keyed import KeyedScreen
from tui.reader.widgets.notice import Notice
from tui.reader.widgets.styled_lines import Paragraph

if TYPE_CHECKING:
    from tui.config import Loaded as Settings
    from tui.reading import Reading


class PanedScreen(KeyedScreen[None], inherit_bindings=False):
    """Holds the panes: ``list``, ``view`` and ``panel``, and a ``notice`` that takes the text's place."""

    def __init__(self, reading: Reading, settings: Settings, keymap: Keymap, learned: Learned) -> None:
        super().__init__(reading, settings.config, keymap, name="reader")
        self.learned = learned
        self.pane = "text" if reading.count() == 1 else "list"
        self.panel_on: bool = learned.get("panel")
        self.zen = False
        self.layout_now = Layout(0, 0, 0)
        self.small = ""  # what there is to say of a window that is too small
        self.list = ArticleList(
            reading.rows, reading.count, ascii_only=self.config.ascii, wrap=self.config.titles == "wrap"
        )
        self.list.excerpt = getattr(reading.shelf, "excerpt", None)
        self.list.heading = reading.shelf.title.lower()
        self.view = ArticleView(ascii_only=self.config.ascii, reduced_motion=self.config.reduced_motion, id="text")
        self.view.set_class(self.pane != "text", "-idle", update=False)
        self.view.settings.measure = learned.get("measure")
        self.view.settings.justify = learned.get("justify")
        self.view.settings.density = learned.get("density")
        self.panel = Panel(ascii_only=self.config.ascii)
        self.notice = Notice()

    def compose(self) -> ComposeResult:
        self._place_panes(self.app.size.width, self.app.size.height)
        yield self.list
        yield self.view
        yield self.notice
        yield self.panel
        yield self.bar

    @property
    def has_article(self) -> bool:
        """Whether an article is open: subclasses know."""
        return False

    # -- where they stand

    def on_resize(self, event: events.Resize) -> None:
        self._place_panes(event.size.width, event.size.height)

    @property
    def fits_panel(self) -> bool:
        """Whether the panel has a place beside the text."""
        return self.size.width >= MIDDLE

    @property
    def shows_all(self) -> bool:
        """Whether list, text and panel stand side by side."""
        return self.size.width >= WIDE

    def relayout(self) -> None:
        """Lay the panes out anew: another one is active, the panel came or went."""
        self._place_panes(self.size.width, self.size.height)
        self._sync_active()
        self.update_bar()

    def _warn_of_size(self, width: int, height: int) -> None:
        small = "" if width >= LEAST[0] and height >= LEAST[1] else f"too small: needs {LEAST[0]}x{LEAST[1]}"
        if small != self.small and self.status[0] in ("", self.small):
            self.say(small, "warning")
        self.small = small

    def arranged(self, width: int, height: int, pane: str, *, panel: bool, zen: bool) -> Layout:
        """Which panes stand where, with the widths of the settings; an empty list has none."""
        return arrange(
            width,
            height,
            pane,
            panel=panel,
            zen=zen,
            list_width=self.config.list_width if self.reading.count() else 0,
            panel_width=self.config.panel_width,
        )

    def _place_panes(self, width: int, height: int) -> None:
        self._warn_of_size(width, height)
        alone = not self.reading.count() and not self.has_article  # then the words about it have all the room
        pane = "text" if alone else self.pane
        new = self.arranged(width, height, pane, panel=self.panel_on, zen=self.zen or alone)
        if new == self.layout_now:
            return
        self.layout_now = new
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

    def set_pane(self, pane: str) -> None:
        """Give the keys to "list", "text" or "panel"."""
        if pane == self.pane:
            return
        self.dispatcher.clear()
        self.pane = pane
        self.relayout()

    def _sync_active(self) -> None:
        self.list.set_active(self.pane == "list")
        self.panel.set_active(self.pane == "panel")
        self.view.set_class(self.pane != "text", "-idle")

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
        self._place_panes(self.size.width, self.size.height)
        self.view.display, self.notice.display = False, self.layout_now.text > 0

    def _hide_notice(self) -> None:
        if self.has_notice:
            self.notice.show(())
            self._place_panes(self.size.width, self.size.height)
            self.view.display, self.notice.display = self.layout_now.text > 0, False

    # -- from one to another

    def go_to(self, offset: int) -> None:
        """Jump to a place in the text; the way back is kept. In a narrow window the text comes up."""
        self.view.go_to(offset, remember=True, flash=not self.config.reduced_motion)
        if not self.fits_panel and self.pane == "panel":
            self.set_pane("text")

    def enter_text(self) -> None:
        """Give the text the keys, where it has not got them."""
        if self.pane == "list" or (self.pane == "panel" and not self.fits_panel):
            self.set_pane("text")

    def restore_cursor(self) -> None:
        self.view.place_cursor()
        self.place_cursor()

    def place_cursor(self) -> None:
        """Put the terminal's own cursor on the list's or panel's row, for braille and speech."""
        widget = self.list if self.pane == "list" else self.panel
        if self.pane != "text" and widget.display and self.focused is None:
            widget.put_cursor(widget.cursor_line)

    def follow_text(self) -> None:
        """Bring the panel's row to where the text is."""
        fact = self.view.current_fact
        self.panel.follow(self.view.cursor, fact.span if fact else None)

    def _follow(self) -> None:
        if self.pane != "panel":
            self.follow_text()
