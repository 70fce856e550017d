"""What the victims do, and how their libraries are judged afterwards."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tui.bookmarks.making import make_bookmark
from tui.library import Library, LibraryError
from tui.structure import plain_article
from tui.text.article import Article

TEXT = "\n\n".join(
    f"Paragraph {n} tells of the harbour of Ansk, of its {n} cranes and of the {n * 3} ships that wait outside."
    for n in range(60)
)


EARLIER = Path(__file__).parents[1] / "library" / "cases" / "schema_2.sql"


def article() -> Article:
    return plain_article(TEXT, uri="https://news.example/harbour")


def prepared(folder: Path) -> Path:
    """A library with a few bookmarks, closed."""
    path = folder / "library.db"
    with Library.open(path) as library:
        for n in range(5):
            add(library, article(), n, "before")
    return path


def of_an_earlier_version(folder: Path) -> Path:
    """A library that is brought up to date when it is opened, closed."""
    folder.mkdir(parents=True)
    path = folder / "library.db"
    path.touch(0o600)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.executescript(EARLIER.read_text("utf-8"))
    return path


def add(library: Library, about: Article, number: int, who: str) -> str:
    """Save one bookmark; its id, which is an acknowledgement: it has to be there from now on."""
    start = about.text.index(f"Paragraph {number % 60} ")
    bookmark = make_bookmark(about, start, start + 40, note=f"{who} {number}", tags=[who])
    return library.bookmarks.add(bookmark, about).id


def copied(base: Path, folder: Path) -> Path:
    """A fresh copy of a closed library."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    shutil.copy(base, folder / base.name)
    return folder / base.name


def session(path: Path) -> Iterator[str]:
    """What a reader does: opens, saves, edits, deletes, takes back. Yields the id of each bookmark that must stay."""
    about = article()
    with Library.open(path) as library:
        first = add(library, about, 7, "first")
        yield first
        yield add(library, about, 8, "second")
        library.bookmarks.edit(first, note="edited")
        library.bookmarks.delete([first])
        library.undo()
        library.states.set(about.uri, position=100, starred=True)
        yield add(library, about, 9, "third")
        library.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        yield add(library, about, 10, "fourth")


def verdict(path: Path, acknowledged: list[str]) -> str:
    """ "" for a library that is sound and holds all that was acknowledged, else what is wrong with it."""
    try:
        with Library.open(path) as library:
            there = {b.id for b in library.bookmarks.all(include_deleted=True)}
        with closing(sqlite3.connect(path)) as db:
            problems = [row[0] for row in db.execute("PRAGMA integrity_check(3)")]
            orphans = db.execute("PRAGMA foreign_key_check").fetchall()
    except (LibraryError, sqlite3.Error) as error:
        return f"cannot be opened: {error}"
    if problems != ["ok"] or orphans:
        return f"damaged: {problems} {orphans}"
    lost = [i for i in acknowledged if i not in there]
    return f"{len(lost)} acknowledged bookmarks lost" if lost else ""
