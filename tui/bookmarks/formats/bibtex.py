"""BibTeX for biblatex: ``@online`` for an article on the web, ``@article`` for another (biblatex manual, §2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.csl import date_parts
from tui.bookmarks.formats.grouping import Articles, by_article, day
from tui.bookmarks.model import Bookmark
from tui.text.escaping import tex


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """One entry for each article that carries a bookmark; keys are distinct and the same at every export."""
    taken: set[str] = set()
    made = []
    for group in by_article(items, articles):
        made.append(_entry(group.citation, _key(group.citation, taken), day(max(b.created for b in group.bookmarks))))
    return "\n".join(made)


def _entry(c: Citation, key: str, accessed: str) -> str:
    fields = [("title", "{" + tex(c.name) + "}")]  # braces twice: capitals stay
    if c.authors:
        fields.append(("author", " and ".join("{" + tex(a) + "}" for a in c.authors)))
    if c.editor:
        fields.append(("editor", "{" + tex(c.editor) + "}"))
    if c.source:
        fields.append(("organization" if c.url else "journaltitle", tex(c.source)))
    parts = date_parts(c.published)
    if parts:
        fields.append(("date", "-".join(f"{p:02d}" if n else f"{p:04d}" for n, p in enumerate(parts))))
    if c.url:
        fields += [("url", _url(c.url)), ("urldate", accessed)]
    if c.language:
        fields.append(("langid", tex(c.language)))
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@{'online' if c.url else 'article'}{{{key},\n{body}}}\n"


def _url(address: str) -> str:
    """An address for a verbatim field: only braces and backslashes could end it."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _key(c: Citation, taken: set[str]) -> str:
    who = (c.authors[0].split()[-1:] or [""])[0] if c.authors else c.source
    year = str(date_parts(c.published)[0]) if date_parts(c.published) else ""
    word = next((w for w in re.findall(r"\w+", c.title) if len(w) > 3), "article")
    plain = unicodedata.normalize("NFKD", f"{who}{year}{word}".casefold())
    stem = re.sub(r"[^a-z0-9]+", "", plain)[:40] or "article"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key
