"""Headings and questions that the reader said are none."""

from __future__ import annotations

import pytest

from tui.structure import plain_article
from tui.structure.corrected import corrected
from tui.text.article import Article, BlockKind

PROSE = "The council met on Tuesday evening and talked for three hours about the bridge over the river. "
TEXT = (
    f"Bridge closed for months\n\n{PROSE}\n\nWhat happens next?\n\n{PROSE}Again.\n\nWho pays for it?\n\n{PROSE}Later."
)


@pytest.fixture
def article() -> Article:
    made = plain_article(TEXT)
    assert [made.block_text(made.blocks[s.heading]) for s in made.questions()] == [
        "What happens next?", "Who pays for it?",
    ]  # fmt: skip
    return made


def test_a_heading_that_is_none_belongs_to_the_answer_before_it(article: Article) -> None:
    made = corrected(article, ["who PAYS  for it?"])
    assert made.text == article.text
    assert len(made.sections) == len(article.sections) - 1
    last = made.sections[-1]
    assert made.blocks[last.last] == made.blocks[-1]
    kinds = {made.block_text(block): block.kind for block in made.blocks}
    assert kinds["Who pays for it?"] is BlockKind.PARAGRAPH
    assert kinds["What happens next?"] is BlockKind.HEADING


def test_a_question_that_is_none_stays_a_heading(article: Article) -> None:
    made = corrected(article, [], ["What happens next?"])
    assert [section.kind for section in made.sections][-2:] == ["heading", "question"]
    assert made.blocks == article.blocks


def test_other_words_change_nothing(article: Article) -> None:
    assert corrected(article, ["What happens then?"], ["Who pays?"]) == article
    assert corrected(article, []) is article
