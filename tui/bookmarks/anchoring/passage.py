"""A saved passage taken apart for the search: its words, the words around it, and where it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.bookmarks.anchoring.words import Haystack, Words, common
from tui.bookmarks.model import Selector

_WORD_END = re.compile(r"(?<!\w)\w+\Z")
_WORD_START = re.compile(r"\w+")
WHOLE_CONTEXT = 30
"""From this length on a context was cut by counting characters, so its outermost word may be half a word."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The passage's words. A word cut by its edge is made whole by the context: ``cut_left`` and
    ``cut_right`` say how many characters were borrowed."""

    selector: Selector
    text: Words  # of the passage, cut words made whole
    before: Sequence[str]
    after: Sequence[str]
    cut_left: int
    cut_right: int
    share: float  # of the old text that stood before the passage, 0..1; -1 unknown

    @property
    def words(self) -> Sequence[str]:
        """The passage's folded words."""
        return self.text.words

    def sentence_ends(self, first: int, last: int) -> int:
        """How many of its sentences end between two of its words, given by number."""
        return self.text.sentence_ends(first, last)


def take_apart(selector: Selector, *, whole_words: bool = True) -> Passage:
    """The passage of a selector. Without ``whole_words`` the edges stay as quoted: other programs
    trim the blank off the context, so that the next word seems to belong to the quote's."""
    exact, prefix, suffix = selector.exact, selector.prefix, selector.suffix
    left = _WORD_END.search(prefix[-64:]) if whole_words and exact[:1].isalnum() else None
    right = _WORD_START.match(suffix[:64]) if whole_words and exact[-1:].isalnum() else None
    cut_left = len(left[0]) if left else 0
    cut_right = len(right[0]) if right else 0
    before = Words(prefix[: len(prefix) - cut_left]).words
    after = Words(suffix[cut_right:]).words
    if len(prefix) >= WHOLE_CONTEXT and before and prefix[0].isalnum():
        before = before[1:]
    if len(suffix) >= WHOLE_CONTEXT and after and suffix[-1].isalnum():
        after = after[:-1]
    known = selector.start >= 0 and selector.old_length > 0
    return Passage(
        selector=selector,
        text=Words(prefix[len(prefix) - cut_left :] + exact + suffix[:cut_right]),
        before=before,
        after=after,
        cut_left=cut_left,
        cut_right=cut_right,
        share=selector.start / selector.old_length if known else -1.0,
    )


def context_before(passage: Passage, text: Haystack, first: int) -> float | None:
    """Share of the context's words that stand, in order, just before word ``first``; None without context."""
    context = passage.before
    if not context:
        return None
    near = text.words[max(0, first - len(context) - 2) : first]
    return 1.0 if near[-len(context) :] == context else common(context, near) / len(context)


def context_after(passage: Passage, text: Haystack, last: int) -> float | None:
    """The same just after word ``last``."""
    context = passage.after
    if not context:
        return None
    near = text.words[last + 1 : last + 3 + len(context)]
    return 1.0 if near[: len(context)] == context else common(context, near) / len(context)


def context(passage: Passage, text: Haystack, first: int, last: int) -> float:
    """How much of the context stands around these words, 0..1; a half where there was none to keep."""
    sides = [
        side for side in (context_before(passage, text, first), context_after(passage, text, last)) if side is not None
    ]
    return sum(sides) / len(sides) if sides else 0.5


def nearness(passage: Passage, text: Haystack, word: int) -> float:
    """1 at the old place, counted in characters or as a share of the text, whichever is nearer; 0 far away."""
    if passage.share < 0:
        return 0.5
    length = max(1, len(text.text))
    start = text.starts[word]
    return max(0.0, 1 - min(abs(start / length - passage.share), abs(start - passage.selector.start) / length))


def closed(passage: Passage, text: Haystack) -> bool:
    """Whether the words before and after the passage now stand side by side: it was cut out there."""
    before, after = passage.before[-4:], passage.after[:4]
    return len(before) >= 3 and len(after) >= 3 and any(True for _ in text.find([*before, *after], 1))
