"""HTML as blocks of text: headings, paragraphs, lists, quotations, tables, with links and emphases in place.

The markup says what the blocks are, so nothing is guessed but bold lines that stand for headings. Used for
entries of feeds, newsletters and saved fragments; whole pages go through ``pages``, which first finds the
article among the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from tui.article import Article, Block, BlockKind, Emphasis, Inferred, Link, Metadata
from tui.sanitize import sanitize, sanitize_line
from tui.sources.markup import Tree, asked_in, parse_markup


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol "
    "p pre section summary table tbody td tfoot th thead tr ul "
)
UNSEEN = _names(
    "audio button canvas datalist embed head iframe input map math meter noframes noscript object "
    "option progress script select style svg template textarea video "
)
AROUND = frozenset(["aside", "footer", "nav"])
"""Parts of a page that are not its article."""

STRONG = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "code": "code"}
HEADING = re.compile(r"h([1-6])$")
BOLD = "a bold line by itself"
LONGEST_BOLD = 120
"""Characters of a bold line that may still be a heading."""

_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SUBHEAD = re.compile(
    r"(?:sub-?head(?:ing|line)?|cross-?head(?:ing)?|inter-?line|inter-?titre|inter-?title|zwischen-?titel|"
    r"zwischen-?ueberschrift|zwischenzeile|ladillo|mellom-?tittel|mellan-?rubrik|tussen-?kop|sottotitolo-testo)\b",
    re.I,
)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)


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


def html_article(markup: str, *, url: str = "", uri: str = "", metadata: Metadata | None = None) -> Article:
    """The article in a fragment or page of HTML; ``url`` makes its links whole. Its text is empty if it has none.

    Raises SourceError when the markup was made to do harm.
    """
    from tui.structure import structured_article

    tree = parse_markup(markup)
    marked = read_blocks(tree, url) if tree is not None else Marked()
    meta = metadata or Metadata()
    if tree is not None and tree.language and meta.language is None:
        meta = meta._replace(language=Inferred(tree.language.split("-")[0].lower()[:3], "the page's own markup"))
    return structured_article(
        marked.text,
        marked.blocks,
        links=marked.links,
        emphases=marked.emphases,
        metadata=meta,
        uri=uri or url,
        from_html=True,
        language=meta.language.value if meta.language else None,
        extents=enclosed(marked, tree.data if tree is not None else ()),
    )


def read_blocks(
    tree: Tree, url: str = "", *, skip: Callable[[Any], bool] = lambda node: False, hidden: bool = False
) -> Marked:
    """Everything that is shown, block by block, in order. Elements for which ``skip`` holds are left out whole.

    ``hidden`` also reads what the page hides until its scripts have run.
    """
    reader = _Reader(url, skip if hidden else (lambda node: _hides(node) or skip(node)))
    reader.walk(tree.root)
    asked = {_folded(question) for question in asked_in(tree.data)}
    marked = reader.marked
    text = marked.text
    for i, block in enumerate(marked.blocks):
        words = text[block.start : block.end]
        if block.kind is BlockKind.PARAGRAPH and asked and _folded(words) in asked:
            marked.blocks[i] = Block(
                BlockKind.HEADING, block.start, block.end, 3, "", 1.0, "a question of the FAQ data"
            )
        elif block.kind is BlockKind.PARAGRAPH and _is_bold_line(block, words, marked.emphases):
            marked.blocks[i] = Block(BlockKind.HEADING, block.start, block.end, 3, "", 0.8, BOLD)
        elif block.kind is BlockKind.PARAGRAPH and _is_named_heading(marked.nodes[i], words):
            marked.blocks[i] = Block(BlockKind.HEADING, block.start, block.end, 3, "", 0.8, "its class says so")
    return marked


def enclosed(marked: Marked, data: Sequence[dict[str, Any]] = ()) -> dict[int, int]:
    """For each ``summary`` and ``dt``, by the number of its block: the last block that its ``details`` or ``dl``
    encloses, so that no answer runs on into the text behind it. For a question of the page's ``data`` (FAQPage), the
    last block whose words stand in the answer there."""
    out = _answered(marked, data)
    nodes = marked.nodes
    for number, block in enumerate(marked.blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        around = _nearest(nodes[number], ("summary", "dt"))
        around = _nearest(around, ("details", "dl")) if around is not None else None
        if around is None:
            continue
        last = number
        while (
            last + 1 < len(nodes)
            and _is_within(nodes[last + 1], around)
            and (marked.blocks[last + 1].kind is not BlockKind.HEADING)
        ):
            last += 1
        out[number] = last
    return out


def _answered(marked: Marked, data: Sequence[dict[str, Any]]) -> dict[int, int]:
    answers: dict[str, str] = {}
    for item in data:
        answer = item.get("acceptedAnswer")
        words = answer.get("text") if isinstance(answer, dict) else None
        if item.get("@type") == "Question" and isinstance(words, str) and isinstance(item.get("name"), str):
            answers[_folded(item["name"])] = _folded(unescape(_TAG.sub(" ", words)))
    out: dict[int, int] = {}
    if not answers:
        return out
    text = marked.text
    for number, block in enumerate(marked.blocks):
        said = answers.get(_folded(text[block.start : block.end])) if block.kind is BlockKind.HEADING else None
        last, at = number, 0
        while said and last + 1 < len(marked.blocks):
            following = marked.blocks[last + 1]
            words = _folded(text[following.start : following.end])
            found = said.find(words, at)
            if found < 0:
                break
            last, at = last + 1, found + len(words)
        if last > number:
            out[number] = last
    return out


def _nearest(node: Any, tags: tuple[str, ...]) -> Any:
    while node is not None and node.tag not in tags:
        node = node.getparent()
    return node


def _is_within(node: Any, around: Any) -> bool:
    while node is not None and node is not around:
        node = node.getparent()
    return node is not None


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _is_bold_line(block: Block, words: str, emphases: list[Emphasis]) -> bool:
    if len(words) > LONGEST_BOLD or words.endswith((".", ",", ";")) or not any(c.isalpha() for c in words):
        return False
    low, high = 0, len(emphases)
    while low < high:  # the first emphasis that ends inside the block; they are in the order of their ends
        middle = (low + high) // 2
        if emphases[middle].end <= block.start:
            low = middle + 1
        else:
            high = middle
    covered = 0
    while low < len(emphases) and emphases[low].end <= block.end:
        e = emphases[low]
        if e.style == "strong" and e.start >= block.start:
            covered = max(covered, e.end - e.start)
        low += 1
    return 0 < covered >= len(words) - 1


def _is_named_heading(node: Any, words: str) -> bool:
    """Whether the element's class calls it a sub-heading, in the words of newspapers' own templates."""
    name = node.get("class") if node.tag in ("p", "div", "span") else None
    return bool(name and len(words) <= LONGEST_BOLD and words[-1:] not in ".,;" and _SUBHEAD.search(name))


def is_hidden(node: Any) -> bool:
    """Whether the page hides the element, or one around it."""
    while node is not None:
        if _hides(node):
            return True
        node = node.getparent()
    return False


def _hides(node: Any) -> bool:
    if not node.attrib:
        return False
    return (
        node.get("hidden") is not None
        or (node.get("aria-hidden") == "true" and node.tag not in BLOCKS)
        or bool(_HIDDEN.search(node.get("style") or ""))
    )


class _Reader:
    """Walks the tree once, without recursion."""

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
        self.items = 0
        self.start = -1  # of the block being collected, -1 for none
        self.blank = False
        self.node: Any = None
        self.breaks = 0
        self.cells = 0  # begun since the last word of the row
        self.links: list[tuple[int, str]] = []
        self.styles: list[int] = []
        self.owners: list[tuple[BlockKind, int] | None] = []

    def walk(self, root: Any) -> None:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        for event, node in walker:
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                if tag in UNSEEN or self.skip(node):
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
                    self._close(node, tag)
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
            self.items += 1
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

    def _close(self, node: Any, tag: str) -> None:
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
        if not words.isascii():
            words = sanitize(words)
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
    return int(start) if start and start.isdigit() and len(start) < 7 else 1
