"""What a rule is; the rules of each language are in ``languages``."""

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
