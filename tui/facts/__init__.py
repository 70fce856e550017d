"""Finds facts in an article: pure, deterministic, no I/O but its own word lists, no clock.

>>> from tui.facts import extract
>>> from tui.structure import plain_article
>>> [f.kind.value for f in extract(plain_article("Seoul has 450,000 troops.")).facts]
['place', 'figure']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.facts.model import (
    ENGINE,
    LIT,
    Cancelled,
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

if TYPE_CHECKING:
    from tui.facts.engine import extract

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


def __getattr__(name: str) -> Any:
    """The engine is loaded when it is first asked for: whoever needs only the model pays only for that."""
    if name == "extract":
        from tui.facts.engine import extract

        globals()[name] = extract
        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
