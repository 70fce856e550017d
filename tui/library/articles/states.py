"""What the reader did with articles: place, read, starred, dates set by hand, corrections, finds.

Everything is keyed by the article's uri, so that it holds for files and feeds alike.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from tui.library import changes
from tui.library.changes import Change
from tui.library.db.connection import Database, Row, now
from tui.library.db.errors import LibraryError
from tui.library.db.undo import in_brief, undoable
from tui.text.sanitize import sanitize, sanitize_line

EVERYWHERE = "*"
ACTIONS = frozenset({"reject", "retype", "not-heading"})
FINDS_KEPT = 50


class State(NamedTuple):
    """One article's state. ``position`` is an offset in code points; times are UTC milliseconds, 0 for never."""

    uri: str
    position: int = 0
    read: bool = False
    starred: bool = False
    published: str = ""  # ISO date that the reader set, "" for the article's own
    opened: int = 0
    changed: int = 0


class Correction(NamedTuple):
    """A readable rule: in this article (or everywhere, ``uri == "*"``) these exact words are no fact
    of this kind ("reject"), one of ``new_kind`` ("retype"), or no heading ("not-heading")."""

    id: str
    uri: str
    kind: str
    words: str
    action: str
    new_kind: str = ""
    created: int = 0


_FIELDS = {"position": int, "read": int, "starred": int, "published": str, "opened": int}
_RECORDED = (changes.READ, changes.STARRED, changes.PUBLISHED)
"""Those whose changes are recorded."""


