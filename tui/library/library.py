"""One library, opened: the stores that share its connection."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tui import paths
from tui.library.articles.states import States
from tui.library.db.connection import Database
from tui.library.db.open import open_database
from tui.library.db.undo import Action, Record, next_redo, next_undo, redo, undo, undoable

if TYPE_CHECKING:
    from tui.library.accounts.store import Accounts
    from tui.library.articles.lists import ArticleList, View
    from tui.library.articles.store import Articles
    from tui.library.bookmarks.store import Bookmarks
    from tui.library.changes import Changes
    from tui.library.facts import FactsStore
    from tui.library.feeds import Feeds
    from tui.library.search.search import Search


class Library:
    """Used from the thread that opened it; another thread opens its own.

    >>> with Library.open(path) as library:                             # doctest: +SKIP
    ...     library.bookmarks.all(query="troops")
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, path: Path | None = None, *, read_only: bool = False) -> Self:
        """Open the library at ``path`` (the user's own by default), making it where there is none.

        Where nothing can be written it opens for reading: see ``read_only`` and ``notice``.
        Raises LibraryError with one plain sentence; a foreign or newer file is left untouched.
        """
        return cls(open_database(path or paths.library_file(), read_only=read_only))

    @property
    def path(self) -> Path:
        return self.database.path

    @property
    def read_only(self) -> bool:
        """Whether every change will be refused (with LibraryError)."""
        return self.database.read_only

    @property
    def notice(self) -> str:
        """One sentence for a banner, "" when all is well."""
        return self.database.notice

    @cached_property
    def bookmarks(self) -> Bookmarks:
        from tui.library.bookmarks.store import Bookmarks

        return Bookmarks(self.database)

    def marked(self, uris: Sequence[str]) -> dict[str, int]:
        """How many bookmarks these articles have, of those that have any; asked for lists, so it loads nothing."""
        sql = "SELECT uri, count(*) AS n FROM bookmarks WHERE deleted = 0 AND uri IN (SELECT value FROM json_each(?))"
        return {row["uri"]: row["n"] for row in self.database.rows(f"{sql} GROUP BY uri", (json.dumps(uris),))}

    @cached_property
    def states(self) -> States:
        return States(self.database)

    @cached_property
    def articles(self) -> Articles:
        from tui.library.articles.store import Articles

        return Articles(self.database)

    @cached_property
    def feeds(self) -> Feeds:
        from tui.library.feeds import Feeds

        return Feeds(self.database)

    @cached_property
    def search(self) -> Search:
        from tui.library.search.search import Search

        return Search(self.database, self.articles)

    @cached_property
    def facts(self) -> FactsStore:
        from tui.library.facts import FactsStore

        return FactsStore(self.database, self.articles)

    @cached_property
    def changes(self) -> Changes:
        from tui.library.changes import Changes

        return Changes(self.database)

    @cached_property
    def accounts(self) -> Accounts:
        from tui.library.accounts.store import Accounts

        return Accounts(self.database)

    def list(self, view: View) -> ArticleList:
        """One list of articles, read a page at a time."""
        from tui.library.articles.lists import ArticleList

        return ArticleList(self.database, self.articles, view)

    def changed(self) -> bool:
        """Whether another window or program changed the library since this was last asked. Cheap: ask each second."""
        return self.database.changed()

    def undo(self, room: str = "") -> str | None:
        """Undo the newest action; what was undone, and when if another session did it; None for nothing.

        ``room`` ("bookmarks", "articles", "feeds", "corrections", "searches") undoes the newest action about that.
        """
        action = undo(self.database, room)
        return action.words if action is not None else None

    def redo(self, room: str = "") -> str | None:
        """Do again what was undone last, unless something else was done since; as :meth:`undo`."""
        action = redo(self.database, room)
        return action.words if action is not None else None

    def next_undo(self, room: str = "") -> Action | None:
        """What :meth:`undo` would undo: its sentence, its time, and whether this session did it."""
        return next_undo(self.database, room)

    def next_redo(self, room: str = "") -> Action | None:
        """What :meth:`redo` would do again."""
        return next_redo(self.database, room)

    def together(self, sentence: str) -> AbstractContextManager[Record]:
        """Everything that is done inside is one action: ``with library.together("adding 12 feeds"):``."""
        return undoable(self.database, sentence)

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
