"""Letters as searches compare them: one rule for the index, its queries, what is painted, and finding in an article."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.library.search.fulltext import match_term, pattern, snippet
from tui.reading.page.find import Haystack
from tui.text.folding import fold, fold_in_place

SAME = [
    ("Zażółć gęślą", "zazolc gesla"), ("Ångström", "angstrom"), ("smørrebrød", "smorrebrod"), ("Đuro", "duro"),
    ("Weißwurst", "weisswurst"), ("WEISSWURST", "weißwurst"), ("encyclopædia", "encyclopaedia"), ("Œuvre", "oeuvre"),
    ("Þingvellir", "thingvellir"), ("ΟΔΌΣ", "οδος"), ("οδός", "ΟΔΟΣ"), ("Ёж", "еж"), ("DİYARBAKIR", "diyarbakır"),
    ("ıssız", "issiz"), ("كِتَابٌ", "كتاب"), ("كتـــاب", "كتاب"), ("أَمَل", "امل"), ("שָׁלוֹם", "שלום"), ("שלום", "שָׁלוֹם"),
    ("cafe\u0301", "café"), ("ﬁnance", "finance"), ("Việt Nam", "viet nam"), ("Škoda", "skoda"),
]  # fmt: skip
OTHER = [
    ("йод", "иод"), ("かき", "がき"), ("दिन", "दन"), ("кот", "кит"), ("Straße", "strase"), ("한국", "한글"), ("ship", "shop"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_they_are_the_same_word_everywhere(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert match_term(one) == match_term(other)
    text = f"There stood {one}, once more {one.upper()}."
    piece, spans, at = snippet(text, (other,))
    assert at == 12
    assert piece[slice(*spans[0])].rstrip("\u064c") in one or one in piece[slice(*spans[0])]
    found = Haystack(unicodedata.normalize("NFC", text)).find(fold(other), whole_word=True)
    assert found.hits[0].start == 12
    assert len(found.hits) == 2


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_they_are_other_words(one: str, other: str) -> None:
    assert match_term(one) != match_term(other)
    assert snippet(f"a {one} b", (other,))[2] == -1


def test_a_word_is_found_whole_and_with_all_its_points() -> None:
    text = "קראתי סֵפֶר. ספרים"
    assert [text[m.start() : m.end()] for m in re.finditer(pattern(["ספר"]), fold_in_place(text))] == ["סֵפֶר"]
    assert snippet("Großstraßenbahn Strasse", ("straße",))[2] == 16
    assert snippet("Großstraßenbahn", ("gross*",))[2] == 0


@given(st.text(max_size=60))
def test_any_text_is_folded_once_and_keeps_its_places(text: str) -> None:
    once = fold(text)
    assert len(fold_in_place(text)) == len(text)
    assert fold(once) == once or unicodedata.normalize("NFC", once) != once
    assert match_term(text) == match_term(once) or unicodedata.normalize("NFC", once) != once


def test_a_long_text_of_marks_is_folded_in_linear_time() -> None:
    def seconds(n: int) -> float:
        begin = time.process_time()
        re.compile(pattern(["שלום " * 3])).search(fold_in_place("ש" + "\u05b8" * n + "ל"))
        return time.process_time() - begin

    seconds(1000)
    assert seconds(400_000) < 40 * max(seconds(20_000), 0.002)
