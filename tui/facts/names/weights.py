"""Adding up the weights of signs: the hand-made table of rules, or the table learned from it and from data."""

from __future__ import annotations

from functools import cache

from tui.facts.names.classify import Weigh
from tui.facts.names.lexicon import FOLDER
from tui.facts.names.weights_by_hand import RULES


@cache
def by_rules() -> Weigh:
    """Weighs signs by the table of rules alone."""
    return _adder(RULES)


@cache
def by_learning() -> Weigh | None:
    """Weighs signs by the learned table; None where its file was left out."""
    path = FOLDER / "names_weights.txt"
    if not path.exists():
        return None
    table = {}
    tenth = cache(lambda digits: int(digits) / 10)  # the same numbers again and again
    for line in path.read_text(encoding="utf-8").split("\n")[1:-1]:
        sign, _, numbers = line.partition("\t")
        a, b, c, d, e = map(tenth, numbers.split(" "))
        table[sign] = (a, b, c, d, e)
    return _adder(table)


def _adder(table: dict[str, tuple[float, float, float, float, float]]) -> Weigh:
    get = table.get

    def weigh(signs: list[str], weak: dict[str, float]) -> list[float]:
        a = b = c = d = e = 0.0
        for sign in signs:
            w = get(sign)
            if w is not None:
                a += w[0]
                b += w[1]
                c += w[2]
                d += w[3]
                e += w[4]
        for sign, amount in weak.items():
            w = get(sign)
            if w is not None:
                a += w[0] * amount
                b += w[1] * amount
                c += w[2] * amount
                d += w[3] * amount
                e += w[4] * amount
        return [a, b, c, d, e]

    return weigh
