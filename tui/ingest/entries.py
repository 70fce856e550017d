"""A feed's entry as an article on its way into the library."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from tui.library.articles.intake import NO_DAY, PUBLISHED, UPDATED, Incoming
from tui.library.feeds import StoredFeed
from tui.sources.feed_dates import partial
from tui.sources.feeds.entry import Entry
from tui.sources.feeds.model import Feed, Item
from tui.text.article import Inferred, Metadata
from tui.text.urls import address

SHORT = 700
"""Characters below which an entry that gives only a summary counts as truncated."""

_MORE = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\b(?:read more|continue reading|weiterlesen|mehr lesen|lire la suite|leer más|read on)\b"
    r"[\s.…»›→>]{0,8})\s*$",
    re.I,
)


def digest(item: Item) -> str:
    """A fingerprint of the entry as it came: an equal one needs no second look."""
    if item.fingerprint:
        return item.fingerprint
    whole = "\x1f".join((item.title, item.link, item.published, item.updated, item.author, item.content, item.summary))
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def guid(item: Item) -> str:
    """The name for the entry within its feed: its own id; where it has none, its link and title; else a fingerprint."""
    if item.named or not item.link:
        return item.id or "digest:" + digest(item)
    return f"{item.link} {item.title[:200]}" if item.title else item.link


def incoming(item: Item, feed: StoredFeed, parsed: Feed, fingerprint: str = "") -> Incoming:
    """The entry as an article: title, text with the markup's headings, lists and links, date and byline."""
    name = guid(item)
    url = address(item.link) if item.link else ""
    sibling = f"{feed.url or url}#{name}"
    uri = url or sibling
    source = feed.own_title or parsed.title or feed.title
    metadata = Metadata(
        title=Inferred(item.title, "feed") if item.title else None,
        source=Inferred(source, "feed") if source else None,
        byline=(Inferred(item.author, "feed"),) if item.author else (),
        published=Inferred(item.published, "feed") if item.published else None,
        updated=Inferred(item.updated, "feed") if item.updated else None,
        language=Inferred(parsed.language[:2].lower(), "feed") if parsed.language else None,
        url=Inferred(url, "feed") if url else None,
    )
    body = Entry(item.content or item.summary, uri, url or feed.url, metadata)
    return Incoming.of(
        body if item.title else body.article(),
        published=_milliseconds(item.published or item.updated),
        feed=feed.id,
        guid=name,
        url=url,
        author=item.author,
        truncated=is_truncated(item, body.text),
        digest=fingerprint or digest(item),
        dating=_dating(item),
        named=item.named,
        sibling=sibling,
    )


def _dating(item: Item) -> int:
    if item.published:
        return NO_DAY if partial(item.published) else PUBLISHED
    return UPDATED if item.updated and not partial(item.updated) else NO_DAY


def is_truncated(item: Item, text: str) -> bool:
    """Whether the feed gave less than the whole article: a summary only, or a text that breaks off."""
    if _MORE.search(text.rstrip()[-80:]):
        return True
    return not item.content and len(text) < SHORT


def _milliseconds(iso: str) -> int:
    if partial(iso):
        iso += "-01-01" if len(iso) == 4 else "-01"
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return 0
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0, int(when.timestamp() * 1000))
