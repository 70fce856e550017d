"""What holds for the structure of any text whatever."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.structure import answer_blocks, find_gaps, guess_language, plain_article, read_credit, read_syndication
from tui.text.article import Article

PIECES = (
    "What now?", "Who won? ", "WHY NOW?", "By Jane Roe", "Edited by: Rana Taha", "Q: Why?", "A: Because.", "\n", "\n\n", " ", "  ", ".",
    " .", "( )", "1. ", "- ", "> ", "| a | b |", "The army said on Monday that it had moved three units to the border in the north.",
    "The post A appeared first on B.", "Share", "©", "(AP Photo/X)", "¿Qué?", "Photo: ", "?", "“", "”", "…", "\u200d", "\U0001f600",
    "é", "ﷺ", "\u0660", "a in the of", "has and", "Correction: no.", "3 November 2025", "https://x.example", "　", "\ud800",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=400)


def check(article: Article, text: str) -> None:
    assert len(article.text) == len(text)
    assert all(a == b or (a == "\n" and b == " ") for a, b in zip(text, article.text, strict=True))
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(text)
        words = article.block_text(block)
        assert words == words.strip()
        assert "\n" not in words
        assert block.reason
        assert 0 < block.confidence <= 1
        skipped = article.text[last : block.start].strip()
        assert len(skipped) <= 12 or set(skipped) <= set("> "), skipped  # a list marker, nothing else
        last = block.end
    assert len(article.text[last:].strip()) <= 12
    before = -1
    for section in article.sections:
        assert before < section.heading < section.first
        assert section.last < len(article.blocks)
        before = section.heading
        for block in answer_blocks(article, section):
            assert article.blocks[section.heading].end <= block.start


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_has_blocks_that_cover_it(text: str) -> None:
    article = plain_article(text)
    check(article, text)
    gaps = [offset for offset, _ in find_gaps(article)]
    assert gaps == sorted(set(gaps))
    assert all(0 <= offset <= len(text) for offset in gaps)
    guess_language(text)
    for block in article.blocks:
        for start, end in read_credit(article.text, block.start, block.end).names:
            assert block.start <= start < end <= block.end
        for span in read_syndication(article.text, block.start, block.end):
            assert span is None or block.start <= span[0] < span[1] <= block.end


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_article(text: str) -> None:
    assert plain_article(text) == plain_article(text)


def calls(work: Callable[[], object]) -> int:
    """Calls of functions, C's included, that ``work`` makes: a measure of its effort that no load disturbs."""
    count = 0

    def seen(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    ["word\n", "ABC DEF\n", "Who?\n", "What is it? ", "- x\n", "a , b ", "((", "Name: x?\n", "has and in the ", "By A B\n", "word " * 14 + "\n"],
    ids=["words", "capitals", "questions", "inline", "list", "blanks", "brackets", "labels", "gaps", "bylines", "wrapped"],
)  # fmt: skip
def test_effort_grows_with_the_length_and_no_faster(unit: str) -> None:
    find_gaps(plain_article(unit * 50))  # what is loaded once
    small = calls(lambda: find_gaps(plain_article(unit * 500)))
    large = calls(lambda: find_gaps(plain_article(unit * 2000)))
    assert large < small * 4.6 + 2000
