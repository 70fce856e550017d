"""What can be done with bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.reading.store import Store
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.bookmarks.citation import Citation
    from tui.bookmarks.model import Bookmark


class Bookmarking:
    """Keeps passages, finds them again, changes them. Offsets are code points of the article's text.

    Everything that writes raises LibraryError where the library cannot be written, and can be undone.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(
        self,
        article: Article,
        start: int,
        end: int,
        *,
        note: str = "",
        tags: Iterable[str] = (),
        category: str = "",
    ) -> Bookmark:
        """Save a passage; it is on disk when this returns. Raises LibraryError, ValueError for an empty one."""
        from tui.bookmarks.making import make_bookmark

        library = self._store.writable()
        bookmark = make_bookmark(article, start, end, note=note, tags=tags, category=category)
        return library.bookmarks.add(bookmark, article)

    def change(self, bookmark: Bookmark, *, note: str, tags: Iterable[str]) -> None:
        """Write a bookmark's note and tags anew."""
        self._store.writable().bookmarks.edit(bookmark.id, note=note, tags=tags)

    def retag(self, ids: Sequence[str], words: str) -> int:
        """Give bookmarks the tags named in ``words``, with commas between them; a minus in front takes one off.

        Returns how many bookmarks changed.
        """
        from tui.bookmarks.making import split_tags

        tags = split_tags(words)
        add = [tag for tag in tags if not tag.startswith("-")]
        remove = [tag[1:] for tag in tags if tag.startswith("-")]
        return self._store.writable().bookmarks.retag(ids, add=add, remove=remove)

    def delete(self, ids: Sequence[str]) -> int:
        """Delete bookmarks; how many there were."""
        return self._store.writable().bookmarks.delete(ids)

    def found_again(self, article: Article) -> tuple[Bookmark, ...]:
        """The article's bookmarks, found again in this version of its text."""
        library = self._store.library
        if library is None or not library.marked([article.uri]):
            return ()
        known = library.bookmarks
        return tuple(known.for_article(article.uri) if library.read_only else known.reanchor(article))

    def known(self, article: Article) -> tuple[Bookmark, ...]:
        """The article's bookmarks as they were found last; nothing is looked for or written."""
        library = self._store.library
        return tuple(library.bookmarks.for_article(article.uri)) if library is not None else ()

    def listed(
        self, *, query: str = "", tag: str = "", state: str = "", uri: str = "", sort: str = "newest"
    ) -> list[Bookmark]:
        """The bookmarks that fit all of this; "" asks for nothing. A query that cannot be read finds none."""
        library = self._store.library
        if library is None:
            return []
        try:
            return library.bookmarks.all(query=query, tag=tag, state=state or None, uri=uri, sort=sort)
        except ValueError:
            return []

    def tags(self) -> dict[str, int]:
        """Every tag in use with the number of its bookmarks, the commonest first."""
        return self._store.library.bookmarks.tags() if self._store.library is not None else {}

    def version_text(self, version: str) -> str | None:
        """The text of an article's version by its hash, None where it was not kept."""
        return self._store.library.bookmarks.version_text(version) if self._store.library is not None else None

    def citations(self, bookmarks: Iterable[Bookmark]) -> dict[str, Citation]:
        """What is known of the articles of these bookmarks, by uri."""
        library = self._store.library
        return library.bookmarks.citations({mark.uri for mark in bookmarks}) if library is not None else {}
