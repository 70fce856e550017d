"""Figures: golden sentences that a person can extend, and what holds for every text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.facts import Facts, Figure, Kind, extract
from tui.facts.describe import value
from tui.facts.figures import lexicon
from tui.facts.figures.numbers import decimal
from tui.facts.model import Fact
from tui.structure import plain_article

CASES = Path(__file__).parent / "cases" / "figures.txt"


def _cases() -> list[tuple[str, list[str]]]:
    parts = CASES.read_text("utf-8").split("\n\n")[1:]
    return [(part.split("\n")[0], [line.strip() for line in part.strip().split("\n")[1:]]) for part in parts]


def _figures(text: str) -> tuple[Facts, list[tuple[Fact, Figure]], str]:
    article = plain_article(text)
    facts = extract(article)
    found = [(f, f.detail) for f in facts.of(Kind.FIGURE) if isinstance(f.detail, Figure)]
    return facts, found, article.text


@pytest.mark.parametrize(("sentence", "expected"), _cases(), ids=lambda v: v[:50] if isinstance(v, str) else "")
def test_golden(sentence: str, expected: list[str]) -> None:
    facts, found, text = _figures(sentence)
    seen = [
        f"{text[f.start : f.end]} = {value(f, facts, text)}" + (f" [{d.check}]" if d.check else "") for f, d in found
    ]
    assert seen == expected


PIECES = st.sampled_from(
    "5 12 1,200 3.5 0 00 007 1.2.3 one two twenty hundred thousand million dozen half third thirds hundreds of a - – to and or "
    "$ € US$ % percent km miles m k bn ( ) , . / ½ × minus doubled up from by 1998 people US troops - in the".split()
)


@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=24).map(" ".join), st.lists(PIECES, max_size=24).map("".join)
    )
)
def test_whatever_the_text(words: str) -> None:
    _, found, text = _figures(words)
    end = 0
    for fact, figure in found:
        assert end <= fact.start < fact.end <= len(text)
        end = fact.end
        assert figure.low <= figure.high or figure.dimension == "score"
        assert fact.why
        for span in (figure.number, figure.head):
            assert span is None or fact.start <= span.start < span.end <= fact.end


@given(st.integers(0, 10**12))
def test_grouped_digits_keep_their_value(number: int) -> None:
    assert decimal(f"{number:,}", "en") == number
    assert decimal(f"{number:,}".replace(",", "."), "de") == (number if number >= 1000 else Decimal(number))


@given(st.integers(1, 99), st.sampled_from(["houses", "Korean soldiers", "empty boats"]))
def test_what_is_counted_is_said(number: int, things: str) -> None:
    article = plain_article(f"They saw {number + 1} {things} there.")
    text = article.text
    ((figure),) = [f.detail for f in extract(article).of(Kind.FIGURE, lit=False) if isinstance(f.detail, Figure)]
    assert figure.head is not None
    assert text[slice(*figure.head)] == things.split()[-1]
    assert figure.low == number + 1


def test_key_figures_of_a_report() -> None:
    text = (
        "Storm hits coast\n\nAt least 19 people died and two countries closed ports after 3 days of rain.\n\n"
        "Damage is put at $1.2 billion (€1.1 billion).\n\nEdited by: Ann Smith, 45"
    )
    article = plain_article(text)
    keys = [article.text[f.start : f.end] for f in extract(article).key_figures()]
    assert set(keys) == {"At least 19 people", "$1.2 billion"}


def test_lexicons_are_whole() -> None:
    for forms in lexicon.units().values():
        for _, unit in forms:
            assert unit.symbol
            assert unit.factor is None or unit.factor > 0
    assert lexicon.names()["km"] == "kilometre"
    assert lexicon.signs()["HK$"].symbol == "HKD"


@pytest.mark.parametrize("piece", ["5 ", "1-", "one hundred and ", "$", "half a ", "3 to ", "7- ", "9"])
def test_long_repeats_end(piece: str) -> None:
    _, found, text = _figures(piece * 3000)
    assert all(f.end <= len(text) for f, _ in found)
