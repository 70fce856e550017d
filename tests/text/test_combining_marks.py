"""Marks heaped on one character ("Zalgo") are cut down, those of real languages are kept."""

from __future__ import annotations

import unicodedata

from tui.text.sanitize import sanitize


def test_marks_on_one_character_are_few() -> None:
    heaped = sanitize("a" + "\u0316\u0335" * 40 + "b")
    assert 0 < sum(unicodedata.combining(c) > 0 for c in heaped) <= 8
    assert heaped[-1] == "b"


def test_marks_of_languages_stay() -> None:
    for words in ("Việt Nam", "שָׁלוֹם", "क्षत्रिय"):
        assert sanitize(words) == unicodedata.normalize("NFC", words)
