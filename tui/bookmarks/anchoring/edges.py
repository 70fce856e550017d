"""From words back to characters: where exactly a passage that was found by its words starts and ends."""

from __future__ import annotations

from tui.bookmarks.anchoring.passage import Passage
from tui.bookmarks.anchoring.words import Haystack


def characters(passage: Passage, text: Haystack, first: int, last: int) -> tuple[int, int]:
    """The span of words ``first`` to ``last``: without the characters that were borrowed to make cut
    words whole, and with as many signs at either edge as the quote had there."""
    exact, words = passage.selector.exact, passage.words
    start, end = text.starts[first], text.ends[last]
    if passage.cut_left and text.words[first] == words[0] and end - start > passage.cut_left:
        start += passage.cut_left
    if passage.cut_right and text.words[last] == words[-1] and end - passage.cut_right > start:
        end -= passage.cut_right
    head, tail = _around(exact)
    if not passage.cut_left:
        if text.text.endswith(head, 0, start):
            start -= len(head)
        else:
            start = _signs_before(text.text, start, 0 if head[:1].isspace() else len(head.split()[0]))
    if not passage.cut_right:
        if text.text.startswith(tail, end):
            end += len(tail)  # signs apart from the word too: “4 %”
        else:
            end = _signs_after(text.text, end, 0 if tail[-1:].isspace() else len(tail.split()[-1]))
    return start, end


def _around(exact: str) -> tuple[str, str]:
    """What of a quote stands before its first word and behind its last."""
    words = [at for at, c in enumerate(exact) if c.isalnum() or c == "_"]
    return (exact[: words[0]], exact[words[-1] + 1 :]) if words else (exact, "")


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
