"""Changes that the user makes to articles and feeds: the one way to them, and the record that is kept of each.

Whatever is read, starred, dated, tagged, deleted, subscribed, renamed or moved goes through :func:`make`, which
writes the new value and a row of ``changes``. Undoing and redoing are changes like any other (see ``undo``), so that
whoever follows the record sees every value that was ever set: another window, or the outbox to a server.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from tui.library.db.connection import Database, Row, now
from tui.library.shelving import shelve_again, shelve_feed, unshelve_feed, unshelve_folder

READ, STARRED, PUBLISHED = "read", "starred", "published"
TAG, DELETED = "tag", "deleted"
SUBSCRIBED, TITLE, FOLDER, SETTINGS = "subscribed", "title", "folder", "settings"

OF_ARTICLES = frozenset({READ, STARRED, PUBLISHED, TAG, DELETED})
"""What changes on articles; anything else changes on feeds."""

DONE, UNDONE, REDONE = "done", "undone", "redone"

KEPT = 100_000
"""Changes kept at least, newest first; more while somebody who follows them has not seen them."""

Value = bool | int | str | dict[str, object]


class Change(NamedTuple):
    """One value of one article or feed.

    ``what`` is one of this module's names. ``subject`` is the article's uri or the feed's address, ``feed`` the
    feed's number (0 for an article), ``detail`` the tag where ``what`` is TAG. Values: READ, STARRED, TAG, DELETED and
    SUBSCRIBED are 0 or 1; PUBLISHED (an ISO date or ""), TITLE and FOLDER are text; SETTINGS is an object.
    """

    what: str
    subject: str
    old: Value
    new: Value
    feed: int = 0
    detail: str = ""

    def reversed(self) -> Change:
        """The change that takes this one back."""
        return self._replace(old=self.new, new=self.old)


class Recorded(NamedTuple):
    """A change as it was kept.

    ``number`` grows with every change of the library and never comes twice. ``action`` is the entry of the undo log
    that it belongs to, 0 for one that is not undone (an article that was opened is read). ``way`` is DONE, UNDONE or
    REDONE; ``at`` is UTC milliseconds; ``session`` names the run of the program.
    """

    number: int
    action: int
    way: str
    at: int
    session: str
    change: Change


@cache
def session() -> str:
    """This run of the program: 16 letters that no other run has."""
    return os.urandom(8).hex()


def make(database: Database, changes: Sequence[Change]) -> None:
    """Set the new values and record the changes; inside ``database.write()``, as part of the action under way."""
    if not changes:
        return
    apply(database, changes)
    if database.record is not None:
        database.record.changes += changes
    else:
        keep(database, changes, 0, DONE)


def apply(database: Database, changes: Iterable[Change]) -> None:
    """Set the new values, in order, and record nothing."""
    at = now()
    for what, some in groupby(changes, key=lambda change: change.what):
        _APPLY[what](database, list(some), at)


def keep(database: Database, changes: Iterable[Change], action: int, way: str) -> None:
    """Record changes that were made, as part of an action of the undo log."""
    at, run = now(), session()
    database.run_many(
        "INSERT INTO changes (action, way, at, session, what, subject, feed, detail, old, new)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (action, way, at, run, c.what, c.subject, c.feed, c.detail, json.dumps(c.old), json.dumps(c.new))
            for c in changes
        ),
    )


def of_action(database: Database, action: int) -> list[Change]:
    """What an action changed when it was done, in that order."""
    rows = database.rows("SELECT * FROM changes WHERE action = ? AND way = ? ORDER BY number", (action, DONE))
    return [_recorded(row).change for row in rows]


class Changes:
    """The record, for those who follow it. Reached as ``library.changes``."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def last(self) -> int:
        """The number of the newest change, 0 when there was none."""
        return int(self._db.value("SELECT max(number) FROM changes") or 0)

    def since(self, number: int, limit: int = 1000) -> list[Recorded]:
        """Changes after this number, oldest first, at most ``limit``."""
        sql = "SELECT * FROM changes WHERE number > ? ORDER BY number LIMIT ?"
        return [_recorded(row) for row in self._db.rows(sql, (number, limit))]

    def seen(self, name: str) -> int:
        """Up to which number a follower (an outbox) has dealt with the changes; 0 where nobody follows by this name."""
        return int(self._db.value("SELECT seen FROM followers WHERE name = ?", (name,)) or 0)

    def follow(self, name: str, seen: int) -> None:
        """Keep every change after ``seen`` until this follower calls again with a later number. Raises LibraryError."""
        with self._db.write():
            self._db.run(
                "INSERT INTO followers (name, seen) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET seen = excluded.seen",
                (name, seen),
            )

    def unfollow(self, name: str) -> None:
        """Keep nothing for this follower any more. Raises LibraryError."""
        with self._db.write():
            self._db.run("DELETE FROM followers WHERE name = ?", (name,))

    def prune(self, kept: int = KEPT) -> None:
        """Drop the oldest changes, but the newest ``kept``, what can be undone, and what a follower has not seen."""
        with self._db.write():
            self._db.run(
                "DELETE FROM changes WHERE number <= min("
                " (SELECT max(number) FROM changes) - ?,"
                " coalesce((SELECT min(seen) FROM followers), (SELECT max(number) FROM changes)))"
                " AND action NOT IN (SELECT number FROM undo)",
                (kept,),
            )


