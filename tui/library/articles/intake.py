"""What comes into the library: articles and entries made ready for storing, and the transactions that store them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.library import refolding
from tui.library.articles.codec import pack, unpack
from tui.library.articles.store import built
from tui.library.db.connection import Database, Row, now
from tui.library.identity import Identity
from tui.library.search.fulltext import indexed
from tui.library.shelving import ALL, PLACE_IN, folder_shelves, shelve
from tui.sources.feeds.entry import Entry
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.library.articles.store import Articles

BATCH = 200
"""Articles put in by one transaction: about a tenth of a second, so that a bookmark never waits longer."""


NO_DAY, UPDATED, PUBLISHED = range(3)
"""What an article's date is: unknown or only a month; a day that nobody calls the one of publication; that one."""


class Incoming(NamedTuple):
    """An article on its way in, with all that storing needs worked out: a plain row that another process can make."""

    uri: str
    title: str
    source: str
    author: str
    url: str
    published: int  # UTC milliseconds, 0 when unknown (then it counts as now)
    feed: int  # number of the feed it came from, 0 for none
    guid: str  # the feed's own name for it
    digest: str  # of the entry as it came, to see quickly that nothing changed
    truncated: bool  # the feed gave less than the whole text
    questions: int
    hash: str
    words: tuple[str, str]  # title and text as the index is given them
    packed: bytes
    dating: int = UPDATED
    named: bool = True  # the guid is the feed's own, not made of link and title
    sibling: str = ""  # the uri it has where the article of its address is another one

    @classmethod
    def of(
        cls,
        body: Article | Entry,
        *,
        published: int = 0,
        feed: int = 0,
        guid: str = "",
        url: str = "",
        author: str = "",
        digest: str = "",
        truncated: bool = False,
        dating: int = UPDATED,
        named: bool = True,
        sibling: str = "",
    ) -> Incoming:
        meta = body.metadata
        return cls(
            uri=body.uri,
            title=body.title,
            source=meta.source.value if meta.source else "",
            author=author or ", ".join(b.value for b in meta.byline),
            url=url,
            published=published,
            feed=feed,
            guid=guid or body.uri,
            digest=digest,
            truncated=truncated,
            questions=body.asked() if isinstance(body, Entry) else sum(1 for _ in body.questions()),
            hash=body.hash,
            words=(indexed(body.title), indexed(body.text)),
            packed=pack(body),
            dating=dating,
            named=named,
            sibling=sibling,
        )

    def plain(self) -> str:
        """The words of the text as they are in the index, of an entry without its structure."""
        return unpack(self.packed, self.uri).text

    def article(self) -> Article:
        """The article itself, as it will open."""
        return built(unpack(self.packed, self.uri))


