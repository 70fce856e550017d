"""Articles: open, next, unread; read, starred, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.library.db.undo import in_brief

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
    screen.opening.open_row(screen.list.cursor, active=True)


def neighbour(screen: ReaderScreen, count: int, arg: str) -> None:
    """The next or previous article."""
    step = max(1, count) * (1 if arg == "+" else -1)
    if arg == "+" and screen.pane != "list" and _left(screen):
        step -= 1  # the one that is open left the list: the next has taken its place
    at = max(0, min(screen.list.cursor + step, screen.list.total - 1))
    if at == screen.list.cursor and step:
        screen.say("this is the last article" if arg == "+" else "this is the first article", "words")
        return
    screen.list.go(at)
    screen.opening.open_row(at, active=screen.pane != "list")


def _left(screen: ReaderScreen) -> bool:
    """Whether the open article was in the list and is not any more."""
    row = screen.list.row(screen.list.cursor)
    uri = screen.session.uri
    return row is not None and row.uri != uri and screen.reading.shelf.index(uri) < 0 and bool(screen.reading.row(uri))


def next_unread(screen: ReaderScreen, count: int, arg: str) -> None:
    """The next or previous unread article, round the end; where there is none, that of the next feed that has one."""
    at = _next_unread(screen, 1 if arg == "+" else -1)
    if at < 0 and _next_feed(screen, 1 if arg == "+" else -1):
        at = _unread(screen, 0, screen.list.total, 1)
    if at < 0:
        screen.say("nothing unread", "words")
        return
    said = screen.status
    screen.list.go(at)
    screen.opening.open_row(at, active=True)
    screen.status = screen.status if screen.status[0] else said


def _next_unread(screen: ReaderScreen, step: int) -> int:
    total, here = screen.list.total, screen.list.cursor
    at = _unread(screen, here + step, total if step > 0 else -1, step)
    return at if at >= 0 else _unread(screen, 0 if step > 0 else total - 1, here, step)


def _next_feed(screen: ReaderScreen, step: int) -> bool:
    """Show the next feed that has something unread, round the end, when a feed, a folder or a tag is shown."""
    from tui.reader.commands.library import show_view

    if not screen.reading.shelf.choose_next_feed(step):
        return False
    show_view(screen)
    return True


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
    if screen.pane == "list" or not screen.session.uri:
        return screen.list.row(screen.list.cursor)
    return screen.reading.row(screen.session.uri)


def toggle_read(screen: ReaderScreen, count: int, arg: str) -> None:
    """Read or unread."""
    row = _current(screen)
    if row is None:
        return
    undo = f"marking {in_brief(row.title)} {'unread' if row.read else 'read'}"
    if screen.try_to(lambda: screen.reading.set_read(row.uri, not row.read, undo=undo)):
        screen.opening.stop_read_timer()
        screen.list.touch()
        screen.say("unread" if row.read else "read")


def star(screen: ReaderScreen, count: int, arg: str) -> None:
    """Star or unstar."""
    row = _current(screen)
    if row is None:
        return
    undo = f"{'taking the star off' if row.starred else 'starring'} {in_brief(row.title)}"
    if screen.try_to(lambda: screen.reading.star(row.uri, not row.starred, undo=undo)):
        screen.list.touch()
        screen.say("star taken off" if row.starred else "starred")


def tag(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask for the article's tags: those that stand there when one presses Enter are its tags."""
    from tui.bookmarks.making import split_tags
    from tui.reader.widgets.prompt import Asked

    row = _current(screen)
    if row is None:
        screen.say("no article is open", "words")
        return
    now = screen.reading.tags(row.uri)
    if now is None:
        screen.say(f"only articles in the library have tags: {screen.keymap.key('add')} adds one", "words")
        return
    uri, known = row.uri, screen.reading.known_tags()

    def submit(text: str) -> None:
        wanted = split_tags(text)
        found: list[list[str]] = []
        if screen.try_to(lambda: found.append(screen.reading.set_tags(uri, wanted))):
            screen.say(f"tagged {', '.join(found[0])}" if found[0] else "no tags")

    def completions(text: str) -> list[str]:
        head, comma, word = text.rpartition(",")
        word = word.strip().lower()
        return [f"{head}{comma}{' ' if comma else ''}{name}" for name in known if name.startswith(word)]

    value = ", ".join(now) + (", " if now else "")
    screen.ask(Asked("tags", submit, value=value, hint="separated by commas", completions=completions))


BULK = 2000
"""Articles up to which marking is done at once: a tenth of a second."""


def all_read(screen: ReaderScreen, count: int, arg: str) -> None:
    """Every article of the list read; one undo takes it back. A long list is marked in a thread."""
    from tui.reader.commands.library import start
    from tui.reading.jobs import marking_read

    uris = screen.reading.shelf.unread()

    def said(n: int) -> str:
        return f"{n:,} marked read: {screen.keymap.key('undo')} undoes" if n else "all were read already"

    if len(uris) > BULK:
        screen.say(f"marking {len(uris):,} articles …", "words")
        start(screen, marking_read(uris, said))
        return
    done: list[int] = []
    if screen.try_to(lambda: done.append(screen.reading.mark_read(uris))):
        screen.list.touch()
        screen.say(said(done[0]))


def undo(screen: ReaderScreen, count: int, arg: str) -> None:
    """Take back the last change, whatever it was."""
    done: list[str | None] = []
    if not screen.try_to(lambda: done.append(screen.reading.undo())):
        return
    if done[0] is None:
        screen.say("nothing to undo", "words")
        return
    screen.list.touch()
    screen.opening.knowledge_changed()
    screen.say(f"undone: {done[0]}")
