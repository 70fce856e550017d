"""Is a library sound: a check opens it for reading and changes nothing. ``repair`` saves what can be read."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from tui.library.articles.codec import unpack
from tui.library.db import filesystem, log, pages
from tui.library.db.errors import Failure, LibraryError, sentence
from tui.library.db.migrations import APPLICATION_ID, MAGIC, NEWEST
from tui.library.versions import assembled
from tui.text.sanitize import sanitize_line

SQLITE = sqlite3.sqlite_version
"""The SQLite that this Python has."""
LISTED = 20
"""Findings of one kind that are told in full."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and one sentence."""

    good: bool
    words: str


def check(path: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> list[Finding]:
    """Look at the library at ``path``; findings in the order of looking. Never raises, never writes.

    Every stored text is read and compared with its hash, which takes about a minute for 100,000 articles:
    ``progress`` is told how many were looked at, of how many.
    """
    if not path.exists():
        return [Finding(True, f"there is no library at {path} yet: it is made when something is kept.")]
    if not path.is_file():
        return [Finding(False, f"{path} is not a file: a library cannot be there.")]
    found = [_rights(path)]
    try:
        magic, version, application = filesystem.header(path)
    except LibraryError as error:
        return [*found, Finding(False, str(error))]
    if magic == b"":
        return [*found, Finding(True, "the library is empty.")]
    if magic != MAGIC or application != APPLICATION_ID:
        if pages.looks_like_ours(path):
            words = "the beginning of the library is damaged: `factlight doctor --repair` saves what can be read."
            return [*found, Finding(False, words)]
        return [*found, Finding(False, f"{path} is not a Factlight library: it was left untouched.")]
    if version > NEWEST:
        return [*found, Finding(False, "the library was written by a newer Factlight: update Factlight.")]
    found.append(Finding(True, f"schema {version} of {NEWEST}"))
    if filesystem.is_network(path):
        found.append(Finding(True, "the library lies on a network folder: one Factlight at a time."))
    found += _log(path)
    try:
        with closing(_reading(path)) as db:
            for look in (_integrity, _references, _versions, partial(_texts, progress=progress), _totals, _space):
                found += _careful(look, db)
    except Failure as error:
        found.append(Finding(False, sentence(error)))
    return found


def _log(path: Path) -> list[Finding]:
    """What a damaged log hides. Not for a program that has the library open: closing the log drops its locks."""
    try:
        lost = log.unseen(path.with_name(path.name + "-wal"))
    except OSError as error:
        return [Finding(False, f"the library's log cannot be read ({error.strerror or error}).")]
    words = (
        f"the library's log is damaged: {lost} changes in it are not seen; `factlight doctor --repair` looks for them."
    )
    return [Finding(False, words)] if lost else []


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
    except (ValueError, TypeError):  # values that no library writes
        return [Finding(False, "some rows are damaged: `factlight doctor --repair` saves what can be read.")]


def _rights(path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        return Finding(False, f"others can read {path} (mode {mode:o}): run chmod 600 on it.")
    if not filesystem.can_write(path):
        return Finding(False, f"{path} cannot be written: check the permissions of the file and of its folder.")
    return Finding(True, f"{path} is private and can be written.")


def _reading(path: Path) -> sqlite3.Connection:
    writable = filesystem.can_write(path)
    mode = "mode=ro" if writable else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, timeout=5)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA cell_size_check=ON")
    connection.text_factory = lambda data: data.decode("utf-8", "replace")  # damage is told, not raised
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
    whole = "WHERE cut = 0" if _column(db, "versions", "cut") else ""
    for row in db.execute(f"SELECT hash, text FROM versions {whole}"):
        kept += 1
        wrong += sha256(str(row["text"]).encode("utf-8", "surrogatepass")).hexdigest() != row["hash"]
    if wrong:
        yield Finding(False, f"{wrong} of {kept} kept texts are not what they were when they were saved.")
    astray = total = 0
    cut = "v.cut" if whole else "0 AS cut"
    for row in db.execute(
        f"SELECT b.exact, b.start, b.stop, v.text, {cut} FROM bookmarks b LEFT JOIN versions v ON v.hash = b.version"
    ):
        total += 1
        if row["text"] is not None and row["start"] >= 0:
            astray += assembled(row)[row["start"] : row["stop"]] != row["exact"]
    if astray:
        yield Finding(False, f"{astray} of {total} bookmarks do not stand where they say in their kept text.")
    if not wrong and not astray:
        counts = f"bookmarks: {total}, texts: {kept}"
        yield Finding(True, f"every bookmark stands where it says in its kept text ({counts}).")


def _texts(db: sqlite3.Connection, *, progress: Callable[[int, int], None]) -> Iterator[Finding]:
    """Every stored text of every article against its hash."""
    if not _has(db, "texts"):
        return
    total = int(db.execute("SELECT count(*) FROM texts").fetchone()[0])
    wrong: list[int] = []
    for done, row in enumerate(db.execute("SELECT article, hash, body FROM texts"), 1):
        try:
            sound = unpack(row["body"], "").hash == row["hash"]
        except ValueError:
            sound = False
        if not sound:
            wrong.append(row["article"])
        if done % 100 == 0 or done == total:
            progress(done, total)
    without = db.execute(
        f"SELECT count(*) FROM articles AS a WHERE {'deleted = 0 AND ' if _has(db, 'changes') else ''}"
        "NOT EXISTS (SELECT 1 FROM texts AS t WHERE t.article = a.id)"
    ).fetchone()[0]
    if without:
        yield Finding(False, f"the texts of {without} articles are missing.")
    for number in wrong[:LISTED]:
        title = db.execute("SELECT title FROM articles WHERE id = ?", (number,)).fetchone()
        yield Finding(False, f"the text of “{sanitize_line(title[0]) if title else number}” is damaged.")
    if len(wrong) > LISTED:
        yield Finding(False, f"so are {len(wrong) - LISTED} more texts.")
    if not wrong and not without:
        yield Finding(True, f"every article's text is the one that was stored (texts: {total}).")


def _totals(db: sqlite3.Connection) -> Iterator[Finding]:
    """The counts that lists show against what they count."""
    if not _has(db, "totals"):
        return
    told = {row["shelf"]: (row["count"], row["unread"]) for row in db.execute("SELECT * FROM totals WHERE count > 0")}
    true = {
        row[0]: (row[1], row[2])
        for row in db.execute("SELECT shelf, count(*), sum(read = 0) FROM places GROUP BY shelf")
    }
    if told == true:
        yield Finding(True, "every list has as many articles as it says.")
    else:
        yield Finding(False, "some lists have other counts than they show.")


def _has(db: sqlite3.Connection, table: str) -> bool:
    return db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone() is not None


def _column(db: sqlite3.Connection, table: str, column: str) -> bool:
    return any(row[1] == column for row in db.execute(f'PRAGMA table_info("{table}")'))


SIZES = {
    "articles": ("texts", "articles", "entries", "places", "totals", "states", "article_tags", "feeds"),
    "search": ("fulltext", "names"),
    "facts": ("sayings", "measures", "mentions", "extracted"),
    "bookmarks": ("bookmarks", "versions", "citations", "anchorings", "tags", "declined", "corrections"),
    "undo and changes": ("undo", "changes", "followers"),
}
"""What takes the space, by the tables that hold it."""


def _space(db: sqlite3.Connection) -> Iterator[Finding]:
    """What takes how much of the file; nothing where SQLite was built without counting pages."""
    try:
        pages_of = {row[0]: int(row[1]) for row in db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name")}
    except sqlite3.OperationalError:
        return
    owner = {row[0]: row[1] for row in db.execute("SELECT name, tbl_name FROM sqlite_schema")}
    sums = dict.fromkeys((*SIZES, "the rest"), 0)
    for name, size in pages_of.items():
        table = str(owner.get(name, name))
        what = next(
            (what for what, tables in SIZES.items() for t in tables if table == t or table.startswith(f"{t}_")),
            "the rest",
        )
        sums[what] += size
    free = int(db.execute("PRAGMA freelist_count").fetchone()[0]) * int(db.execute("PRAGMA page_size").fetchone()[0])
    parts = [f"{what} {_megabytes(size)}" for what, size in sums.items() if size]
    yield Finding(True, f"space: {', '.join(parts)}" + (f"; {_megabytes(free)} free for what comes" if free else ""))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
