"""The facts of the articles at hand: found in any thread, corrected as the reader said, kept for the next time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from tui.reading.store import Background, Store
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.facts.model import Facts
    from tui.library.articles.states import Correction

KEPT = 64
"""Articles whose facts stay in memory."""

STRUCTURE = ("heading", "question")
"""Kinds of rules that change an article's structure, and with it what is found in it."""

Key = tuple[str, str, tuple["Correction", ...]]
"""What the facts of an article follow from: its text's hash, its day, the reader's corrections."""


class FactFinder:
    """Finds facts for one window. ``day_of`` gives the ISO day that an article's relative dates count from."""

    def __init__(self, store: Store, day_of: Callable[[Article], str]) -> None:
        self._store = store
        self._day_of = day_of
        self._facts: OrderedDict[Key, Facts] = OrderedDict()
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def figures(self, uri: str, otherwise: int) -> int:
        """How many figures were found in an article, ``otherwise`` where nobody looked for them here."""
        return self._counts.get(uri, otherwise)

    def key(self, article: Article) -> Key:
        """What the facts of an article follow from now."""
        library = self._store.library
        corrections = tuple(library.states.corrections(article.uri)) if library else ()
        return article.hash, self._day_of(article), corrections

    def at_hand(self, article: Article) -> tuple[Facts | None, Key | None]:
        """The article's facts where this window found them before, and what they follow from; nothing is looked for."""
        if not self._facts:
            return None, None
        key = self.key(article)
        return self._remembered(key), key

    def _remembered(self, key: Key) -> Facts | None:
        with self._lock:
            known = self._facts.get(key)
            if known is not None:
                self._facts.move_to_end(key)
            return known

    def job(self, article: Article) -> Callable[[Callable[[], bool]], Facts]:
        """A function that finds the article's facts, to be called in any thread.

        It takes a function that answers whether the result is no longer wanted, and may raise
        ``tui.facts.Cancelled``. The date and the reader's corrections are read now, in this thread.
        """
        key = _, day, corrections = self.key(article)
        # what is stored follows from the text alone, not from headings that the reader corrected
        as_stored = not any(rule.kind in STRUCTURE for rule in corrections)
        kept = self._store.background if as_stored and self._stores(article) else None

        def work(cancelled: Callable[[], bool] = lambda: False) -> Facts:
            known = self._remembered(key)
            if known is not None:
                return known
            from tui.facts import Kind, extract
            from tui.facts.corrections import corrected

            facts = _stored(kept, article, day) if kept is not None else None
            if facts is None:
                facts = extract(article, date.fromisoformat(day) if day else None, cancelled=cancelled)
                if kept is not None:
                    found = facts
                    kept.do(lambda library: library.facts.put(found, article))  # a cache: a failure is no loss
            if corrections:
                facts = corrected(facts, article.text, corrections)
            with self._lock:
                self._facts[key] = facts
                while len(self._facts) > KEPT:
                    self._facts.popitem(last=False)
                self._counts[article.uri] = len(facts.of(Kind.FIGURE))
            return facts

        return work

    def _stores(self, article: Article) -> bool:
        """Whether the article is in the library, so that its facts are kept and can be searched."""
        library = self._store.library
        return library is not None and self._store.writes and library.articles.by_uri(article.uri) is not None


def _stored(background: Background, article: Article, day: str) -> Facts | None:
    """Facts found before for this very text and day; None when there are none. Not from the library's own thread."""
    from tui.facts.model import ENGINE
    from tui.library import LibraryError

    with suppress(LibraryError):  # a cache: the facts are found again
        return background.do(lambda library: library.facts.get(article.hash, ENGINE, day)).result()
    return None
