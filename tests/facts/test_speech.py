"""Quotations and claims: golden cases, the seed, and what must hold whatever the text."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SEED
from tests.facts.speech_cases import Case, found_in, read_cases
from tui.facts.document import Document
from tui.facts.model import Claim, Entity, Fact, Kind, Mention, Quotation, Span
from tui.facts.speech import find_claims, find_quotes
from tui.facts.speech.analysis import analyse
from tui.structure import plain_article
from tui.text.sentences import split_sentences

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", read_cases(CASES / "speech_quotes.txt"), ids=lambda c: c.name)
def test_quotations(case: Case) -> None:
    assert found_in(case.text, case.language) == case.expected


@pytest.mark.parametrize("case", read_cases(CASES / "speech_claims.txt"), ids=lambda c: c.name)
def test_claims(case: Case) -> None:
    assert found_in(case.text, case.language) == case.expected


def test_seed() -> None:
    (case,) = read_cases(CASES / "speech_seed.txt")
    assert found_in(SEED.read_text("utf-8")) == case.expected


def _document(text: str) -> Document:
    return Document(plain_article(text), None, "en")


def _person(text: str, words: str, entity: int, at: int = 0) -> Fact:
    start = text.index(words, at)
    return Fact(Kind.PERSON, start, start + len(words), Mention(entity), "test")


def test_speakers_become_entities() -> None:
    text = "Nora Ellis opened the port. “We are ready,” she said. According to Ellis, ships wait."
    names = [_person(text, "Nora Ellis", 0), _person(text, "Ellis", 0, 60)]
    entities = [Entity(0, Kind.PERSON, "Nora Ellis", tuple(f.span for f in names))]
    doc = _document(text)
    quotes = find_quotes(doc, names, entities)
    claims = find_claims(doc, names, entities, quotes)
    assert [f.detail.entity for f in quotes if isinstance(f.detail, Quotation)] == [0]
    assert [f.detail.entity for f in claims if isinstance(f.detail, Claim)] == [0, 0]


def test_a_pronoun_between_two_people_stays_open() -> None:
    text = "Nora Ellis met Piet Vos. “We are ready,” he said."
    names = [_person(text, "Nora Ellis", 0), _person(text, "Piet Vos", 1)]
    (quote,) = find_quotes(_document(text), names, [])
    assert isinstance(quote.detail, Quotation)
    assert quote.detail.entity == -1


def test_parts_of_one_speech_know_each_other() -> None:
    first, second = find_quotes(_document("“It is,” said Roth, “a disaster.”"), [], [])
    assert isinstance(first.detail, Quotation)
    assert isinstance(second.detail, Quotation)
    assert first.detail.parts == second.detail.parts == (first.span, second.span)


def test_every_fact_says_why() -> None:
    text = SEED.read_text("utf-8")
    doc = _document(text)
    quotes = find_quotes(doc, [], [])
    for fact in [*quotes, *find_claims(doc, [], [], quotes)]:
        assert fact.rule.startswith("speech.")
        assert len(fact.why) > 10


def test_unclosed_marks_are_told() -> None:
    (quote,) = find_quotes(_document("Roth wrote: “This goes on and on, and nobody closes it."), [], [])
    assert quote.warnings == ("no closing quotation mark",)


SIGNS = st.sampled_from(
    [
        *list("\"'“”‘’„«»‹›,.:;!?()—–-"),
        " said ",
        " Ellis ",
        " according to ",
        "\n",
        "\n\n",
        " that ",
        " the ",
        " says he ",
    ]
)


def _spans(fact: Fact) -> list[Span]:
    detail = fact.detail
    if isinstance(detail, Quotation):
        return [fact.span, *detail.parts, *(s for s in (detail.speaker, detail.cue) if s)]
    assert isinstance(detail, Claim)
    return [fact.span, *detail.content, *(s for s in (detail.source, detail.cue) if s)]


def _check(text: str) -> None:
    doc = _document(text)
    quotes = find_quotes(doc, [], [])
    claims = find_claims(doc, [], [], quotes)
    for fact in [*quotes, *claims]:
        assert 0.0 <= fact.confidence <= 1.0
        for start, end in _spans(fact):
            assert 0 <= start < end <= len(doc.text)
            assert doc.text[start:end].strip()
    assert [f.start for f in quotes] == sorted(f.start for f in quotes)
    assert [f.start for f in claims] == sorted(f.start for f in claims)


@given(st.text())
def test_never_raises_on_any_text(text: str) -> None:
    _check(text)


@given(st.lists(st.one_of(SIGNS, st.text(max_size=4)), max_size=60))
def test_never_raises_on_marks_and_cues(pieces: list[str]) -> None:
    _check("".join(pieces))


@given(st.text(alphabet='ab A.!?… \n"”’)U', max_size=200))
def test_sentences_part_the_text(text: str) -> None:
    spans = split_sentences(text, 0, len(text))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


class _Counting(list[str]):
    """A list that counts how often it is read."""

    reads = 0

    def __getitem__(self, i):  # type: ignore[no-untyped-def]
        _Counting.reads += 1
        return super().__getitem__(i)


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        '"',
        "said ",
        "he said that ",
        "“a”, said ",
        "according to ",
        "‘’",
        "the claim that ",
        "(",
        ", he says, ",
        ". ",
    ],
)
def test_work_grows_with_the_length_only(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.facts.speech.grammar import tagged_sentence as units

    made = units._pieces

    def counted(unit: units.Unit) -> list[units.Unit]:
        unit.tags = _Counting(unit.tags)
        out = made(unit)
        for part in out:
            part.tags = _Counting(part.tags)
        return out

    monkeypatch.setattr(units, "_pieces", counted)
    reads = []
    for times in (1000, 4000):
        _Counting.reads = 0
        analyse(_document(piece * times))
        reads.append(_Counting.reads)
    assert reads[1] <= 4.6 * reads[0] + 2000
