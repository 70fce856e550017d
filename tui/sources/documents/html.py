"""HTML as blocks of text: headings, paragraphs, lists, quotations, tables, with links and emphases in place.

The markup says what the blocks are, so nothing is guessed but bold lines that stand for headings. Used for
entries of feeds, newsletters and saved fragments; whole pages go through ``pages``, which first finds the
article among the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any

from tui.sources.documents.html_walk import Marked, Walk
from tui.sources.documents.markup import Tree, asked_in, parse_markup
from tui.sources.documents.visibility import hides
from tui.text.article import Article, Block, BlockKind, Emphasis, Inferred, Metadata

AROUND = frozenset(["aside", "footer", "nav"])
"""Parts of a page that are not its article."""

BOLD = "a bold line by itself"
LONGEST_BOLD = 120
"""Characters of a bold line that may still be a heading."""

_TAG = re.compile(r"<[^<>]{0,2000}>")
_SUBHEAD = re.compile(
    r"(?:sub-?head(?:ing|line)?|cross-?head(?:ing)?|inter-?line|inter-?titre|inter-?title|zwischen-?titel|"
    r"zwischen-?ueberschrift|zwischenzeile|ladillo|mellom-?tittel|mellan-?rubrik|tussen-?kop|sottotitolo-testo)\b",
    re.I,
)


def html_article(
    markup: str, *, url: str = "", uri: str = "", metadata: Metadata | None = None, notes: Sequence[str] = ()
) -> Article:
    """The article in a fragment or page of HTML; ``url`` makes its links whole, ``notes`` say how it was read. Its
    text is empty if it has none.

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
        notes=notes,
        language=meta.language.value if meta.language else None,
        extents=enclosed(marked, tree.data if tree is not None else ()),
    )


def read_blocks(
    tree: Tree, url: str = "", *, skip: Callable[[Any], bool] = lambda node: False, hidden: bool = False
) -> Marked:
    """Everything that is shown, block by block, in order. Elements for which ``skip`` holds are left out whole.

    ``hidden`` also reads what the page hides until its scripts have run.
    """
    walk = Walk(url, skip if hidden else (lambda node: hides(node) or skip(node)))
    walk.over(tree.root)
    asked = {_folded(question) for question in asked_in(tree.data)}
    marked = walk.marked
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
