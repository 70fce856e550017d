"""Why something is taken for a figure, in words a reader can check, and how often such a figure is right."""

from __future__ import annotations

from tui.facts.figures.counted import Counted
from tui.facts.figures.lexicon import Unit
from tui.facts.figures.numbers import Number
from tui.facts.figures.token_view import Tokens

_FORMS = {
    "digits": "digits", "words": "a number in words", "fraction": "a part of a whole",
    "magnitude": "an order of size", "ratio": "so many out of so many",
}  # fmt: skip


def reason_of(
    t: Tokens, number: Number, unit: Unit, dimension: str, counted: Counted | None, two: bool
) -> tuple[str, str, float]:
    """(rule, why in words, confidence)."""
    kind = "two numbers that make one quantity" if two else _FORMS[number.form]
    if dimension == "score":
        return "score", "two results side by side", 0.7
    if dimension == "age":
        return "age", f"{kind} that give an age", 0.92
    if unit.symbol:
        return ("money" if unit.dimension == "money" else "unit"), f"{kind} with “{unit.name}”", 0.95
    if counted is not None:
        return "counted", f"{kind} that count “{t.word(counted.head)}”", 0.9
    if dimension == "share":
        return "share", kind, 0.8
    if number.form == "words" and not number.scaled and number.value < 100:
        return "bare", f"{kind}, nothing counted beside it", 0.55
    return "bare", f"{kind}, nothing counted beside them", 0.6
