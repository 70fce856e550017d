"""What the user changed and a server has not confirmed yet.

A sync works in short transactions. Each begins by taking what the user changed meanwhile into the outbox
(:meth:`Outbox.changing`), so that a change made while the server is asked wins over what the server said before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tui.library.changes import FOLDER, READ, STARRED, SUBSCRIBED, TAG, TITLE, Changes, Recorded
from tui.library.db.connection import Database, now

SCHEME = "sync:"
"""With which the address of a server's feed begins in the library; no other feed has such an address."""
LABEL = "label:"
"""Before the name of a tag in the outbox's ``state``."""
LEASE = 120_000
"""Milliseconds for which a sync that says nothing more keeps others out."""
_FEED_CHANGES = frozenset({TITLE, FOLDER, SUBSCRIBED})


class Pending(NamedTuple):
    """A state that waits to be sent: READ, STARRED, or :data:`LABEL` with a tag's name."""

    number: int
    digits: str
    state: str
    value: bool


class PendingFeed(NamedTuple):
    """A change of a feed that waits to be sent; ``what`` is TITLE, FOLDER or SUBSCRIBED."""

    number: int
    feed: int
    what: str
    old: str
    new: str


def feed_address(account: int, stream: str) -> str:
    """The address under which the library keeps a server's feed."""
    return f"{SCHEME}{account}/{stream}"


def follower(account: int) -> str:
    """The name under which an account follows the changes of the library."""
    return f"account {account}"


class Outbox:
    """The outbox of one account. Reached as ``library.accounts.outbox(account)``; writing calls raise LibraryError."""

    def __init__(self, database: Database, account: int) -> None:
        self._db = database
        self.account = account
        self._changes = Changes(database)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """A transaction of a sync: what the user changed before it goes into the outbox, what it changes does not."""
        with self._db.write():
            self._db.run(
                "UPDATE accounts SET busy_until = ? WHERE id = ? AND busy_until > 0", (now() + LEASE, self.account)
            )
            self._gather()
            yield
            self._changes.follow(follower(self.account), self._changes.last())

    def _gather(self) -> None:
        seen = self._changes.seen(follower(self.account))
        while recorded := self._changes.since(seen):
            for change in recorded:
                self._take(change)
            seen = recorded[-1].number
        self._changes.follow(follower(self.account), seen)

    def _take(self, recorded: Recorded) -> None:
        change = recorded.change
        if change.what in (READ, STARRED, TAG):
            state = LABEL + change.detail if change.what == TAG else change.what
            rows = self._db.rows(
                "SELECT i.digits FROM articles AS a JOIN server_items AS i ON i.article = a.id"
                " WHERE a.uri = ? AND i.account = ?",
                (change.subject, self.account),
            )
            for row in rows:
                self.put(row["digits"], state, bool(change.new), recorded.at)
        elif change.what in _FEED_CHANGES and change.subject.startswith(feed_address(self.account, "")):
            self._db.run(
                "INSERT INTO feed_outbox (account, feed, what, old, new, at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (account, feed, what) DO UPDATE SET new = excluded.new, at = excluded.at",
                (self.account, change.feed, change.what, str(change.old), str(change.new), recorded.at),
            )

    def put(self, digits: str, state: str, value: bool, at: int) -> None:
        """Have a state sent; it takes the place of an earlier value that waits. Inside a transaction."""
        self._db.run("DELETE FROM outbox WHERE account = ? AND digits = ? AND state = ?", (self.account, digits, state))
        self._db.run(
            "INSERT INTO outbox (account, digits, state, value, at) VALUES (?, ?, ?, ?, ?)",
            (self.account, digits, state, int(value), at),
        )

    def pending(self, after: int = 0, limit: int = 1000) -> list[Pending]:
        """States that wait to be sent, oldest first, those numbered above ``after``."""
        rows = self._db.rows(
            "SELECT number, digits, state, value FROM outbox WHERE account = ? AND number > ? ORDER BY number LIMIT ?",
            (self.account, after, limit),
        )
        return [Pending(row["number"], row["digits"], row["state"], bool(row["value"])) for row in rows]

    def pending_feeds(self) -> list[PendingFeed]:
        """Changes of feeds that wait to be sent, oldest first."""
        sql = "SELECT number, feed, what, old, new FROM feed_outbox WHERE account = ? ORDER BY number"
        return [PendingFeed(*row) for row in self._db.rows(sql, (self.account,))]

    def waiting(self) -> int:
        """How many changes the server has not confirmed, with those that no sync took up yet."""
        with self._db.write():
            self._gather()
        tables = ("outbox", "feed_outbox")
        return sum(
            int(self._db.value(f"SELECT count(*) FROM {t} WHERE account = ?", (self.account,)) or 0) for t in tables
        )
