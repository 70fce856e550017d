"""Whether the library that is open is still the one at its path: looked at before every write and after every commit.

A file that lost its name, or whose log was removed, takes all that is written and goes with the last program that has
it open. A file that was overwritten would be mixed with what the log holds of the old one.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from tui.library.db.errors import Failure, LibraryError

File = tuple[int, int]
"""Device and inode."""

GONE = "the library file was moved or replaced"
CUT = "the library file was cut short by another program"
OVERWRITTEN = "the library file was overwritten by another program"
NO_LOG = "the library's log was removed while it was open"


def refuse_if_gone(path: Path, file: File) -> None:
    """LibraryError, where the path names another file than ``file``, or none."""
    problem = _gone(path, file)
    if problem:
        raise LibraryError(f"{problem}: nothing was saved; open Factlight again.")


def _gone(path: Path, file: File) -> str:
    about = _stat(path)
    return GONE if about is None or (about.st_dev, about.st_ino) != file else ""


def _stat(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


class Watch:
    """What is known of an open library's files. ``identity`` is the library's own name.

    One that is not ``shared`` is written by every commit of this program itself.
    """

    def __init__(self, path: Path, file: File, identity: str, *, shared: bool) -> None:
        self._path = path
        self._file = file
        self._identity = identity if shared else ""
        self._log: File | None = None
        self._rescued = False
        self.note()

    def note(self) -> None:
        """Take the files as they are now for right: this program wrote them."""
        about = _stat(self._path)
        self._size = about.st_size if about is not None else 0
        self._time = about.st_mtime_ns if about is not None else 0

    def note_log(self) -> None:
        """The log is in use from now on: a transaction has begun."""
        about = _stat(self._path.with_name(self._path.name + "-wal"))
        if about is not None and self._log is None:
            self._log = about.st_dev, about.st_ino

    def check(self, connection: sqlite3.Connection) -> None:
        """LibraryError, where the files are not those that were opened; what can still be read is then kept apart."""
        problem = _gone(self._path, self._file) or self._no_log() or self._other_content()
        if not problem:
            return
        kept = self._rescue(connection) if problem in (GONE, NO_LOG) else ""
        raise LibraryError(f"{problem}: nothing was saved{kept}; open Factlight again.")

    def confirm(self, connection: sqlite3.Connection) -> None:
        """After a commit: LibraryError where it went into a file that has lost its name, or its log."""
        problem = _gone(self._path, self._file) or self._no_log()
        if problem:
            raise LibraryError(f"{problem}: nothing was saved{self._rescue(connection)}; open Factlight again.")
        self.note()

    def _no_log(self) -> str:
        if self._log is None:
            return ""
        about = _stat(self._path.with_name(self._path.name + "-wal"))
        return NO_LOG if about is None or (about.st_dev, about.st_ino) != self._log else ""

    def _other_content(self) -> str:
        """Another program's checkpoint changes the file, too: what it holds then is still this library."""
        about = _stat(self._path)
        if about is None or (about.st_size, about.st_mtime_ns) == (self._size, self._time):
            return ""
        if about.st_size < self._size:
            return CUT
        if self._identity:
            try:
                with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
                    if db.execute("SELECT id FROM library").fetchone() != (self._identity,):
                        return OVERWRITTEN
            except Failure as error:
                code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
                if code not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN):
                    return OVERWRITTEN
        self.note()
        return ""

    def _rescue(self, connection: sqlite3.Connection) -> str:
        """Keep what the open file holds as a backup, once: words for the sentence, "" where that failed."""
        if self._rescued:
            return ""
        from tui.library.db.backups import rescue

        self._rescued = True
        with suppress(LibraryError):
            kept = rescue(self._path, connection)
            return f", what was there is kept as {kept.parent.name}/{kept.name}"
        return ""
