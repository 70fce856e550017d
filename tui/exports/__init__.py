"""The article for other programs: marked-up HTML, SVG, Markdown, plain text, its facts as JSON or lines. No Textual.

What is written stands alone: no script, nothing loaded from elsewhere, and the article's words are never markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.exports.spans import GAP
from tui.facts.describe import value, words
from tui.facts.model import Facts
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark


def render(kind: str, article: Article, facts: Facts | None, bookmarks: Sequence[Bookmark] = ()) -> str:
    """The article as "md", "html", "svg", "txt", or its facts as "json" or "facts" (a line each, cut by tabs)."""
    facts = facts or Facts(article.hash, "", ())
    if kind == "html":
        from tui.exports.html import html

        return html(article, facts, bookmarks)
    if kind == "svg":
        from tui.exports.svg import svg

        return svg(article, facts)
    if kind == "json":
        import json

        from tui.facts.json_form import facts_json

        return json.dumps(facts_json(article, facts), ensure_ascii=False, indent=1) + "\n"
    if kind == "facts":
        return fact_lines(article, facts)
    if kind == "txt":
        return article.text.rstrip("\n") + "\n"
    from tui.exports.markdown import markdown

    return markdown(article, facts, bookmarks)


def fact_lines(article: Article, facts: Facts) -> str:
    """A line a fact: kind, words, value, what is doubtful, cut by tabs."""
    rows = (
        (f.kind.value, words(article.text, f.span) or GAP, value(f, facts, article.text), "; ".join(f.warnings))
        for f in facts.facts
        if f.lit
    )
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)
