"""The use-cases that the command line and the reader share. No Textual, no SQL, no terminal.

``Reading`` is what the reader holds: a shelf of articles, and what may be done with them and with the library.
Methods marked "any thread" touch no database of this thread; the others belong to the thread that made the object.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui import first_screen, paths
from tui.reading.correcting import Correcting
from tui.reading.file_listing import FileShelf
from tui.reading.finding_facts import FactFinder
from tui.reading.listing import Row, Shelf, article_row
from tui.reading.store import Store
from tui.text.article import Article

__all__ = ["FileShelf", "Opened", "Reading", "Row", "Shelf", "article_row", "open_library"]

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark
    from tui.library import Library
    from tui.library.articles.states import State
    from tui.reading.bookmarking import Bookmarking
    from tui.reading.jobs import Jobs
    from tui.reading.searching import Searching
    from tui.reading.upkeep import Upkeep


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
        self.published = published
        self.store = Store(library, notice)
        shelf.share(self.store.background)
        self.corrections = Correcting(self.store)
        self.facts = FactFinder(self.store, lambda article: self.date_of(article)[0])
        self._read: set[str] = set()  # read, but not written down yet
        self._picture: tuple[bytes, tuple[int, int]] | None = None

    # what the first screen does without is loaded when it is asked for

    @cached_property
    def bookmarks(self) -> Bookmarking:
        """What can be done with bookmarks."""
        from tui.reading.bookmarking import Bookmarking

        return Bookmarking(self.store)

    @cached_property
    def searches(self) -> Searching:
        """What was looked for."""
        from tui.reading.searching import Searching

        return Searching(self.store)

    @cached_property
    def jobs(self) -> Jobs:
        """Long work on the library."""
        from tui.reading.jobs import Jobs

        return Jobs(self.store)

    @cached_property
    def upkeep(self) -> Upkeep:
        """What is done for the library unasked."""
        from tui.reading.upkeep import Upkeep

        return Upkeep(self.store)

    @property
    def notice(self) -> str:
        """What is wrong with the library, in a sentence; "" when all is well."""
        return self.store.notice

    @property
    def has_library(self) -> bool:
        """Whether there is a library at all."""
        return self.store.library is not None

    @property
    def keeps(self) -> bool:
        """Whether something can be kept."""
        return self.store.writes

    # -- the list ---------------------------------------------------------

    def count(self) -> int:
        """How many articles are listed."""
        return self.shelf.count()

    def rows(self, first: int, n: int) -> list[Row]:
        """Rows with what the library knows of them: read, starred, bookmarks, figures."""
        return self._known(self.shelf.rows(first, n))

    def row(self, uri: str) -> Row | None:
        """The row of one article, also of one that the present view does not list; None when it is not known."""
        row = self.shelf.row(uri)
        return self._known([row])[0] if row is not None else None

    def _known(self, rows: list[Row]) -> list[Row]:
        library = self.store.library
        if library is None:
            return [row._replace(figures=self.facts.figures(row.uri, row.figures)) for row in rows]
        uris = [row.uri for row in rows]
        states, marks = library.states.of(uris), library.marked(uris)
        out = []
        for row in rows:
            state = states[row.uri]
            out.append(
                row._replace(
                    read=state.read or row.uri in self._read,
                    starred=state.starred,
                    marks=marks.get(row.uri, 0),
                    published=state.published or row.published,
                    at=0 if state.published else row.at,
                    changes="" if row.uri in self._read else row.changes,
                    figures=self.facts.figures(row.uri, row.figures),
                )
            )
        return out

    # -- one article ------------------------------------------------------

    def load(self, uri: str) -> Article:
        """The article, from where it lies. Any thread. Raises SourceError."""
        return self.shelf.load(uri)

    def opened(self, article: Article) -> Opened:
        """What is known of an article: corrected as the reader said, its state, its bookmarks found again in it."""
        notice = "; ".join(article.notes)
        library = self.store.library
        if library is None:
            return Opened(article, None, (), notice)
        article = self.corrections.structured(article)
        marks = self.bookmarks.found_again(article) if library.marked([article.uri]) else ()
        return Opened(article, library.states.get(article.uri), marks, notice)

    def date_of(self, article: Article) -> tuple[str, str]:
        """(ISO date, origin) that relative dates are resolved against; ("", "") when unknown."""
        library = self.store.library
        if library is not None:
            state = library.states.get(article.uri)
            if state.published:
                return state.published, "set by you"
        if self.published:
            return self.published, "--date"
        if article.metadata.published:
            return article.metadata.published.value[:10], article.metadata.published.origin
        return "", ""

    # -- what the reader did with it --------------------------------------

    def set_date(self, uri: str, iso: str) -> None:
        """Remember the day an article was published; "" forgets it. Undoable. Raises ValueError, LibraryError."""
        if iso:
            date.fromisoformat(iso)
        self._set(uri, "the date set by you", published=iso)

    def set_read(self, uri: str, read: bool, *, undo: str = "") -> None:
        """Read or unread; ``undo`` is what undoing takes back, in words. Raises LibraryError."""
        self._read.discard(uri)
        self._set(uri, undo, read=read)

    def was_read(self, uri: str) -> bool:
        """The article was shown for long enough to count as read; whether that is new. Nothing is written yet: see
        :meth:`write_read`."""
        library = self.store.library
        if library is None or not self.keeps or uri in self._read:
            return False
        row = self.shelf.row(uri)
        if library.states.get(uri).read and not (row is not None and row.changes):
            return False
        self._read.add(uri)
        return True

    def write_read(self) -> bool:
        """Write down what was read since; whether there was something. Raises LibraryError."""
        library = self.store.library
        if library is None or not self._read:
            return False
        for uri in tuple(self._read):
            row = self.shelf.row(uri)
            if row is not None and row.changes:
                library.articles.set_changes(uri, "")
            if not library.states.get(uri).read:
                library.states.set(uri, read=True)
            self._read.discard(uri)
        return True

    def mark_read(self, uris: Iterable[str]) -> int:
        """Mark many articles read; one undo takes all of it back. How many changed. Raises LibraryError."""
        return self.store.writable().states.mark_read(uris)

    def star(self, uri: str, starred: bool, *, undo: str = "") -> None:
        """Star, or take the star off. As :meth:`set_read`."""
        self._set(uri, undo, starred=starred)

    def save_position(self, uri: str, offset: int) -> None:
        """Remember where the reader is, as an offset; silently not, when nothing can be stored."""
        if self.store.library is not None and self.keeps:
            self.store.library.states.set(uri, position=offset)

    def tags(self, uri: str) -> list[str] | None:
        """The tags of an article; None when it is not in the library, where alone articles have tags."""
        library = self.store.library
        if library is None or library.articles.by_uri(uri) is None:
            return None
        return library.articles.tags(uri)

    def known_tags(self) -> list[str]:
        """Every tag that articles have."""
        return [name for name, _, _ in self.store.library.feeds.tags()] if self.store.library is not None else []

    def set_tags(self, uri: str, tags: Iterable[str]) -> list[str]:
        """Give an article these tags and no others; the tags as they are kept. Raises LibraryError."""
        articles = self.store.writable().articles
        articles.set_tags(uri, tags)
        return articles.tags(uri)

    def has_feeds(self) -> bool:
        """Whether any feed is subscribed to."""
        return self.store.library is not None and bool(self.store.library.feeds.all())

    def undo(self) -> str | None:
        """Take the last change back; what was undone in words, None when there is nothing."""
        return self.store.library.undo() if self.store.library is not None and self.keeps else None

    # -- what the program learned -----------------------------------------

    def learned(self, name: str) -> Any:
        """A value that was kept, None when there is none."""
        return self.store.library.states.kv_get(f"reader.{name}") if self.store.library is not None else None

    def learn(self, name: str, value: Any) -> None:
        """Keep a small value. Raises LibraryError."""
        self.store.writable().states.kv_set(f"reader.{name}", value)

    def keep_picture(self, picture: bytes, size: tuple[int, int]) -> None:
        """Remember how the list will look at the next start (see ``tui.first_screen``), until :meth:`close`."""
        self._picture = (picture, size)

    def close(self) -> None:
        """Close the library, and keep what the next start shows first: the files are then what they will be."""
        library = self.store.library
        self.store.close()
        if library is None or self._picture is None:
            return
        settings = (paths.config_dir() / name for name in ("config.toml", "keys.toml"))
        files = [str(library.path.absolute()), f"{library.path.absolute()}-wal", *map(str, settings)]
        first_screen.keep(*self._picture, files)

    def _set(self, uri: str, undo: str, **fields: Any) -> None:
        self.store.writable().states.set(uri, undo=undo, **fields)


def open_library(path: Path | None = None) -> tuple[Library | None, str]:
    """The library, or None and one sentence saying why it cannot be used (the reader goes on without)."""
    from tui.library import Library, LibraryError

    try:
        return Library.open(path), ""
    except LibraryError as error:
        return None, str(error)
