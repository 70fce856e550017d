"""What is kept for how long: articles read long ago, texts of deleted ones, old versions that only bookmarks need.

Nothing here touches a bookmark, a note, or what is starred, tagged or unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.library import changes, spans, versions
from tui.library.changes import DELETED, Change
from tui.library.db.connection import now

if TYPE_CHECKING:
    from tui.library.library import Library

DAY = 86_400_000
DELETED_DAYS = 30
"""Days for which deleting an article can be undone."""
TOGETHER = 500
"""Articles taken away by one transaction."""


class Tidied(NamedTuple):
    """What was done: articles that went, texts of deleted ones that were dropped, old versions that were cut."""

    expired: int
    purged: int
    cut: int


def tidy(library: Library, *, read_days: int = 0, places_days: int = 0) -> Tidied:
    """Drop what is not kept any longer, some hundreds of articles at a time. Raises LibraryError.

    ``read_days`` is how long articles stay that were read and are neither starred, tagged nor bookmarked, counted from
    their day; ``places_days`` how long the places of facts are kept in articles that were read and are not starred;
    0 is for ever.
    """
    at = now()
    expired = _expire(library, at - read_days * DAY) if read_days else 0
    purged = library.articles.purge(at - DELETED_DAYS * DAY)
    with library.database.write():
        if places_days:
            spans.prune(library.database, at - places_days * DAY)
        cut = versions.cut_old(library.database)
    library.changes.prune()
    return Tidied(expired, purged, cut)


def _expire(library: Library, before: int) -> int:
    """Take away articles of before a time (UTC milliseconds) that nobody keeps, with their texts; how many."""
    db = library.database
    rows = db.rows(
        "SELECT a.id, a.uri FROM articles AS a WHERE a.read = 1 AND a.starred = 0 AND a.deleted = 0 AND a.published < ?"
        " AND NOT EXISTS (SELECT 1 FROM article_tags AS t WHERE t.uri = a.uri)"
        " AND NOT EXISTS (SELECT 1 FROM bookmarks AS b WHERE b.uri = a.uri AND b.deleted = 0) LIMIT ?",
        (before, TOGETHER),
    )
    with db.write():
        changes.make(db, [Change(DELETED, row["uri"], 0, 1) for row in rows])  # nobody's action: nothing to undo
        library.articles.drop_texts([row["id"] for row in rows])
    return len(rows)
