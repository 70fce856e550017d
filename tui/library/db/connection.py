"""A connection to SQLite: queries, short transactions, errors as sentences. ``opening`` makes it.

Transactions begin with ``BEGIN IMMEDIATE``, since one that reads before it writes would fail at once when another
instance writes.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from tui.library.db.errors import Failure, ReadOnly, explained
from tui.library.db.watch import Watch

Row = sqlite3.Row


def now() -> int:
    """UTC milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Recording:
    """What the action under way changes: rows as they were (see ``undo``) and recorded changes (see ``changes``)."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self.changes: list[Any] = []


class Database:
    """A connection for one thread. Rows come as :class:`sqlite3.Row`; errors as LibraryError.

    ``notice`` is one sentence for a banner, "" when all is well; ``read_only`` says that every
    write will be refused.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool, notice: str = "") -> None:
        self._db = connection
        self._db.row_factory = sqlite3.Row
        self.path = path
        self.read_only = read_only
        self.notice = notice
        self.watch: Watch | None = None
        """Looks whether the file is still there, None in memory."""
        self.record: Recording | None = None
        """Where the action under way writes down what it changes (see ``undo.undoable``)."""
        self.opened: dict[str, tuple[str, int]] = {}
        """Which text of an article this window shows (hash) and since when, by uri; for finding bookmarks again."""
        self.at_end = ExitStack()
        """What is to be done when it is closed."""
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
        if self.watch is not None:
            self.watch.check(self._db)
        with explained():
            self._db.execute("BEGIN IMMEDIATE")
        if self.watch is not None:
            self.watch.note_log()
        try:
            yield self
            with explained():
                self._db.execute("COMMIT")
            if self.watch is not None:
                self.watch.confirm(self._db)
        except BaseException:
            if self._db.in_transaction:
                with suppress(*Failure):
                    self._db.execute("ROLLBACK")
            raise

    def run(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """One statement inside :meth:`write`; returns the number of rows changed."""
        with explained():
            return self._db.execute(sql, values).rowcount

    def insert(self, sql: str, values: Sequence[Any]) -> int:
        """Insert one row inside :meth:`write`; returns its row number."""
        with explained():
            return int(self._db.execute(sql, values).lastrowid or 0)

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

    def close(self) -> None:
        """Tidy up and close; never raises. Safe to call twice."""
        with suppress(*Failure):
            if not self.read_only:
                self._db.execute("PRAGMA optimize")
        with suppress(*Failure):
            self._db.close()
        self.at_end.close()
