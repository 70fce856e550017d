"""The store of bookmarks: kept, listed, changed in place, taken back. Reached as ``library.bookmarks``."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace

from tui.bookmarks.citation import Citation, cite
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.making import clean_category, clean_note, clean_tags
from tui.bookmarks.model import CONTEXT, AnchorState, Bookmark, Selector
from tui.library import versions
from tui.library.bookmarks import merge as merging
from tui.library.bookmarks import query as bookmark_query
from tui.library.bookmarks import reanchor as reanchoring
from tui.library.bookmarks import rows as bookmark_rows
from tui.library.bookmarks.merge import Report
from tui.library.db.connection import Database, now
from tui.library.db.errors import LibraryError
from tui.library.db.undo import in_brief, undoable
from tui.text.article import Article
from tui.text.sanitize import sanitize_line


class Bookmarks:
    """Every method that changes something is on disk when it returns, and can be undone.

    Raises LibraryError, with one plain sentence, when the library cannot do what is asked.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    # making

    def add(self, bookmark: Bookmark, article: Article) -> Bookmark:
        """Save a new bookmark and the text of the version it was made on; durable on return."""
        at = now()
        kept = replace(
            bookmark,
            id=bookmark.id or str(uuid.uuid4()),
            note=clean_note(bookmark.note),
            tags=clean_tags(bookmark.tags),
            category=_category(bookmark.category),
            created=bookmark.created or at,
            changed=bookmark.changed or bookmark.created or at,
        )
        with undoable(self._db, f"the bookmark {_named(kept)}") as record:
            fresh = self._db.row("SELECT 1 FROM bookmarks WHERE id = ?", (kept.id,)) is None
            (bookmark_rows.record_new if fresh else bookmark_rows.record_before)(record, kept.id)
            bookmark_rows.keep_version(self._db, article)
            citation = bookmark_rows.keep_citation(self._db, replace(cite(article), uri=kept.uri))
            bookmark_rows.write(self._db, kept, fresh=fresh)
        return replace(kept, title=citation.title, source=citation.source)

    def merge(self, imported: Imported, articles: Iterable[Article] = ()) -> Report:
        """Add imported bookmarks that are not here yet and look for them in ``articles``; one undo takes it back."""
        return merging.merge(self._db, imported, articles)

    # reading

    def get(self, id: str) -> Bookmark | None:  # noqa: A002 - the field's own name
        """One bookmark, deleted ones too; None when there is none."""
        sql = f"SELECT {bookmark_rows.COLUMNS} FROM {bookmark_rows.FROM} WHERE b.id = ?"
        found = bookmark_rows.read(self._db, self._db.rows(sql, (id,)))
        return found[0] if found else None

    def for_article(self, uri: str) -> list[Bookmark]:
        """The bookmarks of an article in document order, lost ones last."""
        return reanchoring.of_article(self._db, uri)

    def all(
        self,
        *,
        query: str = "",
        tag: str = "",
        state: AnchorState | str | None = None,
        uri: str = "",
        category: str = "",
        sort: str = "newest",
        include_deleted: bool = False,
    ) -> list[Bookmark]:
        """Bookmarks that fit all filters, with title and source filled.

        Every word (or "phrase") of ``query`` has to occur in quote, note, tags, title or source.
        ``sort`` is one of ``bookmark_query.SORTS``; ValueError for another.
        """
        sql, values = bookmark_query.build(
            query=query,
            tag=tag,
            state=state,
            uri=uri,
            category=category,
            sort=sort,
            include_deleted=include_deleted,
        )
        return bookmark_rows.read(self._db, self._db.rows(sql, values))

    def count(self, uri: str = "") -> int:
        """How many there are, of one article or in all."""
        if uri:
            return int(self._db.value("SELECT count(*) FROM bookmarks WHERE deleted = 0 AND uri = ?", (uri,)))
        return int(self._db.value("SELECT count(*) FROM bookmarks WHERE deleted = 0"))

    def tags(self) -> dict[str, int]:
        """Tags in use and how often, most used first, then by name."""
        sql = (
            "SELECT t.tag, count(*) AS n FROM tags AS t JOIN bookmarks AS b ON b.id = t.bookmark"
            " WHERE b.deleted = 0 GROUP BY t.tag ORDER BY n DESC, t.tag COLLATE NOCASE"
        )
        return {row["tag"]: row["n"] for row in self._db.rows(sql)}

    def version_text(self, hash: str) -> str | None:  # noqa: A002 - the model's own name
        """The text of an article version that carries bookmarks; None when it was never kept."""
        return versions.text_of(self._db, hash)

    def citations(self, uris: Iterable[str]) -> dict[str, Citation]:
        """What exports say about these articles, by uri."""
        return bookmark_rows.citations(self._db, uris)

    # changing in place

    def edit(
        self,
        id: str,  # noqa: A002 - the field's own name
        *,
        note: str | None = None,
        tags: Iterable[str] | None = None,
        category: str | None = None,
    ) -> Bookmark:
        """Change note, tags or category; None leaves one as it is."""
        old = self._known(id)
        new = replace(
            old,
            note=old.note if note is None else clean_note(note),
            tags=old.tags if tags is None else clean_tags(tags),
            category=old.category if category is None else _category(category),
        )
        return self._replace("the change of", old, new)

    def resize(self, id: str, selector: Selector, article: Article | None = None) -> Bookmark:  # noqa: A002
        """Give a bookmark other bounds: its record stays one, and starts anew on the selector's version."""
        old = self._known(id)
        new = replace(old, selector=selector, anchorings=())
        return self._replace("the new bounds of", old, new, article)

    def split(self, id: str, at: int) -> tuple[Bookmark, Bookmark]:  # noqa: A002
        """Make two of one at ``at``, an offset in code points of the version it stands in now.

        The first keeps the id and the note; both keep tags and category.
        """
        old = self._known(id)
        span, version = old.span, old.version
        text = self.version_text(version)
        if span is None or text is None or not span[0] < at < span[1]:
            raise LibraryError("the bookmark cannot be split there: choose a place inside it.")
        left = _cut(text, span[0], at, version)
        right = _cut(text, at, span[1], version)
        if not left.exact or not right.exact:
            raise LibraryError("the bookmark cannot be split there: nothing would be left on one side.")
        first = replace(old, selector=left, anchorings=(), changed=now())
        second = replace(first, id=str(uuid.uuid4()), selector=right, note="", created=now())
        with undoable(self._db, f"splitting {_named(old)}") as record:
            for part in (first, second):
                bookmark_rows.record_before(record, part.id)
                bookmark_rows.write(self._db, part)
        return first, second

    def retag(self, ids: Iterable[str], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> int:
        """Add and remove tags on many bookmarks at once; one undo takes all back. Returns how many changed."""
        dropped = {tag.casefold() for tag in clean_tags(remove)}
        added = clean_tags(add)
        changed = 0
        with undoable(self._db, "tagging bookmarks") as record:
            for old in filter(None, map(self.get, dict.fromkeys(ids))):
                tags = clean_tags((*(t for t in old.tags if t.casefold() not in dropped), *added))
                if tags != old.tags:
                    bookmark_rows.record_before(record, old.id)
                    bookmark_rows.write(self._db, replace(old, tags=tags, changed=now()))
                    changed += 1
        return changed

    def categorise(self, ids: Iterable[str], category: str) -> int:
        """Give many bookmarks a category ("" takes it away); one undo takes all back. Returns how many changed.

        Raises LibraryError for anything but one letter.
        """
        letter = _category(category)
        changed = 0
        with undoable(self._db, "categorising bookmarks") as record:
            for old in filter(None, map(self.get, dict.fromkeys(ids))):
                if old.category != letter:
                    bookmark_rows.record_before(record, old.id)
                    bookmark_rows.write(self._db, replace(old, category=letter, changed=now()))
                    changed += 1
        return changed

    # deleting

    def delete(self, ids: Iterable[str]) -> int:
        """Move bookmarks to the trash; one undo takes all of it back. Returns how many went."""
        found = [b for b in map(self.get, dict.fromkeys(ids)) if b is not None and not b.deleted]
        if not found:
            return 0
        what = _named(found[0]) if len(found) == 1 else f"{len(found)} bookmarks"
        at = now()
        with undoable(self._db, f"deleting {what}") as record:
            for old in found:
                record.rows("bookmarks", id=old.id)
                self._db.run("UPDATE bookmarks SET deleted = ? WHERE id = ?", (at, old.id))
        return len(found)

    # finding again

    def reanchor(self, article: Article) -> list[Bookmark]:
        """Find all bookmarks of an article again on this version, and return them in document order.

        Costs one query when the version is known. In a read-only library the places are computed
        and returned, not kept.
        """
        return reanchoring.reanchor(self._db, article)

    def _known(self, id: str) -> Bookmark:  # noqa: A002
        found = self.get(id)
        if found is None:
            raise LibraryError("that bookmark is gone: another window may have removed it.")
        return found

    def _replace(self, verb: str, old: Bookmark, new: Bookmark, article: Article | None = None) -> Bookmark:
        if new == old:
            return old
        new = replace(new, changed=now())
        with undoable(self._db, f"{verb} {_named(old)}") as record:
            bookmark_rows.record_before(record, old.id)
            if article is not None:
                bookmark_rows.keep_version(self._db, article)
            bookmark_rows.write(self._db, new)
        return new


def _named(bookmark: Bookmark) -> str:
    """The first words of the quote, on one line."""
    return in_brief(sanitize_line(bookmark.selector.exact[:160]))


def _category(category: str) -> str:
    try:
        return clean_category(category)
    except ValueError as error:
        raise LibraryError(f"“{sanitize_line(category)}” is no category: use one letter.") from error


def _cut(text: str, start: int, end: int, version: str) -> Selector:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Selector(
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        start,
        end,
        version,
        len(text),
    )
