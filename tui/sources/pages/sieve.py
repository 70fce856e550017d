"""The page's own blocks, kept where their words are in trafilatura's answer: with headings, lists, code and links as
the page has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, NamedTuple

from tui.sources.documents.html import AROUND, read_blocks
from tui.sources.documents.html_walk import HEADING, Marked
from tui.sources.documents.markup import Tree
from tui.sources.documents.visibility import is_hidden
from tui.sources.pages.metadata import descriptions
from tui.text.article import Block, BlockKind, Emphasis, Link
from tui.text.sanitize import sanitize

from .region import Region

SHINGLE = 4
"""Words; runs of this length are compared."""
ENOUGH = 0.6
"""Share of a block's shingles that must be in the extraction for the block to be kept."""
ENOUGH_WORDS = 100
"""Words from which an ``article`` element with the page's title is the article."""
SUMMARY = 6
"""Words from which a line may be the summary over the text."""
BEFORE = 25
"""Blocks before the text among which it is looked for."""
COVERED = 0.6
"""Share of the extraction's words that the page's blocks must give; else the extraction itself is taken."""
LEFT_OUT = "left out of the article"
SENTENCE = 8
"""Words of a block that counts when parts of a page are weighed."""
TITLED = 30
"""Words of such blocks from which an article element with the page's title may be the article."""
LEAST = 250
"""Characters of extraction below which the page's main part is taken as a whole."""


class Choice(NamedTuple):
    """What of a page is its article: the blocks, and how much of the page's prose was left out, in words and in
    paragraphs."""

    marked: Marked
    words: int = 0
    paragraphs: int = 0


def sieved(tree: Tree, url: str, extracted: Any, *, whole: bool = False) -> Choice:
    """The page's blocks whose words are in the extraction, what belongs to them, and the headings that stand over them.

    ``whole`` keeps all other visible blocks as well, marked as boilerplate.
    """
    lines = _lines(extracted)
    size = sum(map(len, lines))
    exact = {" ".join(words_of(line)) for line in lines}
    ws = words_of("\n".join(lines))  # over the ends of lines too: code is a block of many
    shingles = set(zip(*(ws[i:] for i in range(SHINGLE)), strict=False))
    for hidden in (False, True):  # some pages are hidden until their scripts have run
        everything = read_blocks(tree, url, skip=_furniture, hidden=hidden)
        text = everything.text
        words = [words_of(text[b.start : b.end]) for b in everything.blocks]
        if size < LEAST:
            kept = _in_part(everything, main_part(tree))
            if not any(kept):
                continue
        else:
            kept = _kept(everything.blocks, words, exact, shingles)
            if sum(len(ws) for ws, keep in zip(words, kept, strict=True) if keep) < COVERED * len(ws):
                continue
            titled = titled_part(tree, everything, words, kept)
            kept = _in_part(everything, titled) if titled is not None else kept
        return _completed(tree, everything, words, kept, whole)
    return Choice(_from_extraction(extracted) if lines else Marked())


def _completed(tree: Tree, everything: Marked, words: list[list[str]], kept: list[bool], whole: bool) -> Choice:
    region = Region(everything, words, kept)
    region.complete()
    _keep_standfirst(everything, words, kept, descriptions(tree))
    _drop_hidden_twins(everything, words, kept)
    _drop_other_stories(everything, words, kept)
    left = region.left_out()
    if whole:
        for i, keep in enumerate(kept):
            if not keep:
                block = everything.blocks[i]
                everything.blocks[i] = block._replace(kind=BlockKind.BOILERPLATE, level=0, reason=LEFT_OUT)
        return Choice(everything)
    return Choice(only(everything, kept), sum(len(words[i]) for i in left), len(left))


def _in_part(marked: Marked, part: Any) -> list[bool]:
    """Which blocks stand in an element; all of them for None."""
    return [part is None or _is_within(node, part) for node in marked.nodes]


