"""The library's schema, as ordered steps, and how a file gets there.

A library at ``user_version`` N has had the first N steps. A step is never changed once released;
what comes later is a new step at the end. Each holds plain statements, run one by one inside the
single transaction of the whole migration.

Conventions: STRICT tables; times are UTC milliseconds since 1970; offsets are code points;
deleting is a mark first (``deleted`` is a time), so that it can be undone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from tui.library.db import schema_accounts, schema_sayings
from tui.library.db import schema_articles as article_schema
from tui.library.db import schema_changes as changes_schema
from tui.library.db import schema_facts_and_tags as later_schema
from tui.library.db.errors import LibraryError


class Migration(NamedTuple):
    """One step: ``name`` says what it adds, ``statements`` do it."""

    name: str
    statements: tuple[str, ...]


BOOKMARKS = Migration(
    "bookmarks, article states and the undo log",
    (
        # The text of every article version that carries a bookmark, kept for finding it again.
        """CREATE TABLE versions (
            hash TEXT PRIMARY KEY,
            text TEXT NOT NULL,
            seen INTEGER NOT NULL
        ) STRICT""",
        # What is needed to cite an article whose text may be gone.
        """CREATE TABLE citations (
            uri TEXT PRIMARY KEY,
            page TEXT NOT NULL,
            title TEXT NOT NULL,
            source TEXT NOT NULL,
            authors TEXT NOT NULL,
            editor TEXT NOT NULL,
            published TEXT NOT NULL,
            language TEXT NOT NULL,
            url TEXT NOT NULL,
            words TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX citations_page ON citations (page)",
        # The columns from exact to old_length are the first selector; state and place are derived
        # from the newest anchoring, words from quote, note and tags, for lists and search.
        """CREATE TABLE bookmarks (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            uri TEXT NOT NULL,
            page TEXT NOT NULL,
            exact TEXT NOT NULL,
            prefix TEXT NOT NULL,
            suffix TEXT NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            version TEXT NOT NULL,
            old_length INTEGER NOT NULL,
            note TEXT NOT NULL,
            category TEXT NOT NULL,
            created INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            deleted INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL,
            place INTEGER NOT NULL,
            words TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX bookmarks_uri ON bookmarks (uri, place)",
        "CREATE INDEX bookmarks_page ON bookmarks (page)",
        "CREATE INDEX bookmarks_created ON bookmarks (created)",
        """CREATE TABLE tags (
            bookmark TEXT NOT NULL,
            position INTEGER NOT NULL,
            tag TEXT NOT NULL,
            PRIMARY KEY (bookmark, position)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX tags_tag ON tags (tag)",
        """CREATE TABLE anchorings (
            bookmark TEXT NOT NULL,
            position INTEGER NOT NULL,
            version TEXT NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            state TEXT NOT NULL,
            method TEXT NOT NULL,
            kept REAL NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (bookmark, position)
        ) STRICT, WITHOUT ROWID""",
        # Versions on which the reader took a re-anchoring back: not tried again there.
        """CREATE TABLE declined (
            bookmark TEXT NOT NULL,
            version TEXT NOT NULL,
            PRIMARY KEY (bookmark, version)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE states (
            uri TEXT PRIMARY KEY,
            position INTEGER NOT NULL DEFAULT 0,
            read INTEGER NOT NULL DEFAULT 0,
            starred INTEGER NOT NULL DEFAULT 0,
            published TEXT NOT NULL DEFAULT '',
            opened INTEGER NOT NULL DEFAULT 0,
            changed INTEGER NOT NULL DEFAULT 0
        ) STRICT""",
        # What the reader said about highlights; uri is '*' for every article.
        """CREATE TABLE corrections (
            id TEXT PRIMARY KEY,
            uri TEXT NOT NULL,
            kind TEXT NOT NULL,
            words TEXT NOT NULL,
            action TEXT NOT NULL,
            new_kind TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX corrections_uri ON corrections (uri)",
        """CREATE TABLE finds (
            words TEXT PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT""",
        # Small values the program learns, as JSON: measure, theme, panel state.
        """CREATE TABLE learned (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT""",
        # One entry an action: the sentence to show, and the rows as they were before (JSON).
        """CREATE TABLE undo (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            sentence TEXT NOT NULL,
            before TEXT NOT NULL
        ) STRICT""",
    ),
)

ARTICLES = Migration(article_schema.NAME, article_schema.STATEMENTS)
FACTS = Migration(later_schema.FACTS_NAME, later_schema.FACTS)
TAGS = Migration(later_schema.TAGS_NAME, later_schema.TAGS)
CHANGES = Migration(changes_schema.NAME, changes_schema.STATEMENTS)
ACCOUNTS = Migration(schema_accounts.NAME, schema_accounts.STATEMENTS)
IDENTITY = Migration(changes_schema.IDENTITY_NAME, changes_schema.IDENTITY)
SAYINGS = Migration(schema_sayings.NAME, schema_sayings.STATEMENTS)
CUT = Migration(schema_sayings.CUT_NAME, schema_sayings.CUT)

MIGRATIONS: tuple[Migration, ...] = (BOOKMARKS, ARTICLES, FACTS, TAGS, CHANGES, ACCOUNTS, IDENTITY, SAYINGS, CUT)
"""In order. Add at the end; never reorder, never edit a released one."""
NEWEST = len(MIGRATIONS)

APPLICATION_ID = 0x46614C74  # "FaLt"
MAGIC = b"SQLite format 3\0"
"""With which a library's file begins."""


def version_of(connection: sqlite3.Connection) -> int:
    """Which schema a database has: how many of these it went through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: sqlite3.Connection, to: int = NEWEST, *, before: Callable[[int], None] = lambda version: None
) -> None:
    """Bring a database to the newest schema, or to that of version ``to``, in one transaction: all of it or nothing.

    ``before`` is called with the version that is there, once nobody else can write, and before anything changes.
    Raises sqlite3.Error, or LibraryError when rows would be left without what they refer to.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(connection)  # again, now that nobody else can be at it
        if 0 < version < to:
            before(version)
        for step in MIGRATIONS[version:to]:
            for statement in step.statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={max(version, to)}")
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise LibraryError("the library could not be brought up to date: run `factlight doctor --repair`.")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
