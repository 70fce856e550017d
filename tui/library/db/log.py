"""A library's write-ahead log, looked at without SQLite: what SQLite leaves out of a damaged one.

SQLite takes a log up to the first frame whose checksum is wrong, and says nothing of what stands behind it. A commit
there is something that was saved and is not seen any more. https://www.sqlite.org/fileformat2.html, §4.1.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tui.library.db.pages import PAGE

_HEAD, _FRAME = 32, 24


class Frame(NamedTuple):
    """One page as it was written: ``commit`` tells that a transaction ends with it, ``taken`` that SQLite reads it."""

    number: int
    page: bytes
    commit: bool
    taken: bool


def frames(path: Path) -> Iterator[Frame]:
    """The frames of the log's present run, in order; nothing where there is no log. Raises OSError."""
    if not path.exists():
        return
    with open(path, "rb") as file:
        head = file.read(_HEAD)
        if len(head) < _HEAD:
            return
        magic, _, size = struct.unpack(">III", head[:12])
        order = ">" if magic & 1 else "<"
        sums = _checksum(order, head[:24], (0, 0))
        taken = magic >> 1 == 0x377F0682 >> 1 and size == PAGE and sums == struct.unpack(">II", head[24:32])
        run = head[16:24] if taken else b""  # what frames of the present run carry; of a damaged head the first one's
        while len(data := file.read(_FRAME + PAGE)) == _FRAME + PAGE:
            run = run or data[8:16]
            if data[8:16] != run:
                return  # of an earlier run
            sums = _checksum(order, data[:8] + data[_FRAME:], sums)
            taken = taken and sums == struct.unpack(">II", data[16:24])
            number, commit = struct.unpack(">II", data[:8])
            yield Frame(number, data[_FRAME:], commit > 0, taken)


def unseen(path: Path) -> int:
    """How many commits stand in a damaged log and are not seen any more. Raises OSError."""
    return sum(frame.commit and not frame.taken for frame in frames(path))


def _checksum(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    a, b = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for n in range(0, len(words), 2):
        a = (a + words[n] + b) & 0xFFFFFFFF
        b = (b + words[n + 1] + a) & 0xFFFFFFFF
    return a, b
