"""Which feeds to ask now."""

from __future__ import annotations

from collections.abc import Iterable

from tui.library import Library
from tui.library.db.connection import now
from tui.library.feeds import StoredFeed


def due_feeds(library: Library, words: Iterable[str] = (), *, everything: bool = False) -> list[StoredFeed]:
    """Feeds that are due, or all of them; with ``words`` only those whose name, folder or address has one.

    Feeds that stopped for good (410) are asked again only when named. A clock that was set back makes a
    feed due: it is never put off longer than a week.
    """
    at = now()
    wanted = [word.lower() for word in words]
    found = []
    for feed in library.feeds.all():
        named = any(w in f"{feed.name} {feed.folder} {feed.url}".lower() for w in wanted)
        if wanted:
            if named:
                found.append(feed)
        elif not feed.stopped and (everything or feed.due <= at or feed.due > at + 7 * 86_400_000):
            found.append(feed)
    return found
