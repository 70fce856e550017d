"""The schema's eighth and ninth step: who said what and what measures what, with exact spans; folded letters.

``sayings``, ``measures`` and ``mentions`` hold spans (code points of the article's text as it opens) and what is needed
to choose among them without opening the article. Its day and source are the article's. They are filled by the process
that finds facts; nothing here is the user's, and everything can be found again.
"""

from __future__ import annotations

NAME = "sayings, measures and mentions with their places; letters folded in the index"

STATEMENTS = (
    # Who said it (the fullest name the article gives, or its words), how (quote, said, denied, planned …), with which
    # word, and the words themselves. Spans that are missing are -1.
    """CREATE TABLE sayings (
        article INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        kind TEXT NOT NULL,
        speaker TEXT NOT NULL,
        speaker_start INTEGER NOT NULL,
        speaker_stop INTEGER NOT NULL,
        cue_start INTEGER NOT NULL,
        cue_stop INTEGER NOT NULL,
        content_start INTEGER NOT NULL,
        content_stop INTEGER NOT NULL,
        PRIMARY KEY (article, start, stop, kind)
    ) STRICT, WITHOUT ROWID""",
    # What is measured or counted (folded words, for searching), from what to what, in which unit.
    """CREATE TABLE measures (
        article INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        name TEXT NOT NULL,
        low REAL NOT NULL,
        high REAL NOT NULL,
        unit TEXT NOT NULL,
        change TEXT NOT NULL,
        counted_start INTEGER NOT NULL,
        counted_stop INTEGER NOT NULL,
        PRIMARY KEY (article, start, stop)
    ) STRICT, WITHOUT ROWID""",
    # Where each person, body and place is named first, and each day; ``name`` is the fullest name, or the ISO value.
    """CREATE TABLE mentions (
        article INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (article, start, stop, kind)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX mentions_day ON mentions (name, article) WHERE kind = 'date'",
    "DROP TABLE amounts",
    # Facts are looked for anew: the tables above are empty.
    "UPDATE articles SET looked = 0 WHERE deleted = 0",
    # Which articles the index still holds in the form of before: after "done" up to "until" (see library.refolding).
    """INSERT OR REPLACE INTO learned (key, value) SELECT 'search.folding',
        json_object('done', 0, 'until', (SELECT max(id) FROM articles), 'already', json_array())
        WHERE EXISTS (SELECT 1 FROM articles)""",
)

CUT_NAME = "old versions that only bookmarks need are cut"

CUT = (
    # The length of a version of which only pieces are kept, 0 for one that is whole (see library.versions).
    "ALTER TABLE versions ADD COLUMN cut INTEGER NOT NULL DEFAULT 0",
)
