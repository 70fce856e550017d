"""What a server was last known to have: its feeds, its articles with their states, its tags.

The states the server had at the last sync stand beside each article, so that the next sync can tell what changed there
from what changed here (a three-way merge).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.library import changes
from tui.library.accounts.outbox import LABEL, Outbox, Pending, PendingFeed, feed_address
from tui.library.changes import FOLDER, READ, SETTINGS, STARRED, SUBSCRIBED, TAG, TITLE, Change
from tui.library.db.connection import Database, now

BATCH = 500
"""Articles whose states one transaction changes."""


class Seen(NamedTuple):
    """An article of the server as it was stored: which one of the library it is, and its states there."""

    digits: str
    uri: str
    read: bool
    starred: bool


class Mirror:
    """What is known of one account's server. Reached as ``library.accounts.mirror(account)``.

    Every call that writes raises LibraryError.
    """

    def __init__(self, database: Database, outbox: Outbox) -> None:
        self._db = database
        self.outbox = outbox
        self._account = outbox.account

    def feeds(self) -> dict[str, int]:
        """The server's feeds: the number of each in the library, by its name there."""
        rows = self._db.rows("SELECT stream, feed FROM server_feeds WHERE account = ?", (self._account,))
        return {row["stream"]: row["feed"] for row in rows}

    def put_feeds(self, rows: Sequence[tuple[str, str, str, str, str]]) -> None:
        """Make the server's feeds ours: (stream, title, folder, address, site) of each, and no others.

        What the user renamed or moved and was not sent yet stays as the user has it.
        """
        with self.outbox.changing():
            known = self.feeds()
            waiting = {(one.feed, one.what) for one in self.outbox.pending_feeds()}
            kept = set()
            for stream, title, folder, address, site in rows:
                number = known.get(stream) or self._feed_of(stream, address)
                kept.add(stream)
                self._db.run(
                    "INSERT INTO server_feeds (account, stream, feed) VALUES (?, ?, ?)"
                    " ON CONFLICT (account, stream) DO UPDATE SET feed = excluded.feed",
                    (self._account, stream, number),
                )
                self._follow_server(number, title, folder, address, site, waiting)
            gone = {stream: number for stream, number in known.items() if stream not in kept}
            self.unsubscribed(number for number in gone.values() if (number, SUBSCRIBED) not in waiting)
            self._db.run_many(
                "DELETE FROM server_feeds WHERE account = ? AND stream = ?",
                ((self._account, stream) for stream in gone),
            )

    def _feed_of(self, stream: str, address: str) -> int:
        """The row of a feed that the server has newly, or has again under another name."""
        known = self._db.value(
            "SELECT id FROM feeds WHERE url LIKE ? AND json_extract(settings, '$.address') = ?"
            " AND id NOT IN (SELECT feed FROM server_feeds WHERE account = ?)",
            (feed_address(self._account, "%"), address, self._account),
        ) if address else None  # fmt: skip
        if known:
            return int(known)
        url, at = feed_address(self._account, stream), now()
        self._db.run("INSERT INTO feeds (url, added, removed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (url, at, at))
        return int(self._db.value("SELECT id FROM feeds WHERE url = ?", (url,)) or 0)

    def _follow_server(
        self, number: int, title: str, folder: str, address: str, site: str, waiting: set[tuple[int, str]]
    ) -> None:
        row = self._db.rows("SELECT * FROM feeds WHERE id = ?", (number,))[0]
        if (row["title"], row["site"]) != (title, site):
            self._db.run("UPDATE feeds SET title = ?, site = ? WHERE id = ?", (title, site, number))
        made = []
        settings = json.loads(row["settings"])
        if settings.get("address") != address:
            made.append(Change(SETTINGS, row["url"], settings, settings | {"address": address}, number))
        if row["own_title"] and (number, TITLE) not in waiting:
            made.append(Change(TITLE, row["url"], row["own_title"], "", number))
        if row["folder"] != folder and (number, FOLDER) not in waiting:
            made.append(Change(FOLDER, row["url"], row["folder"], folder, number))
        if row["removed"] and (number, SUBSCRIBED) not in waiting:
            made.append(Change(SUBSCRIBED, row["url"], 0, 1, number))
        changes.make(self._db, made)

    def unsubscribed(self, numbers: Iterable[int]) -> None:
        """Note that the server does not have these feeds of the library any more; inside a transaction."""
        rows = self._db.rows(
            "SELECT id, url FROM feeds WHERE removed = 0 AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        changes.make(self._db, [Change(SUBSCRIBED, row["url"], 1, 0, row["id"]) for row in rows])

    def names(self, unread: Iterable[str], starred: Iterable[str]) -> None:
        """Hold the names that the server lists as unread and as starred, for the calls below."""
        for table, digits in (("unread", unread), ("starred", starred)):
            self._db.run(f"DROP TABLE IF EXISTS temp.listed_{table}")
            self._db.run(f"CREATE TEMP TABLE listed_{table} (digits TEXT PRIMARY KEY) WITHOUT ROWID")
            with self._db.write():
                self._db.run_many(f"INSERT OR IGNORE INTO listed_{table} VALUES (?)", ((name,) for name in digits))

    def _list_one(self, table: str, digits: str, there: bool) -> None:
        if self._db.value("SELECT 1 FROM sqlite_temp_master WHERE name = ?", (f"listed_{table}",)):
            sql = "INSERT OR IGNORE INTO listed_{} VALUES (?)" if there else "DELETE FROM listed_{} WHERE digits = ?"
            self._db.run(sql.format(table), (digits,))

    def address_of(self, feed: int) -> str:
        """The web address of a feed that the server had, "" where it is not known."""
        found = self._db.value("SELECT json_extract(settings, '$.address') FROM feeds WHERE id = ?", (feed,))
        return str(found or "")

    def folder_of(self, feed: int) -> str:
        """The folder of a feed."""
        return str(self._db.value("SELECT folder FROM feeds WHERE id = ?", (feed,)) or "")

    def listed(self, digits: Sequence[str]) -> dict[str, tuple[bool, bool]]:
        """Of each name whether the server has it as (read, starred), by what :meth:`names` holds."""
        rows = self._db.rows(
            "SELECT value AS digits, value NOT IN (SELECT digits FROM listed_unread) AS read,"
            " value IN (SELECT digits FROM listed_starred) AS starred FROM json_each(?)",
            (json.dumps(list(digits)),),
        )
        return {row["digits"]: (bool(row["read"]), bool(row["starred"])) for row in rows}

    def leaving(self, state: str) -> list[str]:
        """The articles that the server had as unread (for READ) or as starred (for STARRED) and does not list now."""
        known, listed = ("read = 0", "unread") if state == READ else ("starred = 1", "starred")
        rows = self._db.rows(
            f"SELECT digits FROM server_items WHERE account = ? AND {known}"
            f" AND digits NOT IN (SELECT digits FROM listed_{listed})",
            (self._account,),
        )
        return [row["digits"] for row in rows]

    def count_as_listed(self, state: str, digits: Sequence[str]) -> None:
        """Hold these names as listed after all."""
        for name in digits:
            self._list_one("unread" if state == READ else "starred", name, True)

    def missing(self) -> list[str]:
        """The names that the server lists and the library does not know."""
        rows = self._db.rows(
            "SELECT digits FROM (SELECT digits FROM listed_unread UNION SELECT digits FROM listed_starred)"
            " WHERE digits NOT IN (SELECT digits FROM server_items WHERE account = ?) ORDER BY digits DESC",
            (self._account,),
        )
        return [row["digits"] for row in rows]

    def follow_states(self) -> int:
        """Take over what was read and starred on the server since the last sync; how many articles changed here.

        What the user changed here and the server has not confirmed stays as it is, and so does what the server lists no
        more because it left the feed.
        """
        return self._follow_state(READ, "i.digits NOT IN (SELECT digits FROM listed_unread)") + (
            self._follow_state(STARRED, "i.digits IN (SELECT digits FROM listed_starred)")
        )

    def _follow_state(self, state: str, there: str) -> int:
        changed = 0
        while True:
            with self.outbox.changing():
                rows = self._db.rows(
                    f"SELECT i.digits, a.uri, a.{state} AS here, ({there}) AS there FROM server_items AS i"
                    f" JOIN articles AS a ON a.id = i.article WHERE i.account = ? AND i.{state} <> ({there})"
                    " AND EXISTS (SELECT 1 FROM entries AS e JOIN server_feeds AS s ON s.feed = e.feed"
                    "  WHERE e.article = i.article AND s.account = i.account)"
                    " AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.account = i.account AND o.digits = i.digits"
                    " AND o.state = ?) LIMIT ?",
                    (self._account, state, BATCH),
                )
                if not rows:
                    return changed
                new = {row["uri"]: row for row in rows if bool(row["here"]) is not bool(row["there"])}
                changes.make(self._db, [Change(state, uri, row["here"], row["there"]) for uri, row in new.items()])
                self._db.run_many(
                    f"UPDATE server_items SET {state} = ? WHERE account = ? AND digits = ?",
                    ((row["there"], self._account, row["digits"]) for row in rows),
                )
                changed += len(new)

    def seen(self, items: Iterable[Seen]) -> None:
        """Note which articles of the library these of the server are; inside :meth:`changing`.

        Of an article that was here already the states of both hold: read or starred on either side is so on both.
        """
        at = now()
        for item in items:
            row = self._db.row("SELECT id, read, starred FROM articles WHERE uri = ?", (item.uri,))
            if row is None:
                continue
            self._db.run(
                "INSERT INTO server_items (account, digits, article, read, starred) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (account, digits) DO UPDATE SET article = excluded.article,"
                " read = excluded.read, starred = excluded.starred",
                (self._account, item.digits, row["id"], int(item.read), int(item.starred)),
            )
            for state, there in ((READ, item.read), (STARRED, item.starred)):
                if there and not row[state]:
                    changes.make(self._db, [Change(state, item.uri, 0, 1)])
                elif row[state] and not there:
                    self.outbox.put(item.digits, state, True, at)

    # tags

    def follow_labels(self, label: str, listed: Sequence[str]) -> None:
        """Take over which articles carry a tag on the server, but for what waits to be sent."""
        wanted = json.dumps(list(listed))
        with self.outbox.changing():
            waiting = "EXISTS (SELECT 1 FROM outbox AS o WHERE o.account = ? AND o.digits = d AND o.state = ?)"
            known = "SELECT digits AS d FROM server_labels WHERE account = ? AND label = ?"
            rows = self._db.rows(
                "SELECT d, on_server FROM ("
                f" SELECT value AS d, 1 AS on_server FROM json_each(?) WHERE value NOT IN ({known})"
                f" UNION ALL SELECT d, 0 FROM ({known}) WHERE d NOT IN (SELECT value FROM json_each(?))"
                f") WHERE NOT {waiting}",
                (wanted, self._account, label, self._account, label, wanted, self._account, LABEL + label),
            )
            for row in rows:
                self._label(row["d"], label, bool(row["on_server"]))
                self._tag(row["d"], label, bool(row["on_server"]))

    def _label(self, digits: str, label: str, on: bool) -> None:
        sql = (
            "INSERT OR IGNORE INTO server_labels (account, digits, label) VALUES (?, ?, ?)"
            if on
            else "DELETE FROM server_labels WHERE account = ? AND digits = ? AND label = ?"
        )
        self._db.run(sql, (self._account, digits, label))

    def _tag(self, digits: str, label: str, on: bool) -> None:
        row = self._db.row(
            "SELECT a.uri, EXISTS (SELECT 1 FROM article_tags AS t WHERE t.uri = a.uri AND t.tag = ?) AS here"
            " FROM server_items AS i JOIN articles AS a ON a.id = i.article WHERE i.account = ? AND i.digits = ?",
            (label, self._account, digits),
        )
        if row is not None and bool(row["here"]) is not on:
            changes.make(self._db, [Change(TAG, row["uri"], row["here"], int(on), detail=label)])

    def confirmed(self, sent: Sequence[Pending]) -> None:
        """The server has these states now; a newer value that came meanwhile stays in the outbox."""
        with self.outbox.changing():
            self._db.run_many("DELETE FROM outbox WHERE number = ?", ((one.number,) for one in sent))
            for one in sent:
                if one.state in (READ, STARRED):
                    self._db.run(
                        f"UPDATE server_items SET {one.state} = ? WHERE account = ? AND digits = ?",
                        (int(one.value), self._account, one.digits),
                    )
                    listed, there = ("unread", not one.value) if one.state == READ else ("starred", one.value)
                    self._list_one(listed, one.digits, there)
                else:
                    self._label(one.digits, one.state.removeprefix(LABEL), one.value)

    def confirmed_feed(self, sent: PendingFeed) -> None:
        """The server has this change of a feed now."""
        with self.outbox.changing():
            self._db.run("DELETE FROM feed_outbox WHERE number = ? AND new = ?", (sent.number, sent.new))
