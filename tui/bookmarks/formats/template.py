"""Exports laid out by the user: a plain text file with names in double braces.

The lines between ``{{#bookmarks}}`` and ``{{/bookmarks}}`` are repeated for each bookmark, what
stands around them for each article: sections and names as in Mustache (https://mustache.github.io),
without partials, lambdas or anything that runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.detecting import decode
from tui.bookmarks.formats.grouping import Articles, by_article, day, hashtag, iso, link, note_lines, quote_lines
from tui.bookmarks.model import Bookmark
from tui.text.sanitize import sanitize, sanitize_line

LIMIT = 256 * 1024
"""Bytes of the largest template that is read."""

ARTICLE_NAMES = ("title", "source", "authors", "editor", "published", "language", "url", "uri", "count")
BOOKMARK_NAMES = ("quote", "note", "tags", "hashtags", "category", "created", "changed", "time", "state", "link", "id")

_OPEN, _CLOSE = "{{#bookmarks}}", "{{/bookmarks}}"
_NAME = re.compile(r"\{\{\s*([#/]?\w{1,40})\s*\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """What stands before, in and after the repeated part."""

    before: str
    each: str
    after: str

    def render(self, items: Sequence[Bookmark], articles: Articles = None) -> str:
        """The bookmarks as text, article by article in document order."""
        parts: list[str] = []
        for group in by_article(items, articles):
            article = _article_values(group.citation, len(group.bookmarks))
            parts.append(_fill(self.before, article))
            parts += [_fill(self.each, article | _bookmark_values(group.citation, b)) for b in group.bookmarks]
            parts.append(_fill(self.after, article))
        return "".join(parts)


def load(path: Path) -> Template:
    """The template in a file. Raises ValueError with one sentence that names file and line."""
    try:
        with open(path, "rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise ValueError(f"the template {path.name} cannot be read ({error.strerror or error}).") from error
    if len(data) > LIMIT or b"\0" in data:
        raise ValueError(f"the template {path.name} is no text of less than {LIMIT // 1024} kB.")
    return parse(sanitize(decode(data)[0]), path.name)


def parse(text: str, name: str = "template") -> Template:
    """The template in ``text``. Raises ValueError with one sentence that names the line."""
    if text.count(_OPEN) != 1 or text.count(_CLOSE) != 1 or text.index(_OPEN) > text.index(_CLOSE):
        raise ValueError(f"{name} needs one {_OPEN} and after it one {_CLOSE}: what is between is repeated.")
    before, rest = text.split(_OPEN)
    each, after = rest.split(_CLOSE)
    each, after = each.removeprefix("\n"), after.removeprefix("\n")
    for part, allowed in ((before, ARTICLE_NAMES), (each, ARTICLE_NAMES + BOOKMARK_NAMES), (after, ARTICLE_NAMES)):
        for found in _NAME.finditer(part):
            if found[1] not in allowed:
                line = text.count("\n", 0, text.index(found[0])) + 1
                raise ValueError(f"{name}, line {line}: there is no {found[0]} here; use {', '.join(allowed)}.")
    return Template(before, each, after)


def _fill(part: str, values: Mapping[str, str]) -> str:
    return _NAME.sub(lambda m: values[m[1]], part)


def _article_values(c: Citation, count: int) -> dict[str, str]:
    return {
        "title": c.name, "source": c.source, "authors": ", ".join(c.authors), "editor": c.editor,
        "published": c.published, "language": c.language, "url": c.url, "uri": c.uri, "count": str(count),
    }  # fmt: skip


def _bookmark_values(c: Citation, b: Bookmark) -> dict[str, str]:
    return {
        "quote": "\n".join(quote_lines(b)), "note": "\n".join(note_lines(b)),
        "tags": ", ".join(map(sanitize_line, b.tags)), "hashtags": " ".join(filter(None, map(hashtag, b.tags))),
        "category": b.category, "created": day(b.created), "changed": day(b.changed), "time": iso(b.created),
        "state": b.state.value, "link": link(c, b), "id": sanitize_line(b.id),
    }  # fmt: skip
