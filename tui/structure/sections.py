"""Sections: each heading with the blocks below it; questions with their answers; interviews."""

from __future__ import annotations

from collections.abc import Mapping

from tui.structure.drafts import NOISE, Draft
from tui.text.article import Article, Block, BlockKind, Section

END_MATTER = NOISE - {BlockKind.CAPTION}


def make_sections(drafts: list[Draft], extents: Mapping[int, int]) -> list[Section]:
    """The sections in order. A section ends before the next heading, or before the article's end matter (credits
    and boilerplate behind the last prose); a deeper heading that follows at once belongs to it. ``extents`` gives
    the last block of those that the source's own markup encloses."""
    last = len(drafts) - 1
    while last >= 0 and drafts[last].kind in END_MATTER:
        last -= 1
    heads = [i for i, d in enumerate(drafts) if d.kind is BlockKind.HEADING]
    out = []
    for n, i in enumerate(heads):
        draft = drafts[i]
        stop = last
        k = n + 1
        if k < len(heads) and heads[k] == i + 1 and drafts[heads[k]].level > draft.level:
            k += 1
        if k < len(heads):
            stop = min(stop, heads[k] - 1)
        if i in extents:
            stop = min(stop, extents[i])
        kind = "heading"
        if draft.asks:
            kind = "interview" if draft.speaker else "question"
        out.append(Section(kind, i, i + 1, max(stop, i), draft.confidence, draft.reason, draft.speaker, draft.answerer))
    return out


def answer_blocks(article: Article, section: Section) -> list[Block]:
    """The blocks that answer a question (or stand below a heading), without folded lines."""
    return [b for b in article.blocks[section.first : section.last + 1] if b.kind not in NOISE]
