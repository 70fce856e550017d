"""Articles in the library: put in, listed, opened, searched for changes. Bodies lie apart from lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tui.article import Article
from tui.library.connection import Database, Row, now
from tui.library.errors import LibraryError
from tui.library.packing import pack, unpack
from tui.library.searching import indexed

ALL = "all"
BATCH = 200
"""Articles put in by one transaction: about a tenth of a second, so that a bookmark never waits longer."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article on its way in. ``published`` is UTC milliseconds, 0 when unknown (then it counts as now)."""

    article: Article
    published: int = 0
    feed: int = 0  # number of the feed it came from, 0 for none
    guid: str = ""  # the feed's own name for it
    url: str = ""
    author: str = ""
    truncated: bool = False  # the feed gave less than the whole text
    digest: str = ""  # of the entry as it came, to see quickly that nothing changed


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a batch: uris by outcome."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
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
    words: int = 0
    questions: int = 0
    figures: int = -1
    read: bool = False
    starred: bool = False
    truncated: bool = False
    changes: str = ""


@dataclass(slots=True)
class _Outcome:
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


_COLUMNS = (
    "id, uri, title, source, author, url, published, dated, added, words, questions, figures, read, starred,"
    " truncated, changes"
)


class Articles:
    """Reached as ``library.articles``. Belongs to the library's thread."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # putting in

    def put(self, incoming: Iterable[Incoming], folders: dict[int, str] | None = None) -> Put:
        """Store articles, in transactions of at most :data:`BATCH`.

        An article known by its uri, or an entry known by feed and guid, is updated: a changed text becomes
        a new version and the one before is kept. ``folders`` gives the folder of each feed. Raises LibraryError.
        """
        outcome = _Outcome()
        batch: list[Incoming] = []
        for item in incoming:
            batch.append(item)
            if len(batch) == BATCH:
                self._put(batch, folders or {}, outcome)
                batch = []
        if batch:
            self._put(batch, folders or {}, outcome)
        return Put(tuple(outcome.new), tuple(outcome.changed), tuple(outcome.same))

    def _put(self, batch: Sequence[Incoming], folders: dict[int, str], outcome: _Outcome) -> None:
        at = now()
        words: list[tuple[int, str, str]] = []
        with self._db.write():
            for item in batch:
                self._put_one(item, folders.get(item.feed, ""), at, outcome, words)
            # Last, and together: any other statement in between makes FTS5 write out what it gathered.
            self._db.run_many("INSERT INTO fulltext (rowid, title, body) VALUES (?, ?, ?)", words)

    def reindex(self) -> int:
        """Make the full-text index of all articles anew, after a repair; how many were indexed. Raises LibraryError."""
        done = 0
        with self._db.write():
            self._db.run("INSERT INTO fulltext (fulltext) VALUES ('delete-all')")
            for row in self._db.rows("SELECT id, title FROM articles ORDER BY id"):
                article = self.load_id(row["id"])
                if article is not None:
                    values = (row["id"], indexed(row["title"]), indexed(article.text))
                    self._db.run("INSERT INTO fulltext (rowid, title, body) VALUES (?, ?, ?)", values)
                    done += 1
        return done

    def _put_one(
        self, item: Incoming, folder: str, at: int, outcome: _Outcome, words: list[tuple[int, str, str]]
    ) -> None:
        article = item.article
        known = self._known(item)
        shelves = [f"feed:{item.feed}", *folder_shelves(folder)] if item.feed else []
        if known is None:
            number = self._insert(item, at)
            shelves.append(ALL)
            words.append((number, indexed(article.title), indexed(article.text)))
            outcome.new.append(article.uri)
        else:
            number = known["id"]
            if known["hash"] == article.hash:
                outcome.same.append(known["uri"])
            else:
                self._replace(number, known, item, at, words)
                outcome.changed.append(known["uri"])
        if item.feed:
            self._db.run(
                "INSERT INTO entries (feed, guid, article, digest) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (feed, guid) DO UPDATE SET article = excluded.article, digest = excluded.digest",
                (item.feed, item.guid or article.uri, number, item.digest),
            )
        if shelves:
            self._shelve(number, shelves)

    def _known(self, item: Incoming) -> Row | None:
        return self._db.row(
            "SELECT id, uri, hash, title FROM articles WHERE id = coalesce("
            "(SELECT a.id FROM entries AS e JOIN articles AS a ON a.id = e.article WHERE e.feed = ? AND e.guid = ?),"
            " (SELECT id FROM articles WHERE uri = ?))",
            (item.feed, item.guid, item.article.uri),
        )

    def _insert(self, item: Incoming, at: int) -> int:
        article = item.article
        published = item.published or at
        self._db.run(
            "INSERT INTO articles (uri, title, source, author, url, published, dated, added, words, questions,"
            " truncated, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.uri,
                article.title,
                article.metadata.source.value if article.metadata.source else "",
                item.author or ", ".join(b.value for b in article.metadata.byline),
                item.url,
                published,
                int(item.published > 0),
                at,
                len(article.text.split()),
                sum(1 for _ in article.questions()),
                int(item.truncated),
                article.hash,
            ),
        )
        number = int(self._db.value("SELECT last_insert_rowid()"))
        self._db.run(
            "INSERT INTO texts (article, number, hash, seen, body) VALUES (?, 1, ?, ?, ?)",
            (number, article.hash, at, pack(article)),
        )
        return number

    def _replace(self, number: int, known: Row, item: Incoming, at: int, words: list[tuple[int, str, str]]) -> None:
        article = item.article
        old = self.load_id(number)
        last = int(self._db.value("SELECT max(number) FROM texts WHERE article = ?", (number,)) or 0)
        self._db.run("DELETE FROM texts WHERE article = ? AND number < ?", (number, last))
        self._db.run(
            "INSERT INTO texts (article, number, hash, seen, body) VALUES (?, ?, ?, ?, ?)",
            (number, last + 1, article.hash, at, pack(article)),
        )
        waiting = [row for row in words if row[0] == number]
        if waiting:  # twice in one batch: the first was not indexed yet
            words.remove(waiting[0])
        elif old is not None:
            self._db.run(
                "INSERT INTO fulltext (fulltext, rowid, title, body) VALUES ('delete', ?, ?, ?)",
                (number, indexed(known["title"]), indexed(old.text)),
            )
        if waiting or old is not None:
            words.append((number, indexed(article.title), indexed(article.text)))
        self._db.run("DELETE FROM facts WHERE article = ?", (number,))
        self._db.run(
            "UPDATE articles SET title = ?, hash = ?, words = ?, questions = ?, figures = -1,"
            " truncated = ? WHERE id = ?",
            (
                article.title,
                article.hash,
                len(article.text.split()),
                sum(1 for _ in article.questions()),
                int(item.truncated),
                number,
            ),
        )

    def _shelve(self, number: int, shelves: Sequence[str]) -> None:
        row = self._db.row("SELECT published, read FROM articles WHERE id = ?", (number,))
        assert row is not None
        self._db.run_many(
            "INSERT INTO places (shelf, published, article, read) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            ((shelf, row["published"], number, row["read"]) for shelf in shelves),
        )

    def tag(self, uris: Iterable[str], tag: str, on: bool = True) -> int:
        """Put a tag on articles, or take it off. Returns how many changed. Raises LibraryError."""
        tag = " ".join(tag.split()).lower()
        if not tag:
            raise LibraryError("a tag needs at least one letter.")
        changed = 0
        with self._db.write():
            for uri in uris:
                number = self._db.value("SELECT id FROM articles WHERE uri = ?", (uri,))
                if number is None:
                    continue
                there = self._db.value("SELECT 1 FROM places WHERE article = ? AND shelf = ?", (number, f"tag:{tag}"))
                if on and there is None:
                    self._shelve(number, [f"tag:{tag}"])
                    changed += 1
                elif not on and there is not None:
                    self._db.run("DELETE FROM places WHERE article = ? AND shelf = ?", (number, f"tag:{tag}"))
                    changed += 1
        return changed

    def reshelve_feed(self, feed: int, old_folder: str, new_folder: str) -> None:
        """Move a feed's articles from one folder's shelves to another's. Raises LibraryError."""
        with self._db.write():
            for shelf in folder_shelves(old_folder):
                self._db.run(
                    "DELETE FROM places WHERE shelf = ? AND article IN (SELECT article FROM entries WHERE feed = ?)",
                    (shelf, feed),
                )
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

    def load(self, uri: str) -> Article | None:
        """The newest version of an article, None when the library does not hold it. Raises LibraryError."""
        number = self._db.value("SELECT id FROM articles WHERE uri = ?", (uri,))
        return self.load_id(number) if number is not None else None

    def load_id(self, number: int, back: int = 0) -> Article | None:
        """The same by number; ``back=1`` the version before. Raises LibraryError when it is damaged."""
        row = self._db.row(
            "SELECT t.body, t.hash, a.uri FROM texts t JOIN articles a ON a.id = t.article WHERE t.article = ?"
            " ORDER BY t.number DESC LIMIT 1 OFFSET ?",
            (number, back),
        )
        if row is None:
            return None
        try:
            article = unpack(row["body"], row["uri"])
        except ValueError:
            raise LibraryError("this article is damaged in the library: run factlight doctor.") from None
        if article.hash != row["hash"]:
            raise LibraryError("this article's text is not the one that was stored: run factlight doctor.")
        return article

    def known_entries(self, feed: int) -> dict[str, str]:
        """guid → digest of every entry of a feed that is here already."""
        return {
            r["guid"]: r["digest"] for r in self._db.rows("SELECT guid, digest FROM entries WHERE feed = ?", (feed,))
        }

    def set_figures(self, number: int, figures: int) -> None:
        """Keep the count of an article's figures for its row."""
        with self._db.write():
            self._db.run("UPDATE articles SET figures = ? WHERE id = ?", (figures, number))

    def set_changes(self, uri: str, sentence: str) -> None:
        """What changed in the newest version, in words; "" once the reader has seen it."""
        with self._db.write():
            self._db.run("UPDATE articles SET changes = ? WHERE uri = ?", (sentence, uri))

    def forget(self, uris: Iterable[str]) -> int:
        """Delete articles for good, but never their bookmarks. Returns how many went. Raises LibraryError."""
        gone = 0
        with self._db.write():
            for uri in uris:
                row = self._db.row("SELECT id, title FROM articles WHERE uri = ?", (uri,))
                if row is None:
                    continue
                old = self.load_id(row["id"])
                if old is not None:
                    self._db.run(
                        "INSERT INTO fulltext (fulltext, rowid, title, body) VALUES ('delete', ?, ?, ?)",
                        (row["id"], indexed(row["title"]), indexed(old.text)),
                    )
                for table in ("texts", "places", "entries", "facts"):
                    self._db.run(f"DELETE FROM {table} WHERE article = ?", (row["id"],))
                self._db.run("DELETE FROM articles WHERE id = ?", (row["id"],))
                gone += 1
        return gone

    def without_facts(self, limit: int = 100) -> list[int]:
        """Numbers of the newest articles whose facts were never looked for."""
        rows = self._db.rows(
            "SELECT p.article FROM places p JOIN articles a ON a.id = p.article WHERE p.shelf = ? AND a.figures < 0"
            " ORDER BY p.published DESC, p.article DESC LIMIT ?",
            (ALL, limit),
        )
        return [r[0] for r in rows]


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
        words=row["words"],
        questions=row["questions"],
        figures=row["figures"],
        read=bool(row["read"]),
        starred=bool(row["starred"]),
        truncated=bool(row["truncated"]),
        changes=row["changes"],
    )
