"""Long work on the library in a thread of its own: adding sources, refreshing feeds, marking many articles read."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.reading.store import Store
from tui.sources import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from tui.ingest.storing import Outcome

TELL = 0.1
"""Seconds between two words about how far one is: every one is drawn."""


class Progress(NamedTuple):
    """How far a job has come. ``uri`` is that of the one article that was added, "" for others."""

    done: int
    total: int
    words: str
    finished: bool
    uri: str = ""


Work = Callable[["Job"], None]


class Job:
    """One piece of work on the library at ``path``. ``tell`` is called from its thread."""

    def __init__(self, path: Path, tell: Callable[[Progress], object]) -> None:
        self.path = path
        self._tell = tell
        self._told = 0.0
        self._stop = threading.Event()

    def cancelled(self) -> bool:
        """Whether the work shall end."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to end."""
        self._stop.set()

    def came(self, done: int, total: int, words: str) -> None:
        """Tell how far the work has come, but not more often than is worth drawing."""
        now = time.monotonic()
        if now - self._told >= TELL or done == total or not done:
            self._told = now
            self._tell(Progress(done, total, words, False))

    def end(self, words: str, uri: str = "") -> None:
        """Tell what came of it."""
        self._tell(Progress(1, 1, words, True, uri))

    def fetched(self, done: int, total: int, outcome: Outcome) -> None:
        """As :meth:`came`, for a feed that was fetched."""
        self.came(done, total, outcome.feed.name)


class Jobs:
    """Runs one job at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._now: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._now is not None

    def stop(self) -> None:
        """Ask the job that runs to end."""
        if self._now is not None:
            self._now.stop()

    def start(self, work: Work, tell: Callable[[Progress], object]) -> bool:
        """Run ``work`` in a daemon thread; False while another job runs, or where there is no library.

        ``tell`` is called from the thread; who gets its last word calls :meth:`over`.
        """
        library = self._store.library
        if library is None or self._now is not None:
            return False
        job = Job(library.path, tell)

        def run() -> None:
            from tui.library import LibraryError

            try:
                work(job)
            except (LibraryError, SourceError, OSError) as error:
                job.end(str(error))
            except Exception as error:  # whatever a feed did, the reader goes on
                job.end(f"that went wrong ({type(error).__name__}); nothing was lost")

        self._now = job
        threading.Thread(target=run, name="factlight-gather", daemon=True).start()
        return True

    def over(self) -> None:
        """The job has said its last word."""
        self._now = None


def adding(source: str) -> Work:
    """Work that adds a feed, a page, a folder, a file or an OPML list, and fetches what feeds came of it."""

    def work(job: Job) -> None:
        from tui.ingest.add import add
        from tui.ingest.refresh import refresh
        from tui.library import Library

        with Library.open(job.path) as library:
            added = add(library, source, cancelled=job.cancelled)
            words = added.words
            if added.feeds:
                job.came(0, len(added.feeds), words)
                summary = refresh(
                    library, added.feeds, progress=job.fetched, cancelled=job.cancelled, answers=added.answers
                )
                one = library.feeds.get(added.feeds[0].id) if len(added.feeds) == 1 else None
                n = f"{summary.new:,} article{'' if summary.new == 1 else 's'}"
                words = f"{n} from {one.name}" if one and summary.new else f"{words} · {n}"
                if summary.problems:
                    words += f" · {summary.problems[0].problem}"
        job.end(words, added.uri)

    return work


def refreshing(job: Job) -> None:
    """Work that fetches every feed."""
    from tui.ingest.due import due_feeds
    from tui.ingest.refresh import refresh
    from tui.library import Library

    with Library.open(job.path) as library:
        feeds = due_feeds(library, everything=True)
        if not feeds:
            job.end("there are no feeds yet: + adds one")
            return
        summary = refresh(library, feeds, progress=job.fetched, cancelled=job.cancelled)
    words = f"{summary.new} new" if summary.new else "nothing new"
    if summary.cancelled:
        words += ", stopped"
    n = len(summary.problems)
    if n:
        first = summary.problems[0]
        words += f" · {n} feed{'s' if n > 1 else ''} failed: {first.feed.name}: {first.problem}"
    job.end(words)


def marking_read(uris: Sequence[str], said: Callable[[int], str]) -> Work:
    """Work that marks articles read; ``said`` makes words of how many changed."""

    def work(job: Job) -> None:
        from tui.library import Library

        with Library.open(job.path) as library:
            job.end(said(library.states.mark_read(uris)))

    return work
