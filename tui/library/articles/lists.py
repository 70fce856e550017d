"""Lists of articles of any length, a page at a time: each page is one walk along an index (keyset paging)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from tui.library.articles.store import Articles, Listed
from tui.library.db.connection import Database
from tui.library.shelving import ALL

PAGE = 200
"""Article numbers fetched at a time: about a tenth of a millisecond."""

MAX = (1 << 63) - 1


class View(NamedTuple):
    """Which list: a shelf ("all", "feed:3", "folder:World", "tag:korea", "starred") and how it is cut.

    ``ids`` is the answer of a query instead of a shelf; it is taken as it is.
    """

    shelf: str = ALL
    unread: bool = False
    oldest_first: bool = False
    since: int = 0  # UTC milliseconds; "today" is the shelf "all" with this
    title: str = "Articles"
    ids: tuple[int, ...] | None = None


class ArticleList:
    """One view, read lazily. ``rows`` fetches the numbers it needs and the rows it shows, nothing else."""

    def __init__(self, database: Database, articles: Articles, view: View) -> None:
        self._db = database
        self._articles = articles
        self.view = view
        self._ids = array("q", view.ids or ())
        self._complete = view.ids is not None
        self._last: tuple[int, int] = (0, 0)
        self._count = -1
        self._cache: dict[int, Listed] = {}

    def count(self) -> int:
        """How many articles the view has, from kept totals."""
        if self._count < 0:
            self._count = self._total()
        return self._count

    def _total(self) -> int:
        view = self.view
        if view.ids is not None:
            return len(view.ids)
        if view.shelf == "starred" or view.since:
            self._read_until(MAX)
            return len(self._ids)
        row = self._db.row("SELECT count, unread FROM totals WHERE shelf = ?", (view.shelf,))
        if row is None:
            return 0
        return int(row["unread"] if view.unread else row["count"])

    def rows(self, first: int, n: int) -> list[Listed]:
        """The rows from ``first`` on, at most ``n``."""
        self._read_until(first + n)
        wanted = self._ids[max(0, first) : first + n]
        missing = [i for i in wanted if i not in self._cache]
        if missing:
            if len(self._cache) > 2000:
                self._cache.clear()
                missing = list(wanted)
            for row in self._articles.listed(missing):
                self._cache[row.id] = row
        return [self._cache[i] for i in wanted if i in self._cache]

    def index(self, number: int, near: int = 4096) -> int:
        """Place of an article among the first ``near`` or all rows read so far; -1 when it is not there."""
        self._read_until(near)
        try:
            return self._ids.index(number)
        except ValueError:
            return -1

    def numbers(self) -> Sequence[int]:
        """Every article's number, in order (for acting on the whole list)."""
        self._read_until(MAX)
        return self._ids

    def refresh(self) -> None:
        """Forget what was read: the library changed."""
        self._cache.clear()
        self._count = -1
        if self.view.ids is None:
            self._ids = array("q")
            self._complete = False

    def forget(self) -> None:
        """Forget the rows, but not which they are: what is known of them changed."""
        self._cache.clear()

    def _read_until(self, end: int) -> None:
        while not self._complete and len(self._ids) < end:
            self._read_page()

    def _read_page(self) -> None:
        view = self.view
        sign, order = (">", "ASC") if view.oldest_first else ("<", "DESC")
        if not self._ids:
            self._last = (view.since - 1, MAX) if view.oldest_first else (MAX, MAX)
        unread = " AND read = 0" if view.unread else ""
        if view.shelf == "starred":
            sql = (
                f"SELECT id AS article, published FROM articles WHERE starred = 1 AND deleted = 0"
                f" AND (published, id) {sign} (?, ?){unread}"
                f" ORDER BY published {order}, id {order} LIMIT {PAGE}"
            )
            found = self._db.rows(sql, self._last)
        else:
            since = " AND published >= ?" if view.since and not view.oldest_first else ""
            sql = (
                f"SELECT article, published FROM places WHERE shelf = ?"
                f" AND (published, article) {sign} (?, ?){since}{unread}"
                f" ORDER BY published {order}, article {order} LIMIT {PAGE}"
            )
            values: tuple[object, ...] = (view.shelf, *self._last)
            found = self._db.rows(sql, (*values, view.since) if since else values)
        self._ids.extend(r["article"] for r in found)
        if len(found) < PAGE:
            self._complete = True
        if found:
            self._last = (found[-1]["published"], found[-1]["article"])
