"""Rows read from the pages of a database file, without SQLite, when its trees can no longer be walked.

A damaged page takes along everything that lies behind it in its tree, for SQLite. Here each leaf is read by itself,
and what table its rows are of is told by their shape: number and types of the columns, which STRICT tables guarantee.
Format: https://www.sqlite.org/fileformat2.html, §1.5 (pages), §1.6 (overflow), §2.1 (records).
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PAGE = 4096
"""Bytes of a page: SQLite's default, which every library has."""
_USABLE = PAGE
_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF = 0x02, 0x0A, 0x0D
_LEAST = (_USABLE - 12) * 32 // 255 - 23
_MOST_INDEX = (_USABLE - 12) * 64 // 255 - 23
_MOST_TABLE = _USABLE - 35
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its serial type."""

Value = None | int | float | str | bytes
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")


class Row(NamedTuple):
    """One row as it stands on a page; ``number`` is the row number, None in a tree without them."""

    number: int | None
    values: tuple[Value, ...]


class Table(NamedTuple):
    """What rows of a table look like: its columns (name, type, may be NULL, has a default), as records hold them."""

    name: str
    columns: tuple[tuple[str, str, bool, bool], ...]
    numbered: bool  # rows have numbers; else the table is WITHOUT ROWID
    key: str = ""  # the column that is the row number: stored as NULL


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """(page number from 1, row) of every row of every leaf that can be read; free pages are left out."""
    with open(path, "rb") as file:
        size = file.seek(0, 2)
        if size < PAGE:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            free = _free(data)
            for number in range(1, len(data) // PAGE + 1):
                if number not in free:
                    page = data[(number - 1) * PAGE : number * PAGE]
                    for row in on_page(page, number, data):
                        yield number, row


def _free(data: mmap.mmap) -> set[int]:
    """The pages of the free list, as far as it can be followed."""
    found: set[int] = set()
    trunk = int.from_bytes(data[32:36], "big")
    last = len(data) // PAGE
    while 0 < trunk <= last and trunk not in found:
        found.add(trunk)
        at = (trunk - 1) * PAGE
        count = min(int.from_bytes(data[at + 4 : at + 8], "big"), PAGE // 4 - 2)
        found.update(struct.unpack(f">{count}I", data[at + 8 : at + 8 + 4 * count]))
        trunk = int.from_bytes(data[at : at + 4], "big")
    return found


def on_page(page: bytes, number: int, data: bytes | mmap.mmap = b"") -> Iterator[Row]:
    """The rows of one page; those that go on elsewhere are looked up in ``data``, the whole file."""
    head = 100 if number == 1 else 0
    kind = page[head]
    if kind not in (_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF):
        return
    count = int.from_bytes(page[head + 3 : head + 5], "big")
    first = head + (12 if kind == _INDEX_INTERIOR else 8)
    if count > (PAGE - first) // 2:
        return
    for n in range(count):
        at = int.from_bytes(page[first + 2 * n : first + 2 * n + 2], "big")
        try:
            yield _cell(data, page, kind, at)
        except (ValueError, IndexError, struct.error):  # this row is damaged; the others on the page may not be
            continue


def _cell(data: bytes | mmap.mmap, page: bytes, kind: int, at: int) -> Row:
    if kind == _INDEX_INTERIOR:
        at += 4
    size, at = _varint(page, at)
    number: int | None = None
    if kind == _TABLE_LEAF:
        number, at = _varint(page, at)
        if number >= 1 << 63:
            number -= 1 << 64
    most = _MOST_TABLE if kind == _TABLE_LEAF else _MOST_INDEX
    if size <= most:
        payload = page[at : at + size]
    else:
        local = _LEAST + (size - _LEAST) % (_USABLE - 4)
        local = local if local <= most else _LEAST
        payload = page[at : at + local]
        payload += _overflow(data, int.from_bytes(page[at + local : at + local + 4], "big"), size - local)
    if len(payload) != size:
        raise ValueError("the row is cut")
    return Row(number, _record(payload))


def _overflow(data: bytes | mmap.mmap, page: int, left: int) -> bytes:
    parts = []
    last = len(data) // PAGE
    if left > len(data):
        raise ValueError("longer than the file")
    while left > 0:
        if not 0 < page <= last:
            raise ValueError("the chain leaves the file")
        at = (page - 1) * PAGE
        part = data[at + 4 : at + 4 + min(left, _USABLE - 4)]
        parts.append(part)
        left -= len(part)
        page = int.from_bytes(data[at : at + 4], "big")
    return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = data[at + n]
        if n == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    raise ValueError("no number")


def _record(payload: bytes) -> tuple[Value, ...]:
    size, at = _varint(payload, 0)
    if size > len(payload):
        raise ValueError("the record's head is longer than the record")
    kinds = []
    while at < size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = size
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError("the record has another length")
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind == 7:
        return struct.unpack(">d", payload[at : at + 8])[0], at + 8
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind < 12:
        raise ValueError("no such type")
    end = at + (kind - 12) // 2
    if end > len(payload):
        raise ValueError("the value is cut")
    piece = payload[at:end]
    return (piece.decode("utf-8") if kind % 2 else piece), end


# which table a row is of


def _texts(*places: int, what: re.Pattern[str]) -> Callable[[Sequence[Value]], bool]:
    return lambda values: all(what.fullmatch(str(values[n])) for n in places)


_MORE: dict[str, Callable[[Sequence[Value]], bool]] = {
    "versions": _texts(0, what=_HASH),
    "bookmarks": _texts(1, what=re.compile(r".{1,200}", re.S)),
    "declined": _texts(1, what=_HASH),
    "article_tags": lambda values: not _HASH.fullmatch(str(values[1])),
    "corrections": _texts(0, what=_UUID),
    "learned": lambda values: str(values[1])[:1] in tuple('"[{tfn-0123456789'),
}
"""What rows of a table have besides their shape, where another table's rows might look alike."""


