"""One line of input in the footer's place: find, dates, commands, file names, tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from tui.reader.widgets.styled_lines import fit


@dataclass
class Asked:
    """What is asked for. Each function gets the text; ``completions`` answers words that may stand there."""

    label: str
    submit: Callable[[str], None]
    value: str = ""
    hint: str = ""
    change: Callable[[str], None] | None = None
    cancel: Callable[[], None] | None = None
    key: Callable[[str], bool] | None = None  # further keys; True: taken
    completions: Callable[[str], Sequence[str]] | None = None
    history: Sequence[str] = field(default_factory=tuple)  # newest first
    wrong: tuple[int, int] | None = None  # place in ``value`` of the word to mend


class Host(Protocol):
    """The screen, as the line of input knows it."""

    def prompt_ready(self) -> None:
        """The line is on the screen."""

    def restore_cursor(self) -> None:
        """The line has gone: put the terminal's own cursor where it was before."""


class Field(Input):
    """The input. What the line takes for itself acts at once: keys typed after Enter are no part of the answer."""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(id="prompt-input", compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._line = prompt

    def on_key(self, event: events.Key) -> None:
        line = self._line
        if line.asked is None:  # it has been left meanwhile
            self.screen.post_message(events.Key(event.key, event.character))
        elif not line.pressed(event.key):
            return
        event.stop()
        event.prevent_default()


class Prompt(Widget):
    """Shown by :meth:`ask`, gone after Enter or Esc. Up and down walk the history, Tab completes."""

    def __init__(self, asked: Asked, host: Host) -> None:
        super().__init__(id="prompt")
        self._host = host
        self.asked: Asked | None = None
        self._first = asked
        self.label = Static("", id="prompt-label", markup=False)
        self.field = Field(self)
        self.hint = Static("", id="prompt-hint", markup=False)
        self._at = -1
        self._typed = ""  # before one walked the history
        self._offers: Sequence[str] = ()
        self._offer = 0

    def compose(self) -> ComposeResult:
        yield self.label
        yield self.field
        yield self.hint

    def on_mount(self) -> None:
        self.ask(self._first)

    def ask(self, asked: Asked) -> None:
        """Open the line for a question; the screen's footer goes while it is there."""
        self.asked = asked
        self._at, self._offers = -1, ()
        self.label.update(Content(f" {asked.label} "))
        field_ = self.field
        with field_.prevent(Input.Changed):
            field_.value = asked.value
        field_.cursor_position = len(asked.value)
        if asked.wrong is not None:
            field_.selection = Selection(*asked.wrong)
        self.tell(asked.hint)
        self.display = True
        for bar in self.screen.query("#keybar"):
            bar.display = False
        self.screen.call_later(self._host.prompt_ready)

    def typed_ahead(self, event: events.Key) -> None:
        """A key that came before the line was there."""
        if self.pressed(event.key):
            return
        if event.is_printable and event.character:
            self.field.insert_text_at_cursor(event.character)
        elif event.key == "backspace":
            self.field.action_delete_left()

    def tell(self, words: str) -> None:
        """Words at the right of the line: a count of hits, what is wrong."""
        words = fit(words, max(24, self.screen.size.width * 3 // 5))  # the rest is for what is typed
        self.hint.update(Content(f" {words} " if words else ""))

    @property
    def value(self) -> str:
        """What stands there now."""
        return self.field.value

    def close(self) -> None:
        """Leave the line; the screen has the keys again."""
        self.asked = None
        self.display = False
        for bar in self.screen.query("#keybar"):
            bar.display = True
        self.screen.set_focus(None)
        self._host.restore_cursor()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.asked and self.asked.change and event.value == self.value:
            self.asked.change(event.value)

    def pressed(self, key: str) -> bool:
        """A key, by Textual's name; False when it is the input's own."""
        asked = self.asked
        if asked is None:
            return False
        if key == "enter":
            self.close()
            asked.submit(self.value)
        elif key == "escape" or (key == "ctrl+c" and not self.field.selected_text):
            self.close()
            if asked.cancel:
                asked.cancel()
        elif key in ("up", "down") and asked.history:
            self._walk(1 if key == "up" else -1, asked)
        elif key == "tab" and asked.completions:
            self._complete(asked)
        elif key == "ctrl+q":
            self.app.exit(0)
        elif key != "tab" and not (asked.key and asked.key(key)):
            self._offers = ()
            return False
        return True

    def _walk(self, by: int, asked: Asked) -> None:
        if self._at < 0:
            self._typed = self.value
        self._at = max(-1, min(self._at + by, len(asked.history) - 1))
        self._set(asked.history[self._at] if self._at >= 0 else self._typed)

    def _complete(self, asked: Asked) -> None:
        """Put the next word that fits in the place of the last one."""
        field_ = self.field
        assert asked.completions is not None
        if self._offers:
            self._offer = (self._offer + 1) % len(self._offers)
        else:
            self._offers, self._offer = asked.completions(field_.value), 0
        if self._offers:
            self._set(self._offers[self._offer])

    def _set(self, value: str) -> None:
        field_ = self.field
        field_.value = value
        field_.cursor_position = len(value)
