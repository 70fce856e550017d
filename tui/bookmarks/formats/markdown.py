"""Markdown for Obsidian: front matter, block quotes with block ids, links back to the passage.

Properties as Obsidian's web clipper writes them (https://help.obsidian.md/properties); block ids on
a line of their own, as blocks of several lines need (https://help.obsidian.md/links).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.grouping import (
    Articles,
    Group,
    by_article,
    day,
    hashtag,
    link,
    note_lines,
    quote_lines,
)
from tui.bookmarks.model import AnchorState, Bookmark
from tui.text.escaping import markdown_destination, markdown_line, markdown_note


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """One note: of one article with its properties, or of several under a heading each."""
    return note(by_article(items, articles))


def note(groups: Sequence[Group]) -> str:
    """The same of bookmarks that are grouped already."""
    if len(groups) == 1:
        return _note(groups[0])
    head = f"---\ntitle: {_yaml('Bookmarks')}\ntags:\n  - factlight\n---\n"
    return head + "".join(f"\n{_section(g)}" for g in groups)


def _note(group: Group) -> str:
    c = group.citation
    tags = sorted({hashtag(t)[1:] for b in group.bookmarks for t in b.tags if hashtag(t)})
    lines = ["---", f"title: {_yaml(c.name)}"]
    if c.url:
        lines.append(f"source: {_yaml(c.url)}")
    if c.authors:
        lines += ["author:", *(f"  - {_yaml(f'[[{_link_text(a)}]]')}" for a in c.authors)]
    if c.source:
        lines.append(f"site: {_yaml(c.source)}")
    if c.published:
        lines.append(f"published: {_yaml(c.published)}")
    created = min((b.created for b in group.bookmarks), default=0)
    lines += [
        f"created: {day(created)}",
        "tags:",
        "  - factlight",
        *(f"  - {_yaml(t)}" for t in tags),
        "---",
        "",
    ]
    return "\n".join(lines) + "\n" + _section(group)


def _yaml(value: str) -> str:
    """A double-quoted YAML scalar: JSON strings are valid ones."""
    return json.dumps(value, ensure_ascii=False)


def _link_text(name: str) -> str:
    return re.sub(r"[\[\]|#^]+", " ", name).strip()


def _section(group: Group) -> str:
    c = group.citation
    parts = [f"# {markdown_line(c.name)}\n"]
    about = " · ".join(filter(None, (markdown_line(", ".join(c.authors)), markdown_line(c.source), c.day)))
    if about:
        parts.append(f"{about}\n")
    if c.url:
        parts.append(f"<{markdown_destination(c.url)}>\n")
    parts += [_passage(c, b) for b in group.bookmarks]
    return "\n".join(parts)


def passages(group: Group, *, heading: bool) -> str:
    """The passages of an article to be put behind a note that is there, under the article's heading or without."""
    return _section(group) if heading else "\n".join(_passage(group.citation, b) for b in group.bookmarks)


def _passage(citation: Citation, bookmark: Bookmark) -> str:
    quoted = "\n>\n".join(f"> {markdown_line(line)}" for line in quote_lines(bookmark))
    parts = [f"{quoted}\n", f"^{block_id(bookmark)}\n"]
    if bookmark.note:
        parts.append("\n".join(map(markdown_note, note_lines(bookmark))) + "\n")
    about = [hashtag(t) for t in bookmark.tags if hashtag(t)]
    if bookmark.category:
        about.append(f"({bookmark.category})")
    about.append(day(bookmark.created))
    if bookmark.state in (AnchorState.CHANGED, AnchorState.LOST):
        about.append(f"({bookmark.state.value} in the newest version)")
    address = link(citation, bookmark)
    if address:
        about.append(f"[passage](<{markdown_destination(address)}>)")
    parts.append(" ".join(about) + "\n")
    return "\n".join(parts)


def block_id(bookmark: Bookmark) -> str:
    """A block id of letters, digits and dashes, the same at every export."""
    return "fl-" + (re.sub(r"[^0-9A-Za-z-]+", "", bookmark.id)[:13].strip("-") or "passage")
