"""Structure as the reader corrected it: headings that are none, questions that are plain headings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tui.structure.build import heading_key
from tui.text.article import Article, BlockKind, Section


def corrected(article: Article, not_headings: Collection[str], not_questions: Collection[str] = ()) -> Article:
    """``article`` with some headings taken as paragraphs, and some questions as headings that do not ask.

    Both are named by their words; case and blanks do not count. What stood below a heading that is none belongs to
    the section before it. The text, and with it every offset, stays the same. Raises nothing.
    """
    none = {heading_key(words) for words in not_headings}
    plain = {heading_key(words) for words in not_questions}
    if not none and not plain:
        return article
    gone = {
        i
        for i, block in enumerate(article.blocks)
        if block.kind is BlockKind.HEADING and heading_key(article.block_text(block)) in none
    }
    blocks = tuple(
        block._replace(kind=BlockKind.PARAGRAPH, level=0, confidence=1.0, reason="you said it is no heading")
        if i in gone
        else block
        for i, block in enumerate(article.blocks)
    )
    sections: list[Section] = []
    for section in article.sections:
        if section.heading in gone:
            if sections and sections[-1].last == section.heading - 1:
                sections[-1] = sections[-1]._replace(last=section.last)
        elif section.kind != "heading" and heading_key(article.block_text(article.blocks[section.heading])) in plain:
            sections.append(
                section._replace(kind="heading", questioner="", answerer="", reason="you said it does not ask")
            )
        else:
            sections.append(section)
    return replace(article, blocks=blocks, sections=tuple(sections))
