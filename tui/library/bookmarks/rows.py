"""Bookmarks as rows: writing one, reading many with their tags and anchorings in three queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui.bookmarks.citation import Citation, cite
from tui.bookmarks.model import Anchoring, AnchorState, Bookmark, Selector
from tui.bookmarks.passage_link import canonical
from tui.library.db.connection import Database, Row, now
from tui.library.db.undo import Record
from tui.text.article import Article
from tui.text.folding import fold

COLUMNS = (
    "b.id, b.uri, b.exact, b.prefix, b.suffix, b.start, b.stop, b.version, b.old_length, b.note, b.category,"
    " b.created, b.changed, b.deleted, coalesce(c.title, '') AS title, coalesce(c.source, '') AS source"
)
FROM = "bookmarks AS b LEFT JOIN citations AS c ON c.uri = b.uri"


def folded(text: str) -> str:
    """Text as searches compare it: no case, no accents, blanks collapsed."""
    return " ".join(fold(text).split())


def read(database: Database, rows: Sequence[Row]) -> list[Bookmark]:
    """Bookmarks from rows of :data:`COLUMNS`, in the order of the rows."""
    ids = json.dumps([row["id"] for row in rows])
    tags: dict[str, list[str]] = defaultdict(list)
    records: dict[str, list[Anchoring]] = defaultdict(list)
    wanted = "WHERE bookmark IN (SELECT value FROM json_each(?)) ORDER BY bookmark, position"
    if rows:
        for row in database.rows(f"SELECT bookmark, tag FROM tags {wanted}", (ids,)):
            tags[row["bookmark"]].append(row["tag"])
        for row in database.rows(f"SELECT * FROM anchorings {wanted}", (ids,)):
            records[row["bookmark"]].append(
                Anchoring(
                    version=row["version"],
                    start=row["start"],
                    end=row["stop"],
                    state=AnchorState(row["state"]),
                    method=row["method"],
                    kept=row["kept"],
                    at=row["at"],
                )
            )
    return [_bookmark(row, tuple(tags[row["id"]]), tuple(records[row["id"]])) for row in rows]


def _bookmark(row: Row, tags: tuple[str, ...], records: tuple[Anchoring, ...]) -> Bookmark:
    selector = Selector(
        exact=row["exact"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        start=row["start"],
        end=row["stop"],
        version=row["version"],
        old_length=row["old_length"],
    )
    return Bookmark(
        id=row["id"],
        uri=row["uri"],
        selector=selector,
        note=row["note"],
        tags=tags,
        category=row["category"],
        created=row["created"],
        changed=row["changed"],
        anchorings=records,
        deleted=row["deleted"],
        title=row["title"],
        source=row["source"],
    )


def record_before(record: Record, id: str) -> None:  # noqa: A002 - the field's own name
    """Note everything that belongs to a bookmark, before it is changed or added."""
    record.rows("bookmarks", id=id)
    for table in ("tags", "anchorings", "declined"):
        record.rows(table, bookmark=id)


def record_new(record: Record, id: str) -> None:  # noqa: A002 - the field's own name
    """Note a bookmark that is about to be added under an id that nobody had before."""
    record.none("bookmarks", id=id)
    for table in ("tags", "anchorings", "declined"):
        record.none(table, bookmark=id)


def write(database: Database, bookmark: Bookmark, *, fresh: bool = False) -> None:
    """Insert a bookmark, or write all of it anew; inside a transaction. ``fresh``: there is none of its id yet."""
    s = bookmark.selector
    span = bookmark.span
    values = {
        "id": bookmark.id,
        "uri": bookmark.uri,
        "page": canonical(bookmark.uri),
        "exact": s.exact,
        "prefix": s.prefix,
        "suffix": s.suffix,
        "start": s.start,
        "stop": s.end,
        "version": s.version,
        "old_length": s.old_length,
        "note": bookmark.note,
        "category": bookmark.category,
        "created": bookmark.created,
        "changed": bookmark.changed,
        "deleted": bookmark.deleted,
        "state": bookmark.state.value,
        "place": span[0] if span else -1,
        "words": folded(" ".join((s.exact, bookmark.note, *bookmark.tags))),
    }
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    sets = ", ".join(f"{name} = excluded.{name}" for name in values if name != "id")
    database.run(f"INSERT INTO bookmarks ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}", values)
    if not fresh:
        database.run("DELETE FROM tags WHERE bookmark = ?", (bookmark.id,))
        database.run("DELETE FROM anchorings WHERE bookmark = ?", (bookmark.id,))
    database.run_many("INSERT INTO tags VALUES (?, ?, ?)", ((bookmark.id, n, t) for n, t in enumerate(bookmark.tags)))
    database.run_many(
        "INSERT INTO anchorings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (bookmark.id, n, a.version, a.start, a.end, a.state.value, a.method, a.kept, a.at)
            for n, a in enumerate(bookmark.anchorings)
        ),
    )


def keep_version(database: Database, article: Article) -> None:
    """Keep the text of an article version that carries bookmarks; inside a transaction."""
    database.run(
        "INSERT INTO versions (hash, text, seen) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (article.hash, article.text, now()),
    )


def keep_citation(database: Database, citation: Citation) -> Citation:
    """Keep what is needed to cite an article, where what is known is not lost to what is not; what is kept now.

    In a transaction.
    """
    old = database.row("SELECT * FROM citations WHERE uri = ?", (citation.uri,))
    if old is not None:
        before = _citation(old)
        citation = replace(
            citation,
            **{name: getattr(before, name) for name in Citation.__slots__ if not getattr(citation, name)},
        )
        if citation == before:
            return citation
    database.run(
        "INSERT INTO citations (uri, page, title, source, authors, editor, published, language, url, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uri) DO UPDATE SET page = excluded.page,"
        " title = excluded.title, source = excluded.source, authors = excluded.authors, editor = excluded.editor,"
        " published = excluded.published, language = excluded.language, url = excluded.url,"
        " words = excluded.words",
        (
            citation.uri,
            canonical(citation.url or citation.uri),
            citation.title,
            citation.source,
            json.dumps(citation.authors),
            citation.editor,
            citation.published,
            citation.language,
            citation.url,
            folded(f"{citation.title} {citation.source}"),
        ),
    )
    return citation


def citations(database: Database, uris: Iterable[str]) -> dict[str, Citation]:
    """What is known for citing these articles, by uri."""
    rows = database.rows(
        "SELECT * FROM citations WHERE uri IN (SELECT value FROM json_each(?))", (json.dumps(list(uris)),)
    )
    return {row["uri"]: _citation(row) for row in rows}


def _citation(row: Row) -> Citation:
    return Citation(
        uri=row["uri"],
        title=row["title"],
        source=row["source"],
        authors=tuple(json.loads(row["authors"])),
        editor=row["editor"],
        published=row["published"],
        language=row["language"],
        url=row["url"],
    )


def pages(article: Article) -> list[str]:
    """The addresses under which an article's bookmarks may stand, in their comparing spelling."""
    return list(dict.fromkeys(canonical(a) for a in (article.uri, cite(article).url) if a))


def write_anchoring(database: Database, bookmark: Bookmark) -> None:
    """Write a bookmark's newest anchoring record and what lists derive from it; in a transaction."""
    newest = bookmark.anchorings[-1]
    database.run(
        "INSERT INTO anchorings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            bookmark.id,
            len(bookmark.anchorings) - 1,
            newest.version,
            newest.start,
            newest.end,
            newest.state.value,
            newest.method,
            newest.kept,
            newest.at,
        ),
    )
    database.run(
        "UPDATE bookmarks SET state = ?, place = ? WHERE id = ?",
        (newest.state.value, newest.start, bookmark.id),
    )
