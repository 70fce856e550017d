"""Ages: “aged 19 and 24”, “at the age of 12”, “She was 79.”, “turned 60”, “Smith, 45, said”, “children under five”."""

from __future__ import annotations

from tui.facts.figures import lexicon
from tui.facts.figures.numbers import Number
from tui.facts.figures.token_view import Tokens

_OLDEST = 115
_PEOPLE = frozenset({"he", "she", "who", "his", "her"})
_ENDS = frozenset({"", ".", ",", ";", ")", "and", "when", "but", "”", "or", "at", "on"})
_LIMITS = frozenset({"under", "over", "above", "below"})


def is_age(t: Tokens, number: Number) -> bool:
    """Whether a number without a unit is somebody's age in years."""
    if not 0 < number.value < _OLDEST or number.value % 1 or number.form not in ("digits", "words"):
        return False
    first = number.first - (t.low(number.first - 1) in ("now", "just", "only", "already", "also"))
    before, earlier = t.low(first - 1), t.low(first - 2)
    after = t.low(number.last + 1)
    if before in ("aged", "ages", "age") or (before == "of" and earlier == "age"):
        return True
    if before in ("and", "to", "or", "between") and _aged_before(t, first - 1):
        return True
    if before in ("was", "is", "were", "turned", "turns", "turning") and _of_a_person(t, first - 2, before):
        return after in _ENDS or before.startswith("turn") or t.breaks(number.last + 1)
    if before == "was" and after == "when":
        return True
    if before in _LIMITS and t.low(first - 2) in lexicon.words("people"):
        return True
    named = t.word(first - 2)[:1].isupper() and t.word(first - 2).isalpha()
    return before == "," and named and number.form == "digits" and after in (",", ".", ";", ")")


def _aged_before(t: Tokens, at: int) -> bool:
    """Whether “aged 19” stands before the “and” at token ``at``."""
    return t.word(at - 1).isdigit() and t.low(at - 2) in ("aged", "ages", "between") and "age" in (
        t.low(at - 2)[:3], t.low(at - 3)[:3])  # fmt: skip


def _of_a_person(t: Tokens, at: int, verb: str) -> bool:
    """Whether the subject before token ``at`` is a person: “she was”, “Hale, who turned”, “Hale was”."""
    subject = t.low(at)
    if subject in _PEOPLE and subject not in ("his", "her"):
        return True
    return verb.startswith("turn") and (t.word(at)[:1].isupper() or subject.isalpha())
