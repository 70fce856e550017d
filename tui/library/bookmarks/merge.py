"""Imports: what is new is added, what is here already is left alone, what finds no place is listed."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tui.bookmarks.citation import citation_for, cite
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.model import AnchorState, Bookmark
from tui.bookmarks.passage_link import canonical, is_web
from tui.library.bookmarks import reanchor as reanchoring
from tui.library.bookmarks import rows as bookmark_rows
from tui.library.db.connection import Database, now
from tui.library.db.undo import undoable
from tui.text.article import Article

_SIGNS = re.compile(r"[\W_]+")
_PREFIX = 12
"""Folded letters of the prefix that are compared: formats keep contexts of different lengths."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a merge did. ``unanchored`` are kept all the same, and tried whenever their article is opened."""

    added: int
    doubles: int
    unanchored: tuple[Bookmark, ...] = ()
    problems: tuple[str, ...] = ()


def merge(database: Database, imported: Imported, articles: Iterable[Article] = ()) -> Report:
    """Add what is not in the library yet. A double has the same id, or the same page, quote and prefix.

    Importing the same thing twice adds nothing. A bookmark in the trash with the same id comes back.
    """
    texts: dict[str, Article] = {}
    for article in articles:
        for page in bookmark_rows.pages(article):
            texts[page] = article
    added: list[Bookmark] = []
    doubles = 0
    with undoable(database, f"importing {len(imported.bookmarks)} bookmarks") as record:
        known = _known(database, imported)
        for bookmark in imported.bookmarks:
            bookmark = bookmark if bookmark.id else replace(bookmark, id=str(uuid.uuid4()))
            row = database.row("SELECT deleted FROM bookmarks WHERE id = ?", (bookmark.id,))
            if row is not None and row["deleted"]:
                record.rows("bookmarks", id=bookmark.id)
                database.run("UPDATE bookmarks SET deleted = 0 WHERE id = ?", (bookmark.id,))
                added.append(bookmark)
                continue
            if row is not None or _is_known(known, bookmark):
                doubles += 1
                continue
            bookmark_rows.record_before(record, bookmark.id)
            citation = citation_for(bookmark, imported.articles)
            here = texts.get(canonical(bookmark.uri))
            if here is not None and here.uri != bookmark.uri and is_web(here.uri) and is_web(bookmark.uri):
                bookmark, citation = replace(bookmark, uri=here.uri), cite(here)  # the same page, by another address
            bookmark_rows.keep_citation(database, citation)
            bookmark_rows.write(database, replace(bookmark, created=bookmark.created or now()))
            known[_key(bookmark)].add(_prefix(bookmark))
            added.append(bookmark)
    _anchor(database, added, texts)
    return Report(len(added), doubles, _without_place(database, added), imported.problems)


def _known(database: Database, imported: Imported) -> dict[tuple[str, str], set[str]]:
    """Prefixes of the bookmarks already here, by page and quote, for the pages of the import."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for page in {canonical(b.uri) for b in imported.bookmarks}:
        for row in database.rows("SELECT page, exact, prefix FROM bookmarks WHERE deleted = 0 AND page = ?", (page,)):
            known[page, _letters(row["exact"])].add(_letters(row["prefix"])[-_PREFIX:])
    return known


def _key(bookmark: Bookmark) -> tuple[str, str]:
    return canonical(bookmark.uri), _letters(bookmark.selector.exact)


def _prefix(bookmark: Bookmark) -> str:
    return _letters(bookmark.selector.prefix)[-_PREFIX:]


def _is_known(known: dict[tuple[str, str], set[str]], bookmark: Bookmark) -> bool:
    prefixes = known.get(_key(bookmark))
    if not prefixes:
        return False
    mine = _prefix(bookmark)
    return not mine or "" in prefixes or mine in prefixes


def _letters(text: str) -> str:
    """Letters and digits only, folded: quotation marks, blanks and hyphens differ between programs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _anchor(database: Database, added: list[Bookmark], texts: dict[str, Article]) -> None:
    wanted = {canonical(b.uri) for b in added}
    for article in {id(a): a for page, a in texts.items() if page in wanted}.values():
        reanchoring.reanchor(database, article)


def _without_place(database: Database, added: list[Bookmark]) -> tuple[Bookmark, ...]:
    """Those that were looked for and not found, and those whose article is not at hand."""
    sql = (
        "SELECT 1 FROM bookmarks AS b WHERE b.id = ? AND b.state <> ?"
        " AND EXISTS (SELECT 1 FROM versions AS v WHERE v.hash IN (b.version, "
        "(SELECT version FROM anchorings WHERE bookmark = b.id ORDER BY position DESC LIMIT 1)))"
    )
    lost = AnchorState.LOST.value
    return tuple(b for b in added if database.row(sql, (b.id, lost)) is None)
