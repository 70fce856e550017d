"""The list of articles: two lines a row, three where titles are wrapped; its cost does not grow with its length."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Region
from textual.message import Message

from tui.reader.widgets.styled_lines import LinesWidget, Run, fit, wrapped

if TYPE_CHECKING:
    from textual import events

    from tui.reading import Row

ROOMY = 40
"""Cells from which a row of an answer has room for its age and its counts."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


TICK = 30.0
"""Seconds after which ages are told anew."""
DAY = 86_400


def age(published: str, at: int, now: float) -> str:
    """How old an article is at ``now`` (Unix seconds), short: "now", "5 min", "3 h", "2 d", "12 Mar", "2019".

    ``at`` is when it was published in UTC milliseconds, 0 where only the ISO day ``published`` is known; "" for none.
    """
    seconds = now - at / 1000
    if at and 0 <= seconds < DAY:
        return "now" if seconds < 60 else f"{seconds // 60:.0f} min" if seconds < 3600 else f"{seconds // 3600:.0f} h"
    try:
        day, today = date.fromisoformat(published[:10]), date.fromtimestamp(now)
    except ValueError:
        return ""
    days = (today - day).days
    if days == 0:
        return "today"
    if 0 < days < 7:
        return f"{days} d"
    if day.year == today.year or 0 < days < 300:
        return f"{day.day} {MONTHS[day.month - 1]}"
    return str(day.year)


