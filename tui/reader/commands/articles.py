"""Articles: open, next, unread; read, starred, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen
    from tui.reading import Row

CHUNK = 256
"""Rows asked for at a time when looking for an unread one."""


def open_row(screen: ReaderScreen, count: int, arg: str) -> None:
    """Open the article of the list's row and give the text the keys; with no article, the tour."""
    if not screen.list.total:
        screen.act("tour")
        return
    screen.open_row(screen.list.cursor, active=True)


def neighbour(screen: ReaderScreen, count: int, arg: str) -> None:
    """The next or previous article."""
    at = screen.list.cursor + max(1, count) * (1 if arg == "+" else -1)
    at = max(0, min(at, screen.list.total - 1))
    if at == screen.list.cursor:
        screen.say("this is the last article" if arg == "+" else "this is the first article", "words")
        return
    screen.list.go(at)
    screen.open_row(at, active=screen.pane != "list")


def next_unread(screen: ReaderScreen, count: int, arg: str) -> None:
    """The next or previous unread article, round the end."""
    total, here = screen.list.total, screen.list.cursor
    step = 1 if arg == "+" else -1
    at = _unread(screen, here + step, total if step > 0 else -1, step)
    if at < 0:
        at = _unread(screen, 0 if step > 0 else total - 1, here, step)
    if at < 0:
        screen.say("nothing unread", "words")
        return
    screen.list.go(at)
    screen.open_row(at, active=True)


def _unread(screen: ReaderScreen, start: int, stop: int, step: int) -> int:
    """The first unread row from ``start`` towards ``stop`` (left out), -1 if none."""
    at = start
    while (at < stop) if step > 0 else (at > stop):
        if step > 0:
            first, n = at, min(CHUNK, stop - at)
        else:
            first = max(stop + 1, at - CHUNK + 1)
            n = at - first + 1
        rows = screen.reading.rows(first, n)
        order = range(len(rows)) if step > 0 else range(len(rows) - 1, -1, -1)
        for i in order:
            if not rows[i].read and not rows[i].problem:
                return first + i
        if not rows:
            return -1
        at = first + n if step > 0 else first - 1
    return -1


def _current(screen: ReaderScreen) -> Row | None:
    """The article that keys about articles mean: the open one, or the list's row."""
    if screen.pane == "list":
        return screen.list.row(screen.list.cursor)
    index = screen.reading.shelf.index(screen.session.uri)
    return screen.list.row(index) if index >= 0 else screen.list.row(screen.list.cursor)


def toggle_read(screen: ReaderScreen, count: int, arg: str) -> None:
    """Read or unread."""
    row = _current(screen)
    if row is not None and screen.try_to(lambda: screen.reading.set_read(row.uri, not row.read)):
        screen.stop_read_timer()
        screen.list.touch()
        screen.say("unread" if row.read else "read")


def star(screen: ReaderScreen, count: int, arg: str) -> None:
    """Star or unstar."""
    row = _current(screen)
    if row is not None and screen.try_to(lambda: screen.reading.star(row.uri, not row.starred)):
        screen.list.touch()
        screen.say("star taken off" if row.starred else "starred")


def all_read(screen: ReaderScreen, count: int, arg: str) -> None:
    """Every article of the list read; one undo takes it back."""
    library = screen.reading.library
    assert library is not None
    shelf = screen.reading.shelf
    uris: list[str] = []
    for first in range(0, shelf.count(), 4096):
        uris += [row.uri for row in shelf.rows(first, 4096)]
    done: list[int] = []
    if screen.try_to(lambda: done.append(library.states.mark_read(uris))):
        n = done[0]
        screen.list.touch()
        screen.say(f"{n} marked read: {screen.keymap.key('undo')} undoes" if n else "all were read already")


def undo(screen: ReaderScreen, count: int, arg: str) -> None:
    """Take back the last change, whatever it was."""
    done: list[str | None] = []
    if not screen.try_to(lambda: done.append(screen.reading.undo())):
        return
    if done[0] is None:
        screen.say("nothing to undo", "words")
        return
    screen.list.touch()
    screen.knowledge_changed()
    screen.say(f"undone: {done[0]}")
