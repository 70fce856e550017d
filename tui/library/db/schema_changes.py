"""The schema's fifth step: every change of the user to articles and feeds is one row, and deleting is a mark.

A row of ``changes`` says what changed, on which article or feed, from which value to which, when, and in which run of
the program. Undoing and redoing add rows of their own, so that whoever follows the table (another window, a server's
outbox) needs nothing else. Articles and feeds that were removed stay as rows with a time in ``deleted`` or ``removed``:
their feed knows them still, so that they are not brought again, and undoing brings them back whole.
"""

from __future__ import annotations

NAME = "changes to articles and feeds, redo, deleted articles"

STATEMENTS = (
    "ALTER TABLE undo ADD COLUMN session TEXT NOT NULL DEFAULT ''",
    # What an action is about: bookmarks, articles, feeds, corrections or searches; each can be undone by itself.
    "ALTER TABLE undo ADD COLUMN room TEXT NOT NULL DEFAULT ''",
    # When it was undone; until another action is done it can be redone.
    "ALTER TABLE undo ADD COLUMN undone INTEGER NOT NULL DEFAULT 0",
    """UPDATE undo SET room = CASE
        WHEN before LIKE '[{"table":"states"%' OR before LIKE '[{"table":"article\\_tags"%' ESCAPE '\\' THEN 'articles'
        WHEN before LIKE '[{"table":"corrections"%' THEN 'corrections'
        WHEN before LIKE '[{"table":"saved"%' THEN 'searches'
        ELSE 'bookmarks' END""",
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        action INTEGER NOT NULL,
        way TEXT NOT NULL,
        at INTEGER NOT NULL,
        session TEXT NOT NULL,
        what TEXT NOT NULL,
        subject TEXT NOT NULL,
        feed INTEGER NOT NULL,
        detail TEXT NOT NULL,
        old TEXT NOT NULL,
        new TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX changes_action ON changes (action) WHERE action > 0",
    # Up to which change each follower has seen the table; what one has not seen is not dropped.
    """CREATE TABLE followers (
        name TEXT PRIMARY KEY,
        seen INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE states ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE articles ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX articles_deleted ON articles (deleted, id) WHERE deleted > 0",
    "ALTER TABLE feeds ADD COLUMN removed INTEGER NOT NULL DEFAULT 0",
    "DROP TRIGGER states_in",
    "DROP TRIGGER states_changed",
    "DROP TRIGGER states_out",
    "DROP TRIGGER articles_in",
    "DROP TRIGGER tags_in",
    "DROP TRIGGER articles_tagged",
    """CREATE TRIGGER states_in AFTER INSERT ON states BEGIN
        UPDATE articles SET read = NEW.read, starred = NEW.starred, deleted = NEW.deleted WHERE uri = NEW.uri;
    END""",
    """CREATE TRIGGER states_changed AFTER UPDATE OF read, starred, deleted ON states BEGIN
        UPDATE articles SET read = NEW.read, starred = NEW.starred, deleted = NEW.deleted WHERE uri = NEW.uri;
    END""",
    """CREATE TRIGGER states_out AFTER DELETE ON states BEGIN
        UPDATE articles SET read = 0, starred = 0, deleted = 0 WHERE uri = OLD.uri;
    END""",
    """CREATE TRIGGER articles_in AFTER INSERT ON articles BEGIN
        UPDATE articles SET
            read = coalesce((SELECT read FROM states WHERE uri = NEW.uri), 0),
            starred = coalesce((SELECT starred FROM states WHERE uri = NEW.uri), 0),
            deleted = coalesce((SELECT deleted FROM states WHERE uri = NEW.uri), 0)
        WHERE id = NEW.id AND EXISTS (SELECT 1 FROM states WHERE uri = NEW.uri);
    END""",
    # A deleted article lies on no shelf, and nobody looks for its facts.
    """CREATE TRIGGER articles_deleted AFTER UPDATE OF deleted ON articles
    WHEN NEW.deleted > 0 AND OLD.deleted = 0 BEGIN
        DELETE FROM places WHERE article = NEW.id;
        UPDATE articles SET looked = 1 WHERE id = NEW.id;
    END""",
    """CREATE TRIGGER tags_in AFTER INSERT ON article_tags BEGIN
        INSERT INTO places (shelf, published, article, read)
        SELECT 'tag:' || NEW.tag, a.published, a.id, a.read FROM articles AS a WHERE a.uri = NEW.uri AND a.deleted = 0
        ON CONFLICT DO NOTHING;
    END""",
    """CREATE TRIGGER articles_tagged AFTER INSERT ON articles
    WHEN EXISTS (SELECT 1 FROM article_tags WHERE uri = NEW.uri)
    AND NOT EXISTS (SELECT 1 FROM states WHERE uri = NEW.uri AND deleted > 0) BEGIN
        INSERT INTO places (shelf, published, article, read)
        SELECT 'tag:' || t.tag, NEW.published, NEW.id, coalesce((SELECT read FROM states WHERE uri = NEW.uri), 0)
        FROM article_tags AS t WHERE t.uri = NEW.uri
        ON CONFLICT DO NOTHING;
    END""",
)

IDENTITY_NAME = "a name of the library's own"

IDENTITY = (
    # Written once, so that it never stands in the log: a file that was overwritten while it was open has another one.
    "CREATE TABLE library (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "INSERT INTO library (id) VALUES (lower(hex(randomblob(16))))",
)
