"""What the fast parser passes over, read from the feed's tree: several authors, files of Atom entries, xml:base,
titles in XHTML, text that is no HTML. Only for feeds that have such things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from tui.sources.feed_dates import iso
from tui.sources.feeds.model import MAX_PARTS, Enclosure, Feed, Item
from tui.sources.feeds.values import as_html, number, person, plain, untagged
from tui.sources.feeds.xml import outside_entries
from tui.text.sanitize import sanitize, sanitize_line

_SIGNS = (
    'rel="enclosure"', "rel='enclosure'", "<content>", '<content type="text"', "<content type='text'",
    "<atom:content", "<body xmlns", "<media:title", "<dc:title",
)  # fmt: skip
_HEAD_FIELDS = {
    "language": re.compile(r"<(?:dc:)?language>\s{0,200}([\w-]{2,20})\s{0,200}</"),
    "updated": re.compile(r"<(?:lastBuildDate|pubDate|dc:date|updated)>\s{0,200}([^<]{4,60}?)\s{0,200}</"),
    "description": re.compile(
        r"<(?:\w{1,9}:)?(?:description|subtitle|tagline|summary)(?:\s[^>]{0,200})?>\s*"
        r"(?:<!\[CDATA\[([^\]]{1,5000}?)\s*\]\]>|([^<]{1,5000}?))\s*</"
    ),
}
_XML_LANG = re.compile(r"<(?:feed|rss|rdf:RDF)\b[^<>]{0,2000}?\bxml:lang=[\"']([\w-]{2,20})[\"']")
_TTL = re.compile(r"<ttl>\s*(\d{1,5})\s*</ttl>")
MAX_CHARS = 3_000_000
"""Characters of a feed beyond which it is not read a second time."""
_MEDIA, _DUBLIN_CORE, _ATOM = (
    "{http://search.yahoo.com/mrss/}",
    "{http://purl.org/dc/elements/",
    ("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/"),
)
_PEOPLE = frozenset(["author", "creator"])
_NAMESPACE = re.compile(r"\sxmlns(?::\w+)?=\"[^\"<>]*\"")


def with_details(feed: Feed, body: bytes) -> Feed:
    """The feed with what its XML says and the fast parser passed over; ``body`` is the defused XML."""
    from lxml import etree

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return feed
    if root is None:
        return feed
    nodes = [node for node in root.iter() if _name(node) in ("item", "entry")]
    if len(nodes) < len(feed.items):
        return feed
    items = tuple(_item(item, node) for item, node in zip(feed.items, nodes, strict=False))
    top = root if _name(root) == "feed" else next((n for n in root if _name(n) == "channel"), root)
    return replace(feed, items=items, link=_link(feed.link, top), title=feed.title or _title(top))


def with_head(feed: Feed, text: str) -> Feed:
    """Fields of the feed itself that the fast parser passes over, read from what stands around the entries."""
    head = outside_entries(text)
    changes: dict[str, Any] = {}
    if not feed.language:
        m = _HEAD_FIELDS["language"].search(head) or _XML_LANG.search(head)
        if m:
            changes["language"] = m[1]
    if not feed.updated:
        m = _HEAD_FIELDS["updated"].search(head)
        if m:
            changes["updated"] = iso(m[1])
    if not feed.description:
        m = _HEAD_FIELDS["description"].search(head)
        if m:
            changes["description"] = plain(m[1] or m[2])
    m = _TTL.search(head)
    if m and not feed.ttl:
        changes["ttl"] = int(m[1])
    return replace(feed, **changes) if changes else feed


def has_details(feed: Feed, text: str) -> bool:
    """Whether the feed's text has anything that :func:`with_details` would find; quick where it has not."""
    if len(text) > MAX_CHARS:
        return False
    items = feed.items
    people = text.count("<dc:creator") or text.count("<author", max(0, text.find("<entry")))
    if people > len(items) or any(sign in text for sign in _SIGNS):
        return True
    if any(
        "<" in i.title or "&" in i.title or not i.title or not i.link or i.content.startswith("<content") for i in items
    ):
        return True
    if any(not i.link.startswith("http") for i in items):
        return "xml:base=" in text
    lacks_name = people and not all(item.author for item in items)
    lacks_words = not all(item.content or item.summary for item in items)
    return bool(
        lacks_name
        or lacks_words
        or not feed.title
        or (not feed.link and ("alternate" in text or "xml:base=" in text))
        or (not items and "<link>" in text)
    )


