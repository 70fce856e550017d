"""Places where a scraper lost words."""

from __future__ import annotations

import re

from tui.article import Article, BlockKind

_TOKEN = re.compile(r"\w+(?:['’\-‑]\w+)*|[^\w\s]")
_DET = frozenset("a an the its their our my your every".split())
_FUNCTION = frozenset("is are was were has have had will would can could may might and or but nor of in at by for with from on into".split())
_PREP = frozenset("of to by with from at into for".split())
_BAD = {(p, q) for p in _PREP for q in ("of", "by", "and", "or")} - {("to", "or")}


def find_gaps(article: Article) -> list[tuple[int, str]]:
    """(offset, reason) of each place where words were lost, in order; empty when the HTML was at hand."""
    if article.from_html:
        return []
    out: list[tuple[int, str]] = []
    for block in article.blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE):
            continue
        tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(article.text, block.start, block.end)]
        for (a, _, end), (b, start, _) in zip(tokens, tokens[1:], strict=False):
            low = a.lower()
            if start > end and b in ".,;:!?" and a[-1].isalnum():
                out.append((start, f"a blank before “{b}”"))
            elif low in _DET and (b in _FUNCTION or b in ".,;"):
                out.append((start, f"“{a} {b}”: no noun follows “{a}”"))
            elif (low, b) in _BAD:
                out.append((start, f"“{a} {b}” do not follow each other"))
            elif low in ("has", "have", "had") and b in ("and", "or", "but"):
                out.append((start, f"“{a} {b}”: the verb is missing"))
    return out
