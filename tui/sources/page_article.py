"""Which part of a web page is the article: trafilatura decides, the page's own tags say what the blocks are.

trafilatura (Barbaresi, ACL 2021, doi:10.18653/v1/2021.acl-demo.15) finds the article among menus and teasers
better than any other package, but flattens some headings and moves some links. So its answer is used as a
sieve: the blocks that the page's markup has are kept when their words are in it, with headings, lists and
links as the page has them. Imported in the worker process only (see ``pages``).
"""

from __future__ import annotations

import re
from typing import Any

from tui.article import Article, Block, BlockKind, Emphasis, Inferred, Link, Metadata
from tui.sanitize import sanitize, sanitize_line
from tui.sources import SourceError
from tui.sources.html import AROUND, HEADING, Marked, enclosed, read_blocks
from tui.sources.markup import Tree, parse_markup

SHINGLE = 4
"""Words; runs of this length are compared."""
ENOUGH = 0.6
"""Share of a block's shingles that must be in the extraction for the block to be kept."""
MAX_LINKS = 5000
"""Links beyond which trafilatura takes seconds; such a page is a list, and its main part is taken as a whole."""
LEAST = 250
"""Characters of extraction below which the page's main part is taken as a whole."""


def article_of_page(markup: str, url: str, uri: str = "", rule: str = "") -> Article:
    """The article on a page. ``rule`` names the element that holds it ("div.story", "#text"), "" to find it.

    Raises SourceError when there is none, or the page was made to do harm.
    """
    from tui.structure import structured_article

    tree = parse_markup(markup)
    if tree is None:
        raise SourceError("The page holds no text.")
    extracted = _extracted(markup, url) if markup.count("<a ") < MAX_LINKS else None
    part = _chosen(tree.root, rule) if rule else None
    marked = read_blocks(Tree(part, tree.data), url) if part is not None else _sieved(tree, url, extracted)
    if not marked.blocks:
        raise SourceError("No article was found on the page; open it in the browser with o.")
    metadata = _metadata(tree, extracted, url)
    marked = _without_title(marked, metadata.title.value if metadata.title else "")
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


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _sieved(tree: Tree, url: str, extracted: Any) -> Marked:
    """The page's blocks whose words are in the extraction, and the headings that stand over them."""
    everything = read_blocks(tree, url, skip=_furniture)
    lines = _lines(extracted)
    if sum(map(len, lines)) < LEAST:
        return _main_part(tree, url) or everything
    exact = {" ".join(_words(line)) for line in lines}
    shingles = {
        tuple(ws[i : i + SHINGLE]) for line in lines for ws in (_words(line),) for i in range(len(ws) - SHINGLE + 1)
    }
    text = everything.text
    kept = [
        any(_is_kept(_words(part), exact, shingles) for part in text[b.start : b.end].split("\n"))  # code has lines
        for b in everything.blocks
    ]
    body = [i for i, b in enumerate(everything.blocks) if kept[i] and b.kind is not BlockKind.HEADING]
    if not body:
        return _main_part(tree, url) or everything
    first, last = body[0], body[-1]
    for i, block in enumerate(everything.blocks):
        if block.kind is BlockKind.HEADING:
            kept[i] = first - 3 <= i < last and _stands_over(everything.blocks, kept, i)
        elif kept[i] and len(_words(text[block.start : block.end])) < SHINGLE and not first <= i <= last:
            kept[i] = False
    covered = sum(len(_words(text[b.start : b.end])) for i, b in enumerate(everything.blocks) if kept[i])
    if covered < 0.6 * sum(len(_words(line)) for line in lines):
        return _from_extraction(extracted, url)
    return _only(everything, kept)


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
    """Whether what follows the heading, other headings apart, is part of the article."""
    for j in range(i + 1, min(i + 5, len(blocks))):
        if blocks[j].kind is not BlockKind.HEADING:
            return kept[j]
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


def _without_title(marked: Marked, title: str) -> Marked:
    """The title is shown above the text; a first heading that repeats it would be said twice."""
    wanted = " ".join(_words(title))
    kept = [True] * len(marked.blocks)
    text = marked.text
    for i, block in enumerate(marked.blocks[:3]):
        if wanted and block.kind is BlockKind.HEADING and " ".join(_words(text[block.start : block.end])) == wanted:
            kept[i] = False
    return _only(marked, kept) if not all(kept) and len(marked.blocks) > 1 else marked


def _metadata(tree: Tree, extracted: Any, url: str) -> Metadata:
    """Title, site, authors, date and language, each with where it came from."""
    own = "the page's own markup"
    title = sanitize_line(str(getattr(extracted, "title", None) or "")).strip() or _first_heading(tree.root)
    site = sanitize_line(str(getattr(extracted, "sitename", None) or "")).strip()
    authors = [a.strip() for a in sanitize_line(str(getattr(extracted, "author", None) or "")).split(";") if a.strip()]
    published = str(getattr(extracted, "date", None) or "")
    stated = published and _states(tree.root, published)
    language = tree.language.split("-")[0].split("_")[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", language):
        language = _meta(tree.root, ("og:locale", "content-language", "language"))[:2].lower()
    return Metadata(
        title=Inferred(title, own) if title else None,
        source=Inferred(site, own) if site else None,
        byline=tuple(Inferred(a, own) for a in authors),
        published=Inferred(published, own if stated else "guessed from the page") if published else None,
        language=Inferred(language, own) if re.fullmatch(r"[a-z]{2,3}", language) else None,
        url=Inferred(url, "where it was fetched") if url else None,
    )


def _first_heading(root: Any) -> str:
    for tag in ("h1", "title"):
        node = next(root.iter(tag), None)
        words = sanitize_line(" ".join("".join(node.itertext()).split())) if node is not None else ""
        if words:
            return words
    return ""


def _meta(root: Any, names: tuple[str, ...]) -> str:
    for node in root.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("http-equiv") or "").lower()
        if name in names and node.get("content"):
            return sanitize_line(str(node.get("content")))
    return ""


def _states(root: Any, day: str) -> bool:
    """Whether a meta, time or JSON-LD element of the page has this very day."""
    for node in root.iter("meta", "time"):
        if day in (node.get("content") or "") or day in (node.get("datetime") or ""):
            return True
    return any(day in (n.text or "") for n in root.iter("script") if "ld+json" in (n.get("type") or ""))
