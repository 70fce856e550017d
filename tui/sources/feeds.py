"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, behind one record type of our own.

fastfeedparser reads nearly all of them at a fraction of a millisecond; feedparser is asked when it fails or
finds nothing although entries are there. Both get bytes that we have decoded and bounded first: never a
string (feedparser opens paths and addresses), never more than the caps below, no entity declarations.
Both libraries are imported at the first feed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from tui.sanitize import sanitize, sanitize_line
from tui.sources import SourceError
from tui.sources.encoding import decode
from tui.sources.known_entries import without_cdata, without_known

MAX_BYTES = 10_000_000
MAX_ITEMS = 5000
MAX_ATTRIBUTES = 2000
MAX_DEPTH = 256


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an item; never fetched unasked."""

    url: str
    type: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. Dates are ISO 8601 in UTC, "" when unknown; ``content`` and ``summary`` are HTML as given."""

    title: str = ""
    link: str = ""
    id: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    content: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    fingerprint: str = ""  # of the entry's markup, "" where it could not be told apart


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read. ``ttl`` is the feed's own wish, in minutes, 0 for none."""

    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""
    updated: str = ""
    items: tuple[Item, ...] = field(default_factory=tuple)
    ttl: int = 0


_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|12[7-9]|1[3-5]\d)|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[7][fF]|[89][0-9a-fA-F]));"
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENTITY = re.compile(r"<!ENTITY[^>]{0,2000}>")
_SUBSET = re.compile(r"<!DOCTYPE[^\[>]{0,500}(?:\[[^\]]{0,20000}\]\s*)?>", re.I)
_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_DEPTH = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")
_CONTROLS = bytes(c for c in range(32) if chr(c) not in "\t\n\r")
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")


def parse_feed(data: bytes, url: str = "", known: Collection[str] = ()) -> Feed:
    """The feed in ``data``; ``url`` is where it came from and makes relative links whole.

    Items whose fingerprint is ``known`` are left out where that can be told without reading them.

    Raises SourceError when it is no feed, or one that was made to do harm.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"The feed is too long ({len(data) // 1_000_000} MB; the limit is {MAX_BYTES // 1_000_000} MB)."
        )
    text, _ = decode(data)
    head = text[:2000].lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        return _json_feed(text, url)
    if "<" not in head:
        raise SourceError("That is no feed: neither XML nor JSON.")
    cut = without_known(text, known)
    feed = _parsed(_defused(cut.text if cut else text))
    if cut and (feed is None or len(feed.items) != len(cut.prints)):
        cut, feed = None, _parsed(_defused(text))
    if feed is None:
        raise SourceError("That is no feed that can be read.")
    if cut:
        items = zip(feed.items, cut.prints, strict=True)
        feed = replace(feed, items=tuple(replace(item, fingerprint=fingerprint) for item, fingerprint in items))
    return _resolved(feed, url)


def _defused(text: str) -> str:
    """XML without declarations, entities or references to control characters; bounded."""
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    if "&#" in text:
        text = _CONTROL_REFERENCE.sub("", text)
    markup = without_cdata(text)
    if "<!" in markup:
        text = _ENTITY.sub("", _SUBSET.sub("", text, count=1))
        markup = without_cdata(text)
    for m in _TAG.finditer(markup):
        if m[0].count("=") > MAX_ATTRIBUTES:
            raise SourceError("The feed has a tag with thousands of attributes; it was refused.")
    depth = deepest = 0
    for closes, closed in _DEPTH.findall(markup):
        if closes:
            depth -= 1
        elif not closed:
            depth += 1
            if depth > deepest:
                deepest = depth
    if deepest > MAX_DEPTH and depth <= 0:
        raise SourceError(f"The feed is nested {deepest} levels deep; it was refused.")
    if deepest > 50 * MAX_DEPTH:
        raise SourceError("The feed is nested too deep; it was refused.")
    return text


def _parsed(text: str) -> Feed | None:
    body = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    has_entries = bool(_ENTRY.search(text))
    feed: Feed | None = None
    try:
        import fastfeedparser

        feed = _record(fastfeedparser.parse(b'<?xml version="1.0" encoding="utf-8"?>\n' + body))
    except Exception:
        feed = None
    if feed is not None and (feed.items or not has_entries):
        return _completed(feed, text)
    try:
        import feedparser

        found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    except Exception:
        return feed
    if not found.get("version") and not found.get("entries"):
        return feed
    return _record(found)


def _record(found: Any) -> Feed:
    """The common shape of both parsers' answers as our own record, every string cleaned."""
    top = found.get("feed") or {}
    items = []
    for entry in list(found.get("entries") or [])[:MAX_ITEMS]:
        content = entry.get("content")
        body = ""
        if isinstance(content, list) and content:
            body = str(content[0].get("value") or "")
        summary = str(entry.get("summary") or entry.get("description") or "")
        items.append(
            Item(
                title=_plain(entry.get("title")),
                link=_line(entry.get("link")),
                id=_line(entry.get("id") or entry.get("guid")),
                published=_iso(entry.get("published") or entry.get("created")),
                updated=_iso(entry.get("updated")),
                author=_author(entry),
                content=sanitize(body),
                summary=sanitize(summary),
                tags=_tags(entry.get("tags")),
                enclosures=_enclosures(entry.get("enclosures")),
            )
        )
    ttl = _line(top.get("ttl"))
    return Feed(
        title=_plain(top.get("title")),
        link=_line(top.get("link")),
        description=_plain(top.get("subtitle") or top.get("description")),
        language=_line(top.get("language")),
        updated=_iso(top.get("updated") or top.get("published")),
        items=tuple(items),
        ttl=int(ttl) if ttl.isdigit() and len(ttl) < 6 else 0,
    )


