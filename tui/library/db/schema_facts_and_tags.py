"""What came to the tables of articles later: facts of what nobody opened, and tags by the article's address.

Programs between two releases made libraries that have some of this already, at the version before: hence each
``IF EXISTS`` and ``IF NOT EXISTS``. Whatever a library had, it ends as a new one begins.
"""

from __future__ import annotations

FACTS_NAME = "facts of articles that nobody opened, searched by name and amount"

FACTS = (
    # A table made anew keeps the order of its columns and its defaults; its indexes and triggers go with the old one.
    # It is copied to and fro: a table that is renamed would take along the triggers of others that name it.
    "CREATE TABLE moving AS SELECT * FROM articles",
    "DROP TABLE articles",
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
    """INSERT INTO articles (id, uri, title, source, author, url, published, dated, added, questions, figures, words,
            read, starred, truncated, hash, changes)
        SELECT id, uri, title, source, author, url, published, dated, added, questions, figures, words,
            read, starred, truncated, hash, changes FROM moving""",
    "DROP TABLE moving",
    "CREATE INDEX articles_starred ON articles (published, id) WHERE starred = 1",
    "CREATE INDEX articles_changed ON articles (published, id) WHERE changes <> ''",
    # Those whose facts were not looked for yet, or not by this engine.
    "CREATE INDEX articles_unlooked ON articles (published, id) WHERE looked = 0",
    """CREATE TRIGGER articles_read AFTER UPDATE OF read ON articles WHEN NEW.read <> OLD.read BEGIN
        UPDATE places SET read = NEW.read WHERE article = NEW.id;
    END""",
    """CREATE TRIGGER articles_in AFTER INSERT ON articles BEGIN
        UPDATE articles SET
            read = coalesce((SELECT read FROM states WHERE uri = NEW.uri), 0),
            starred = coalesce((SELECT starred FROM states WHERE uri = NEW.uri), 0)
        WHERE id = NEW.id AND EXISTS (SELECT 1 FROM states WHERE uri = NEW.uri);
    END""",
    # A reload merges a third as often as by default (4), and words are found as quickly.
    "INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', 16)",
    "DROP TABLE IF EXISTS facts",
    "DROP TABLE IF EXISTS names",
    "DROP TABLE IF EXISTS amounts",
    # What can be searched by kind: the names in each article by the words, and its figures by value.
    """CREATE VIRTUAL TABLE names USING fts5
        (person, organisation, place, speaker, figure, tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TABLE amounts (
        article INTEGER NOT NULL,
        name TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (article, name, value)
    ) STRICT, WITHOUT ROWID""",
    # Those that were kept came from an engine that knew less under the same name; they are found again.
    "DROP TABLE extracted",
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

TAGS_NAME = "tags by the article's address"

TAGS = (
    "DROP TRIGGER IF EXISTS tags_in",
    "DROP TRIGGER IF EXISTS tags_out",
    "DROP TRIGGER IF EXISTS articles_tagged",
    # Tags are kept by uri, as states are, and put what is here on their shelves.
    """CREATE TABLE IF NOT EXISTS article_tags (
        uri TEXT NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (uri, tag)
    ) STRICT, WITHOUT ROWID""",
    # Until now the shelves alone knew them.
    """INSERT OR IGNORE INTO article_tags (uri, tag)
        SELECT a.uri, substr(p.shelf, 5) FROM places AS p JOIN articles AS a ON a.id = p.article
        WHERE p.shelf > 'tag:' AND p.shelf < 'tag;'""",
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
)
