"""What all exports share: document order, dates, words that are safe to write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tui.bookmarks.citation import Citation, citation_for
from tui.bookmarks.model import Bookmark
from tui.bookmarks.passage_link import passage_link
from tui.text.article import Article
from tui.text.sanitize import sanitize, sanitize_line

EXCHANGED_CONTEXT = 32
"""Code points of context in exchange formats: what Hypothesis writes."""

Articles = Mapping[str, Citation | Article] | None

_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_LATEST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Group:
    """One article's bookmarks in document order."""

    citation: Citation
    bookmarks: tuple[Bookmark, ...]


def by_article(items: Sequence[Bookmark], articles: Articles = None) -> list[Group]:
    """Bookmarks grouped by article (sorted by title, then uri), in document order, lost ones last.

    The order depends on nothing but the bookmarks, so that two exports of the same are the same.
    """
    groups: dict[str, list[Bookmark]] = {}
    for item in items:
        groups.setdefault(item.uri, []).append(item)
    made = [
        Group(_clean(citation_for(found[0], articles)), tuple(sorted(found, key=_place))) for found in groups.values()
    ]
    return sorted(made, key=lambda g: (g.citation.title.casefold(), g.citation.uri))


def _place(b: Bookmark) -> tuple[bool, int, int, int, str]:
    span = b.span
    start, end = span or (b.selector.start, b.selector.end)
    return span is None, start, end, b.created, b.id


def _clean(citation: Citation) -> Citation:
    """The citation with one clean line in every field: titles come from outside."""
    return Citation(
        uri=sanitize_line(citation.uri),
        title=sanitize_line(citation.title),
        source=sanitize_line(citation.source),
        authors=tuple(filter(None, map(sanitize_line, citation.authors))),
        editor=sanitize_line(citation.editor),
        published=sanitize_line(citation.published),
        language=sanitize_line(citation.language),
        url=sanitize_line(citation.url).replace(" ", "%20"),
    )


def when(milliseconds: int) -> datetime:
    """A time of ours as a date-time in UTC, held within the years that exist."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return _LATEST if milliseconds > 0 else _EARLIEST


def iso(milliseconds: int) -> str:
    """``2026-11-23T10:00:00.123Z``: UTC, milliseconds kept."""
    return when(milliseconds).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_seconds(milliseconds: int) -> str:
    """``2026-11-23T10:00:00Z``, as the W3C vocabulary wants its dates."""
    return when(milliseconds).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def day(milliseconds: int) -> str:
    """``2026-11-23``."""
    return when(milliseconds).date().isoformat()


def parse_time(words: object) -> int:
    """UTC milliseconds of an ISO 8601 date or date-time (no zone: UTC); 0 for anything else. Never raises."""
    if not isinstance(words, str) or not 8 <= len(words.strip()) <= 40:
        return 0
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        return 0
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        return round(found.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return 0


def link(citation: Citation, bookmark: Bookmark) -> str:
    """An address that leads to the passage, "" for an article that is nowhere on the web."""
    s = bookmark.selector
    return passage_link(citation.url, s.exact, s.prefix, s.suffix) if citation.url else ""


def quote_lines(bookmark: Bookmark) -> list[str]:
    """The quoted words, clean, one paragraph a line, empty lines left out."""
    return [line.strip() for line in sanitize(bookmark.selector.exact).split("\n") if line.strip()]


def note_lines(bookmark: Bookmark) -> list[str]:
    """The note's lines, clean."""
    return sanitize(bookmark.note).split("\n") if bookmark.note else []


_NO_TAG = re.compile(r"[^\w/-]+")


def hashtag(tag: str) -> str:
    """A tag as ``#one-word``; digits alone get an underscore, since Obsidian takes them for no tag."""
    word = _NO_TAG.sub("-", sanitize_line(tag)).strip("-/_")
    return f"#{word if not word.isdigit() else '_' + word}" if word else ""
