"""The log of what the user did: each action can be undone and redone, also after a restart and from another window.

An action consists of changes to articles and feeds (see ``changes``), which are reversed, and of rows of other tables
as they were before it (``Record.rows``), which are put back; what stood there until then takes their place in the log,
for redoing. Plain rows, no code: an entry written by one version can be undone by the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from tui.library import changes
from tui.library.changes import Change
from tui.library.db.connection import Database, Recording, Row, now

KEPT = 200
"""Actions kept; older ones are dropped (deleted bookmarks stay in the trash even then)."""

KEYS: dict[str, tuple[str, ...]] = {
    "bookmarks": ("id",),
    "tags": ("bookmark", "position"),
    "anchorings": ("bookmark", "position"),
    "declined": ("bookmark", "version"),
    "corrections": ("id",),
    "saved": ("name",),
}
"""Tables whose rows undo may put back, with the columns that identify a row."""

BOOKMARKS, ARTICLES, FEEDS, CORRECTIONS, SEARCHES = "bookmarks", "articles", "feeds", "corrections", "searches"
"""What an action can be about. Actions about different things touch no row in common, so each can be undone alone."""
_ROOMS = {"corrections": CORRECTIONS, "saved": SEARCHES}


class Action(NamedTuple):
    """An entry of the log. ``sentence`` says what undoing it takes back; ``at`` is UTC milliseconds."""

    number: int
    at: int
    sentence: str
    room: str = ""
    session: str = ""

    @property
    def mine(self) -> bool:
        """Whether this run of the program did it."""
        return self.session == changes.session()

    @property
    def words(self) -> str:
        """The sentence; for what another run of the program did, with its time."""
        if self.mine:
            return self.sentence
        day = datetime.fromtimestamp(self.at / 1000)
        return f"{self.sentence} (done in another session, {day:%Y-%m-%d %H:%M})"


def in_brief(words: str, most: int = 40) -> str:
    """Words for the sentence of an action, in quotation marks, cut where they are long."""
    from tui.bookmarks.citation import in_marks

    return in_marks(words if len(words) <= most else words[: most - 1].rstrip() + "…")


class Record(Recording):
    """What one action changes. Every method is called before the change itself."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._db = database

    def rows(self, table: str, **where: Any) -> None:
        """All rows of ``table`` that match now; rows added under the same condition go when undone."""
        clause, values = _where(where)
        found = [dict(r) for r in self._db.rows(f"SELECT * FROM {table} WHERE {clause}", values)]
        self.steps.append({"table": table, "where": where, "rows": found})

    def none(self, table: str, **where: Any) -> None:
        """No row of ``table`` matches now: those that are added under this condition go when undone."""
        self.steps.append({"table": table, "where": where, "rows": []})

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """A row that undoing shall write."""
        where = {key: row[key] for key in KEYS[table]}
        self.steps.append({"table": table, "where": where, "rows": [dict(row)]})

    @property
    def room(self) -> str:
        """What the action is about."""
        if self.steps:
            return _ROOMS.get(self.steps[0]["table"], BOOKMARKS)
        return ARTICLES if self.changes[0].what in changes.OF_ARTICLES else FEEDS


@contextmanager
def undoable(database: Database, sentence: str) -> Iterator[Record]:
    """A write transaction whose changes can be undone; ``sentence`` says what undoing takes back.

    Inside another one it is a part of that. Nothing is logged when the block changed nothing.
    """
    if isinstance(database.record, Record):
        yield database.record
        return
    with database.write():
        record = database.record = Record(database)
        try:
            yield record
        finally:
            database.record = None
        if record.steps or record.changes:
            _log(database, sentence, record)


def _log(database: Database, sentence: str, record: Record) -> None:
    values = (now(), sentence, _json(record.steps), changes.session(), record.room)
    number = database.insert("INSERT INTO undo (at, sentence, before, session, room) VALUES (?, ?, ?, ?, ?)", values)
    changes.keep(database, record.changes, number, changes.DONE)
    # What was undone before cannot be redone on top of this.
    database.run("DELETE FROM undo WHERE undone > 0 OR number <= ?", (number - KEPT,))


