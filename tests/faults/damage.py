"""Libraries damaged on purpose, by a seed: bits, pages, tails, heads, logs. What the doctor says, what a repair saves."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from tests.faults.work import TEXT, add, article
from tui.library import Library, LibraryError
from tui.library.articles.intake import Incoming
from tui.library.db import pages
from tui.library.db.doctor import check
from tui.library.db.migrations import NEWEST, migrate
from tui.library.db.pages import PAGE
from tui.library.db.repair import repair, shapes
from tui.structure import plain_article

BOOKMARKS = 120
ARTICLES = 60


def whole(folder: Path, *, log: bool) -> Path:
    """A library with articles, a feed and bookmarks; with ``log`` a quarter of them stands in the log alone."""
    path, live = folder / "library.db", folder / "live" / "library.db"
    with Library.open(live) as library:
        feed = library.feeds.add("https://a.example/feed", folder="World")
        items = [
            Incoming.of(plain_article(f"Article {n}\n\n{TEXT[n * 40 :]}", uri=f"https://a.example/{n}"), published=n + 1,
                        feed=feed.id)
            for n in range(ARTICLES)
        ]  # fmt: skip
        library.articles.put(items, {feed.id: feed.folder})
        about = article()
        for n in range(BOOKMARKS):
            add(library, about, n, f"note {n}")
            if n == BOOKMARKS * 3 // 4 or (n == BOOKMARKS - 1 and not log):
                library.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        for tail in ("", "-wal"):
            shutil.copy(live.with_name(live.name + tail), path.with_name(path.name + tail))
    path.chmod(0o600)
    return path


def _bit(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)


def _bits(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(2, 40)):
        _bit(data, chance)


def _pages(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) // PAGE) * PAGE
        data[at : at + PAGE] = chance.randbytes(PAGE)


def _zeros(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) // PAGE) * PAGE
    size = min(chance.randint(1, 4) * PAGE, len(data) - at)
    data[at : at + size] = bytes(size)


def _tail(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(PAGE, len(data)) :]


def _head(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(100)] = chance.randrange(256)


def _first_page(data: bytearray, chance: random.Random) -> None:
    data[:PAGE] = bytes(PAGE) if chance.random() < 0.5 else chance.randbytes(PAGE)


KINDS: dict[str, Callable[[bytearray, random.Random], None]] = {
    "bit": _bit, "bits": _bits, "pages": _pages, "zeros": _zeros, "tail": _tail, "head": _head,
    "first page": _first_page,
}  # fmt: skip


Kept = dict[str, tuple[str, str]]
"""Quote and note of bookmarks, by id."""


def bookmarks(path: Path) -> Kept:
    """The bookmarks of a library that opens."""
    with Library.open(path) as library:
        return {b.id: (b.selector.exact, b.note) for b in library.bookmarks.all(include_deleted=True)}


def undamaged(before: Path, after: bytes) -> set[str]:
    """Ids of the bookmarks whose page of the file is as it was."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        shape = next(table for table in shapes(db, NEWEST) if table.name == "bookmarks")
    data = before.read_bytes()
    found = set()
    for number, row in pages.rows(before):
        values = pages.fits(shape, row)
        piece = slice((number - 1) * PAGE, number * PAGE)
        if values is not None and data[piece] == after[piece]:
            found.add(str(values[1]))
    return found


def run(folder: Path, seeds: Iterable[int]) -> Iterator[tuple[int, str, str, int, int]]:
    """(seed, kind of damage, what is wrong or "", bookmarks on undamaged pages, bookmarks saved) of each library."""
    bases = {log: whole(folder / f"base-{log}", log=log) for log in (False, True)}
    known = {log: bookmarks(_copied(base, folder / f"read-{log}")) for log, base in bases.items()}
    for seed in seeds:
        chance = random.Random(seed)
        kind = list(KINDS)[seed % len(KINDS)]
        log = chance.random() < 0.3
        path = _copied(bases[log], folder / "work")
        data = bytearray(path.read_bytes())
        wal = path.with_name(path.name + "-wal")
        cut = False  # a log that was cut looks like one that never was longer
        if log and chance.random() < 0.5:
            frames = bytearray(wal.read_bytes())
            if cut := chance.random() < 0.5:
                del frames[chance.randrange(len(frames)) :]
            else:
                _bits(frames, chance)
            wal.write_bytes(bytes(frames))
            kind = f"log, {kind}"
        KINDS[kind.removeprefix("log, ")](data, chance)
        path.write_bytes(bytes(data))
        must = undamaged(bases[log], bytes(data))
        yield seed, kind, *_judged(path, known[log], must, cut=cut)


def _copied(base: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    for tail in ("", "-wal"):
        source = base.with_name(base.name + tail)
        if source.exists():
            shutil.copy(source, folder / source.name)
    return folder / base.name


def _judged(path: Path, known: Kept, must: set[str], *, cut: bool) -> tuple[str, int, int]:
    before = path.read_bytes()
    told = [finding.words for finding in check(path) if not finding.good]
    try:
        done = repair(path)
    except LibraryError as error:
        same = path.read_bytes() == before
        return f"refused: {error}" if same else f"refused, and changed: {error}", len(must), 0
    if done.old.read_bytes() != before:
        return "the damaged file was not kept as it was", len(must), 0
    there = bookmarks(path)
    lost = [name for name in must if there.get(name) != known[name]]
    if lost:
        return f"{len(lost)} bookmarks on undamaged pages lost", len(must), len(there)
    left = [finding.words for finding in check(path) if not finding.good]
    if left:
        return f"the repaired library is not sound: {left[0]}", len(must), len(there)
    if not told and there != known and not cut:
        return "the doctor saw nothing of what was lost", len(must), len(there)
    return "", len(must), len(there)
