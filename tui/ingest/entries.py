"""A feed's entry as an article on its way into the library."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tui.library.articles.intake import Incoming
from tui.library.feeds import StoredFeed
from tui.sources.feed_dates import partial
from tui.sources.feeds.entry import Entry
from tui.sources.feeds.model import Feed, Item
from tui.text.article import Inferred, Metadata

SHORT = 700
"""Characters below which an entry that gives only a summary counts as truncated."""

_MORE = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\b(?:read more|continue reading|weiterlesen|mehr lesen|lire la suite|leer más|read on)\b"
    r"[\s.…»›→>]{0,8})\s*$",
    re.I,
)
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref_src|at_(?:medium|campaign)\w*|xtor|cmpid|ocid)$", re.I)

_CANONICAL = re.compile(r"https?://[a-z0-9][a-z0-9.:-]*/[\w.~!$&'()*+,;=:@%/-]*", re.A)


def canonical(url: str) -> str:
    """The address an article is known by: no fragment, no tracking parameters, the host in lower case."""
    if _CANONICAL.fullmatch(url):
        return url
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    query = urlencode(kept) if len(kept) != len(parse_qsl(parts.query, keep_blank_values=True)) else parts.query
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, ""))


def digest(item: Item) -> str:
    """A fingerprint of the entry as it came: an equal one needs no second look."""
    if item.fingerprint:
        return item.fingerprint
    whole = "\x1f".join((item.title, item.link, item.published, item.updated, item.author, item.content, item.summary))
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def guid(item: Item) -> str:
    """The feed's own name for the entry: its id, its link, or a fingerprint where it has neither."""
    return item.id or item.link or "digest:" + digest(item)


def incoming(item: Item, feed: StoredFeed, parsed: Feed, fingerprint: str = "") -> Incoming:
    """The entry as an article: title, text with the markup's headings, lists and links, date and byline."""
    name = guid(item)
    url = canonical(item.link) if item.link else ""
    uri = url or f"{feed.url}#{name}"
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
    )


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
