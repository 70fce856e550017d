"""What a list of articles is to the reader: rows on demand, an article by its name, and what can be listed instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tui.text.article import Article

if TYPE_CHECKING:
    from tui.library.articles.lists import View
    from tui.reading.store import Background


class Row(NamedTuple):
    """One line of the article list. ``figures`` is -1 until the facts are known."""

    uri: str
    title: str
    source: str = ""
    published: str = ""  # ISO date, "" unknown
    at: int = 0  # when it was published, UTC milliseconds, 0 where only the day or nothing is known
    questions: int = 0
    figures: int = -1
    marks: int = 0
    read: bool = False
    starred: bool = False
    problem: str = ""  # why it cannot be opened, one sentence
    changes: str = ""  # what the newest version changed, until it is opened
    truncated: bool = False  # the feed gave less than the whole text


@dataclass(frozen=True, slots=True)
class Choice:
    """Something else that can be listed: ``depth`` indents folders, ``problem`` says how a feed's last fetch went."""

    title: str
    view: View
    count: int = 0
    unread: int = 0
    depth: int = 0
    problem: str = ""
    query: str = ""


Excerpt = tuple[str, tuple[tuple[int, int], ...]]
"""Words, and the spans of hits in them."""
NO_EXCERPT: Excerpt = ("", ())


class Shelf(Protocol):
    """A list of articles to read, of any length; only what is asked for is looked at.

    Belongs to one thread, but for :meth:`load`. What is listed can be narrowed to a view or to the answer to a query
    where ``narrows`` is True; elsewhere those methods do nothing or raise LibraryError, as said at each.
    """

    # what is listed

    @property
    def title(self) -> str:
        """What the list is called."""

    @property
    def skipped(self) -> Sequence[tuple[str, str]]:
        """(name, why) of each file that was left out."""

    def count(self) -> int:
        """How many articles there are."""

    def rows(self, first: int, n: int) -> list[Row]:
        """Rows ``first`` to ``first + n``, fewer at the end. Cheap enough for every paint."""

    def row(self, uri: str) -> Row | None:
        """The row of an article, listed or not; None when it is not known here."""

    def index(self, uri: str) -> int:
        """The place of an article in the list, -1 if it is not listed."""

    def load(self, uri: str) -> Article:
        """The article. Any thread. Raises SourceError."""

    def share(self, background: Background) -> None:
        """Load articles with this connection from now on, so that none is opened for each."""

    def excerpt(self, uri: str) -> Excerpt:
        """Of an article that answers a query for words: those around the first hit; ("", ()) otherwise."""

    def unread(self) -> list[str]:
        """The uris of the listed articles that may be unread, in order."""

    def refresh(self) -> bool:
        """Look again: something was stored or changed, here or by another window. Whether the list is another one."""

    def begin(self) -> bool:
        """List what the next start lists; False where no start can know it."""

    # what could be listed instead

    @property
    def narrows(self) -> bool:
        """Whether views and queries exist here."""

    @property
    def narrowed(self) -> bool:
        """Whether a view or an answer is listed, and not all articles."""

    @property
    def query(self) -> str:
        """The query whose answer is listed, "" for none."""

    @property
    def painted(self) -> tuple[str, ...]:
        """The plain words of that query."""

    @property
    def order(self) -> str:
        """In which order the list is: "newest", "oldest", or "best" (of an answer)."""

    @property
    def more(self) -> bool:
        """Whether the answer was cut: more articles would fit."""

    def unlooked(self) -> int:
        """How many articles the answer may be wrong about, because their facts are not known yet."""

    def values(self, field: str) -> list[str]:
        """What a field of a query may be given here: names of feeds, folders, tags."""

    def choices(self) -> list[Choice]:
        """Everything that can be listed instead, in the order of a menu."""

    def choose(self, choice: Choice) -> None:
        """List one of :meth:`choices`. Raises QueryError, LibraryError."""

    def choose_all(self) -> None:
        """List all articles."""

    def choose_next_feed(self, step: int) -> bool:
        """List the next feed (``step`` 1; -1: the one before) that has something unread, round the end; False: none,
        or what is listed is no feed, folder or tag."""

    def search(self, query: str, title: str = "", *, order: str = "newest") -> None:
        """List what a query in the filter language finds; "" lists all. Raises QueryError, LibraryError."""

    def turn(self) -> str:
        """List the same in the next order, which is returned. Raises QueryError, LibraryError."""


class Unnarrowed:
    """The half of :class:`Shelf` that is about views and queries, for a list that has none."""

    narrows = False
    narrowed = False
    query = ""
    painted: tuple[str, ...] = ()
    order = "newest"
    more = False

    def share(self, background: Background) -> None:
        """Articles are read from where they lie."""

    def excerpt(self, uri: str) -> Excerpt:
        """No words: nothing was searched for."""
        return NO_EXCERPT

    def unlooked(self) -> int:
        """None: nothing was searched for."""
        return 0

    def values(self, field: str) -> list[str]:
        """None."""
        return []

    def choices(self) -> list[Choice]:
        """Nothing else can be listed."""
        return []

    def choose(self, choice: Choice) -> None:
        """Lists what is listed already."""

    def choose_all(self) -> None:
        """Lists what is listed already."""

    def choose_next_feed(self, step: int) -> bool:
        """There are no feeds."""
        return False

    def search(self, query: str, title: str = "", *, order: str = "newest") -> None:
        """Raises LibraryError."""
        from tui.library import LibraryError

        raise LibraryError("only the library can be searched, which factlight opens without files")

    def turn(self) -> str:
        """There is one order."""
        return self.order

    def refresh(self) -> bool:
        """The list is the same as long as it is open."""
        return False

    def begin(self) -> bool:
        """What the next start lists, its command line says."""
        return False


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
