"""Accounts on servers that fetch feeds for the user, what is known of the articles there, and what waits to be sent.

An article of a server is named by its hexadecimal digits. ``server_items`` keeps which article of the library it is and
the state that the server was last known to have, so that the next sync can tell what changed there from what changed
here. ``outbox`` holds what the user changed and the server has not confirmed yet: one row for each state of an article,
its newest value.
"""

from __future__ import annotations

NAME = "accounts on servers and their outbox"

STATEMENTS = (
    """CREATE TABLE accounts (
        id INTEGER PRIMARY KEY,
        base TEXT NOT NULL,
        user TEXT NOT NULL,
        name TEXT NOT NULL UNIQUE,
        password_command TEXT NOT NULL,
        added INTEGER NOT NULL,
        synced INTEGER NOT NULL DEFAULT 0,
        problem TEXT NOT NULL DEFAULT '',
        not_before INTEGER NOT NULL DEFAULT 0,
        busy_until INTEGER NOT NULL DEFAULT 0,
        busy_with TEXT NOT NULL DEFAULT '',
        UNIQUE (base, user)
    ) STRICT""",
    """CREATE TABLE server_feeds (
        account INTEGER NOT NULL,
        stream TEXT NOT NULL,
        feed INTEGER NOT NULL,
        PRIMARY KEY (account, stream)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE server_items (
        account INTEGER NOT NULL,
        digits TEXT NOT NULL,
        article INTEGER NOT NULL,
        read INTEGER NOT NULL,
        starred INTEGER NOT NULL,
        PRIMARY KEY (account, digits)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX server_items_article ON server_items (article)",
    """CREATE TABLE server_labels (
        account INTEGER NOT NULL,
        digits TEXT NOT NULL,
        label TEXT NOT NULL,
        PRIMARY KEY (account, label, digits)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE outbox (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        account INTEGER NOT NULL,
        digits TEXT NOT NULL,
        state TEXT NOT NULL,
        value INTEGER NOT NULL,
        at INTEGER NOT NULL,
        UNIQUE (account, digits, state)
    ) STRICT""",
    """CREATE TABLE feed_outbox (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        account INTEGER NOT NULL,
        feed INTEGER NOT NULL,
        what TEXT NOT NULL,
        old TEXT NOT NULL,
        new TEXT NOT NULL,
        at INTEGER NOT NULL,
        UNIQUE (account, feed, what)
    ) STRICT""",
)
