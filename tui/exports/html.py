"""The article as a web page that stands alone: no script, nothing loaded from elsewhere, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from tui.exports.spans import Piece, Pieces
from tui.facts.describe import figure_label, figure_value, speaker_and_manner, value, words
from tui.facts.model import Claim, Fact, Facts, Figure, Kind, Quotation
from tui.layout.tables import cells_of
from tui.text.article import Article, Block, BlockKind

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark

STYLE = """\
:root{color-scheme:light dark;--ground:#f6f1e4;--text:#3b372e;--strong:#14120d;--quiet:#6b6454;--rule:#d8d0bd;
--figure:#8a4b00;--date:#1f6650;--organisation:#2a5590;--place:#4c6110;--quote:#96365a;--claim:#665838;--gap:#a8321a;
--mark:#ece3b4}
@media (prefers-color-scheme:dark){:root{--ground:#1b1a17;--text:#b8b2a4;--strong:#f0ead8;--quiet:#8d8778;
--rule:#35322b;--figure:#e0a84e;--date:#8fbfa5;--organisation:#86a9d0;--place:#9fb86a;--quote:#d69aa8;--claim:#b3a78c;--gap:#e0846a;
--mark:#37331c}}
*{box-sizing:border-box}
body{max-width:40rem;margin:3rem auto;padding:0 2rem;font:1.125rem/1.6 Charter,"Bitstream Charter",Georgia,serif;
color:var(--text);background:var(--ground);overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{color:var(--strong);line-height:1.25;margin:2em 0 .6em}
h1{font-size:1.9rem;margin-top:0}h2{font-size:1.3rem}h3,h4,h5,h6{font-size:1.1rem}
p,li,blockquote,table{margin:0 0 1em}li{margin-bottom:.3em}
blockquote{margin-left:0;padding-left:1.2em;border-left:3px solid var(--rule)}
pre{overflow-x:auto;padding:.8em 1em;border:1px solid var(--rule);font-size:.85em}
table{border-collapse:collapse;width:100%}
td{padding:.25em .8em .25em 0;border-bottom:1px solid var(--rule);vertical-align:top}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--rule);text-underline-offset:.15em}
.about,.credit,.caption,.boilerplate{color:var(--quiet);font-size:.85em}
.figure{font-weight:bold;color:var(--figure)}
.date{color:var(--date);text-decoration:underline;text-underline-offset:.15em}
.person{font-weight:bold;color:var(--strong)}.organisation{font-weight:bold;color:var(--organisation)}
.place{font-style:italic;color:var(--place)}.quote{font-style:italic;color:var(--quote)}
.quote.figure{color:var(--figure)}.cue{color:var(--claim)}
.gap{padding:0 .3em;color:var(--ground);background:var(--gap)}
.sign{float:left;width:1.2rem;margin-left:-1.4rem;color:var(--claim)}
mark{color:inherit;background:var(--mark)}
section{margin-top:3em;padding-top:.5em;border-top:1px solid var(--rule);font-size:.95em}
section td:first-child{width:32%}section .value{text-align:right;font-weight:bold;color:var(--figure)}
@media print{body{max-width:none;margin:0}}
"""
"""The colours of our themes paper and ink."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_QUIET = (BlockKind.CREDIT, BlockKind.BOILERPLATE, BlockKind.CAPTION)
_STYLES = {"strong": "strong", "emphasis": "em", "code": "code"}


def html(article: Article, facts: Facts, bookmarks: Sequence[Bookmark] = ()) -> str:
    """The article with its facts marked and explained, and what they come to below it."""
    page = _Page(Pieces(article, facts, bookmarks))
    title = escape(article.title)
    language = article.metadata.language.value if article.metadata.language else ""
    about = about_line(article)
    url = article.metadata.url.value if article.metadata.url else article.uri
    source = f'<a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>' if _is_web(url) else ""
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(language)}">' if language else "<html>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{STYLE}</style>",
        "<body>",
        "<article>",
        "" if page.pieces.title else f"<h1>{title}</h1>",
        f'<p class="about">{"<br>".join(filter(None, (escape(about), source)))}</p>' if about or source else "",
        *page.blocks(),
        "</article>",
        *page.sections(bookmarks),
        "</body>",
        "</html>",
    ]
    return "\n".join(filter(None, parts)) + "\n"


def about_line(article: Article) -> str:
    """Source, authors, date, as far as the article says."""
    meta = article.metadata
    held = [h.value for h in (meta.source, *meta.byline, meta.editor) if h]
    return " · ".join([*held, meta.published.value[:10]] if meta.published else held)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("https://", "http://"))


