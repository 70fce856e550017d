"""The reader's own screen: where keys go, what the panes tell, the line at the bottom.

It is put together from parts: the :class:`Panes` and the :class:`Opening` of articles in them. What keys do lies in
``tui.reader.commands``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer

from tui.keys.actions import BY_ID
from tui.keys.keymap import Keymap
from tui.reader import background
from tui.reader import welcome as greeting
from tui.reader.article import stage
from tui.reader.footer import text as footer
from tui.reader.lists.article_list import ArticleList
from tui.reader.panel.widget import Panel
from tui.reader.preferences import Learned
from tui.reader.screens.keyed import KeyedScreen
from tui.reader.screens.messages import Came, Piped
from tui.reader.screens.open_article import Arrived, Opening
from tui.reader.screens.panes import Panes
from tui.reader.widgets.styled_lines import Paragraph
from tui.reading.panel.entries import Target

if TYPE_CHECKING:
    from tui.config import Loaded as Settings
    from tui.reading import Reading
    from tui.text.article import Article


class ReaderScreen(KeyedScreen[None], inherit_bindings=False):
    """List, text and panel, with the article that is open."""

    def __init__(self, reading: Reading, settings: Settings, keymap: Keymap, learned: Learned) -> None:
        super().__init__(reading, settings.config, keymap, name="reader")
        self.settings = settings
        self.learned = learned
        self.panes = Panes(self, reading, settings.config, learned)
        self.list, self.view, self.panel = self.panes.list, self.panes.view, self.panes.panel
        self.opening = Opening(self, self.panes, reading, settings.config, learned)
        self.session = self.opening.session
        self.problems = [str(p) for p in (*settings.problems, *keymap.problems)]
        self.skipped = [f"{name}: {why}" for name, why in reading.shelf.skipped]
        self.finding: tuple[str, int, int, str] = ("", 0, 0, "")
        """What is looked for in the text: query, which hit (from 1), how many hits, what is wrong with it."""
        self.find_options = {"whole_word": False, "regex": False, "case": False}
        self.progress: tuple[float, float] = (0.0, 0.0)
        """How far one has read: per cent, minutes left."""
        self.pipes: list[str] = []
        self.own_themes: tuple[str, ...] = ()
        self.hints = False
        """Whether links are numbered."""
        self.hint_digits = ""

    def compose(self) -> ComposeResult:
        self.panes.place(*self.app.size)
        yield from self.panes.widgets()
        yield self.bar

    def on_mount(self) -> None:
        if not self.panes.small:
            greeting.greet(self)
        self.list.reload()
        self.panes.sync_active()
        if self.reading.count():
            self.opening.open_row(0, active=self.pane == "text")
        else:
            self.panes.show_notice(self.nothing_to_read())
        self.update_bar()
        background.begin(self)

    def on_resize(self, event: events.Resize) -> None:
        self.panes.place(*event.size)

    def on_unmount(self) -> None:
        self.reading.upkeep.stop()

    def keep(self) -> None:
        """The reader is left: keep the place, and how the list will look when it is opened again."""
        from tui.reader.startup.snapshot import picture

        self.opening.save_position()
        self.try_to(lambda: self.reading.keep_picture(picture(self), self.size))

    # -- what is open

    @property
    def pane(self) -> str:
        """Which pane has the keys: "list", "text" or "panel"."""
        return self.panes.active

    @property
    def article(self) -> Article | None:
        """The article that is open."""
        return self.session.article

    def the_article(self) -> Article | None:
        """The article that is open; where none is, that is said."""
        if self.article is None:
            self.say("no article is open", "words")
        return self.article

    def target(self) -> Target:
        """What a key acts on: in the panel its row; in the text the selection, else the fact and its sentence."""
        if self.pane != "panel":
            return Target(self.view.selection or self.view.passage_at_cursor(), self.view.current_fact)
        target, facts = self.panel.target(), self.session.facts
        if target.fact is None and target.span is not None and facts is not None and not target.bookmark:
            fact = next((fact for fact in facts.facts if fact.lit and fact.span == target.span), None)
            return target._replace(fact=fact)  # a mention of a name, which is listed as a whole
        return target

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
        if self.pane == "list" and action.about == "article":
            self.opening.open_row(self.list.cursor, active=False)
        if action.about == "list":
            self.opening.write_read()
        if action.scope == "text" and self.pane != "text":
            if self.the_article() is None:
                return
            self.panes.activate("text")
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
        self.view.links.hide()

    # -- what the parts ask of the screen

    def forget_keys(self) -> None:
        """Another pane has the keys: what was typed in the last one begins nothing here."""
        self.dispatcher.clear()

    def after(self, seconds: float, do: Callable[[], object]) -> Timer:
        """Call ``do`` once, after a while."""
        return self.set_timer(seconds, lambda: do() and None)

    def key_of(self, action: str) -> str:
        """The first key of an action, "" for none."""
        return self.keymap.key(action)

    def nothing_to_read(self) -> list[Paragraph]:
        """What to say where nothing is listed."""
        return greeting.nothing_to_read(self)

    def find_words(self) -> None:
        """Of an answer: go to the first hit of the query, and let the next-fact key go on from there."""
        words = self.reading.shelf.painted
        if words:
            from tui.reader.commands import find

            find.words(self, words)

    def nothing_is_found(self) -> None:
        """Another article is shown: no find is active in it, no link has a number."""
        self.finding = ("", 0, 0, "")
        self.hints = False

    def restore_cursor(self) -> None:
        self.view.place_cursor()
        self.place_cursor()

    def place_cursor(self) -> None:
        self.panes.place_cursor(free=self.focused is None)

    # -- messages from the panes

    @on(ArticleList.Opened)
    def _opened(self, message: ArticleList.Opened) -> None:
        self.opening.open_row(message.index, active=True)

    @on(ArticleList.Highlighted)
    def _highlighted(self, message: ArticleList.Highlighted) -> None:
        self.opening.preview_row()
        self.update_bar()

    @on(stage.CursorMoved)
    def _cursor_moved(self, message: stage.CursorMoved) -> None:
        self.progress = (message.percent, message.minutes_left)
        self.panes.follow()
        self.update_bar()

    @on(stage.SelectionChanged)
    @on(stage.FactClicked)
    def _pointed(self, message: stage.SelectionChanged | stage.FactClicked) -> None:
        if isinstance(message, stage.FactClicked) or self.view.selection is not None:
            self.status = ("", "")  # keys clear it themselves
        self.update_bar()

    @on(stage.FindChanged)
    def _find_changed(self, message: stage.FindChanged) -> None:
        self.finding = (self.finding[0], message.index, message.total, message.problem or "")
        from tui.reader.commands import find as finding

        finding.tell(self)
        self.update_bar()

    @on(stage.LinkHintsChanged)
    def _hints_changed(self) -> None:
        self.update_bar()

    @on(Panel.Chosen)
    def _panel_chosen(self, message: Panel.Chosen) -> None:
        self.panes.activate("panel")
        self.panes.go_to(message.start)

    @on(Panel.Moved)
    def _panel_moved(self) -> None:
        self.update_bar()

    def on_click(self, event: events.Click) -> None:
        for pane, widget in (("text", self.view), ("panel", self.panel)):
            if event.widget is widget and (pane == "panel" or self.article is not None):
                self.panes.activate(pane)

    # -- messages from threads

    @on(Arrived)
    def _arrived(self, message: Arrived) -> None:
        self.opening.arrived(message.result)

    @on(Piped)
    def _piped(self, message: Piped) -> None:
        from tui.reader.commands import export

        export.piped(self, message.command, message.output, message.problem)

    @on(Came)
    def _came(self, message: Came) -> None:
        from tui.reader.commands import library

        library.came(self, message.progress)

    # -- the line at the bottom

    def _takes(self) -> str:
        """The words that a key takes in the panel, said before it takes them."""
        span = self.target().span if self.pane == "panel" and self.article is not None else None
        return self.article.text[span.start : min(span.end, span.start + 200)] if span and self.article else ""

    def draw_bar(self) -> None:
        selection = self.view.selection
        place = footer.Place(
            pane=self.pane,
            selecting=selection[1] - selection[0] if selection else 0,
            pending=self.dispatcher.pending,
            status=self.status,
            fact=self.view.current_fact,
            finding=self.finding,
            progress=self.progress,
            hints=self.hints,
            row=self.list.cursor,
            rows=self.list.total,
            opened=self.article is not None,
            narrowed=self.reading.shelf.narrowed,
            busy=self.session.busy,
            small=self.panes.small,
            takes=self._takes(),
        )
        self.bar.show(*footer.compose(place, self.session, footer.keys_of(place, self.keymap, self.can)))
