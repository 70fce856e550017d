"""Saving what can be read of a damaged library: into a new file, which takes the old one's place when it is sound.

Nothing is written to the damaged file. A copy of it is given a readable head and its full length; every table is read
from that through SQLite, and where SQLite stops, from the pages themselves (see ``pages``). What follows from other
rows (shelves, totals, the full-text index, facts) is made anew. The new file is checked before it takes the place of
the old one, which is kept beside it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tui.library.db import filesystem, log, pages
from tui.library.db.connection import now
from tui.library.db.errors import Failure, LibraryError, sentence
from tui.library.db.migrations import APPLICATION_ID, MAGIC, NEWEST, migrate
from tui.library.db.rebuild import Progress, rebuild

DERIVED = frozenset(
    {"library", "places", "totals", "names", "sayings", "measures", "mentions", "amounts", "fulltext", "extracted"}
)
"""Tables that follow from others, or can be found again: made anew rather than copied."""
TAGS_APART = 4
"""The schema from which on tags have a table of their own; before, the shelves alone knew them."""
PRECIOUS = ("bookmarks", "versions", "tags", "anchorings", "states", "corrections", "citations", "feeds", "saved")
"""Tables of which the new library must not hold fewer rows than the old one gives."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did: rows saved by table, tables of which not all could be read, damaged texts that were dropped,
    and where the old file lies."""

    saved: dict[str, int]
    unreadable: tuple[str, ...]
    texts: int
    old: Path


def repair(path: Path, progress: Progress = lambda done, total: None) -> Repair:
    """Put a sound library, with all that can be read at ``path``, in its place; the old file is kept beside it.

    Raises LibraryError, leaving everything as it is, when there is no library of ours, a newer one, one that another
    program has open, or no room for the new one.
    """
    _refuse(path)
    stamp = now()
    work = path.with_name(f".{path.name}.repair-{stamp}")
    try:
        work.mkdir(mode=0o700)
        damaged, fresh = work / "damaged.db", work / "library.db"
        _copy_of(path, damaged)
        saved, unreadable = _salvage(damaged, fresh)
        texts = rebuild(fresh, progress)
        _finish(fresh)
        _compare(damaged, fresh, path)
        old = _swap(path, fresh, stamp)
    except OSError as error:
        raise LibraryError(
            f"the repaired library cannot be written ({error.strerror or error}): nothing was changed."
        ) from error
    except Failure as error:
        raise LibraryError(f"nothing was repaired, and nothing changed: {sentence(error)}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Repair(saved, unreadable, texts, old)


def _refuse(path: Path) -> None:
    if not path.exists():
        raise LibraryError(f"there is no library at {path}.")
    magic, version, application = filesystem.header(path)
    if magic == b"" or ((magic != MAGIC or application != APPLICATION_ID) and not pages.looks_like_ours(path)):
        raise LibraryError(f"{path} is not a Factlight library: it was left untouched.")
    if magic == MAGIC and application == APPLICATION_ID and NEWEST < version < 1000:
        raise LibraryError(f"{path} was written by a newer Factlight: it was left untouched; update Factlight.")
    if filesystem.in_use(path):
        raise LibraryError("another program has the library open: close it, then repair.")


def _copy_of(path: Path, copy: Path) -> None:
    """A copy of the file and its log, with a head that SQLite accepts."""
    for tail in ("", "-wal"):
        source = path.with_name(path.name + tail)
        if source.exists():
            target = copy.with_name(copy.name + tail)
            filesystem.make_private_file(target)
            shutil.copyfile(source, target)
    wal = copy.with_name(copy.name + "-wal")
    if wal.exists():
        shutil.copyfile(wal, copy.with_name("log"))
    pages.mend(copy, APPLICATION_ID)
    with suppress(*Failure), closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what the log holds comes into the pages
    pages.mend(copy, APPLICATION_ID)


def _salvage(source: Path, target: Path) -> tuple[dict[str, int], tuple[str, ...]]:
    """Copy every table that is not derived; (rows by table, tables that were not whole, "log" where that was not)."""
    filesystem.make_private_file(target)
    with closing(sqlite3.connect(target, isolation_level=None)) as new:
        new.row_factory = sqlite3.Row
        new.execute("PRAGMA synchronous=OFF")  # it is synced as a whole before it is used
        saved: dict[str, int] = {}
        broken: list[str] = []
        with closing(_reading(source)) as old:
            version = _schema(old)
            migrate(new, version)  # like is copied to like, and brought up to date when it is here
            new.execute("PRAGMA foreign_keys=OFF")
            new.execute("BEGIN IMMEDIATE")
            triggers = new.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:  # rows come as they were: triggers would count them a second time
                new.execute(f'DROP TRIGGER "{name}"')
                known = {table.name: table for table in shapes(new, version)}
            for table in known.values():
                if not _copy(old, new, table):
                    broken.append(table.name)
        precious = [known[name] for name in (*PRECIOUS, "article_tags", "learned") if name in known]
        commits = _copy_from_log(source.with_name("log"), new, precious)
        if broken:
            _copy_from_pages(source, new, [known[name] for name in broken])
        for name in known:
            saved[name] = int(new.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        _drop_orphans(new)
        for _, sql in triggers:
            new.execute(sql)
        new.execute("COMMIT")
        migrate(new)
        return saved, (*broken, *(("log",) if commits else ()))


def _reading(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA cell_size_check=ON")
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    return db


def _schema(db: sqlite3.Connection) -> int:
    """The version of a library's schema, from its tables; the newest where they cannot be read."""
    try:
        there = {row[0] for row in db.execute("SELECT name FROM sqlite_schema")}
        told = int(db.execute("PRAGMA user_version").fetchone()[0])
    except Failure:
        return NEWEST
    for version in range(NEWEST, 0, -1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            migrate(db, version)
            wanted = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if wanted - {"sqlite_sequence"} <= there:
            return told if 0 < told < version else version
    return NEWEST


def shapes(db: sqlite3.Connection, version: int) -> list[pages.Table]:
    """The tables with rows of their own."""
    derived = DERIVED if version >= TAGS_APART else DERIVED - {"places"}
    rows = db.execute("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' ORDER BY name").fetchall()
    return pages.tables(
        (name, not bare, db.execute(f'PRAGMA table_info("{name}")').fetchall())
        for name, kind, bare in rows
        if kind == "table" and not name.startswith("sqlite_") and name not in derived
    )


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: pages.Table) -> bool:
    """Copy a table's rows as SQLite reads them, from both ends up to the damage; whether all could be read."""
    try:
        there = {row[1] for row in old.execute(f'PRAGMA table_info("{table.name}")')}
    except Failure:
        return False
    names = [name for name, *_ in table.columns if name in there]
    if not names:
        return False  # its place in the schema is damaged
    insert, columns = _insert(table.name, names), ", ".join(f'"{name}"' for name in names)
    whole = True
    for order in ("", " NOT INDEXED ORDER BY rowid DESC") if table.numbered else ("",):
        try:
            for row in old.execute(f'SELECT {columns} FROM "{table.name}"{order}'):
                with suppress(sqlite3.IntegrityError, sqlite3.InterfaceError, UnicodeError):
                    new.execute(insert, tuple(row))
            break
        except (*Failure, UnicodeDecodeError):
            whole = False
    return whole


