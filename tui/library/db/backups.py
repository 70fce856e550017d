"""Daily copies of what cannot be fetched again: bookmarks with their texts, states, corrections, the list of feeds.

A backup is a library itself (``FACTLIGHT_DB=…/daily-2026-11-24.db factlight marks``) without the articles' bodies,
so it is small. Kept are the newest seven days and four weeks. Made by a thread with a connection of its own, in one
read transaction: the reader's own writes go on meanwhile.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tui.library.db import filesystem
from tui.library.db.errors import Failure, LibraryError, sentence
from tui.library.db.migrations import migrate

DAILY, WEEKLY = 7, 4
TABLES = (
    "versions", "citations", "bookmarks", "tags", "anchorings", "declined", "states", "corrections", "finds", "learned",
    "undo", "changes", "followers", "feeds", "saved",
    "article_tags",
)  # fmt: skip
"""What the reader made, by table; articles, their index and the facts found in them come back by refreshing."""


def folder(library: Path) -> Path:
    """Where the backups of the library at ``library`` lie."""
    return library.parent / "backups"


def existing(library: Path) -> list[Path]:
    """The backups of a library, newest first, days before weeks."""
    here = folder(library)
    return [p for kind in ("rescued", "daily", "weekly") for p in sorted(here.glob(f"{kind}-*.db"), reverse=True)]


def back_up(library: Path, today: date) -> Path | None:
    """Make today's backup, and this week's, unless there are some or nothing changed since the last.

    Returns the new daily file, None when none was due. Raises LibraryError with one sentence; what is there stays.
    """
    if not library.exists():
        return None
    here = folder(library)
    daily = here / f"daily-{today.isoformat()}.db"
    try:
        if daily.exists() or not _changed(library, existing(library)):
            return None
        changed = _last_change(library)
        _copy(library, daily)
        os.utime(daily, ns=(changed, changed))
        year, week, _ = today.isocalendar()
        weekly = here / f"weekly-{year}-W{week:02}.db"
        if not weekly.exists():
            part = _part(weekly)
            filesystem.make_private_file(part)
            shutil.copyfile(daily, part)
            os.replace(part, weekly)
            os.utime(weekly, ns=(changed, changed))
        _prune(here, today)
    except OSError as error:
        raise LibraryError(f"no backup could be written to {here} ({error.strerror or error}).") from error
    except Failure as error:
        raise LibraryError(f"no backup was made: {sentence(error)}") from error
    return daily


def _last_change(library: Path) -> int:
    """When the library, or its write-ahead log, was written last, by the file system."""
    log = library.with_name(library.name + "-wal")
    return max((p.stat().st_mtime_ns for p in (library, log) if p.exists() and p.stat().st_size), default=0)


def _changed(library: Path, backups: list[Path]) -> bool:
    """Whether no backup is of the library as it is: each carries the time of the last change that it has.

    Times are compared for being the same, never for being later: a clock may have been wrong for a while.
    """
    return _last_change(library) not in {backup.stat().st_mtime_ns for backup in backups}


def _part(target: Path) -> Path:
    return target.with_name(f"{target.name}.{os.getpid()}.part")


def rescue(library: Path, connection: sqlite3.Connection) -> Path:
    """Keep what an open library holds whose file is gone, as a backup; where it lies. Raises LibraryError."""
    target = folder(library) / f"rescued-{time.time_ns() // 1_000_000}.db"
    try:
        _copy_open(connection, target)
    except OSError as error:
        raise LibraryError(f"no copy could be written to {target.parent} ({error.strerror or error}).") from error
    except Failure as error:
        raise LibraryError(f"no copy was made: {sentence(error)}") from error
    return target


def _copy(library: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"{library.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as old:
        old.isolation_level = None
        _copy_open(old, target)


def _copy_open(old: sqlite3.Connection, target: Path) -> None:
    """Copy what the user made, in one read transaction of a connection that is in none."""
    part = _part(target)
    try:
        part.unlink(missing_ok=True)
        filesystem.make_private_file(part)
        with closing(sqlite3.connect(part, isolation_level=None)) as new:
            new.execute("PRAGMA synchronous=OFF")  # the file is synced as a whole below
            migrate(new)
            old.execute("BEGIN")
            try:
                new.execute("BEGIN")
                for table in TABLES:
                    names, rows = _rows(old, new, table)
                    if not names:
                        continue  # the library is of an earlier version, which had no such table
                    marks = ", ".join("?" * len(names))
                    columns = ", ".join(f'"{n}"' for n in names)
                    new.executemany(
                        f'INSERT OR REPLACE INTO "{table}" ({columns}) VALUES ({marks})', (tuple(row) for row in rows)
                    )
                # what a restored library asks for has to come whole
                new.execute("DELETE FROM learned WHERE key = 'search.folding'")  # of an index that is not copied
                new.execute("UPDATE feeds SET etag = '', modified = '', fetched = 0, due = 0")
                new.execute("COMMIT")
            finally:
                old.execute("ROLLBACK")
            if new.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("the copy is not sound")
        with open(part, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _rows(
    old: sqlite3.Connection, new: sqlite3.Connection, table: str
) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    """The columns that both have, and the old one's rows."""
    there = {row[1] for row in old.execute(f'PRAGMA table_info("{table}")')}
    names = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")') if row[1] in there]
    columns = ", ".join(f'"{n}"' for n in names)
    return names, iter(old.execute(f'SELECT {columns} FROM "{table}"') if names else ())


