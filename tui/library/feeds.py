"""Feeds in the library: addresses, folders, per-feed settings, and how the last fetch went."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tui.library import changes
from tui.library.changes import FOLDER, SETTINGS, SUBSCRIBED, TITLE, Change, Value
from tui.library.db.connection import Database, Row, now
from tui.library.db.undo import in_brief, undoable
from tui.text.sanitize import sanitize_line


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """One feed. Times are UTC milliseconds, 0 for never. ``title`` is the feed's, ``own_title`` the user's.

    ``settings`` are the user's for this feed: "full_text" (fetch the page of truncated items), "extract"
    (an extraction rule), "interval" (least minutes between fetches).
    """

    id: int
    url: str
    title: str = ""
    own_title: str = ""
    folder: str = ""
    site: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""
    fetched: int = 0
    due: int = 0
    failures: int = 0
    problem: str = ""
    moved_to: str = ""
    stopped: bool = False
    added: int = 0
    removed: int = 0
    count: int = 0
    unread: int = 0

    @property
    def name(self) -> str:
        """What to call it: the user's title, the feed's, its address."""
        return self.own_title or self.title or self.url


_SELECT = (
    "SELECT f.*, coalesce(t.count, 0) AS count, coalesce(t.unread, 0) AS unread"
    " FROM feeds f LEFT JOIN totals t ON t.shelf = 'feed:' || f.id"
)
_FETCHED = frozenset(
    ("url", "title", "site", "etag", "modified", "fetched", "due", "failures", "problem", "moved_to", "stopped")
)
"""What fetching a feed tells of it; everything else is the user's."""