_HEAD_FIELDS = {
    "language": re.compile(r"<(?:dc:)?language>\s*([\w-]{2,20})\s*</"),
    "updated": re.compile(r"<(?:lastBuildDate|pubDate|dc:date|updated)>\s*([^<]{4,60}?)\s*</"),
    "description": re.compile(
        r"<(?:description|subtitle|tagline)(?:\s[^>]{0,200})?>\s*(?:<!\[CDATA\[)?([^<\]]{1,2000}?)\s*(?:\]\]>)?\s*</"
    ),
}
_XML_LANG = re.compile(r"<(?:feed|rss|rdf:RDF)\b[^>]{0,2000}?\bxml:lang=[\"']([\w-]{2,20})[\"']")
_TTL = re.compile(r"<ttl>\s*(\d{1,5})\s*</ttl>")


def _completed(feed: Feed, text: str) -> Feed:
    """Fields of the feed itself that the fast parser passes over, read from what stands before the first entry."""
    first = _ENTRY.search(text)
    head = text[: min(first.start() if first else len(text), 20_000)]
    changes: dict[str, Any] = {}
    if not feed.language:
        m = _HEAD_FIELDS["language"].search(head) or _XML_LANG.search(head)
        if m:
            changes["language"] = m[1]
    if not feed.updated:
        m = _HEAD_FIELDS["updated"].search(head)
        if m:
            changes["updated"] = _iso(m[1])
    if not feed.description:
        m = _HEAD_FIELDS["description"].search(head)
        if m:
            changes["description"] = _plain(m[1])
    m = _TTL.search(head)
    if m and not feed.ttl:
        changes["ttl"] = int(m[1])
    return replace(feed, **changes) if changes else feed


