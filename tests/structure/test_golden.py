"""Whole articles, each with one kind of mess, against what a person says should be seen in them.

To add one: put ``NAME.txt``, ``.md`` or ``.html`` into ``cases``, run ``python tests/structure/test_golden.py NAME``,
read what it prints line by line, correct it by hand and save it as ``NAME.expected``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tui.sources.documents.html import html_article
from tui.sources.documents.markdown import markdown_article
from tui.structure import answer_blocks, find_gaps, plain_article
from tui.text.article import Article
from tui.text.sanitize import sanitize

CASES = Path(__file__).parent / "cases"
SEEDS = Path(__file__).parents[2] / "seeds"
NAMES = sorted(p.stem for p in CASES.glob("*.expected"))
SHOWN = 48


def read(name: str) -> Article:
    if name == "seed":
        return plain_article(sanitize(sorted(SEEDS.glob("000_*.txt"))[0].read_text("utf-8")))
    (path,) = (p for p in CASES.glob(name + ".*") if p.suffix != ".expected")
    text = sanitize(path.read_text("utf-8"))
    if path.suffix == ".html":
        return html_article(text, url="https://news.example/story")
    return markdown_article(text) if path.suffix == ".md" else plain_article(text)


def described(article: Article) -> str:
    """What the article is taken for: blocks, sections, gaps, metadata; a line each."""
    text = article.text
    out = []
    for block in article.blocks:
        words = " ".join(text[block.start : block.end].split())
        shown = words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"
        mark = f" {block.marker}" if block.marker else ""
        out.append(f"{block.kind.value}{mark}: {shown}")
    out.append("")
    for section in article.sections:
        below = answer_blocks(article, section)
        who = f" ({section.questioner} → {section.answerer})" if section.questioner else ""
        last = text[below[-1].start : below[-1].end] if below else ""
        out.append(
            f"{section.kind}{who}: {text[slice(*_span(article, section.heading))][:SHOWN]}"
            f" = {len(below)} blocks, ends in “{last[-24:].lstrip()}”"
        )
    out.append("")
    for at, reason in find_gaps(article):
        left, right = text[max(0, at - 14) : at], text[at : at + 14]
        out.append(f"gap: {left}⟨…⟩{right} ({reason})".replace("\n", "¶"))
    out.append("")
    meta = article.metadata
    for name in ("title", "source", "editor", "published", "updated", "place", "language"):
        found = getattr(meta, name)
        if found:
            out.append(f"{name}: {found.value} [{found.origin}]")
    out.extend(f"byline: {found.value} [{found.origin}]" for found in meta.byline)
    return "\n".join(out) + "\n"


def _span(article: Article, number: int) -> tuple[int, int]:
    return article.blocks[number].start, article.blocks[number].end


@pytest.mark.parametrize("name", NAMES)
def test_article_is_read_as_a_person_reads_it(name: str) -> None:
    assert described(read(name)) == (CASES / f"{name}.expected").read_text("utf-8")


if __name__ == "__main__":
    print(described(read(sys.argv[1])), end="")