class Feeds:
    """Reached as ``library.feeds``."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, url: str, *, title: str = "", folder: str = "", settings: dict[str, Any] | None = None) -> StoredFeed:
        """Subscribe; undoable. A feed that one is subscribed to is returned as it is; one that was removed comes back
        with its articles. Raises LibraryError."""
        found = self.by_url(url)
        if found is not None:
            return found
        with undoable(self._db, f"adding {in_brief(title or url)}"):
            # The row alone is no subscription: it says so until the change below.
            self._db.run(
                "INSERT INTO feeds (url, added, removed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (url, now(), now())
            )
            old = _feed(self._db.rows(f"{_SELECT} WHERE f.url = ?", (url,))[0])
            self._db.run("UPDATE feeds SET due = 0, stopped = 0 WHERE id = ?", (old.id,))
            wanted: tuple[tuple[str, Value, Value], ...] = (
                (TITLE, old.own_title, title),
                (FOLDER, old.folder, _folder(folder)),
                (SETTINGS, old.settings, settings or {}),
            )
            changes.make(
                self._db,
                [
                    *(Change(what, url, before, new, old.id) for what, before, new in wanted if new and new != before),
                    Change(SUBSCRIBED, url, 0, 1, old.id),
                ],
            )
        added = self.get(old.id)
        assert added is not None
        return added

    def all(self) -> list[StoredFeed]:
        """Every feed, by folder and name."""
        found = [_feed(r) for r in self._db.rows(f"{_SELECT} WHERE f.removed = 0")]
        return sorted(found, key=lambda f: (f.folder.lower(), f.name.lower(), f.id))

    def get(self, number: int) -> StoredFeed | None:
        row = self._db.row(f"{_SELECT} WHERE f.id = ? AND f.removed = 0", (number,))
        return _feed(row) if row is not None else None

    def by_url(self, url: str) -> StoredFeed | None:
        row = self._db.row(f"{_SELECT} WHERE f.url = ? AND f.removed = 0", (url,))
        return _feed(row) if row is not None else None

    def of_article(self, uri: str) -> StoredFeed | None:
        """The oldest feed that one is subscribed to and that has this article."""
        number = self._db.value(
            "SELECT min(f.id) FROM articles AS a JOIN entries AS e ON e.article = a.id JOIN feeds AS f ON f.id = e.feed"
            " WHERE a.uri = ? AND f.removed = 0",
            (uri,),
        )
        return self.get(number) if number else None

    def due(self, at: int) -> list[StoredFeed]:
        """Feeds that may be fetched at this time (UTC milliseconds), longest waiting first."""
        rows = self._db.rows(
            f"{_SELECT} WHERE f.stopped = 0 AND f.removed = 0 AND f.due <= ? ORDER BY f.due, f.id", (at,)
        )
        return [_feed(r) for r in rows]

    def update(self, number: int, **fields: Any) -> None:
        """Keep what fetching told of a feed, some of :data:`_FETCHED`. Raises LibraryError; ValueError for others."""
        unknown = fields.keys() - _FETCHED
        if unknown:
            raise ValueError(f"fetching tells nothing of a feed's {', '.join(sorted(unknown))}")
        if not fields:
            return
        with self._db.write():
            sets = ", ".join(f"{name} = ?" for name in fields)
            values = [int(v) if isinstance(v, bool) else v for v in fields.values()]
            self._db.run(f"UPDATE feeds SET {sets} WHERE id = ?", (*values, number))

    def rename(self, number: int, title: str) -> bool:
        """Call a feed otherwise, "" for its own title; undoable. Whether anything changed. Raises LibraryError."""
        title = sanitize_line(title).strip()
        return self._change(number, TITLE, lambda feed: feed.own_title, title, "renaming")

    def move(self, number: int, folder: str) -> bool:
        """Put a feed, with its articles, into another folder; undoable. As :meth:`rename`."""
        return self._change(number, FOLDER, lambda feed: feed.folder, _folder(folder), "moving")

    def set_settings(self, number: int, settings: dict[str, Any]) -> bool:
        """Give a feed these settings and no others; undoable. As :meth:`rename`."""
        return self._change(number, SETTINGS, lambda feed: feed.settings, settings, "the settings of")

    def _change(self, number: int, what: str, old: Callable[[StoredFeed], Value], new: Value, verb: str) -> bool:
        feed = self.get(number)
        if feed is None or old(feed) == new:
            return False
        with undoable(self._db, f"{verb} {in_brief(feed.name)}"):
            changes.make(self._db, [Change(what, feed.url, old(feed), new, number)])
        return True

    def remove(self, numbers: Iterable[int]) -> int:
        """Unsubscribe; undoable. The articles stay (in "all"), so that nothing read or marked is lost. How many went.

        Raises LibraryError.
        """
        feeds = [feed for feed in map(self.get, dict.fromkeys(numbers)) if feed is not None]
        if not feeds:
            return 0
        what = in_brief(feeds[0].name) if len(feeds) == 1 else f"{len(feeds)} feeds"
        with undoable(self._db, f"unsubscribing from {what}"):
            changes.make(self._db, [Change(SUBSCRIBED, feed.url, 1, 0, feed.id) for feed in feeds])
        return len(feeds)

    def folders(self) -> list[tuple[str, int, int]]:
        """(folder path, articles, unread), sorted; folders around folders are listed too."""
        rows = self._db.rows(
            "SELECT shelf, count, unread FROM totals WHERE shelf >= 'folder:' AND shelf < 'folder;' ORDER BY shelf"
        )
        return [(r["shelf"].removeprefix("folder:"), r["count"], r["unread"]) for r in rows if r["count"]]

    def tags(self) -> list[tuple[str, int, int]]:
        """(tag, articles, unread), sorted."""
        rows = self._db.rows(
            "SELECT shelf, count, unread FROM totals WHERE shelf >= 'tag:' AND shelf < 'tag;' ORDER BY shelf"
        )
        return [(r["shelf"].removeprefix("tag:"), r["count"], r["unread"]) for r in rows if r["count"]]

    def totals(self, shelf: str) -> tuple[int, int]:
        """(articles, unread) of a shelf."""
        row = self._db.row("SELECT count, unread FROM totals WHERE shelf = ?", (shelf,))
        return (row["count"], row["unread"]) if row is not None else (0, 0)


def _folder(path: str) -> str:
    """A folder's path as it is kept: no blanks around its parts, no empty ones."""
    return "/".join(part for part in (sanitize_line(p).strip() for p in path.split("/")) if part)


def _feed(row: Row) -> StoredFeed:
    values = dict(row)
    try:
        settings = json.loads(values["settings"])
    except ValueError:
        settings = {}
    values["settings"] = settings if isinstance(settings, dict) else {}
    values["stopped"] = bool(values["stopped"])
    return StoredFeed(**values)
