"""Finding: smart case, folding, whole words, patterns that must not hang."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.facts.model import Span
from tui.reading.page.find import Found, Haystack, caseless, fold

TEXT = "Café, cafe and CAFE. “Don’t,” he said – 25 cafes."


def words(pattern: str, **options: bool) -> list[str]:
    found = Haystack(TEXT).find(pattern, **options)
    assert not found.problem
    return [TEXT[slice(*hit)] for hit in found.hits]


@pytest.mark.parametrize(
    ("pattern", "options", "expected"),
    [
        ("cafe", {}, ["Café", "cafe", "CAFE", "cafe"]),
        ("Cafe", {}, ["Café"]),  # a capital asks for capitals
        ("café", {}, ["Café"]),  # an accent asks for accents
        ("cafe", {"case": True}, ["cafe", "cafe"]),
        ("cafe", {"whole_word": True}, ["Café", "cafe", "CAFE"]),
        ("\"don't", {}, ["“Don’t"]),
        ("said - 25", {}, ["said – 25"]),
        (r"\d+ \w+", {"regex": True}, ["25 cafes"]),
        (r"caf\w", {"regex": True, "whole_word": True}, ["Café", "cafe", "CAFE"]),
        (r"^cafe", {"regex": True}, ["Café"]),
        (r"x*", {"regex": True}, []),  # empty hits are none
        (r"\bcaf\w\W", {"regex": True}, ["Café,", "cafe ", "CAFE."]),  # the capital of \W asks for nothing
        (r"\bCAF\w", {"regex": True}, ["CAFE"]),
        ("cafe\u0301", {}, ["Café"]),  # as some keyboards and clipboards have it
        (r"a|(", {}, []),
        ("", {}, []),
    ],
)
def test_what_is_found(pattern: str, options: dict[str, bool], expected: list[str]) -> None:
    assert words(pattern, **options) == expected


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "a{2,1}", "(?P<x>", "\\"])
def test_a_bad_pattern_is_told(pattern: str) -> None:
    found = Haystack(TEXT).find(pattern, regex=True)
    assert found.hits == []
    assert found.problem.startswith("not a pattern yet: ")


EVIL = "(a+)+$"


def test_a_pattern_that_would_take_years_is_stopped() -> None:
    found = Haystack("a" * 60 + "b").find(EVIL, regex=True)
    assert found.hits == []
    assert "too long" in found.problem


def test_where_it_cannot_be_stopped_it_is_not_let_in() -> None:
    box: list[Found] = []
    thread = threading.Thread(target=lambda: box.append(Haystack("a" * 60 + "b").find(EVIL, regex=True)))
    thread.start()
    thread.join()
    assert "only one repeat" in box[0].problem


@pytest.mark.parametrize("pattern", ["[\\x00-\U0010ffff]{2}" * 20, "(((a{99}){99}){99}){99}", "a{,65535}" * 40])
def test_a_pattern_that_is_heavy_to_make_ready_comes_back(pattern: str) -> None:
    found = Haystack(TEXT).find(f"(?i:{pattern})", regex=True)
    assert all(hit.end <= len(TEXT) for hit in found.hits)


@pytest.mark.parametrize("word", ["Café", "CAFE", "Don’t"])
def test_a_word_is_found_in_whatever_capitals(word: str) -> None:
    assert words(caseless(word), whole_word=True) == words(word.lower(), whole_word=True) != []


def test_a_pattern_stays_within_its_paragraph() -> None:
    text = "one two\nthree two\n"
    hay = Haystack(text)
    assert [text[slice(*hit)] for hit in hay.find(r"^\w+", regex=True).hits] == ["one", "three"]
    assert [text[slice(*hit)] for hit in hay.find(r"two$", regex=True).hits] == ["two", "two"]
    assert hay.find(r"two\s+three", regex=True).hits == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.booleans(), st.booleans())
def test_folding_keeps_every_code_point_in_its_place(text: str, accents: bool, case: bool) -> None:
    folded = Haystack(text).folded(accents, case)
    assert len(folded) == len(text)
    assert all(len(fold(char, accents, case)) == 1 for char in text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abAB é ", max_size=60), st.text(alphabet="abAB é ", min_size=1, max_size=4))
def test_hits_are_in_order_and_apart_and_every_exact_one_is_covered(text: str, pattern: str) -> None:
    hits = Haystack(text).find(pattern).hits
    assert all(a.end <= b.start for a, b in pairwise(hits))
    first = text.find(pattern)
    if first >= 0:
        assert hits
        assert hits[0] <= Span(first, first + len(pattern))
