"""The kinds of facts and the span: all that is needed before there are facts, and light to load."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Kinds of facts, in the order of the number keys that switch them."""

    FIGURE = "figure"
    DATE = "date"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    QUOTE = "quote"
    CLAIM = "claim"
    QUESTION = "question"
    GAP = "gap"
    CREDIT = "credit"
    OTHER = "other"  # events, laws, works: named things of low weight


class Span(NamedTuple):
    """Half-open, in code points of ``Article.text``."""

    start: int
    end: int
