"""The tables of articles, feeds and search, as one migration.

A ``place`` puts an article on a shelf ("all", "feed:3", "folder:World", "tag:korea", "unread" rows are those
with ``read = 0``), carrying what lists sort and filter by, so that every page of every list is one short
walk along an index. Triggers keep places and totals true whoever writes; nothing counts rows when asked.
"""

from __future__ import annotations

NAME = "articles, feeds, shelves, search and the facts cache"

STATEMENTS = (
    """CREATE TABLE feeds (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL DEFAULT '',
        own_title TEXT NOT NULL DEFAULT '',
        folder TEXT NOT NULL DEFAULT '',
        site TEXT NOT NULL DEFAULT '',
        settings TEXT NOT NULL DEFAULT '{}',
        etag TEXT NOT NULL DEFAULT '',
        modified TEXT NOT NULL DEFAULT '',
        fetched INTEGER NOT NULL DEFAULT 0,
        due INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        problem TEXT NOT NULL DEFAULT '',
        moved_to TEXT NOT NULL DEFAULT '',
        stopped INTEGER NOT NULL DEFAULT 0,
        added INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    # What a list shows of an article; the text lies apart, so that lists never touch it.
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        uri TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        source TEXT NOT NULL DEFAULT '',
        author TEXT NOT NULL DEFAULT '',
        url TEXT NOT NULL DEFAULT '',
        published INTEGER NOT NULL,
        dated INTEGER NOT NULL DEFAULT 1,
        added INTEGER NOT NULL,
        words INTEGER NOT NULL DEFAULT 0,
        questions INTEGER NOT NULL DEFAULT 0,
        figures INTEGER NOT NULL DEFAULT -1,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        truncated INTEGER NOT NULL DEFAULT 0,
        hash TEXT NOT NULL,
        changes TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX articles_starred ON articles (published, id) WHERE starred = 1",
    # Versions of the text, newest first; the one before stays until the reader has seen what changed.
    """CREATE TABLE texts (
        article INTEGER NOT NULL,
        number INTEGER NOT NULL,
        hash TEXT NOT NULL,
        seen INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (article, number)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE places (
        shelf TEXT NOT NULL,
        published INTEGER NOT NULL,
        article INTEGER NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (shelf, published, article)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX places_unread ON places (shelf, published, article) WHERE read = 0",
    "CREATE INDEX places_article ON places (article)",
    """CREATE TABLE totals (
        shelf TEXT PRIMARY KEY,
        count INTEGER NOT NULL,
        unread INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER places_in AFTER INSERT ON places BEGIN
        INSERT INTO totals (shelf, count, unread) VALUES (NEW.shelf, 1, NEW.read = 0)
        ON CONFLICT (shelf) DO UPDATE SET count = count + 1, unread = unread + excluded.unread;
    END""",
    """CREATE TRIGGER places_out AFTER DELETE ON places BEGIN
        UPDATE totals SET count = count - 1, unread = unread - (OLD.read = 0) WHERE shelf = OLD.shelf;
    END""",
    """CREATE TRIGGER places_read AFTER UPDATE OF read ON places WHEN NEW.read <> OLD.read BEGIN
        UPDATE totals SET unread = unread + (OLD.read <> 0) - (NEW.read <> 0) WHERE shelf = NEW.shelf;
    END""",
    """CREATE TRIGGER articles_read AFTER UPDATE OF read ON articles WHEN NEW.read <> OLD.read BEGIN
        UPDATE places SET read = NEW.read WHERE article = NEW.id;
    END""",
    # States are kept by uri, for files and feeds alike; articles carry a copy for their lists.
    """CREATE TRIGGER states_in AFTER INSERT ON states BEGIN
        UPDATE articles SET read = NEW.read, starred = NEW.starred WHERE uri = NEW.uri;
    END""",
    """CREATE TRIGGER states_changed AFTER UPDATE OF read, starred ON states BEGIN
        UPDATE articles SET read = NEW.read, starred = NEW.starred WHERE uri = NEW.uri;
    END""",
    """CREATE TRIGGER states_out AFTER DELETE ON states BEGIN
        UPDATE articles SET read = 0, starred = 0 WHERE uri = OLD.uri;
    END""",
    """CREATE TRIGGER articles_in AFTER INSERT ON articles BEGIN
        UPDATE articles SET
            read = coalesce((SELECT read FROM states WHERE uri = NEW.uri), 0),
            starred = coalesce((SELECT starred FROM states WHERE uri = NEW.uri), 0)
        WHERE id = NEW.id AND EXISTS (SELECT 1 FROM states WHERE uri = NEW.uri);
    END""",
    # The feed's own name for an entry: an entry seen twice, or in two feeds, is one article.
    """CREATE TABLE entries (
        feed INTEGER NOT NULL,
        guid TEXT NOT NULL,
        article INTEGER NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (feed, guid)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entries_article ON entries (article)",
    """CREATE TABLE saved (
        name TEXT PRIMARY KEY,
        query TEXT NOT NULL,
        position INTEGER NOT NULL DEFAULT 0,
        kill INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    # Contentless: the words are in texts; CJK characters stand apart here, so that they can be found.
    "CREATE VIRTUAL TABLE fulltext USING fts5 (title, body, content='', tokenize='unicode61 remove_diacritics 2')",
    """CREATE TABLE facts (
        article INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        value REAL,
        start INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX facts_name ON facts (kind, name, article)",
    "CREATE INDEX facts_article ON facts (article)",
    # Facts by the text's hash, the engine's version and the date they were resolved against.
    """CREATE TABLE extracted (
        hash TEXT NOT NULL,
        engine TEXT NOT NULL,
        published TEXT NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (hash, engine, published)
    ) STRICT, WITHOUT ROWID""",
)
