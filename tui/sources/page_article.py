"""Which part of a web page is the article: trafilatura decides, the page's own tags say what the blocks are.

trafilatura (Barbaresi, ACL 2021, doi:10.18653/v1/2021.acl-demo.15) finds the article among menus and teasers
better than any other package, but flattens some headings and moves some links. So its answer is used as a
sieve: the blocks that the page's markup has are kept when their words are in it, with headings, lists and
links as the page has them. Imported in the worker process only (see ``pages``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import Any

from tui.article import Article, Block, BlockKind
from tui.sources import SourceError
from tui.sources.html import BOLD, Marked, enclosed, read_blocks
from tui.sources.markup import Tree, parse_markup
from tui.sources.page_metadata import metadata_of, titles
from tui.sources.page_sieve import SHINGLE, only, sieved, words_of

MAX_LINKS = 5000
MAX_ELEMENTS = 25_000
MAX_CHARS = 1_500_000
"""Links, elements and characters (scripts apart) beyond which trafilatura takes seconds; of such a page the main part
is taken as a whole."""
PROSE = 15
"""Words from which a paragraph is taken for the beginning of the text proper."""


def article_of_page(markup: str, url: str, uri: str = "", rule: str = "") -> Article:
    """The article on a page. ``rule`` names the element that holds it ("div.story", "#text"), "" to find it.

    Raises SourceError when there is none, or the page was made to do harm.
    """
    from tui.structure import structured_article

    tree = parse_markup(markup)
    if tree is None:
        raise SourceError("The page holds no text.")
    extracted = _extracted(markup, url) if _is_usual(tree.root, markup) else None
    part = _chosen(tree.root, rule) if rule else None
    marked = read_blocks(Tree(part, tree.data), url) if part is not None else sieved(tree, url, extracted)
    if not marked.blocks:
        raise SourceError("No article was found on the page; open it in the browser with o.")
    _mark_teasers(marked)
    metadata = metadata_of(tree, extracted, url)
    marked = _without_title(marked, titles(tree, extracted, metadata.source.value if metadata.source else "", url))
    return structured_article(
        marked.text, marked.blocks, links=marked.links, emphases=marked.emphases, metadata=metadata,
        uri=uri or url, from_html=True, language=metadata.language.value if metadata.language else None,
        extents=enclosed(marked, tree.data),
    )  # fmt: skip


def _extracted(markup: str, url: str) -> Any:
    """trafilatura's answer, None when it has none (it never raises on a page, only gives up)."""
    import trafilatura
    from lxml import html as lxml_html

    from tui.sources.markup import CONTROL_REFERENCE

    try:
        page = lxml_html.fromstring(CONTROL_REFERENCE.sub("", markup).encode("utf-8", "replace"), parser=_parser())
        return trafilatura.bare_extraction(
            page, url=url or None, include_comments=False, include_tables=True, with_metadata=True
        )
    except Exception:  # a library's fault on one page must not lose the page: its main part is shown instead
        return None


def _is_usual(root: Any, markup: str) -> bool:
    """Whether trafilatura will be done with the page in about a second."""
    scripts = sum(len(node.text or "") for node in root.iter("script", "style"))
    if len(markup) - scripts > MAX_CHARS or markup.count("<a ") > MAX_LINKS:
        return False
    return sum(1 for _ in islice(root.iter(), MAX_ELEMENTS)) < MAX_ELEMENTS


def _parser() -> Any:
    from lxml import html as lxml_html

    return lxml_html.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )


def _chosen(root: Any, rule: str) -> Any:
    """The first element that a per-feed rule names: tag, .class and #id, each optional."""
    found = re.fullmatch(r"([a-zA-Z][\w-]*)?(?:#([\w-]+))?((?:\.[\w-]+)*)", rule.strip())
    if not found or not rule.strip():
        return None
    tag, name, classes = found[1], found[2], [c for c in found[3].split(".") if c]
    for node in root.iter(tag.lower() if tag else "*"):
        if not isinstance(node.tag, str) or (name and node.get("id") != name):
            continue
        if all(c in (node.get("class") or "").split() for c in classes):
            return node
    return None


