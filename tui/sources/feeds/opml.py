"""OPML 2.0: the list of feeds that readers exchange, nested folders included (opml.org/spec2.opml).

Read tag by tag instead of by an XML parser: lists with stray characters, values without quotation marks, prefixes
that nobody declared, or no end lose what is broken and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import quoteattr

from tui.sources import SourceError
from tui.sources.documents.encoding import decode
from tui.sources.web.address import web_address
from tui.text.sanitize import sanitize_line

MAX_BYTES = 10_000_000
MAX_FEEDS = 20_000
MAX_ATTRIBUTES = 60
"""Attributes of one outline that are read."""
MAX_DEPTH = 20
"""Folders within folders that are told apart; the names of deeper ones are left out."""
_TAG = re.compile(r"<(?:!--|!\[CDATA\[|(/?)(?:[A-Za-z][\w.-]{0,40}:)?(outline|opml|body)(?=[\s/>]|$))", re.I)
_ATTRIBUTE = re.compile(
    r"(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})\s{0,20}=\s{0,20}(?:\"([^\"<]*)\"|'([^'<]*)'|([^\s\"'<>]+))"
)
_NEXT = re.compile(r"[A-Za-z_<>]|/\s{0,20}>")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of the list. ``folder`` is a path such as ``News/Korea``, "" for none."""

    url: str
    title: str = ""
    folder: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Outlines:
    """What a list held: the feeds, each address once, the entries that are no web address, and the addresses of feeds
    that stand in other folders as well."""

    feeds: tuple[Outline, ...]
    skipped: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()


def parse_opml(data: bytes) -> Outlines:
    """The feeds in an OPML file. Only http(s) addresses count: no entry can name a command or a file.

    Linear. Raises SourceError when it is no OPML.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"The OPML file is too long (the limit is {MAX_BYTES // 1_000_000} MB).")
    reading = _Reading()
    for name, closes, attributes, empty in _tags(decode(data)[0]):
        reading.tag(name, closes, attributes, empty)
    if not reading.list and not reading.feeds:
        raise SourceError("That is no OPML file: it has no list of outlines.")
    return Outlines(tuple(reading.feeds.values()), tuple(reading.skipped), tuple(reading.doubled))


class _Reading:
    """What was read so far, and the folders that are open."""

    def __init__(self) -> None:
        self.list = False
        self.feeds: dict[str, Outline] = {}
        self.skipped: list[str] = []
        self.doubled: dict[str, None] = {}
        self._opml = False
        self._open: list[str] = []

    def tag(self, name: str, closes: bool, known: dict[str, str], empty: bool) -> None:
        """Take one tag in: ``known`` are its attributes by name in small letters."""
        if name == "opml":
            self._opml = True
        elif name == "body":
            self.list = self.list or (self._opml and (closes or empty))
        elif closes:
            if self._open:
                self._open.pop()
        else:
            self.list = self.list or self._opml
            folder = self._open[-1] if self._open else ""
            inner = self._outline(known, folder)
            if not empty:
                self._open.append(inner if len(self._open) < MAX_DEPTH else folder)

    def _outline(self, known: dict[str, str], folder: str) -> str:
        """Note what an outline says; the folder of those within it."""
        title = known.get("title") or known.get("text", "")
        kind = known.get("type", "").lower()
        address = known.get("xmlurl", "") or (known.get("url", "") if kind in ("rss", "atom") else "")
        if not address:
            name = title.replace("/", "-")
            return "/".join(part for part in (folder, name) if part)
        url = web_address(address)
        if not url:
            self.skipped.append(address)
        elif len(self.feeds) < MAX_FEEDS:
            site = web_address(known["htmlurl"]) if known.get("htmlurl") else ""
            where = folder or known.get("category", "").split(",")[0].strip("/ ")
            first = self.feeds.setdefault(url, Outline(url, title, where, site))
            if first.folder != where:
                self.doubled[url] = None
        return folder


def _tags(text: str) -> Iterator[tuple[str, bool, dict[str, str], bool]]:
    """(name in small letters, whether it closes, attributes, whether it is empty) of each tag that matters."""
    at = 0
    while (found := _TAG.search(text, at)) is not None:
        if found[2] is None:  # a comment or a CDATA section
            end = text.find("-->" if found[0].endswith("-") else "]]>", found.end())
            if end < 0:
                return
            at = end + 3
            continue
        known, at, empty = _attributes(text, found.end())
        yield found[2].lower(), bool(found[1]), known, empty


def _attributes(text: str, at: int) -> tuple[dict[str, str], int, bool]:
    """The attributes from ``at`` on, the first of each name; where their tag ends, and whether it is empty."""
    known: dict[str, str] = {}
    count = 0
    while (found := _NEXT.search(text, at)) is not None:
        sign = found[0]
        if sign == "<":
            return known, found.start(), False
        if sign == ">" or sign[0] == "/":
            return known, found.end(), sign[0] == "/"
        pair = _ATTRIBUTE.match(text, found.start())
        if pair is None:
            at = found.end()
            continue
        at = pair.end()
        value = pair[2] if pair[2] is not None else pair[3] if pair[3] is not None else pair[4]
        if value.endswith("/") and pair[4] and text[at : at + 1] == ">":  # <outline xmlUrl=http://a.example/>
            known.setdefault(pair[1].lower(), sanitize_line(unescape(value[:-1])).strip())
            return known, at + 1, True
        count += 1
        if count <= MAX_ATTRIBUTES:
            known.setdefault(pair[1].lower(), sanitize_line(unescape(value)).strip())
    return known, len(text), False


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
