"""The article that is open: how it comes to be shown, what is known of it, and what follows from reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.timer import Timer

from tui.facts.kinds import Span
from tui.keys.keymap import Keymap
from tui.reader import background as keeping
from tui.reader import welcome as greeting
from tui.reader.history import Trail
from tui.reader.lists.article_list import ArticleList
from tui.reader.panel import model as panel_rows
from tui.reader.preferences import Learned
from tui.reader.screens.panes import PanedScreen
from tui.reading.open_article import Extracted, Loaded, Session

if TYPE_CHECKING:
    from tui.config import Loaded as Settings
    from tui.facts.model import Fact
    from tui.reading import Reading
    from tui.text.article import Article


class OpeningScreen(PanedScreen, inherit_bindings=False):
    """Opens articles in the panes, one at a time: text first, facts when they are found, bookmarks as they are."""

    class Arrived(Message):
        """A thread is done."""

        def __init__(self, result: Loaded | Extracted) -> None:
            super().__init__()
            self.result = result

    def __init__(self, reading: Reading, settings: Settings, keymap: Keymap, learned: Learned) -> None:
        super().__init__(reading, settings, keymap, learned)
        self.session = Session(reading, lambda result: self.post_message(self.Arrived(result)))
        self.trail = Trail()
        self.fact: Fact | None = None
        self.finding: tuple[str, int, int, str] = ("", 0, 0, "")  # query, index, total, problem
        self.expanded: frozenset[str] = frozenset()  # tabs of the panel that are shown in full
        self.hints = False  # links are numbered
        self._preview: Timer | None = None
        self._read: Timer | None = None

    @property
    def has_article(self) -> bool:
        return self.session.article is not None

    def the_article(self) -> Article | None:
        """The article that is open; where none is, that is said."""
        if self.session.article is None:
            self.say("no article is open", "words")
        return self.session.article

    # -- opening

    def open_row(self, index: int, *, active: bool) -> None:
        """Open the article of a row; ``active``: it has the keys then, and counts as read after a while."""
        if self._preview:
            self._preview.stop()  # it would open what stands at the cursor by then
        row = self.list.row(index)
        if row is None:
            return
        self.open_uri(row.uri)
        if active:
            self.set_pane("text")
            self._begin_reading()

    def open_uri(self, uri: str) -> None:
        """Open an article of the shelf or the library, unless it is open."""
        if uri != self.session.uri:
            self.save_position()
            self.trail.leave(self.session.uri, self.view.cursor)
            loaded = self.session.open(uri)
            if loaded is not None:
                self._show(loaded)

    def reopen(self) -> None:
        """Load the article again: what its lines are changed."""
        if self.session.uri:
            self.save_position()
            loaded = self.session.open(self.session.uri)
            if loaded is not None:
                self._show(loaded)

    def show_article(self, article: Article) -> None:
        """Show an article that stands on no shelf (the tour)."""
        self.save_position()
        self._show(self.session.given(article))
        self.set_pane("text")

    def _show(self, loaded: Loaded) -> None:
        if loaded.generation != self.session.generation:
            return
        self.hints = False
        if not self.session.show(loaded):
            self.fact = None
            self.show_notice([(("this article cannot be opened", "strong"),), (), ((loaded.problem, "text"),)])
            return
        opened = self.session.opened
        assert opened is not None
        self.fact = None
        self.finding = ("", 0, 0, "")
        self._hide_notice()
        self.view.show(opened.article, offset=opened.state.position if opened.state else 0)
        if self.session.facts is not None:  # found before: one frame shows all
            self.view.set_facts(self.session.facts)
        else:
            self.call_after_refresh(self.session.extract)  # the text comes first
        self._show_marks()
        self._find_words()
        self.panel.show(self._tabs())
        if opened.notice and not self.small:
            self.say(opened.notice)
        self.update_bar()

    def _find_words(self) -> None:
        """Of an answer: go to the first hit of the query, and let n go on from there."""
        words = getattr(self.reading.shelf, "painted", ())
        if words:
            from tui.reader.commands import find as finding

            finding.words(self, words)

    # -- what is known of it

    def _show_marks(self) -> None:
        article = self.session.article
        hash_ = article.hash if article and self.session.bookmarks else ""
        spans = [(Span(*b.span), b.category) for b in self.session.bookmarks if b.span and b.version == hash_]
        self.view.set_bookmarks(spans)

    def _tabs(self) -> dict[str, panel_rows.Tab]:
        article = self.session.article
        if article is None:
            return {}
        return panel_rows.build(
            article,
            self.session.facts,
            self.session.bookmarks,
            expanded=self.expanded,
            ascii_only=self.config.ascii,
            key=self.keymap.key,
        )

    @on(Arrived)
    def _arrived(self, message: Arrived) -> None:
        result = message.result
        if isinstance(result, Loaded):
            self._show(result)
        elif self.session.take(result):
            if result.facts is not None:
                self.view.set_facts(result.facts)
                self.list.touch()
            else:
                self.say(result.problem, "warning")
            self.refresh_panel()
        self.update_bar()

    def refresh_panel(self) -> None:
        """Make the panel's tabs anew and keep its place."""
        self.panel.show(self._tabs(), keep=True)
        self._follow()

    def marks_changed(self) -> None:
        """Bookmarks of this article were added, changed or deleted."""
        self.session.reload_bookmarks()
        self._show_marks()
        self.refresh_panel()
        self.list.touch()

    def extract_again(self) -> None:
        """The date or a correction changed: find the facts anew."""
        self.session.extract()
        self.update_bar()

    def knowledge_changed(self) -> None:
        """Something was undone: bookmarks, the date or corrections may be other ones."""
        if self.session.article is not None:
            self.marks_changed()
            self.extract_again()

    # -- the list

    @on(ArticleList.Highlighted)
    def _highlighted(self, message: ArticleList.Highlighted) -> None:
        if self._preview:
            self._preview.stop()
        if self.layout_now.text:
            self._preview = self.set_timer(0.12, lambda: self.open_row(self.list.cursor, active=False))
        self.update_bar()

    def list_changed(self, at: int = 0) -> None:
        """The list shows something else: begin at its top, or at row ``at``."""
        self.list.heading = self.reading.shelf.title.lower()
        self.list.cursor, self.list.top = at, 0
        self.list.reload()
        if self.list.total:
            known = self.session.uri
            self.open_row(self.list.cursor, active=False)
            if self.session.uri == known:
                self._find_words()
        else:
            self.session.close()
            self.fact = None
            self.pane = "list"
            self.show_notice(greeting.nothing_to_read(self))
        self.relayout()

    def back_from_marks(self, target: tuple[str, int] | None) -> None:
        """The bookmarks screen closed: go to the passage (uri, offset) that was chosen there."""
        self.list.touch()
        if target is None:
            self.marks_changed()
            return
        uri, offset = target
        if uri != self.session.uri:
            index = self.reading.shelf.index(uri)
            if index < 0 and self.reading.row(uri) is None:
                self.say("that article is not in this list: open its file or feed first", "warning")
                return
            if index >= 0:
                self.list.go(index)
            self.open_uri(uri)
            self.set_pane("text")
            self._begin_reading()
        self.marks_changed()
        self.set_pane("text")
        if offset >= 0:
            self.go_to(offset)

    # -- reading it

    def save_position(self) -> None:
        """Keep where the reader is in the current article."""
        self.learned.keep()
        if self.session.article is not None:
            self.try_to(lambda: self.reading.save_position(self.session.uri, self.view.cursor))

    def set_pane(self, pane: str) -> None:
        """Give the keys to "list", "text" or "panel"; in the text, what is open counts as read after a while."""
        if pane == "text" != self.pane:
            self._begin_reading()
        super().set_pane(pane)

    def _begin_reading(self) -> None:
        self.stop_read_timer()
        self.trail.begin(self.session.uri)
        seconds = self.config.read_after
        if seconds >= 0 and self.session.article is not None:
            self._read = self.set_timer(max(0.01, seconds), self._mark_read)

    def stop_read_timer(self) -> None:
        """The open article does not become read by itself any more."""
        if self._read:
            self._read.stop()
            self._read = None

    def _mark_read(self) -> None:
        self._read = None
        library = self.reading.library
        uri = self.session.uri
        if library is None or library.read_only or self.pane == "list":
            return
        row = self.reading.row(uri)
        if row is not None and row.changes:
            self.try_to(lambda: library.articles.set_changes(uri, ""))
            keeping.renew_list(self)
        if not library.states.get(uri).read and self.try_to(lambda: self.reading.set_read(uri, True)):
            self.list.touch()
