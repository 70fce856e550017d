"""What an export says about the article a passage comes from, whether or not its text is still here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tui.bookmarks.model import Bookmark
from tui.bookmarks.passage_link import is_web, without_directive
from tui.text.article import Article


@dataclass(frozen=True, slots=True)
class Citation:
    """Enough of an article to cite it. Empty strings where nothing is known; dates in ISO form."""

    uri: str
    title: str = ""
    source: str = ""  # publisher or site
    authors: tuple[str, ...] = ()
    editor: str = ""
    published: str = ""
    language: str = ""
    url: str = ""  # where a browser finds it; "" for a file that names none

    @property
    def day(self) -> str:
        """The day it appeared, as the article has it: 2026-11-24; "" if unknown."""
        return self.published[:10]

    @property
    def name(self) -> str:
        """The title to show, the uri when there is none."""
        return self.title or self.uri or "untitled"


def in_marks(words: str) -> str:
    """Words in quotation marks; as they stand where they begin with one of their own: never ““so””."""
    return words if words.startswith(("“", "„", "«", "‹", "‘", "「", "『", '"')) else f"“{words}”"


def cite(article: Article) -> Citation:
    """The citation of an article, from its own metadata."""
    data = article.metadata
    url = data.url.value if data.url else ""
    return Citation(
        uri=article.uri,
        title=article.title,
        source=data.source.value if data.source else "",
        authors=tuple(author.value for author in data.byline),
        editor=data.editor.value if data.editor else "",
        published=data.published.value if data.published else "",
        language=data.language.value if data.language else "",
        url=without_directive(url or (article.uri if is_web(article.uri) else "")),
    )


def citation_for(bookmark: Bookmark, articles: Mapping[str, Citation | Article] | None) -> Citation:
    """The citation of a bookmark's article: from ``articles`` (by uri), else from the bookmark itself."""
    known = (articles or {}).get(bookmark.uri)
    if isinstance(known, Article):
        return cite(known)
    if known is not None:
        return known
    url = without_directive(bookmark.uri) if is_web(bookmark.uri) else ""
    return Citation(uri=bookmark.uri, title=bookmark.title, source=bookmark.source, url=url)