class Put(NamedTuple):
    """What became of a batch: uris by outcome."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


class _Outcome(NamedTuple):
    new: list[str]
    changed: list[str]
    same: list[str]


_ARTICLE_IN = (
    "INSERT INTO articles (id, uri, title, source, author, url, published, dated, added, questions, truncated, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_TEXT_IN = "INSERT INTO texts (article, number, hash, seen, body) VALUES (?, ?, ?, ?, ?)"
_ENTRY_IN = (
    "INSERT INTO entries (feed, guid, article, digest) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (feed, guid) DO UPDATE SET article = excluded.article, digest = excluded.digest"
)


class _Rows:
    """The rows of new articles, written table by table: a statement for many rows costs a third of many for one."""

    def __init__(self, database: Database, at: int) -> None:
        self._db = database
        self.at = at
        self.guids: set[tuple[int, str]] = set()
        self.uris: set[str] = set()
        self.words: dict[int, tuple[str, str]] = {}
        self._next = int(database.value("SELECT max(id) FROM articles") or 0) + 1
        self._articles: list[tuple[Any, ...]] = []
        self._texts: list[tuple[Any, ...]] = []
        self._entries: list[tuple[Any, ...]] = []
        self._places: list[tuple[Any, ...]] = []

    def add(self, item: Incoming, shelves: Sequence[str]) -> None:
        number, at = self._next, self.at
        self._next += 1
        row = (number, item.uri, item.title, item.source, item.author, item.url)
        dates = (item.published or at, int(item.published > 0 and item.dating > NO_DAY), at)
        self._articles.append((*row, *dates, item.questions, int(item.truncated), item.hash))
        self._texts.append((number, 1, item.hash, at, item.packed))
        if item.feed:
            self._entries.append((item.feed, item.guid, number, item.digest))
            self.guids.add((item.feed, item.guid))
        self._places += ((shelf, number) for shelf in shelves)
        self.uris.add(item.uri)
        self.words[number] = item.words

    def write(self) -> None:
        for sql, rows in (
            (_ARTICLE_IN, self._articles),
            (_TEXT_IN, self._texts),
            (_ENTRY_IN, self._entries),
            (PLACE_IN, self._places),
        ):
            if rows:
                self._db.run_many(sql, rows)
                rows.clear()
        self.guids.clear()
        self.uris.clear()

    def index(self) -> None:
        """Last, and together: any other statement in between makes FTS5 write out what it gathered."""
        rows = ((number, *words) for number, words in self.words.items())
        self._db.run_many("INSERT INTO fulltext (rowid, title, body) VALUES (?, ?, ?)", rows)


class Intake:
    """Puts articles in. Belongs to the library's thread."""

    def __init__(self, database: Database, articles: Articles) -> None:
        self._db = database
        self._articles = articles

    def put(self, incoming: Iterable[Incoming], folders: dict[int, str] | None = None) -> Put:
        """Store articles, in transactions of at most :data:`BATCH`.

        An article known by its uri, or an entry known by feed and guid, is updated: a changed text becomes
        a new version and the one before is kept. ``folders`` gives the folder of each feed. Raises LibraryError.
        """
        puts: list[Put] = []
        batch: list[Incoming] = []
        for item in incoming:
            batch.append(item)
            if len(batch) == BATCH:
                puts += self.put_together([batch], folders)
                batch = []
        if batch:
            puts += self.put_together([batch], folders)
        return Put(*(tuple(uri for one in puts for uri in getattr(one, what)) for what in ("new", "changed", "same")))

    def put_together(self, batches: Iterable[Sequence[Incoming]], folders: dict[int, str] | None = None) -> list[Put]:
        """As :meth:`put`, several batches in one transaction, with what became of each. Raises LibraryError."""
        puts = []
        with self._db.write():
            rows = _Rows(self._db, now())
            identity = Identity(self._db, self._articles)
            for batch in batches:
                outcome = _Outcome([], [], [])
                for item in batch:
                    self._put_one(item, (folders or {}).get(item.feed, ""), rows, outcome, identity)
                puts.append(Put(tuple(outcome.new), tuple(outcome.changed), tuple(outcome.same)))
            rows.write()
            rows.index()
        return puts

    def _put_one(self, item: Incoming, folder: str, rows: _Rows, outcome: _Outcome, identity: Identity) -> None:
        shelves = [f"feed:{item.feed}", *folder_shelves(folder)] if item.feed else []
        if (item.feed, item.guid) in rows.guids or item.uri in rows.uris or item.sibling in rows.uris:
            rows.write()  # twice in one batch: the first must be there to be found
        known, item = identity.find(item)
        if known is None:
            outcome.new.append(item.uri)
            rows.add(item, [*shelves, ALL])
            return
        number = known["id"]
        if known["deleted"]:
            outcome.same.append(known["uri"])
        elif self._same(known, item):
            self._correct(known, item, rows, outcome, identity)
        elif identity.stands(known, item):
            outcome.same.append(known["uri"])
            if identity.provides(known, item) or not known["dated"]:
                self._redate(known, item)
        else:
            self._replace(number, known, item, rows)
            outcome.changed.append(known["uri"])
        if item.feed:
            self._db.run(_ENTRY_IN, (item.feed, item.guid, number, item.digest))
            shelve(self._db, number, shelves)

    def _correct(self, known: Row, item: Incoming, rows: _Rows, outcome: _Outcome, identity: Identity) -> None:
        """The text is the one that is stored: what else the item says of the article is taken from its own source.

        Another headline is a new version, so that it can be told what it was.
        """
        if not identity.provides(known, item):
            outcome.same.append(known["uri"])
            if not known["dated"]:
                self._redate(known, item)
        elif known["title"] != item.title:
            self._replace(known["id"], known, item, rows)
            outcome.changed.append(known["uri"])
        else:
            outcome.same.append(known["uri"])
            if (known["author"], known["url"]) != (item.author, item.url) or self._redated(known, item):
                self._restate(known, item)

    def _restate(self, known: Row, item: Incoming) -> None:
        """Author, link and date as the item has them; they stand with the text, too."""
        number = known["id"]
        self._redate(known, item)
        values = (item.author, item.url, item.source, item.hash, int(item.truncated), number)
        self._db.run(
            "UPDATE articles SET author = ?, url = ?, source = ?, hash = ?, truncated = ? WHERE id = ?", values
        )
        self._db.run(
            "UPDATE texts SET hash = ?, body = ? WHERE article = ?"
            " AND number = (SELECT max(number) FROM texts WHERE article = ?)",
            (item.hash, item.packed, number, number),
        )

    def _redated(self, known: Row, item: Incoming) -> bool:
        """Whether the item knows better when the article appeared: by a date of publication, or by any where there
        was none."""
        if not item.published or item.dating == NO_DAY:
            return False
        if not known["dated"]:
            return True
        return item.dating == PUBLISHED and bool(known["published"] != item.published)

    def _redate(self, known: Row, item: Incoming) -> None:
        if self._redated(known, item):
            values = (item.published, known["id"])
            self._db.run("UPDATE articles SET published = ?, dated = 1 WHERE id = ?", values)
            self._db.run("UPDATE places SET published = ? WHERE article = ?", values)

    def _same(self, known: Row, item: Incoming) -> bool:
        """Whether the text that is here already reads as the new one does; other markup alone is no new version."""
        if known["hash"] == item.hash:
            return True
        if (self._articles.words_of(known["id"]) or "").split() == item.plain().split():
            return True
        here = self._articles.load_id(known["id"]) if self._nearly(known, item) else None
        return here is not None and here.hash == item.article().hash

    def _nearly(self, known: Row, item: Incoming) -> bool:
        """Whether both have about as many letters: only then it is worth building them to compare what is shown."""
        here, there = len(self._articles.words_of(known["id"]) or ""), len(item.plain())
        return abs(here - there) * 20 <= max(here, there)

    def _replace(self, number: int, known: Row, item: Incoming, rows: _Rows) -> None:
        waiting = rows.words.pop(number, None)  # twice in one batch: the first was not indexed yet
        old = self._articles.words_of(number)
        texts = self._db.rows("SELECT number FROM texts WHERE article = ? ORDER BY number", (number,))
        versions = [r[0] for r in texts]
        last = versions[-1] if versions else 0
        # One version before the new one is kept: the one that the reader saw, to tell what changed since.
        seen = versions[0] if versions and known["changes"] else last
        self._db.run("DELETE FROM texts WHERE article = ? AND number <> ?", (number, seen))
        self._db.run(_TEXT_IN, (number, last + 1, item.hash, rows.at, item.packed))
        if waiting is None and old is not None:
            refolding.take_out(self._db, number, known["title"], old)
        if waiting is not None or old is not None:
            rows.words[number] = item.words
        self._redate(known, item)
        self._db.run(
            "UPDATE articles SET title = ?, source = ?, author = ?, url = ?, hash = ?, questions = ?, looked = 0,"
            " truncated = ? WHERE id = ?",
            (
                item.title,
                item.source,
                item.author,
                item.url or known["url"],
                item.hash,
                item.questions,
                int(item.truncated),
                number,
            ),
        )