def _copy_from_pages(source: Path, new: sqlite3.Connection, tables: list[pages.Table]) -> None:
    """Add the rows that stand on pages which no walk along a tree reached."""
    for _, row in pages.rows(source):
        _put(new, row, tables)


def _copy_from_log(wal: Path, new: sqlite3.Connection, tables: list[pages.Table]) -> int:
    """Add the rows of commits behind the damage of a log, the last first; how many such commits there are."""
    lost = [frame for frame in log.frames(wal) if not frame.taken]
    commits = sum(frame.commit for frame in lost)
    for frame in reversed(lost) if commits else ():
        for row in pages.on_page(frame.page, frame.number):
            _put(new, row, tables)
    return commits


def _put(new: sqlite3.Connection, row: pages.Row, tables: list[pages.Table]) -> None:
    for table in tables:
        values = pages.fits(table, row)
        if values is not None:
            insert = _insert(table.name, [name for name, *_ in table.columns[: len(values)]])
            with suppress(sqlite3.IntegrityError, sqlite3.InterfaceError, UnicodeError):
                new.execute(insert, values)
            return


def _insert(table: str, names: list[str]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f'INSERT OR IGNORE INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(names))})'


def _drop_orphans(db: sqlite3.Connection) -> None:
    """Rows whose parents were not readable go, all but bookmarks: those are what a repair is for."""
    for _ in range(8):  # a row that goes may be another's parent
        lost = [row for row in db.execute("PRAGMA foreign_key_check").fetchall() if row[1] is not None]
        lost = [row for row in lost if row[0] != "bookmarks"]
        if not lost:
            return
        for row in lost:
            db.execute(f'DELETE FROM "{row[0]}" WHERE rowid = ?', (row[1],))


def _finish(fresh: Path) -> None:
    """Bring everything into the one file, check it, and put it on the disk. Raises sqlite3.Error, OSError."""
    with closing(sqlite3.connect(fresh, isolation_level=None)) as db:
        busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        mode = db.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        if busy or mode != "delete":
            raise sqlite3.DatabaseError("the new library could not be finished")
        if (
            db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok"
            or db.execute("PRAGMA foreign_key_check").fetchone()
        ):
            raise sqlite3.DatabaseError("the new library is not sound")
    with open(fresh, "rb+") as file:
        os.fsync(file.fileno())


def _compare(damaged: Path, fresh: Path, path: Path) -> None:
    """The new library must hold at least what SQLite reads from the old one."""
    with closing(_reading(damaged)) as old, closing(_reading(fresh)) as new:
        for table in PRECIOUS:
            try:
                before = old.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()[0]
            except Failure:
                continue
            after = new.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            if after < before and table != "versions":
                raise LibraryError(
                    f"the repaired library would hold {after} rows of {table} instead of {before}:"
                    f" {path} was left as it is."
                )


def _swap(path: Path, fresh: Path, stamp: int) -> Path:
    """Put the new file in the old one's place; where the old one lies now."""
    old = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    filesystem.put_aside(path, old)
    os.replace(fresh, path)
    filesystem.sync_folder(path.parent)
    return old