class ArticleList(LinesWidget):
    """Shows ``rows(first, n)`` of ``count()`` articles. The cursor is a row number."""

    @dataclass(eq=False, repr=False)
    class Highlighted(Message):
        """The cursor came to another row."""

        index: int

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """A row was chosen."""

        index: int

    def __init__(
        self,
        rows: Callable[[int, int], list[Row]],
        count: Callable[[], int],
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(id="list")
        self._rows = rows
        self._count = count
        self._window: tuple[int, list[Row]] = (0, [])
        self._stale = True
        self.total = 0
        self.cursor = 0
        self.top = 0
        self.active = False
        self.heading = "articles"
        self.clock: Callable[[], float] = time.time
        self._now = self.clock()
        self.lasting = False  # for a picture that is shown later: no ages in minutes or hours
        self.excerpt: Callable[[str], tuple[str, Sequence[tuple[int, int]]]] | None = None  # of an answer's article
        self.titles = 2 if wrap else 1  # lines of a title
        self.lines = self.titles + 1  # lines of a row

    def on_mount(self) -> None:
        self.set_interval(TICK, self.tick)

    def tick(self) -> None:
        """Ages are other ones after a while."""
        self._now = self.clock()
        self.refresh()

    def _too_young(self, row: Row) -> bool:
        return self.lasting and self._now - row.at / 1000 < DAY

    # -- what it shows

    def reload(self) -> None:
        """Ask for everything again: rows were added, gone or changed."""
        self.total = self._count()
        self._now = self.clock()
        self.cursor = max(0, min(self.cursor, self.total - 1))
        self._stale = True
        self._keep_visible()
        self.refresh()

    def touch(self) -> None:
        """Ask for the rows on screen again: what is known of them changed."""
        self._stale = True
        self.refresh()

    @property
    def page(self) -> int:
        """Rows that fit."""
        return max(1, (self.size.height - 1) // self.lines)

    def row(self, index: int) -> Row | None:
        """One row, from the window where it is there."""
        first, rows = self._loaded()
        if 0 <= index - first < len(rows):
            return rows[index - first]
        found = self._rows(index, 1) if 0 <= index < self.total else []
        return found[0] if found else None

    def _loaded(self) -> tuple[int, list[Row]]:
        first, rows = self._window
        last = min(self.top + self.page + 1, self.total)
        if self._stale or self.top < first or first + len(rows) < last:
            start = max(0, self.top - self.page)
            self._window = (start, self._rows(start, 3 * self.page + 2))
            self._stale = False
        return self._window

    # -- moving

    def move(self, unit: str, count: int) -> None:
        """Move the cursor by ``count`` of "line", "page", "half-page", or to "start" or "end"."""
        step = {"page": max(1, self.page - 1), "half-page": max(1, self.page // 2)}.get(unit, 1)
        if unit == "start":
            self.go(0)
        elif unit == "end":
            self.go(self.total - 1)
        else:
            self.go(self.cursor + step * count)

    def go(self, index: int, *, quiet: bool = False) -> None:
        """Put the cursor on a row and say so, unless ``quiet``."""
        index = max(0, min(index, self.total - 1))
        if index == self.cursor or not self.total:
            return
        old, self.cursor = self.cursor, index
        top = self.top
        if self._keep_visible():
            self.scrolled(1, 1 + self.page * self.lines, (self.top - top) * self.lines)
        self.refresh(*(self._region(row) for row in (old, index) if self.top <= row < self.top + self.page))
        if not quiet:
            self.post_message(self.Highlighted(index))

    def _keep_visible(self) -> bool:
        """Scroll so that the cursor is on screen; whether anything moved."""
        old = self.top
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + self.page:
            self.top = self.cursor - self.page + 1
        self.top = max(0, min(self.top, max(0, self.total - self.page)))
        return self.top != old

    @property
    def cursor_line(self) -> int:
        """The line of the widget on which the cursor's row begins."""
        return 1 + max(0, self.cursor - self.top) * self.lines

    def _region(self, index: int) -> Region:
        return Region(0, 1 + (index - self.top) * self.lines, self.size.width, self.lines)

    def set_active(self, active: bool) -> None:
        """Whether keys go here: the current row is tinted only then."""
        if active != self.active:
            self.active = active
            self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        if self._keep_visible():
            self.refresh()

    # -- drawing

    def render_line(self, y: int):  # type: ignore[no-untyped-def]
        width = self.size.width
        runs, fill = self.runs(y)
        strip = self.strip(runs, fill, width - 1)
        rule = self.strip([("│", "rule")], "", 1)
        return type(strip).join([strip, rule])

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        width = self.size.width - 1
        if y == 0:
            return [("  ", "heading"), (fit(f"{self.heading} {self.total or ''}", width - 2), "heading")], ""
        index, line = divmod(y - 1, self.lines)
        index += self.top
        first, rows = self._loaded()
        if not 0 <= index - first < len(rows) or index >= self.top + self.page:
            return [], ""
        row = rows[index - first]
        current = index == self.cursor
        fill = ("current" if self.active else "idle") if current else ""
        bar = "▌ " if current else "  "
        if line < self.titles:
            unread = not row.read
            dot = "● " if unread and not line else "  "
            lead: list[Run] = [(bar, "bar")] if current else [(dot, "mark")]
            name = "problem" if row.problem else "unread" if unread else "title"
            return [*lead, (self._title(row.title, line, width - 3), name)], fill
        return [(bar if current else "  ", "bar"), *self._about(row, width - 3)], fill

    def _title(self, title: str, line: int, width: int) -> str:
        if self.titles == 1:
            return fit(title, width)
        lines = wrapped(title, width, self.titles)
        return lines[line] if line < len(lines) else ""

    def _about(self, row: Row, width: int) -> list[Run]:
        if row.problem:
            return [(fit(row.problem, width), "quiet")]
        right: list[Run] = []
        excerpt, hits = self.excerpt(row.uri) if self.excerpt else ("", ())
        told = not excerpt or width >= ROOMY  # else the words around the hit need the room
        if row.questions and told:
            right.append((f"{row.questions}?", "count"))
        if row.figures > 0 and told:
            right.append((f"{row.figures}#", "count"))
        if row.changes:
            right.append(("≠", "mark"))
        if row.marks:
            right.append((f"┃{row.marks}", "mark"))
        if row.starred:
            right.append(("★", "mark"))
        room = max(0, width - sum(cell_len(text) + 1 for text, _ in right))
        old = age(row.published, row.at, self._now) if told and not self._too_young(row) else ""
        if excerpt:
            out = _around(excerpt, hits, f"{old} · " if old else "", room)
        elif row.source and old:
            out = [(f"{fit(row.source, room - len(old) - 3)} · {old}"[-room:] if room else "", "quiet")]
        else:
            out = [(fit(row.source or old, room), "quiet")]
        out.append((" " * max(0, room - sum(cell_len(text) for text, _ in out)), "quiet"))
        for text, name in right:
            out += [(" ", "plain"), (text, name)]
        return out

    # -- mouse

    def on_click(self, event: events.Click) -> None:
        index = self.top + (event.y - 1) // self.lines
        if event.y < 1 or not 0 <= index < min(self.total, self.top + self.page):
            return
        self.go(index)
        self.post_message(self.Opened(index))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(1)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(-1)
        event.stop()

    def _scroll(self, by: int) -> None:
        top = max(0, min(self.top + by, max(0, self.total - self.page)))
        if top != self.top:
            self.top = top
            self.refresh()


def _around(text: str, hits: Sequence[tuple[int, int]], before: str, room: int) -> list[Run]:
    """What fits into ``room`` cells of the words around a hit, the first hit among them."""
    room -= len(before)
    cut = 0
    if hits and hits[0][1] > room:
        cut = text.find(" ", max(0, hits[0][0] - room // 3), hits[0][0]) + 1 or hits[0][0]
        before, room = f"{before}…", room - 1
    text = fit(text[cut:], max(0, room))
    out: list[Run] = [(before, "quiet")]
    at = 0
    for start, end in hits:
        start, end = max(at, start - cut), min(end - cut, len(text))
        if start < end:
            out += [(text[at:start], "quiet"), (text[start:end], "value underlined")]
            at = end
    out.append((text[at:], "quiet"))
    return out
