"""Articles in the library: listed, opened, tagged, forgotten. Bodies lie apart from lists."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.library import changes
from tui.library.changes import DELETED, TAG, Change
from tui.library.db.connection import Database, Row
from tui.library.db.errors import LibraryError
from tui.library.db.undo import in_brief, undoable
from tui.text.article import Article
from tui.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from tui.library.articles.intake import Incoming, Put
    from tui.sources.feeds.entry import Entry


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
        from tui.library import refolding
        from tui.library.search.fulltext import indexed

        done = 0
        with self._db.write():
            refolding.all_new(self._db)
            self._db.run("INSERT INTO fulltext (fulltext) VALUES ('delete-all')")
            self._db.run("UPDATE articles SET looked = 0 WHERE deleted = 0")  # names are an index too
            for row in self._db.rows("SELECT id, title FROM articles ORDER BY id"):
                text = self.words_of(row["id"])
                if text is not None:
                    values = (row["id"], indexed(row["title"]), indexed(text))
                    self._db.run("INSERT INTO fulltext (rowid, title, body) VALUES (?, ?, ?)", values)
                    done += 1
        return done

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
        present = set(self.tags(uri))
        if row is None or wanted == present:
            return False
        differing = sorted(wanted ^ present)
        with undoable(self._db, f"the tags of {in_brief(row['title'])}"):
            changes.make(
                self._db,
                [Change(TAG, uri, int(tag in present), int(tag in wanted), detail=tag) for tag in differing],
            )
        return True

    def delete(self, uris: Iterable[str]) -> int:
        """Take articles out of every list and search; undoable, and their bookmarks stay. How many went.

        Their feeds do not bring them again. The texts go for good with :meth:`purge`. Raises LibraryError.
        """
        rows = self._db.rows(
            "SELECT uri, title FROM articles WHERE deleted = 0 AND uri IN (SELECT value FROM json_each(?))",
            (json.dumps(list(uris)),),
        )
        if not rows:
            return 0
        what = in_brief(rows[0]["title"]) if len(rows) == 1 else f"{len(rows)} articles"
        with undoable(self._db, f"deleting {what}"):
            changes.make(self._db, [Change(DELETED, row["uri"], 0, 1) for row in rows])
        return len(rows)

    def deleted(self) -> list[Listed]:
        """The articles that were deleted and can be brought back, the last one first."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM articles WHERE deleted > 0 AND EXISTS"
            " (SELECT 1 FROM texts WHERE article = articles.id) ORDER BY deleted DESC, id DESC"
        )
        return [_listed(row) for row in rows]

    def restore(self, uris: Iterable[str]) -> int:
        """Bring deleted articles back; undoable. How many came back. Raises LibraryError."""
        wanted = set(uris)
        rows = [row for row in self.deleted() if row.uri in wanted]
        if rows:
            what = in_brief(rows[0].title) if len(rows) == 1 else f"{len(rows)} articles"
            with undoable(self._db, f"bringing back {what}"):
                changes.make(self._db, [Change(DELETED, row.uri, 1, 0) for row in rows])
        return len(rows)

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

    def uri_of(self, feed: int, guid: str) -> str:
        """The article that an entry of a feed is, by the feed's own name for it; "" where it is not here."""
        sql = "SELECT a.uri FROM entries AS e JOIN articles AS a ON a.id = e.article WHERE e.feed = ? AND e.guid = ?"
        return str(self._db.value(sql, (feed, guid)) or "")

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

    def purge(self, before: int) -> int:
        """Drop the texts of articles that were deleted before this time (UTC milliseconds), and what was found in
        them; how many. What they are called stays, so that no feed brings them again. Raises LibraryError."""
        rows = self._db.rows(
            "SELECT id FROM articles WHERE deleted > 0 AND deleted < ? AND EXISTS"
            " (SELECT 1 FROM texts WHERE article = articles.id)",
            (before,),
        )
        self.drop_texts([row["id"] for row in rows])
        return len(rows)

    def drop_texts(self, numbers: Sequence[int]) -> None:
        """Drop the texts of deleted articles and what was found in them. Raises LibraryError."""
        with self._db.write():
            for number in numbers:
                title = self._db.value("SELECT title FROM articles WHERE id = ? AND deleted > 0", (number,))
                if title is not None:
                    self._drop_text(number, title)

    def _drop_text(self, number: int, title: str) -> None:
        from tui.library import refolding, spans

        try:
            old = self.words_of(number)
        except LibraryError:  # damaged: its words stay in the index, and what the index finds lies on no shelf
            old = None
        if old is not None:
            refolding.take_out(self._db, number, title, old)
        self._db.run("DELETE FROM texts WHERE article = ?", (number,))
        spans.drop(self._db, [number])
        self._db.run("DELETE FROM names WHERE rowid = ?", (number,))

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
