"""The part of a page in which its article stands, and what of it an extractor left out.

trafilatura decides block by block and stops at the first row of a body that is set in several. Here its choice is
completed by the page's own structure: what stands in the flow of the chosen paragraphs, or in elements built like
theirs, belongs to them; what a template calls a promotion, a caption or a hidden part does not.
"""

from __future__ import annotations

import re
from typing import Any

from tui.sources.documents.html_walk import BLOCKS, Marked
from tui.text.article import BlockKind

from .roles import Roles, is_in, link_share
from .trimming import (
    CAPTION_WORDS,
    LONG,
    SUMMARY,
    caption_pictures,
    drop_after_end,
    drop_before_title,
    drop_next_stories,
    drop_repeated,
)

MAIN = 0.7
"""Share of the chosen words that the article's element must hold."""
PARTS = 0.5
"""Share of the chosen words from which a part is the article itself, whatever its class says."""
PROSE = 5
"""Chosen sentences from which the same holds: nobody offers a newsletter in so many words."""
ROWS = 8
"""Levels above the article's element at which rows of the same build are looked for."""
SENTENCE = 3
"""Words of the shortest sentence."""
BETWEEN = 25
"""Blocks at most between the title and the text, among which a summary is looked for."""
STANDFIRSTS = 3
"""Blocks of a summary at most."""
LINKED = 0.9
"""Share of a sentence that may be links."""

_END = re.compile(r"[.!?…。！？︒।؟۔:][\"'”’»›“」』)\]]*\s*$|[”»」』]\s*$")
_CAPTIONED = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.LIST_ITEM)
_DATED = re.compile(r"\b\d{1,2}[:.h]\d\d\b|©")
_TEXT = (BlockKind.PARAGRAPH, BlockKind.QUOTE)
_PIECES = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CODE)


Build = tuple[tuple[str, frozenset[str]], ...]


