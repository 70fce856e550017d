"""Markdown (CommonMark with tables) as an article: markup becomes blocks, links and emphases with offsets.

markdown-it-py does the parsing and is imported here only, at the first Markdown file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.structure import structured_article
from tui.text.article import Article, Block, BlockKind, Emphasis, Inferred, Link, Metadata
from tui.text.sanitize import sanitize, sanitize_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_-]+):[ \t]*(.*)$")
_FIELDS = {
    "title": "title",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "source": "source",
    "site": "source",
    "publisher": "source",
    "date": "published",
    "published": "published",
    "updated": "updated",
    "editor": "editor",
    "lang": "language",
    "language": "language",
    "url": "url",
    "link": "url",
}
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?\S{0,6})?")
_OPEN = {"strong_open": "strong", "em_open": "emphasis"}
_CLOSE = {"strong_close": "strong", "em_close": "emphasis"}


def markdown_article(text: str, *, uri: str = "", notes: tuple[str, ...] = ()) -> Article:
    """An article from sanitised Markdown. Blocks are parted by one blank line in ``Article.text``.

    YAML front matter gives metadata ("front matter" as origin) and is left out of the text.
    """
    from markdown_it import MarkdownIt

    metadata = Metadata()
    front = _FRONT_MATTER.match(text)
    if front:
        metadata = _front_matter(front[1])
        text = text[front.end() :]
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    page = _Page()
    page.add(parser.parse(text))
    return structured_article(
        page.text(),
        tuple(page.blocks),
        links=tuple(page.links),
        emphases=tuple(page.emphases),
        metadata=metadata,
        uri=uri,
        notes=notes,
    )


def _front_matter(yaml: str) -> Metadata:
    values: dict[str, Inferred] = {}
    byline: list[Inferred] = []
    for line in yaml.split("\n"):
        m = _FIELD.match(line)
        if not m or m[1].lower() not in _FIELDS:
            continue
        field = _FIELDS[m[1].lower()]
        value = sanitize_line(m[2]).strip().strip("\"'")
        if not value:
            continue
        if field == "byline":
            names = value.strip("[]").split(",") if value.startswith("[") else [value]
            byline += [Inferred(n.strip().strip("\"'"), "front matter") for n in names if n.strip()]
        elif field in ("published", "updated"):
            iso = _ISO_DATE.match(value)
            if iso:
                values[field] = Inferred(iso[0], "front matter")
        else:
            values[field] = Inferred(value, "front matter")
    return Metadata(byline=tuple(byline), **values)


class _Page:
    """Collects the text of a parsed document and, beside it, its blocks, links and emphases."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.emphases: list[Emphasis] = []

    def text(self) -> str:
        return "".join(self.pieces)

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def add(self, tokens: Sequence[Token]) -> None:
        """Walk the flat list of block tokens once."""
        lists: list[tuple[str, int]] = []  # (kind of list, number of the next item)
        quotes = 0
        level = 0
        fresh_item = ""
        row: list[Token] | None = None
        for token in tokens:
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open"):
                lists.append((kind, int(token.attrGet("start") or 1)))
            elif kind in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
            elif kind == "list_item_open":
                name, number = lists[-1]
                fresh_item = "•" if name == "bullet_list_open" else f"{number}."
                lists[-1] = (name, number + 1)
            elif kind == "blockquote_open":
                quotes += 1
            elif kind == "blockquote_close":
                quotes -= 1
            elif kind == "heading_open":
                level = int(token.tag[1:])
            elif kind == "heading_close":
                level = 0
            elif kind == "tr_open":
                row = []
            elif kind == "tr_close":
                if row:
                    self._row(row)
                row = None
            elif kind == "inline":
                if row is not None:
                    row.append(token)
                elif level:
                    self._inline([token], BlockKind.HEADING, level)
                elif lists:
                    self._inline([token], BlockKind.LIST_ITEM, len(lists), fresh_item)
                    fresh_item = ""
                elif quotes:
                    self._inline([token], BlockKind.QUOTE, quotes)
                else:
                    self._inline([token], BlockKind.PARAGRAPH, 0)
            elif kind in ("fence", "code_block") and token.content.strip("\n"):
                self._begin()
                start = self.length
                self._write(token.content.strip("\n"))
                self.blocks.append(Block(BlockKind.CODE, start, self.length))

    def _begin(self) -> None:
        if self.blocks:
            self._write("\n\n")

    def _row(self, cells: list[Token]) -> None:
        self._inline(cells, BlockKind.TABLE_ROW, 0)

    def _inline(self, tokens: list[Token], kind: BlockKind, level: int, marker: str = "") -> None:
        self._begin()
        start = self.length
        for number, token in enumerate(tokens):
            if number:
                self._write(" | ")
            self._children(token.children or [])
        if self.length > start:
            self.blocks.append(Block(kind, start, self.length, level, marker))

    def _children(self, children: Sequence[Token]) -> None:
        links: list[tuple[int, str]] = []
        opened: list[tuple[str, int]] = []
        for child in children:
            if child.type == "text":
                self._write(sanitize(child.content))  # a reference may have named a character that turns the text
            elif child.type in ("softbreak", "hardbreak"):
                self._write(" ")
            elif child.type == "code_inline":
                start = self.length
                self._write(sanitize(child.content))
                self.emphases.append(Emphasis(start, self.length, "code"))
            elif child.type == "image":
                self._children(child.children or [])
            elif child.type == "link_open":
                links.append((self.length, sanitize_line(str(child.attrGet("href") or ""))))
            elif child.type == "link_close" and links:
                at, url = links.pop()
                if self.length > at and url:
                    self.links.append(Link(at, self.length, url))
            elif child.type in _OPEN:
                opened.append((_OPEN[child.type], self.length))
            elif child.type in _CLOSE and opened:
                style, at = opened.pop()
                self.emphases.append(Emphasis(at, self.length, style))
