"""From words back to characters: where exactly a passage that was found by its words starts and ends."""

from __future__ import annotations

import re

from tui.bookmarks.passage import Passage
from tui.bookmarks.words import Haystack

_OPENING = re.compile(r"[^\w\s]*")
_HEAD = re.compile(r"\W*")


def characters(passage: Passage, text: Haystack, first: int, last: int) -> tuple[int, int]:
    """The span of words ``first`` to ``last``: without the characters that were borrowed to make cut
    words whole, and with as many signs at either edge as the quote had there."""
    exact, words = passage.selector.exact, passage.words
    start, end = text.starts[first], text.ends[last]
    if passage.cut_left and text.words[first] == words[0] and end - start > passage.cut_left:
        start += passage.cut_left
    if passage.cut_right and text.words[last] == words[-1] and end - passage.cut_right > start:
        end -= passage.cut_right
    if not passage.cut_left:
        opening = _OPENING.match(exact)
        head = _HEAD.match(exact)
        whole = len(head[0]) if head else 0
        if whole and start >= whole and text.text[start - whole : start] == exact[:whole]:
            start -= whole
        else:
            start = _signs_before(text.text, start, len(opening[0]) if opening else 0)
    if not passage.cut_right:
        tail = exact[_last_word(exact) :]
        if tail and text.text.startswith(tail, end):
            end += len(tail)  # signs apart from the word too: “4 %”
        else:
            end = _signs_after(text.text, end, _closing(exact))
    return start, end


def _last_word(exact: str) -> int:
    """Where the last word ends; at the very end when there is none."""
    at = len(exact)
    while at and not (exact[at - 1].isalnum() or exact[at - 1] == "_"):
        at -= 1
    return at or len(exact)


def _closing(exact: str) -> int:
    """How many signs end the quote."""
    at = len(exact)
    while at and not exact[at - 1].isspace() and not (exact[at - 1].isalnum() or exact[at - 1] == "_"):
        at -= 1
    return len(exact) - at


def _signs_before(text: str, start: int, count: int) -> int:
    while count and start > 0 and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
        count -= 1
    return start


def _signs_after(text: str, end: int, count: int) -> int:
    while count and end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
        count -= 1
    return end
