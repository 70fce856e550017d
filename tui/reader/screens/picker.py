"""Choosing from a list by typing: help, commands, themes, kinds, tags. One screen for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple
from unicodedata import combining, normalize

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.reader.screens.routing import is_for, leave
from tui.reader.widgets.styled_lines import LinesWidget, Run, fit


class Choice(NamedTuple):
    """One row: its id, words, what stands at the right, the group it is listed under, and a line of help."""

    id: str
    words: str
    right: str = ""
    group: str = ""
    help: str = ""


BETWEEN = "  "
"""Stands between two keys at the right of a row; one blank may be part of a key."""


def fold(text: str) -> str:
    """Letters without case and accents, for comparing."""
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))


Row = Choice | str
"""A choice, or the name of a group above its choices."""


def narrow(choices: Sequence[Choice], query: str) -> list[Row]:
    """The choices that hold every word of the query, best first; all of them by group without one."""
    words = fold(query).split()
    if not words:
        out: list[Row] = []
        for choice in choices:
            if choice.group and choice.group != _last_group(out):
                if out:
                    out.append("")
                out.append(choice.group)
            out.append(choice)
        return out
    ranked = []
    for i, choice in enumerate(choices):
        score = _score(choice, words, query.strip())
        if score >= 0:
            ranked.append((-score, i, choice))
    return [choice for _, _, choice in sorted(ranked)]


def _last_group(rows: Sequence[Row]) -> str:
    return rows[-1].group if rows and isinstance(rows[-1], Choice) else ""


def _score(choice: Choice, words: Sequence[str], typed: str) -> int:
    keys = choice.right.split(BETWEEN)
    if typed in keys:  # a key typed as it is
        return 100
    if len(typed) > 1 and typed.casefold() in (key.casefold() for key in keys):
        return 90
    name = fold(choice.words)
    rest = fold(f"{choice.id} {choice.group} {choice.help} {' '.join(key for key in keys if len(key) > 1)}")
    total = 0
    for word in words:
        if name.startswith(word):
            total += 8
        elif f" {word}" in name:
            total += 5
        elif word in name:
            total += 3
        elif word in rest:
            total += 1
        else:
            return -1
    return total


class Choices(LinesWidget):
    """The rows of a picker, drawn a window at a time."""

    def __init__(self) -> None:
        super().__init__(id="choices")
        self.rows: list[Row] = []
        self.cursor = -1
        self.top = 0

    def show(self, rows: list[Row], at: str = "") -> None:
        """Show these rows with the cursor on the choice ``at``, else on the first."""
        self.rows = rows
        self.top = 0
        self.cursor = -1
        for i, row in enumerate(rows):
            if isinstance(row, Choice) and (self.cursor < 0 or row.id == at):
                self.cursor = i
        self._keep_visible()
        self.refresh()

    @property
    def chosen(self) -> Choice | None:
        row = self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None
        return row if isinstance(row, Choice) else None

    def move(self, by: int) -> None:
        """Move by that many choices, as far as there are any."""
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            at = self.cursor + step
            while 0 <= at < len(self.rows) and isinstance(self.rows[at], str):
                at += step
            if not 0 <= at < len(self.rows):
                break
            self.cursor = at
        self._keep_visible()
        self.refresh()

    def _keep_visible(self) -> None:
        height = max(1, self.size.height)
        if self.cursor < self.top:
            self.top = max(0, self.cursor)
            if self.top and isinstance(self.rows[self.top - 1], str):
                self.top -= 1
        elif self.cursor >= self.top + height:
            self.top = self.cursor - height + 1

    def on_resize(self) -> None:
        self.top = 0
        self._keep_visible()
        self.refresh()

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        at = self.top + y
        if not self.rows and y == 0:
            return [("  no matches", "quiet")], ""
        if not 0 <= at < len(self.rows):
            return [], ""
        row = self.rows[at]
        width = self.size.width
        if isinstance(row, str):
            return [("  ", "heading"), (fit(row, width - 2), "heading")], ""
        current = at == self.cursor
        room = width - 5 - cell_len(row.right)
        words = fit(row.words, room)
        pad = " " * max(1, width - 4 - cell_len(words) - cell_len(row.right))
        bar = "▌ " if current else "  "
        return [(bar, "bar"), (words, "strong" if current else "text"), (pad, "text"), (row.right, "key")], (
            "current" if current else ""
        )

    def on_click(self, event: events.Click) -> None:
        at = self.top + event.y
        if 0 <= at < len(self.rows) and isinstance(self.rows[at], Choice):
            self.cursor = at
            self.refresh()
            screen = self.screen
            if isinstance(screen, Picker):
                screen.choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-3)


@dataclass
class _Keys:
    step: ClassVar[dict[str, int]] = {
        "down": 1,
        "up": -1,
        "ctrl+n": 1,
        "ctrl+p": -1,
        "ctrl+j": 1,
        "ctrl+k": -1,
        "tab": 1,
        "shift+tab": -1,
    }


class Picker(ModalScreen[str | None], inherit_bindings=False):
    """Asks for one of the choices; gives its id, None when left with Esc.

    ``preview`` is called with the id under the cursor as one moves, with None when one leaves.
    """

    CSS_PATH = "picker.tcss"
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        preview: Callable[[str | None], None] | None = None,
        at: str = "",
        tall: bool = False,
    ) -> None:
        super().__init__(classes="-tall" if tall else "-beside" if preview else "")
        self._title = title
        self._choices = choices
        self._preview = preview
        self._at = at
        self._query = ""
        self.list = Choices()
        self.typed = Input(placeholder="type to search", id="picker-query", compact=True)
        self.typed.cursor_blink = False
        self.help = Static(Content(""), id="picker-help")

    def compose(self) -> ComposeResult:
        with Vertical(id="picker"):
            yield Static(Content(self._title), id="picker-title")
            yield self.typed
            yield self.list
            yield self.help

    def on_mount(self) -> None:
        if not (self.has_class("-tall") or self.has_class("-beside")):
            groups = len({c.group for c in self._choices if c.group})
            self.list.styles.height = min(len(self._choices) + groups, 16)
        self.list.show(narrow(self._choices, ""), self._at)
        self._moved()
        self.call_after_refresh(self._put_cursor)

    def _put_cursor(self) -> None:
        """The terminal's own cursor stands on the choice: that is what there is to hear."""
        self.list.put_cursor(max(0, self.list.cursor - self.list.top))

    @on(Input.Changed)
    def _typed(self) -> None:
        self._narrow()

    def _narrow(self) -> None:
        """List what fits the words that stand there now."""
        query = self.typed.value
        if query == self._query:
            return
        self._query = query
        self.list.show(narrow(self._choices, query), "" if query else self._at)
        self._moved()

    def choose(self) -> None:
        """Take the choice under the cursor."""
        chosen = self.list.chosen
        if chosen is not None:
            leave(self, chosen.id)

    def on_key(self, event: events.Key) -> None:
        if not is_for(self, event):
            return
        page = max(1, self.list.size.height - 1)
        by = _Keys.step.get(event.key) or {"pagedown": page, "pageup": -page}.get(event.key, 0)
        if by:
            self.list.move(by)
            self._moved()
        elif event.key in ("escape", "ctrl+c"):
            leave(self, None)
        elif event.key == "ctrl+q":
            self.app.exit(0)
        elif event.is_printable and event.character:  # the input would have stopped it: it came before
            self.typed.insert_text_at_cursor(event.character)
        elif event.key == "enter":
            self._narrow()
            self.choose()
        else:
            return
        event.stop()
        event.prevent_default()

    def _moved(self) -> None:
        chosen = self.list.chosen
        if self._preview:
            self._preview(chosen.id if chosen else None)
        words = chosen.help if chosen and chosen.help else "Enter chooses · Esc leaves"
        self.help.update(Content(words))
        self._put_cursor()
