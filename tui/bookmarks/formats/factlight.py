"""Our own format: JSON Lines that keep everything.

The first line names format and version; then a line for each article and each bookmark, with the
first selector, the hashes of versions and every re-anchoring record. The same bookmarks always give
the same bytes; reading and writing again gives the same bytes too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.grouping import Articles, by_article
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.formats.jsonsafe import JsonError, dump, list_of, load, text_of, whole
from tui.bookmarks.making import clean_category, clean_note, clean_tags
from tui.bookmarks.model import Anchoring, AnchorState, Bookmark, Selector
from tui.text.sanitize import sanitize, sanitize_line

NAME = "factlight-bookmarks"
VERSION = 1
LINE_LIMIT = 4 * 1024 * 1024


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """All of the bookmarks as JSON Lines."""
    lines = [dump({"format": NAME, "version": VERSION})]
    groups = by_article(items, articles)
    for group in groups:
        c = group.citation
        lines.append(
            dump(
                {
                    "article": c.uri,
                    "title": c.title,
                    "source": c.source,
                    "authors": list(c.authors),
                    "editor": c.editor,
                    "published": c.published,
                    "language": c.language,
                    "url": c.url,
                }
            )
        )
    lines += [dump(_record(b)) for group in groups for b in group.bookmarks]
    return "\n".join(lines) + "\n"


def _record(b: Bookmark) -> dict[str, Any]:
    s = b.selector
    return {
        "bookmark": b.id,
        "article": b.uri,
        "exact": s.exact,
        "prefix": s.prefix,
        "suffix": s.suffix,
        "start": s.start,
        "end": s.end,
        "version": s.version,
        "old_length": s.old_length,
        "note": b.note,
        "tags": list(b.tags),
        "category": b.category,
        "created": b.created,
        "changed": b.changed,
        "deleted": b.deleted,
        "anchorings": [
            {
                "version": a.version,
                "start": a.start,
                "end": a.end,
                "state": a.state.value,
                "method": a.method,
                "kept": a.kept,
                "at": a.at,
            }
            for a in b.anchorings
        ],
    }


def read(data: bytes) -> Imported:
    """Bookmarks from our own format; a bad line is one problem, the others are kept."""
    bookmarks: list[Bookmark] = []
    articles: dict[str, Citation] = {}
    problems: list[str] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            if len(line) > LINE_LIMIT:
                raise JsonError("is too long")
            value = load(line)
            if not isinstance(value, dict):
                raise JsonError("holds no object")
            if "format" in value:
                _check_version(value)
            elif "bookmark" in value:
                bookmarks.append(_bookmark(value))
            elif "article" in value:
                citation = _citation(value)
                articles[citation.uri] = citation
            else:
                raise JsonError("holds neither an article nor a bookmark")
        except JsonError as error:
            problems.append(f"line {number} {error}: it was left out.")
    return Imported(tuple(bookmarks), tuple(problems), articles, "factlight")


def _check_version(value: dict[str, Any]) -> None:
    if value["format"] != NAME:
        raise JsonError("names another format")
    if whole(value.get("version"), 0) > VERSION:
        raise JsonError("was written by a newer Factlight")


def _citation(value: dict[str, Any]) -> Citation:
    return Citation(
        uri=sanitize_line(text_of(value["article"])),
        title=sanitize_line(text_of(value.get("title"))),
        source=sanitize_line(text_of(value.get("source"))),
        authors=tuple(sanitize_line(text_of(a)) for a in list_of(value.get("authors"))),
        editor=sanitize_line(text_of(value.get("editor"))),
        published=sanitize_line(text_of(value.get("published"))),
        language=sanitize_line(text_of(value.get("language"))),
        url=sanitize_line(text_of(value.get("url"))),
    )


def _bookmark(value: dict[str, Any]) -> Bookmark:
    exact = sanitize(text_of(value.get("exact")))
    if not exact.strip():
        raise JsonError("has no quoted words")
    start, end = whole(value.get("start")), whole(value.get("end"))
    if start < 0 or not (end == -1 or start <= end):
        start = end = -1
    try:
        category = clean_category(text_of(value.get("category")))
    except ValueError as error:
        raise JsonError("has a category that is not one letter") from error
    return Bookmark(
        id=sanitize_line(text_of(value.get("bookmark")))[:64],
        uri=sanitize_line(text_of(value.get("article"))),
        selector=Selector(
            exact=exact,
            prefix=sanitize(text_of(value.get("prefix"))),
            suffix=sanitize(text_of(value.get("suffix"))),
            start=start,
            end=end,
            version=sanitize_line(text_of(value.get("version"))),
            old_length=max(0, whole(value.get("old_length"), 0)),
        ),
        note=clean_note(text_of(value.get("note"))),
        tags=clean_tags(text_of(t) for t in list_of(value.get("tags"))),
        category=category,
        created=max(0, whole(value.get("created"), 0)),
        changed=max(0, whole(value.get("changed"), 0)),
        deleted=max(0, whole(value.get("deleted"), 0)),
        anchorings=tuple(_anchoring(a) for a in list_of(value.get("anchorings"))),
    )


def _anchoring(value: Any) -> Anchoring:
    if not isinstance(value, dict):
        raise JsonError("has a re-anchoring that is no object")
    try:
        state = AnchorState(text_of(value.get("state")))
    except ValueError as error:
        raise JsonError("has a re-anchoring in an unknown state") from error
    if state is AnchorState.UNPLACED:
        raise JsonError("has a re-anchoring without a result")
    start, end = whole(value.get("start")), whole(value.get("end"))
    if not 0 <= start <= end:
        start, end, state = -1, -1, AnchorState.LOST
    kept = value.get("kept")
    share = min(1.0, max(0.0, float(kept))) if isinstance(kept, (int, float)) else 0.0
    return Anchoring(
        version=sanitize_line(text_of(value.get("version"))),
        start=start,
        end=end,
        state=state,
        method=sanitize_line(text_of(value.get("method"))),
        kept=share,
        at=max(0, whole(value.get("at"), 0)),
    )
