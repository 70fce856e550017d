"""OPML 2.0: the list of feeds that readers exchange, nested folders included (opml.org/spec2.opml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.entities import html5
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from tui.sources import SourceError
from tui.sources.documents.encoding import decode
from tui.sources.web.address import web_address
from tui.text.sanitize import sanitize_line

MAX_BYTES = 10_000_000
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{0,32};?)")
MAX_FEEDS = 20_000


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of the list. ``folder`` is a path such as ``News/Korea``, "" for none."""

    url: str
    title: str = ""
    folder: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Outlines:
    """What a list held: the feeds, each address once, and the entries that are no web address."""

    feeds: tuple[Outline, ...]
    skipped: tuple[str, ...] = ()


def parse_opml(data: bytes) -> Outlines:
    """The feeds in an OPML file. Only http(s) addresses count: no entry can name a command or a file.

    Raises SourceError when it is no OPML.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"The OPML file is too long (the limit is {MAX_BYTES // 1_000_000} MB).")
    text = re.sub(r"^\s{0,100}<\?xml[^>]{0,200}\?>", "", decode(data)[0].lstrip("\ufeff"))
    text = _NAMED.sub(_entity, text)
    try:
        root = ElementTree.fromstring(text.encode("utf-8", "replace"))
    except (ElementTree.ParseError, ValueError) as error:
        raise SourceError(f"That is no OPML file: {sanitize_line(str(error))}.") from None
    body = root.find("body")
    if root.tag.lower() != "opml" or body is None:
        raise SourceError("That is no OPML file: it has no list of outlines.")
    feeds: dict[str, Outline] = {}
    skipped: list[str] = []
    rest = [(child, "") for child in reversed(body)]
    while rest and len(feeds) < MAX_FEEDS:
        node, folder = rest.pop()
        known = {name.lower(): sanitize_line(value).strip() for name, value in node.attrib.items()}
        title = known.get("title") or known.get("text", "")
        address = known.get("xmlurl", "")
        if address:
            url = web_address(address)
            if url:
                site = web_address(known["htmlurl"]) if known.get("htmlurl") else ""
                folders = folder or known.get("category", "").split(",")[0].strip("/ ")
                feeds.setdefault(url, Outline(url, title, folders, site))
            else:
                skipped.append(address)
        inner = folder
        if not address and title:
            name = title.replace("/", "-")
            inner = f"{folder}/{name}" if folder else name
        rest += [(child, inner) for child in reversed(node)]
    return Outlines(tuple(feeds.values()), tuple(skipped))


def _entity(found: re.Match[str]) -> str:
    """HTML's entities as characters; a bare ampersand as itself. Readers write both, XML knows neither."""
    return html5.get(found[1], "&amp;" + found[1]) if found[1].endswith(";") else "&amp;" + found[1]


def write_opml(feeds: Iterable[Outline], title: str = "Factlight") -> str:
    """The same list as an OPML 2.0 document, folders nested, in the order given."""
    tree: dict[str, object] = {}
    for feed in feeds:
        level = tree
        for name in filter(None, feed.folder.split("/")):
            level = level.setdefault(f"/{name}", {})  # type: ignore[assignment]
        level[feed.url] = feed
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_text(title)}</title></head>",
        "  <body>",
        *_outlines(tree),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _outlines(tree: dict[str, object]) -> list[str]:
    lines: list[str] = []
    rest: list[tuple[str, object, int]] = [(*pair, 2) for pair in reversed(tree.items())]
    while rest:
        name, value, depth = rest.pop()
        blank = "  " * depth
        if isinstance(value, Outline):
            label = quoteattr(_clean(value.title or value.url))
            site = f" htmlUrl={quoteattr(value.site)}" if value.site else ""
            lines.append(f'{blank}<outline type="rss" text={label} title={label} xmlUrl={quoteattr(value.url)}{site}/>')
        elif isinstance(value, dict):
            label = quoteattr(_clean(name[1:]))
            lines.append(f"{blank}<outline text={label} title={label}>")
            rest.append(("", None, depth))
            rest += [(*pair, depth + 1) for pair in reversed(value.items())]
        else:
            lines.append(f"{blank}</outline>")
    return lines


def _clean(words: str) -> str:
    return "".join(c for c in sanitize_line(words) if c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")


def _text(words: str) -> str:
    return _clean(words).replace("&", "&amp;").replace("<", "&lt;")
