"""All bookmarks: searched, sorted, filtered, previewed, edited, deleted and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.reader.lists.bookmark_list import MarkList, MarkPreview
from tui.reader.screens.keyed import KeyedScreen

if TYPE_CHECKING:
    from textual import events

    from tui.reader.screens.reader import ReaderScreen

KEYS = (
    ("marks-open", "go there"),
    ("marks-search", "search"),
    ("marks-edit", "note"),
    ("marks-sort", "order"),
    ("marks-tag-filter", "tag"),
    ("marks-delete", "delete"),
    ("marks-help", "help"),
    ("marks-close", "back"),
)


class MarksScreen(KeyedScreen[tuple[str, int] | None], inherit_bindings=False):
    """Gives (article's uri, offset) to go to, None when left."""

    CSS_PATH = "bookmarks.tcss"

    def __init__(self, reader: ReaderScreen) -> None:
        super().__init__(reader.reading, reader.config, reader.keymap, name="marks")
        self.reader = reader
        self.query_words = ""
        self.sort = "newest"
        self.tag = ""
        self.state = ""
        self.here = False
        self.review = False
        self.list = MarkList()
        self.preview = MarkPreview()
        self.heading = Static("", id="marks-title", markup=False)

    def compose(self) -> ComposeResult:
        yield self.heading
        with Horizontal(id="marks-body"):
            yield self.list
            yield self.preview
        yield self.bar

    def on_mount(self) -> None:
        self.reload()
        self.call_after_refresh(self.update_bar)  # the list has its place then

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < 84, "-narrow")

    @property
    def scopes(self) -> tuple[str, ...]:
        return ("marks",)

    def reload(self) -> None:
        """Read the list again as it is filtered and sorted."""
        found = self.reading.bookmarks.listed(
            query=self.query_words,
            tag=self.tag,
            state=self.state,
            uri=self.reader.session.uri if self.here else "",
            sort="oldest" if self.review else self.sort,
        )
        filters = [
            f"“{self.query_words}”" if self.query_words else "",
            f"#{self.tag}" if self.tag else "",
            self.state,
            "this article" if self.here else "",
        ]
        named = [f for f in filters if f]
        key = self.keymap.key("mark")
        empty = (
            "no bookmark fits: Esc shows all" if named else f"nothing kept yet: {key} in a text bookmarks a sentence"
        )
        self.list.show(found, empty)
        n = len(found)
        order = "review, oldest first" if self.review else self.sort
        words = " · ".join([f"{n} bookmark{'s' if n != 1 else ''}", *named, order])
        if self.list.picked:
            words += f" · {len(self.list.picked)} chosen"
        self.heading.update(Content(words))
        self.set_class(self.review, "-review")
        self.show_preview()
        self.update_bar()

    def show_preview(self) -> None:
        """The bookmark under the cursor with the words around it."""
        mark = self.list.current
        self.preview.show(mark, self.reading.bookmarks.version_text(mark.version) if mark is not None else None)

    @on(MarkList.Highlighted)
    def _highlighted(self) -> None:
        self.show_preview()
        self.update_bar()

    @on(MarkList.Opened)
    def _opened(self) -> None:
        self.act("marks-open")

    def place_cursor(self) -> None:
        if self.focused is None:
            self.list.put_cursor(self.list.cursor_line)

    def draw_bar(self) -> None:
        pending = self.dispatcher.pending
        left = [(pending, "value")] if pending else [self.status]
        keys = [(self.keymap.key(a), words, a) for a, words in KEYS if self.keymap.key(a)]
        n = len(self.list.marks)
        self.bar.show(left, keys, f"{self.list.cursor + 1}/{n}" if n else "")
