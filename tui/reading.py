"""The use-cases that the command line and the reader share. No Textual, no SQL, no terminal.

``Reading`` is what the reader holds: a shelf of articles, the library, and what may be done with both.
Methods marked "any thread" touch no database; the others belong to the thread that made the object.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tui.article import Article, Inferred
from tui.sources import SourceError

if TYPE_CHECKING:
    from typing import BinaryIO

    from tui.bookmarks.model import Bookmark
    from tui.facts.model import Facts
    from tui.library import Library
    from tui.library.states import State

PEEK_BYTES = 64_000
"""Files up to this size are read for their row in the list; longer ones show their name until opened."""

KEPT_FACTS = 64
"""Articles whose facts stay in memory."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the article list. ``figures`` is -1 until the facts are known."""

    uri: str
    title: str
    source: str = ""
    published: str = ""  # ISO date, "" unknown
    questions: int = 0
    figures: int = -1
    marks: int = 0
    read: bool = False
    starred: bool = False
    problem: str = ""  # why it cannot be opened, one sentence


class Shelf(Protocol):
    """A list of articles to read, of any length; only what is asked for is looked at."""

    title: str

    def count(self) -> int:
        """How many articles there are."""

    def rows(self, first: int, n: int) -> list[Row]:
        """Rows ``first`` to ``first + n``, fewer at the end. Cheap enough for every paint."""

    def index(self, uri: str) -> int:
        """The row of an article, -1 if it is not here."""

    def load(self, uri: str) -> Article:
        """The article. Any thread. Raises SourceError."""


class FileShelf:
    """Files and folders named on the command line, and standard input."""

    def __init__(self, paths: Sequence[str] = (), stdin: BinaryIO | None = None) -> None:
        from tui.sources import files

        self.title = "Articles"
        self.skipped: list[tuple[str, str]] = []
        self._paths: list[Path | None] = []
        self._uris: list[str] = []
        self._given: dict[str, Article] = {}
        self._problems: dict[str, str] = {}
        self._rows: dict[str, Row] = {}
        for name in paths:
            if name == "-":
                self._add_stdin(stdin)
                continue
            path = Path(name)
            if not path.is_dir():
                self._add(path)
                continue
            try:
                found = files.walk(path)
            except SourceError as error:
                self._add(path)
                self._problems[self._uris[-1]] = str(error)
                continue
            for file in found.files:
                self._add(file)
            self.skipped += [(files.shown(p), why) for p, why in found.skipped]
        self._index = {uri: i for i, uri in reversed(list(enumerate(self._uris)))}

    def _add(self, path: Path) -> None:
        from tui.sources.files import file_uri

        self._paths.append(path)
        self._uris.append(file_uri(path))

    def _add_stdin(self, stdin: BinaryIO | None) -> None:
        import sys

        from tui.sources.files import read_stdin

        self._paths.append(None)
        try:
            article = read_stdin(stdin or sys.stdin.buffer)
        except SourceError as error:
            uri = f"stdin:{len(self._uris)}"
            self._problems[uri] = str(error)
            self._uris.append(uri)
            return
        if article.metadata.title is None:
            article = article.with_metadata(title=Inferred("standard input", "where it came from"))
        self._given[article.uri] = article
        self._uris.append(article.uri)

    def count(self) -> int:
        return len(self._uris)

    def index(self, uri: str) -> int:
        return self._index.get(uri, -1)

    def rows(self, first: int, n: int) -> list[Row]:
        return [self._row(i) for i in range(max(0, first), min(first + n, len(self._uris)))]

    def _row(self, i: int) -> Row:
        uri = self._uris[i]
        row = self._rows.get(uri)
        if row is None:
            row = self._rows[uri] = self._peek(i)
        return row

    def _peek(self, i: int) -> Row:
        from tui.sources.files import shown

        uri, path = self._uris[i], self._paths[i]
        name = shown(path.name) if path else "standard input"
        if uri in self._problems:
            return Row(uri, name, problem=self._problems[uri])
        try:
            if path and path.stat().st_size > PEEK_BYTES:
                return Row(uri, name)
            return article_row(self.load(uri))
        except (SourceError, OSError, ValueError) as error:
            text = str(error) if isinstance(error, SourceError) else f"{name} cannot be read."
            return Row(uri, name, problem=text)

    def load(self, uri: str) -> Article:
        from tui.sources import files

        if uri in self._problems:
            raise SourceError(self._problems[uri])
        if uri in self._given:
            return self._given[uri]
        i = self._index.get(uri, -1)
        path = self._paths[i] if i >= 0 else None
        if path is None:
            raise SourceError("That article is not on this shelf.")
        article = files.named(files.open_path(path), path.name)
        self._rows[uri] = article_row(article)
        return article

    def problems(self) -> list[str]:
        """Why files could not be opened, so far."""
        return [r.problem for r in self._rows.values() if r.problem]


