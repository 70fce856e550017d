"""Refreshing feeds: fetched side by side, stored one after another, each failure told in a sentence.

Threads fetch, processes parse; the thread that called writes, so there is one writer and a bookmark made meanwhile
waits for a batch at most. Nothing is deleted. A refresh that is cancelled or killed has stored whole batches
and can simply be run again. It always ends: a feed whose thread does not come back is given up.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from tui.ingest.feed_worker import DEADLINE as READING
from tui.ingest.feed_worker import FeedReaders
from tui.ingest.fetching import Fetched, fetched
from tui.ingest.storing import Outcome, store
from tui.library import Library
from tui.library.articles.intake import BATCH
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.web.fetcher import DEADLINE, Fetcher, Response

JOBS = 8
GROUP = 40
"""Feeds stored by one transaction at most."""
LINGER = 0.03
"""Seconds for which what came waits for more: to commit costs as much as to store some feeds."""
GRACE = 60.0
"""Seconds beyond all deadlines after which a thread is given up: it is in a call that nothing can end."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole refresh."""

    outcomes: tuple[Outcome, ...] = ()
    cancelled: bool = False
    killed: int = 0

    @property
    def new(self) -> int:
        return sum(o.new for o in self.outcomes)

    @property
    def problems(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.problem)


def refresh(
    library: Library,
    feeds: Sequence[StoredFeed],
    *,
    jobs: int = JOBS,
    progress: Callable[[int, int, Outcome], None] = lambda done, total, outcome: None,
    cancelled: Callable[[], bool] = lambda: False,
    fetcher: Fetcher | None = None,
    deadline: float = DEADLINE,
    today: date | None = None,
    answers: Mapping[int, Response] | None = None,
    apart: bool | None = None,
) -> Summary:
    """Fetch ``feeds`` and store what is new. ``library`` belongs to the calling thread, which stores.

    ``progress`` is called there after each feed with (done, total, outcome). ``answers`` holds what was fetched a
    moment ago, by the feeds' numbers: those are not asked again. ``apart`` does it all in a process of its own; by
    default where another thread than the program's first one asks, since the first one draws a screen then and must
    not wait for what these threads compute. Raises LibraryError; SourceError when that process cannot be started.
    """
    ordered = _spread(feeds)
    if apart is None:
        apart = fetcher is None and not answers and threading.current_thread() is not threading.main_thread()
    if apart and ordered:
        from tui.ingest.apart import fetch_apart

        found, killed = fetch_apart(
            library.path, ordered, progress, cancelled, jobs=jobs, deadline=deadline, today=today
        )
        return Summary(tuple(found), len(found) < len(ordered), killed)
    own = fetcher is None
    fetcher = fetcher or Fetcher()
    crew = _Crew(library, ordered, fetcher, deadline, cancelled, answers or {})
    outcomes: list[Outcome] = []
    folders = {feed.id: feed.folder for feed in ordered}
    try:
        crew.start(max(1, min(jobs, len(ordered))))
        while len(outcomes) < len(ordered) and not cancelled():
            for outcome in store(library, crew.arrived(), folders):
                outcomes.append(outcome)
                progress(len(outcomes), len(ordered), outcome)
        killed = _kill(library, [uri for o in outcomes for uri in o.new_uris], today)
    finally:
        crew.close()
        if own:
            fetcher.close()
    return Summary(tuple(outcomes), len(outcomes) < len(ordered), killed)


class _Crew:
    """The threads that fetch, and what they brought."""

    def __init__(
        self,
        library: Library,
        feeds: Sequence[StoredFeed],
        fetcher: Fetcher,
        deadline: float,
        cancelled: Callable[[], bool],
        answers: Mapping[int, Response],
    ) -> None:
        self._tasks: queue.SimpleQueue[tuple[StoredFeed, dict[str, str]]] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[Fetched] = queue.SimpleQueue()
        self._fetcher = fetcher
        self._readers = FeedReaders()
        self._deadline = deadline
        self._cancelled = cancelled
        self._answers = answers
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._running: dict[int, tuple[StoredFeed, float]] = {}  # by the feed's number: since when a thread has it
        self._threads = 0
        for feed in feeds:
            self._tasks.put((feed, library.articles.known_entries(feed.id)))

    def start(self, threads: int) -> None:
        """Begin. Where the system gives no thread at all, the caller's own does the work, in :meth:`arrived`."""
        if self._answers:
            self._readers.start()
        for _ in range(threads):
            self._add()

    def arrived(self) -> list[Fetched]:
        """What has come, a transaction's worth at most; empty when nothing comes for a moment."""
        if not self._threads:
            self._one()
        found: list[Fetched] = self._given_up()
        entries = 0
        with suppress(queue.Empty):
            found.append(self._results.get(timeout=0.2))
            end = time.monotonic() + LINGER
            while (entries := entries + len(found[-1].batch)) < BATCH and len(found) < GROUP:
                found.append(self._results.get(timeout=max(0.0, end - time.monotonic())))
        return found

    def close(self) -> None:
        """End; threads that still wait for something are left behind and bring nothing more."""
        self._stop.set()
        self._readers.close()

    def _add(self) -> None:
        thread = threading.Thread(target=self._work, name="refresh", daemon=True)
        with suppress(RuntimeError):  # no more threads: those that there are do the work
            thread.start()
            self._threads += 1

    def _over(self) -> bool:
        return self._stop.is_set() or self._cancelled()

    def _work(self) -> None:
        while not self._over() and self._one():
            pass

    def _one(self) -> bool:
        """Fetch one feed; whether there was one left."""
        try:
            feed, known = self._tasks.get_nowait()
        except queue.Empty:
            return False
        with self._lock:
            self._running[feed.id] = (feed, time.monotonic())
        result = fetched(feed, known, self._fetcher, self._readers, self._deadline, self._over, self._answers)
        with self._lock:
            wanted = self._running.pop(feed.id, None) is not None
        if wanted:
            self._results.put(result)
        return True

    def _given_up(self) -> list[Fetched]:
        """Feeds whose threads do not come back, as failed; each such thread is replaced."""
        latest = time.monotonic() - (self._deadline + READING + GRACE)
        late: list[StoredFeed] = []
        with self._lock:
            for number, (feed, since) in list(self._running.items()):
                if since < latest and not feed.url.startswith("file:") and not feed.settings.get("full_text"):
                    del self._running[number]
                    late.append(feed)
        for _ in late:
            self._add()
        return [Fetched(feed, error=SourceError("The feed took too long and was given up.")) for feed in late]


def _spread(feeds: Sequence[StoredFeed]) -> list[StoredFeed]:
    """The feeds with those of one host far apart, so that no thread waits while others could work."""
    hosts: dict[str, list[StoredFeed]] = {}
    for feed in feeds:
        hosts.setdefault(feed.url.split("/")[2] if feed.url.count("/") > 1 else feed.url, []).append(feed)
    rounds = max((len(group) for group in hosts.values()), default=0)
    return [group[i] for i in range(rounds) for group in hosts.values() if i < len(group)]


def _kill(library: Library, new: list[str], today: date | None) -> int:
    killed = library.search.killed(new, today or datetime.now().astimezone().date()) if new else []
    return library.states.mark_read(killed) if killed else 0
