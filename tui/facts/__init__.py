"""Finds facts in an article: pure, deterministic, no I/O but its own word lists, no clock.

>>> from tui.facts import extract
>>> from tui.structure import plain_article
>>> [f.kind.value for f in extract(plain_article("Seoul has 450,000 troops.")).facts]
['place', 'figure']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.facts.engine import extract
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
    """Model and engine are loaded when they are first asked for: whoever needs only the kinds pays only for these."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = import_module("tui.facts.engine" if name == "extract" else "tui.facts.model")
    globals()[name] = found = getattr(module, name)
    return found
