"""The article that is open: how it comes to be shown, what is known of it, and what follows from reading it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual.message import Message
from textual.timer import Timer

from tui.facts.kinds import Span
from tui.reader.history import Trail
from tui.reader.preferences import Learned
from tui.reader.screens.panes import Panes
from tui.reading.open_article import Extracted, Loaded, Session
from tui.reading.panel.tabs import build

if TYPE_CHECKING:
    from tui.config import Config
    from tui.reader.widgets.styled_lines import Paragraph
    from tui.reading import Reading
    from tui.reading.panel.entries import Tab
    from tui.text.article import Article

PREVIEW = 0.12
"""Seconds that the list's cursor rests on a row before its text is shown."""


class Arrived(Message):
    """A thread is done with loading an article, or with finding its facts."""

    def __init__(self, result: Loaded | Extracted) -> None:
        super().__init__()
        self.result = result


class Stage(Protocol):
    """The screen, as the open article knows it."""

    def say(self, words: str, style: str = "done") -> None:
        """Say something in the line at the bottom."""

    def update_bar(self) -> None:
        """Draw the line at the bottom anew."""

    def try_to(self, change: Callable[[], object]) -> bool:
        """Do something to the library; False, with its sentence in the footer, when that fails."""

    def post_message(self, message: Message) -> bool:
        """Any thread."""

    def after(self, seconds: float, do: Callable[[], object]) -> Timer:
        """Call ``do`` once, after a while."""

    def key_of(self, action: str) -> str:
        """The first key of an action, "" for none."""

    def nothing_to_read(self) -> list[Paragraph]:
        """What to say where nothing is listed."""

    def find_words(self) -> None:
        """Of an answer: go to the first hit of the query, and let the next-fact key go on from there."""

    def nothing_is_found(self) -> None:
        """Another article is shown: no find is active in it, no link has a number."""


