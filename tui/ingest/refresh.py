"""Refreshing feeds: fetched side by side, stored one after another, each failure told in a sentence.

Threads fetch and parse; the thread that called writes, so there is one writer and a bookmark made meanwhile
waits for a batch at most. Nothing is deleted. A refresh that is cancelled or killed has stored whole batches
and can simply be run again.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tui.ingest.changes import what_changed
from tui.ingest.feed_worker import FeedReaders
from tui.library import Library
from tui.library.articles.intake import BATCH, Incoming, Put
from tui.library.db.connection import now
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.web.fetcher import DEADLINE, Fetcher, FetchError, Response

JOBS = 8
GROUP = 40
"""Feeds stored by one transaction at most."""
LINGER = 0.03
"""Seconds for which what came waits for more: to commit costs as much as to store some feeds."""
CHANGED = "the text changed"
"""Said of an article when it was not found out in which facts: the program was ended meanwhile."""
HOUR = 3_600_000
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one feed: its new and changed articles, or a problem in one sentence."""

    feed: StoredFeed
    unchanged: bool = False  # the server said that nothing is new
    problem: str = ""
    new_uris: tuple[str, ...] = ()
    changed_uris: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        return len(self.new_uris)

    @property
    def changed(self) -> int:
        return len(self.changed_uris)


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


@dataclass(slots=True)
class _Fetched:
    feed: StoredFeed
    response: Response | None = None
    error: SourceError | None = None
    parsed: Any = None
    batch: list[Incoming] = field(default_factory=list)


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
) -> Summary:
    """Fetch ``feeds`` and store what is new. ``library`` belongs to the calling thread, which stores.

    ``progress`` is called there after each feed with (done, total, outcome). Raises LibraryError.
    """
    tasks: queue.SimpleQueue[tuple[StoredFeed, dict[str, str]] | None] = queue.SimpleQueue()
    results: queue.SimpleQueue[_Fetched] = queue.SimpleQueue()
    own = fetcher is None
    fetcher = fetcher or Fetcher()
    readers = FeedReaders()
    stop = threading.Event()

    def over() -> bool:
        return stop.is_set() or cancelled()

    def work() -> None:
        while (task := tasks.get()) is not None and not over():
            results.put(_fetch(*task, fetcher, readers, deadline, over))

    ordered = _spread(feeds)
    for feed in ordered:
        tasks.put((feed, library.articles.known_entries(feed.id)))
    workers = max(1, min(jobs, len(ordered)))
    for _ in range(workers):
        tasks.put(None)
        threading.Thread(target=work, name="refresh", daemon=True).start()
    outcomes: list[Outcome] = []
    folders = {feed.id: feed.folder for feed in ordered}
    try:
        while len(outcomes) < len(ordered) and not cancelled():
            for outcome in _store(library, _arrived(results), folders):
                outcomes.append(outcome)
                progress(len(outcomes), len(ordered), outcome)
        killed = _kill(library, [uri for o in outcomes for uri in o.new_uris], today)
    finally:
        stop.set()
        readers.close()
        if own:
            fetcher.close()
    return Summary(tuple(outcomes), len(outcomes) < len(ordered), killed)


def _arrived(results: queue.SimpleQueue[_Fetched]) -> list[_Fetched]:
    """What has come, a transaction's worth at most; empty when nothing comes for a moment."""
    found: list[_Fetched] = []
    entries = 0
    try:
        found.append(results.get(timeout=0.2))
        end = time.monotonic() + LINGER
        while (entries := entries + len(found[-1].batch)) < BATCH and len(found) < GROUP:
            found.append(results.get(timeout=max(0.0, end - time.monotonic())))
    except queue.Empty:
        pass
    return found


def _store(library: Library, fetched: list[_Fetched], folders: dict[int, str]) -> list[Outcome]:
    """Store what came in one transaction: to commit costs as much as to store a feed."""
    if not fetched:
        return []
    if sum(len(one.batch) for one in fetched) > 2 * BATCH:  # a folder of thousands: in transactions of its own
        puts = [library.articles.put(one.batch, folders) for one in fetched]
        outcomes = [_outcome(library, one, put) for one, put in zip(fetched, puts, strict=True)]
        _note(library, puts)
    else:
        with library.database.write():
            puts = library.articles.put_together((one.batch for one in fetched), folders)
            outcomes = [_outcome(library, one, put) for one, put in zip(fetched, puts, strict=True)]
            _note(library, puts)
    for outcome in outcomes:
        for uri in outcome.changed_uris:
            previous, current = library.articles.load(uri, back=1), library.articles.load(uri)
            if previous is not None and current is not None:
                if library.articles.seen(uri):
                    library.articles.set_changes(uri, what_changed(previous, current))
                library.bookmarks.reanchor(current)
    return outcomes