def _json_feed(text: str, url: str) -> Feed:
    """JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("The feed is broken JSON.") from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise SourceError("That JSON is no feed.")
    items = []
    for entry in found["items"][:MAX_ITEMS]:
        if not isinstance(entry, dict):
            continue
        html = entry.get("content_html")
        content = sanitize(html) if isinstance(html, str) else _as_html(entry.get("content_text"))
        items.append(
            Item(
                title=_line(entry.get("title")),
                link=_line(entry.get("url") or entry.get("external_url")),
                id=_line(entry.get("id")),
                published=_iso(entry.get("date_published")),
                updated=_iso(entry.get("date_modified")),
                author=_json_author(entry),
                content=content,
                summary=_as_html(entry.get("summary")),
                tags=tuple(_line(t) for t in entry.get("tags") or () if isinstance(t, str) and t.strip())
                if isinstance(entry.get("tags"), list)
                else (),
                enclosures=_json_attachments(entry.get("attachments")),
            )
        )
    return _resolved(
        Feed(
            title=_line(found.get("title")),
            link=_line(found.get("home_page_url")),
            description=_line(found.get("description")),
            language=_line(found.get("language")),
            items=tuple(items),
        ),
        url,
    )


def _json_author(entry: dict[str, Any]) -> str:
    authors = entry.get("authors")
    if not isinstance(authors, list):
        authors = [entry.get("author")]
    return ", ".join(_line(a.get("name")) for a in authors if isinstance(a, dict) and a.get("name"))


def _json_attachments(found: Any) -> tuple[Enclosure, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(
        Enclosure(_line(a.get("url")), _line(a.get("mime_type")), _int(a.get("size_in_bytes")))
        for a in found
        if isinstance(a, dict) and a.get("url")
    )


def _resolved(feed: Feed, url: str) -> Feed:
    """Relative links made whole, against the feed's own link or address; anything but http(s) is dropped."""
    base = _web(feed.link, url) or url
    items = []
    for item in feed.items:
        link = _web(item.link, base)
        if not link and item.id.startswith(("http://", "https://")):
            link = _web(item.id, "")
        if link != item.link or not item.id or item.enclosures:
            enclosures = tuple(replace(e, url=_web(e.url, base)) for e in item.enclosures if _web(e.url, base))
            item = replace(item, link=link, id=item.id or link, enclosures=enclosures)
        items.append(item)
    return replace(feed, link=_web(feed.link, url), items=tuple(items))


_WHOLE = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[\w.~!$&'()*+,;=:@%/-]*)?", re.A)


def _web(link: str, base: str) -> str:
    if not link or _WHOLE.fullmatch(link):
        return link
    try:
        whole = urljoin(base, link) if base else link
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return whole if not base and not parts.scheme else ""
    return whole


def _line(value: Any) -> str:
    return sanitize_line(str(value)) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def _plain(value: Any) -> str:
    """A title as plain words: markup gone, entities resolved once more (feeds escape twice)."""
    import html

    text = _line(value)
    if "&" in text:
        text = sanitize_line(html.unescape(text))
    return " ".join(_TAGS.sub("", text).split()) if "<" in text else text


def _as_html(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        return ""
    import html

    return "".join(f"<p>{html.escape(p)}</p>" for p in sanitize(value).split("\n") if p.strip())


def _author(entry: Any) -> str:
    names = [_line(a.get("name")) for a in entry.get("authors") or () if isinstance(a, dict)]
    text = ", ".join(dict.fromkeys(n for n in names if n)) or _line(entry.get("author"))
    m = re.fullmatch(r"[\w.+-]+@[\w.-]+\s+\(([^()]{1,200})\)", text)  # RSS 2.0: mail@host (Name)
    return m[1] if m else text


def _tags(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list):
        return ()
    names = (_plain(t.get("label") or t.get("term")) if isinstance(t, dict) else _plain(t) for t in found)
    return tuple(dict.fromkeys(n for n in names if n))


def _enclosures(found: Any) -> tuple[Enclosure, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(
        Enclosure(_line(e.get("url") or e.get("href")), _line(e.get("type")), _int(e.get("length")))
        for e in found
        if isinstance(e, dict) and (e.get("url") or e.get("href"))
    )


def _int(value: Any) -> int:
    try:
        return max(0, int(str(value)[:18]))
    except (ValueError, TypeError):
        return 0


_IN_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]00:00)", re.A)


def _iso(value: Any) -> str:
    """A date in any of the feeds' forms as ISO 8601 in UTC; "" when it is none."""
    if not isinstance(value, str) or not value.strip():
        return ""
    if _IN_UTC.fullmatch(value):
        with suppress(ValueError):
            return datetime.fromisoformat(value[:19] + "+00:00").isoformat()
    text = sanitize_line(value)
    try:
        when = datetime.fromisoformat(text.replace("Z", "+00:00").replace(" +", "+"))
    except ValueError:
        from email.utils import parsedate_to_datetime

        try:
            when = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return _lenient_iso(text)
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    try:
        return when.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""


_YMD = re.compile(r"(\d{4})-?(\d{2})?-?(\d{2})?")


def _lenient_iso(text: str) -> str:
    m = _YMD.match(text)
    if not m:
        return ""
    try:
        return datetime(int(m[1]), int(m[2] or 1), int(m[3] or 1), tzinfo=UTC).isoformat(timespec="seconds")
    except ValueError:
        return ""
