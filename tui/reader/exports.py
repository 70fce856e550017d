"""The article for other programs: marked-up HTML, SVG, Markdown, plain text, JSON. No Textual."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from tui.article import Article, BlockKind
from tui.facts.describe import figure_value, speaker, value, words
from tui.facts.model import Claim, Facts, Figure, Gap, Kind, Quotation

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark

GAP = "⟨…⟩"


def render(kind: str, article: Article, facts: Facts | None, bookmarks: Sequence[Bookmark] = ()) -> str:
    """The article as "md", "html", "svg", "txt", or its facts as "json" or "facts" (a line each, cut by tabs)."""
    facts = facts or Facts(article.hash, "", ())
    if kind == "html":
        return html(article, facts)
    if kind == "svg":
        return svg(article, facts)
    if kind == "json":
        from tui.facts.serialise import facts_json

        return json.dumps(facts_json(article, facts), ensure_ascii=False, indent=1) + "\n"
    if kind == "facts":
        return fact_lines(article, facts)
    if kind == "txt":
        return article.text.rstrip("\n") + "\n"
    return markdown(article, facts, bookmarks)


def fact_lines(article: Article, facts: Facts) -> str:
    """A line a fact: kind, words, value, what is doubtful, cut by tabs."""
    rows = (
        (f.kind.value, words(article.text, f.span) or GAP, value(f, facts, article.text), "; ".join(f.warnings))
        for f in facts.facts
        if f.lit
    )
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)


Piece = tuple[str, frozenset[Kind]]


def pieces(article: Article, facts: Facts, start: int, end: int) -> list[Piece]:
    """A stretch of the text cut where facts begin and end, each piece with the kinds that cover it.

    A place where words are missing is a piece of its own, with the sign that the reader draws.
    """
    edges = {start, end}
    inside = [f for f in facts.facts if f.lit and f.kind is not Kind.QUESTION and start <= f.start and f.end <= end]
    for fact in inside:
        edges |= {fact.start, fact.end}
    gaps = {f.start for f in inside if isinstance(f.detail, Gap)}
    begins: dict[int, list[Kind]] = {}
    ends: dict[int, list[Kind]] = {}
    for fact in inside:
        if fact.start < fact.end:
            begins.setdefault(fact.start, []).append(fact.kind)
            ends.setdefault(fact.end, []).append(fact.kind)
    open_now: dict[Kind, int] = {}
    out: list[Piece] = []
    cuts = sorted(edges)
    for i, at in enumerate(cuts):
        for kind in ends.get(at, ()):
            open_now[kind] -= 1
        if at in gaps:
            out.append((GAP, frozenset({Kind.GAP})))
        for kind in begins.get(at, ()):
            open_now[kind] = open_now.get(kind, 0) + 1
        if i + 1 < len(cuts):
            out.append((article.text[at : cuts[i + 1]], frozenset(k for k, n in open_now.items() if n)))
    return out


STYLE = """\
body{max-width:42em;margin:3em auto;padding:0 1em;font:18px/1.6 Georgia,serif;color:#3b372e;background:#f6f1e4}
h1,h2,h3{color:#1b1a17;line-height:1.3} .credit,.about{color:#6d675a;font-size:.85em}
.figure{font-weight:bold;color:#7a5200} .date{text-decoration:underline;color:#3f5f33} .person{font-weight:bold}
.organisation{color:#35577a} .place{color:#3f5f33} .quote{font-style:italic;color:#8a3b4a}
.claim{border-bottom:1px dotted #6d675a} .gap{background:#8f3320;color:#fff;padding:0 .2em}
"""

TAGS = {
    BlockKind.TITLE: "h1", BlockKind.HEADING: "h2", BlockKind.QUOTE: "blockquote", BlockKind.CODE: "pre",
    BlockKind.LIST_ITEM: "li",
}  # fmt: skip


def html(article: Article, facts: Facts) -> str:
    """A page that stands alone: no script, nothing loaded from elsewhere."""
    body: list[str] = []
    in_list = False
    for block in article.blocks:
        if (block.kind is BlockKind.LIST_ITEM) != in_list:
            in_list = not in_list
            body.append("<ul>" if in_list else "</ul>")
        tag = TAGS.get(block.kind, "p")
        kind = ' class="credit"' if block.kind in (BlockKind.CREDIT, BlockKind.BOILERPLATE) else ""
        inner = "".join(_marked(text, kinds) for text, kinds in pieces(article, facts, block.start, block.end))
        body.append(f"<{tag}{kind}>{inner}</{tag}>")
    if in_list:
        body.append("</ul>")
    title = escape(article.title)
    has_title = any(b.kind is BlockKind.TITLE for b in article.blocks)
    head = "" if has_title else f"<h1>{title}</h1>\n"
    language = article.metadata.language.value if article.metadata.language else ""
    lang = f' lang="{escape(language)}"' if language else ""
    about = escape(about_line(article))
    return (
        f'<!doctype html>\n<html{lang}>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<style>\n{STYLE}</style>\n<body>\n{head}<p class="about">{about}</p>\n'
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _marked(text: str, kinds: frozenset[Kind]) -> str:
    names = " ".join(sorted(k.value for k in kinds))
    words_ = escape(text)
    return f'<span class="{names}" title="{names}">{words_}</span>' if names else words_


def about_line(article: Article) -> str:
    """Source, authors, date, as far as the article says."""
    meta = article.metadata
    held = (meta.source, *meta.byline, meta.editor, meta.published)
    return " · ".join(h.value for h in held if h)


def svg(article: Article, facts: Facts) -> str:
    """The article as a picture, drawn by Rich."""
    import io

    from rich.console import Console
    from rich.text import Text

    looks = {
        Kind.FIGURE: "bold #d8a657", Kind.DATE: "underline #a9b665", Kind.PERSON: "bold", Kind.ORGANISATION: "#7daea3",
        Kind.PLACE: "#89b482", Kind.QUOTE: "italic #d3869b", Kind.GAP: "reverse #ea6962",
    }  # fmt: skip
    console = Console(width=84, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(article.title, "bold"))
    console.print(Text(about_line(article), "dim"))
    for block in article.blocks:
        line = Text(style="bold" if block.kind in (BlockKind.HEADING, BlockKind.TITLE) else "")
        for text, kinds in pieces(article, facts, block.start, block.end):
            line.append(text, " ".join(looks[k] for k in Kind if k in kinds and k in looks))
        console.print()
        console.print(line)
    return console.export_svg(title="Factlight")


def markdown(article: Article, facts: Facts, bookmarks: Sequence[Bookmark]) -> str:
    """The text in Markdown, then key figures, who says what, dates, and the reader's bookmarks."""
    out = [f"# {_md(article.title)}", ""]
    about = about_line(article)
    if about:
        out += [f"*{_md(about)}*", ""]
    for block in article.blocks:
        text = article.block_text(block)
        if block.kind is BlockKind.TITLE:
            continue
        if block.kind is BlockKind.CODE:
            fence = "`" * max(3, _longest_run(text, "`") + 1)
            out += [fence, text, fence, ""]
            continue
        line = "".join(
            GAP if Kind.GAP in kinds else _md(words_)
            for words_, kinds in pieces(article, facts, block.start, block.end)
        )
        line = " ".join(line.split())
        lead = {BlockKind.HEADING: "## ", BlockKind.LIST_ITEM: "- ", BlockKind.QUOTE: "> "}.get(block.kind, "")
        out += [lead + line, ""]
    text = article.text
    keys = facts.key_figures()
    if keys:
        out += ["## Key figures", ""]
        for fact in keys:
            assert isinstance(fact.detail, Figure)
            counted = words(text, fact.detail.counted) or words(text, fact.span)
            out.append(f"- {_md(figure_value(fact.detail))}: {_md(counted)}")
        out.append("")
    said = facts.of(Kind.QUOTE, Kind.CLAIM)
    if said:
        out += ["## Said", ""]
        for fact in said:
            if isinstance(fact.detail, (Quotation, Claim)):
                out.append(f"- {_md(speaker(fact.detail, facts, text))}: {_md(words(text, fact.span))}")
        out.append("")
    dates = facts.of(Kind.DATE)
    if dates:
        out += ["## When", ""]
        out += [f"- {_md(words(text, f.span))}: {_md(value(f, facts, text))}" for f in dates] + [""]
    if bookmarks:
        out += ["## Bookmarks", ""]
        for bookmark in bookmarks:
            out.append("> " + _md(" ".join(bookmark.selector.exact.split())))
            if bookmark.note:
                out += ["", _md(" ".join(bookmark.note.split()))]
            out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def _longest_run(text: str, char: str) -> int:
    longest = run = 0
    for c in text:
        run = run + 1 if c == char else 0
        longest = max(longest, run)
    return longest


def _md(text: str) -> str:
    return "".join("\\" + c if c in "\\`*_[]<>#|" else c for c in text)
