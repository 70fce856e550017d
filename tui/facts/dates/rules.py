"""What a rule is, and the rules of each language."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui.facts.dates.context import Found, Match


class Rule(NamedTuple):
    """A pattern (see :mod:`tui.facts.dates.pattern`) and what its match means.

    ``make`` answers None where the match is no date after all. ``det`` are words that belong to the span
    when they stand before it. ``why`` says in words what was recognised.
    """

    name: str
    pattern: str
    make: Callable[[Match], Found | None]
    why: str
    det: frozenset[str] = frozenset()


def macros_of(language: str) -> tuple[tuple[str, str], ...]:
    """Named parts of patterns, each before those that use it."""
    from tui.facts.dates import english, numeric

    return (*numeric.MACROS, *(english.MACROS if language == "en" else ()))


def rules_of(language: str) -> tuple[Rule, ...]:
    """The rules of a language, the preferred of equally long ones first; "" gives those of digits alone."""
    from tui.facts.dates import english, numeric

    return (*(english.RULES if language == "en" else ()), *numeric.RULES)
