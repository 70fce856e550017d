"""The last step of a repair: damaged texts dropped, bookmarks put on their words, everything derived made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from tui.library.articles.codec import unpack
from tui.library.db.connection import Database
from tui.library.library import Library
from tui.library.shelving import shelve_again
from tui.library.versions import assembled

Progress = Callable[[int, int], None]
"""Told how many texts were read, of how many."""


def rebuild(fresh: Path, progress: Progress) -> int:
    """Drop texts that are not what was stored, and make what follows from the rest; how many texts went."""
    with Library.open(fresh) as library:
        db = library.database
        with db.write():
            dropped = _drop_damaged(db, progress)
            for row in db.rows("SELECT hash, text FROM versions WHERE cut = 0"):
                if sha256(str(row["text"]).encode("utf-8", "surrogatepass")).hexdigest() != row["hash"]:
                    db.run("DELETE FROM versions WHERE hash = ?", (row["hash"],))
                    dropped += 1
            _put_in_place(db)
            for table in ("places", "totals"):
                db.run(f"DELETE FROM {table}")
            db.run(
                "UPDATE articles SET read = coalesce((SELECT read FROM states AS s WHERE s.uri = articles.uri), 0),"
                " starred = coalesce((SELECT starred FROM states AS s WHERE s.uri = articles.uri), 0),"
                " deleted = coalesce((SELECT deleted FROM states AS s WHERE s.uri = articles.uri), 0)"
            )
            db.run("DELETE FROM entries WHERE article NOT IN (SELECT id FROM articles)")
            shelve_again(db, [row["id"] for row in db.rows("SELECT id FROM articles WHERE deleted = 0")])
        library.articles.reindex()
    return dropped


def _damaged(db: Database, progress: Progress) -> Iterator[tuple[int, int]]:
    """(article, version number) of every stored text that is not the one that was stored."""
    total = int(db.value("SELECT count(*) FROM texts"))
    done, last = 0, (-1, -1)
    while rows := db.rows(
        "SELECT article, number, hash, body FROM texts WHERE (article, number) > (?, ?)"
        " ORDER BY article, number LIMIT 100",
        last,
    ):
        for row in rows:
            last = row["article"], row["number"]
            try:
                sound = unpack(row["body"], "").hash == row["hash"]
            except ValueError:
                sound = False
            if not sound:
                yield last
        done += len(rows)
        progress(done, total)


def _drop_damaged(db: Database, progress: Progress) -> int:
    """Drop the texts that are not what was stored; how many went.

    An article goes back to its version before; without one it goes, with its entries, so that its feed brings it
    again. What the user did with it is kept by its address.
    """
    dropped = list(_damaged(db, progress))
    for article, number in dropped:
        db.run("DELETE FROM texts WHERE article = ? AND number = ?", (article, number))
    db.run(
        "UPDATE articles SET hash = coalesce((SELECT t.hash FROM texts AS t WHERE t.article = articles.id"
        " ORDER BY t.number DESC LIMIT 1), hash)"
    )
    db.run(
        "DELETE FROM articles WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM texts AS t WHERE t.article = articles.id)"
    )
    db.run("DELETE FROM texts WHERE article NOT IN (SELECT id FROM articles)")
    return len(dropped)


def _put_in_place(db: Database) -> None:
    """A bookmark whose words do not stand where it says is put on them; without a place where they are nowhere."""
    for row in db.rows(
        "SELECT b.id, b.exact, b.start, b.stop, v.text, v.cut"
        " FROM bookmarks AS b JOIN versions AS v ON v.hash = b.version"
        " WHERE b.start >= 0"
    ):
        text, exact = assembled(row), row["exact"]
        if text[row["start"] : row["stop"]] == exact:
            continue
        found = _nearest(text, exact, row["start"])
        place = (found, found + len(exact)) if found >= 0 else (-1, -1)
        db.run("UPDATE bookmarks SET start = ?, stop = ? WHERE id = ?", (*place, row["id"]))


def _nearest(text: str, exact: str, at: int) -> int:
    """Where the words stand in the text, nearest to an offset; -1 where they do not."""
    before, after = text.rfind(exact, 0, max(0, at) + len(exact)), text.find(exact, max(0, at))
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - at), default=-1)