class Opening:
    """Opens articles in the panes, one at a time: text first, facts when they are found, bookmarks as they are."""

    def __init__(self, stage: Stage, panes: Panes, reading: Reading, config: Config, learned: Learned) -> None:
        self._stage = stage
        self._panes = panes
        self._reading = reading
        self._config = config
        self._learned = learned
        self.session = Session(reading, lambda result: stage.post_message(Arrived(result)))
        self.trail = Trail()
        self.expanded: frozenset[str] = frozenset()
        """Tabs of the panel that are shown in full."""
        self._preview: Timer | None = None
        self._read: Timer | None = None
        panes.entered = self._begin_reading

    # -- opening

    def open_row(self, index: int, *, active: bool) -> None:
        """Open the article of a row; ``active``: it has the keys then, and counts as read after a while."""
        if self._preview:
            self._preview.stop()  # it would open what stands at the cursor by then
        row = self._panes.list.row(index)
        if row is None:
            return
        self.open_uri(row.uri)
        if active:
            self._panes.activate("text")
            self._begin_reading()

    def preview_row(self) -> None:
        """Open the article of the list's row when the cursor has rested there, where its text is seen."""
        if self._preview:
            self._preview.stop()
        if self._panes.now.text:
            self._preview = self._stage.after(PREVIEW, lambda: self.open_row(self._panes.list.cursor, active=False))

    def open_uri(self, uri: str) -> None:
        """Open an article of the shelf or the library, unless it is open."""
        if uri != self.session.uri:
            self.save_position()
            self.trail.leave(self.session.uri, self._panes.view.cursor)
            self._load(uri)

    def reopen(self) -> None:
        """Load the article again: what its lines are changed."""
        if self.session.uri:
            self.save_position()
            self._load(self.session.uri)

    def _load(self, uri: str) -> None:
        loaded = self.session.open(uri)
        if loaded is not None:
            self._show(loaded)

    def show_article(self, article: Article) -> None:
        """Show an article that stands on no shelf (the tour)."""
        self.save_position()
        self._show(self.session.given(article))
        self._panes.activate("text")

    def arrived(self, result: Loaded | Extracted) -> None:
        """Show what a thread brought, unless something else is open by now."""
        if isinstance(result, Loaded):
            self._show(result)
        elif self.session.take(result):
            if result.facts is not None:
                self._panes.view.set_facts(result.facts)
                self._panes.list.touch()
            else:
                self._stage.say(result.problem, "warning")
            self.refresh_panel()
        self._stage.update_bar()

    def _show(self, loaded: Loaded) -> None:
        if loaded.generation != self.session.generation:
            return
        self._stage.nothing_is_found()
        if not self.session.show(loaded):
            problem = [(("this article cannot be opened", "strong"),), (), ((loaded.problem, "text"),)]
            self._panes.show_notice(problem)
            return
        opened, view = self.session.opened, self._panes.view
        assert opened is not None
        self._panes.hide_notice()
        view.show(opened.article, offset=opened.state.position if opened.state else 0)
        if self.session.facts is not None:  # found before: one frame shows all
            view.set_facts(self.session.facts)
        else:
            view.call_after_refresh(self.session.extract)  # the text comes first
        self._show_marks()
        self._stage.find_words()
        self._panes.panel.show(self._tabs())
        if opened.notice and not self._panes.small:
            self._stage.say(opened.notice)
        self._stage.update_bar()

    # -- what is known of it

    def _show_marks(self) -> None:
        article = self.session.article
        hash_ = article.hash if article and self.session.bookmarks else ""
        spans = [(Span(*b.span), b.category) for b in self.session.bookmarks if b.span and b.version == hash_]
        self._panes.view.set_bookmarks(spans)

    def _tabs(self) -> dict[str, Tab]:
        article = self.session.article
        if article is None:
            return {}
        facts, bookmarks = self.session.facts, self.session.bookmarks
        return build(article, facts, bookmarks, expanded=self.expanded, key=self._stage.key_of)

    def refresh_panel(self) -> None:
        """Make the panel's tabs anew and keep its place."""
        self._panes.panel.show(self._tabs(), keep=True)
        self._panes.follow()

    def expand(self, tab: str) -> None:
        """Show a tab of the panel in full, or in short again."""
        self.expanded = self.expanded ^ {tab}
        self.refresh_panel()

    def marks_changed(self) -> None:
        """Bookmarks of this article were added, changed or deleted."""
        self.session.reload_bookmarks()
        self._show_marks()
        self.refresh_panel()
        self._panes.list.touch()

    def extract_again(self) -> None:
        """The date or a correction changed: find the facts anew."""
        self.session.extract()
        self._stage.update_bar()

    def knowledge_changed(self) -> None:
        """Something was undone, or done elsewhere: bookmarks, the date or corrections may be other ones."""
        if self.session.article is None:
            return
        if self.session.restructured():
            self.reopen()
        else:
            self.marks_changed()
            self.extract_again()

    # -- the list

    def list_changed(self, at: int = 0) -> None:
        """The list shows something else: begin at its top, or at row ``at``."""
        listed = self._panes.list
        listed.heading = self._reading.shelf.title.lower()
        listed.cursor, listed.top = at, 0
        listed.reload()
        if listed.total:
            known = self.session.uri
            self.open_row(listed.cursor, active=False)
            if self.session.uri == known:
                self._stage.find_words()
        else:
            self.session.close()
            self._panes.active = "list"
            self._panes.show_notice(self._stage.nothing_to_read())
        self._panes.relayout()

    def back_from_marks(self, target: tuple[str, int] | None) -> None:
        """The bookmarks screen closed: go to the passage (uri, offset) that was chosen there."""
        listed = self._panes.list
        listed.touch()
        if target is None:
            self.marks_changed()
            return
        uri, offset = target
        if uri != self.session.uri:
            index = self._reading.shelf.index(uri)
            if index < 0 and self._reading.row(uri) is None:
                self._stage.say("that article is not in this list: open its file or feed first", "warning")
                return
            if index >= 0:
                listed.go(index)
            self.open_uri(uri)
            self._panes.activate("text")
            self._begin_reading()
        self.marks_changed()
        self._panes.activate("text")
        if offset >= 0:
            self._panes.go_to(offset)

    # -- reading it

    def save_position(self) -> None:
        """Write down where the reader is in the current article, what was read, and what the program learned."""
        self._learned.keep()
        self.write_read()
        if self.session.article is not None:
            self._stage.try_to(lambda: self._reading.save_position(self.session.uri, self._panes.view.cursor))

    def write_read(self) -> None:
        """Write down what counts as read since."""
        self._stage.try_to(self._reading.write_read)

    def _begin_reading(self) -> None:
        self.stop_read_timer()
        self.trail.begin(self.session.uri)
        seconds = self._config.read_after
        if seconds >= 0 and self.session.article is not None:
            self._read = self._stage.after(max(0.01, seconds), self._was_read)

    def stop_read_timer(self) -> None:
        """The open article does not become read by itself any more."""
        if self._read:
            self._read.stop()
            self._read = None

    def _was_read(self) -> None:
        """It counts as read. A timer writes nothing: that comes with the next article, or with leaving."""
        self._read = None
        if self._panes.active != "list" and self._reading.was_read(self.session.uri):
            self._panes.list.touch()
