"""Writing a note and tags beside a passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from tui.bookmarks.citation import in_marks
from tui.bookmarks.making import split_tags
from tui.reader.screens.routing import is_for, leave


class Written(NamedTuple):
    """What was written."""

    note: str
    tags: tuple[str, ...]


class NoteEditor(ModalScreen[Written | None], inherit_bindings=False):
    """Gives the note and tags, None when left with Esc; what was typed then is offered again for the same words.

    ``known`` are tags in use, the commonest first: Tab completes from them.
    """

    CSS_PATH = "note_editor.tcss"
    AUTO_FOCUS = "TextArea"
    drafts: ClassVar[dict[str, Written]] = {}
    """What was typed and not saved, by passage, as long as the program runs."""

    def __init__(self, quote: str, note: str, tags: Sequence[str], known: Sequence[str], editor: str = "") -> None:
        super().__init__()
        self._quote = quote
        self._draft = self.drafts.get(quote) or Written(note, tuple(tags))
        self._known = known
        self._editor = editor
        self._offers: list[str] = []
        self._offer = 0
        self.text = TextArea(
            self._draft.note, id="note-text", soft_wrap=True, tab_behavior="focus", compact=True, placeholder="note"
        )
        self.tags = Input(
            ", ".join(self._draft.tags), placeholder="tags, separated by commas", id="note-tags", compact=True
        )
        self.text.cursor_blink = self.tags.cursor_blink = False
        self.keys = Static(Content(""), id="note-keys")

    def compose(self) -> ComposeResult:
        with Vertical(id="note"):
            quote = self._quote if len(self._quote) <= 400 else self._quote[:399] + "…"
            yield Static(Content(in_marks(quote)), id="note-quote")
            yield self.text
            yield self.tags
            yield self.keys

    def on_mount(self) -> None:
        self._say()
        self.text.move_cursor(self.text.document.end)
        self.call_after_refresh(self._put_cursor)

    def _put_cursor(self) -> None:
        """The terminal's own cursor, once the field has its place."""
        if self.app.screen is self and self.text.has_focus:
            self.app.cursor_position = self.text.cursor_screen_offset

    def _say(self, words: str = "") -> None:
        keys = "Ctrl+S saves · Tab to the tags and completes · Ctrl+E opens your editor · Esc leaves"
        self.keys.update(Content(words or keys))

    @property
    def written(self) -> Written:
        """What stands there now."""
        return Written(self.text.text, split_tags(self.tags.value))

    def save(self) -> None:
        """Give what was written and close."""
        self.drafts.pop(self._quote, None)
        leave(self, self.written)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.save()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if event.value.rpartition(",")[2].strip() not in self._offers:
            self._offers = []

    def on_key(self, event: events.Key) -> None:
        if not is_for(self, event):
            return
        tags = self.tags
        if event.key in ("ctrl+s", "ctrl+enter"):
            self.save()
        elif event.key in ("escape", "ctrl+q"):
            self.drafts[self._quote] = self.written
            leave(self, None)
        elif event.key == "ctrl+e":
            self._edit_outside()
        elif event.key == "tab" and tags.has_focus:
            self._complete(tags)
        elif event.key == "tab":
            tags.focus()
        elif event.key == "shift+tab":
            self.text.focus()
        else:
            return
        event.stop()
        event.prevent_default()

    def _complete(self, tags: Input) -> None:
        """The next known tag that begins like the last one."""
        head, comma, word = tags.value.rpartition(",")
        if self._offers:
            self._offer = (self._offer + 1) % len(self._offers)
        else:
            begun = word.strip().lstrip("#").casefold()
            used = {t.casefold() for t in split_tags(head)}
            self._offers = [t for t in self._known if t.casefold().startswith(begun) and t.casefold() not in used]
            self._offer = 0
        if not self._offers:
            self._say("no tag begins like this")
            return
        tags.value = f"{head}{comma}{' ' if comma else ''}{self._offers[self._offer]}"
        tags.cursor_position = len(tags.value)

    def _edit_outside(self) -> None:
        from tui.reader.external import programs as outside

        area = self.text
        text, problem = outside.edit_text(self.app, area.text, self._editor)
        if problem:
            self._say(problem)
        else:
            area.text = text
            area.move_cursor(area.document.end)