class Region:
    """A page's blocks with the extractor's choice among them.

    ``words`` are each block's words; ``kept`` says which blocks are the article and is changed in place.
    """

    def __init__(self, marked: Marked, words: list[list[str]], kept: list[bool]) -> None:
        self.marked = marked
        self.words = words
        self.kept = kept
        self.roles = Roles()
        self.text = marked.text
        self.owners = [_block_of(node) for node in marked.nodes]
        self.links = [
            1.0 if _is_link(owner) else share for owner, share in zip(self.owners, _link_shares(marked), strict=True)
        ]
        self.main = self._main()
        self.line = {self.main, *self.main.iterancestors()} if self.main is not None else set()
        self.total = sum(len(words[i]) for i in self.chosen()) or 1
        self.dropped: set[int] = set()
        """Blocks inside the article's element that a template calls something else."""

    def complete(self) -> None:
        """Take in what belongs to the chosen blocks, and put out what does not."""
        if self.main is None:
            return
        self._drop_parts()
        drop_next_stories(self)
        self._take_flow()
        self._take_like()
        caption_pictures(self)
        drop_before_title(self)
        drop_after_end(self)
        drop_repeated(self)
        self._take_standfirst()

    def left_out(self) -> list[int]:
        """The sentences around the article, in its ``article`` or ``main`` element if it stands in one, that were not
        chosen and are no links to other pages."""
        if self.main is None:
            return []
        scope = self.main
        while scope.getparent() is not None and scope.tag not in ("article", "main", "body"):
            scope = scope.getparent()
        chosen = {" ".join(self.words[i]) for i, keep in enumerate(self.kept) if keep}
        return [
            i
            for i, keep in enumerate(self.kept)
            if not keep
            and self.marked.blocks[i].kind in _TEXT
            and self.is_sentence(i, LONG)
            and self.links[i] < 0.5
            and " ".join(self.words[i]) not in chosen
            and is_in(self.owners[i], scope)
        ]

    def chosen(self) -> list[int]:
        """The chosen blocks but for headings."""
        blocks = self.marked.blocks
        return [i for i, keep in enumerate(self.kept) if keep and blocks[i].kind is not BlockKind.HEADING]

    def _main(self) -> Any:
        """The deepest element that holds most of the chosen words."""
        counts: dict[Any, int] = {}
        whole = 0
        for i in self.chosen():
            size = max(1, len(self.words[i]))
            whole += size
            node = self.owners[i]
            while node is not None:
                counts[node] = counts.get(node, 0) + size
                node = node.getparent()
        best, depth = None, -1
        for node, count in counts.items():
            if count >= MAIN * whole:
                deep = sum(1 for _ in node.iterancestors())
                if deep > depth:
                    best, depth = node, deep
        return best

    def is_sentence(self, i: int, least: int) -> bool:
        """Whether a block reads like a sentence and is not all links."""
        block = self.marked.blocks[i]
        line = self.text[block.start : block.end]
        enough = len(self.words[i]) >= least or (len(line) >= 6 * least and not line.isascii())
        return enough and self.links[i] < LINKED and _END.search(line[-12:]) is not None

    def _drop_parts(self) -> None:
        """Put out what stands in parts that are called promotions, unless such a part is most of the article; make
        what stands in those of pictures captions."""
        sizes: dict[Any, int] = {}
        sentences: dict[Any, int] = {}
        found: list[tuple[int, str, Any]] = []
        for i in range(len(self.kept)):
            role, part = self.roles.around(self.owners[i], self.line)
            if part is None or role == "lead":
                continue
            if self.kept[i]:
                sizes[part] = sizes.get(part, 0) + len(self.words[i])
                sentences[part] = sentences.get(part, 0) + self.is_sentence(i, LONG)
            found.append((i, role, part))
        for i, role, part in found:
            if sizes.get(part, 0) > PARTS * self.total or sentences.get(part, 0) >= PROSE:
                continue
            block = self.marked.blocks[i]
            if role == "promotion":
                self.kept[i] = False
                self.dropped.add(i)
            elif block.kind in _CAPTIONED and len(self.words[i]) < 4 * CAPTION_WORDS:
                self.marked.blocks[i] = block._replace(kind=BlockKind.CAPTION, level=0, marker="")

    def _take_flow(self) -> None:
        """Between the first and the last chosen block: what stands beside chosen paragraphs in the same element, and
        captions of the pictures there."""
        chosen = self.chosen()
        if not chosen:
            return
        beds = self.beds()
        first, last = chosen[0], chosen[-1]
        shares: dict[Any, float] = {}
        for i in range(first, len(self.kept)):
            block = self.marked.blocks[i]
            if self.kept[i] or i in self.dropped or not self.words[i]:
                continue
            top = self.top_of(self.owners[i], beds)
            if block.kind is BlockKind.CAPTION:
                self.kept[i] = i < last and is_in(self.owners[i], self.main)
            elif top is None or (i > last and top.tag not in ("ul", "ol", "table", "dl", "p", "blockquote")):
                continue
            elif block.kind in _TEXT:
                self.kept[i] = self.is_sentence(i, SENTENCE if i < last else LONG)
            elif block.kind in _PIECES:
                if top not in shares:
                    shares[top] = link_share(top)
                self.kept[i] = shares[top] < 0.5

    def beds(self) -> set[Any]:
        """The elements in which several chosen paragraphs stand directly."""
        flows: dict[Any, int] = {}
        for i in self.chosen():
            if self.marked.blocks[i].kind in _TEXT and (parent := self.owners[i].getparent()) is not None:
                flows[parent] = flows.get(parent, 0) + 1
        return {node for node, count in flows.items() if count > 1}

    def top_of(self, node: Any, beds: set[Any]) -> Any:
        """The element around a block that stands beside the chosen paragraphs, None when none does."""
        for _ in range(5):
            parent = node.getparent()
            if parent is None:
                return None
            if parent in beds:
                return node
            node = parent
        return None

    def _take_like(self) -> None:
        """What stands in elements built like those of the chosen paragraphs, in the article's element or in rows like
        it around."""
        top = self.main
        for _ in range(ROWS):
            if top.tag in ("body", "html", "article", "main") or top.getparent() is None:
                break
            top = top.getparent()
        chosen = self.chosen()
        if not chosen:
            return
        builds = {self._build(i, top) for i in chosen if self.marked.blocks[i].kind in _TEXT} - {()}
        alike: dict[Build, bool] = {}
        first, last = chosen[0], chosen[-1]
        own = self._first_row(top)
        for i, block in enumerate(self.marked.blocks):
            if self.kept[i] or i in self.dropped or block.kind not in _TEXT:
                continue
            if not self.is_sentence(i, SENTENCE if first < i < last else LONG):
                continue
            build = self._build(i, top)
            if build not in alike:
                alike[build] = any(_alike(build, other) for other in builds)
            if alike[build] and not self._is_other_story(i, top, own):
                self.kept[i] = self.roles.around(self.owners[i], self.line)[0] not in ("promotion", "caption")

    def _take_standfirst(self) -> None:
        """The summary between title and text: what a template calls so, or sentences that stand there."""
        blocks = self.marked.blocks
        first = next(iter(self.chosen()), 0)
        title = next((i for i in range(first - 1, -1, -1) if blocks[i].level == 1), -1)
        if title < 0 or first - title > BETWEEN:
            return
        taken = 0
        for i in range(title + 1, first):
            if self.kept[i] or taken >= STANDFIRSTS or blocks[i].kind not in (*_TEXT, BlockKind.HEADING):
                continue
            role, _ = self.roles.around(self.owners[i], self.line)
            line = self.text[blocks[i].start : blocks[i].end]
            sentence = self.is_sentence(i, LONG) or (role == "lead" and len(self.words[i]) >= SUMMARY)
            if self.owners[i].get("role") == "note":
                continue
            if role in ("", "lead") and sentence and self.links[i] < 0.5 and not _DATED.search(line):
                self.kept[i] = True
                blocks[i] = blocks[i]._replace(kind=BlockKind.PARAGRAPH, level=0)
                taken += 1

    def _build(self, i: int, top: Any) -> Build:
        """How the elements from ``top`` down to a block are built: their tags with their classes, numbers apart; ()
        where the block stands elsewhere."""
        out: list[tuple[str, frozenset[str]]] = []
        node = self.owners[i]
        while node is not None and node is not top:
            names = [name for name in (node.get("class") or "").split() if not any(c.isdigit() for c in name)]
            out.append((node.tag, frozenset([*names, node.get("itemprop") or ""][:8]) - {""}))
            node = node.getparent()
        return tuple(out) if node is not None else ()

    def _first_row(self, top: Any) -> Any:
        node = self.owners[self.chosen()[0]]
        while node is not None and node.getparent() is not top:
            node = node.getparent()
        return node

    def _is_other_story(self, i: int, top: Any, own: Any) -> bool:
        """Whether a block's row has a title of its own, as the next story on an endless page has."""
        node = self.owners[i]
        while node is not None and node.getparent() is not top:
            if node.tag == "article":
                break
            node = node.getparent()
        if node is None or node is own:
            return False
        return next(node.iter("h1"), None) is not None or node.tag == "article"


