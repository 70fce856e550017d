"""What the reader does for the library unasked: sees what other windows changed, finds the facts of articles that
nobody opened yet, and makes the day's backup."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from tui.library.db.errors import LibraryError

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen

WATCH = 0.7
"""Seconds between two looks at the library: another window's change shows within a second."""
NEIGHBOURS = 50
"""Articles behind the cursor's among which its place is looked for when it left the list."""
SETTLED = 3.0
"""Seconds after the start before the backup begins: the first screen comes first."""


def begin(screen: ReaderScreen) -> None:
    """Watch the library from now on, and back it up once. Nothing is done where there is none."""
    if not screen.reading.keeps:
        return
    screen.set_interval(WATCH, partial(watch, screen))
    screen.set_timer(SETTLED, partial(look, screen))
    screen.set_timer(SETTLED, partial(back_up, screen))


def look(screen: ReaderScreen) -> None:
    """Have the facts of new articles found, where the library is listed."""
    if screen.reading.shelf.narrows:
        screen.reading.upkeep.find_facts()


def watch(screen: ReaderScreen) -> None:
    """Show what another window or command changed. While this one fetches, its own end brings the list up to date."""
    if screen.reading.jobs.busy:
        return
    try:
        if not screen.reading.upkeep.changed():
            return
        renew_list(screen)
        look(screen)
        if screen.session.outdated():
            screen.opening.knowledge_changed()
    except LibraryError as error:
        screen.say(str(error), "warning")


def renew_list(screen: ReaderScreen) -> None:
    """Ask the shelf again: articles came, went or changed. The cursor stays with its article."""
    shelf, listed = screen.reading.shelf, screen.list
    # before the shelf is asked: afterwards others may stand there
    following = [row.uri for row in shelf.rows(listed.cursor, NEIGHBOURS)] or [screen.session.uri]
    if not shelf.refresh():
        listed.touch()  # only what is known of the articles changed
        return
    empty = not listed.total
    listed.reload()
    if empty and listed.total:
        screen.opening.list_changed()
        return
    places = (shelf.index(uri) for uri in following if uri)
    at = next((index for index in places if index >= 0), -1)  # where the article left the list, the next one
    if at >= 0:
        listed.go(at, quiet=True)


def back_up(screen: ReaderScreen) -> threading.Thread | None:
    """Make the day's backup in a thread, which is returned; only a failure is told."""
    app = screen.app

    def failed(words: str) -> None:
        with suppress(RuntimeError):  # the reader was left meanwhile
            app.call_from_thread(lambda: screen.say(words, "warning"))

    return screen.reading.upkeep.back_up(failed)
