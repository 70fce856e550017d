"""Nothing raises: the engine takes any text, cut at any code point, and every span it gives lies in the text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from tui.facts import extract
from tui.facts.json_form import facts_json
from tui.facts.model import Facts
from tui.structure import plain_article

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_text(encoding="utf-8")
DAY = date(2026, 11, 24)
DENSE = (
    "OSLO, Nov. 3 (AP) — Dr. Ada Lund, 45, a former finance minister of Norway’s Labour Party, said Monday that "
    "“more than 1,200” of the U.S. Army’s troops (about $3.5bn a year) hadn’t left.\n\n"
    "What’s next? Mr. O’Neil-Smith, the head of al-Noor & Sons Inc., didn’t comment; see p. 4/5 — he’ll, at"
)
"""A little of everything that a rule looks beyond: commas, dots, brackets, articles, hyphens, marks, money."""


def _extract(text: str) -> Facts:
    article = plain_article(text)
    facts = extract(article, DAY)
    assert all(0 <= f.start <= f.end <= len(article.text) for f in facts.facts)
    facts_json(article, facts, lit_only=False)
    return facts


def test_a_dense_text_cut_at_every_code_point() -> None:
    for end in range(len(DENSE) + 1):
        _extract(DENSE[:end])
        _extract(DENSE[end:])


@given(st.integers(0, len(SEED)), st.integers(0, len(SEED)))
def test_the_seed_cut_anywhere(a: int, b: int) -> None:
    _extract(SEED[min(a, b) : max(a, b)])


TOKENS = (
    "Clark", "Mr.", "Ada", "said", ",", ".", "a", "the", "of", "and", "“", "”", "(", ")", "'s", "’", "-", "3", "$",
    "1,200", "percent", "to", "May", "Monday", "\n", "\n\n", "minister", "Party", "U.S.", "who", "not", "from", "?", ":",
)  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=14), st.sampled_from(["", " "]))
@example(["Clark", ",", "a"], " ")
def test_words_that_rules_turn_on_in_any_order(tokens: list[str], blank: str) -> None:
    _extract(blank.join(tokens))


@given(st.text(max_size=80))
def test_any_unicode(text: str) -> None:
    _extract(text.replace("\r", "\n"))
