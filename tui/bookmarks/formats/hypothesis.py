"""Hypothesis: what its API gives and its clients export (https://h.readthedocs.io/en/latest/api-reference/)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.grouping import EXCHANGED_CONTEXT, Articles, by_article, iso, parse_time
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.formats.jsonsafe import JsonError, dump, list_of, load, text_of, whole
from tui.bookmarks.making import clean_note, clean_tags, on_the_whole
from tui.bookmarks.model import Bookmark, Selector
from tui.text.sanitize import sanitize, sanitize_line


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """All bookmarks as a Hypothesis export."""
    made = [_annotation(group.citation, b) for group in by_article(items, articles) for b in group.bookmarks]
    return dump({"total": len(made), "annotations": made}, indent=2) + "\n"


def _annotation(c: Citation, b: Bookmark) -> dict[str, Any]:
    s = b.selector
    uri = c.url or b.uri
    selectors: list[dict[str, Any]] = []
    if 0 <= s.start <= s.end:
        selectors.append({"type": "TextPositionSelector", "start": s.start, "end": s.end})
    selectors.append({"type": "TextQuoteSelector", "exact": s.exact,
                      "prefix": s.prefix[-EXCHANGED_CONTEXT:], "suffix": s.suffix[:EXCHANGED_CONTEXT]})  # fmt: skip
    return {
        "id": b.id, "created": iso(b.created), "updated": iso(b.changed), "uri": uri, "text": b.note,
        "tags": list(b.tags), "document": {"title": [c.title] if c.title else []},
        "target": [{"source": uri, "selector": selectors}],
    }  # fmt: skip


def read(data: bytes) -> Imported:
    """Bookmarks from a list, an export (``annotations``) or an answer of the API (``rows``)."""
    try:
        value = load(data)
    except JsonError as error:
        return Imported((), (f"the file {error}.",), {}, "hypothesis")
    if isinstance(value, dict):
        inner = value.get("annotations", value.get("rows"))
        value = [value] if inner is None else inner
    bookmarks: list[Bookmark] = []
    articles: dict[str, Citation] = {}
    problems: list[str] = []
    pages = 0
    for number, annotation in enumerate(list_of(value), 1):
        try:
            bookmark = _bookmark(annotation)
        except JsonError as error:
            problems.append(f"annotation {number} {error}: it was left out.")
            continue
        if bookmark is None:
            pages += 1
            continue
        bookmarks.append(bookmark)
        if bookmark.title:
            articles.setdefault(bookmark.uri, Citation(bookmark.uri, title=bookmark.title))
    if pages:
        problems.append(f"{pages} annotations hold neither quoted words nor a note: they were left out.")
    return Imported(tuple(bookmarks), tuple(problems), articles, "hypothesis")


def _bookmark(value: Any) -> Bookmark | None:
    if not isinstance(value, dict):
        raise JsonError("is no object")
    uri = sanitize_line(text_of(value.get("uri")))
    found = [
        selector
        for target in list_of(value.get("target"))[:20] if isinstance(target, dict)
        for selector in list_of(target.get("selector"))[:50] if isinstance(selector, dict)
    ]  # fmt: skip
    quote = next((s for s in found if s.get("type") == "TextQuoteSelector"), None)
    if not uri:
        raise JsonError("names no page")
    document = value.get("document")
    titles = list_of(document.get("title")) if isinstance(document, dict) else []
    title = sanitize_line(text_of(titles[0])) if titles else ""
    created = parse_time(value.get("created"))
    note, tags = text_of(value.get("text")), clean_tags(text_of(t) for t in list_of(value.get("tags")))
    exact = sanitize(text_of(quote.get("exact"))) if quote is not None else ""
    if quote is None or not exact.strip():
        if not note.strip():
            return None
        return replace(on_the_whole(uri, title, note, created=created), id=_id(value), tags=tags)
    position = next((s for s in found if s.get("type") == "TextPositionSelector"), {})
    start, end = whole(position.get("start")), whole(position.get("end"))
    if not 0 <= start <= end:
        start = end = -1
    before, after = sanitize(text_of(quote.get("prefix"))), sanitize(text_of(quote.get("suffix")))
    return Bookmark(
        id=_id(value), uri=uri, selector=Selector(exact, before, after, start, end), note=clean_note(note), tags=tags,
        created=created, changed=parse_time(value.get("updated")) or created, title=title,
    )  # fmt: skip


def _id(value: dict[str, Any]) -> str:
    return sanitize_line(text_of(value.get("id")))[:64]