def _prune(here: Path, today: date) -> None:
    """Drop the oldest; those of days to come, from when a clock was ahead, count as older than all others."""
    year, week, _ = today.isocalendar()
    for kind, kept, last in (("daily", DAILY, today.isoformat()), ("weekly", WEEKLY, f"{year}-W{week:02}")):
        names = sorted((p.stem.removeprefix(f"{kind}-") for p in here.glob(f"{kind}-*.db")), reverse=True)
        for name in sorted(names, key=lambda name: name > last)[kept:]:
            (here / f"{kind}-{name}.db").unlink(missing_ok=True)
    for part in here.glob("*.part"):  # of a program that was killed a day ago or more
        if abs(time.time() - part.stat().st_mtime) > 86400:
            part.unlink(missing_ok=True)


# taking one back


class Backup(NamedTuple):
    """A backup as it is offered: when its library was copied (UTC milliseconds) and what is in it."""

    path: Path
    at: int
    bookmarks: int
    feeds: int


def offered(library: Path) -> list[Backup]:
    """The backups that are sound, the newest first."""
    found = []
    for path in existing(library):
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
                if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                    continue
                counts = [
                    int(db.execute(sql).fetchone()[0])
                    for sql in ("SELECT count(*) FROM bookmarks WHERE deleted = 0", "SELECT count(*) FROM feeds")
                ]
        except Failure:
            continue
        found.append(Backup(path, path.stat().st_mtime_ns // 1_000_000, *counts))
    return sorted(found, key=lambda backup: (-backup.at, backup.path.name))


def restore(library: Path, backup: Path) -> Path | None:
    """Put a backup in the library's place; where the present file is kept, None where there was none.

    Raises LibraryError, leaving everything as it is, when that cannot be done.
    """
    part = _part(library)
    kept = library.with_name(f"{library.stem}-replaced-{time.time_ns() // 1_000_000}{library.suffix}")
    if filesystem.in_use(library):
        raise LibraryError("another program has the library open: close it, then restore.")
    try:
        part.unlink(missing_ok=True)
        filesystem.make_private_file(part)
        shutil.copyfile(backup, part)
        with open(part, "rb+") as file:
            os.fsync(file.fileno())
        with closing(sqlite3.connect(f"{part.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise LibraryError(f"the backup {backup.name} is damaged: take another one.")
        there = library.exists()
        if there:
            filesystem.put_aside(library, kept)
        os.replace(part, library)
        filesystem.sync_folder(library.parent)
        return kept if there else None
    except OSError as error:
        raise LibraryError(f"the backup cannot be put in place ({error.strerror or error}).") from error
    except Failure as error:
        raise LibraryError(f"the backup {backup.name} cannot be used: {sentence(error)}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
