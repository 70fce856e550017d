"""The list of bookmarks, two lines each, and the preview of one. Drawn by lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message import Message

from tui.layout import wrap
from tui.reader.widgets.styled_lines import LinesWidget, Run, fit, wrapped

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark

LINES = 2
CONTEXT = 600
"""Characters of the article shown on each side of the passage."""


class MarkList(LinesWidget):
    """Bookmarks with a cursor; ``picked`` are chosen for what comes next."""

    @dataclass(eq=False, repr=False)
    class Highlighted(Message):
        """The cursor came to another bookmark."""

        index: int

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """A bookmark was clicked twice, or chosen."""

        index: int

    def __init__(self) -> None:
        super().__init__(id="mark-list")
        self.marks: list[Bookmark] = []
        self.picked: set[str] = set()
        self.cursor = 0
        self.top = 0
        self.empty = ""

    def show(self, marks: list[Bookmark], empty: str) -> None:
        """Show these, with the cursor on the bookmark it was on, where that is still there."""
        now = self.current
        self.marks = marks
        self.empty = empty
        self.picked &= {m.id for m in marks}
        at = next((i for i, m in enumerate(marks) if now is not None and m.id == now.id), self.cursor)
        self.cursor = max(0, min(at, len(marks) - 1))
        self._keep_visible()
        self.refresh()

    @property
    def current(self) -> Bookmark | None:
        return self.marks[self.cursor] if 0 <= self.cursor < len(self.marks) else None

    @property
    def chosen(self) -> list[Bookmark]:
        """The picked bookmarks, else the one under the cursor."""
        picked = [m for m in self.marks if m.id in self.picked]
        return picked or ([self.current] if self.current else [])

    @property
    def page(self) -> int:
        return max(1, self.size.height // LINES)

    def move(self, unit: str, count: int) -> None:
        """Move by "line" or "page", or to "start" or "end"."""
        to = {"start": 0, "end": len(self.marks) - 1}.get(unit)
        self.go(self.cursor + count * (max(1, self.page - 1) if unit == "page" else 1) if to is None else to)

    def go(self, index: int) -> None:
        """Put the cursor on a row and say so."""
        index = max(0, min(index, len(self.marks) - 1))
        if index == self.cursor:
            return
        old, self.cursor = self.cursor, index
        if self._keep_visible():
            self.refresh()
        else:
            for i in (old, index):
                self.refresh(Region(0, (i - self.top) * LINES, self.size.width, LINES))
        self.post_message(self.Highlighted(index))

    @property
    def cursor_line(self) -> int:
        """The line on screen on which the current bookmark begins."""
        return (self.cursor - self.top) * LINES

    def _keep_visible(self) -> bool:
        old = self.top
        self.top = min(self.top, self.cursor)
        self.top = max(self.top, self.cursor - self.page + 1, 0)
        return self.top != old

    def on_resize(self) -> None:
        self._keep_visible()
        self.refresh()

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        width = self.size.width - 1
        if not self.marks:
            lines = wrapped(self.empty, width - 4)
            return ([("  " + lines[y], "quiet")] if y < len(lines) else []), ""
        index, line = divmod(y, LINES)
        index += self.top
        if index >= len(self.marks):
            return [], ""
        mark = self.marks[index]
        current = index == self.cursor
        bar = "▌" if current else " "
        pick = "✓" if mark.id in self.picked else " "
        lead: list[Run] = [(bar, "bar"), (pick if line == 0 else " ", "mark")]
        fill = "current" if current else ""
        if line == 0:
            quote = " ".join(mark.selector.exact[:400].split())
            return [*lead, (fit(quote, width - 3), "unread" if current else "text")], fill
        state = mark.state.value
        right: list[Run] = []
        if state != "exact":
            right.append((state, "warning" if state in ("changed", "lost") else "quiet"))
        if mark.note:
            right.append(("note", "tag"))
        size = sum(cell_len(t) + 1 for t, _ in right)
        parts = [p for p in (mark.title, mark.source, " ".join(f"#{t}" for t in mark.tags)) if p]
        left = fit(" · ".join(parts), width - 3 - size)
        out = [*lead, (left + " " * max(0, width - 3 - size - cell_len(left)), "quiet")]
        for text, style in right:
            out += [(" ", "plain"), (text, style)]
        return out, fill

    def on_click(self, event: events.Click) -> None:
        index = self.top + event.y // LINES
        if index < len(self.marks):
            again = index == self.cursor and event.chain >= 2
            self.go(index)
            if again:
                self.post_message(self.Opened(index))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.go(self.cursor + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.go(self.cursor - 3)


def passage(before: str, exact: str, after: str, width: int) -> list[list[Run]]:
    """The passage where it stands: in one flow with the words around it, a blank row between paragraphs."""
    text = re.sub(r"[^\S\n]", " ", before + exact + after)
    start, end = len(before), len(before) + len(exact)
    rows: list[list[Run]] = []
    first = 0
    for paragraph in text.split("\n"):
        last = first + len(paragraph)
        if paragraph.strip():
            if rows:
                rows.append([])
            for line in wrap(text, first, last, max(2, width)):
                cuts = sorted({line.start, line.stop, *(c for c in (start, end) if line.start < c < line.stop)})
                rows.append([(text[a:b], "value" if start <= a < end else "quiet") for a, b in pairwise(cuts)])
        first = last + 1
    return rows


class MarkPreview(LinesWidget):
    """One bookmark with the words around it, its note, tags and how it stands."""

    def __init__(self) -> None:
        super().__init__(id="mark-preview")
        self.mark: Bookmark | None = None
        self.text: str | None = None
        self.lines: list[list[Run]] = []

    def show(self, mark: Bookmark | None, text: str | None) -> None:
        """``text`` is that of the version the bookmark was found in, None when it was not kept."""
        self.mark, self.text = mark, text
        self._lay_out()
        self.refresh()

    def on_resize(self) -> None:
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        self.lines = []
        mark, width = self.mark, max(10, self.size.width - 4)
        if mark is None:
            return

        def add(text: str, style: str, limit: int = 0) -> None:
            self.lines.extend([(line, style)] for line in wrapped(text, width, limit))

        add(mark.title or mark.uri, "strong", 2)
        day = datetime.fromtimestamp(mark.created / 1000, UTC).date().isoformat()
        add(" · ".join(p for p in (mark.source, f"kept {day}") if p), "quiet", 1)
        self.lines.append([])
        if mark.note:
            for line in mark.note.split("\n")[:20]:
                add(line, "note", 6)
            self.lines.append([])
        if mark.tags:
            add(" ".join(f"#{t}" for t in mark.tags), "tag", 2)
            self.lines.append([])
        self.lines.extend(passage(*self._around(mark), width))
        if mark.state.value == "changed":
            self.lines.append([])
            add("kept as:", "warning")
            add(mark.selector.exact[:1200], "text")
        elif mark.state.value == "lost":
            self.lines.append([])
            add("these words are not in the newest version of the article", "warning")

    def _around(self, mark: Bookmark) -> tuple[str, str, str]:
        span = mark.span
        if self.text is None or span is None:
            selector = mark.selector
            return "…" + selector.prefix, selector.exact[:3000], selector.suffix + "…"
        start, end = span
        first, last = max(0, start - CONTEXT), min(len(self.text), end + CONTEXT)
        before, after = self.text[first:start], self.text[end:last]
        if first:
            before = "…" + before.partition(" ")[2]
        if last < len(self.text):
            after = after.rpartition(" ")[0] + " …"
        return before, self.text[start : min(end, start + 3000)], after

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        if y < len(self.lines):
            return [("  ", "text"), *self.lines[y]], ""
        return [], ""
