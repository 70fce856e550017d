"""Is a library sound, and what can be saved of one that is not.

Nothing here changes the library that is looked at: a check opens it for reading, a repair copies
what can be read into a new file and puts the old one aside.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tui.library.db import filesystem as places
from tui.library.db.connection import now
from tui.library.db.errors import Failure, LibraryError, sentence
from tui.library.db.migrations import APPLICATION_ID, MAGIC, NEWEST, migrate
from tui.library.library import Library

SQLITE = sqlite3.sqlite_version
"""The SQLite that this Python has."""
LISTED = 20
"""Findings of one kind that are told in full."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and one sentence."""

    good: bool
    words: str


def check(path: Path) -> list[Finding]:
    """Look at the library at ``path``; findings in the order of looking. Never raises, never writes."""
    if not path.exists():
        return [Finding(True, f"there is no library at {path} yet: it is made when something is kept.")]
    found = [_rights(path)]
    try:
        magic, version, application = places.header(path)
    except LibraryError as error:
        return [*found, Finding(False, str(error))]
    if magic == b"":
        return [*found, Finding(True, "the library is empty.")]
    if magic != MAGIC or application != APPLICATION_ID:
        return [*found, Finding(False, f"{path} is not a Factlight library: it was left untouched.")]
    if version > NEWEST:
        return [*found, Finding(False, "the library was written by a newer Factlight: update Factlight.")]
    found.append(Finding(True, f"schema {version} of {NEWEST}"))
    if places.is_network(path):
        found.append(Finding(True, "the library lies on a network folder: one Factlight at a time."))
    try:
        with closing(_reading(path)) as db:
            for look in (_integrity, _references, _versions):
                found += _careful(look, db)
    except Failure as error:
        found.append(Finding(False, sentence(error)))
    return found


def learned(path: Path) -> dict[str, Any]:
    """What the reader learned from keys (theme, measure …), by name; {} where nothing can be read."""
    if not path.exists():
        return {}
    try:
        with closing(_reading(path)) as db:
            rows = db.execute("SELECT key, value FROM learned WHERE key LIKE 'reader.%'").fetchall()
        return {row["key"].removeprefix("reader."): json.loads(row["value"]) for row in rows}
    except (*Failure, ValueError):
        return {}


def _careful(look: Callable[[sqlite3.Connection], Iterator[Finding]], db: sqlite3.Connection) -> list[Finding]:
    try:
        return list(look(db))
    except Failure as error:
        return [Finding(False, sentence(error))]


def _rights(path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        return Finding(False, f"others can read {path} (mode {mode:o}): run chmod 600 on it.")
    if not places.can_write(path):
        return Finding(False, f"{path} cannot be written: check the permissions of the file and of its folder.")
    return Finding(True, f"{path} is private and can be written.")


def _reading(path: Path) -> sqlite3.Connection:
    writable = places.can_write(path)
    mode = "mode=ro" if writable else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, timeout=5)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA cell_size_check=ON")
    return connection


def _integrity(db: sqlite3.Connection) -> Iterator[Finding]:
    problems = [row[0] for row in db.execute(f"PRAGMA integrity_check({LISTED})")]
    if problems == ["ok"]:
        yield Finding(True, "every page and every index is sound.")
    for problem in problems if problems != ["ok"] else []:
        yield Finding(False, f"damage: {problem}")


def _references(db: sqlite3.Connection) -> Iterator[Finding]:
    lost = db.execute("PRAGMA foreign_key_check").fetchmany(LISTED)
    if not lost:
        yield Finding(True, "nothing refers to what is not there.")
    for row in lost:
        yield Finding(False, f"a row of {row[0]} refers to a row of {row[2]} that is not there.")


def _versions(db: sqlite3.Connection) -> Iterator[Finding]:
    """Bookmarked texts against their hashes, and passages against their texts."""
    wrong = kept = 0
    for row in db.execute("SELECT hash, text FROM versions"):
        kept += 1
        wrong += sha256(str(row["text"]).encode("utf-8", "surrogatepass")).hexdigest() != row["hash"]
    if wrong:
        yield Finding(False, f"{wrong} of {kept} kept texts are not what they were when they were saved.")
    astray = total = 0
    for row in db.execute(
        "SELECT b.exact, b.start, b.stop, v.text FROM bookmarks b LEFT JOIN versions v ON v.hash = b.version"
    ):
        total += 1
        text = row["text"]
        astray += text is not None and row["start"] >= 0 and text[row["start"] : row["stop"]] != row["exact"]
    if astray:
        yield Finding(False, f"{astray} of {total} bookmarks do not stand where they say in their kept text.")
    if not wrong and not astray:
        counts = f"bookmarks: {total}, texts: {kept}"
        yield Finding(True, f"every bookmark stands where it says in its kept text ({counts}).")


