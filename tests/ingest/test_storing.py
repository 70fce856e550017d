"""What storing one feed's answer notes: moves, times, validators, bookmarks found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tui.bookmarks.making import make_bookmark
from tui.bookmarks.model import AnchorState
from tui.ingest.fetching import Fetched
from tui.ingest.storing import HOUR, store
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.library.db.connection import now
from tui.library.feeds import StoredFeed
from tui.sources.web.fetcher import Response
from tui.structure import plain_article

URL = "https://a.example/feed"
TEXT = "Lock report\n\nThe sluice was shut before the bells rang. Nobody saw who did it.\n\nThe keeper slept."


@dataclass
class Parsed:
    title: str = "T"
    link: str = ""
    ttl: int = 0


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield library


def came(
    feed: StoredFeed, moved: str = "", *, etag: str = '"1"', more: bool = False, text: str = "", max_age: int = 0
) -> Fetched:
    response = Response(feed.url, 200, b"", etag, "Mon", "", moved, max_age)
    batch = []
    if text:
        batch = [Incoming.of(plain_article(text, uri="https://a.example/1"), feed=feed.id, guid="1", published=1000)]
    return Fetched(feed, response, parsed=Parsed(), batch=batch, more=more)


def stored(library: Library, feed: StoredFeed) -> StoredFeed:
    (found,) = [f for f in library.feeds.all() if f.id == feed.id]
    return found


def test_a_permanent_redirect_is_believed_the_second_time(library: Library) -> None:
    feed = library.feeds.add(URL)
    store(library, [came(feed, "https://b.example/feed")], {})
    assert stored(library, feed).url == URL
    store(library, [came(stored(library, feed), "https://c.example/feed")], {})
    assert stored(library, feed).url == URL, "the two did not agree"
    store(library, [came(stored(library, feed), "https://c.example/feed")], {})
    assert stored(library, feed).url == "https://c.example/feed"


def test_a_feed_is_not_due_again_within_the_hour(library: Library) -> None:
    feed = library.feeds.add(URL)
    before = now()
    store(library, [came(feed)], {})
    assert stored(library, feed).due >= before + HOUR
    store(library, [came(stored(library, feed), max_age=3 * 3600)], {})
    assert stored(library, feed).due >= before + 3 * HOUR


def test_validators_are_kept_unless_pages_were_left(library: Library) -> None:
    feed = library.feeds.add(URL)
    store(library, [came(feed)], {})
    assert stored(library, feed).etag == '"1"'
    store(library, [came(stored(library, feed), etag='"2"', more=True)], {})
    assert (stored(library, feed).etag, stored(library, feed).modified) == ("", "")


def test_bookmarks_are_found_again_in_what_came(library: Library) -> None:
    feed = library.feeds.add(URL)
    store(library, [came(feed, text=TEXT)], {})
    article = library.articles.load("https://a.example/1")
    assert article is not None
    at = article.text.index("The sluice")
    library.bookmarks.add(make_bookmark(article, at, at + len("The sluice was shut before the bells rang.")), article)
    (outcome,) = store(library, [came(stored(library, feed), text=TEXT.replace("was shut", "was not shut"))], {})
    assert outcome.changed_uris == ("https://a.example/1",)
    (mark,) = library.bookmarks.all()
    assert mark.state is AnchorState.CHANGED
    (outcome,) = store(library, [came(stored(library, feed), text="Another story\n\nWithout any of that.")], {})
    assert [b.state for b in library.bookmarks.all()] == [AnchorState.LOST]
