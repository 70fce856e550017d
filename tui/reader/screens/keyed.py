"""A screen whose keys come from the action table: counts, sequences, a line of keys, a line of input."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.screen import Screen, ScreenResultType
from textual.timer import Timer

from tui.keys.actions import BY_ID, Action
from tui.keys.dispatcher import Dispatcher
from tui.keys.keymap import Keymap
from tui.keys.names import canonical
from tui.reader.footer.widget import KeyBar
from tui.reader.screens.routing import is_for

if TYPE_CHECKING:
    from tui.config import Config
    from tui.reader.widgets.prompt import Asked, Prompt
    from tui.reading import Reading


FRAME = 1 / 60
"""Seconds."""


class KeyedScreen(Screen[ScreenResultType], inherit_bindings=False):
    """Subclasses say in which ``scopes`` keys are looked up now, and draw the line at the bottom."""

    AUTO_FOCUS = ""  # None would be the app's: the hidden input line
    BINDINGS: ClassVar = []

    def __init__(self, reading: Reading, config: Config, keymap: Keymap, *, name: str) -> None:
        super().__init__(name=name)
        self.reading = reading
        self.config = config
        self.keymap = keymap
        self.dispatcher = Dispatcher(keymap, counts=config.count_wait > 0)
        self.status: tuple[str, str] = ("", "")
        self.repeatable: Action | None = None
        """What "." does again."""
        self.bar = KeyBar()
        self._prompt: Prompt | None = None
        self._wait: Timer | None = None
        self._bar_timer: Timer | None = None
        self.bar_due = False
        """Whether the bar will be drawn anew within a frame."""
        self._ahead: list[events.Key] | None = None  # typed before the input line was ready

    # -- what subclasses answer

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where keys are looked up now, innermost first."""
        return ("reader",)

    @property
    def far(self) -> tuple[str, ...]:
        """Where else sequences are looked up."""
        return ()

    def takes(self, key: str) -> bool:
        """Whether a key was used up before it is looked up."""
        return False

    def place_cursor(self) -> None:
        """Put the terminal's own cursor where the keys go."""

    def draw_bar(self) -> None:
        """Write the line at the bottom."""

    def restore_cursor(self) -> None:
        """Put the terminal's own cursor where it was before the input line had it."""
        self.update_bar()

    # -- keys

    def on_key(self, event: events.Key) -> None:
        if not is_for(self, event):
            return
        if self.focused is not None:
            return  # an input line has the keys
        event.stop()
        event.prevent_default()
        if self._ahead is not None:
            self._ahead.append(event)
        else:
            self.press(canonical(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is never keys: only a line of input takes it."""
        event.stop()
        if self.focused is None:
            self.say("pasted text is never taken as keys", "words")

    def press(self, key: str) -> None:
        """One key, by its canonical name."""
        self._stop_waiting()
        if self.takes(key):
            return
        typed = self.dispatcher.feed(key, self.scopes, self.far)
        if typed.fired or typed.unknown:
            self.status = ("", "")
        self._fire(typed.fired)
        if len(typed.unknown) == 1 or typed.unknown not in ("", key):  # names of odd keys are not worth a word
            self.say(f"{typed.unknown} does nothing here: {self.keymap.key('help')} lists the keys", "words")
        wait = self.dispatcher.waits(self.scopes)
        if wait:
            seconds = self.config.count_wait if wait == "count" else self.config.sequence_wait
            self._wait = self.set_timer(seconds, self._settle)
        self.update_bar()

    def _stop_waiting(self) -> None:
        if self._wait:
            self._wait.stop()
            self._wait = None

    def _settle(self) -> None:
        self._stop_waiting()
        self._fire(self.dispatcher.settle(self.scopes).fired)
        self.update_bar()

    def _fire(self, fired: Sequence[tuple[str, int]]) -> None:
        for action, count in fired:
            self.act(action, count)

    def act(self, action_id: str, count: int = 0) -> None:
        """Do an action of the table, ``count`` times (0: none was given)."""
        action = BY_ID[action_id]
        if not self.available(action):
            self.say(self._why_not(action), "warning")
            return
        if action.repeats:
            self.repeatable = action
        self.run_command(action, count)

    def run_command(self, action: Action, count: int) -> None:
        """Call the function of ``tui.reader.commands`` that an action names."""
        command: Callable[[Any, int, str], None]
        command = getattr(importlib.import_module(f"tui.reader.commands.{action.module}"), action.function)
        command(self, count, action.arg)

    def available(self, action: Action) -> bool:
        """Whether what an action needs is there at all."""
        if action.needs == "library":
            return self.reading.keeps
        if action.needs == "views":
            return self.reading.shelf.narrows
        return True

    def _why_not(self, action: Action) -> str:
        if action.needs == "views":
            return f"{action.words}: in the library only, which factlight opens without files"
        return self.reading.notice or f"{action.words}: there is no library to keep it in"

    def can(self, action_id: str) -> bool:
        """Whether an action can be done at all."""
        return self.available(BY_ID[action_id])

    def try_to(self, change: Callable[[], object]) -> bool:
        """Do something to the library; False, with its sentence in the footer, when that fails."""
        from tui.library import LibraryError

        try:
            change()
        except (LibraryError, ValueError) as error:
            self.say(str(error), "warning")
            return False
        return True

    # -- the line at the bottom

    def say(self, words: str, style: str = "done") -> None:
        """Say something in the footer until the next key: "done", "warning", "words"."""
        self.status = (words, style)
        self.update_bar()

    def update_bar(self) -> None:
        """Say anew what is under the cursor and what the keys do: once, when what changed above it is on the screen.

        Textual paints whatever lies between two places that change together, and the bar is as wide as the screen.
        """
        self.place_cursor()
        if self._bar_timer is None:
            if self.bar.is_attached:  # the first time it belongs to the first frame
                self._bar_timer = self.set_interval(FRAME, self._draw_due_bar, pause=True)
                self.draw_bar()
        elif not self.bar_due:
            self.bar_due = True
            self._bar_timer.reset()

    def _draw_due_bar(self) -> None:
        if self._bar_timer is not None:
            self._bar_timer.pause()
        self.bar_due = False
        self.place_cursor()  # once more: panes may have been laid out anew
        self.draw_bar()

    @on(KeyBar.Chosen)
    def _bar_chosen(self, message: KeyBar.Chosen) -> None:
        self.act(message.action)
        self.update_bar()

    def ask(self, asked: Asked) -> None:
        """Ask for a line of text in the footer's place. Keys typed before it is ready go there too."""
        self._ahead = []
        if self._prompt is None:
            from tui.reader.widgets.prompt import Prompt

            self._prompt = Prompt(asked, self)
            self.mount(self._prompt)
        else:
            self._prompt.ask(asked)

    def prompt_ready(self) -> None:
        """The input line is on the screen: it gets the focus, and first the keys that were typed for it already."""
        if self.message_queue_size:
            self.call_later(self.prompt_ready)  # some of them may wait in the queue
            return
        ahead, self._ahead = self._ahead or [], None
        if self._prompt is None:
            return
        if self._prompt.asked is not None:
            self.set_focus(self._prompt.field)
        for event in ahead:
            if self._prompt.asked is None:
                self.press(canonical(event.key, event.character))
            else:
                self._prompt.typed_ahead(event)

    @property
    def prompt(self) -> Prompt | None:
        return self._prompt

    def tell_prompt(self, words: str) -> None:
        """Words at the right of the input line."""
        if self._prompt is not None:
            self._prompt.tell(words)
