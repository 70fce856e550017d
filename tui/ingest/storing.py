"""What was fetched goes into the library: one feed's trouble costs that feed, the library's own ends the refresh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tui.ingest.changes import what_changed
from tui.ingest.due import RETRY_AT
from tui.ingest.fetching import Fetched, unexpected
from tui.library import Library, LibraryError
from tui.library.articles.intake import BATCH, Put
from tui.library.db.connection import now
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.web.fetcher import FetchError, Response
from tui.text.article import Article

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


def store(library: Library, fetched: list[Fetched], folders: dict[int, str]) -> list[Outcome]:
    """Store what came, in one transaction: to commit costs as much as to store a feed. An outcome for each.

    Where a feed cannot be stored, the others are, and its outcome says so. Raises LibraryError when the library
    cannot be written.
    """
    if not fetched:
        return []
    try:
        outcomes = _together(library, fetched, folders)
    except Exception as error:  # one of them; which one shows when each is stored by itself
        if _of_the_library(error):
            raise
        outcomes = [_alone(library, one, folders) for one in fetched]
    return [_compared(library, outcome) for outcome in outcomes]


def _together(library: Library, fetched: list[Fetched], folders: dict[int, str]) -> list[Outcome]:
    if sum(len(one.batch) for one in fetched) > 2 * BATCH:  # a folder of thousands: in transactions of its own
        puts = [library.articles.put(one.batch, folders) for one in fetched]
        outcomes = [_outcome(library, one, put) for one, put in zip(fetched, puts, strict=True)]
        _note(library, puts)
        return outcomes
    with library.database.write():
        puts = library.articles.put_together((one.batch for one in fetched), folders)
        outcomes = [_outcome(library, one, put) for one, put in zip(fetched, puts, strict=True)]
        _note(library, puts)
    return outcomes


def _alone(library: Library, one: Fetched, folders: dict[int, str]) -> Outcome:
    try:
        return _together(library, [one], folders)[0]
    except Exception as error:
        if _of_the_library(error):
            raise
        return _failed(library, one.feed, unexpected(error), now())


def _of_the_library(error: Exception) -> bool:
    """Whether storing failed for a reason that the next feed would meet as well: a full disk, say."""
    return isinstance(error, LibraryError) and not isinstance(error.__cause__, (UnicodeEncodeError, OverflowError))


def _compared(library: Library, outcome: Outcome) -> Outcome:
    problem = compare(library, outcome.changed_uris)
    if not problem:
        return outcome
    library.feeds.update(outcome.feed.id, problem=problem)
    return replace(outcome, problem=problem)


def compare(library: Library, changed: Iterable[str]) -> str:
    """Say of each changed article in which facts it changed, and find its bookmarks again.

    What cannot be compared is left, and told in the sentence that is returned. Raises LibraryError when the library
    cannot be written.
    """
    problem = ""
    changed = list(changed)
    marks = library.bookmarks.count() if changed else 0
    for uri in changed:
        try:
            seen = library.articles.seen(uri)
            if not seen and not marks:
                continue  # nobody knows what it was
            previous, current = library.articles.load(uri, back=1), library.articles.load(uri)
            if previous is not None and current is not None:
                if seen:
                    library.articles.set_changes(uri, _told(previous, current))
                library.bookmarks.reanchor(current)
        except Exception as error:
            if _of_the_library(error):
                raise
            problem = f"What changed in {uri[:200]} could not be compared ({type(error).__name__}); please report it."
    return problem


def _told(previous: Article, current: Article) -> str:
    """What changed, in words: the headline first, then the facts; "" when neither did."""
    facts = what_changed(previous, current)
    if previous.title == current.title:
        return facts
    headline = f"headline “{previous.title[:60]}” → “{current.title[:60]}”"
    return f"{headline} · {facts}" if facts else headline


def _note(library: Library, puts: list[Put]) -> None:
    """Say of what the reader knows that it changed; in which facts is found out when others may write again."""
    for uri in (uri for put in puts for uri in put.changed if library.articles.seen(uri)):
        library.articles.set_changes(uri, CHANGED)


def _outcome(library: Library, fetched: Fetched, put: Put) -> Outcome:
    """Note at the feed how its fetch went, and when it is due again."""
    feed = fetched.feed
    at = now()
    if fetched.error is not None:
        return _failed(library, feed, fetched.error, at)
    response, parsed = fetched.response, fetched.parsed
    values: dict[str, Any] = {"fetched": at, "failures": 0, "problem": "", "due": at + _wait(feed, response, parsed)}
    if response is not None:
        if response.status != 304:
            again = fetched.more  # pages are left: the next answer must not be that nothing is new
            values |= {"etag": "" if again else response.etag, "modified": "" if again else response.modified}
        values |= _moved(library, feed, response)
    if parsed is not None:
        values |= {"title": parsed.title or feed.title, "site": parsed.link or feed.site}
    if changes := {k: v for k, v in values.items() if getattr(feed, k) != v}:
        library.feeds.update(feed.id, **changes)
    _wait_until(library, feed, 0)
    unchanged = response is not None and response.status == 304
    return Outcome(feed, unchanged=unchanged, new_uris=put.new, changed_uris=put.changed)


def _failed(library: Library, feed: StoredFeed, error: SourceError, at: int) -> Outcome:
    """Back off: what the server asked for, else an hour, doubled with each failure, at most a day."""
    status = error.status if isinstance(error, FetchError) else 0
    failures = feed.failures + 1
    wait = min(HOUR << min(failures - 1, 5), DAY)
    if isinstance(error, FetchError) and error.retry_after:
        wait = max(wait if failures > 1 else 0, error.retry_after * 1000)
        _wait_until(library, feed, at + error.retry_after * 1000)
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


def _wait_until(library: Library, feed: StoredFeed, at: int) -> None:
    """Note until when the server asked not to be asked (UTC milliseconds), 0 for no such wish."""
    if at != feed.settings.get(RETRY_AT, 0):
        kept = {name: value for name, value in feed.settings.items() if name != RETRY_AT}
        library.feeds.set_settings(feed.id, kept | ({RETRY_AT: at} if at else {}))


def _wait(feed: StoredFeed, response: Response | None, parsed: Any) -> int:
    """Milliseconds until the feed may be asked again: the longest of an hour, max-age, ttl and the user's wish."""
    if response is None:
        return 0
    minutes = feed.settings.get("interval")
    wished = isinstance(minutes, (int, float)) and 0 < minutes < 10_000_000
    least = int(minutes * 60_000) if wished and minutes else HOUR
    ttl = min(parsed.ttl, 24 * 60) * 60_000 if parsed is not None else 0
    return max(least, min(response.max_age * 1000, DAY), ttl)


def _moved(library: Library, feed: StoredFeed, response: Response) -> dict[str, Any]:
    """A permanent redirect is believed when two fetches agree."""
    if not response.moved or response.moved == feed.url:
        return {"moved_to": ""}
    if feed.moved_to == response.moved and library.feeds.by_url(response.moved) is None:
        return {"url": response.moved, "moved_to": ""}
    return {"moved_to": response.moved}
