"""Articles in the library: listed, opened, tagged, forgotten. Bodies lie apart from lists."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.library.db.connection import Database, Row
from tui.library.db.errors import LibraryError
from tui.library.db.undo import in_brief, undoable
from tui.text.article import Article
from tui.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from tui.library.articles.intake import Incoming, Put
    from tui.sources.feeds.entry import Entry

ALL = "all"


class Listed(NamedTuple):
    """What a list shows of an article. Times are UTC milliseconds; ``figures`` is -1 until known."""

    id: int
    uri: str
    title: str
    source: str = ""
    author: str = ""
    url: str = ""
    published: int = 0
    dated: bool = True
    added: int = 0
    questions: int = 0
    figures: int = -1
    read: bool = False
    starred: bool = False
    truncated: bool = False
    changes: str = ""


PLACE_IN = (  # read already, where its state was kept from another time
    "INSERT INTO places (shelf, published, article, read)"
    " SELECT ?, a.published, a.id, a.read FROM articles a WHERE a.id = ? ON CONFLICT DO NOTHING"
)
"""Puts an article on a shelf."""

_COLUMNS = (
    "id, uri, title, source, author, url, published, dated, added, questions, figures, read, starred,"
    " truncated, changes"
)


class Articles:
    """Reached as ``library.articles``. Belongs to the library's thread."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # putting in

    def put(self, incoming: Iterable[Incoming], folders: dict[int, str] | None = None) -> Put:
        """Store articles: see :meth:`tui.library.articles.intake.Intake.put`. Raises LibraryError."""
        from tui.library.articles.intake import Intake

        return Intake(self._db, self).put(incoming, folders)

    def put_together(self, batches: Iterable[Sequence[Incoming]], folders: dict[int, str] | None = None) -> list[Put]:
        """Store several batches in one transaction: see :meth:`tui.library.articles.intake.Intake.put_together`."""
        from tui.library.articles.intake import Intake

        return Intake(self._db, self).put_together(batches, folders)

    def reindex(self) -> int:
        """Make the full-text index of all articles anew, after a repair; how many were indexed. Raises LibraryError."""
        from tui.library.search.fulltext import indexed

        done = 0
        with self._db.write():
            self._db.run("INSERT INTO fulltext (fulltext) VALUES ('delete-all')")
            self._db.run("UPDATE articles SET looked = 0")  # names are an index too
            for row in self._db.rows("SELECT id, title FROM articles ORDER BY id"):
                text = self.words_of(row["id"])
                if text is not None:
                    values = (row["id"], indexed(row["title"]), indexed(text))
                    self._db.run("INSERT INTO fulltext (rowid, title, body) VALUES (?, ?, ?)", values)
                    done += 1
        return done

    def shelve(self, number: int, shelves: Sequence[str]) -> None:
        self._db.run_many(PLACE_IN, ((shelf, number) for shelf in shelves))

    def tag(self, uris: Iterable[str], tag: str, on: bool = True) -> int:
        """Put a tag on articles, or take it off. Returns how many changed. Raises LibraryError."""
        tag = _tag(tag)
        changed = 0
        for uri in uris:
            now = self.tags(uri)
            if (tag in now) is not on:
                changed += self.set_tags(uri, [*now, tag] if on else [t for t in now if t != tag])
        return changed

    def tags(self, uri: str) -> list[str]:
        """An article's tags, sorted."""
        rows = self._db.rows("SELECT tag FROM article_tags WHERE uri = ? ORDER BY tag", (uri,))
        return [r["tag"] for r in rows]

    def set_tags(self, uri: str, tags: Iterable[str]) -> bool:
        """Give an article these tags and no others; undoable. Whether anything changed. Raises LibraryError."""
        wanted = {_tag(tag) for tag in tags}
        row = self._db.row("SELECT title FROM articles WHERE uri = ?", (uri,))
        now = set(self.tags(uri))
        if row is None or wanted == now:
            return False
        with undoable(self._db, f"the tags of {in_brief(row['title'])}") as record:
            record.rows("article_tags", uri=uri)
            off, on = ([(uri, tag) for tag in tags] for tags in (now - wanted, wanted - now))
            self._db.run_many("DELETE FROM article_tags WHERE uri = ? AND tag = ?", off)
            self._db.run_many("INSERT INTO article_tags (uri, tag) VALUES (?, ?)", on)
        return True

    def unshelve_feed(self, feed: int, folder: str) -> None:
        """Take a feed's articles off a folder's shelves, but those that another feed in there gave too."""
        with self._db.write():
            for shelf in folder_shelves(folder):
                name = shelf.removeprefix("folder:")
                self._db.run(
                    "DELETE FROM places WHERE shelf = ? AND article IN (SELECT article FROM entries WHERE feed = ?)"
                    " AND article NOT IN (SELECT e.article FROM feeds AS f JOIN entries AS e ON e.feed = f.id"
                    " WHERE f.id <> ? AND (f.folder = ? OR substr(f.folder, 1, ?) = ?))",
                    (shelf, feed, feed, name, len(name) + 1, f"{name}/"),
                )

    def reshelve_feed(self, feed: int, old_folder: str, new_folder: str) -> None:
        """Move a feed's articles from one folder's shelves to another's. Raises LibraryError."""
        with self._db.write():
            self.unshelve_feed(feed, old_folder)
            for shelf in folder_shelves(new_folder):
                self._db.run(
                    "INSERT INTO places (shelf, published, article, read)"
                    " SELECT ?, published, article, read FROM places WHERE shelf = ? ON CONFLICT DO NOTHING",
                    (shelf, f"feed:{feed}"),
                )

    # reading

    def listed(self, ids: Sequence[int]) -> list[Listed]:
        """List rows of these articles, in the order given; unknown numbers are left out."""
        if not ids:
            return []
        marks = ", ".join("?" * len(ids))
        found = {
            r["id"]: _listed(r) for r in self._db.rows(f"SELECT {_COLUMNS} FROM articles WHERE id IN ({marks})", ids)
        }
        return [found[i] for i in ids if i in found]

    def by_uri(self, uri: str) -> Listed | None:
        """The list row of one article."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM articles WHERE uri = ?", (uri,))
        return _listed(row) if row is not None else None

    def load(self, uri: str, back: int = 0) -> Article | None:
        """The newest version of an article, None when the library does not hold it. Raises LibraryError."""
        number = self._db.value("SELECT id FROM articles WHERE uri = ?", (uri,))
        return self.load_id(number, back) if number is not None else None

    def load_id(self, number: int, back: int = 0) -> Article | None:
        """The same by number; ``back=1`` the version before. Raises LibraryError when it is damaged."""
        body = self._body(number, back)
        return built(body) if body is not None else None

    def fingerprint(self, number: int) -> str:
        """The hash of what is stored now, "" when there is no such article."""
        return str(self._db.value("SELECT hash FROM articles WHERE id = ?", (number,)) or "")

    def known_as(self, uri: str) -> tuple[int, str]:
        """(number, fingerprint of what is stored) of an article, (0, "") when the library does not hold it."""
        row = self._db.row("SELECT id, hash FROM articles WHERE uri = ?", (uri,))
        return (row["id"], row["hash"]) if row is not None else (0, "")

    def words_of(self, number: int) -> str | None:
        """The newest version's words as they are in the index: of an entry, without its structure."""
        body = self._body(number)
        return body.text if body is not None else None

    def _body(self, number: int, back: int = 0) -> Article | Entry | None:
        row = self._db.row(
            "SELECT t.body, t.hash, a.uri FROM texts t JOIN articles a ON a.id = t.article WHERE t.article = ?"
            " ORDER BY t.number DESC LIMIT 1 OFFSET ?",
            (number, back),
        )
        if row is None:
            return None
        from tui.library.articles.codec import unpack

        try:
            body = unpack(row["body"], row["uri"])
        except ValueError:
            raise LibraryError("this article is damaged in the library: run factlight doctor.") from None
        if body.hash != row["hash"]:
            raise LibraryError("this article's text is not the one that was stored: run factlight doctor.")
        return body

    def known_entries(self, feed: int) -> dict[str, str]:
        """guid → digest of every entry of a feed that is here already."""
        return {
            r["guid"]: r["digest"] for r in self._db.rows("SELECT guid, digest FROM entries WHERE feed = ?", (feed,))
        }

    def seen(self, uri: str) -> bool:
        """Whether the reader read an article, or kept something of it: then a change of it is told."""
        return bool(
            self._db.value("SELECT 1 FROM states WHERE uri = ? AND (read OR starred OR position > 0)", (uri,))
            or self._db.value("SELECT 1 FROM bookmarks WHERE uri = ? AND deleted = 0", (uri,))
        )

    def set_changes(self, uri: str, sentence: str) -> None:
        """What changed in the newest version, in words; "" once the reader has seen it."""
        with self._db.write():
            self._db.run("UPDATE articles SET changes = ? WHERE uri = ?", (sentence, uri))

    def forget(self, uris: Iterable[str]) -> int:
        """Delete articles for good, but never their bookmarks. Returns how many went. Raises LibraryError."""
        from tui.library.search.fulltext import indexed

        gone = 0
        with self._db.write():
            for uri in uris:
                row = self._db.row("SELECT id, title FROM articles WHERE uri = ?", (uri,))
                if row is None:
                    continue
                old = self.words_of(row["id"])
                if old is not None:
                    self._db.run(
                        "INSERT INTO fulltext (fulltext, rowid, title, body) VALUES ('delete', ?, ?, ?)",
                        (row["id"], indexed(row["title"]), indexed(old)),
                    )
                for table in ("texts", "places", "entries", "amounts"):
                    self._db.run(f"DELETE FROM {table} WHERE article = ?", (row["id"],))
                self._db.run("DELETE FROM names WHERE rowid = ?", (row["id"],))
                self._db.run("DELETE FROM articles WHERE id = ?", (row["id"],))
                gone += 1
        return gone

    def unread_among(self, numbers: Sequence[int]) -> list[str]:
        """The uris of those of these articles that are unread, in their order."""
        rows = self._db.rows(
            "SELECT a.uri FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value WHERE a.read = 0",
            (json.dumps(list(numbers)),),
        )
        return [r["uri"] for r in rows]

    def last(self) -> int:
        """The number of the article that came last, 0 when there is none."""
        return int(self._db.value("SELECT max(id) FROM articles") or 0)

    def total(self, shelf: str) -> int:
        """How many articles lie on a shelf."""
        return int(self._db.value("SELECT count FROM totals WHERE shelf = ?", (shelf,)) or 0)

    def not_looked_at(self, limit: int = 100) -> list[int]:
        """Numbers of the newest articles whose facts were not looked for yet."""
        rows = self._db.rows(
            "SELECT id FROM articles WHERE looked = 0 AND published >= 0 ORDER BY published DESC, id DESC LIMIT ?",
            (limit,),
        )
        return [r[0] for r in rows]

    def unlooked(self) -> int:
        """How many there are of them."""
        return int(self._db.value("SELECT count(*) FROM articles WHERE looked = 0 AND published >= 0"))


def built(body: Article | Entry) -> Article:
    """The article itself; an entry's is built now."""
    return body if isinstance(body, Article) else body.article()


def _tag(name: str) -> str:
    """A tag as it is kept: in lower case, single blanks. Raises LibraryError."""
    tag = " ".join(sanitize_line(name).split()).lower()
    if not tag:
        raise LibraryError("a tag needs at least one letter.")
    return tag


def folder_shelves(folder: str) -> Iterator[str]:
    """The shelves of a folder path and of every folder around it: "World/Asia" is in "World" too."""
    parts = [p for p in folder.split("/") if p]
    for i in range(1, len(parts) + 1):
        yield "folder:" + "/".join(parts[:i])


def _listed(row: Row) -> Listed:
    return Listed(
        id=row["id"],
        uri=row["uri"],
        title=row["title"],
        source=row["source"],
        author=row["author"],
        url=row["url"],
        published=row["published"],
        dated=bool(row["dated"]),
        added=row["added"],
        questions=row["questions"],
        figures=row["figures"],
        read=bool(row["read"]),
        starred=bool(row["starred"]),
        truncated=bool(row["truncated"]),
        changes=row["changes"],
    )
