"""A sorted text answers as a set of its lines does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.facts.word_list import WordList

WORDS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=8)


@given(st.sets(WORDS), st.sets(WORDS), st.lists(st.text(max_size=8), max_size=5))
def test_words_by_membership(listed: set[str], more: set[str], others: list[str]) -> None:
    words = WordList("\n".join(sorted(listed)).encode(), more)
    for word in [*listed, *more, *others, *(w[:-1] for w in listed), *(w + "\0" for w in listed)]:
        expected = word in listed or word in more
        assert (word in words) is expected
        assert (word in words) is expected  # and the same when it is remembered
