"""What the lines of a text are: blocks, headings, questions and answers, credits, metadata, lost words.

Names are looked up when they are used: the reader opens a stored article without the rules that build one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.structure.boilerplate import line_key, shared_lines
    from tui.structure.build import heading_key, plain_article, structured_article
    from tui.structure.credits import read_credit, read_syndication
    from tui.structure.gaps import find_gaps
    from tui.structure.language import guess_language
    from tui.structure.sections import answer_blocks

__all__ = [
    "answer_blocks",
    "find_gaps",
    "guess_language",
    "heading_key",
    "line_key",
    "plain_article",
    "read_credit",
    "read_syndication",
    "shared_lines",
    "structured_article",
]

_HOMES = {
    "answer_blocks": "sections",
    "find_gaps": "gaps",
    "guess_language": "language",
    "heading_key": "build",
    "line_key": "boilerplate",
    "plain_article": "build",
    "read_credit": "credits",
    "read_syndication": "credits",
    "shared_lines": "boilerplate",
    "structured_article": "build",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