def article_row(article: Article) -> Row:
    """What the list shows of an article, before its facts are known."""
    meta = article.metadata
    return Row(
        article.uri,
        article.title,
        meta.source.value if meta.source else "",
        meta.published.value[:10] if meta.published else "",
        questions=sum(1 for _ in article.questions()),
    )


@dataclass(frozen=True, slots=True)
class Opened:
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
        self._facts: OrderedDict[tuple[str, str, int], Facts] = OrderedDict()
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    # -- the list ---------------------------------------------------------

    def count(self) -> int:
        return self.shelf.count()

    def rows(self, first: int, n: int) -> list[Row]:
        """Rows with what the library knows of them: read, starred, bookmarks, figures."""
        rows = self.shelf.rows(first, n)
        if self.library is None:
            return [replace(r, figures=self._counts.get(r.uri, r.figures)) for r in rows]
        out = []
        for row in rows:
            state = self.library.states.get(row.uri)
            out.append(
                replace(
                    row,
                    read=state.read,
                    starred=state.starred,
                    marks=self.library.bookmarks.count(row.uri),
                    published=state.published or row.published,
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
        bookmarks = self.library.bookmarks.for_article(article.uri)
        if bookmarks and not self.library.read_only:
            bookmarks = self.library.bookmarks.reanchor(article)
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

    def job(self, article: Article) -> Callable[[Callable[[], bool]], Facts]:
        """A function that extracts the article's facts, to be called in any thread.

        It takes a function that answers whether the result is no longer wanted, and may raise
        ``tui.facts.Cancelled``. The date and the reader's corrections are read now, in this thread.
        """
        day, _ = self.date_of(article)
        corrections = tuple(self.library.states.corrections(article.uri)) if self.library else ()
        key = (article.hash, day, hash(corrections))

        def work(cancelled: Callable[[], bool] = lambda: False) -> Facts:
            with self._lock:
                known = self._facts.get(key)
                if known is not None:
                    self._facts.move_to_end(key)
                    return known
            from tui.facts import Kind, extract
            from tui.facts.corrections import corrected

            facts = extract(article, date.fromisoformat(day) if day else None, cancelled=cancelled)
            if corrections:
                facts = corrected(facts, article.text, corrections)
            with self._lock:
                self._facts[key] = facts
                while len(self._facts) > KEPT_FACTS:
                    self._facts.popitem(last=False)
                self._counts[article.uri] = len(facts.of(Kind.FIGURE))
            return facts

        return work

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
        """Save a passage; it is on disk when this returns. Raises LibraryError."""
        import time
        import uuid

        from tui.bookmarks.model import Bookmark
        from tui.bookmarks.selectors import select
        from tui.library import LibraryError

        if self.library is None or self.library.read_only:
            raise LibraryError(self.notice or "The library cannot be written; nothing was saved.")
        now = time.time_ns() // 1_000_000
        bookmark = Bookmark(
            id=str(uuid.uuid4()),
            uri=article.uri,
            selector=select(article, start, end),
            note=note,
            tags=tuple(tags),
            category=category,
            created=now,
            changed=now,
            title=article.title,
            source=article.metadata.source.value if article.metadata.source else "",
        )
        return self.library.bookmarks.add(bookmark, article)

    def set_date(self, uri: str, iso: str) -> None:
        """Remember the day an article was published; "" forgets it. Raises ValueError, LibraryError."""
        if iso:
            date.fromisoformat(iso)
        self._set(uri, published=iso)

    def set_read(self, uri: str, read: bool) -> None:
        self._set(uri, read=read)

    def star(self, uri: str, starred: bool) -> None:
        self._set(uri, starred=starred)

    def save_position(self, uri: str, offset: int) -> None:
        """Remember where the reader is, as an offset; silently not, when nothing can be stored."""
        if self.library is not None and not self.library.read_only:
            self.library.states.set(uri, position=offset)

    def undo(self) -> str | None:
        """Take the last change back; what was undone in words, None when there is nothing."""
        return self.library.undo() if self.library and not self.library.read_only else None

    def _set(self, uri: str, **fields: Any) -> None:
        from tui.library import LibraryError

        if self.library is None or self.library.read_only:
            raise LibraryError(self.notice or "The library cannot be written; nothing was saved.")
        self.library.states.set(uri, **fields)


def open_library(path: Path | None = None) -> tuple[Library | None, str]:
    """The library, or None and one sentence saying why it cannot be used (the reader goes on without)."""
    from tui.library import Library, LibraryError

    try:
        return Library.open(path), ""
    except LibraryError as error:
        return None, str(error)