def fits(table: Table, row: Row) -> tuple[Value, ...] | None:
    """The row's values by the table's columns, filled up with nothing at the end; None where it is no row of it.

    Rows that were written before columns were added are shorter: those columns must have a default.
    """
    if (row.number is not None) is not table.numbered:
        return None
    if not 0 < len(row.values) <= len(table.columns):
        return None
    if not all(default for *_, default in table.columns[len(row.values) :]):
        return None
    values: list[Value] = []
    for value, (name, kind, null, _) in zip(row.values, table.columns, strict=False):
        if name == table.key:
            if value is not None:
                return None
            values.append(row.number)
        elif _is(value, kind) or (value is None and null):
            values.append(value)
        else:
            return None
    more = _MORE.get(table.name)
    return tuple(values) if more is None or more(values) else None


def _is(value: Value, kind: str) -> bool:
    if kind == "INTEGER":
        return isinstance(value, int)
    if kind == "REAL":
        return isinstance(value, int | float)
    return isinstance(value, str if kind == "TEXT" else bytes)


# making a file readable again


def mend(path: Path, application: int) -> None:
    """Write into a copy of a damaged library what its first bytes must say, and give it back the length it had."""
    with open(path, "rb+") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = bytearray(file.read(100).ljust(100, b"\0"))
        said = int.from_bytes(head[28:32], "big")
        pages = max(1, -(-size // PAGE))
        if pages < said <= pages * 1000:
            pages = said
        head[:16] = b"SQLite format 3\0"
        head[16:18] = PAGE.to_bytes(2, "big")
        if head[18] not in (1, 2) or head[19] not in (1, 2):
            head[18:20] = b"\2\2"
        head[20:24] = bytes((0, 64, 32, 32))
        head[28:32] = pages.to_bytes(4, "big")
        head[44:48] = (4).to_bytes(4, "big")
        head[52:56] = bytes(4)
        head[56:60] = (1).to_bytes(4, "big")
        head[64:68] = bytes(4)
        head[68:72] = application.to_bytes(4, "big")
        head[72:92] = bytes(20)
        head[92:96] = head[24:28]
        file.seek(0)
        file.write(head)
        file.truncate(pages * PAGE)


def looks_like_ours(path: Path) -> bool:
    """Whether the tables of a library are spelt out in a file, whatever its first bytes say."""
    with open(path, "rb") as file:
        return b"CREATE TABLE bookmarks (" in file.read(1 << 22)


def tables(described: Iterable[tuple[str, bool, Sequence[Sequence[object]]]]) -> list[Table]:
    """Shapes from ``(name, numbered, rows of PRAGMA table_info)``."""
    made = []
    for name, numbered, columns in described:
        ordered = columns if numbered else sorted(columns, key=lambda c: (c[5] == 0, c[5] or c[0]))
        keys = [str(c[1]) for c in columns if c[5]]
        whole = [str(c[1]) for c in columns if c[5] and c[2] == "INTEGER"]
        key = keys[0] if numbered and len(keys) == 1 and whole == keys else ""
        made.append(
            Table(name, tuple((str(c[1]), str(c[2]), not c[3], c[4] is not None) for c in ordered), numbered, key)
        )
    return made
