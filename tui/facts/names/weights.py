"""Adding up the weights of signs: the table of rules."""

from __future__ import annotations

from functools import cache

from tui.facts.names.rules import RULES
from tui.facts.names.typing import Vector, Weigh

_NOTHING = (0.0, 0.0, 0.0, 0.0, 0.0)


@cache
def by_rules() -> Weigh:
    """Weighs signs by the table of rules alone."""
    return _adder(RULES)


def _adder(table: dict[str, tuple[float, float, float, float, float]]) -> Weigh:
    get = table.get

    def weigh(signs: list[str]) -> Vector:
        a = b = c = d = e = 0.0
        for sign in signs:
            w = get(sign)
            if w is not None:
                a += w[0]
                b += w[1]
                c += w[2]
                d += w[3]
                e += w[4]
        return a, b, c, d, e

    return weigh
