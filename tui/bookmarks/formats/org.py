"""Org: a heading an article, a heading a passage, properties in drawers (https://orgmode.org/manual/)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.bookmarks.formats.grouping import Articles, Group, by_article, link, note_lines, quote_lines, when
from tui.bookmarks.model import Bookmark
from tui.text.escaping import org_headline, org_line
from tui.text.sanitize import sanitize_line

_TAG = re.compile(r"[^\w@#%]+")


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """All bookmarks as one Org file."""
    return "".join(_article(group) for group in by_article(items, articles))


def _article(group: Group) -> str:
    c = group.citation
    lines = [f"* {org_headline(c.name)}", ":PROPERTIES:"]
    known = (("URL", c.url), ("AUTHOR", ", ".join(c.authors)), ("SOURCE", c.source), ("PUBLISHED", c.published))
    lines += [f":{key}: {value}" for key, value in known if value] + [":END:"]
    for b in group.bookmarks:
        lines += _passage(group, b)
    return "\n".join(lines) + "\n"


def _passage(group: Group, b: Bookmark) -> list[str]:
    quoted = quote_lines(b)
    first = " ".join(quoted)
    tags = [t for t in (_TAG.sub("_", sanitize_line(t)).strip("_") for t in b.tags) if t]
    head = f"** {org_headline(first if len(first) <= 60 else first[:59] + '…')}"
    lines = [head + (f" :{':'.join(tags)}:" if tags else ""), ":PROPERTIES:", f":ID: {sanitize_line(b.id)}"]
    lines.append(f":CREATED: [{when(b.created).strftime('%Y-%m-%d %H:%M').rjust(16, '0')}]")
    known = (("CATEGORY_LETTER", b.category), ("STATE", b.state.value), ("PASSAGE", link(group.citation, b)))
    lines += [f":{key}: {value}" for key, value in known if value]
    lines += [":END:", "#+begin_quote", *map(org_line, quoted), "#+end_quote"]
    return lines + [org_line(line) for line in note_lines(b)]
