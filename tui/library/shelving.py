"""Which shelves an article lies on: rows of ``places``, which follow from what feeds gave, from folders and tags."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from tui.library.db.connection import Database

ALL = "all"
"""The shelf of every article that was not deleted."""

PLACE_IN = (  # read already, where its state was kept from another time
    "INSERT INTO places (shelf, published, article, read)"
    " SELECT ?, a.published, a.id, a.read FROM articles a WHERE a.id = ? AND a.deleted = 0 ON CONFLICT DO NOTHING"
)
"""Puts an article, by its number, on a shelf; one that was deleted on none."""


def folder_shelves(folder: str) -> Iterator[str]:
    """The shelves of a folder path and of every folder around it: "World/Asia" is in "World" too."""
    parts = [p for p in folder.split("/") if p]
    for i in range(1, len(parts) + 1):
        yield "folder:" + "/".join(parts[:i])


def shelve(database: Database, number: int, shelves: Iterable[str]) -> None:
    """Put an article on these shelves; inside a transaction."""
    database.run_many(PLACE_IN, ((shelf, number) for shelf in shelves))


def shelve_again(database: Database, numbers: Sequence[int]) -> None:
    """Put articles back on every shelf that is theirs: all, their feeds, those feeds' folders, their tags."""
    wanted = json.dumps(list(numbers))
    found = [(ALL, number) for number in numbers]
    for row in database.rows(
        "SELECT DISTINCT e.article, f.id, f.folder FROM json_each(?) AS j"
        " CROSS JOIN entries AS e ON e.article = j.value JOIN feeds AS f ON f.id = e.feed WHERE f.removed = 0",
        (wanted,),
    ):
        found += ((shelf, row["article"]) for shelf in (f"feed:{row['id']}", *folder_shelves(row["folder"])))
    for row in database.rows(
        "SELECT a.id, t.tag FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value"
        " JOIN article_tags AS t ON t.uri = a.uri",
        (wanted,),
    ):
        found.append((f"tag:{row['tag']}", row["id"]))
    database.run_many(PLACE_IN, found)


def shelve_feed(database: Database, feed: int, folder: str) -> None:
    """Put all that a feed gave on its own shelf and on those of its folder."""
    for shelf in (f"feed:{feed}", *folder_shelves(folder)):
        database.run(
            "INSERT INTO places (shelf, published, article, read) SELECT ?, a.published, a.id, a.read"
            " FROM (SELECT DISTINCT article FROM entries WHERE feed = ?) AS e JOIN articles AS a ON a.id = e.article"
            " WHERE a.deleted = 0 ON CONFLICT DO NOTHING",
            (shelf, feed),
        )


def unshelve_folder(database: Database, feed: int, folder: str) -> None:
    """Take a feed's articles off a folder's shelves, but those that another feed in there gave too."""
    for shelf in folder_shelves(folder):
        name = shelf.removeprefix("folder:")
        database.run(
            "DELETE FROM places WHERE shelf = ? AND article IN (SELECT article FROM entries WHERE feed = ?)"
            " AND article NOT IN (SELECT e.article FROM feeds AS f JOIN entries AS e ON e.feed = f.id"
            " WHERE f.id <> ? AND f.removed = 0 AND (f.folder = ? OR substr(f.folder, 1, ?) = ?))",
            (shelf, feed, feed, name, len(name) + 1, f"{name}/"),
        )


def unshelve_feed(database: Database, feed: int, folder: str) -> None:
    """Take a feed's articles off its own shelf and its folder's."""
    unshelve_folder(database, feed, folder)
    database.run("DELETE FROM places WHERE shelf = ?", (f"feed:{feed}",))
