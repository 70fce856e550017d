"""Figures: golden sentences that a person can extend, and what holds for every text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.facts import Facts, Figure, Kind, extract
from tui.facts.describe import figure_label, value
from tui.facts.figures import lexicon
from tui.facts.figures.numbers import decimal
from tui.facts.model import Fact
from tui.structure import plain_article
from tui.text.article import BlockKind

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


def _keys(text: str) -> list[tuple[str, str]]:
    """(words, label) of the key figures, best first."""
    article = plain_article(text)
    keys = [(f, f.detail) for f in extract(article).key_figures() if isinstance(f.detail, Figure)]
    return [(article.text[f.start : f.end], figure_label(article.text, d)) for f, d in keys]


def test_key_figures_of_a_report() -> None:
    text = (
        "Storm hits coast\n\nAt least 19 people died and two countries closed ports after 3 days of rain.\n\n"
        "Damage is put at $1.2 billion (€1.1 billion).\n\nEdited by: Ann Smith, 45"
    )
    assert [words for words, _ in _keys(text)] == ["At least 19 people", "$1.2 billion"]


REPORT = """Quake in the hills

A quake in the hills of Norland wounded 35 on Monday, and the death toll rose to 14, officials said.

The quake destroyed 2,300 homes, and insurers put the damage at $40 million. Nine percent of the roads are shut.

In Lund the mayor said the death toll of 14 would rise. Roads worth $40 million were lost."""


def test_deaths_come_first_then_the_hurt_then_damage() -> None:
    keys = _keys(REPORT)
    assert [words for words, _ in keys][:4] == ["14", "35", "$40 million", "2,300 homes"]
    assert [label for _, label in keys][:2] == ["the death toll", "wounded"]


def test_one_row_stands_for_one_quantity() -> None:
    words = [words for words, _ in _keys(REPORT)]
    assert len(words) == len(set(words))


def test_captions_and_lines_that_sell_give_no_key_figure() -> None:
    text = (
        "The mill closed after 90 years and 400 workers lost their jobs.\n\nSubscribe now: 12,000 words for $5 a month."
    )
    assert [words for words, _ in _keys(text)] == ["400 workers"]
    article = plain_article(text)
    caption = tuple(b._replace(kind=BlockKind.CAPTION) for b in article.blocks)
    assert not extract(replace(article, blocks=caption)).key_figures()


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Canada's jobless rate fell to 6.6 percent in May.", "Canada's jobless rate"),
        ("The firm posted a net loss of 212 million euros.", "a net loss"),
        ("A court threw out the $7 million verdict.", "verdict"),
        ("The storm caused $2 million in damage.", "damage"),
        ("They paid 27 percent of the overall cost.", "the overall cost"),
        ("The plan would cut emissions 42 percent.", "emissions"),
        ("Shelling in the valley killed 1,200 on Sunday.", "killed"),
        ("Another 15 were injured by glass.", "injured"),
        ("The barracks hold 4,000 U.S. troops stationed in Qatar.", "U.S. troops stationed in Qatar"),
        ("It weighs 40 tonnes.", ""),
    ],
)
def test_a_key_figure_says_of_what_it_is(sentence: str, label: str) -> None:
    ((_, found),) = _keys(sentence)
    assert found == label


@pytest.mark.parametrize(
    ("sentence", "minor"),
    [
        ("The two countries signed three papers.", ["a small count that carries nothing"]),
        ("A shell killed two miners and three died later.", []),
        ("It took three days.", ["lit as a length of time already"]),
        ("He read page 4 and got 23 right.", ["a number that counts nothing named"]),
    ],
)
def test_what_carries_nothing_is_kept_but_not_lit(sentence: str, minor: list[str]) -> None:
    article = plain_article(sentence)
    found = extract(article).of(Kind.FIGURE, lit=False)
    reasons = list(dict.fromkeys(f.minor for f in found if f.minor))
    assert reasons == minor
    assert all(f.lit is not bool(f.minor) for f in found)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("The road is 250 km (155 miles) long.", "agrees"),
        ("The road is 250 km (300 miles) long.", "does not agree"),
        ("It fell to 20°F / -6°C.", ""),
        ("She is 6 feet, 2 inches tall.", ""),
        ("They flew 500 miles to the camp (3 km from the border).", ""),
    ],
)
def test_a_conversion_is_doubted_only_where_it_is_sure(sentence: str, verdict: str) -> None:
    article = plain_article(sentence)
    said = [f.detail.conversion for f in extract(article).of(Kind.FIGURE) if isinstance(f.detail, Figure)]
    assert "".join(said).rpartition(": ")[2] == verdict


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