def _alike(one: Build, other: Build) -> bool:
    """Whether two blocks stand in elements of the same build: the same tags, and around the blocks classes of which
    most are the same."""
    if len(one) != len(other) or not one:
        return False
    for level, ((tag, names), (its_tag, its_names)) in enumerate(zip(one, other, strict=True)):
        if tag != its_tag:
            return False
        if level and names != its_names and 2 * len(names & its_names) < len(names | its_names):
            return False
    return len(one) > 1 or one[0][1] == other[0][1]


def _block_of(node: Any) -> Any:
    """The nearest element around that makes a block."""
    while node.tag not in BLOCKS and node.getparent() is not None:
        node = node.getparent()
    return node


def _is_link(node: Any) -> bool:
    """Whether the element stands in a link as a whole, as teasers do."""
    for _ in range(6):
        if node is None or node.tag in ("article", "main", "body"):
            return False
        if node.tag == "a" and node.get("href"):
            return True
        node = node.getparent()
    return False


def _link_shares(marked: Marked) -> list[float]:
    """How much of each block is links to other pages."""
    linked = [0] * len(marked.blocks)
    i = 0
    for link in sorted(marked.links):
        while i < len(marked.blocks) and marked.blocks[i].end <= link.start:
            i += 1
        if i < len(marked.blocks) and link.start >= marked.blocks[i].start:
            linked[i] += link.end - link.start
    return [n / max(1, b.end - b.start) for n, b in zip(linked, marked.blocks, strict=True)]
