"""Feeds in the library: addresses, folders, per-feed settings, and how the last fetch went."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tui.library.articles.store import Articles
from tui.library.db.connection import Database, Row, now


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
_FIELDS = frozenset(
    [
        "url",
        "title",
        "own_title",
        "folder",
        "site",
        "etag",
        "modified",
        "fetched",
        "due",
        "failures",
        "problem",
        "moved_to",
        "stopped",
    ]
)


class Feeds:
    """Reached as ``library.feeds``."""

    def __init__(self, database: Database, articles: Articles) -> None:
        self._db = database
        self._articles = articles

    def add(self, url: str, *, title: str = "", folder: str = "", settings: dict[str, Any] | None = None) -> StoredFeed:
        """Subscribe; a known address is returned as it is. Raises LibraryError."""
        folder = "/".join(p.strip() for p in folder.split("/") if p.strip())
        with self._db.write():
            self._db.run(
                "INSERT INTO feeds (url, own_title, folder, settings, added) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (url, title, folder, json.dumps(settings or {}), now()),
            )
        found = self.by_url(url)
        assert found is not None
        return found

    def all(self) -> list[StoredFeed]:
        """Every feed, by folder and name."""
        found = [_feed(r) for r in self._db.rows(_SELECT)]
        return sorted(found, key=lambda f: (f.folder.lower(), f.name.lower(), f.id))

    def get(self, number: int) -> StoredFeed | None:
        row = self._db.row(f"{_SELECT} WHERE f.id = ?", (number,))
        return _feed(row) if row is not None else None

    def by_url(self, url: str) -> StoredFeed | None:
        row = self._db.row(f"{_SELECT} WHERE f.url = ?", (url,))
        return _feed(row) if row is not None else None

    def due(self, at: int) -> list[StoredFeed]:
        """Feeds that may be fetched at this time (UTC milliseconds), longest waiting first."""
        rows = self._db.rows(f"{_SELECT} WHERE f.stopped = 0 AND f.due <= ? ORDER BY f.due, f.id", (at,))
        return [_feed(r) for r in rows]

    def update(self, number: int, **fields: Any) -> None:
        """Change some columns (see :class:`StoredFeed`). Raises LibraryError; ValueError for an unknown one."""
        unknown = fields.keys() - _FIELDS
        if unknown:
            raise ValueError(f"a feed has no field {', '.join(sorted(unknown))}")
        with self._db.write():
            sets = ", ".join(f"{name} = ?" for name in fields)
            values = [int(v) if isinstance(v, bool) else v for v in fields.values()]
            self._db.run(f"UPDATE feeds SET {sets} WHERE id = ?", (*values, number))

    def set_settings(self, number: int, settings: dict[str, Any]) -> None:
        with self._db.write():
            self._db.run("UPDATE feeds SET settings = ? WHERE id = ?", (json.dumps(settings), number))

    def move(self, number: int, folder: str) -> None:
        """Put a feed, with its articles, into another folder."""
        feed = self.get(number)
        if feed is None or feed.folder == folder:
            return
        self.update(number, folder=folder)
        self._articles.reshelve_feed(number, feed.folder, folder)

    def remove(self, numbers: Iterable[int]) -> None:
        """Unsubscribe. The articles stay (in "all"), so that nothing read or marked is lost."""
        with self._db.write():
            for number in numbers:
                row = self._db.row("SELECT folder FROM feeds WHERE id = ?", (number,))
                if row is None:
                    continue
                self._articles.unshelve_feed(number, row["folder"])
                self._db.run("DELETE FROM places WHERE shelf = ?", (f"feed:{number}",))
                self._db.run("DELETE FROM entries WHERE feed = ?", (number,))
                self._db.run("DELETE FROM feeds WHERE id = ?", (number,))

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


def _feed(row: Row) -> StoredFeed:
    values = dict(row)
    try:
        settings = json.loads(values["settings"])
    except ValueError:
        settings = {}
    values["settings"] = settings if isinstance(settings, dict) else {}
    values["stopped"] = bool(values["stopped"])
    return StoredFeed(**values)