class States:
    """Reached as ``library.states``."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, uri: str) -> State:
        """The state of an article; a fresh one when it was never touched."""
        row = self._db.row("SELECT * FROM states WHERE uri = ?", (uri,))
        return _state(row) if row is not None else State(uri)

    def of(self, uris: Sequence[str]) -> dict[str, State]:
        """The states of these articles, fresh ones of those never touched: one question for a window of rows."""
        sql = "SELECT * FROM states WHERE uri IN (SELECT value FROM json_each(?))"
        touched = {row["uri"]: _state(row) for row in self._db.rows(sql, (json.dumps(uris),))}
        return {uri: touched.get(uri) or State(uri) for uri in uris}

    def set(self, uri: str, *, undo: str = "", **fields: Any) -> State:
        """Change some of position, read, starred, published (an ISO date or ""), opened.

        With ``undo`` (a sentence such as "starred “…”") the change goes into the undo log.
        Raises LibraryError, also for a date that is none; ValueError for an unknown field.
        """
        unknown = fields.keys() - _FIELDS.keys()
        if unknown:
            raise ValueError(f"a state has no field {', '.join(sorted(unknown))}")
        if fields.get("published"):
            try:
                date.fromisoformat(str(fields["published"])[:10])
            except ValueError as error:
                raise LibraryError(
                    f"“{sanitize_line(str(fields['published']))}” is no date: write 2025-11-03."
                ) from error
        values = {name: _FIELDS[name](value) for name, value in fields.items()}
        with undoable(self._db, undo) if undo else self._db.write():
            before = self.get(uri)
            was = {name: _FIELDS[name](getattr(before, name)) for name in values}
            recorded = [name for name in _RECORDED if name in values and values[name] != was[name]]
            changes.make(self._db, [Change(name, uri, was[name], values[name]) for name in recorded])
            self._stay(uri, values.get("position"), values.get("opened"))
        return self.get(uri)

    def _stay(self, uri: str, position: Any, opened: Any) -> None:
        """Where one was in an article, and when: what is no change, and nobody undoes. None leaves one as it is."""
        if position is not None or opened is not None:
            self._db.run(
                "INSERT INTO states (uri, position, opened, changed)"
                " VALUES (:uri, coalesce(:position, 0), coalesce(:opened, 0), :at) ON CONFLICT (uri) DO UPDATE SET"
                " position = coalesce(:position, position), opened = coalesce(:opened, opened), changed = :at",
                {"uri": uri, "position": position, "opened": opened, "at": now()},
            )

    def mark_read(self, uris: Iterable[str], read: bool = True) -> int:
        """Mark many articles read (or unread) at once; one undo takes all of it back. Returns how many changed."""
        wanted = list(dict.fromkeys(uris))
        with undoable(self._db, f"marking articles {'read' if read else 'unread'}"):
            known = {
                r["uri"]: r["read"]
                for r in self._db.rows(
                    "SELECT uri, read FROM states WHERE uri IN (SELECT value FROM json_each(?))",
                    (json.dumps(wanted),),
                )
            }
            changing = [uri for uri in wanted if bool(known.get(uri, 0)) is not read]
            changes.make(self._db, [Change(changes.READ, uri, int(not read), int(read)) for uri in changing])
        return len(changing)

    # corrections

    def corrections(self, uri: str) -> list[Correction]:
        """The rules that hold for an article: its own and those for every article, oldest first."""
        rows = self._db.rows("SELECT * FROM corrections WHERE uri IN (?, ?) ORDER BY created, id", (uri, EVERYWHERE))
        return [Correction(**dict(row)) for row in rows]

    def all_corrections(self) -> list[Correction]:
        """Every rule, oldest first (for export)."""
        return [Correction(**dict(r)) for r in self._db.rows("SELECT * FROM corrections ORDER BY created, id")]

    def add_correction(self, uri: str, kind: str, words: str, action: str = "reject", new_kind: str = "") -> Correction:
        """Keep a rule; undoable. A rule for the same words replaces the earlier one. Raises LibraryError."""
        if action not in ACTIONS:
            raise LibraryError(f"“{sanitize_line(action)}” is no correction: use reject, retype or not-heading.")
        if action == "retype" and not new_kind:
            raise LibraryError("retyping needs the new kind.")

        rule = Correction(str(uuid.uuid4()), uri, kind, sanitize(words), action, new_kind, now())
        with undoable(self._db, f"the correction of {in_brief(rule.words)}") as record:
            record.rows("corrections", uri=uri, kind=kind, words=rule.words)
            self._db.run("DELETE FROM corrections WHERE uri = ? AND kind = ? AND words = ?", (uri, kind, rule.words))
            self._db.run(
                "INSERT INTO corrections (id, uri, kind, words, action, new_kind, created)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (rule.id, rule.uri, rule.kind, rule.words, rule.action, rule.new_kind, rule.created),
            )
        return rule

    def remove_correction(self, id: str) -> bool:  # noqa: A002 - the field's own name
        """Drop a rule; undoable. Returns whether there was one."""
        with undoable(self._db, "removing a correction") as record:
            if self._db.value("SELECT 1 FROM corrections WHERE id = ?", (id,)) is None:
                return False
            record.rows("corrections", id=id)
            self._db.run("DELETE FROM corrections WHERE id = ?", (id,))
            return True

    # finds and learned values

    def recent_finds(self, limit: int = 20) -> list[str]:
        """What was searched for, newest first."""
        rows = self._db.rows("SELECT words FROM finds ORDER BY at DESC, words LIMIT ?", (limit,))
        return [row["words"] for row in rows]

    def add_find(self, words: str) -> None:
        """Remember a search; the oldest are forgotten."""
        words = sanitize_line(words)
        if not words:
            return
        with self._db.write():
            latest = self._db.value("SELECT max(at) FROM finds") or 0
            self._db.run(
                "INSERT INTO finds (words, at) VALUES (?, ?) ON CONFLICT (words) DO UPDATE SET at = excluded.at",
                (words, max(now(), latest + 1)),
            )
            self._db.run(
                "DELETE FROM finds WHERE words NOT IN (SELECT words FROM finds ORDER BY at DESC LIMIT ?)",
                (FINDS_KEPT,),
            )

    def kv_get(self, key: str, default: Any = None) -> Any:
        """A small value the program learned (measure, theme, panel state); ``default`` when there is none."""
        stored = self._db.value("SELECT value FROM learned WHERE key = ?", (key,))
        return default if stored is None else json.loads(stored)

    def kv_set(self, key: str, value: Any) -> None:
        """Keep a small value; anything JSON can hold."""
        with self._db.write():
            self._db.run(
                "INSERT INTO learned (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, json.dumps(value)),
            )


def _state(row: Row) -> State:
    return State(
        uri=row["uri"],
        position=row["position"],
        read=bool(row["read"]),
        starred=bool(row["starred"]),
        published=row["published"],
        opened=row["opened"],
        changed=row["changed"],
    )
