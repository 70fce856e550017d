"""Finding an article's bookmarks again when it comes back changed, and keeping how it went."""

from __future__ import annotations

import json
from dataclasses import replace

from tui.bookmarks.anchoring import Anchorer
from tui.bookmarks.model import Anchoring, AnchorState, Bookmark
from tui.library import versions
from tui.library.articles.codec import unpack
from tui.library.bookmarks import rows as bookmark_rows
from tui.library.db.connection import Database, now
from tui.library.db.undo import undoable
from tui.sources.feeds.entry import Entry
from tui.text.article import Article

_ORDER = "ORDER BY b.place < 0, b.place, b.start, b.number"


def of_article(database: Database, uri: str) -> list[Bookmark]:
    """Alive bookmarks of one article in document order, lost ones last."""
    return bookmark_rows.read(
        database,
        database.rows(
            f"SELECT {bookmark_rows.COLUMNS} FROM {bookmark_rows.FROM} WHERE b.deleted = 0 AND b.uri = ? {_ORDER}",
            (uri,),
        ),
    )


def _of_pages(database: Database, article: Article) -> list[Bookmark]:
    """Alive bookmarks made under any address of the article (imports name the web page, not the file).

    Those of another article that is here, too, are its own, even where both say that they are the same page.
    """
    pages = json.dumps(bookmark_rows.pages(article))
    return bookmark_rows.read(
        database,
        database.rows(
            f"SELECT {bookmark_rows.COLUMNS} FROM {bookmark_rows.FROM} WHERE b.deleted = 0"
            " AND (b.uri = ? OR (b.page IN (SELECT value FROM json_each(?))"
            f" AND NOT EXISTS (SELECT 1 FROM articles AS x WHERE x.uri = b.uri))) {_ORDER}",
            (article.uri, pages),
        ),
    )


def reanchor(database: Database, article: Article) -> list[Bookmark]:
    """The article's bookmarks, found again on this version where it is new to them.

    Each attempt is a record; the first selector stays. Nothing is tried again on a version where
    the reader took the finding back. In a read-only library nothing is kept, nor by a window that shows an older
    text than the library knows: what was found on the newer one stands.
    """
    opened = _opened(database, article)
    found = _of_pages(database, article)
    pending = [b for b in found if b.version != article.hash]
    if pending:
        declined = {
            row["bookmark"] for row in database.rows("SELECT bookmark FROM declined WHERE version = ?", (article.hash,))
        }
        pending = [b for b in pending if b.id not in declined]
    if not pending:
        return found
    placed = place(database, pending, article)
    if not database.read_only:
        kept = _keep(database, pending, placed, article, opened)
        placed = {**placed, **kept} if _is_older(database, article) else kept
    merged = [placed.get(b.id, b) for b in found]
    return sorted(merged, key=lambda b: (b.span is None, b.span or (b.selector.start, 0)))


def place(database: Database, bookmarks: list[Bookmark], article: Article) -> dict[str, Bookmark]:
    """The bookmarks with one more record each, by id; nothing is written."""
    anchorers: dict[str, Anchorer] = {}

    def anchorer(version: str) -> Anchorer:
        if version not in anchorers:
            old = versions.text_of(database, version) if version else None
            anchorers[version] = Anchorer(article.text, old)
        return anchorers[version]

    at = now()
    return {
        b.id: replace(b, anchorings=(*b.anchorings, _attempt(b, article, anchorer(b.selector.version), at)))
        for b in bookmarks
    }


def _attempt(bookmark: Bookmark, article: Article, anchorer: Anchorer, at: int) -> Anchoring:
    if bookmark.selector.version == article.hash:
        s = bookmark.selector
        return Anchoring(article.hash, s.start, s.end, AnchorState.EXACT, "same version", 1.0, at)
    for record in reversed(bookmark.anchorings):
        if record.version == article.hash:
            return replace(record, method="version seen before", at=at)
    anchor = anchorer.find(bookmark.selector)
    if anchor is None:
        return Anchoring(article.hash, -1, -1, AnchorState.LOST, "not found", 0.0, at)
    return Anchoring(article.hash, anchor.start, anchor.end, anchor.state, anchor.method, anchor.kept, at)


def _opened(database: Database, article: Article) -> int:
    """When this window first showed this text of the article (UTC milliseconds), without another one in between."""
    version, at = database.opened.get(article.uri, ("", 0))
    if version != article.hash:
        database.opened[article.uri] = (article.hash, at := now())
    return at


def _is_older(database: Database, article: Article) -> bool:
    """Whether the library holds another text of the article: a refresh brought it while this one was shown."""
    row = database.row(
        "SELECT t.body, t.hash FROM texts AS t JOIN articles AS a ON a.id = t.article WHERE a.uri = ?"
        " ORDER BY t.number DESC LIMIT 1",
        (article.uri,),
    )
    if row is None or row["hash"] == article.hash:
        return False
    if not row["hash"].startswith(Entry.MARK):
        return True
    try:  # an entry's fingerprint is that of its markup
        body = unpack(row["body"], article.uri)
    except ValueError:
        return False
    return (body.article() if isinstance(body, Entry) else body).hash != article.hash


def _found_later(database: Database, bookmark: str, version: str, opened: int) -> bool:
    """Whether another window found the bookmark on another text since this one showed its own."""
    return (
        database.row(
            "SELECT 1 FROM anchorings WHERE bookmark = ? AND at > ? AND version <> ? AND position ="
            " (SELECT max(position) FROM anchorings WHERE bookmark = ?)",
            (bookmark, opened, version, bookmark),
        )
        is not None
    )


def _keep(
    database: Database, before: list[Bookmark], placed: dict[str, Bookmark], article: Article, opened: int
) -> dict[str, Bookmark]:
    """Write the records. What moved, changed or was lost can be undone; the version is then not tried again."""
    if _is_older(database, article):
        return {}
    shaken = {b.id for b in placed.values() if b.state is not AnchorState.EXACT}
    count = len(shaken)
    sentence = f"finding {count} bookmark{'s' if count != 1 else ''} again in “{article.title}”"
    with undoable(database, sentence) as record:
        bookmark_rows.keep_version(database, article)
        kept = {}
        for old in before:
            fresh = database.row("SELECT max(position) AS last FROM anchorings WHERE bookmark = ?", (old.id,))
            last = -1 if fresh is None or fresh["last"] is None else fresh["last"]
            new = placed[old.id]
            if last + 1 != len(old.anchorings):  # another instance was here first: its record stands
                continue
            if _found_later(database, old.id, article.hash, opened):
                continue
            if old.id in shaken:
                record.rows("bookmarks", id=old.id)
                record.rows("anchorings", bookmark=old.id)
                record.add("declined", {"bookmark": old.id, "version": article.hash})
            bookmark_rows.write_anchoring(database, new)
            kept[old.id] = new
    return kept