# saving what can be read


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did: rows saved and lost by table, and where the old file lies."""

    saved: dict[str, int]
    unreadable: tuple[str, ...]
    old: Path


def repair(path: Path) -> Repair:
    """Copy all that can be read at ``path`` into a new library there; the old file is kept beside it.

    Raises LibraryError when there is no library of ours, a newer one, or no room for the new one.
    """
    if not path.exists():
        raise LibraryError(f"there is no library at {path}.")
    magic, version, application = places.header(path)
    if magic != MAGIC or application != APPLICATION_ID:
        raise LibraryError(f"{path} is not a Factlight library: it was left untouched.")
    if version > NEWEST:
        raise LibraryError(f"{path} was written by a newer Factlight: it was left untouched; update Factlight.")
    fresh = path.with_name(f"{path.name}.repaired")
    stamp = now()
    old = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    try:
        fresh.unlink(missing_ok=True)
        places.make_private_file(fresh)
        saved, unreadable = _salvage(path, fresh)
        with Library.open(fresh) as library:
            library.articles.reindex()
        os.replace(path, old)
        for tail in ("-wal", "-shm"):  # they belong to the old file and must not meet the new one
            with suppress(FileNotFoundError):
                os.replace(path.with_name(path.name + tail), old.with_name(old.name + tail))
        os.replace(fresh, path)
        for tail in ("-wal", "-shm"):
            fresh.with_name(fresh.name + tail).unlink(missing_ok=True)
    except OSError as error:
        raise LibraryError(f"the repaired library cannot be written ({error.strerror or error}).") from error
    except Failure as error:
        raise LibraryError(sentence(error)) from error
    return Repair(saved, unreadable, old)


def _salvage(source: Path, target: Path) -> tuple[dict[str, int], tuple[str, ...]]:
    with closing(sqlite3.connect(target, isolation_level=None)) as new:
        new.row_factory = sqlite3.Row
        saved: dict[str, int] = {}
        unreadable: list[str] = []
        with closing(_reading(source)) as old:
            migrate(new, _schema(old))  # like is copied to like, and brought up to date when it is here
            new.execute("PRAGMA foreign_keys=OFF")
            new.execute("BEGIN IMMEDIATE")
            # rows come as they were: triggers would count them a second time
            triggers = new.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                new.execute(f'DROP TRIGGER "{name}"')
            for table, rowids in _tables(new):
                count, whole = _copy(old, new, table, rowids=rowids)
                saved[table] = count
                if not whole:
                    unreadable.append(table)
            _drop_orphans(new)
            new.execute("DELETE FROM totals")
            new.execute("INSERT INTO totals SELECT shelf, count(*), sum(read = 0) FROM places GROUP BY shelf")
            for _, sql in triggers:
                new.execute(sql)
            new.execute("COMMIT")
        migrate(new)
        return saved, tuple(unreadable)


def _schema(db: sqlite3.Connection) -> int:
    """The version of a library's schema; the newest where that cannot be read."""
    try:
        return int(db.execute("PRAGMA user_version").fetchone()[0]) or NEWEST
    except Failure:
        return NEWEST


def _tables(db: sqlite3.Connection) -> list[tuple[str, bool]]:
    """(name, has row numbers) of the tables with rows of their own; the full-text index is made anew."""
    rows = db.execute("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' ORDER BY name").fetchall()
    return [(name, not bare) for name, kind, bare in rows if kind == "table" and not name.startswith("sqlite_")]


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str, *, rowids: bool) -> tuple[int, bool]:
    """(rows copied, whether all could be read): forwards, then from the other end up to the damage."""
    whole = True
    try:
        there = {row[1] for row in old.execute(f'PRAGMA table_info("{table}")')}
    except Failure:
        return 0, False
    names = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")') if row[1] in there]
    if not names:
        return 0, not there  # a table that the older schema did not have
    columns = ", ".join(f'"{n}"' for n in names)
    insert = f'INSERT OR IGNORE INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(names))})'
    for order in ("", " NOT INDEXED ORDER BY rowid DESC") if rowids else ("",):
        try:
            for row in old.execute(f'SELECT {columns} FROM "{table}"{order}'):
                with suppress(sqlite3.IntegrityError, sqlite3.InterfaceError):
                    new.execute(insert, tuple(row))
            break
        except (*Failure, UnicodeDecodeError):
            whole = False
    return int(new.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]), whole


def _drop_orphans(db: sqlite3.Connection) -> None:
    """Rows whose parents were not readable go, all but bookmarks: those are what a repair is for."""
    for _ in range(8):  # a row that goes may be another's parent
        lost = [row for row in db.execute("PRAGMA foreign_key_check").fetchall() if row[1] is not None]
        lost = [row for row in lost if row[0] != "bookmarks"]
        if not lost:
            return
        for row in lost:
            db.execute(f'DELETE FROM "{row[0]}" WHERE rowid = ?', (row[1],))
