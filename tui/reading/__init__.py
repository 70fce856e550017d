"""The use-cases that the command line and the reader share. No Textual, no SQL, no terminal.

``Reading`` is what the reader holds: a shelf of articles, the library, and what may be done with both.
Methods marked "any thread" touch no database; the others belong to the thread that made the object.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui import first_screen, paths
from tui.reading.file_listing import FileShelf
from tui.reading.listing import Row, Shelf, article_row
from tui.text.article import Article

__all__ = ["FileShelf", "Opened", "Reading", "Row", "Shelf", "article_row", "open_library"]

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark
    from tui.facts.model import Facts
    from tui.library import Library
    from tui.library.articles.states import Correction, State

KEPT_FACTS = 64
"""Articles whose facts stay in memory."""


class Opened(NamedTuple):
    """An article as the reader shows it: with what the reader knows of it from before."""

    article: Article
    state: State | None
    bookmarks: tuple[Bookmark, ...] = ()
    notice: str = ""  # one sentence worth telling, "" if none


class Reading:
    """The articles at hand and everything that can be done with them.

    ``library`` may be None (nothing can be stored then, and :attr:`notice` says why).
    ``published`` is the day given on the command line for every article.
    """

    def __init__(self, shelf: Shelf, library: Library | None = None, published: str = "", notice: str = "") -> None:
        self.shelf = shelf
        self.library = library
        self.published = published
        self.notice = notice or (library.notice if library else "")
        self._facts: OrderedDict[tuple[str, str, tuple[Correction, ...]], Facts] = OrderedDict()
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()
        self._picture: tuple[bytes, tuple[int, int]] | None = None

    # -- the list ---------------------------------------------------------

    def count(self) -> int:
        return self.shelf.count()

    def rows(self, first: int, n: int) -> list[Row]:
        """Rows with what the library knows of them: read, starred, bookmarks, figures."""
        rows = self.shelf.rows(first, n)
        return self._known(rows)

    def row(self, uri: str) -> Row | None:
        """The row of one article, also of one that the present view does not list; None when it is not known."""
        look = getattr(self.shelf, "row", None)
        if look is not None:
            row: Row | None = look(uri)
            return self._known([row])[0] if row is not None else None
        index = self.shelf.index(uri)
        return next(iter(self.rows(index, 1)), None) if index >= 0 else None

    def _known(self, rows: list[Row]) -> list[Row]:
        if self.library is None:
            return [row._replace(figures=self._counts.get(row.uri, row.figures)) for row in rows]
        uris = [row.uri for row in rows]
        states, marks = self.library.states.of(uris), self.library.marked(uris)
        out = []
        for row in rows:
            state = states[row.uri]
            out.append(
                row._replace(
                    read=state.read,
                    starred=state.starred,
                    marks=marks.get(row.uri, 0),
                    published=state.published or row.published,
                    at=0 if state.published else row.at,
                    figures=self._counts.get(row.uri, row.figures),
                )
            )
        return out

    # -- one article ------------------------------------------------------

    def load(self, uri: str) -> Article:
        """The article, from where it lies. Any thread. Raises SourceError."""
        return self.shelf.load(uri)

    def opened(self, article: Article) -> Opened:
        """What is known of an article: its state, and its bookmarks found again on this version."""
        notice = "; ".join(article.notes)
        if self.library is None:
            return Opened(article, None, (), notice)
        bookmarks: list[Bookmark] = []
        if self.library.marked([article.uri]):
            known = self.library.bookmarks
            bookmarks = known.for_article(article.uri) if self.library.read_only else known.reanchor(article)
        return Opened(article, self.library.states.get(article.uri), tuple(bookmarks), notice)

    def date_of(self, article: Article) -> tuple[str, str]:
        """(ISO date, origin) that relative dates are resolved against; ("", "") when unknown."""
        if self.library:
            state = self.library.states.get(article.uri)
            if state and state.published:
                return state.published, "set by you"
        if self.published:
            return self.published, "--date"
        if article.metadata.published:
            return article.metadata.published.value[:10], article.metadata.published.origin
        return "", ""

    def key(self, article: Article) -> tuple[str, str, tuple[Correction, ...]]:
        """What the facts of an article follow from: its text's hash, its day, the reader's corrections."""
        corrections = tuple(self.library.states.corrections(article.uri)) if self.library else ()
        return article.hash, self.date_of(article)[0], corrections

    def facts_at_hand(self, article: Article) -> tuple[Facts | None, object]:
        """The article's facts where this window found them before, and what they follow from; nothing is looked for."""
        if not self._facts:
            return None, None
        key = self.key(article)
        return self._remembered(key), key

    def _remembered(self, key: tuple[str, str, tuple[Correction, ...]]) -> Facts | None:
        with self._lock:
            known = self._facts.get(key)
            if known is not None:
                self._facts.move_to_end(key)
            return known

    def job(self, article: Article) -> Callable[[Callable[[], bool]], Facts]:
        """A function that extracts the article's facts, to be called in any thread.

        It takes a function that answers whether the result is no longer wanted, and may raise
        ``tui.facts.Cancelled``. The date and the reader's corrections are read now, in this thread.
        """
        key = _, day, corrections = self.key(article)
        stored = self.library.path if self.library is not None and self._stores(article) else None

        def work(cancelled: Callable[[], bool] = lambda: False) -> Facts:
            known = self._remembered(key)
            if known is not None:
                return known
            from tui.facts import Kind, extract
            from tui.facts.corrections import corrected

            facts = _stored_facts(stored, article, day) if stored else None
            if facts is None:
                facts = extract(article, date.fromisoformat(day) if day else None, cancelled=cancelled)
                if stored:
                    _store_facts(stored, article, facts)
            if corrections:
                facts = corrected(facts, article.text, corrections)
            with self._lock:
                self._facts[key] = facts
                while len(self._facts) > KEPT_FACTS:
                    self._facts.popitem(last=False)
                self._counts[article.uri] = len(facts.of(Kind.FIGURE))
            return facts

        return work

    def _stores(self, article: Article) -> bool:
        """Whether the article is in the library, so that its facts are kept and can be searched."""
        library = self.library
        return library is not None and not library.read_only and library.articles.by_uri(article.uri) is not None

    # -- what the reader keeps --------------------------------------------

    def bookmark(
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

        library = self._writable()
        bookmark = make_bookmark(article, start, end, note=note, tags=tags, category=category)
        return library.bookmarks.add(bookmark, article)

    def set_date(self, uri: str, iso: str) -> None:
        """Remember the day an article was published; "" forgets it. Undoable. Raises ValueError, LibraryError."""
        if iso:
            date.fromisoformat(iso)
        self._set(uri, "the date set by you", published=iso)

    def set_read(self, uri: str, read: bool, *, undo: str = "") -> None:
        """Read or unread; ``undo`` is what undoing takes back, in words. Raises LibraryError."""
        self._set(uri, undo, read=read)

    def star(self, uri: str, starred: bool, *, undo: str = "") -> None:
        """Star, or take the star off. As :meth:`set_read`."""
        self._set(uri, undo, starred=starred)

    def save_position(self, uri: str, offset: int) -> None:
        """Remember where the reader is, as an offset; silently not, when nothing can be stored."""
        if self.library is not None and not self.library.read_only:
            self.library.states.set(uri, position=offset)

    def keep_picture(self, picture: bytes, size: tuple[int, int]) -> None:
        """Remember how the list will look at the next start (see ``tui.first_screen``), until :meth:`close`."""
        self._picture = (picture, size)

    def close(self) -> None:
        """Close the library, and keep what the next start shows first: the files are then what they will be."""
        if self.library is None:
            return
        path = self.library.path
        self.library.close()
        if self._picture is not None:
            settings = (paths.config_dir() / name for name in ("config.toml", "keys.toml"))
            files = [str(path.absolute()), f"{path.absolute()}-wal", *map(str, settings)]
            first_screen.keep(*self._picture, files)

    def undo(self) -> str | None:
        """Take the last change back; what was undone in words, None when there is nothing."""
        return self.library.undo() if self.library and not self.library.read_only else None

    def _set(self, uri: str, undo: str, **fields: Any) -> None:
        self._writable().states.set(uri, undo=undo, **fields)

    def _writable(self) -> Library:
        from tui.library import LibraryError

        if self.library is None or self.library.read_only:
            raise LibraryError(self.notice or "The library cannot be written; nothing was saved.")
        return self.library


def _stored_facts(path: Path, article: Article, day: str) -> Facts | None:
    """Facts found before for this very text and day; None when there are none. Any thread."""
    from tui.facts.model import ENGINE
    from tui.library import Library, LibraryError

    try:
        with Library.open(path, read_only=True) as library:
            return library.facts.get(article.hash, ENGINE, day)
    except LibraryError:
        return None  # a cache: the facts are found again


def _store_facts(path: Path, article: Article, facts: Facts) -> None:
    from tui.library import Library, LibraryError

    with suppress(LibraryError), Library.open(path) as library:  # a cache: the next opening tries again
        library.facts.put(facts, article)


def open_library(path: Path | None = None) -> tuple[Library | None, str]:
    """The library, or None and one sentence saying why it cannot be used (the reader goes on without)."""
    from tui.library import Library, LibraryError

    try:
        return Library.open(path), ""
    except LibraryError as error:
        return None, str(error)
