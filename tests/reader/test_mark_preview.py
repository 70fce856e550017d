"""The preview of a bookmark: the passage in the flow of its paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.reader.lists.bookmark_list import passage

WORDS = st.text(alphabet="ab “”.\n\t日é", max_size=40)


def test_a_passage_begins_on_the_line_of_the_words_before_it() -> None:
    rows = passage("…at war.\n\nThe chiefs met.", " They agreed.", " Then they left.\nNext.", 30)
    assert rows == [
        [("…at war.", "quiet")],
        [],
        [("The chiefs met.", "quiet"), (" They agreed.", "value")],
        [("Then they left.", "quiet")],
        [],
        [("Next.", "quiet")],
    ]


@given(WORDS, WORDS, WORDS, st.integers(2, 30))
def test_every_word_is_shown_once_and_in_its_own_ink(before: str, exact: str, after: str, width: int) -> None:
    rows = passage(before, exact, after, width)
    shown = "".join(words for row in rows for words, _ in row)
    lit = "".join(words for row in rows for words, style in row if style == "value")
    assert "".join(shown.split()) == "".join((before + exact + after).split())
    assert "".join(lit.split()) == "".join(exact.split())
