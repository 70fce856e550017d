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


Macros = tuple[tuple[str, str], ...]


def rules_of(language: str) -> tuple[Macros, tuple[Rule, ...]]:
    """(macros, rules) of a language, the preferred of equally long rules first; "" gives those of digits alone."""
    from tui.facts.dates.languages import digits as numeric

    if language == "en":
        from tui.facts.dates.languages import english

        return english.MACROS, (*english.RULES, *numeric.RULES)
    if not language:
        return (), numeric.RULES
    from tui.facts.dates.languages import german_french_spanish as others

    macros, rules = {
        "de": (others.GERMAN_MACROS, others.GERMAN_RULES),
        "fr": (others.FRENCH_MACROS, others.FRENCH_RULES),
        "es": (others.SPANISH_MACROS, others.SPANISH_RULES),
    }[language]
    return macros, (*rules, *numeric.RULES)
