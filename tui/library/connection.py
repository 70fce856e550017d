"""The one door to SQLite: opening safely, migrating, short transactions, errors as sentences.

Settings follow https://www.sqlite.org/pragma.html: write-ahead log with ``synchronous=FULL``, so
that a committed row is on disk; ``BEGIN IMMEDIATE``, since a transaction that reads before it
writes would fail at once when another instance writes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from tui.library import places
from tui.library.errors import Failure, LibraryError, ReadOnly, explained, sentence
from tui.library.migrations import MIGRATIONS

APPLICATION_ID = 0x46614C74  # "FaLt"
NEWEST = len(MIGRATIONS)
MAGIC = b"SQLite format 3\0"
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
BUSY_MS = 5000
TRY_MS = 200
"""One try at opening. Two windows that both change the journal's mode wait for each other until one gives up."""
SMALL = 256 * 1024 * 1024
"""Bytes up to which an old library in a read-only place is migrated in memory."""

Row = sqlite3.Row


def now() -> int:
    """UTC milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Database:
    """A connection for one thread. Rows come as :class:`sqlite3.Row`; errors as LibraryError.

    ``notice`` is one sentence for a banner, "" when all is well; ``read_only`` says that every
    write will be refused.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, read_only: bool, notice: str = ""
    ) -> None:
        self._db = connection
        self._db.row_factory = sqlite3.Row
        self.path = path
        self.read_only = read_only
        self.notice = notice
        self._scratch: Path | None = None
        self._file: File | None = None  # as it is counted among those that this process has open
        self._seen = self._data_version()

    # reading

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query."""
        with explained():
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row of a query, None when there is none."""
        with explained():
            found: Row | None = self._db.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, None when there is none."""
        row = self.row(sql, values)
        return row[0] if row is not None else None

    # writing

    @contextmanager
    def write(self) -> Iterator[Database]:
        """A transaction: committed and on disk when the block ends, rolled back when it raises.

        Inside another one it is a part of that.
        """
        if self._db.in_transaction:
            yield self
            return
        if self.read_only:
            raise ReadOnly(self.notice or "the library is open for reading only: nothing was saved.")
        if self._file is not None:
            _refuse_if_gone(self.path, self._file)
        with explained():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self
            with explained():
                self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                with suppress(*Failure):
                    self._db.execute("ROLLBACK")
            raise

    def run(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """One statement inside :meth:`write`; returns the number of rows changed."""
        with explained():
            return self._db.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """One statement for many rows, inside :meth:`write`."""
        with explained():
            self._db.executemany(sql, values)

    # watching and ending

    def changed(self) -> bool:
        """Whether another connection changed the file since the last call (``PRAGMA data_version``)."""
        version = self._data_version()
        changed, self._seen = version != self._seen, version
        return changed

    def _data_version(self) -> int:
        with explained():
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def interrupt(self) -> None:
        """Stop the query that runs now; may be called from another thread."""
        self._db.interrupt()

    def copy_to(self, target: Path, pages: int = 512) -> None:
        """A consistent copy of the whole library, mode 0600, in small steps. Raises LibraryError."""
        part = target.with_name(target.name + ".part")
        try:
            part.unlink(missing_ok=True)
            places.make_private_file(part)
            with explained():
                copy = sqlite3.connect(part)
                try:
                    self._db.backup(copy, pages=pages)
                    copy.execute("PRAGMA journal_mode=DELETE")
                finally:
                    copy.close()
            os.replace(part, target)
        except OSError as error:
            raise LibraryError(
                f"no backup could be written to {target.parent} ({error.strerror})."
            ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def close(self) -> None:
        """Tidy up and close; never raises. Safe to call twice."""
        with suppress(*Failure):
            if not self.read_only:
                self._db.execute("PRAGMA optimize")
        with suppress(*Failure):
            self._db.close()
        _leave(self._file)
        self._file = None
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None


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
        _refuse_if_gone(path, known)  # before one is made anew in its place
    if path.is_dir():
        raise LibraryError(f"{path} is a folder, not a library: name a file.")
    if not path.exists():
        if read_only:
            return _in_memory(path, "there is no library yet: nothing is kept.")
        try:
            places.make_private_file(path)
        except OSError as error:
            return _in_memory(
                path, f"the library cannot be written at {path} ({error.strerror or error}): nothing is kept."
            )
    file = _enter(path)
    try:
        database = _opened(path, read_only)
    except BaseException:
        _leave(file)
        raise
    database._file = file
    return database


def _opened(path: Path, read_only: bool) -> Database:
    if not read_only and not places.can_write(path):
        return _unwritable(path)
    return _for_reading(path) if read_only else _patiently(path)


File = tuple[int, int]
"""Device and inode."""
_files: Counter[File] = Counter()
"""Connections of this process by file."""
_where: dict[Path, File] = {}
"""Where they were opened."""
_door = threading.Lock()


def _refuse_if_gone(path: Path, file: File) -> None:
    """A file that lost its name can still be written, and goes with the last program that has it open."""
    try:
        about = os.stat(path)
    except OSError:
        about = None
    if about is None or (about.st_dev, about.st_ino) != file:
        raise LibraryError(
            "the library file was moved or replaced: nothing was saved; open Factlight again."
        )


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


def _leave(file: File | None) -> None:
    with _door:
        if file is not None:
            _files[file] -= 1
            if not _files[file]:
                del _files[file]
                for path in [path for path, there in _where.items() if there == file]:
                    del _where[path]


def _patiently(path: Path) -> Database:
    """Open for writing; wait while another instance makes, migrates or recovers the library.

    Changing the journal's mode is refused at once while another holds a lock: SQLite calls no busy handler there.
    """
    end = time.monotonic() + 4 * BUSY_MS / 1000
    while True:
        try:
            return _for_writing(path)
        except LibraryError as error:
            code = getattr(error.__cause__, "sqlite_errorcode", 0) or 0
            if code & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _refuse_foreign(path: Path) -> None:
    magic, version, application = places.header(path)
    if magic == b"":
        return
    if magic != MAGIC or (application != APPLICATION_ID):
        raise LibraryError(f"{path} is not a Factlight library: it was left untouched.")
    if version > NEWEST:
        raise _newer(path)


def _newer(path: Path) -> LibraryError:
    return LibraryError(f"{path} was written by a newer Factlight: it was left untouched; update Factlight.")


def _connect(target: str, *, uri: bool = False, wait: int = BUSY_MS) -> sqlite3.Connection:
    connection = sqlite3.connect(target, uri=uri, isolation_level=None, timeout=wait / 1000)
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA cache_size=-16384")
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _for_writing(path: Path) -> Database:
    connection: sqlite3.Connection | None = None
    try:
        connection = _connect(str(path), wait=TRY_MS)
        version = _version(connection)
        if version > NEWEST:
            raise _newer(path)
        if version < NEWEST:
            migrate(connection, before=partial(_backup_before, path))
        notice = _journal(connection, path)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA journal_size_limit=67108864")
        if version < NEWEST and not notice:
            connection.execute(
                "PRAGMA wal_checkpoint(TRUNCATE)"
            )  # so that the file's header tells the version
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    except Failure as error:
        if connection is not None:
            connection.close()
        raise LibraryError(sentence(error)) from error
    except LibraryError:
        if connection is not None:
            connection.close()
        raise
    return Database(connection, path, read_only=False, notice=notice)


def _journal(connection: sqlite3.Connection, path: Path) -> str:
    """Set the journal mode that the place allows; returns a notice, "" where all is well."""
    if places.is_network(path):
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=DELETE")
        return "the library lies on a network folder: only one Factlight at a time can use it."
    connection.execute("PRAGMA journal_mode=WAL")
    return ""


def migrate(
    connection: sqlite3.Connection, to: int = NEWEST, *, before: Callable[[int], None] = lambda version: None
) -> None:
    """Bring a database to the newest schema, or to that of version ``to``, in one transaction: all of it or nothing.

    ``before`` is called with the version that is there, once nobody else can write, and before anything changes.
    Raises sqlite3.Error, or LibraryError when rows would be left without what they refer to.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # again, now that nobody else can be at it
        if 0 < version < to:
            before(version)
        for step in MIGRATIONS[version:to]:
            for statement in step.statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={max(version, to)}")
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise LibraryError(
                "the library could not be brought up to date: run `factlight doctor --repair`."
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _backup_before(path: Path, version: int) -> None:
    """A whole copy beside the library before its schema changes, kept until the reader removes it."""
    target = path.with_name(f"{path.stem}-before-upgrade-{version}{path.suffix}")
    with closing(_connect(str(path))) as reading:  # one that writes cannot be copied from
        Database(reading, path, read_only=True).copy_to(target, pages=-1)


def _in_memory(path: Path, notice: str) -> Database:
    """An empty library for a place where none can be: everything can be read, nothing kept."""
    connection = _connect(":memory:")
    with explained():
        migrate(connection)
    return Database(connection, path, read_only=True, notice=notice)


def _for_reading(path: Path) -> Database:
    with explained():
        try:
            connection = _connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            version = _version(connection)
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
        version = _version(connection)
    database = _checked(connection, path, version, notice)
    database._scratch = scratch
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
            raise LibraryError(
                "the library must be brought up to date first: open it once where it can be written."
            )
        with explained():
            memory = _connect(":memory:")
            connection.backup(memory)
            migrate(memory)
    finally:
        connection.close()
    return Database(memory, path, read_only=True, notice=notice)
