"""One article at a time: loaded, its facts found, its bookmarks kept. No Textual; results go to ``post``.

Loading and extraction run in daemon threads, so that leaving never waits for them; each carries a
generation, and what arrives late is dropped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from tui.reading.finding_facts import STRUCTURE, Key
from tui.sources import SourceError

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark
    from tui.facts.model import Facts
    from tui.library.articles.states import Correction
    from tui.reading import Opened, Reading
    from tui.text.article import Article

PATIENCE = 0.03
"""Seconds for which opening may hold the screen: most files are there by then, and nothing flickers."""


class Loaded(NamedTuple):
    """An article, or the one sentence that says why there is none."""

    generation: int
    uri: str
    article: Article | None
    problem: str = ""


class Extracted(NamedTuple):
    """The facts of the article of this generation, or why there are none."""

    generation: int
    facts: Facts | None
    problem: str = ""


class Session:
    """What is open. Methods belong to the UI's thread; ``post`` is called from any."""

    def __init__(self, reading: Reading, post: Callable[[Loaded | Extracted], object]) -> None:
        self.reading = reading
        self._post = post
        self.generation = 0
        self.uri = ""
        self.opened: Opened | None = None
        self.facts: Facts | None = None
        self.bookmarks: tuple[Bookmark, ...] = ()
        self.busy = False  # facts are being looked for
        self.loading = False  # an article was asked for and is not there yet
        self.problem = ""
        self._key: Key | None = None  # what the facts follow from

    @property
    def article(self) -> Article | None:
        return self.opened.article if self.opened else None

    def open(self, uri: str) -> Loaded | None:
        """Begin to open an article. The result when it is there at once, else None and it is posted."""
        self.generation += 1
        generation = self.generation
        self.uri = uri
        done = threading.Event()
        late = threading.Event()
        lock = threading.Lock()
        box: list[Loaded] = []

        def work() -> None:
            try:
                loaded = Loaded(generation, uri, self.reading.load(uri))
            except SourceError as error:
                loaded = Loaded(generation, uri, None, str(error))
            except Exception as error:  # a thread must end in a sentence, whatever the source did
                loaded = Loaded(generation, uri, None, f"this article cannot be opened ({type(error).__name__}).")
            with lock:
                box.append(loaded)
                done.set()
                if late.is_set():
                    self._post(loaded)

        threading.Thread(target=work, name="factlight-load", daemon=True).start()
        if done.wait(PATIENCE):
            return box[0]
        with lock:
            if box:
                return box[0]
            late.set()
        self.loading = True
        return None

    def given(self, article: Article) -> Loaded:
        """Make an article that is at hand the one to show."""
        self.generation += 1
        self.loading = False
        self.uri = article.uri
        return Loaded(self.generation, article.uri, article)

    def close(self) -> None:
        """Nothing is open any more; what is under way is dropped."""
        self.generation += 1
        self.uri, self.opened, self.facts, self.bookmarks = "", None, None, ()
        self.busy = self.loading = False

    def show(self, loaded: Loaded) -> bool:
        """Make a loaded article the current one; False when it came too late or is none."""
        if loaded.generation != self.generation:
            return False
        self.loading = False
        self.facts = None
        self.problem = loaded.problem
        if loaded.article is None:
            self.opened, self.bookmarks = None, ()
            return False
        self.opened = self.reading.opened(loaded.article)
        self.bookmarks = self.opened.bookmarks
        self.facts, key = self.reading.facts.at_hand(self.opened.article)
        if self.facts is not None:
            self.busy, self._key = False, key
        return True

    def extract(self) -> None:
        """Look for the facts of the current article in a thread; they are posted."""
        article = self.article
        if article is None:
            return
        self.generation += 1
        generation = self.generation
        self.busy = True
        self._key = self.reading.facts.key(article)
        job = self.reading.facts.job(article)

        def work() -> None:
            from tui.facts import Cancelled

            try:
                facts = job(lambda: self.generation != generation)
            except Cancelled:
                return
            except Exception as error:  # the article stays readable whatever went wrong
                self._post(Extracted(generation, None, f"the facts could not be found ({type(error).__name__})"))
                return
            self._post(Extracted(generation, facts))

        threading.Thread(target=work, name="factlight-facts", daemon=True).start()

    def take(self, extracted: Extracted) -> bool:
        """Take facts that arrived; False when they are stale."""
        if extracted.generation != self.generation:
            return False
        self.busy = False
        self.facts = extracted.facts
        self.problem = extracted.problem
        return True

    def reload_bookmarks(self) -> None:
        """Read the current article's bookmarks again: some were added, changed or deleted."""
        if self.article is not None:
            self.bookmarks = self.reading.bookmarks.found_again(self.article)

    def restructured(self) -> bool:
        """Whether a rule about the article's headings came or went since it was opened."""
        key = self._key
        if self.article is None or key is None:
            return False
        return _structural(self.reading.corrections.rules(self.uri)) != _structural(key[2])

    def outdated(self) -> bool:
        """Whether the library knows other bookmarks, another date or other corrections than what is shown."""
        article = self.article
        return article is not None and (
            self.reading.facts.key(article) != self._key or self.reading.bookmarks.known(article) != self.bookmarks
        )


def _structural(rules: Iterable[Correction]) -> list[Correction]:
    return [rule for rule in rules if rule.kind in STRUCTURE]
