"""What the reader does for the library unasked: sees what other windows changed, finds the facts of articles that
nobody opened yet, and makes the day's backup."""

from __future__ import annotations

import threading
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from tui.library.db.errors import LibraryError

if TYPE_CHECKING:
    from tui.reader.screens.open_article import OpeningScreen
    from tui.reader.screens.reader import ReaderScreen

WATCH = 0.7
"""Seconds between two looks at the library: another window's change shows within a second."""
NEIGHBOURS = 50
"""Articles behind the cursor's among which its place is looked for when it left the list."""
SETTLED = 3.0
"""Seconds after the start before the backup begins: the first screen comes first."""


def begin(screen: ReaderScreen) -> None:
    """Watch the library from now on, and back it up once. Nothing is done where there is none."""
    library = screen.reading.library
    if library is None or library.read_only:
        return
    screen.set_interval(WATCH, partial(watch, screen))
    screen.set_timer(SETTLED, partial(look, screen))
    screen.set_timer(SETTLED, partial(back_up, screen))


def look(screen: ReaderScreen) -> None:
    """Have the facts of new articles found, in a process that gives way to everything else."""
    library = screen.reading.library
    if library is None or not screen.can("views") or not library.articles.not_looked_at(1):
        return
    path = library.path

    def work() -> None:
        from tui.ingest.fact_index import Looking

        if screen.looking is None:
            screen.looking = Looking(path)
        screen.looking.start()

    threading.Thread(target=work, name="factlight-look", daemon=True).start()


def watch(screen: ReaderScreen) -> None:
    """Show what another window or command changed. While this one fetches, its own end brings the list up to date."""
    library = screen.reading.library
    if library is None or screen.gathering is not None:
        return
    try:
        if not library.changed():
            return
        renew_list(screen)
        if screen.session.outdated():
            screen.knowledge_changed()
    except LibraryError as error:
        screen.say(str(error), "warning")


def renew_list(screen: OpeningScreen) -> None:
    """Ask the shelf again: articles came, went or changed. The cursor stays with its article."""
    shelf: Any = screen.reading.shelf
    # before the shelf is asked: afterwards others may stand there
    following = [row.uri for row in shelf.rows(screen.list.cursor, NEIGHBOURS)] or [screen.session.uri]
    if hasattr(shelf, "refresh") and not shelf.refresh():
        screen.list.touch()  # only what is known of the articles changed
        return
    empty = not screen.list.total
    screen.list.reload()
    if empty and screen.list.total:
        screen.list_changed()
        return
    places = (shelf.index(uri) for uri in following if uri)
    at = next((index for index in places if index >= 0), -1)  # where the article left the list, the next one
    if at >= 0:
        screen.list.go(at, quiet=True)


def back_up(screen: ReaderScreen) -> threading.Thread:
    """Make the day's backup in a thread, which is returned; only a failure is told."""
    library = screen.reading.library
    assert library is not None
    path, app = library.path, screen.app

    def work() -> None:
        from tui.library.db.backups import back_up as make

        try:
            make(path, date.today())
        except LibraryError as error:
            words = str(error)
            app.call_from_thread(lambda: screen.say(words, "warning"))

    thread = threading.Thread(target=work, name="factlight-backup", daemon=True)
    thread.start()
    return thread