def _mark_teasers(marked: Marked) -> None:
    """Folds paragraphs, bold lines and items that are nothing but a link to another story (an item that is half one,
    too), and headings behind the end."""
    ends = [link.end for link in marked.links]
    text = marked.text
    for i, block in enumerate(marked.blocks):
        bold = block.kind is BlockKind.HEADING and block.reason == BOLD
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and not bold:
            continue
        count = len(text[block.start : block.end].split())
        least, most = (SHINGLE + 1, PROSE) if block.kind is BlockKind.LIST_ITEM else (SHINGLE, 60)
        if not least <= count <= most:
            continue
        linked, at = 0, bisect_right(ends, block.start)
        while at < len(ends) and ends[at] <= block.end:
            link = marked.links[at]
            if link.url.startswith("http") and link.start >= block.start:
                linked += link.end - link.start
            at += 1
        share = 0.5 if block.kind is BlockKind.LIST_ITEM else 0.95
        if linked >= share * (block.end - block.start):
            marked.blocks[i] = _folded(block, "nothing but a link to another story")
    bare = all(b.kind is BlockKind.HEADING for b in marked.blocks)
    for i in range(len(marked.blocks) - 1, 0, -1):
        if marked.blocks[i].kind is BlockKind.HEADING and not bare:
            marked.blocks[i] = _folded(marked.blocks[i], "a heading with nothing below it")
        elif marked.blocks[i].kind not in (BlockKind.BOILERPLATE, BlockKind.CAPTION):
            break


def _folded(block: Block, reason: str) -> Block:
    return block._replace(kind=BlockKind.BOILERPLATE, level=0, confidence=0.7, reason=reason)


<<<<<<< HEAD
def _keep_standfirst(marked: Marked, words: list[list[str]], kept: list[bool], said: list[str]) -> None:
    """Keeps the summary that stands between title and text, told by the page's own description of itself."""
    known = [" ".join(_words(words)) for words in said]
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


def _main_part(tree: Tree, url: str) -> Marked | None:
    """The page's article or main element with most words, read whole; None when it has neither."""
    parts = [n for n in tree.root.iter("article", "main") if next(n.iter("p"), None) is not None]
    best = max(parts, key=lambda n: sum(len("".join(p.itertext())) for p in n.iter("p")), default=None)
    if best is None:
        return None
    marked = read_blocks(Tree(best, tree.data), url, skip=_furniture)
    return marked if marked.blocks else None


def _only(marked: Marked, kept: list[bool]) -> Marked:
    """The kept blocks set close together, links and emphases moved with them."""
    text = marked.text
    out = Marked()
    moves: list[tuple[int, int, int]] = []  # (old start, old end, shift)
    for block, node, keep in zip(marked.blocks, marked.nodes, kept, strict=True):
        if not keep:
            continue
        if out.blocks:
            out.pieces.append("\n\n")
            out.length += 2
        start = out.length
        out.pieces.append(text[block.start : block.end])
        out.length += block.end - block.start
        out.blocks.append(
            Block(block.kind, start, out.length, block.level, block.marker, block.confidence, block.reason)
        )
        out.nodes.append(node)
        moves.append((block.start, block.end, start - block.start))
    out.links = [Link(s, e, link.url) for link, s, e in _moved(marked.links, moves)]
    out.emphases = [Emphasis(s, e, em.style) for em, s, e in _moved(marked.emphases, moves)]
    return out


def _moved(things: list[Any], moves: list[tuple[int, int, int]]) -> list[tuple[Any, int, int]]:
    import bisect

    starts = [m[0] for m in moves]
    out = []
    for thing in things:
        i = bisect.bisect_right(starts, thing.start) - 1
        if i >= 0 and thing.end <= moves[i][1]:
            out.append((thing, thing.start + moves[i][2], thing.end + moves[i][2]))
    return out


def _from_extraction(extracted: Any, url: str) -> Marked:
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
        if out.blocks:
            out.pieces.append("\n\n")
            out.length += 2
        start = out.length
        out.pieces.append(words)
        out.length += len(words)
        kind = kinds.get(node.tag, BlockKind.PARAGRAPH)
        rank = HEADING.match(node.get("rend") or "h2") if kind is BlockKind.HEADING else None
        level = int(rank[1]) if rank else 0
        out.blocks.append(Block(kind, start, out.length, level or (1 if kind is BlockKind.LIST_ITEM else 0)))
        out.nodes.append(node)
    return out


=======
>>>>>>> sources
def _without_title(marked: Marked, titles: list[str]) -> Marked:
    """The title is shown above the text; a heading that repeats it would be said twice, in whatever wording."""
    known = {" ".join(words_of(title)) for title in titles} - {""}
    kept = [True] * len(marked.blocks)
    text = marked.text
    before = True
    for i, block in enumerate(marked.blocks):
        words = words_of(text[block.start : block.end])
        heads = block.kind is BlockKind.HEADING
        if before and heads and block.level == 1:
            kept[i] = False
        elif (before and i < 6) or (heads and len(words) >= SHINGLE):
            kept[i] = " ".join(words) not in known
        before = before and len(words) < PROSE
    return only(marked, kept) if any(kept) else marked
