"""A feed's entry kept as it came: its article is built when somebody opens it, its bare words are there at once.

Building takes ten times as long as everything else that storing an entry takes, and most entries are never
opened; and what is built anew is built by the rules of today.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import ClassVar

from tui.text.article import Article, Metadata
from tui.text.sanitize import sanitize

_UNSEEN = re.compile(
    "<(?:!--|(?=[IiMmNnOoSsTt])(script|style|template|svg|iframe|noscript|object|select|math)\\b)", re.I
)
_TAG = re.compile(r"</?([A-Za-z!?][A-Za-z0-9]*+)[^<>]*+>")
_INLINE = frozenset(
    ["a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"]
)
_ASKED = re.compile(r"\?(?:</(?:a|b|em|span|strong)>)?</(?:h[1-6]|summary|dt)>", re.I)


@dataclass(frozen=True)
class Entry:
    """``html`` is clean of control characters; ``url`` makes its links whole; ``metadata`` is what the feed says."""

    html: str
    uri: str
    url: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    MARK: ClassVar = "entry:"
    """What an entry's fingerprint begins with."""

    @cached_property
    def hash(self) -> str:
        """A fingerprint of the markup, never equal to that of a text."""
        return self.MARK + hashlib.blake2b(self.html.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    @property
    def title(self) -> str:
        return self.metadata.title.value if self.metadata.title else self.uri

    @cached_property
    def text(self) -> str:
        """The words without the tags: for the index, in some ten microseconds.

        Part of the library's form: what it yields for stored markup is in the index and must stay as it is.
        """
        return plain_words(self.html)

    def asked(self) -> int:
        """How many sub-headings ask, as the markup has them; the built article knows it better."""
        return len(_ASKED.findall(self.html))

    def article(self) -> Article:
        """The entry as an article, with the markup's headings, lists and links.

        An entry without words is its title; one that was made to do harm is its bare words.
        """
        from tui.sources import SourceError
        from tui.sources.documents.html import html_article
        from tui.structure import plain_article

        try:
            article = html_article(self.html, url=self.url, uri=self.uri, metadata=self.metadata)
            if article.text.strip():
                return article
            text = sanitize(self.title)
        except SourceError:
            text = sanitize(" ".join(self.text.split()))
        m = self.metadata
        known = {
            name: value
            for name in ("title", "source", "byline", "published", "updated", "language", "url")
            if (value := getattr(m, name))
        }
        return plain_article(text or self.uri, uri=self.uri).with_metadata(**known)


def plain_words(html: str) -> str:
    """The words that markup shows. Linear in its length; never raises."""
    if "<" in html:
        html = _TAG.sub(_blank, _shown(html))
    return sanitize(unescape(html)) if "&" in html else html


def _blank(tag: re.Match[str]) -> str:
    return "" if tag[1].lower() in _INLINE else " "


def _shown(html: str) -> str:
    """Without comments and elements that show no words; one that never ends goes on to the end, as in a browser."""
    found = _UNSEEN.search(html)
    if found is None:
        return html
    pieces: list[str] = []
    at = 0
    while found is not None:
        pieces.append(html[at : found.start()])
        close = re.compile(f"</{found[1]}[^<>]*>" if found[1] else "-->", re.I).search(html, found.end())
        if close is None:
            return "".join(pieces)
        at = close.end()
        found = _UNSEEN.search(html, at)
    pieces.append(html[at:])
    return "".join(pieces)