def _recorded(row: Row) -> Recorded:
    change = Change(
        row["what"], row["subject"], json.loads(row["old"]), json.loads(row["new"]), row["feed"], row["detail"]
    )
    return Recorded(row["number"], row["action"], row["way"], row["at"], row["session"], change)


# how each is written


def _state(database: Database, changes: list[Change], at: int) -> None:
    column = changes[0].what
    database.run_many(
        f"INSERT INTO states (uri, {column}, changed) VALUES (?, ?, ?)"
        f" ON CONFLICT (uri) DO UPDATE SET {column} = excluded.{column}, changed = excluded.changed",
        ((c.subject, c.new if isinstance(c.new, str) else int(bool(c.new)), at) for c in changes),
    )


def _deleted(database: Database, changes: list[Change], at: int) -> None:
    database.run_many(
        "INSERT INTO states (uri, deleted, changed) VALUES (?, ?, ?)"
        " ON CONFLICT (uri) DO UPDATE SET deleted = excluded.deleted, changed = excluded.changed",
        ((c.subject, at if c.new else 0, at) for c in changes),
    )
    back = json.dumps([c.subject for c in changes if not c.new])
    # One whose text was dropped meanwhile has nothing to show and stays away.
    rows = database.rows(
        "SELECT a.id FROM json_each(?) AS j CROSS JOIN articles AS a ON a.uri = j.value"
        " WHERE EXISTS (SELECT 1 FROM texts AS t WHERE t.article = a.id)",
        (back,),
    )
    numbers = [row["id"] for row in rows]
    shelve_again(database, numbers)
    database.run_many("UPDATE articles SET looked = 0 WHERE id = ?", ((number,) for number in numbers))


def _tagged(database: Database, changes: list[Change], at: int) -> None:
    for change in changes:
        if change.new:
            sql = "INSERT INTO article_tags (uri, tag) VALUES (?, ?) ON CONFLICT DO NOTHING"
        else:
            sql = "DELETE FROM article_tags WHERE uri = ? AND tag = ?"
        database.run(sql, (change.subject, change.detail))


def _subscribed(database: Database, changes: list[Change], at: int) -> None:
    for change in changes:
        folder = str(database.value("SELECT folder FROM feeds WHERE id = ?", (change.feed,)) or "")
        database.run("UPDATE feeds SET removed = ? WHERE id = ?", (0 if change.new else at, change.feed))
        (shelve_feed if change.new else unshelve_feed)(database, change.feed, folder)


def _titled(database: Database, changes: list[Change], at: int) -> None:
    database.run_many("UPDATE feeds SET own_title = ? WHERE id = ?", ((c.new, c.feed) for c in changes))


def _moved(database: Database, changes: list[Change], at: int) -> None:
    for change in changes:
        row = database.row("SELECT folder, removed FROM feeds WHERE id = ?", (change.feed,))
        if row is None:
            continue
        database.run("UPDATE feeds SET folder = ? WHERE id = ?", (change.new, change.feed))
        if not row["removed"]:
            unshelve_folder(database, change.feed, row["folder"])
            shelve_feed(database, change.feed, str(change.new))


def _set_up(database: Database, changes: list[Change], at: int) -> None:
    database.run_many("UPDATE feeds SET settings = ? WHERE id = ?", ((json.dumps(c.new), c.feed) for c in changes))


_APPLY: dict[str, Callable[[Database, list[Change], int], None]] = {
    READ: _state,
    STARRED: _state,
    PUBLISHED: _state,
    TAG: _tagged,
    DELETED: _deleted,
    SUBSCRIBED: _subscribed,
    TITLE: _titled,
    FOLDER: _moved,
    SETTINGS: _set_up,
}
