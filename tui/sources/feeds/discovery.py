"""Feeds that a page names in its head: ``<link rel="alternate" type="application/rss+xml">``."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import urljoin

from tui.sources.documents.encoding import decode
from tui.sources.web.address import web_address
from tui.text.sanitize import sanitize_line

TYPES = frozenset(
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "text/xml",
        "application/xml",
    ]
)
MAX_HEAD = 400_000
"""Characters of the page that are looked at; links to feeds stand in its head."""


def find_feeds(data: bytes, url: str) -> list[tuple[str, str]]:
    """(address, title) of each feed that the page names, in its order, each once; relative ones made whole."""
    parser = _Links(url)
    with suppress(AssertionError, ValueError):  # it gives up on a few broken declarations; what it found holds
        parser.feed(decode(data)[0][:MAX_HEAD])
    return list(parser.found.items())


def looks_like_feed(data: bytes) -> bool:
    """Whether the bytes begin as RSS, Atom, RDF or JSON Feed does."""
    head = decode(data[:4000])[0].lstrip("\ufeff \t\r\n").lower()
    if head.startswith("{"):
        return "jsonfeed.org/version" in head
    declared = _DECLARED.search(head)
    if head.startswith("<") and declared is not None and declared.start() < 1000:
        return True  # its document type may go on for long
    while head.startswith(("<?", "<!")):  # what stands before the root: a declaration, a document type, comments
        head = head.partition("-->" if head.startswith("<!--") else ">")[2].lstrip()
    root = _ROOT.match(head)
    return root is not None and root[1] in ("rss", "feed", "rdf", "channel")


_DECLARED = re.compile(r"<!doctype\s{1,9}(?:rss|feed|rdf:rdf)[\s\[>]")
_ROOT = re.compile(r"<(?:[a-z][\w.-]{0,40}:)?([a-z][\w.-]{0,40})[\s>/]")


class _Links(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs[:50]}
        if tag == "base" and known.get("href"):
            self.base = urljoin(self.base, known["href"])
        if tag != "link" or "alternate" not in known.get("rel", "").lower().split():
            return
        if known.get("type", "").split(";")[0].strip().lower() not in TYPES or "oembed" in known.get("href", ""):
            return
        address = web_address(urljoin(self.base, known.get("href", "").strip()))
        if address and "wp-json" not in address:
            self.found.setdefault(address, sanitize_line(known.get("title", "")).strip())
