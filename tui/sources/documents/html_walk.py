"""A walk over a tree of HTML that collects its words block by block, with links and emphases in place.

What the elements are is taken at their word; ``html`` looks at what came out once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tui.text.article import Block, BlockKind, Emphasis, Link
from tui.text.sanitize import sanitize, sanitize_line


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol "
    "p pre section summary table tbody td tfoot th thead tr ul "
)
UNSEEN = _names(
    "annotation annotation-xml audio base canvas datalist embed iframe input link map meta meter noframes "
    "noscript object option progress script select style svg template textarea title video "
)

STRONG = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "code": "code"}
HEADING = re.compile(r"h([1-6])$")

_INTEGER = re.compile(r"[ \t\n\r\f]*\+?(-?[0-9]{1,6})(?![0-9])")
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")


@dataclass(slots=True)
class Marked:
    """Text collected from markup, with what stands where in it. ``nodes`` gives each block's element."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    nodes: list[Any] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    emphases: list[Emphasis] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def set_apart(self, words: str) -> int:
        """Add the words of a block, a blank line behind the one before it; the offset at which they begin."""
        self.pieces.append("\n\n" + words if self.blocks else words)
        self.length += len(self.pieces[-1])
        return self.length - len(words)


class Walk:
    """Walks a tree once, without recursion; what it found lies in ``marked``. ``url`` makes links whole, elements for
    which ``skip`` holds are left out with all that they hold."""

    def __init__(self, url: str, skip: Callable[[Any], bool]) -> None:
        self.marked = Marked()
        self.url = url
        self.skip = skip
        self.lists: list[list[Any]] = []  # [ordered, number of the next item]
        self.quotes = 0
        self.code = 0
        self.row = 0  # inside a row of a table of data
        self.kind: tuple[BlockKind, int] | None = None
        self.marker = ""
        self.start = -1  # of the block being collected, -1 for none
        self.blank = False
        self.node: Any = None
        self.breaks = 0
        self.cells = 0  # begun since the last word of the row
        self.links: list[tuple[int, str]] = []
        self.styles: list[int] = []
        self.owners: list[tuple[BlockKind, int] | None] = []

    def over(self, root: Any) -> None:
        """Read a tree."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        for event, node in walker:
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                if tag in UNSEEN or (tag == "button" and not _is_in_prose(node)) or self.skip(node):
                    skipped = node
                    walker.skip_subtree()
                    continue
                self._open(node, tag)
                if node.text:
                    self._words(node.text, node)
            else:
                if node is skipped:
                    skipped = None
                else:
                    self._close(tag)
                if node.tail and node is not root:
                    parent = node.getparent()
                    self._words(node.tail, parent)
        self._flush()

    def _open(self, node: Any, tag: str) -> None:
        if tag == "br" or (tag == "span" and _is_break(node)):
            self.breaks += 1
            if self.code:
                self._raw("\n")
            elif self.breaks > 1:
                self._flush()
            else:
                self.blank = self.start >= 0
            return
        if tag == "a":
            self.links.append((self._here(), node.get("href") or ""))
        elif tag in STRONG:
            self.styles.append(self._here())
        if tag not in BLOCKS:
            return
        if self.row and tag in ("td", "th"):
            self.cells += self.start >= 0
            return
        if self.row and tag in ("p", "div"):
            return
        self._flush()
        self.owners.append(self.kind)
        heading = HEADING.match(tag)
        if heading:
            self.kind = (BlockKind.HEADING, int(heading[1]))
        elif tag in ("summary", "dt"):
            self.kind = (BlockKind.HEADING, 3)
        elif tag in ("figcaption", "caption"):
            self.kind = (BlockKind.CAPTION, 0)
        elif tag in ("ul", "ol", "menu", "dir"):
            self.lists.append([tag == "ol", _number(node.get("start"))])
        elif tag == "li":
            ordered, number = self.lists[-1] if self.lists else (False, 1)
            if self.lists:
                self.lists[-1][1] += 1
            self.marker = f"{number}." if ordered else "•"
            self.kind = (BlockKind.LIST_ITEM, max(1, len(self.lists)))
        elif tag == "blockquote":
            self.quotes += 1
            self.kind = (BlockKind.QUOTE, self.quotes)
        elif tag == "pre":
            self.code += 1
        elif tag == "tr" and _is_data(node):
            self.row += 1
            self.kind = (BlockKind.TABLE_ROW, 0)
        elif tag == "dd":
            self.kind = (BlockKind.PARAGRAPH, 0)

    def _close(self, tag: str) -> None:
        if tag == "a" and self.links:
            at, href = self.links.pop()
            self._link(at, href)
        elif tag in STRONG and self.styles:
            at = self.styles.pop()
            end = self.marked.length
            if self.start >= 0 and end > at >= self.start:
                self.marked.emphases.append(Emphasis(at, end, STRONG[tag]))
        if tag not in BLOCKS or (self.row and tag in ("td", "th", "p", "div")):
            if self.row and tag in ("p", "div"):
                self.blank = self.start >= 0
            return
        self._flush()
        if self.owners:
            self.kind = self.owners.pop()
        if tag in ("ul", "ol", "menu", "dir") and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag == "pre":
            self.code -= 1
        elif tag == "tr" and self.row:
            self.row -= 1
        elif tag == "li":
            self.marker = ""

    def _here(self) -> int:
        """Where the next word will begin, the gap between blocks included."""
        if self.start < 0:
            return self.marked.length + (2 if self.marked.blocks else 0)
        return self.marked.length + (3 * self.cells or int(self.blank))

    def _link(self, at: int, href: str) -> None:
        from urllib.parse import urljoin

        end = self.marked.length
        href = sanitize_line(href).strip()
        if self.start < 0 or end <= at or at < self.start or not href or href.startswith("#"):
            return
        try:
            whole = urljoin(self.url, href)
        except ValueError:
            return
        if whole.startswith(("http://", "https://", "mailto:")):
            self.marked.links.append(Link(at, end, whole))

    def _words(self, words: str, node: Any) -> None:
        words = sanitize(words)
        if not words:  # nothing but characters without a width
            return
        if self.code:
            if self.start < 0:
                words = words.lstrip("\n")
            if words:
                self._begin(node)
                self._raw(words)
            return
        if words.isspace():
            self.blank = self.blank or self.start >= 0
            return
        joined = _SPACE.sub(" ", words)
        lead, tail = joined[0] == " ", joined[-1] == " "
        if self.start < 0:
            self._begin(node)
        elif self.cells:
            self._raw(" | " * self.cells)
        elif lead or self.blank:
            self._raw(" ")
        self.cells = 0
        self.blank = tail
        self.breaks = 0
        self._raw(joined.strip(" "))

    def _begin(self, node: Any) -> None:
        if self.start >= 0:
            return
        if self.marked.blocks:
            self._raw("\n\n")
        self.start = self.marked.length
        self.node = node
        self.blank = False

    def _raw(self, words: str) -> None:
        self.marked.pieces.append(words)
        self.marked.length += len(words)

    def _flush(self) -> None:
        self.breaks = 0
        if self.start < 0:
            return
        start, end = self.start, self.marked.length
        self.start, self.blank, self.cells = -1, False, 0
        kind, level = self.kind or (BlockKind.PARAGRAPH, 0)
        if self.code:
            kind, level = BlockKind.CODE, 0
        marker = self.marker if kind is BlockKind.LIST_ITEM else ""
        self.marker = "" if marker else self.marker
        self.marked.blocks.append(Block(kind, start, end, level, marker))
        self.marked.nodes.append(self.node)


def _is_in_prose(button: Any) -> bool:
    """Whether a button's words are part of a sentence or a heading, which they open: an explanation, an answer."""
    parent = button.getparent()
    if parent is None:
        return False
    if parent.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"):
        return True
    before = button.getprevious()
    around = (parent.text if before is None else before.tail, button.tail)
    return any(any(c.isalnum() for c in words or "") for words in around)


def _is_break(span: Any) -> bool:
    """Whether an empty element is named as what it stands for."""
    return not span.text and not len(span) and "br" in (span.get("class") or "").split()


def _is_data(row: Any) -> bool:
    """Whether a table's row holds data; cells with headings, lists or several paragraphs are layout."""
    cells = [cell for cell in row if isinstance(cell.tag, str) and cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    for cell in cells:
        if (
            sum(1 for _ in cell.iter("p")) > 1
            or next(cell.iter("h1", "h2", "h3", "h4", "ul", "ol", "table"), None) is not None
        ):
            return False
    return True


def _number(start: str | None) -> int:
    """The number at which a list starts, as HTML reads integers: ASCII digits only; 1 where there is none."""
    found = _INTEGER.match(start or "")
    return int(found[1]) if found else 1