def _is_within(node: Any, around: Any) -> bool:
    while node is not None and node is not around:
        node = node.getparent()
    return node is not None


def _kept(blocks: list[Block], words: list[list[str]], exact: set[str], shingles: set[tuple[str, ...]]) -> list[bool]:
    """Which blocks are the article."""
    kept = [_is_kept(ws, exact, shingles) for ws in words]
    body = [i for i, b in enumerate(blocks) if kept[i] and b.kind is not BlockKind.HEADING]
    if not body:
        return [False] * len(blocks)
    first, last = body[0], body[-1]
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            kept[i] = first - 3 <= i < last and (kept[i] or _stands_over(blocks, kept, i))
        elif kept[i] and len(words[i]) < SHINGLE and not first <= i <= last:
            kept[i] = False
    return kept


def _keep_standfirst(marked: Marked, words: list[list[str]], kept: list[bool], said: list[str]) -> None:
    """Keeps the summary that stands between title and text, told by the page's own description of itself."""
    known = [" ".join(words_of(words)) for words in said]
    first = next((i for i, block in enumerate(marked.blocks) if kept[i] and block.kind is not BlockKind.HEADING), 0)
    for i in range(max(0, first - BEFORE), first + 1):
        block = marked.blocks[i]
        line = " ".join(words[i])
        if len(words[i]) < SUMMARY or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or block.level == 1:
            continue
        if any(line.startswith(one) or one.startswith(line) for one in known if len(one.split()) >= SUMMARY):
            marked.blocks[i] = block._replace(kind=BlockKind.PARAGRAPH, level=0)
            kept[i] = True


def _drop_hidden_twins(marked: Marked, words: list[list[str]], kept: list[bool]) -> None:
    """Of what the page holds twice, for small screens say, the hidden one is not kept."""
    lines: dict[str, list[int]] = {}
    for i, keep in enumerate(kept):
        if keep:
            lines.setdefault(" ".join(words[i]), []).append(i)
    for same in lines.values():
        if len(same) > 1:
            hidden = [i for i in same if is_hidden(marked.nodes[i])]
            for i in hidden if len(hidden) < len(same) else hidden[1:]:
                kept[i] = False


def _drop_other_stories(marked: Marked, words: list[list[str]], kept: list[bool]) -> None:
    """Where the words stand in one ``article`` element, what stands in another one beside it is another story."""
    of: list[Any] = []
    sizes: dict[Any, int] = {}
    for node, ws, keep in zip(marked.nodes, words, kept, strict=True):
        around = next(node.iterancestors("article"), None) if keep else None
        of.append(around)
        if around is not None:
            sizes[around] = sizes.get(around, 0) + len(ws)
    titled = [a for a in sizes if sizes[a] >= ENOUGH_WORDS and next(a.iter("h1"), None) is not None]
    main = titled[0] if titled else max(sizes, key=lambda a: sizes[a], default=None)
    if main is None or (not titled and 2 * sizes[main] < sum(sizes.values())):
        return
    family = {main, *main.iterancestors("article"), *main.iterdescendants("article")}
    for i, around in enumerate(of):
        if around is not None and around not in family:
            kept[i] = False


def _furniture(node: Any) -> bool:
    return node.tag in AROUND and next(node.iter("article"), None) is None


def _is_kept(words: list[str], exact: set[str], shingles: set[tuple[str, ...]]) -> bool:
    if not words:
        return False
    if " ".join(words) in exact:
        return True
    if len(words) < SHINGLE + 2:
        return False
    count = len(words) - SHINGLE + 1
    there = sum(tuple(words[i : i + SHINGLE]) in shingles for i in range(count))
    return there >= ENOUGH * count


def _stands_over(blocks: list[Block], kept: list[bool], i: int) -> bool:
    """Whether something that follows the heading, before the next one, is part of the article; or one below it is."""
    for j in range(i + 1, min(i + 12, len(blocks))):
        if blocks[j].kind is not BlockKind.HEADING:
            if kept[j]:
                return True
        elif blocks[j].level <= blocks[i].level or any(b.kind is not BlockKind.HEADING for b in blocks[i + 1 : j]):
            return False
    return False


