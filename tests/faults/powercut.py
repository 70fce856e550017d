"""The power goes at a random moment: what was synced is there, what was not is there in part, torn or not at all.

The library is opened on what the disk may then hold; every bookmark that was acknowledged has to be in it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.faults import vfs
from tests.faults.work import copied, session, verdict
from tui.library import LibraryError

DISKS = 5
"""What may be left is drawn so often for each moment."""


def run(base: Path, folder: Path, cuts: int, seed: int) -> Iterator[tuple[int, str]]:
    """(bookmarks acknowledged before it, what is wrong or "") of each cut."""
    chance = random.Random(seed)
    longest = _operations(base, folder)
    done = 0
    while done < cuts:
        kept, disk = _until(base, folder, chance.randrange(longest + 1))
        for _ in range(min(DISKS, cuts - done)):
            left = folder / "left"
            shutil.rmtree(left, ignore_errors=True)
            left.mkdir(mode=0o700)
            disk.after(left, chance)
            done += 1
            yield len(kept), verdict(left / base.name, kept)


def _until(base: Path, folder: Path, operations: int) -> tuple[list[str], vfs.Disk]:
    """Ids acknowledged by a session that has power for so many operations of the disk, and the disk."""
    path = copied(base, folder / "work")
    kept: list[str] = []
    with vfs.installed() as faults:
        disk = faults.disk = vfs.Disk()
        disk.left = operations
        try:
            for name in session(path):
                kept.append(name)
        except LibraryError:
            pass  # the power went
    return kept, disk


def _operations(base: Path, folder: Path) -> int:
    """How many operations of the disk a whole session takes."""
    _, disk = _until(base, folder, 1_000_000)
    return 1_000_000 - disk.left
