"""One feed, fetched and read in a thread: what its server said, and its new entries ready to store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tui.ingest.feed_worker import FeedReaders
from tui.library.articles.intake import Incoming
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.documents.encoding import charset_of
from tui.sources.web.address import names_private
from tui.sources.web.fetcher import Fetcher, Response


@dataclass(slots=True)
class Fetched:
    """What came of one feed. ``error`` says in one sentence why nothing did."""

    feed: StoredFeed
    response: Response | None = None
    error: SourceError | None = None
    parsed: Any = None
    batch: list[Incoming] = field(default_factory=list)
    more: bool = False
    """Whether pages are left that were not fetched for want of time: the feed is read anew the next time."""


def fetched(
    feed: StoredFeed,
    known: dict[str, str],
    fetcher: Fetcher,
    readers: FeedReaders,
    deadline: float,
    over: Callable[[], bool],
    answers: Mapping[int, Response],
) -> Fetched:
    """The feed's answer and the entries that ``known`` (guid to digest) does not hold. Never raises.

    ``answers`` holds what was fetched a moment ago, by the feed's number. ``deadline`` is in seconds for the exchange.
    """
    out = Fetched(feed)
    try:
        _fill(out, known, fetcher, readers, deadline, over, answers)
    except SourceError as error:
        out.error = error
    except RecursionError:
        out.error = SourceError("The feed is nested too deep; it was refused.")
    except BaseException as error:  # whatever one feed does, the others go on, and it is told
        out.error = unexpected(error)
    return out


def unexpected(error: BaseException) -> SourceError:
    """A fault of this program that one feed brought to light, as a sentence."""
    if isinstance(error, MemoryError):
        return SourceError("The feed needs more memory than there is; it was dropped.")
    return SourceError(f"The feed could not be read ({type(error).__name__}); please report it with its address.")


def may_be_private(feed: StoredFeed) -> bool:
    """Whether a feed may lie in a private network: it did when its address was typed, or the user allowed it.

    What was typed before that was noted counts when the address itself names such a network.
    """
    settings = feed.settings
    allowed = bool(settings.get("allow_private") or settings.get("private"))
    return allowed or (bool(settings.get("typed")) and names_private(feed.url))


def _fill(
    out: Fetched,
    known: dict[str, str],
    fetcher: Fetcher,
    readers: FeedReaders,
    deadline: float,
    over: Callable[[], bool],
    answers: Mapping[int, Response],
) -> None:
    feed = out.feed
    if feed.url.startswith("file:"):
        from tui.ingest.folders import folder_batch

        out.batch = folder_batch(feed, known)
        return
    private = may_be_private(feed)
    out.response = answers.get(feed.id) or fetcher.get(
        feed.url, etag=feed.etag, modified=feed.modified, typed=private, deadline=deadline, cancelled=over
    )
    if out.response.status == 304:
        return
    out.parsed, out.batch = readers.read(
        out.response.body, out.response.url, feed, known, charset_of(out.response.type)
    )
    if feed.settings.get("full_text"):
        from tui.ingest.fulltext import Pages

        pages = Pages(fetcher, over, str(feed.settings.get("extract", "")), feed.url if private else "")
        out.batch, out.more = pages.with_full_text(out.batch, known)
