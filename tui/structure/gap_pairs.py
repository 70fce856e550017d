"""Pairs of words that whole English text does not have: where one stands, words were lost between the two.

"The airline , which", "has a and suffered", "in your and clicking": a determiner before a conjunction, a preposition, a
helping verb or a stop. In 1.3 million words of whole news text each of these pairs occurs once at most.
"""

from __future__ import annotations

from tui.structure.drafts import words
from tui.structure.gap_model import Scored

_DETERMINERS = words("a an the its their our my your every")
_NO_NOUN = words(
    "and or but to is on for by in of has had from was were with are at into could would we he she they which who whom "
    "during against between said says told went took became began gave wrote came did does makes gets goes knew"
)
_PREPOSITIONS = {
    "at": words("in to from with of by on for"),
    "to": words("of"),
    "via": words("and or to in for of on with"),
    "by": words("of or"),
    "for": words("of"),
    "from": words("of will has have"),
    "with": words("of from"),
    "of": words("will has have can could would into towards"),
    "between": words("of to in on"),
    "into": words("of to"),
    "and": words("or"),
    "or": words("and"),
}
_SIGNS = frozenset(".,;?)")


def is_broken(at: Scored, text: str) -> bool:
    """Whether the words on both sides of a boundary of ``text`` cannot stand side by side."""
    before, after = at.before, at.after
    if not before or not after or at.blanks != 1:
        return False
    low = before.lower()
    if before == "A" and not _begins(text, at.offset, at.blanks):
        return False  # "Plan A is"
    if low in _DETERMINERS:
        if after in _SIGNS:
            return _ends(text, at.offset) and not before.isupper()
        return after in _NO_NOUN
    return before.islower() and after in _PREPOSITIONS.get(low, ())


def _begins(text: str, offset: int, blanks: int) -> bool:
    """Whether the one-letter word before ``offset`` begins a sentence."""
    head = text[max(0, offset - blanks - 4) : offset - blanks - 1]
    return not head or head[-1:] == "\n" or head.rstrip()[-1:] in (".", "?", "!", "“", '"')


def _ends(text: str, offset: int) -> bool:
    """Whether the sign at ``offset`` ends words: ".45-caliber" and ".gov" do not."""
    behind = text[offset + 1 : offset + 2]
    return not behind or not (behind.isalnum() or behind in ".…")


def begins_low(at: Scored, text: str) -> bool:
    """Whether a sentence begins with a common word in small letters: behind a plain full stop, or in a paragraph."""
    after = at.after
    if not after.islower() or not after.isalpha() or len(after) < 2:
        return False
    if not at.before:
        return text[max(0, at.offset - 40) : at.offset].rstrip()[-1:] in ("", ".", "!", "?", "”", '"')
    if at.before != "." or at.blanks != 1:
        return False
    head = text[max(0, at.offset - 24) : at.offset - 2].split()
    word = head[-1] if head else ""
    return len(word) > 3 and word.isalpha() and word.islower()
