"""Daily copies of what cannot be fetched again: bookmarks with their texts, states, corrections, the list of feeds.

A backup is a library itself (``FACTLIGHT_DB=…/daily-2026-11-24.db factlight marks``) without the articles' bodies,
so it is small. Kept are the newest seven days and four weeks. Made by a thread with a connection of its own, in one
read transaction: the reader's own writes go on meanwhile.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from tui.library.db import filesystem as places
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
    return [p for kind in ("daily", "weekly") for p in sorted(here.glob(f"{kind}-*.db"), reverse=True)]


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
        _copy(library, daily)
        year, week, _ = today.isocalendar()
        weekly = here / f"weekly-{year}-W{week:02}.db"
        if not weekly.exists():
            part = _part(weekly)
            places.make_private_file(part)
            shutil.copyfile(daily, part)
            os.replace(part, weekly)
        _prune(here)
    except OSError as error:
        raise LibraryError(f"no backup could be written to {here} ({error.strerror or error}).") from error
    except Failure as error:
        raise LibraryError(f"no backup was made: {sentence(error)}") from error
    return daily


def _changed(library: Path, backups: list[Path]) -> bool:
    """Whether the library, or its write-ahead log, is newer than the newest backup."""
    log = library.with_name(library.name + "-wal")
    newest = max((p.stat().st_mtime_ns for p in (library, log) if p.exists()), default=0)
    return newest > max((p.stat().st_mtime_ns for p in backups), default=0)


def _part(target: Path) -> Path:
    return target.with_name(f"{target.name}.{os.getpid()}.part")


def _copy(library: Path, target: Path) -> None:
    part = _part(target)
    try:
        part.unlink(missing_ok=True)
        places.make_private_file(part)
        with (
            closing(sqlite3.connect(f"{library.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as old,
            closing(sqlite3.connect(part, isolation_level=None)) as new,
        ):
            new.execute("PRAGMA synchronous=OFF")  # the file is synced as a whole below
            migrate(new)
            old.execute("BEGIN")
            new.execute("BEGIN")
            for table in TABLES:
                names, rows = _rows(old, new, table)
                if not names:
                    continue  # the library is of an earlier version, which had no such table
                marks = ", ".join("?" * len(names))
                columns = ", ".join(f'"{n}"' for n in names)
                new.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)
            # what a restored library asks for has to come whole
            new.execute("UPDATE feeds SET etag = '', modified = '', fetched = 0, due = 0")
            new.execute("COMMIT")
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


def _prune(here: Path) -> None:
    for kind, kept in (("daily", DAILY), ("weekly", WEEKLY)):
        for old in sorted(here.glob(f"{kind}-*.db"), reverse=True)[kept:]:
            old.unlink(missing_ok=True)
    newest = max((p.stat().st_mtime for p in here.glob("daily-*.db")), default=0)
    for part in here.glob("*.part"):  # of a program that was killed a day ago or more
        if part.stat().st_mtime < newest - 86400:
            part.unlink(missing_ok=True)
