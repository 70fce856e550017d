"""Finds facts in an article: pure, deterministic, no I/O but its own word lists, no clock.

>>> from tui.facts import extract
>>> from tui.structure import plain_article
>>> [f.kind.value for f in extract(plain_article("Seoul has 450,000 troops.")).facts]
['place', 'figure']
"""

from tui.facts.engine import ENGINE, Cancelled, extract
from tui.facts.model import (
    LIT,
    Claim,
    Credit,
    Entity,
    Fact,
    Facts,
    Figure,
    Gap,
    Kind,
    Mention,
    NamedThing,
    Question,
    Quotation,
    Span,
    Timex,
)

__all__ = [
    "ENGINE",
    "LIT",
    "Cancelled",
    "Claim",
    "Credit",
    "Entity",
    "Fact",
    "Facts",
    "Figure",
    "Gap",
    "Kind",
    "Mention",
    "NamedThing",
    "Question",
    "Quotation",
    "Span",
    "Timex",
    "extract",
]
