"""The whole page of entries that a feed gives in part: politely, one host a second, asking robots.txt."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from tui.library.articles.intake import Incoming
from tui.sources import SourceError
from tui.sources.web.address import same_origin
from tui.sources.web.fetcher import Fetcher
from tui.text.article import Article

PAUSE = 1.0
"""Seconds between two pages of one host."""
MOST = 50
"""Pages fetched for one feed in one refresh; the rest come with the next."""
TIME = 90.0
"""Seconds after which no further page is fetched for a feed in one refresh."""

SHARED = 0.35
"""Share of the feed's longer words that stand in a page of the same article: teasers are often written anew, while
walls have next to none of them."""
LEAST = 4
"""Different words by which to tell."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w{5,}")

_lock = threading.Lock()
_next: dict[str, float] = {}


class Pages:
    """Fetches pages for the entries of one feed, in one refresh.

    ``over`` says when to stop; ``rule`` names the element of a page that holds the article; ``private`` is the
    address of a feed that may lie in a private network: then its own host's pages may, too.
    """

    def __init__(self, fetcher: Fetcher, over: Callable[[], bool], rule: str = "", private: str = "") -> None:
        self._fetcher = fetcher
        self._over = over
        self._rule = rule
        self._private = private
        self._fetched = 0
        self._end = time.monotonic() + TIME

    def with_full_text(self, batch: list[Incoming], known: dict[str, str]) -> tuple[list[Incoming], bool]:
        """The batch with the text of each truncated, new entry taken from its page, where that works.

        ``known`` is guid to digest of what is here. Also whether pages are left for the next time: their entries
        have no digest, so that they count as new then.
        """
        out = []
        more = False
        for item in batch:
            if item.truncated and item.url and not known.get(item.guid):
                if self._fetched < MOST and time.monotonic() < self._end and not self._over():
                    self._fetched += 1
                    item = self._whole(item)
                else:
                    item, more = item._replace(digest=""), True
            out.append(item)
        return out, more

    def _whole(self, item: Incoming) -> Incoming:
        _wait_for(urlsplit(item.url).netloc, self._over)
        private = bool(self._private) and same_origin(self._private, item.url)
        try:
            article = full_text(
                item.url, item.article(), self._fetcher, self._over, rule=self._rule, background=True, private=private
            )
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
    url: str,
    short: Article,
    fetcher: Fetcher,
    over: Callable[[], bool],
    *,
    rule: str = "",
    background: bool = False,
    private: bool = False,
) -> Article:
    """The page at ``url`` as a longer text of the same article. Raises SourceError, also when it is no longer.

    ``background`` says that nobody asked for this very page: robots.txt decides, and it lies in a private network
    only where ``private`` says that it may.
    """
    from tui.sources.documents.encoding import charset_of
    from tui.sources.pages.extract import extract_page

    answer = fetcher.get(url, typed=private or not background, background=background, cancelled=over)
    article = extract_page(answer.body, answer.url, uri=short.uri, rule=rule, charset=charset_of(answer.type))
    if len(article.text) <= len(short.text):
        raise SourceError("The page gives no more than the feed did.")
    if not holds(article, short):
        raise SourceError("The page does not hold the feed's words (a wall, or an error): those of the feed are kept.")
    known = {
        name: value
        for name in ("title", "source", "byline", "published", "url")
        if (value := getattr(short.metadata, name))
    }
    return article.with_metadata(**known)


def holds(page: Article, short: Article) -> bool:
    """Whether a page tells what the feed did: at least :data:`SHARED` of the words of its text, or of its headline
    where it gives hardly any, stand in it. A consent wall, a page without scripts or one of an error does not."""
    there = set(_WORD.findall(f"{page.title}\n{page.text}".casefold()))
    for said in (short.text, short.title):
        words = set(_WORD.findall(said.casefold()))
        if len(words) >= LEAST:
            return len(words & there) >= SHARED * len(words)
    return True  # the feed says nothing by which to tell


def _wait_for(host: str, over: Callable[[], bool]) -> None:
    with _lock:
        at = max(time.monotonic(), _next.get(host, 0.0))
        _next[host] = at + PAUSE
    pause = threading.Event()
    while (left := at - time.monotonic()) > 0 and not over():
        pause.wait(min(left, 0.2))
