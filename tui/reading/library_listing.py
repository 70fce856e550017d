"""The shelf of the library: one view at a time (all, a feed, a tag, an answer to a query), of any length."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui.reading.listing import NO_EXCERPT, Choice, Excerpt, Row
from tui.sources import SourceError
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.library import Library
    from tui.library.articles.lists import ArticleList, View
    from tui.library.articles.store import Listed
    from tui.reading.store import Background


ORDERS = ("newest", "oldest", "best")
"""How an answer may be ordered."""
EXCERPTS = 1000
"""Kept while an answer is shown."""


class LibraryShelf:
    """Belongs to the library's thread, but for :meth:`load`."""

    narrows = True
    skipped: Sequence[tuple[str, str]] = ()

    def __init__(self, library: Library) -> None:
        self.library = library
        self._background: Background | None = None
        self._begin()

    def share(self, background: Background) -> None:
        self._background = background

    def begin(self) -> bool:
        """List everything, newest first."""
        self._begin()
        return True

    def _begin(self) -> None:
        from tui.library.articles.lists import View

        self.query = ""
        self._order = "newest"  # of an answer
        self.painted: tuple[str, ...] = ()  # plain words of the query
        self.more = False  # the answer was cut: more would fit
        self._view = self._everything = View(title="All")
        self._list: ArticleList = self.library.list(self._view)
        self._excerpts: dict[str, Excerpt] = {}
        self._seen = self._state()

    # what a shelf must do

    @property
    def title(self) -> str:
        return self._view.title

    def count(self) -> int:
        return self._list.count()

    def rows(self, first: int, n: int) -> list[Row]:
        return [_row(listed) for listed in self._list.rows(first, n)]

    def excerpt(self, uri: str) -> Excerpt:
        """Of an article that answers a query for words: those around the first hit; ("", ()) otherwise.

        Takes some tenths of a millisecond the first time: ask for what is on screen.
        """
        if not self.painted:
            return NO_EXCERPT
        known = self._excerpts.get(uri)
        if known is None:
            if len(self._excerpts) >= EXCERPTS:
                self._excerpts.clear()
            number, _ = self.library.articles.known_as(uri)
            known = self._excerpts[uri] = self.library.search.snippet(number, self.painted)
        return known

    def unread(self) -> list[str]:
        """The uris of the unread articles of this view."""
        return self.library.articles.unread_among(self._list.numbers())

    def row(self, uri: str) -> Row | None:
        """The row of an article, whether this view lists it or not; None when the library does not hold it."""
        listed = self.library.articles.by_uri(uri)
        return _row(listed) if listed is not None else None

    def index(self, uri: str) -> int:
        listed = self.library.articles.by_uri(uri)
        return self._list.index(listed.id) if listed is not None else -1

    def load(self, uri: str) -> Article:
        """Any thread, but the library's own connection is not used. Raises SourceError."""
        from tui.library import Library, LibraryError

        try:
            if self._background is not None:
                article, changes = self._background.do(lambda library: _loaded(library, uri)).result()
            else:
                with Library.open(self.library.path, read_only=True) as own:
                    article, changes = _loaded(own, uri)
        except LibraryError as error:
            raise SourceError(str(error)) from None
        if article is None:
            raise SourceError("That article is no longer in the library.")
        return replace(article, notes=(*article.notes, f"changed since you read it: {changes}")) if changes else article

    # views

    @property
    def narrowed(self) -> bool:
        """Whether a view or an answer is listed, and not all articles."""
        return self._view._replace(oldest_first=False) != self._everything

    def choose_all(self) -> None:
        """List all articles, newest first."""
        self.show(self._everything)

    def show(self, view: View) -> None:
        """List a view."""
        self.query, self.painted, self.more = "", (), False
        self._take(view)

    def _take(self, view: View) -> None:
        self._view = view
        self._excerpts.clear()
        self._list = self.library.list(view)
        self._seen = self._state()

    def _state(self) -> tuple[int, int]:
        """Changes when articles come, go, or change places."""
        return self.library.articles.last(), self.library.articles.total(self._view.shelf)

    def refresh(self) -> bool:
        """Look again: something was stored or changed, here or by another window. Whether the list is another one.

        While nothing came and nothing went it stays as it is, so that what was just read does not run away.
        """
        from tui.library.search.language import QueryError

        state = self._state()
        if state == self._seen:
            self._list.forget()
            return False
        if self.query:
            with suppress(QueryError):
                self.search(self.query, self._view.title, order=self._order)
            return True
        self._list.refresh()
        self._seen = state
        return True

    def search(self, query: str, title: str = "", *, order: str = "newest") -> None:
        """Show what a query in the filter language finds; "" goes back to all. Raises QueryError, LibraryError.

        ``order`` is one of :data:`ORDERS`.
        """
        from tui.library.articles.lists import View
        from tui.library.search.search import LIMIT

        query = query.strip()
        if not query:
            self.choose_all()
            return
        search, today = self.library.search, date.today()
        numbers = search.numbers(query, today, best_first=order == "best")
        if order == "oldest":
            numbers.reverse()
        self.query, self._order, self.painted = query, order, search.painted(query, today)
        self.more = len(numbers) == LIMIT
        self._take(View(title=title or query, ids=tuple(numbers)))

    def unlooked(self) -> int:
        """How many articles the present query may be wrong about, because their facts are not known yet."""
        return self.library.search.unlooked(self.query, date.today()) if self.query else 0

    def values(self, field: str) -> list[str]:
        """What a field of a query may be given here: names of feeds, folders, tags."""
        if field == "feed":
            return [feed.name for feed in self.library.feeds.all()]
        if field == "folder":
            return [name for name, _, _ in self.library.feeds.folders()]
        return [tag for tag, _, _ in self.library.feeds.tags()] if field == "tag" else []

    def choices(self) -> list[Choice]:
        """Every view there is: the standing ones, kept queries, folders with their feeds, tags."""
        from tui.library.articles.lists import View

        feeds, today = self.library.feeds, _midnight()
        count, unread = feeds.totals("all")
        out = [
            Choice("All", View(title="All"), count, unread),
            Choice("Unread", View(unread=True, title="Unread"), unread, unread),
            Choice("Starred", View(shelf="starred", title="Starred"), self.library.list(View(shelf="starred")).count()),
            Choice("Today", View(since=today, title="Today"), self.library.list(View(since=today)).count()),
        ]
        changed = len(self.library.search.numbers("changed", date.today()))
        if changed:
            out.append(Choice("Changed", View(title="Changed"), changed, query="changed"))
        out += [Choice(name, View(title=name), query=query) for name, query in self.library.search.saved()]
        seen: set[str] = set()
        totals = {name: (n, u) for name, n, u in feeds.folders()}
        for feed in feeds.all():
            parts = feed.folder.split("/") if feed.folder else []
            for depth in range(len(parts)):
                name = "/".join(parts[: depth + 1])
                if name not in seen:
                    seen.add(name)
                    n, u = totals.get(name, (0, 0))
                    out.append(Choice(parts[depth], View(shelf=f"folder:{name}", title=name), n, u, depth))
            view = View(shelf=f"feed:{feed.id}", title=feed.name)
            out.append(Choice(feed.name, view, feed.count, feed.unread, len(parts), feed.problem))
        out += [Choice(f"#{tag}", View(shelf=f"tag:{tag}", title=f"#{tag}"), n, u) for tag, n, u in feeds.tags()]
        return out

    @property
    def order(self) -> str:
        """In which order the list is."""
        if self.query:
            return self._order
        return "oldest" if self._view.oldest_first else "newest"

    def turn(self) -> str:
        """List the same in the next order: the newest first, the oldest first, of an answer also the best first."""
        if not self.query:
            self.show(self._view._replace(oldest_first=not self._view.oldest_first))
            return self.order
        orders = ORDERS if self.painted else ORDERS[:2]
        after = orders.index(self._order) + 1 if self._order in orders else 0
        self.search(self.query, self._view.title, order=orders[after % len(orders)])
        return self._order

    def choose_next_feed(self, step: int) -> bool:
        """List the next feed that has something unread (``step`` -1: the one before), round the end; False: none, or
        what is listed is no feed, folder or tag."""
        here = self._view.shelf
        if self.query or not here.startswith(("feed:", "folder:", "tag:")):
            return False
        views = self.choices()[::step]
        at = next((i for i, choice in enumerate(views) if choice.view.shelf == here and not choice.query), 0)
        for choice in (*views[at + 1 :], *views[:at]):
            if choice.unread and choice.view.shelf.startswith("feed:"):
                self.choose(choice)
                return True
        return False

    def choose(self, choice: Choice) -> None:
        """Show one of :meth:`choices`. Raises QueryError, LibraryError."""
        if choice.query:
            self.search(choice.query, choice.title)
        else:
            self.show(choice.view)


def _loaded(library: Library, uri: str) -> tuple[Article | None, str]:
    """An article, and what its newest version changed."""
    listed = library.articles.by_uri(uri)
    return library.articles.load(uri), listed.changes if listed is not None else ""


def _row(listed: Listed) -> Row:
    at = listed.published if listed.dated else 0
    return Row(
        listed.uri,
        listed.title,
        listed.source,
        datetime.fromtimestamp(at / 1000).date().isoformat() if at else "",
        at=at,
        questions=listed.questions,
        figures=listed.figures,
        read=listed.read,
        starred=listed.starred,
        changes=listed.changes,
        truncated=listed.truncated,
    )


def _midnight() -> int:
    now = datetime.now().astimezone()
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return int(start.timestamp() * 1000)
