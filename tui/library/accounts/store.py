"""Accounts on servers that fetch feeds for the user."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from tui.library import changes
from tui.library.accounts.mirror import Mirror
from tui.library.accounts.outbox import LEASE, Outbox, follower
from tui.library.changes import Change, Changes
from tui.library.db.connection import Database, Row, now


class Account(NamedTuple):
    """One account. Times are UTC milliseconds, 0 for never; ``problem`` is why the last sync failed, "" if it did not.

    ``not_before`` is until when the server asked not to be asked.
    """

    id: int
    base: str
    user: str
    name: str
    password_command: str = ""
    added: int = 0
    synced: int = 0
    problem: str = ""
    not_before: int = 0


class Accounts:
    """Reached as ``library.accounts``. Belongs to the library's thread; every writing call raises LibraryError."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._changes = Changes(database)

    def outbox(self, account: int) -> Outbox:
        """What waits to be sent to an account's server."""
        return Outbox(self._db, account)

    def mirror(self, account: int) -> Mirror:
        """What an account's server was last known to have."""
        return Mirror(self._db, self.outbox(account))

    def all(self) -> list[Account]:
        """Every account, oldest first."""
        return [_account(row) for row in self._db.rows("SELECT * FROM accounts ORDER BY id")]

    def get(self, name: str) -> Account | None:
        """The account of this name."""
        row = self._db.row("SELECT * FROM accounts WHERE name = ?", (name,))
        return _account(row) if row is not None else None

    def add(self, base: str, user: str, name: str, password_command: str = "") -> Account:
        """Keep an account; one with the same server and user is returned with its new password command."""
        with self._db.write():
            self._db.run(
                "INSERT INTO accounts (base, user, name, password_command, added) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (base, user) DO UPDATE SET password_command = excluded.password_command",
                (base, user, self._free(name), password_command, now()),
            )
            row = self._db.rows("SELECT * FROM accounts WHERE base = ? AND user = ?", (base, user))[0]
            self._changes.follow(follower(row["id"]), self._changes.last())
        return _account(row)

    def _free(self, name: str) -> str:
        taken = {account.name for account in self.all()}
        return next(n for i in range(1, len(taken) + 2) if (n := name if i == 1 else f"{name}-{i}") not in taken)

    def remove(self, account: int, *, delete_articles: bool) -> int:
        """Forget an account and what waits to be sent; how many articles it had brought.

        Its articles stay, or are deleted where no other feed has them and they carry no bookmark and no star.
        Nothing is changed on the server.
        """
        with self._db.write():
            articles = int(
                self._db.value("SELECT count(DISTINCT article) FROM server_items WHERE account = ?", (account,)) or 0
            )
            mirror = self.mirror(account)
            feeds = mirror.feeds()
            if delete_articles:
                self._delete_articles(account, list(feeds.values()))
            mirror.unsubscribed(feeds.values())
            for table in ("outbox", "feed_outbox", "server_items", "server_labels", "server_feeds"):
                self._db.run(f"DELETE FROM {table} WHERE account = ?", (account,))
            self._db.run("DELETE FROM accounts WHERE id = ?", (account,))
            self._changes.unfollow(follower(account))
        return articles

    def _delete_articles(self, account: int, feeds: Sequence[int]) -> None:
        rows = self._db.rows(
            "SELECT DISTINCT a.uri FROM server_items AS i JOIN articles AS a ON a.id = i.article"
            " WHERE i.account = ? AND a.deleted = 0 AND a.starred = 0"
            " AND NOT EXISTS (SELECT 1 FROM bookmarks AS b WHERE b.uri = a.uri AND b.deleted = 0)"
            " AND NOT EXISTS (SELECT 1 FROM entries AS e JOIN feeds AS f ON f.id = e.feed WHERE e.article = a.id"
            "  AND f.removed = 0 AND f.id NOT IN (SELECT value FROM json_each(?)))",
            (account, json.dumps(list(feeds))),
        )
        changes.make(self._db, [Change(changes.DELETED, row["uri"], 0, 1) for row in rows])

    def succeeded(self, account: int) -> None:
        """Note that a sync came to its end."""
        with self._db.write():
            sql = "UPDATE accounts SET synced = ?, problem = '', not_before = 0 WHERE id = ?"
            self._db.run(sql, (now(), account))

    def failed(self, account: int, problem: str, not_before: int = 0) -> None:
        """Note why a sync did not, and until when the server wants no more requests (UTC milliseconds)."""
        with self._db.write():
            sql = "UPDATE accounts SET problem = ?, not_before = ? WHERE id = ?"
            self._db.run(sql, (problem, not_before, account))

    def begin(self, account: int, run: str) -> bool:
        """Keep other programs from syncing this account until :meth:`end`; whether it was free.

        One that was killed keeps them out for :data:`LEASE`. ``run`` names the sync.
        """
        with self._db.write():
            at = now()
            return bool(
                self._db.run(
                    "UPDATE accounts SET busy_until = ?, busy_with = ? WHERE id = ?"
                    " AND (busy_until < ? OR busy_until > ? OR busy_with = ?)",
                    (at + LEASE, run, account, at, at + 2 * LEASE, run),
                )
            )

    def end(self, account: int) -> None:
        """Let others sync this account again."""
        with self._db.write():
            self._db.run("UPDATE accounts SET busy_until = 0, busy_with = '' WHERE id = ?", (account,))


def _account(row: Row) -> Account:
    return Account(**{name: row[name] for name in Account._fields})
