"""Dates: golden cases, the seed's whole list, and properties that hold for any text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.facts import extract
from tui.facts.date_words import in_words
from tui.facts.dates import find_dates
from tui.facts.dates.values import bounds
from tui.facts.document import Document
from tui.facts.model import Fact, Kind, Timex
from tui.structure import plain_article

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases" / "dates.txt"
MARK = re.compile(r"\[([^\]=]+)=([^\]]+)\]")


class Case(NamedTuple):
    published: date | None
    language: str
    marked: str


def _cases() -> list[Case]:
    out: list[Case] = []
    published: date | None = None
    language = "en"
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        if line.startswith("@"):
            _, day, language = line.split()
            published = None if day == "-" else date.fromisoformat(day)
        elif line and not line.startswith("#"):
            out.append(Case(published, language, line))
    return out


def _found(text: str, published: date | None, language: str = "en") -> list[tuple[Fact, Timex]]:
    doc = Document(plain_article(text), published, language)
    return [(f, f.detail) for f in find_dates(doc) if isinstance(f.detail, Timex)]


def _as_written(text: str, found: list[tuple[Fact, Timex]], expected: list[str]) -> str:
    """The text with what was found in brackets, type and mod only where the case asks for them."""
    out, at = [], 0
    lit = [(f, t) for f, t in found if f.lit]
    for number, (fact, timex) in enumerate(lit):
        asked = expected[number] if number < len(expected) else ""
        value = timex.value or "?"
        if timex.type == "SET" or (asked.endswith(" DATE") and timex.type == "DATE"):
            value = f"SET {value}" if timex.type == "SET" else f"{value} DATE"
        if timex.mod and timex.mod in asked.split():
            value += f" {timex.mod}"
        out += [text[at : fact.start], f"[{text[fact.start : fact.end]}={value}]"]
        at = fact.end
    return "".join([*out, text[at:]])


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.marked[:60])
def test_golden(case: Case) -> None:
    text = MARK.sub(r"\1", case.marked)
    expected = [m[2] for m in MARK.finditer(case.marked)]
    found = _found(text, case.published, case.language)
    assert _as_written(text, found, expected) == case.marked
    for _, timex in found:
        assert bool(timex.value) != bool(timex.unresolved)


SEED = sorted((ROOT / "seeds").glob("*.txt"))[0]


def test_seed() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = _found(text, date(2025, 11, 3))
    got = [(text[f.start : f.end], t.value) for f, t in found if f.lit]
    assert got == [
        ("Monday", "2025-11-03"),
        ("1950–1953", "1950/1953"),
        ("Tuesday", "2025-11-04"),
        ("Monday", "2025-11-03"),
        ("Tuesday", "2025-11-04"),
        ("the past two decades", "P20Y"),
        ("2026", "2026"),
    ]


def test_seed_without_a_publication_day() -> None:
    found = _found(SEED.read_text(encoding="utf-8"), None)
    resolved = {t.value for f, t in found if t.value}
    assert resolved == {"1950/1953", "P20Y", "2026"}
    assert sum(bool(t.unresolved) for _, t in found) == 4


def test_past_two_decades_reach_back_from_the_publication() -> None:
    ((_, timex),) = _found("It grew over the past two decades.", date(2025, 11, 3))
    assert (timex.type, timex.begin, timex.end) == ("DURATION", "2005-11-03", "2025-11-03")


DOUBTED = "The bridge was opened in May 2022 and rebuilt in 2023. On Friday it was closed."


def test_a_publication_date_that_the_text_contradicts_is_doubted() -> None:
    facts = extract(plain_article(DOUBTED), date(2012, 3, 1))
    assert len(facts.notes) == 1
    assert "2012-03-01 is doubtful" in facts.notes[0]
    friday = facts.of(Kind.DATE)[-1]
    assert isinstance(friday.detail, Timex)
    assert (friday.detail.value, friday.detail.unresolved, friday.warnings) == ("", facts.notes[0], facts.notes)


@pytest.mark.parametrize("text", ["The plant opened in May 2011 and will close in 2022.", DOUBTED.replace("20", "19")])
def test_what_lies_ahead_or_behind_is_no_contradiction(text: str) -> None:
    assert extract(plain_article(text), date(2012, 3, 1)).notes == ()


@pytest.mark.parametrize(
    ("timex", "words"),
    [
        (Timex("DURATION", "P3Y"), "3 years"),
        (Timex("DURATION", "PT1H50M", mod="MORE_THAN"), "more than 1 hour 50 minutes"),
        (Timex("DURATION", "PXM"), "some months"),
        (Timex("DATE", "PAST_REF"), "in the past"),
        (Timex("DATE", "2025-11-03"), "2025-11-03"),
        (Timex("DATE", "2025-W45-WE"), "weekend of 2025-11-08"),
        (Timex("DATE", "2025-Q3"), "quarter 3 of 2025"),
        (Timex("DATE", "2025-SU", mod="END"), "end of summer 2025"),
        (Timex("DATE", "198"), "1980s"),
        (Timex("DATE", "11"), "12th century"),
        (Timex("TIME", "2025-11-03TMO"), "2025-11-03 morning"),
        (Timex("TIME", "2025-11-03T10:30"), "2025-11-03 10:30"),
        (Timex("SET", "XXXX-WXX-2"), "Tuesdays"),
        (Timex("SET", "XXXX-04"), "every April"),
        (Timex("SET", "P1Y", freq="3"), "3 times every year"),
    ],
)
def test_values_in_words(timex: Timex, words: str) -> None:
    assert in_words(timex) == words


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-W45", "2025-11-03", "2025-11-09"),
        ("2025-W45-WE", "2025-11-08", "2025-11-09"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2024-WI", "2024-12-01", "2025-02-28"),
        ("198", "1980-01-01", "1989-12-31"),
        ("10", "1000-01-01", "1099-12-31"),
        ("1950/1953", "1950-01-01", "1953-12-31"),
        ("PRESENT_REF", "", ""),
        ("2025-02-30", "", ""),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    assert bounds(value) == (first, last)


PIECES = st.sampled_from(
    ["Monday", "on", "last", "the", "next", "1998", "May", "3", ",", ".", "-", "'", "80", "s", "two", "years", "ago",
     "quarter", "of", "10", ":", "30", "p", "m", "EST", "early", "a", "half", "every", "day", "00", "31", "/", "2025",
     "9999", "99999999", "century", "twenty", "first", "that", "–", "Q", "fiscal", "Christmas", "\n", "T", "١٢", "²"]
)  # fmt: skip
DAYS = st.one_of(st.none(), st.dates())


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join)), DAYS,
       st.sampled_from(["en", "de", "fr", "es", "pl", ""]))  # fmt: skip
def test_any_text(text: str, published: date | None, language: str) -> None:
    found = _found(text, published, language)
    end = 0
    for fact, timex in found:
        assert end <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end].strip() == text[fact.start : fact.end]
        assert fact.kind is Kind.DATE
        assert 0 < fact.confidence <= 1
        assert fact.why
        assert fact.rule.startswith("dates.")
        assert bool(timex.value) != bool(timex.unresolved)
        assert timex.begin <= timex.end
        for day in (timex.begin, timex.end):
            assert not day or date.fromisoformat(day)
        end = fact.end


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join), DAYS)
def test_same_text_same_dates(text: str, published: date | None) -> None:
    assert _found(text, published) == _found(text, published)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_nothing_relative_resolves_without_a_publication_day(text: str) -> None:
    """What is found without a day is the same, or more, with one; never less resolved."""
    without = {(f.start, f.end): t.value for f, t in _found(text, None)}
    with_day = {(f.start, f.end): t.value for f, t in _found(text, date(2025, 11, 3))}
    for span, value in without.items():
        if span in with_day and value:
            assert with_day[span]


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "9" * 50_000, "1 " * 25_000, "May " * 25_000, "the last of the " * 6_000, "2000-" * 20_000,
     "two " * 25_000, "Monday, " * 15_000, "'80s " * 20_000, ":" * 100_000],
    ids=["letters", "digits", "numbers", "may", "last", "years", "words", "weekdays", "decades", "colons"],
)  # fmt: skip
def test_long_texts_without_form(text: str) -> None:
    """Ends at all: a quadratic step would take minutes here."""
    found = _found(text, date(2025, 11, 3))
    assert all(text[f.start : f.end] for f, _ in found)
