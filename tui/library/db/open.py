"""The one door to a library: opening safely, whatever lies there, or made or migrated as needed.

Settings follow https://www.sqlite.org/pragma.html: write-ahead log with ``synchronous=FULL``, so that a committed row
is on disk.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from tui.library.db import alone, filesystem, pages
from tui.library.db.connection import Database
from tui.library.db.errors import Failure, LibraryError, explained, sentence
from tui.library.db.migrations import APPLICATION_ID, MAGIC, NEWEST, migrate, version_of
from tui.library.db.watch import File, Watch, refuse_if_gone

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
BUSY_MS = 5000
DURABLE = "PRAGMA synchronous=FULL"
"""What makes a commit return only when it is on the disk."""
TRY_MS = 200
"""One try at opening. Two windows that both change the journal's mode wait for each other until one gives up."""
SMALL = 256 * 1024 * 1024
"""Bytes up to which an old library in a read-only place is migrated in memory."""


def open_database(path: Path, *, read_only: bool = False) -> Database:
    """Open the library at ``path``, making or migrating it as needed.

    A file that is no library of ours, or one of a newer Factlight, is refused and left untouched.
    Where nothing can be written the library opens for reading, with ``notice`` set. Raises LibraryError.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise LibraryError(
            f"this Python has SQLite {sqlite3.sqlite_version}; Factlight needs 3.37 or newer: use a newer Python."
        )
    if (known := _where.get(path)) is not None:
        refuse_if_gone(path, known)  # before one is made anew in its place
    if path.is_dir():
        raise LibraryError(f"{path} is a folder, not a library: name a file.")
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise LibraryError(f"{path} is a pipe or a device, not a library: name a file.")
    if not path.exists():
        if read_only:
            return _in_memory(path, "there is no library yet: nothing is kept.")
        try:
            filesystem.make_private_file(path)
        except OSError as error:
            return _in_memory(
                path, f"the library cannot be written at {path} ({error.strerror or error}): nothing is kept."
            )
    file = _enter(path)
    try:
        database = _opened(path, file, read_only)
    except BaseException:
        _leave(file)
        raise
    if not database.read_only:
        database.watch = Watch(
            path, file, str(database.value("SELECT id FROM library") or ""), shared=not alone.held(file)
        )
    database.at_end.callback(_leave, file)
    return database


def _opened(path: Path, file: File, read_only: bool) -> Database:
    if not read_only and not filesystem.can_write(path):
        return _unwritable(path)
    return _for_reading(path, file) if read_only else _patiently(path, file)


_files: Counter[File] = Counter()
"""Connections of this process by file."""
_where: dict[Path, File] = {}
"""Where they were opened."""
_door = threading.Lock()


def _enter(path: Path) -> File:
    """Count a connection that is about to be made; the first one looks whether the file is a library of ours.

    Only the first: when a process closes a file, the system drops every lock that the process holds on it, SQLite's
    too, whatever they were taken through (https://www.sqlite.org/howtocorrupt.html, §2.2). Another process would take
    itself for the last one then and delete the log that this one goes on writing to.
    """
    with _door:
        try:
            about = path.stat()
        except OSError as error:
            raise LibraryError(f"the library {path} cannot be read ({error.strerror or error}).") from error
        file = about.st_dev, about.st_ino
        if not _files[file]:
            _refuse_foreign(path)
        _files[file] += 1
        _where.setdefault(path, file)
    return file


def _leave(file: File) -> None:
    with _door:
        _files[file] -= 1
        if not _files[file]:
            del _files[file]
            alone.release(file)
            for path in [path for path, there in _where.items() if there == file]:
                del _where[path]


def _patiently(path: Path, file: File) -> Database:
    """Open for writing; wait while another instance makes, migrates or recovers the library.

    Changing the journal's mode is refused at once while another holds a lock: SQLite calls no busy handler there.
    """
    end = time.monotonic() + 4 * BUSY_MS / 1000
    while True:
        try:
            return _for_writing(path, file)
        except LibraryError as error:
            code = getattr(error.__cause__, "sqlite_errorcode", 0) or 0
            if code & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _refuse_foreign(path: Path) -> None:
    magic, version, application = filesystem.header(path)
    if magic == b"":
        return
    if magic != MAGIC or (application != APPLICATION_ID):
        if pages.looks_like_ours(path):
            raise LibraryError(
                f"the beginning of {path} is damaged: run `factlight doctor --repair`; the file is kept."
            )
        raise LibraryError(f"{path} is not a Factlight library: it was left untouched.")
    if version > NEWEST:
        raise _newer(path)


def _newer(path: Path) -> LibraryError:
    return LibraryError(f"{path} was written by a newer Factlight: it was left untouched; update Factlight.")


def _connect(target: str, *, uri: bool = False, wait: int = BUSY_MS) -> sqlite3.Connection:
    return _ready(sqlite3.connect(target, uri=uri, isolation_level=None, timeout=wait / 1000))


def _ready(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("PRAGMA cache_size=-16384")
    except BaseException:
        connection.close()
        raise
    return connection


def _for_writing(path: Path, file: File) -> Database:
    network = filesystem.is_network(path)
    if not network and not alone.held(file):
        try:
            with explained():
                connection = _connect(str(path), wait=TRY_MS)
            return _set_up(connection, path)
        except LibraryError as error:
            if not alone.cannot_share(error.__cause__):
                raise
    alone.hold(path, file)
    with explained():
        connection = _ready(alone.connect(path, file))
    return _set_up(connection, path, alone.NETWORK if network else alone.UNSHARED)


def _set_up(connection: sqlite3.Connection, path: Path, notice: str = "") -> Database:
    """Bring the library to the newest schema and make its commits durable; ``notice``: it is not shared."""
    try:
        version = version_of(connection)
        if version > NEWEST:
            raise _newer(path)
        if version < NEWEST:
            migrate(connection, before=partial(_backup_before, path))
        if not notice and connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
            raise alone.NoLog("no write-ahead log")
        version_of(connection)  # the first to read through the log: here it shows whether memory can be shared
        connection.execute(DURABLE)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA journal_size_limit=67108864")
        if version < NEWEST and not notice:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the file's header tells the version
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        return Database(connection, path, read_only=False, notice=notice)
    except Failure as error:
        connection.close()
        raise LibraryError(sentence(error)) from error
    except LibraryError:
        connection.close()
        raise


def _backup_before(path: Path, version: int) -> None:
    """A whole copy beside the library before its schema changes, mode 0600, kept until the reader removes it."""
    target = path.with_name(f"{path.stem}-before-upgrade-{version}{path.suffix}")
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        filesystem.make_private_file(part)
        with closing(_connect(str(path))) as reading, closing(sqlite3.connect(part)) as copy:
            reading.backup(copy)  # one that writes cannot be copied from
            copy.execute("PRAGMA journal_mode=DELETE")
        os.replace(part, target)
    except OSError as error:
        raise LibraryError(f"no backup could be written to {target.parent} ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _in_memory(path: Path, notice: str) -> Database:
    """An empty library for a place where none can be: everything can be read, nothing kept."""
    connection = _connect(":memory:")
    with explained():
        migrate(connection)
    return Database(connection, path, read_only=True, notice=notice)


def _for_reading(path: Path, file: File) -> Database:
    with explained():
        try:
            if alone.held(file):
                connection = _ready(alone.connect(path, file, read_only=True))
            else:
                connection = _connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            version = version_of(connection)
        except sqlite3.OperationalError:
            return _unwritable(path)
    return _checked(connection, path, version, "the library is open for reading only.")


def _unwritable(path: Path) -> Database:
    """A library in a read-only place. SQLite cannot read a write-ahead log there, so a copy is read."""
    notice = f"the library in {path.parent} cannot be written: it is shown as it was, nothing new is saved."
    log = path.with_name(path.name + "-wal")
    scratch: Path | None = None
    source = path
    try:
        if log.exists() and log.stat().st_size:
            scratch = Path(tempfile.mkdtemp(prefix="factlight-"))
            source = Path(shutil.copy(path, scratch))
            shutil.copy(log, scratch)
    except OSError as error:
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)
        raise LibraryError(f"the library {path} cannot be read ({error.strerror or error}).") from error
    with explained():
        mode = "mode=rw" if scratch else "mode=ro&immutable=1"
        connection = _connect(f"{source.resolve().as_uri()}?{mode}", uri=True)
        version = version_of(connection)
    database = _checked(connection, path, version, notice)
    if scratch is not None:
        database.at_end.callback(shutil.rmtree, scratch, ignore_errors=True)
    return database


def _checked(connection: sqlite3.Connection, path: Path, version: int, notice: str) -> Database:
    """A reading connection whose schema is the newest: an older one is migrated in memory."""
    if version > NEWEST:
        connection.close()
        raise _newer(path)
    if version == NEWEST:
        return Database(connection, path, read_only=True, notice=notice)
    try:
        if path.stat().st_size > SMALL:
            raise LibraryError("the library must be brought up to date first: open it once where it can be written.")
        with explained():
            memory = _connect(":memory:")
            connection.backup(memory)
            migrate(memory)
    finally:
        connection.close()
    return Database(memory, path, read_only=True, notice=notice)
