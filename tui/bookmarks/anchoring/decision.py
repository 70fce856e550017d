"""When a likely place is good enough. An abstention beats a wrong place.

What has to be left of a passage grows as the quote gets shorter, as less of the context stands
beside it, and where the words that stood around it have closed over its place.
"""

from __future__ import annotations

from tui.bookmarks.anchoring.fuzzy import Candidate
from tui.bookmarks.anchoring.passage import Passage


def needed(passage: Passage, candidate: Candidate, gone: bool) -> float:
    """The share of the passage's weight that has to be there for this candidate to be accepted."""
    count, around = len(passage.words), candidate.context
    beside = max((side for side in (candidate.before, candidate.after) if side is not None), default=0.5)
    if beside < 0.5:
        need = 0.9 if count <= 10 else 0.75
    elif count <= 5:
        need = 0.6 if around >= 0.6 else 0.85
    elif count <= 10:
        need = 0.5 if around >= 0.6 else 0.62
    else:
        need = 0.4 if around >= 0.6 else 0.5
    if gone:
        need += 0.25
    if candidate.run < 2 and count > 3 and around < 0.6:
        need += 0.15
    if candidate.dense < 0.2:
        need += 0.1
    return need


def accept(passage: Passage, candidate: Candidate, gone: bool) -> bool:
    """Whether the candidate is taken for the passage.

    Words scattered over whole sentences of others are not the passage, however many of them are there:
    two such sentences are too many unless most of the words of the run are the passage's own.
    """
    if candidate.foreign >= 2 and candidate.dense < 0.65:
        return False
    return candidate.kept >= needed(passage, candidate, gone)