def next_undo(database: Database, room: str = "") -> Action | None:
    """The action that :func:`undo` would undo."""
    return _action(_entry(database, room, "undone = 0", "DESC"))


def next_redo(database: Database, room: str = "") -> Action | None:
    """The action that :func:`redo` would do again."""
    return _action(_entry(database, room, "undone > 0", "ASC"))


def undo(database: Database, room: str = "") -> Action | None:
    """Undo the newest action, or the newest about ``room``; the action, None when there is nothing left to undo."""
    with database.write():
        entry = _entry(database, room, "undone = 0", "DESC")
        if entry is None:
            return None
        number = entry["number"]
        back = [change.reversed() for change in reversed(changes.of_action(database, number))]
        _go(database, entry, back, changes.UNDONE, now())
        return _action(entry)


def redo(database: Database, room: str = "") -> Action | None:
    """Do again what was undone last; the action, None when nothing was undone since the last action."""
    with database.write():
        entry = _entry(database, room, "undone > 0", "ASC")
        if entry is None:
            return None
        _go(database, entry, changes.of_action(database, entry["number"]), changes.REDONE, 0)
        return _action(entry)


def _entry(database: Database, room: str, state: str, order: str) -> Row | None:
    where, values = (f"{state} AND room = ?", (room,)) if room else (state, ())
    return database.row(f"SELECT * FROM undo WHERE {where} ORDER BY number {order} LIMIT 1", values)


def _action(entry: Row | None) -> Action | None:
    if entry is None:
        return None
    return Action(entry["number"], entry["at"], entry["sentence"], entry["room"], entry["session"])


def _go(database: Database, entry: Row, values: list[Change], way: str, undone: int) -> None:
    """Set the values, swap the rows, and note in which direction the entry can go from now on."""
    steps: list[dict[str, Any]] = []
    older: list[Change] = []  # of an entry from before changes had a table of their own
    for step in reversed(json.loads(entry["before"])):
        if step["table"] in KEYS:
            steps.append(_swapped(database, step))
        else:
            older += _values(database, step)
    changes.keep(database, [c.reversed() for c in reversed(older)], entry["number"], changes.DONE)  # for redoing
    values = [*values, *older]
    changes.apply(database, values)
    changes.keep(database, values, entry["number"], way)
    database.run("UPDATE undo SET before = ?, undone = ? WHERE number = ?", (_json(steps), undone, entry["number"]))


def _swapped(database: Database, step: dict[str, Any]) -> dict[str, Any]:
    """Put a step's rows back; the step that puts back what stood there until now."""
    table = step["table"]
    clause, values = _where(step["where"])
    present = [dict(row) for row in database.rows(f"SELECT * FROM {table} WHERE {clause}", values)]
    database.run(f"DELETE FROM {table} WHERE {clause}", values)
    for row in step["rows"]:
        columns = ", ".join(f'"{c}"' for c in row)
        marks = ", ".join("?" * len(row))
        database.run(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
    return {"table": table, "where": step["where"], "rows": present}


def _values(database: Database, step: dict[str, Any]) -> list[Change]:
    """The changes that a step of an earlier version of the log stands for: on states, or on an article's tags."""
    if step["table"] == "states" and "column" in step:
        sql = "SELECT uri, read, starred, published FROM states WHERE uri IN (SELECT value FROM json_each(?))"
        column = step["column"]
        return [
            Change(column, row["uri"], row[column], step["value"])
            for row in database.rows(sql, (json.dumps(step["keys"]),))
            if column in (changes.READ, changes.STARRED, changes.PUBLISHED)
        ]
    if step["table"] == "article_tags" and "uri" in step.get("where", {}):
        uri = step["where"]["uri"]
        before = {row["tag"] for row in step["rows"]}
        present = {row["tag"] for row in database.rows("SELECT tag FROM article_tags WHERE uri = ?", (uri,))}
        return [Change(changes.TAG, uri, int(tag in present), int(tag in before), detail=tag)
                for tag in sorted(before ^ present)]  # fmt: skip
    return []


def _json(steps: list[dict[str, Any]]) -> str:
    return json.dumps(steps, ensure_ascii=True, separators=(",", ":"))


def _where(where: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f'"{column}" = ?' for column in where), tuple(where.values())
