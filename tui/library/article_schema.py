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
        questions INTEGER NOT NULL DEFAULT 0,
        figures INTEGER NOT NULL DEFAULT -1,
        words INTEGER NOT NULL DEFAULT -1,
        looked INTEGER NOT NULL DEFAULT 0,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        truncated INTEGER NOT NULL DEFAULT 0,
        hash TEXT NOT NULL,
        changes TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX articles_starred ON articles (published, id) WHERE starred = 1",
    "CREATE INDEX articles_changed ON articles (published, id) WHERE changes <> ''",
    # Those whose facts were not looked for yet, or not by this engine.
    "CREATE INDEX articles_unlooked ON articles (published, id) WHERE looked = 0",
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
    # Tags are kept by uri too, and put what is here on their shelves.
    """CREATE TABLE article_tags (
        uri TEXT NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (uri, tag)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER tags_in AFTER INSERT ON article_tags BEGIN
        INSERT INTO places (shelf, published, article, read)
        SELECT 'tag:' || NEW.tag, a.published, a.id, a.read FROM articles AS a WHERE a.uri = NEW.uri
        ON CONFLICT DO NOTHING;
    END""",
    """CREATE TRIGGER tags_out AFTER DELETE ON article_tags BEGIN
        DELETE FROM places WHERE shelf = 'tag:' || OLD.tag
        AND article = (SELECT id FROM articles WHERE uri = OLD.uri);
    END""",
    """CREATE TRIGGER articles_tagged AFTER INSERT ON articles
    WHEN EXISTS (SELECT 1 FROM article_tags WHERE uri = NEW.uri) BEGIN
        INSERT INTO places (shelf, published, article, read)
        SELECT 'tag:' || t.tag, NEW.published, NEW.id, coalesce((SELECT read FROM states WHERE uri = NEW.uri), 0)
        FROM article_tags AS t WHERE t.uri = NEW.uri
        ON CONFLICT DO NOTHING;
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
    # A reload merges a third as often as by default (4), and words are found as quickly.
    "INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', 16)",
    # What can be searched by kind: the names in each article by the words, and its figures by value.
    """CREATE VIRTUAL TABLE names USING fts5
        (person, organisation, place, speaker, figure, tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TABLE amounts (
        article INTEGER NOT NULL,
        name TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (article, name, value)
    ) STRICT, WITHOUT ROWID""",
    # Facts by the text's hash, the engine's version and the date they were resolved against.
    """CREATE TABLE extracted (
        number INTEGER PRIMARY KEY,
        hash TEXT NOT NULL,
        engine TEXT NOT NULL,
        published TEXT NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (hash, engine, published)
    ) STRICT""",
)
