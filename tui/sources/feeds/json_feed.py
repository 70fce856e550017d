"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from tui.sources import SourceError
from tui.sources.feed_dates import iso
from tui.sources.feeds.model import MAX_ITEMS, MAX_PARTS, Enclosure, Feed, Item
from tui.sources.feeds.values import as_html, line, number
from tui.text.sanitize import sanitize


def json_feed(text: str) -> Feed:
    """The feed as it stands, its links not yet made whole. Raises SourceError."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("The feed is broken JSON.") from None
    if isinstance(found, dict) and "jsonfeed.org/version" in str(found.get("version")):
        found.setdefault("items", [])
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise SourceError("That JSON is no feed.")
    items = []
    everybody = _authors(found)  # of items that name nobody (JSON Feed 1.1, "authors")
    for entry in found["items"][:MAX_ITEMS]:
        if not isinstance(entry, dict):
            continue
        html = entry.get("content_html")
        content = sanitize(html) if isinstance(html, str) and html.strip() else as_html(entry.get("content_text"))
        items.append(
            Item(
                title=line(entry.get("title")),
                link=line(entry.get("url") or entry.get("external_url")),
                id=line(entry.get("id")),
                named=bool(line(entry.get("id"))),
                published=iso(entry.get("date_published")),
                updated=iso(entry.get("date_modified")),
                author=_authors(entry) or everybody,
                content=content,
                summary=as_html(entry.get("summary")),
                tags=tuple(line(t) for t in entry.get("tags") or () if isinstance(t, str) and t.strip())
                if isinstance(entry.get("tags"), list)
                else (),
                enclosures=_attachments(entry.get("attachments")),
            )
        )
    return Feed(
        title=line(found.get("title")),
        link=line(found.get("home_page_url")),
        description=line(found.get("description")),
        language=line(found.get("language")),
        updated=max((item.updated or item.published for item in items), default=""),
        items=tuple(items),
    )


def _authors(entry: dict[str, Any]) -> str:
    authors = entry.get("authors")
    if not isinstance(authors, list) or not authors:
        authors = [entry.get("author")]
    names = (line(a.get("name")) for a in authors[:MAX_PARTS] if isinstance(a, dict))
    return ", ".join(dict.fromkeys(name for name in names if name))


def _attachments(found: Any) -> tuple[Enclosure, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(
        Enclosure(line(a.get("url")), line(a.get("mime_type")), number(a.get("size_in_bytes")))
        for a in found
        if isinstance(a, dict) and a.get("url")
    )
