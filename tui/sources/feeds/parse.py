"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, behind one record type of our own.

fastfeedparser reads nearly all of them at a fraction of a millisecond; feedparser is asked when it fails or
finds nothing although entries are there. Both get bytes that we have decoded and bounded first: never a
string (feedparser opens paths and addresses), never more than the caps below, no entity declarations.
Both libraries are imported at the first feed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

from tui.sources import SourceError
from tui.sources.documents.encoding import decode
from tui.sources.feed_dates import iso
from tui.sources.feeds.known_entries import without_known
from tui.sources.feeds.model import MAX_ITEMS, MAX_PARTS, Enclosure, Feed, Item
from tui.sources.feeds.values import line, number, person, plain, web
from tui.sources.feeds.xml import ENTRY, defused, has_entries, shortened
from tui.text.sanitize import sanitize

MAX_BYTES = 10_000_000

_CONTROLS = bytes(c for c in range(32) if chr(c) not in "\t\n\r")
_XML = b'<?xml version="1.0" encoding="utf-8"?>\n'
_DATE = re.compile(r"<(?:\w{1,16}:)?(?:pubDate|date|published|updated|modified|issued|created)[\s>]")
_ID = re.compile(r"<(?:\w{1,16}:)?(?:guid|id|identifier)[\s>]|\brdf:about=")
_ATOM = re.compile(r"<(?:\w{1,16}:)?feed[\s>]")
_CONTENT = re.compile(r"<(?:\w{1,16}:)?(?:content|encoded|body|fullitem)[\s>]", re.I)
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>/]", re.I)


class Markup:
    """What a feed's markup has, which the fast parser's answer does not show: it fills gaps from elsewhere.

    Looked at where it matters only: most feeds leave no doubt. Linear.
    """

    def __init__(self, text: str = "") -> None:
        self._text = text
        self.atom = _ATOM.match(text) is not None
        """Titles say what they are; see :func:`tui.sources.feeds.details.with_details`."""

    @cached_property
    def dates(self) -> bool:
        """Every entry has a date; else the fast parser takes a guid for one."""
        return len(_DATE.findall(self._text)) >= len(ENTRY.findall(self._text))

    @cached_property
    def contents(self) -> bool:
        """Some entry has a content apart from its description; else it gives the description as both."""
        signs = (":encoded", "<content", ":content", "<body", ":body", "<fullitem")
        return any(sign in self._text for sign in signs) and _CONTENT.search(self._text) is not None

    @cached_property
    def names(self) -> bool:
        """Every entry has an id; else it takes the link for one."""
        return len(_ID.findall(self._text)) >= len(ENTRY.findall(self._text))


