"""Libraries on file systems that cannot share a file between programs: one program at a time, with a rollback journal.

The write-ahead log needs memory that programs share, which network folders and some others do not have; some have no
locks either. There a file beside the library says who has it open, and, where locks fail, SQLite uses a lock of its own
(https://www.sqlite.org/vfs.html, "unix-dotfile"), which also keeps the threads of this program apart.
"""

from __future__ import annotations

import os
import platform
import sqlite3
from contextlib import suppress
from pathlib import Path

from tui.library.db.errors import LibraryError
from tui.library.db.watch import File

NETWORK = "the library lies on a network folder: only one Factlight at a time can use it."
UNSHARED = "the library lies on a file system that cannot share it: only one Factlight at a time can use it."

_LOCKS = frozenset(
    (sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK, sqlite3.SQLITE_IOERR_UNLOCK,
     sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK, sqlite3.SQLITE_PROTOCOL)
)  # fmt: skip
_MEMORY = frozenset(
    (sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMLOCK,
     sqlite3.SQLITE_IOERR_SHMMAP)
)  # fmt: skip


class NoLog(sqlite3.OperationalError):
    """SQLite kept another journal where a write-ahead log was asked for."""

    sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMMAP


def cannot_share(error: BaseException | None) -> bool:
    """Whether an error says that the file system has no shared memory, or no locks."""
    return getattr(error, "sqlite_errorcode", 0) in _LOCKS | _MEMORY


_HOST = platform.node()
_held: dict[File, tuple[Path, str]] = {}
"""Libraries that this process has to itself: the file that says so, and the way SQLite locks."""


def held(file: File) -> bool:
    """Whether this process has the library to itself."""
    return file in _held


def hold(path: Path, file: File) -> None:
    """Have the library to oneself until :func:`release`. Raises LibraryError where another program has it."""
    if file in _held:
        return
    note = path.with_name(path.name + ".in-use")
    me = f"{_HOST} {os.getpid()}"
    for _ in range(2):
        try:
            handle = os.open(note, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            host, _, number = _read(note).rpartition(" ")
            if host == _HOST and not _runs(number):  # it was killed
                note.unlink(missing_ok=True)
                continue
            raise LibraryError(
                f"another Factlight (process {number or 0} on {host or 'another machine'}) has the library open:"
                f" if that is not so, remove {note}."
            ) from None
        with os.fdopen(handle, "w") as out:
            out.write(me)
        _held[file] = (note, "")
        return
    raise LibraryError(f"the library cannot be had alone: remove {note} and try again.")


def _read(note: Path) -> str:
    try:
        return note.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _runs(number: str) -> bool:
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:
        return True
    return True


def release(file: File) -> None:
    """Let other programs have it; nothing where it was not held."""
    note, _ = _held.pop(file, (None, ""))
    if note is not None:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def connect(path: Path, file: File, *, read_only: bool = False, wait: float = 5) -> sqlite3.Connection:
    """A connection with a rollback journal to a library that is held. Raises sqlite3.Error."""
    note, known = _held[file]
    first = known == ""
    for vfs in (known,) if known else ("unix", "unix-dotfile"):
        mode = "ro" if read_only and not first else "rw"
        name = f"&vfs={vfs}" if vfs != "unix" else ""
        db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}{name}", uri=True, isolation_level=None, timeout=wait
        )
        try:
            if first:  # out of the log, which needs no shared memory while one connection has the file to itself
                db.execute("PRAGMA locking_mode=EXCLUSIVE")
                db.execute("PRAGMA journal_mode=DELETE")
                db.execute("PRAGMA locking_mode=NORMAL")
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error as error:
            db.close()
            if vfs == "unix" and cannot_share(error):
                continue
            raise
        _held[file] = (note, vfs)
        return db
    raise sqlite3.OperationalError("no way to lock the library")
