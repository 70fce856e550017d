"""W3C Web Annotations as JSON-LD (https://www.w3.org/TR/annotation-model/), in and out.

Out: an AnnotationCollection's page whose items have TextQuoteSelector and TextPositionSelector,
the note as a TextualBody for commenting, each tag as one for tagging. In: a single annotation, a
list, a page, a collection with its first page, or any object with ``items``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.grouping import EXCHANGED_CONTEXT, Articles, by_article, iso_seconds, parse_time
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.formats.jsonsafe import JsonError, dump, list_of, load, text_of, whole
from tui.bookmarks.making import clean_note, clean_tags, on_the_whole
from tui.bookmarks.model import Bookmark, Selector
from tui.text.sanitize import sanitize, sanitize_line

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_URN = "urn:uuid:"


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """All bookmarks as one AnnotationPage."""
    made = [_annotation(group.citation, b) for group in by_article(items, articles) for b in group.bookmarks]
    page = {"@context": CONTEXT, "id": "urn:factlight:bookmarks", "type": "AnnotationPage", "items": made}
    return dump(page, indent=2) + "\n"


def _annotation(c: Citation, b: Bookmark) -> dict[str, Any]:
    s = b.selector
    bodies = []
    if b.note:
        bodies.append({"type": "TextualBody", "value": b.note, "format": "text/markdown", "purpose": "commenting"})
    bodies += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in b.tags]
    quote = {"type": "TextQuoteSelector", "exact": s.exact,
             "prefix": s.prefix[-EXCHANGED_CONTEXT:], "suffix": s.suffix[:EXCHANGED_CONTEXT]}  # fmt: skip
    selectors: list[dict[str, Any]] = [quote]
    if 0 <= s.start <= s.end:
        selectors.append({"type": "TextPositionSelector", "start": s.start, "end": s.end})
    made: dict[str, Any] = {
        "@context": CONTEXT, "id": _URN + b.id, "type": "Annotation",
        "motivation": "commenting" if b.note else "bookmarking",
        "created": iso_seconds(b.created), "modified": iso_seconds(b.changed),
    }  # fmt: skip
    if bodies:
        made["body"] = bodies
    made["target"] = {"source": c.url or b.uri, "selector": selectors}
    if c.title:
        made["target"]["dcterms:title"] = c.title
    return made


def read(data: bytes) -> Imported:
    """Bookmarks from JSON-LD; an annotation without quoted words is one problem, the others are kept."""
    try:
        value = load(data)
    except JsonError as error:
        return Imported((), (f"the file {error}.",), {}, "jsonld")
    bookmarks: list[Bookmark] = []
    articles: dict[str, Citation] = {}
    problems: list[str] = []
    for number, annotation in enumerate(_annotations(value), 1):
        try:
            bookmark = _bookmark(annotation)
        except JsonError as error:
            problems.append(f"annotation {number} {error}: it was left out.")
            continue
        bookmarks.append(bookmark)
        if bookmark.title:
            articles.setdefault(bookmark.uri, Citation(bookmark.uri, title=bookmark.title))
    return Imported(tuple(bookmarks), tuple(problems), articles, "jsonld")


def _annotations(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        inner = value.get("items", value.get("@graph"))
        if inner is None and isinstance(value.get("first"), dict):
            inner = value["first"].get("items", [])
        yield from list_of(inner) if inner is not None else [value]


def _bookmark(value: Any) -> Bookmark:
    if not isinstance(value, dict):
        raise JsonError("is no object")
    targets = list_of(value.get("target"))
    target = next((t for t in targets if isinstance(t, dict)), {"source": text_of(targets[0]) if targets else ""})
    source = target.get("source", target.get("id"))
    uri = sanitize_line(text_of(source.get("id") if isinstance(source, dict) else source))
    if not uri:
        raise JsonError("names no page")
    note, tags = _bodies(value)
    created = parse_time(value.get("created"))
    title = sanitize_line(text_of(target.get("dcterms:title")))
    found = _selector(list_of(target.get("selector")))
    if found is None:
        if not note:
            raise JsonError("has no quoted words")
        made = on_the_whole(uri, title, note, created=created)
    else:
        made = Bookmark("", uri, found, note=note, created=created, title=title)
    changed = parse_time(value.get("modified")) or created
    return replace(made, id=_id(text_of(value.get("id"))), tags=tags, changed=changed)


def _selector(found: list[Any]) -> Selector | None:
    quote: dict[str, Any] | None = None
    start = end = -1
    waiting = found[:50]
    for selector in waiting:
        if not isinstance(selector, dict):
            continue
        kind = text_of(selector.get("type"))
        if kind == "TextQuoteSelector" and quote is None:
            quote = selector
        elif kind == "TextPositionSelector":
            start, end = whole(selector.get("start")), whole(selector.get("end"))
        if selector.get("refinedBy") and len(waiting) < 100:
            waiting += list_of(selector["refinedBy"])[:10]
    exact = sanitize(text_of(quote.get("exact"))) if quote else ""
    if quote is None or not exact.strip():
        return None
    if not 0 <= start <= end:
        start = end = -1
    return Selector(exact, sanitize(text_of(quote.get("prefix"))), sanitize(text_of(quote.get("suffix"))), start, end)


def _bodies(value: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    notes, tags = [text_of(value.get("bodyValue"))], list[str]()
    for body in list_of(value.get("body")):
        if isinstance(body, str):
            continue  # an address of a body elsewhere
        if isinstance(body, dict):
            words = text_of(body.get("value"))
            purposes = list_of(body.get("purpose"))
            (tags if "tagging" in purposes else notes).append(words)
    return clean_note("\n\n".join(filter(None, notes))), clean_tags(tags)


def _id(words: str) -> str:
    words = sanitize_line(words)
    return words.removeprefix(_URN) if words.startswith(_URN) and len(words) <= 64 + len(_URN) else ""