def _note(library: Library, puts: list[Put]) -> None:
    """Say of what the reader knows that it changed; in which facts is found out when others may write again."""
    for uri in (uri for put in puts for uri in put.changed if library.articles.seen(uri)):
        library.articles.set_changes(uri, CHANGED)


def _spread(feeds: Sequence[StoredFeed]) -> list[StoredFeed]:
    """The feeds with those of one host far apart, so that no thread waits while others could work."""
    hosts: dict[str, list[StoredFeed]] = {}
    for feed in feeds:
        hosts.setdefault(feed.url.split("/")[2] if feed.url.count("/") > 1 else feed.url, []).append(feed)
    rounds = max((len(group) for group in hosts.values()), default=0)
    return [group[i] for i in range(rounds) for group in hosts.values() if i < len(group)]


def _fetch(
    feed: StoredFeed,
    known: dict[str, str],
    fetcher: Fetcher,
    readers: FeedReaders,
    deadline: float,
    over: Callable[[], bool],
) -> _Fetched:
    """In a worker thread: the answer, and the entries that are new or changed as articles."""
    out = _Fetched(feed)
    try:
        if feed.url.startswith("file:"):
            from tui.ingest.folders import folder_batch

            out.batch = folder_batch(feed, known)
            return out
        out.response = fetcher.get(
            feed.url,
            etag=feed.etag,
            modified=feed.modified,
            typed=bool(feed.settings.get("typed")),
            deadline=deadline,
            cancelled=over,
        )
        if out.response.status == 304:
            return out
        out.parsed, out.batch = readers.read(out.response.body, out.response.url, feed, known)
        if feed.settings.get("full_text"):
            from tui.ingest.fulltext import with_full_text

            rule = str(feed.settings.get("extract", ""))
            out.batch = with_full_text(out.batch, known, fetcher, over, rule)
    except SourceError as error:
        out.error = error
    except RecursionError:
        out.error = SourceError("The feed is nested too deep; it was refused.")
    return out


def _outcome(library: Library, fetched: _Fetched, put: Put) -> Outcome:
    """Note at the feed how its fetch went, and when it is due again."""
    feed = fetched.feed
    at = now()
    if fetched.error is not None:
        return _failed(library, feed, fetched.error, at)
    response, parsed = fetched.response, fetched.parsed
    values: dict[str, Any] = {"fetched": at, "failures": 0, "problem": "", "due": at + _wait(feed, response, parsed)}
    if response is not None:
        if response.status != 304:
            values |= {"etag": response.etag, "modified": response.modified}
        values |= _moved(library, feed, response)
    if parsed is not None:
        values |= {"title": parsed.title or feed.title, "site": parsed.link or feed.site}
    library.feeds.update(feed.id, **{k: v for k, v in values.items() if getattr(feed, k) != v})
    unchanged = response is not None and response.status == 304
    return Outcome(feed, unchanged=unchanged, new_uris=put.new, changed_uris=put.changed)


def _failed(library: Library, feed: StoredFeed, error: SourceError, at: int) -> Outcome:
    """Back off: what the server asked for, else an hour, doubled with each failure, at most a day."""
    status = error.status if isinstance(error, FetchError) else 0
    failures = feed.failures + 1
    wait = min(HOUR << min(failures - 1, 5), DAY)
    if isinstance(error, FetchError) and error.retry_after:
        wait = max(wait if failures > 1 else 0, error.retry_after * 1000)
    sentence = str(error)
    if status == 410:
        sentence = "The feed is gone for good (410); it is not asked again. Its articles stay."
    if not (isinstance(error, FetchError) and "cancelled" in sentence):
        library.feeds.update(
            feed.id,
            failures=failures,
            problem=sentence,
            due=at + wait,
            fetched=at,
            stopped=feed.stopped or status == 410,
        )
    return Outcome(feed, problem=sentence)


def _wait(feed: StoredFeed, response: Response | None, parsed: Any) -> int:
    """Milliseconds until the feed may be asked again: the longest of an hour, max-age, ttl and the user's wish."""
    if response is None:
        return 0
    minutes = feed.settings.get("interval")
    least = int(minutes) * 60_000 if isinstance(minutes, (int, float)) and minutes > 0 else HOUR
    ttl = min(parsed.ttl, 24 * 60) * 60_000 if parsed is not None else 0
    return max(least, min(response.max_age * 1000, DAY), ttl)


def _moved(library: Library, feed: StoredFeed, response: Response) -> dict[str, Any]:
    """A permanent redirect is believed when two fetches agree."""
    if not response.moved or response.moved == feed.url:
        return {"moved_to": ""}
    if feed.moved_to == response.moved and library.feeds.by_url(response.moved) is None:
        return {"url": response.moved, "moved_to": ""}
    return {"moved_to": response.moved}


def _kill(library: Library, new: list[str], today: date | None) -> int:
    killed = library.search.killed(new, today or datetime.now().astimezone().date()) if new else []
    return library.states.mark_read(killed) if killed else 0
