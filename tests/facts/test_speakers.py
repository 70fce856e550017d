"""Who a source is: the names of whole sentences, pronouns and descriptions, with the engine's own names."""

from __future__ import annotations

import pytest

from tests.facts.speech_cases import article_of
from tui.facts import Claim, Quotation, extract

WHO = [
    # the head of the noun phrase
    ("Ada Moss senior adviser Paul Holt said the vote was fair. Ada Moss left.", "said", "Paul Holt"),
    ("Ada Moss met Paul Holt. Moss allies said the vote was fair.", "said", None),
    ("Ada Moss left. Moss's lawyer, Paul Holt, said she would appeal.", "said", "Paul Holt"),
    ("Members of the board, led by chair Ada Moss, said they would stay.", "said", None),
    ("Ada Moss and Paul Holt said they would stay.", "said", None),
    ("Author and one of the founders, Ada Moss, said it was fun.", "said", "Ada Moss"),
    ("The levy will rise, according to a memo seen by Reuters.", "according to", None),
    # a pronoun where one reading is possible
    ("Ada Moss opened the port. “We are ready,” she said.", "said", "Ada Moss"),
    ("When Ada Moss arrived, she said the port was ready.", "said", "Ada Moss"),
    ("Ada Moss said the port was ready. She added that it was deep.", "added", "Ada Moss"),
    # … and where it is not
    ("Paul Holt met Peter Moss. “We are ready,” he said.", "said", None),
    ("Ada Moss opened the port. “We are ready,” he said.", "said", None),
    (
        "Paul Holt warned that Peter Moss knows the guards.\n\nSome members worry Moss’s vote could split the guild.\n\n"
        "“He learned their songs,” he said.",
        "said",
        "Paul Holt",
    ),
    ("A spokesman said Paul Holt was ill. “He will rest,” he said.", "said", None),
    # two people of one surname
    ("Ada Moss and her brother Paul Moss own it. Mr. Moss said it was old.", "said", "Paul Moss"),
    ("Ada Moss and her brother Paul Moss own it. Ms. Moss said it was old.", "said", "Ada Moss"),
    ("Paul Moss met Peter Moss. Moss said it was old.", "said", None),
    # what only one is called
    ("Prime Minister Ada Moss met Paul Holt. The prime minister said it was over.", "said", "Ada Moss"),
    ("Prime Minister Ada Moss met Paul Holt. The prime ministers said it was over.", "said", None),
]


@pytest.mark.parametrize(("text", "cue", "who"), WHO)
def test_who_speaks(text: str, cue: str, who: str | None) -> None:
    article = article_of(text)
    facts = extract(article)
    claims = [f.detail for f in facts.facts if isinstance(f.detail, Claim) and f.lit]
    last = [c for c in claims if c.cue and article.text[c.cue.start : c.cue.end] == cue][-1]
    assert (facts.entities[last.entity].name if last.entity >= 0 else None) == who


def test_a_resolved_pronoun_says_why() -> None:
    facts = extract(article_of("Ada Moss said the port was ready. “We are glad,” she added."))
    (quote,) = [f for f in facts.facts if isinstance(f.detail, Quotation)]
    assert "who spoke last before" in quote.why


def test_of_two_claims_with_one_span_the_surer_stays() -> None:
    article = article_of("US officials have signaled a plan to move the ships.")
    claims = [f for f in extract(article).facts if isinstance(f.detail, Claim)]
    cues = [f.detail.cue for f in claims if f.lit and isinstance(f.detail, Claim) and f.detail.cue]
    assert [article.text[c.start : c.end] for c in cues] == ["signaled"]
