"""Making a new bookmark from a selection, and putting words that come from outside in order."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable

from tui.bookmarks.model import Bookmark, Selector
from tui.bookmarks.selectors import select
from tui.text.article import Article
from tui.text.sanitize import sanitize, sanitize_line

NOTE_LIMIT = 100_000
TAG_LIMIT = 200


def make_bookmark(
    article: Article, start: int, end: int, *, note: str = "", tags: Iterable[str] = (), category: str = ""
) -> Bookmark:
    """A new bookmark of ``article.text[start:end]`` (code points), not saved yet.

    Raises ValueError for an empty or outside selection, or a category that is not one letter.
    """
    at = time.time_ns() // 1_000_000
    return Bookmark(
        id=str(uuid.uuid4()),
        uri=article.uri,
        selector=select(article, start, end),
        note=clean_note(note),
        tags=clean_tags(tags),
        category=clean_category(category),
        created=at,
        changed=at,
        title=article.title,
        source=article.metadata.source.value if article.metadata.source else "",
    )


def on_the_whole(uri: str, title: str, note: str, *, place: int = 0, created: int = 0) -> Bookmark:
    """A note that quotes nothing, from another program: a bookmark of the title, so that its words are kept.

    ``place`` is a location of the book, 0 for none; ``created`` is in UTC milliseconds.
    """
    selector = Selector(sanitize_line(title) or uri, "", "", place or -1, -1)
    return Bookmark("", uri, selector, note=clean_note(note), created=created, changed=created, title=title)


def clean_note(note: str) -> str:
    """A note as it is kept: Markdown without control characters or outer blank lines."""
    return sanitize(note).strip()[:NOTE_LIMIT]


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: one line each, no leading ``#``, no doubles whatever their case."""
    seen: dict[str, str] = {}
    for tag in tags:
        words = sanitize_line(tag).lstrip("#").strip()[:TAG_LIMIT]
        if words:
            seen.setdefault(words.casefold(), words)
    return tuple(seen.values())


def split_tags(typed: str) -> tuple[str, ...]:
    """Tags as they are typed or stand in one cell, of articles and of bookmarks: separated by commas."""
    return clean_tags(typed.split(","))


def clean_category(category: str) -> str:
    """A category: one letter, lower case, or "". Raises ValueError for anything else."""
    letter = category.strip().lower()
    if letter and (len(letter) > 1 or not letter.isalpha()):
        raise ValueError("a category is one letter")
    return letter
