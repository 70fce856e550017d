"""The reader's own screen: list, text and panel, one line of keys, and the wires between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer

from tui.facts.kinds import Span
from tui.reader import footer, greeting, keeping, panel_rows
from tui.reader.actions import BY_ID
from tui.reader.keymap import Keymap
from tui.reader.learned import Learned
from tui.reader.panes import LEAST, MIDDLE, WIDE, Layout, arrange
from tui.reader.screens.keyed import KeyedScreen
from tui.reader.session import Extracted, Loaded, Session
from tui.reader.trail import Trail
from tui.reader.widgets.article_list import ArticleList
from tui.reader.widgets.article_view import ArticleView
from tui.reader.widgets.key_bar import KeyBar
from tui.reader.widgets.notice import Notice, Paragraph
from tui.reader.widgets.panel import Panel

if TYPE_CHECKING:
    from tui.article import Article
    from tui.config import Loaded as Settings
    from tui.facts.model import Fact
    from tui.gathering.looking import Looking
    from tui.reader.commands.library import Job
    from tui.reading import Reading


ABOUT_ARTICLE = ("facts.", "finding.", "links.", "marking.", "output.", "panes.", "seeing.", "selecting.",
                 "moving.next", "moving.travel", "moving.repeat")  # fmt: skip
"""The commands that are about the open article."""


class ReaderScreen(KeyedScreen[None], inherit_bindings=False):
    """Holds the panes and says which has the keys. What keys do lies in ``tui.reader.commands``."""

    class Arrived(Message):
        """A thread is done."""

        def __init__(self, result: Loaded | Extracted) -> None:
            super().__init__()
            self.result = result

    class Piped(Message):
        """A command that was piped to has ended. Posted from its thread."""

        def __init__(self, command: str, output: str, problem: str) -> None:
            super().__init__()
            self.command, self.output, self.problem = command, output, problem

    class Gathered(Message):
        """How far adding or refreshing has come. Posted from its thread."""

        def __init__(self, done: int, total: int, words: str, finished: bool) -> None:
            super().__init__()
            self.done, self.total, self.words, self.finished = done, total, words, finished

    def __init__(self, reading: Reading, settings: Settings, keymap: Keymap, learned: Learned) -> None:
        super().__init__(reading, settings.config, keymap, name="reader")
        self.settings = settings
        self.learned = learned
        self.problems = [str(p) for p in (*settings.problems, *keymap.problems)]
        self.skipped = [f"{name}: {why}" for name, why in getattr(reading.shelf, "skipped", ())]
        self.session = Session(reading, lambda result: self.post_message(self.Arrived(result)))
        self.pane = "text" if reading.count() == 1 else "list"
        self.panel_on: bool = learned.get("panel")
        self.zen = False
        self.layout_now = Layout(0, 0, 0)
        self.small = ""  # what there is to say of a window that is too small
        self.expanded: frozenset[str] = frozenset()
        self.fact: Fact | None = None
        self.progress: tuple[float, float] = (0.0, 0.0)  # per cent, minutes left
        self.finding: tuple[str, int, int, str] = ("", 0, 0, "")  # query, index, total, problem
        self.find_options = {"whole_word": False, "regex": False, "case": False}
        self.finds: list[str] = []
        self.pipes: list[str] = []
        self.own_themes: tuple[str, ...] = ()
        self.gathering: Job | None = None
        self.looking: Looking | None = None
        self.hints = False
        self.hint_digits = ""
        self._preview: Timer | None = None
        self._read: Timer | None = None
        self.list = ArticleList(
            reading.rows, reading.count, ascii_only=self.config.ascii, wrap=self.config.titles == "wrap"
        )
        self.list.excerpt = getattr(reading.shelf, "excerpt", None)
        self.trail = Trail()
        self.view = ArticleView(ascii_only=self.config.ascii, reduced_motion=self.config.reduced_motion, id="text")
        self.view.set_class(self.pane != "text", "-idle", update=False)
        self.view.measure = learned.get("measure")
        self.view.justify = learned.get("justify")
        self.view.density = learned.get("density")
        self.panel = Panel(ascii_only=self.config.ascii)
        self.notice = Notice()
        self.list.heading = reading.shelf.title.lower()

    def compose(self) -> ComposeResult:
        self._place_panes(self.app.size.width, self.app.size.height)
        yield self.list
        yield self.view
        yield self.notice
        yield self.panel
        yield self.bar

    def on_mount(self) -> None:
        if not self.small:
            greeting.greet(self)
        self.view.can_focus = False
        self.list.reload()
        self._sync_active()
        if self.reading.count():
            self.open_row(0, active=self.pane == "text")
        else:
            self.show_notice(greeting.nothing_to_read(self))
        self.update_bar()
        keeping.begin(self)

    def on_unmount(self) -> None:
        if self.looking is not None:
            self.looking.stop()

    # -- panes

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

    def _place_panes(self, width: int, height: int) -> None:
        self._warn_of_size(width, height)
        empty = not self.reading.count()
        alone = empty and self.session.article is None  # then the words about it have all the room
        new = arrange(
            width,
            height,
            "text" if alone else self.pane,
            panel=self.panel_on,
            zen=self.zen or alone,
            list_width=0 if empty else self.config.list_width,
            panel_width=self.config.panel_width,
        )
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
        if pane == "text":
            self._begin_reading()
        self.relayout()

    def _sync_active(self) -> None:
        self.list.set_active(self.pane == "list")
        self.panel.set_active(self.pane == "panel")
        self.view.set_class(self.pane != "text", "-idle")

    # -- keys

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where keys are looked up now, innermost first."""
        if self.pane == "text" and self.view.selection is not None:
            return ("select", "text", "reader")
        return (self.pane, "reader")

    @property
    def far(self) -> tuple[str, ...]:
        """``]f`` and the like lead into the text from the other panes."""
        return () if self.pane == "text" else ("text",)

    def act(self, action_id: str, count: int = 0) -> None:
        """Do an action. In the list what is about an article is about the row's, also where its text is not shown;
        what belongs to the text gives it the keys."""
        action = BY_ID[action_id]
        if self.pane == "list" and action.run.startswith(ABOUT_ARTICLE):
            self.open_row(self.list.cursor, active=False)
        if action.scope == "text" and self.pane != "text":
            if self.session.article is None:
                self.say("no article is open", "words")
                return
            self.set_pane("text")
        super().act(action_id, count)

    def takes(self, key: str) -> bool:
        """While links are numbered, digits choose one."""
        if not self.hints:
            return False
        from tui.reader.commands import links

        return links.hint_key(self, key)

    def hide_hints(self) -> None:
        """Take the link numbers off the text."""
        self.hints, self.hint_digits = False, ""
        self.view.hide_link_hints()

    # -- one article

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
            from tui.reader.commands import finding

            finding.words(self, words)

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

    def on_reader_screen_arrived(self, message: Arrived) -> None:
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

    def on_reader_screen_piped(self, message: Piped) -> None:
        from tui.reader.commands import output

        output.piped(self, message.command, message.output, message.problem)

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

    def reopen(self) -> None:
        """Load the article again: what its lines are changed."""
        if self.session.uri:
            self.save_position()
            loaded = self.session.open(self.session.uri)
            if loaded is not None:
                self._show(loaded)

    def save_position(self) -> None:
        """Keep where the reader is in the current article."""
        self.learned.keep()
        if self.session.article is not None:
            self.try_to(lambda: self.reading.save_position(self.session.uri, self.view.cursor))

    def keep(self) -> None:
        """The reader is left: keep the place, and how the list will look when it is opened again."""
        from tui.reader.picture import picture

        self.save_position()
        self.try_to(lambda: self.reading.keep_picture(picture(self), self.size))

    def go_to(self, offset: int) -> None:
        """Jump to a place in the text; the way back is kept. In a narrow window the text comes up."""
        self.view.go_to(offset, remember=True, flash=not self.config.reduced_motion)
        if not self.fits_panel and self.pane == "panel":
            self.set_pane("text")

    def enter_text(self) -> None:
        """Give the text the keys, where it has not got them."""
        if self.pane == "list" or (self.pane == "panel" and not self.fits_panel):
            self.set_pane("text")

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
            self.view.go_to(offset, remember=True, flash=not self.config.reduced_motion)

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

    def show_article(self, article: Article) -> None:
        """Show an article that stands on no shelf (the tour)."""
        self.save_position()
        self._show(self.session.given(article))
        self.set_pane("text")

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

    def on_reader_screen_gathered(self, message: Gathered) -> None:
        from tui.reader.commands import library

        library.gathered(self, message)

    def stop_read_timer(self) -> None:
        """The open article does not become read by itself any more."""
        if self._read:
            self._read.stop()
            self._read = None

    def _begin_reading(self) -> None:
        self.stop_read_timer()
        self.trail.begin(self.session.uri)
        seconds = self.config.read_after
        if seconds >= 0 and self.session.article is not None:
            self._read = self.set_timer(max(0.01, seconds), self._mark_read)

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

    # -- messages from the panes

    @on(ArticleList.Highlighted)
    def _highlighted(self, message: ArticleList.Highlighted) -> None:
        if self._preview:
            self._preview.stop()
        if self.layout_now.text:
            self._preview = self.set_timer(0.12, lambda: self.open_row(self.list.cursor, active=False))
        self.update_bar()

    @on(ArticleList.Opened)
    def _opened(self, message: ArticleList.Opened) -> None:
        self.open_row(message.index, active=True)

    @on(ArticleView.CursorMoved)
    def _cursor_moved(self, message: ArticleView.CursorMoved) -> None:
        self.fact = message.fact
        self.progress = (message.percent, message.minutes_left)
        self._follow()
        self.update_bar()

    @on(ArticleView.SelectionChanged)
    @on(ArticleView.FactClicked)
    def _pointed(self, message: ArticleView.SelectionChanged | ArticleView.FactClicked) -> None:
        if isinstance(message, ArticleView.FactClicked) or self.view.selection is not None:
            self.status = ("", "")  # keys clear it themselves
        self.update_bar()

    @on(ArticleView.FindChanged)
    def _find_changed(self, message: ArticleView.FindChanged) -> None:
        self.finding = (self.finding[0], message.index, message.total, message.problem or "")
        from tui.reader.commands import finding

        finding.tell(self)
        self.update_bar()

    @on(ArticleView.LinkHintsChanged)
    def _hints_changed(self) -> None:
        self.update_bar()

    @on(Panel.Chosen)
    def _panel_chosen(self, message: Panel.Chosen) -> None:
        self.set_pane("panel")
        self.go_to(message.start)

    @on(KeyBar.Chosen)
    def _bar_chosen(self, message: KeyBar.Chosen) -> None:
        self.act(message.action)
        self.update_bar()

    def on_click(self, event: events.Click) -> None:
        for pane, widget in (("text", self.view), ("panel", self.panel)):
            if event.widget is widget and (pane == "panel" or self.session.article is not None):
                self.set_pane(pane)

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

    # -- the line at the bottom

    def draw_bar(self) -> None:
        selection = self.view.selection
        place = footer.Place(
            pane=self.pane,
            selecting=selection[1] - selection[0] if selection else 0,
            pending=self.dispatcher.pending,
            status=self.status,
            fact=self.fact,
            finding=self.finding,
            progress=self.progress,
            hints=self.hints,
            row=self.list.cursor,
            rows=self.list.total,
            opened=self.session.article is not None,
            narrowed=getattr(self.reading.shelf, "narrowed", False),
            busy=self.session.busy,
            small=self.small,
        )
        self.bar.show(*footer.compose(place, self.session, footer.keys_of(place, self.keymap, self.can)))