class _Page:
    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.article = pieces.article
        self.facts = pieces.facts
        self._named: set[Fact] = set()

    # -- the article

    def blocks(self) -> list[str]:
        """Every block in its element; items of a list, rows of a table and lines of a quotation together."""
        out: list[str] = []
        for kind, group in groupby(self.article.blocks, key=lambda block: block.kind):
            blocks = list(group)
            if kind is BlockKind.LIST_ITEM:
                out.append(self._list(blocks))
            elif kind is BlockKind.TABLE_ROW:
                out += ["<table>", *(f"<tr>{self._cells(b)}</tr>" for b in blocks), "</table>"]
            elif kind is BlockKind.QUOTE:
                out += ["<blockquote>", *(f"<p>{self._inner(b)}</p>" for b in blocks), "</blockquote>"]
            else:
                out += [self._block(b) for b in blocks]
        return out

    def _block(self, block: Block) -> str:
        tag = "p"
        if block == self.pieces.title:
            tag = "h1"
        elif block.kind is BlockKind.HEADING:
            tag = f"h{max(2, min(block.level, 6))}"
        elif block.kind is BlockKind.CODE:
            tag = "pre"
        name = f' class="{block.kind.value}"' if block.kind in _QUIET else ""
        return f"<{tag}{name}>{self._inner(block)}</{tag}>"

    def _list(self, blocks: list[Block]) -> str:
        """Nested lists; a number that the source gave is kept."""
        out: list[str] = []
        open_tags: list[str] = []
        for block in blocks:
            number = block.marker.rstrip(".)")
            tag = "ol" if number.isdecimal() and number.isascii() else "ul"
            depth = max(1, min(block.level, 8, len(open_tags) + 1))
            while len(open_tags) > depth or (len(open_tags) == depth and open_tags[-1] != tag):
                out.append(f"</li></{open_tags.pop()}>")
            if len(open_tags) == depth:
                out.append("</li>")
            else:
                open_tags.append(tag)
                out.append(f"<{tag}>")
            at = f' value="{int(number[:9])}"' if tag == "ol" else ""
            out.append(f"<li{at}>{self._inner(block)}")
        out += [f"</li></{tag}>" for tag in reversed(open_tags)]
        return "".join(out)

    def _cells(self, block: Block) -> str:
        return "".join(f"<td>{self._run(s, e)}</td>" for s, e in cells_of(self.article.text, block.start, block.end))

    def _inner(self, block: Block) -> str:
        return self._run(block.start, block.end)

    def _run(self, start: int, end: int) -> str:
        out: list[str] = []
        claims = {f.start: f for f in reversed(self.pieces.claims_at(start, end))}
        for url, group in groupby(self.pieces.cut(start, end), key=lambda piece: piece.url):
            inner: list[str] = []
            for piece in group:
                claim = claims.pop(piece.start, None)
                if claim is not None:
                    inner.append(f'<span class="sign" title="{escape(self.pieces.meaning(claim))}">»</span>')
                inner.append(self._marked(piece))
            words_ = "".join(inner)
            out.append(f'<a href="{escape(url)}" rel="noreferrer">{words_}</a>' if url else words_)
        return "".join(out)

    def _marked(self, piece: Piece) -> str:
        out = escape(piece.text)
        for style in piece.styles:
            tag = _STYLES.get(style, "span")
            out = f"<{tag}>{out}</{tag}>"
        kinds = piece.kinds
        if kinds:
            shown = [f for f in piece.facts if f.kind is not Kind.CLAIM] or list(piece.facts)
            title = f' title="{escape(self.pieces.meaning(shown[-1]))}"' if shown else ""
            name = "".join(self._name(f) for f in piece.facts)
            inner = out.strip(" ") if piece.is_gap else out  # the blanks beside it are none of the sign
            marked = f'<span{name} class="{" ".join(kinds)}"{title}>{inner}</span>'
            out = out.replace(inner, marked) if piece.is_gap else marked
        return f"<mark>{out}</mark>" if piece.marked else out

    def _name(self, fact: Fact) -> str:
        """An anchor at the first piece of a fact, where no other one stands."""
        if fact.kind is not Kind.FIGURE or fact in self._named:
            return ""
        self._named.add(fact)
        return f' id="f{fact.start}"'

    # -- below it

    def sections(self, bookmarks: Sequence[Bookmark]) -> list[str]:
        """What the facts come to: key figures, who says what, when, and the reader's bookmarks."""
        text, facts = self.article.text, self.facts
        out: list[str] = []
        keys = [(f, f.detail) for f in facts.key_figures() if isinstance(f.detail, Figure)]
        out += _section(
            "Key figures",
            (
                f'<tr><td class="value"><a href="#f{f.start}">{escape(figure_value(d))}</a></td>'
                f"<td>{escape(figure_label(text, d) or words(text, f.span))}</td></tr>"
                for f, d in keys
            ),
        )
        said = [(f, f.detail) for f in facts.of(Kind.QUOTE, Kind.CLAIM) if isinstance(f.detail, (Quotation, Claim))]
        out += _section(
            "Who says what", (_row(speaker_and_manner(d, facts, text), words(text, f.span)) for f, d in said)
        )
        resolved, unresolved = facts.timeline()
        dates = (_row(value(f, facts, text), words(text, f.span)) for f in (*resolved, *unresolved))
        out += _section("When", dates)
        out += _section("Bookmarks", (_row(" ".join(b.selector.exact.split()), b.note) for b in bookmarks))
        return out


def _row(left: str, right: str) -> str:
    return f"<tr><td>{escape(left)}</td><td>{escape(' '.join(right.split()))}</td></tr>"


def _section(title: str, rows: Iterable[str]) -> list[str]:
    held = list(rows)
    return [f"<section>\n<h2>{title}</h2>\n<table>", *held, "</table>\n</section>"] if held else []
