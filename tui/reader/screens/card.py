"""A card: some lines of text over the reader. Any key leaves it, but those that scroll it or that it names."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys.names import canonical
from tui.reader.screens.routing import is_for, leave
from tui.reader.widgets.styled_lines import LinesWidget, Paragraph, Run, hanging


class Lines(LinesWidget):
    """Paragraphs, wrapped and scrolled."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__(id="card-lines")
        self.paragraphs = paragraphs
        self.top = 0
        self.lines: list[list[Run]] = []

    def lay_out(self, width: int) -> int:
        """Wrap for this width; the number of lines."""
        self.lines = hanging(self.paragraphs, width)
        return len(self.lines)

    def on_resize(self, event: events.Resize) -> None:
        self.lay_out(event.size.width)
        self.scroll_lines(0)

    def scroll_lines(self, by: int) -> None:
        """Scroll by so many lines."""
        self.top = max(0, min(self.top + by, len(self.lines) - self.size.height))
        self.refresh()

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        at = self.top + y
        return (self.lines[at] if at < len(self.lines) else []), ""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.scroll_lines(-3)


class Card(ModalScreen[str | None], inherit_bindings=False):
    """Shows paragraphs. ``keys`` are (key, what it does, action id): the card gives the id and closes."""

    CSS_PATH = "card.tcss"
    AUTO_FOCUS = ""

    def __init__(self, title: str, paragraphs: Sequence[Paragraph], keys: Sequence[tuple[str, str, str]] = ()) -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self.body = Lines(paragraphs)

    def compose(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(Content(self._title), id="card-title")
            yield self.body
            named = [f"{key} {words}" for key, words, _ in self._keys]
            yield Static(Content(" · ".join([*named, "Esc leaves"])), id="card-keys")

    def on_mount(self) -> None:
        self._fit(self.app.size.width, self.app.size.height)
        self.call_after_refresh(self.body.put_cursor, 0, 0)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width, event.size.height)

    def _fit(self, width: int, height: int) -> None:
        inner = min(80, width * 96 // 100) - 6
        self.body.styles.height = max(1, min(self.body.lay_out(inner), height - 7))

    def on_key(self, event: events.Key) -> None:
        if not is_for(self, event):
            return
        event.stop()
        event.prevent_default()
        key = canonical(event.key, event.character)
        page = max(1, self.body.size.height - 1)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "space": page, "pagedown": page, "b": -page}
        steps |= {"pageup": -page, "ctrl+d": page // 2, "ctrl+u": -page // 2, "home": -1 << 20, "end": 1 << 20}
        action = next((action for shown, _, action in self._keys if shown == key), None)
        if action is not None:
            leave(self, action)
        elif key in steps:
            self.body.scroll_lines(steps[key])
        elif key == "ctrl+q":
            self.app.exit(0)
        else:
            leave(self, None)
