"""The undo log: each action's sentence and the rows as they were before it, kept across restarts.

An action records what it is about to change (``Record.row``, ``Record.column``) inside its own
transaction; undoing puts that back, in reverse order, and drops the entry. Plain rows, no code: an
entry written by one version can be undone by the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tui.library.db.connection import Database, now

KEPT = 200
"""Entries kept; older ones are dropped (deleted bookmarks stay in the trash even then)."""

KEYS: dict[str, tuple[str, ...]] = {
    "bookmarks": ("id",),
    "tags": ("bookmark", "position"),
    "anchorings": ("bookmark", "position"),
    "declined": ("bookmark", "version"),
    "states": ("uri",),
    "corrections": ("id",),
    "article_tags": ("uri", "tag"),
    "saved": ("name",),
}
"""Tables that undo may write, with the columns that identify a row."""


def in_brief(words: str, most: int = 40) -> str:
    """Words for the sentence of an action, in quotation marks, cut where they are long."""
    from tui.bookmarks.citation import in_marks

    return in_marks(words if len(words) <= most else words[: most - 1].rstrip() + "…")


class Record:
    """What one action changes. Every method is called before the change itself."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.steps: list[dict[str, Any]] = []

    def rows(self, table: str, **where: Any) -> None:
        """All rows of ``table`` that match now; rows added under the same condition go when undone."""
        clause, values = _where(where)
        found = [dict(r) for r in self._db.rows(f"SELECT * FROM {table} WHERE {clause}", values)]
        self.steps.append({"table": table, "where": where, "rows": found})

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """A row that undoing shall write."""
        where = {key: row[key] for key in KEYS[table]}
        self.steps.append({"table": table, "where": where, "rows": [dict(row)]})

    def column(self, table: str, column: str, value: Any, keys: Iterable[str]) -> None:
        """One column of many rows, which all have ``value`` now (marking a whole list read)."""
        self.steps.append({"table": table, "column": column, "value": value, "keys": list(keys)})


@contextmanager
def undoable(database: Database, sentence: str) -> Iterator[Record]:
    """A write transaction whose changes can be undone; ``sentence`` says what undoing takes back.

    Nothing is logged when the block recorded nothing.
    """
    with database.write():
        record = Record(database)
        yield record
        if record.steps:
            database.run(
                "INSERT INTO undo (at, sentence, before) VALUES (?, ?, ?)",
                (now(), sentence, json.dumps(record.steps, ensure_ascii=True, separators=(",", ":"))),
            )
            database.run(
                "DELETE FROM undo WHERE number <= (SELECT max(number) FROM undo) - ?",
                (KEPT,),
            )


def undo(database: Database) -> str | None:
    """Take back the newest action; returns its sentence, None when there is nothing left to undo."""
    with database.write():
        entry = database.row("SELECT number, sentence, before FROM undo ORDER BY number DESC LIMIT 1")
        if entry is None:
            return None
        for step in reversed(json.loads(entry["before"])):
            _put_back(database, step)
        database.run("DELETE FROM undo WHERE number = ?", (entry["number"],))
        return str(entry["sentence"])


def _put_back(database: Database, step: dict[str, Any]) -> None:
    table = step["table"]
    if table not in KEYS:
        return
    if "column" in step:
        key = KEYS[table][0]
        database.run_many(
            f'UPDATE {table} SET "{step["column"]}" = ? WHERE {key} = ?',
            ((step["value"], k) for k in step["keys"]),
        )
        return
    clause, values = _where(step["where"])
    database.run(f"DELETE FROM {table} WHERE {clause}", values)
    for row in step["rows"]:
        columns = ", ".join(f'"{c}"' for c in row)
        marks = ", ".join("?" * len(row))
        database.run(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))


def _where(where: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f'"{column}" = ?' for column in where), tuple(where.values())
