"""The shelf of the library: one view at a time (all, a feed, a tag, an answer to a query), of any length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tui.article import Article
from tui.reading.shelf import Row
from tui.sources import SourceError

if TYPE_CHECKING:
    from tui.library import Library
    from tui.library.articles import Listed
    from tui.library.shelves import ArticleList, View


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of the list of views. ``depth`` indents folders; ``problem`` says how a feed's last fetch went."""

    title: str
    view: View
    count: int = 0
    unread: int = 0
    depth: int = 0
    problem: str = ""
    query: str = ""


class LibraryShelf:
    """Belongs to the library's thread, but for :meth:`load`."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.begin()

    def begin(self) -> None:
        """Show what a start shows: everything, newest first."""
        from tui.library.shelves import View

        self.query = ""
        self._view = View(title="All")
        self._list: ArticleList = self.library.list(self._view)

    # what a shelf must do

    @property
    def title(self) -> str:
        return self._view.title

    def count(self) -> int:
        return self._list.count()

    def rows(self, first: int, n: int) -> list[Row]:
        return [_row(listed) for listed in self._list.rows(first, n)]

    def index(self, uri: str) -> int:
        listed = self.library.articles.by_uri(uri)
        return self._list.index(listed.id) if listed is not None else -1

    def load(self, uri: str) -> Article:
        """Any thread: opens the library for itself. Raises SourceError."""
        from tui.library import Library, LibraryError

        try:
            with Library.open(self.library.path, read_only=True) as library:
                article = library.articles.load(uri)
        except LibraryError as error:
            raise SourceError(str(error)) from None
        if article is None:
            raise SourceError("That article is no longer in the library.")
        return article

    # views

    @property
    def view(self) -> View:
        return self._view

    def show(self, view: View, query: str = "") -> None:
        """Show another view; ``query`` is what it answers, "" for a shelf."""
        self._view = view
        self.query = query
        self._list = self.library.list(view)

    def refresh(self) -> None:
        """Look again: something was stored or changed, here or by another window."""
        self._list.refresh()

    def search(self, query: str, title: str = "", *, best_first: bool = False) -> None:
        """Show what a query in the filter language finds; "" goes back to all. Raises QueryError, LibraryError."""
        from tui.library.shelves import View

        query = query.strip()
        if not query:
            self.show(View(title="All"))
            return
        numbers = self.library.search.numbers(query, date.today(), best_first=best_first)
        self.show(View(title=title or query, ids=tuple(numbers)), query)

    def choices(self) -> list[Choice]:
        """Every view there is: the standing ones, kept queries, folders with their feeds, tags."""
        from tui.library.shelves import View

        feeds, today = self.library.feeds, _midnight()
        count, unread = feeds.totals("all")
        out = [
            Choice("All", View(title="All"), count, unread),
            Choice("Unread", View(unread=True, title="Unread"), unread, unread),
            Choice("Starred", View(shelf="starred", title="Starred"), self.library.list(View(shelf="starred")).count()),
            Choice("Today", View(since=today, title="Today"), self.library.list(View(since=today)).count()),
        ]
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

    def choose(self, choice: Choice) -> None:
        """Show one of :meth:`choices`. Raises QueryError, LibraryError."""
        if choice.query:
            self.search(choice.query, choice.title)
        else:
            self.show(choice.view)


def _row(listed: Listed) -> Row:
    published = datetime.fromtimestamp(listed.published / 1000, UTC).date().isoformat() if listed.dated else ""
    return Row(
        listed.uri,
        listed.title,
        listed.source,
        published,
        at=listed.published,
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
