"""The reader's own screen: where keys go, what the panes tell, the line at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message

from tui.keys.actions import BY_ID
from tui.keys.keymap import Keymap
from tui.reader import background as keeping
from tui.reader import welcome as greeting
from tui.reader.article import stage
from tui.reader.footer import text as footer
from tui.reader.lists.article_list import ArticleList
from tui.reader.panel.widget import Panel
from tui.reader.preferences import Learned
from tui.reader.screens.open_article import OpeningScreen

if TYPE_CHECKING:
    from tui.config import Loaded as Settings
    from tui.ingest.fact_index import Looking
    from tui.reader.commands.library import Job
    from tui.reading import Reading


ABOUT_ARTICLE = ("facts.", "find.", "links.", "bookmarks.", "export.", "panes.", "highlights.", "selecting.",
                 "moving.next", "moving.travel", "moving.repeat")  # fmt: skip
"""The commands that are about the open article."""


class ReaderScreen(OpeningScreen, inherit_bindings=False):
    """The wires between the panes of :class:`PanedScreen`, the article of :class:`OpeningScreen` and the keys. What
    keys do lies in ``tui.reader.commands``."""

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
        super().__init__(reading, settings, keymap, learned)
        self.settings = settings
        self.problems = [str(p) for p in (*settings.problems, *keymap.problems)]
        self.skipped = [f"{name}: {why}" for name, why in getattr(reading.shelf, "skipped", ())]
        self.progress: tuple[float, float] = (0.0, 0.0)  # per cent, minutes left
        self.find_options = {"whole_word": False, "regex": False, "case": False}
        self.finds: list[str] = []
        self.pipes: list[str] = []
        self.own_themes: tuple[str, ...] = ()
        self.gathering: Job | None = None
        self.looking: Looking | None = None
        self.hint_digits = ""

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

    def keep(self) -> None:
        """The reader is left: keep the place, and how the list will look when it is opened again."""
        from tui.reader.startup.snapshot import picture

        self.save_position()
        self.try_to(lambda: self.reading.keep_picture(picture(self), self.size))

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
            if self.the_article() is None:
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
        self.view.links.hide()

    # -- messages from the panes

    @on(ArticleList.Opened)
    def _opened(self, message: ArticleList.Opened) -> None:
        self.open_row(message.index, active=True)

    @on(stage.CursorMoved)
    def _cursor_moved(self, message: stage.CursorMoved) -> None:
        self.fact = message.fact
        self.progress = (message.percent, message.minutes_left)
        self._follow()
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
        self.set_pane("panel")
        self.go_to(message.start)

    def on_click(self, event: events.Click) -> None:
        for pane, widget in (("text", self.view), ("panel", self.panel)):
            if event.widget is widget and (pane == "panel" or self.has_article):
                self.set_pane(pane)

    # -- messages from threads

    def on_reader_screen_piped(self, message: Piped) -> None:
        from tui.reader.commands import export as output

        output.piped(self, message.command, message.output, message.problem)

    def on_reader_screen_gathered(self, message: Gathered) -> None:
        from tui.reader.commands import library

        library.gathered(self, message)

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
            opened=self.has_article,
            narrowed=getattr(self.reading.shelf, "narrowed", False),
            busy=self.session.busy,
            small=self.small,
        )
        self.bar.show(*footer.compose(place, self.session, footer.keys_of(place, self.keymap, self.can)))
