"""What goes wrong with a library, as sentences a reader can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class LibraryError(Exception):
    """One plain sentence that says what is wrong and what to do."""


class ReadOnly(LibraryError):
    """A change was asked of a library that cannot be written."""


_SENTENCES = {
    sqlite3.SQLITE_FULL: "the disk is full: nothing was saved; free some space and try again.",
    sqlite3.SQLITE_BUSY: "another program is writing to the library and did not finish in time: try again.",
    sqlite3.SQLITE_LOCKED: "another part of the program is using the library: try again.",
    sqlite3.SQLITE_READONLY: "the library cannot be written here: check the permissions of its folder.",
    sqlite3.SQLITE_CANTOPEN: "the library file cannot be opened: check that its folder exists and is yours.",
    sqlite3.SQLITE_PERM: "the library file is not yours to open: check its permissions.",
    sqlite3.SQLITE_CORRUPT: "the library file is damaged: run `factlight doctor --repair`; the old file is kept.",
    sqlite3.SQLITE_NOTADB: "the file is not a Factlight library: it was left untouched.",
    sqlite3.SQLITE_IOERR: "the disk did not answer properly: nothing was saved; check the disk and try again.",
    sqlite3.SQLITE_NOMEM: "there is not enough memory: nothing was saved; close something and try again.",
    sqlite3.SQLITE_INTERRUPT: "the query was interrupted.",
    sqlite3.SQLITE_TOOBIG: "the text is too long to be stored.",
}


Failure = (sqlite3.Error, MemoryError, UnicodeDecodeError)
"""What a call of ``sqlite3`` may raise: it has an exception of Python's own for SQLITE_NOMEM, and another when what it
reads, or its own message about a damaged file, is not UTF-8."""


def sentence(error: Exception) -> str:
    """What one of :data:`Failure` means, as one plain sentence."""
    if isinstance(error, MemoryError):
        return _SENTENCES[sqlite3.SQLITE_NOMEM]
    if isinstance(error, UnicodeDecodeError):
        return _SENTENCES[sqlite3.SQLITE_CORRUPT]
    code = getattr(error, "sqlite_errorcode", None)
    known = _SENTENCES.get(code & 0xFF) if isinstance(code, int) else None
    return known or f"the library could not do that ({error}): run `factlight doctor`."


@contextmanager
def explained() -> Iterator[None]:
    """Turn SQLite's errors, and text it cannot store, into :class:`LibraryError`."""
    try:
        yield
    except Failure as error:
        raise LibraryError(sentence(error)) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise LibraryError("the text holds characters that cannot be stored: nothing was saved.") from error
