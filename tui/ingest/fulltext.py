"""The whole page of entries that a feed gives in part: politely, one host a second, asking robots.txt."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from tui.library.articles.intake import Incoming
from tui.sources import SourceError
from tui.sources.web.fetcher import Fetcher
from tui.text.article import Article

PAUSE = 1.0
"""Seconds between two pages of one host."""
MOST = 50
"""Pages fetched for one feed in one refresh; the rest come with the next."""

_lock = threading.Lock()
_next: dict[str, float] = {}


def with_full_text(
    batch: list[Incoming], known: dict[str, str], fetcher: Fetcher, over: Callable[[], bool], rule: str = ""
) -> list[Incoming]:
    """The batch with the text of each truncated, new entry taken from its page, where that works."""
    out = []
    fetched = 0
    for item in batch:
        if item.truncated and item.url and item.guid not in known and fetched < MOST and not over():
            fetched += 1
            item = _whole(item, fetcher, over, rule)
        out.append(item)
    return out


def _whole(item: Incoming, fetcher: Fetcher, over: Callable[[], bool], rule: str) -> Incoming:
    _wait_for(urlsplit(item.url).netloc, over)
    try:
        article = full_text(item.url, item.article(), fetcher, over, rule=rule, background=True)
    except SourceError:
        return item  # the feed's own words are kept; opening the page by hand tells why it failed
    return Incoming.of(
        article,
        published=item.published,
        feed=item.feed,
        guid=item.guid,
        url=item.url,
        author=item.author,
        digest=item.digest,
    )


def full_text(
    url: str, short: Article, fetcher: Fetcher, over: Callable[[], bool], *, rule: str = "", background: bool = False
) -> Article:
    """The page at ``url`` as a longer text of the same article. Raises SourceError, also when it is no longer."""
    from tui.sources.pages.extract import extract_page

    answer = fetcher.get(url, typed=not background, background=background, cancelled=over)
    article = extract_page(answer.body, answer.url, uri=short.uri, rule=rule)
    if len(article.text) <= len(short.text):
        raise SourceError("The page gives no more than the feed did.")
    known = {
        name: value
        for name in ("title", "source", "byline", "published", "url")
        if (value := getattr(short.metadata, name))
    }
    return article.with_metadata(**known)


def _wait_for(host: str, over: Callable[[], bool]) -> None:
    with _lock:
        at = max(time.monotonic(), _next.get(host, 0.0))
        _next[host] = at + PAUSE
    pause = threading.Event()
    while (left := at - time.monotonic()) > 0 and not over():
        pause.wait(min(left, 0.2))
