"""Which feeds to ask now."""

from __future__ import annotations

from collections.abc import Iterable

from tui.library import Library
from tui.library.accounts.outbox import SCHEME
from tui.library.db.connection import now
from tui.library.feeds import StoredFeed

RETRY_AT = "retry_at"
"""The name under which a feed's settings keep until when its server asked not to be asked (UTC milliseconds)."""
WEEK = 7 * 86_400_000


def due_feeds(
    library: Library, words: Iterable[str] = (), *, everything: bool = False, listing: bool = False
) -> list[StoredFeed]:
    """Feeds that are due, or all of them; with ``words`` only those whose name, folder or address has one.

    Feeds that stopped for good (410) are asked again only when named. Those whose server asked for patience
    (Retry-After) are not asked before, whoever wishes it. A clock that was set back makes a feed due: it is never
    put off longer than a week.
    """
    at = now()
    wanted = [word.lower() for word in words]
    found = []
    for feed in library.feeds.all():
        if feed.url.startswith(SCHEME) and not listing:
            continue  # its server fetches it
        if patient(feed, at) and not listing:
            continue
        named = any(w in f"{feed.name} {feed.folder} {feed.url}".lower() for w in wanted)
        if wanted:
            if named:
                found.append(feed)
        elif not feed.stopped and (everything or feed.due <= at or feed.due > at + WEEK):
            found.append(feed)
    return found


def patient(feed: StoredFeed, at: int) -> int:
    """Until when (UTC milliseconds) the feed's server asked not to be asked; 0 when that is over at ``at``."""
    until = feed.settings.get(RETRY_AT)
    return until if isinstance(until, int) and at < until <= at + WEEK else 0
