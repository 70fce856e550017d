"""The article in Markdown, its facts in lists below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.exports.spans import Pieces
from tui.facts.describe import figure_label, figure_value, speaker_and_manner, value, words
from tui.facts.model import Claim, Facts, Figure, Kind, Quotation
from tui.layout.tables import cells_of
from tui.text.article import Article, Block, BlockKind
from tui.text.escaping import at_line_start, markdown_destination, markdown_line
from tui.text.escaping import markdown as escaped
from tui.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark

_MARKS = {"strong": "**", "emphasis": "*"}


def markdown(article: Article, facts: Facts, bookmarks: Sequence[Bookmark]) -> str:
    """The text, then key figures, who says what, dates, and the reader's bookmarks."""
    from tui.exports.html import about_line

    pieces = Pieces(article, facts)
    out = [f"# {markdown_line(article.title)}", ""]
    about = about_line(article)
    if about:
        out += [f"*{escaped(sanitize_line(about))}*", ""]
    before: BlockKind | None = None
    for block in article.blocks:
        if block == pieces.title:
            continue
        if before is block.kind and block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
            out.pop()  # items of one list, rows of one table
        elif before is block.kind is BlockKind.QUOTE:
            out[-1] = ">"
        out += [*_block(block, pieces, before), ""]
        before = block.kind
    out += _lists(article, facts, bookmarks)
    return "\n".join(out).rstrip("\n") + "\n"


def _block(block: Block, pieces: Pieces, before: BlockKind | None) -> list[str]:
    text = pieces.article.block_text(block)
    if block.kind is BlockKind.CODE:
        fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
        return [fence, text, fence]
    if block.kind is BlockKind.TABLE_ROW:
        spans = cells_of(pieces.article.text, block.start, block.end)
        row = "| " + " | ".join(_inline(pieces, *span) for span in spans) + " |"
        return [row] if before is BlockKind.TABLE_ROW else [row, "|" + " --- |" * len(spans)]
    line = _inline(pieces, block.start, block.end)
    if block.kind is BlockKind.LIST_ITEM:
        number = re.fullmatch(r"(\d{1,9})[.)]", block.marker)
        return ["    " * (max(1, min(block.level, 8)) - 1) + (f"{number[1]}. " if number else "- ") + line]
    level = "#" * max(2, min(block.level, 6))
    return [{BlockKind.HEADING: f"{level} ", BlockKind.QUOTE: "> "}.get(block.kind, "") + line]


def _inline(pieces: Pieces, start: int, end: int) -> str:
    out: list[str] = []
    url = ""
    for piece in (*pieces.cut(start, end), None):
        if url and (piece is None or piece.url != url):
            out.append(f"](<{url}>)")
        new = "" if piece is None else markdown_destination(piece.url)
        if new and new != url:
            if out and out[-1].endswith("!"):
                out[-1] = out[-1][:-1] + "\\!"  # "!" before a link makes it an image
            out.append("[")
        url = new
        if piece is None:
            continue
        if piece.is_gap:
            out.append(piece.text)
            continue
        around = "".join(_MARKS.get(style, "") for style in piece.styles)
        inner = piece.text.strip()
        if not around or not inner:
            out.append(escaped(piece.text))
        else:  # marks stand at the words, not at the blanks around them
            left = piece.text[: len(piece.text) - len(piece.text.lstrip())]
            right = piece.text[len(piece.text.rstrip()) :]
            out += [left, around, escaped(inner), around[::-1], right]
    return at_line_start(" ".join("".join(out).split()))


def _lists(article: Article, facts: Facts, bookmarks: Sequence[Bookmark]) -> list[str]:
    text = article.text
    out: list[str] = []

    def add(title: str, lines: list[str]) -> None:
        if lines:
            out.extend([f"## {title}", "", *lines, ""])

    keys = [(f, f.detail) for f in facts.key_figures() if isinstance(f.detail, Figure)]
    add(
        "Key figures",
        [_item(figure_value(d), figure_label(text, d) or words(text, f.span)) for f, d in keys],
    )
    said = [(f, f.detail) for f in facts.of(Kind.QUOTE, Kind.CLAIM) if isinstance(f.detail, (Quotation, Claim))]
    add("Said", [_item(speaker_and_manner(d, facts, text), words(text, f.span)) for f, d in said])
    dates = facts.of(Kind.DATE)
    add("When", [_item(words(text, f.span), value(f, facts, text)) for f in dates])
    kept: list[str] = []
    for bookmark in bookmarks:
        kept += ["> " + markdown_line(bookmark.selector.exact), ""]
        if bookmark.note:
            kept += [markdown_line(bookmark.note), ""]
    add("Bookmarks", kept[:-1])
    return out


def _item(left: str, right: str) -> str:
    return f"- {markdown_line(left)}: {escaped(sanitize_line(right))}"