def _lines(extracted: Any) -> list[str]:
    text = getattr(extracted, "text", None) or ""
    return [line for line in str(text).split("\n") if line.strip()]


def main_part(tree: Tree) -> Any:
    """The page's article or main element with most words in paragraphs, or with most words at all where none has
    paragraphs; None when it has neither element."""
    parts = list(tree.root.iter("article", "main"))
    with_paragraphs = [part for part in parts if next(part.iter("p"), None) is not None]
    if with_paragraphs:
        return max(with_paragraphs, key=lambda part: sum(len("".join(p.itertext())) for p in part.iter("p")))
    return max(parts, key=lambda part: sum(map(len, part.itertext())), default=None)


def titled_part(tree: Tree, marked: Marked, words: list[list[str]], kept: list[bool]) -> Any:
    """The article element with the page's title, where the extractor took something longer that stands outside of it,
    a notice say; None where its choice may stand."""
    parts = [n for n in tree.root.iter("article") if next(n.iter("h1"), None) is not None]
    if len(parts) != 1:
        return None
    inside = own = outside = 0
    for node, ws, keep in zip(marked.nodes, words, kept, strict=True):
        if len(ws) < SENTENCE:
            continue
        if _is_within(node, parts[0]):
            own += len(ws)
            inside += keep * len(ws)
        else:
            outside += keep * len(ws)
    return parts[0] if own >= TITLED and 2 * inside < outside < 6 * own else None


def only(marked: Marked, kept: list[bool]) -> Marked:
    """The kept blocks set close together, links and emphases moved with them."""
    text = marked.text
    out = Marked()
    moves: list[tuple[int, int, int]] = []  # (old start, old end, shift)
    for block, node, keep in zip(marked.blocks, marked.nodes, kept, strict=True):
        if not keep:
            continue
        start = out.set_apart(text[block.start : block.end])
        out.blocks.append(
            Block(block.kind, start, out.length, block.level, block.marker, block.confidence, block.reason)
        )
        out.nodes.append(node)
        moves.append((block.start, block.end, start - block.start))
    out.links = [Link(s, e, link.url) for link, s, e in _moved(marked.links, moves)]
    out.emphases = [Emphasis(s, e, em.style) for em, s, e in _moved(marked.emphases, moves)]
    return out


def _moved(things: list[Any], moves: list[tuple[int, int, int]]) -> list[tuple[Any, int, int]]:
    starts = [m[0] for m in moves]
    out = []
    for thing in things:
        i = bisect_right(starts, thing.start) - 1
        if i >= 0 and thing.end <= moves[i][1]:
            out.append((thing, thing.start + moves[i][2], thing.end + moves[i][2]))
    return out


def _from_extraction(extracted: Any) -> Marked:
    """Blocks straight from trafilatura's tree, where the page's own blocks do not match it (text without tags)."""
    out = Marked()
    kinds = {"head": BlockKind.HEADING, "item": BlockKind.LIST_ITEM, "quote": BlockKind.QUOTE, "code": BlockKind.CODE}
    for node in extracted.body.iter("head", "p", "item", "quote", "code", "row"):
        inner = next((n for n in node.iterdescendants("p", "item", "row") if "".join(n.itertext()).strip()), None)
        if inner is not None:
            continue
        words = sanitize(" ".join("".join(node.itertext()).split()))
        if not words:
            continue
        start = out.set_apart(words)
        kind = kinds.get(node.tag, BlockKind.PARAGRAPH)
        rank = HEADING.match(node.get("rend") or "h2") if kind is BlockKind.HEADING else None
        level = int(rank[1]) if rank else 0
        out.blocks.append(Block(kind, start, out.length, level or (1 if kind is BlockKind.LIST_ITEM else 0)))
        out.nodes.append(node)
    return out


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