def parse_feed(data: bytes, url: str = "", known: Collection[str] = (), charset: str = "") -> Feed:
    """The feed in ``data``; ``url`` is where it came from and makes relative links whole.

    Items whose fingerprint is ``known`` are left out where that can be told without reading them. ``charset`` is the
    label that the server gave, "" for none.

    Raises SourceError when it is no feed, or one that was made to do harm.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"The feed is too long ({len(data) // 1_000_000} MB; the limit is {MAX_BYTES // 1_000_000} MB)."
        )
    text, _ = decode(data, charset)
    head = text[:2000].lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        from tui.sources.feeds.json_feed import json_feed

        return _resolved(json_feed(text), url)
    if "<" not in head:
        raise SourceError("That is no feed: neither XML nor JSON.")
    cut = without_known(text, known)
    feed = _parsed(defused(cut.text if cut else text))
    if cut and (feed is None or len(feed.items) != len(cut.prints)):
        cut, feed = None, _parsed(defused(text))
    if feed is None:
        raise SourceError("That is no feed that can be read.")
    if cut:
        items = zip(feed.items, cut.prints, strict=True)
        feed = replace(feed, items=tuple(replace(item, fingerprint=fingerprint) for item, fingerprint in items))
    return _resolved(feed, url)


def _parsed(text: str) -> Feed | None:
    body = _XML + text.encode("utf-8", "replace").translate(None, _CONTROLS)
    feed = Feed() if _ROOT.match(text) else None
    try:
        feed = _record(_fast()(body), Markup(text))
    except Exception:  # it raises whatever comes; the other parser is asked
        pass
    else:
        if feed.items or not has_entries(text):
            return _completed(feed, text, body)
    try:
        import feedparser

        body = shortened(text).encode("utf-8", "replace").translate(None, _CONTROLS)
        found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    except Exception:
        return feed
    if not found.get("version") and not found.get("entries") and feed is None:
        return None
    return _record(found, Markup())


@cache
def _fast() -> Callable[[bytes], Any]:
    """The fast parser, told to leave dates as they stand: it guesses, and fills what is missing from today."""
    from fastfeedparser import main

    main._parse_date = str
    parse: Callable[[bytes], Any] = main.parse
    return parse


def _completed(feed: Feed, text: str, body: bytes) -> Feed:
    from tui.sources.feeds.details import has_details, with_details, with_head

    feed = with_head(feed, text)
    return with_details(feed, body) if has_details(feed, text) else feed


def _record(found: Any, markup: Markup) -> Feed:
    """The common shape of both parsers' answers as our own record, every string cleaned."""
    top = found.get("feed") or {}
    items = []
    for entry in list(found.get("entries") or [])[:MAX_ITEMS]:
        content = entry.get("content")
        body = ""
        if isinstance(content, list) and content:
            body = str(content[0].get("value") or "")
        summary = str(entry.get("summary") or entry.get("description") or "")
        if body == summary and not markup.contents:  # the fast parser gives an RSS description as both
            body = ""
        name = line(entry.get("id") or entry.get("guid"))
        published = iso(entry.get("published") or entry.get("created"))
        items.append(
            Item(
                title=line(entry.get("title")) if markup.atom else plain(entry.get("title")),
                link=line(entry.get("link")),
                id=name,
                named=bool(name) and (name != line(entry.get("link")) or markup.names),
                published="" if published and published == iso(name) and not markup.dates else published,
                updated=iso(entry.get("updated")),
                author=_author(entry),
                content=sanitize(body),
                summary=sanitize(summary),
                tags=_tags(entry.get("tags")),
                enclosures=_enclosures(entry.get("enclosures")),
            )
        )
    ttl = line(top.get("ttl"))
    return Feed(
        title=plain(top.get("title")),
        link=line(top.get("link")),
        description=plain(top.get("subtitle") or top.get("description")),
        language=line(top.get("language")),
        updated=iso(top.get("updated") or top.get("published")),
        items=tuple(items),
        ttl=int(ttl) if ttl.isdigit() and len(ttl) < 6 else 0,
    )


def _resolved(feed: Feed, url: str) -> Feed:
    """Relative links made whole, against the feed's own link or address; anything but http(s) is dropped."""
    base = web(feed.link, url) or url
    items = []
    for item in feed.items:
        link = web(item.link, base)
        if not link and item.id.startswith(("http://", "https://")):
            link = web(item.id, "")
        if link != item.link or not item.id or item.enclosures:
            enclosures = tuple(replace(e, url=web(e.url, base)) for e in item.enclosures if web(e.url, base))
            item = replace(item, link=link, id=item.id or link, enclosures=enclosures)
        items.append(item)
    return replace(feed, link=web(feed.link, url), items=tuple(items))


def _author(entry: Any) -> str:
    names = [person(line(a.get("name"))) for a in entry.get("authors") or () if isinstance(a, dict)]
    return ", ".join(dict.fromkeys(n for n in names if n)) or person(line(entry.get("author")))


def _tags(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list):
        return ()
    names = (plain(t.get("label") or t.get("term")) if isinstance(t, dict) else plain(t) for t in found[:MAX_PARTS])
    return tuple(dict.fromkeys(n for n in names if n))


def _enclosures(found: Any) -> tuple[Enclosure, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(
        Enclosure(line(e.get("url") or e.get("href")), line(e.get("type")), number(e.get("length")))
        for e in found[:MAX_PARTS]
        if isinstance(e, dict) and (e.get("url") or e.get("href"))
    )
