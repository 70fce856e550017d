"""Markdown for Logseq: an outline, properties as ``key:: value``, a block with an id for each passage.

As in https://docs.logseq.com (properties, block references): a block's properties follow its first
line, and ``id`` must be a UUID.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence

from tui.bookmarks.formats.grouping import Articles, Group, by_article, day, hashtag, link, note_lines, quote_lines
from tui.bookmarks.model import AnchorState, Bookmark
from tui.text.escaping import markdown, markdown_line, markdown_note
from tui.text.sanitize import sanitize_line

_NAMESPACE = uuid.UUID("6f7f3c0e-3c55-5c0c-9b0b-6d0d6a1f9d5e")


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """An outline: a block an article, under it a block a passage, under that its note."""
    return "".join(_article(group) for group in by_article(items, articles))


def _article(group: Group) -> str:
    c = group.citation
    lines = [f"- {markdown_line(c.name)}"]
    known = (("source", _address(c.url)), ("author", _property(", ".join(c.authors))), ("site", _property(c.source)),
             ("published", _property(c.published)))  # fmt: skip
    lines += [f"  {key}:: {value}" for key, value in known if value]
    for bookmark in group.bookmarks:
        quoted = quote_lines(bookmark)
        lines += [f"  {'- ' if n == 0 else '  '}> {_shown(line)}" for n, line in enumerate(quoted)]
        lines.append(f"    id:: {block_uuid(bookmark)}")
        lines += [f"    {key}:: {value}" for key, value in _properties(group, bookmark)]
        note = [line for line in note_lines(bookmark) if line.strip()]
        lines += [f"    - {markdown_note(line)}" for line in note]
    return "\n".join(lines) + "\n"


def _properties(group: Group, b: Bookmark) -> list[tuple[str, str]]:
    tags = ", ".join(filter(None, (hashtag(t)[1:] for t in b.tags)))
    state = b.state.value if b.state in (AnchorState.CHANGED, AnchorState.LOST) else ""
    values = (("tags", tags), ("category", b.category), ("saved", day(b.created)), ("state", state),
              ("passage", _address(link(group.citation, b))))  # fmt: skip
    return [(key, value) for key, value in values if value]


def _property(value: str) -> str:
    """A value that starts no property and no reference of its own."""
    return re.sub(r"::+", ":", markdown(value).replace("((", "( ("))


def _address(url: str) -> str:
    """An address as a property: nothing in it is emphasis, HTML or a reference."""
    url = re.sub(r"[<>\\`*\[\]\s]|~~", lambda m: "".join(f"%{ord(c):02X}" for c in m[0]), url)
    return re.sub(r"::+", ":", url).replace("((", "(%28")


def _shown(line: str) -> str:
    return re.sub(r"::", ":\u2060:", markdown_line(line).replace("((", r"\(\("))


def block_uuid(bookmark: Bookmark) -> str:
    """The bookmark's own UUID, or one made from its id, the same at every export."""
    try:
        return str(uuid.UUID(bookmark.id))
    except ValueError:
        return str(uuid.uuid5(_NAMESPACE, sanitize_line(bookmark.id)))
