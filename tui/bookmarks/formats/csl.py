"""CSL-JSON of the cited articles (https://docs.citationstyles.org, csl-data.json schema 1.0.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.grouping import Articles, by_article, day
from tui.bookmarks.formats.jsonsafe import dump
from tui.bookmarks.model import Bookmark

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """One item for each article that carries a bookmark, in the exports' order."""
    made = []
    for group in by_article(items, articles):
        accessed = day(max(b.created for b in group.bookmarks))
        made.append(item(group.citation, accessed))
    return dump(made, indent=2) + "\n"


def item(c: Citation, accessed: str = "") -> dict[str, Any]:
    """A CSL item of an article; ``accessed`` is an ISO date, "" for none."""
    found: dict[str, Any] = {"id": c.uri, "type": "article-newspaper", "title": c.name}
    if c.authors:
        found["author"] = [{"literal": name} for name in c.authors]
    if c.editor:
        found["editor"] = [{"literal": c.editor}]
    for key, value in (("container-title", c.source), ("language", c.language), ("URL", c.url)):
        if value:
            found[key] = value
    for key, date in (("issued", date_parts(c.published)), ("accessed", date_parts(accessed))):
        if date and (key == "issued" or c.url):
            found[key] = {"date-parts": [date]}
    return found


def date_parts(iso: str) -> list[int]:
    """``[2025, 11, 3]`` of an ISO date, shorter when it is, empty when there is none."""
    m = _DATE.match(iso)
    return [int(part) for part in m.groups() if part] if m else []