def _item(item: Item, node: Any) -> Item:
    changes: dict[str, Any] = {}
    parts: dict[str, list[Any]] = {}
    for child in node:
        parts.setdefault(_name(child), []).append(child)
    people = [n for n in node if _name(n) in _PEOPLE][:MAX_PARTS]
    if len(people) > 1 or (people and not item.author):
        names = list(dict.fromkeys(name for n in people if (name := person(_said(n)))))
        changes["author"] = ", ".join([n for n in names if "@" not in n] or names)
    if len(parts.get("title", ())) > 1 or not item.title or "<" in item.title or "&" in item.title:
        changes["title"] = _title(node) or item.title
    link = _link(item.link, node)
    if link != item.link:
        changes["link"] = link
        if item.id == item.link:
            changes["id"] = link
    files = _files(parts.get("link", ()), parts.get("enclosure", ()))
    if files and {f.url for f in files} != {e.url for e in item.enclosures}:
        changes["enclosures"] = files
    for n in [
        n for n in (*parts.get("content", ()), *parts.get("encoded", ()), *parts.get("body", ())) if not n.get("url")
    ][:1]:
        kind = n.get("type") or "text"
        if kind == "xhtml" or _name(n) == "body":
            changes["content"] = sanitize(_inside(n))
        elif kind in ("text", "text/plain") and not len(n) and "</" not in (n.text or "") and _name(n) == "content":
            changes["content"] = as_html(n.text)
        elif not item.content:
            changes["content"] = sanitize(n.text or "")
    if not item.content and not item.summary and not changes.get("content"):
        for n in node.iter("{*}description", "{*}summary", "description", "summary"):
            said = _inside(n) if len(n) else n.text or ""
            if said.strip():
                changes["summary"] = sanitize(said) if "<" in said else as_html(said)
                break
    return replace(item, **changes) if changes else item


def _name(node: Any) -> str:
    tag = node.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _said(node: Any) -> str:
    """A person's name, else the address; RSS has the words in the element itself."""
    if not len(node):
        return sanitize_line(node.text or "").strip()
    parts = {_name(child): sanitize_line(child.text or "").strip() for child in node}
    return parts.get("name") or parts.get("email") or ""


def _title(node: Any) -> str:
    """The words of an element's title: the format's own before Dublin Core's, never the caption of a picture.

    Atom says what it is (RFC 4287 3.1.1): in a text nothing is markup, in HTML tags are and escaped ones are words.
    """
    titles = [child for child in node if _name(child) == "title" and not str(child.tag).startswith(_MEDIA)]
    if not titles:
        return ""
    title = next((child for child in titles if not str(child.tag).startswith(_DUBLIN_CORE)), titles[0])
    words = "".join(title.itertext())
    if not str(title.tag).startswith(_ATOM):
        return plain(words)
    if title.get("type") in ("html", "text/html"):
        words = unescape(untagged(sanitize_line(words)))
    return " ".join(sanitize_line(words).split())


def _link(link: str, node: Any) -> str:
    """The link against its element's xml:base; the last one where RSS has several."""
    known = [
        (child, said)
        for child in node
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate"
        if (said := sanitize_line(child.get("href") or child.text or "").strip())
    ]
    if any(not child.get("href") for child, _ in known):
        known = [pair for pair in known if "Atom" not in pair[0].tag][-1:]
    for child, said in [pair for pair in known if pair[1] == link] or known[:1]:
        return _joined(child.base, said)
    return link


def _files(links: Iterable[Any], enclosures: Iterable[Any]) -> tuple[Enclosure, ...]:
    found = [(n, n.get("href") or "") for n in links if n.get("rel") == "enclosure"]
    found += [(n, n.get("url") or "") for n in enclosures]
    return tuple(
        Enclosure(
            _joined(n.base, sanitize_line(url).strip()), sanitize_line(n.get("type") or ""), number(n.get("length"))
        )
        for n, url in found[:MAX_PARTS]
        if url
    )


def _joined(base: str | None, link: str) -> str:
    try:
        return urljoin(base, link) if base else link
    except ValueError:
        return link


def _inside(node: Any) -> str:
    """The markup in an element, without the ``div`` that XHTML content stands in and without namespaces."""
    from lxml import etree

    around = node[0] if len(node) == 1 and _name(node[0]) == "div" else node
    pieces = [escape(around.text or "", quote=False)]
    pieces += [etree.tostring(child, encoding="unicode", method="html") for child in around]
    return _NAMESPACE.sub("", "".join(pieces)).strip()
