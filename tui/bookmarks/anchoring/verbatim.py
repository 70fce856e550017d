"""The passage with all its words unchanged: the right one of the places where they stand."""

from __future__ import annotations

from tui.bookmarks.anchoring.passage import Passage, closed, context, nearness
from tui.bookmarks.anchoring.words import Haystack

TELLING = 5
"""From this many words on a quote is taken for itself even in foreign surroundings."""


def find_verbatim(passage: Passage, text: Haystack) -> tuple[int, int] | None:
    """First and last word of the passage, None where its words do not stand in this order.

    Among several places the context decides, then nearness to the old place. A short quote whose
    place was closed over, and whose context is nowhere, is taken for another's words.
    """
    count = len(passage.words)
    best, score = -1, -1.0
    for at in text.find(passage.words):
        here = 0.92 * context(passage, text, at, at + count - 1) + 0.08 * nearness(passage, text, at)
        if here > score:
            best, score = at, here
    if best < 0:
        return None
    if count < TELLING and score < 0.6 and closed(passage, text):
        return None
    return best, best + count - 1
