from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.sanitize import MAX_MARKS, sanitize, sanitize_line

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


@given(st.text(st.characters(), max_size=400))
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    clean = sanitize(text)
    assert not [c for c in clean if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert not set(clean) & set(BIDI)
    assert sanitize(clean) == clean
    assert "\n" not in sanitize_line(text)


@pytest.mark.parametrize(
    ("hostile", "clean"),
    [
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]52;c;aGVsbG8=\x1b\\b", "ab"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x90dcs\x9cx", "x"),
        ("cut \x1b]52;c;never ended", "cut "),
        ("a\u202eb", "ab"),
        ("zero\u200bwidth", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("nul\0byte", "nulbyte"),
        ("tag\U000e0041s", "tags"),
        ("e\u0301", "é"),
        ("a\tb", "a   b"),
        ("\ufeffbom", "bom"),
        ("x\u200dy", "xy"),
    ],
)
def test_known_tricks(hostile: str, clean: str) -> None:
    assert sanitize(hostile) == clean


def test_joiners_stay_where_languages_and_emoji_need_them() -> None:
    for word in ("نمی\u200cدانم", "क्\u200dष", "👩\u200d👩"):
        assert sanitize(word) == unicodedata.normalize("NFC", word)


def test_markup_is_no_business_of_the_door() -> None:
    assert sanitize("[/foo] [bold]x[/]") == "[/foo] [bold]x[/]"


def test_stacks_of_marks_are_cut() -> None:
    clean = sanitize("Z" + "\u0335" * 200 + "algo")
    assert len(clean) <= len("Zalgo") + MAX_MARKS
