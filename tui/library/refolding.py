"""The full-text index of libraries from before letters were folded, brought to the new form in the background.

What stands in a contentless index goes out only in the form in which it came in. So it is known which articles stand in
it in the old form: those numbered after ``done`` up to ``until``, but for those that changed meanwhile (``already``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from tui.library.bookmarks.rows import folded
from tui.library.db.connection import Database
from tui.library.db.errors import LibraryError
from tui.library.search.fulltext import indexed, indexed_before

WordsOf = Callable[[int], str | None]
"""An article's words by its number, None where there are none; may raise LibraryError."""

KEY = "search.folding"
TOGETHER = 50
"""Articles brought to the new form by one transaction."""
_OUT = "INSERT INTO fulltext (fulltext, rowid, title, body) VALUES ('delete', ?, ?, ?)"
_IN = "INSERT INTO fulltext (rowid, title, body) VALUES (?, ?, ?)"


def _state(database: Database) -> dict[str, Any]:
    stored = database.value("SELECT value FROM learned WHERE key = ?", (KEY,))
    return {"done": 0, "until": 0, "already": [], **(json.loads(stored) if stored else {})}


def _keep(database: Database, state: dict[str, Any]) -> None:
    database.run(
        "INSERT INTO learned (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (KEY, json.dumps(state)),
    )


def waiting(database: Database) -> int:
    """How many articles the index may hold in the old form."""
    state = _state(database)
    return max(0, int(state["until"]) - int(state["done"]))


def take_out(database: Database, number: int, title: str, text: str) -> None:
    """Take an article's words out of the index, in the form in which they stand there; inside a transaction."""
    state = _state(database)
    old = state["done"] < number <= state["until"] and number not in state["already"]
    form = indexed_before if old else indexed
    database.run(_OUT, (number, form(title), form(text)))
    if old:  # what comes in from now on is in the new form
        state["already"].append(number)
        _keep(database, state)


def all_new(database: Database) -> None:
    """The whole index was made anew; inside a transaction."""
    database.run("DELETE FROM learned WHERE key = ?", (KEY,))


def again(database: Database, words_of: WordsOf, cancelled: Callable[[], bool] = lambda: False) -> int:
    """Bring the rest of the index, and the bookmarks' words, to the new form; how many articles were looked at.

    What was done is kept when it is stopped. Raises LibraryError.
    """
    looked = 0
    while not cancelled() and (state := _state(database))["done"] < state["until"]:
        if not looked:
            _bookmarks(database)
        with database.write():
            state = _state(database)  # again, now that nobody else can be at it
            rows = database.rows(
                "SELECT id, title FROM articles WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
                (state["done"], state["until"], TOGETHER),
            )
            for row in rows:
                if row["id"] not in state["already"]:
                    _one(database, words_of, row["id"], row["title"])
            state["done"] = rows[-1]["id"] if len(rows) == TOGETHER else state["until"]
            state["already"] = [number for number in state["already"] if number > state["done"]]
            _keep(database, state)
        looked += len(rows)
    return looked


def _one(database: Database, words_of: WordsOf, number: int, title: str) -> None:
    try:
        text = words_of(number)
    except LibraryError:
        return  # damaged: the doctor tells of it
    if text is None:
        return
    before = indexed_before(title), indexed_before(text)
    after = indexed(title), indexed(text)
    if before != after:
        database.run(_OUT, (number, *before))
        database.run(_IN, (number, *after))


def _bookmarks(database: Database) -> None:
    """The words that bookmarks are found by."""
    with database.write():
        tags: dict[str, list[str]] = {}
        for row in database.rows("SELECT bookmark, tag FROM tags ORDER BY bookmark, position"):
            tags.setdefault(row["bookmark"], []).append(row["tag"])
        _renew(
            database,
            "bookmarks",
            "id",
            (
                (folded(" ".join((row["exact"], row["note"], *tags.get(row["id"], ())))), row["id"])
                for row in database.rows("SELECT id, exact, note FROM bookmarks")
            ),
        )
        _renew(
            database,
            "citations",
            "uri",
            (
                (folded(f"{row['title']} {row['source']}"), row["uri"])
                for row in database.rows("SELECT uri, title, source FROM citations")
            ),
        )


def _renew(database: Database, table: str, key: str, words: Iterable[tuple[str, str]]) -> None:
    database.run_many(f"UPDATE {table} SET words = ? WHERE {key} = ?", words)
