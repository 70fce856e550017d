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

from tui.sources import SourceError
from tui.sources.documents.html import BOLD, enclosed, read_blocks
from tui.sources.documents.html_walk import Marked
from tui.sources.documents.markup import Tree, parse_markup
from tui.sources.pages.metadata import metadata_of, titles
from tui.sources.pages.sieve import SHINGLE, Choice, only, sieved, words_of
from tui.text.article import Article, Block, BlockKind

from .prune import drop_consent, visible_copy

MAX_LINKS = 5000
MAX_ELEMENTS = 25_000
MAX_CHARS = 1_500_000
"""Links, elements and characters (scripts apart) beyond which trafilatura takes seconds; of such a page the main part
is taken as a whole."""
EVERYTHING = "*"
"""The rule that leaves nothing out."""
TOLD = 40
"""Words of sentences from which it is said that they were left out."""
PROSE = 15
"""Words from which a paragraph is taken for the beginning of the text proper."""


def article_of_page(markup: str, url: str, uri: str = "", rule: str = "", notes: tuple[str, ...] = ()) -> Article:
    """The article on a page. ``rule`` names the element that holds it ("div.story", "#text"), "" to find it, "*"
    to leave nothing out; ``notes`` are what the reader is to be told of how the page was read.

    Raises SourceError when there is none, or the page was made to do harm.
    """
    from tui.structure import structured_article

    tree = parse_markup(markup, for_extraction=True)
    if tree is None:
        raise SourceError("The page holds no text.")
    drop_consent(tree.root)
    extracted = _extracted(tree.root, url) if _is_usual(tree.root, markup) else None
    part = _chosen(tree.root, rule) if rule else None
    if part is not None:
        choice = Choice(read_blocks(Tree(part, tree.data), url))
    else:
        choice = sieved(tree, url, extracted, whole=rule == EVERYTHING)
    marked = choice.marked
    if not marked.blocks:
        raise SourceError("No article was found on the page; open it in the browser with o.")
    _mark_teasers(marked)
    _mark_other_headlines(marked)
    if choice.words >= TOLD:
        notes = (*notes, _left_out(choice))
    metadata = metadata_of(tree, extracted, url)
    marked = _without_title(marked, titles(tree, extracted, metadata.source.value if metadata.source else "", url))
    return structured_article(
        marked.text, marked.blocks, links=marked.links, emphases=marked.emphases, metadata=metadata,
        uri=uri or url, from_html=True, notes=notes, language=metadata.language.value if metadata.language else None,
        extents=enclosed(marked, tree.data),
    )  # fmt: skip


def _left_out(choice: Choice) -> str:
    count = f"{choice.paragraphs} paragraphs" if choice.paragraphs > 1 else "one paragraph"
    return f"left out {choice.words} words in {count} beside the article; factlight show --all prints them"


def _extracted(root: Any, url: str) -> Any:
    """trafilatura's answer for a copy of the page, None when it has none (it never raises on a page, only gives up)."""
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            visible_copy(root), url=url or None, include_comments=False, include_tables=True, with_metadata=True
        )
    except Exception:  # a library's fault on one page must not lose the page: its main part is shown instead
        return None


def _is_usual(root: Any, markup: str) -> bool:
    """Whether trafilatura will be done with the page in about a second."""
    scripts = sum(len(node.text or "") for node in root.iter("script", "style"))
    if len(markup) - scripts > MAX_CHARS or markup.count("<a ") > MAX_LINKS:
        return False
    return sum(1 for _ in islice(root.iter(), MAX_ELEMENTS)) < MAX_ELEMENTS


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


def _mark_other_headlines(marked: Marked) -> None:
    """Folds a run of headings behind the last prose, each with a short line below it at most: other stories."""
    text = marked.text
    prose = [len(text[b.start : b.end].split()) >= PROSE for b in marked.blocks]
    last = max((i for i, is_prose in enumerate(prose) if is_prose), default=len(prose))
    tail = [i for i in range(last + 1, len(prose)) if marked.blocks[i].kind is not BlockKind.BOILERPLATE]
    headings = [i for i in tail if marked.blocks[i].kind is BlockKind.HEADING]
    if len(headings) < 2 or len(tail) > 2 * len(headings) + 1:
        return
    for i in tail:
        if i >= headings[0]:
            marked.blocks[i] = _folded(marked.blocks[i], "one of several headlines behind the last paragraph")


def _folded(block: Block, reason: str) -> Block:
    return block._replace(kind=BlockKind.BOILERPLATE, level=0, confidence=0.7, reason=reason)


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
