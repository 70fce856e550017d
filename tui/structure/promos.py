"""Headlines of other stories among an article's headings, as page builders put them between its paragraphs.

A sub-heading says in few words what the text says in many, so its words come back in the text. The headline of another
story is long and its words do not: of 240 headings of 51 news pages the eight whose words were strange to the text
(less than a fifth of them occur there) were links to other stories, all of them.
"""

from __future__ import annotations

import re

from tui.structure.drafts import Draft
from tui.text.article import BlockKind

LEAST_WORDS = 7
"""Words from which a heading can be a headline of another story."""
LONGEST_LABEL = 5
"""Words of a line that announces other stories."""
LEAST_LONG = 4
"""Words of four letters at least that it must have, to be compared at all."""
STRANGE = 0.22
"""Share of these words that may occur in the text."""
LEAST_TEXT = 120
"""Different words of four letters at least that the text must have."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def mark_promos(drafts: list[Draft], plain: bool) -> None:
    """Marks such headings as boilerplate: strange ones, doubled ones, and those right behind "Most read". Linear.

    With ``plain`` the source had no markup; its questions are asked in words of their own, and are left alone.
    """
    heads = [i for i, d in enumerate(drafts) if d.kind is BlockKind.HEADING]
    if not heads:
        return
    text = {_stem(w) for d in drafts if d.kind in _TEXT for w in _WORD.findall(d.line[:2000])}
    for i in heads:
        draft = drafts[i]
        reason = ""
        if _doubled(draft.line):
            reason = "says the same twice, as a link to another story does"
        elif i and not plain and _announces(drafts[i - 1]):
            reason = "stands right behind a line that announces other stories"
        elif len(text) >= LEAST_TEXT and not (plain and draft.asks) and _strange(draft, text):
            reason = "hardly a word of it occurs in the text: another story's headline"
        if reason:
            draft.take(BlockKind.BOILERPLATE, 0.7, reason)
            draft.role, draft.asks = "teaser", False


def _announces(draft: Draft) -> bool:
    """Whether a line only announces other stories: "Most read in Football", not "Also read: Ferry sails again"."""
    label = len(draft.line.split()) <= LONGEST_LABEL and not any(sign in draft.line for sign in ":?")
    return draft.role == "teaser" and draft.kind is BlockKind.BOILERPLATE and label


def _stem(word: str) -> str:
    return word[:_STEM].lower()


def _strange(draft: Draft, text: set[str]) -> bool:
    long = _WORD.findall(draft.line)
    if len(draft.line.split()) < LEAST_WORDS or len(long) < LEAST_LONG:
        return False
    known = sum(_stem(w) in text for w in long)
    return known <= (STRANGE / 2 if draft.asks else STRANGE) * len(long)


def _doubled(line: str) -> bool:
    """Whether a line of six words at least is one phrase, twice."""
    words = line.split()
    half = len(words) // 2
    return half > 2 and len(words) % 2 == 0 and words[:half] == words[half:]
