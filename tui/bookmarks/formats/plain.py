"""Plain text: each article with its passages, for a mail or a printer."""

from __future__ import annotations

from collections.abc import Sequence

from tui.bookmarks.citation import in_marks
from tui.bookmarks.formats.grouping import Articles, Group, by_article, day, link, note_lines, quote_lines
from tui.bookmarks.model import AnchorState, Bookmark
from tui.text.sanitize import sanitize_line


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """Articles with an empty line between passages and two between articles."""
    return "\n\n".join(_article(group) for group in by_article(items, articles))


def _article(group: Group) -> str:
    c = group.citation
    about = " · ".join(filter(None, (", ".join(c.authors), c.source, c.day)))
    parts = ["\n".join(filter(None, (c.name, about, c.url))) + "\n"]
    for b in group.bookmarks:
        lines = [f"  {in_marks(line)}" for line in quote_lines(b)]
        lines += [f"    {line}".rstrip() for line in note_lines(b)]
        state = b.state.value if b.state in (AnchorState.CHANGED, AnchorState.LOST) else ""
        marks = (day(b.created), ", ".join(map(sanitize_line, b.tags)), b.category, state, link(c, b))
        lines.append("  " + " · ".join(filter(None, marks)))
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
