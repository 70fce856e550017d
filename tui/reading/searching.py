"""What was looked for: finds that are remembered, and queries that are kept."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from tui.reading.store import Store

REMEMBERED = 50
"""Finds that are remembered where there is no library."""


class KeptSearch(NamedTuple):
    """A query with its name; ``kill``: what it finds is marked as read automatically."""

    name: str
    query: str
    kill: bool


class Searching:
    """Remembers finds and keeps queries."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._finds: list[str] = []

    def recent(self) -> list[str]:
        """What was looked for, newest first."""
        library = self._store.library
        return library.states.recent_finds() if library is not None else self._finds

    def remember(self, words: str) -> None:
        """Remember what was looked for; where that fails nothing is lost."""
        from tui.library import LibraryError

        self._finds = [words, *(find for find in self._finds if find != words)][:REMEMBERED]
        if self._store.writes:
            with suppress(LibraryError):
                self._store.writable().states.add_find(words)

    def keep(self, name: str, query: str, *, kill: bool = False) -> None:
        """Keep a query by name. Undoable. Raises LibraryError, QueryError."""
        self._store.writable().search.save(name, query, kill=kill)

    def kept(self) -> list[KeptSearch]:
        """Every kept query, and then every rule that marks as read."""
        library = self._store.library
        if library is None:
            return []
        return [
            KeptSearch(name, query, kill) for kill in (False, True) for name, query in library.search.saved(kill=kill)
        ]

    def forget(self, name: str) -> None:
        """Forget a kept query. Undoable. Raises LibraryError."""
        self._store.writable().search.forget(name)
