"""From the elements of a page to text: blocks, links and emphases with offsets, written in one pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from tui.article import Block, BlockKind, Emphasis, Link
from tui.sanitize import sanitize, sanitize_line

_BLOCKS = ("address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 "
        "h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BREAKING = frozenset(_BLOCKS.split())
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_STYLES = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "code": "code",
    "kbd": "code",
    "tt": "code",
    "samp": "code",
}
DEEPEST = 60
"""Inline elements inside each other beyond this are read as plain text."""
SUMMARY_LEVEL = 4
"""Heading level of ``summary`` and of a ``dt`` that asks: below the page's own headings."""


@dataclass
class Rendered:
    """What a tree holds. ``extents`` maps the number of a heading's block to the last block that its own element
    (``details``, ``dl``) encloses."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    emphases: list[Emphasis] = field(default_factory=list)
    extents: dict[int, int] = field(default_factory=dict)


@dataclass
class _Inline:
    tag: str
    value: str  # url or style
    start: int = -1


class Renderer:
    """Takes elements as they open and close. Blocks are parted by one blank line."""

    def __init__(self, url: str = "") -> None:
        self.url = url
        self.out = Rendered()
        self.pieces: list[str] = []
        self.length = 0
        self.begin = -1  # of the open block
        self.gap = False  # a blank is due before the next words
        self.inline: list[_Inline] = []
        self.waiting: list[_Inline] = []  # opened, but no word of theirs is written yet
        self.level = 0
        self.lists: list[list[Any]] = []  # [tag, next number]
        self.marker = ""
        self.quotes = 0
        self.captions = 0
        self.code = 0
        self.tables: list[bool] = []  # whether each open table is of data
        self.cells = 0
        self.row = False
        self.heads: list[int] = []  # per open details or dl: the block number of its summary or last dt, -1 if none
        self.question = ""  # "summary" or "dt" while inside one
        self.breaks = 0

    def start(self, node: Any, tag: str) -> None:
        if tag in _BREAKING:
            self._breaking(node, tag)
        elif tag == "br":
            self._line_break()
        elif tag == "q":
            self.words("“")
        elif tag == "a":
            self._open("a", (node.get("href") or node.get("target") or "").strip())
        elif tag in _STYLES:
            self._open(tag, _STYLES[tag])
        elif tag == "sup" and node.find(".//a") is not None:
            self._open("sup", "")
        if node.text:
            self.words(node.text)

    def end(self, node: Any, tag: str) -> None:
        if tag in _BREAKING:
            self._broken(tag)
        elif tag == "q":
            self.words("”")
        elif tag == "a" or tag in _STYLES or tag == "sup":
            self._close(tag)

    def done(self) -> Rendered:
        """Everything read, once the root has closed."""
        self._flush()
        self.out.text = "".join(self.pieces)
        return self.out

    def words(self, text: str) -> None:
        """Character data, blanks collapsed unless in ``pre``."""
        if self.code:
            self._write(sanitize(text))
            return
        parts = sanitize(text).split()
        if not parts:
            self.gap = self.gap or bool(text)
            return
        if text[0].isspace():
            self.gap = True
        self._write(" ".join(parts))
        self.gap = text[-1].isspace()

    def _write(self, words: str) -> None:
        if not words:
            return
        self.breaks = 0
        if self.begin < 0:
            if not self.code or words.strip():
                self._put("\n\n" if self.out.blocks else "")
                if self.code:
                    words = words.lstrip("\n")
                self.begin = self.length
            else:
                return
        elif self.gap:
            self._put(" ")
        self.gap = False
        if self.waiting:
            for item in self.waiting:
                item.start = self.length
            self.waiting.clear()
        self._put(words)

    def _put(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    # inline elements

    def _open(self, tag: str, value: str) -> None:
        if len(self.inline) < DEEPEST:
            item = _Inline(tag, value)
            self.inline.append(item)
            self.waiting.append(item)

    def _close(self, tag: str) -> None:
        for i in range(len(self.inline) - 1, -1, -1):
            if self.inline[i].tag == tag:
                item = self.inline.pop(i)
                if item in self.waiting:
                    self.waiting.remove(item)
                self._mark(item)
                return

    def _mark(self, item: _Inline) -> None:
        if not 0 <= item.start < self.length:
            return
        if item.tag == "a":
            url = self._address(item.value)
            if url:
                self.out.links.append(Link(item.start, self.length, url))
        elif item.value:
            self.out.emphases.append(Emphasis(item.start, self.length, item.value))

    def _address(self, href: str) -> str:
        if not href or href.startswith("#") or len(href) > 4_000:
            return ""
        try:
            return sanitize_line(urljoin(self.url, href))
        except ValueError:
            return ""

    def _line_break(self) -> None:
        if self.code:
            self._write("\n")
            return
        self.gap = True
        self.breaks += 1
        if self.breaks > 1:
            self._flush()

    # blocks

    def _flush(self) -> None:
        """Ends the open block; links and emphases that go on are cut at its end."""
        self.gap = False
        self.breaks = 0
        if self.begin < 0:
            return
        for item in self.inline:
            if item.start >= 0:
                self._mark(item)
                item.start = -1
                self.waiting.append(item)
        kind, level, marker = self._kind()
        number = len(self.out.blocks)
        self.out.blocks.append(Block(kind, self.begin, self.length, level, marker))
        if self.question and self.heads:
            self._closes(number - 1)
            self.heads[-1] = number
        self.begin = -1

    def _kind(self) -> tuple[BlockKind, int, str]:
        marker, self.marker = self.marker, ""
        if self.code:
            return BlockKind.CODE, 0, ""
        if self.level:
            return BlockKind.HEADING, self.level, ""
        if self.question:
            return BlockKind.HEADING, SUMMARY_LEVEL, ""
        if self.row:
            return BlockKind.TABLE_ROW, 0, ""
        if self.captions:
            return BlockKind.CAPTION, 0, ""
        if self.lists and self.lists[-1][0] != "dl":
            return BlockKind.LIST_ITEM, sum(1 for x in self.lists if x[0] != "dl"), marker
        if self.quotes:
            return BlockKind.QUOTE, self.quotes, ""
        return BlockKind.PARAGRAPH, 0, ""

    def _closes(self, last: int) -> None:
        """The answer of the summary or dt that is open ends with block ``last``."""
        if self.heads and self.heads[-1] >= 0 and last > self.heads[-1]:
            self.out.extents[self.heads[-1]] = last

    def _breaking(self, node: Any, tag: str) -> None:
        if self.row and tag in ("td", "th"):
            if self.begin >= 0:
                self._put(" |")
                self.gap = True
            return
        if self.row and self.tables and self.tables[-1] and tag not in ("tr", "table"):
            self.gap = True  # a paragraph inside a cell
            return
        self._flush()
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag in ("ul", "ol", "dl"):
            start = node.get("start") or "1"
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
            self.lists.append([tag, number])
            if tag == "dl":
                self.heads.append(-1)
        elif tag == "li":
            if self.lists and self.lists[-1][0] == "ol":
                self.marker = f"{self.lists[-1][1]}."
                self.lists[-1][1] += 1
            else:
                self.marker = "•"
        elif tag in ("summary", "dt"):
            self.question = tag
        elif tag == "details":
            self.heads.append(-1)
        elif tag == "blockquote":
            self.quotes += 1
        elif tag in ("figcaption", "caption"):
            self.captions += 1
        elif tag == "pre":
            self.code += 1
        elif tag == "table":
            self.tables.append(not any(self.tables) and _of_data(node))
        elif tag == "tr" and self.tables and self.tables[-1]:
            self.row = True

    def _broken(self, tag: str) -> None:
        if self.row and self.tables and self.tables[-1] and tag not in ("tr", "table"):
            self.gap = True
            return
        self._flush()
        if tag in _HEADINGS:
            self.level = 0
        elif tag in ("ul", "ol", "dl"):
            if self.lists:
                self.lists.pop()
            if tag == "dl" and self.heads:
                self._closes(len(self.out.blocks) - 1)
                self.heads.pop()
        elif tag in ("summary", "dt"):
            self.question = ""
        elif tag == "details" and self.heads:
            self._closes(len(self.out.blocks) - 1)
            self.heads.pop()
        elif tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif tag in ("figcaption", "caption"):
            self.captions = max(0, self.captions - 1)
        elif tag == "pre":
            self.code = max(0, self.code - 1)
        elif tag == "table" and self.tables:
            self.tables.pop()
            self.row = False
        elif tag == "tr":
            self.row = False


def _of_data(table: Any) -> bool:
    """Whether a table holds data and no layout: several columns of short cells, no table or heading inside."""
    if table.get("role") == "presentation":
        return False
    cells = long = 0
    for cell in table.iter("td", "th", "cell"):
        cells += 1
        if cells > 400:
            break
        if len(cell) > 12 or (len(cell) and cell.find(".//p/../p[3]") is not None) or len(cell.text or "") > 400:
            long += 1
    if next(table.iterdescendants("table", "h1", "h2", "h3"), None) is not None:
        return False
    rows = sum(1 for _ in table.iter("tr", "row"))
    return cells > rows and long * 4 < cells
