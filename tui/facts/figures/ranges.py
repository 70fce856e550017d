"""Two numbers that are one quantity: “5 to 10”, “$1.2 million to $23.5 million”, “between 3 and 4”, “eight or nine”."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.numbers import Number, decimal, read_number
from tui.facts.figures.token_view import Tokens
from tui.facts.figures.units import Found, sign_before, unit_after

_DASHES = ("-", "‑", "–", "—")
_SCORED = frozenset({"vote", "votes", "win", "won", "loss", "lost", "beat", "beaten", "defeat", "defeated",
                    "victory", "score",
                     "lead", "led", "draw", "drew", "tied", "ruling", "decision", "voted", "majority",
                     "margin", "record",
                     "split", "thrashed", "edged"})  # fmt: skip


class Range(NamedTuple):
    """Low and high number of one quantity; ``score`` when they are two sides' results."""

    low: Decimal
    second: Number
    high: Decimal
    score: bool = False


def range_from(t: Tokens, first: Number, begin: int, unit: Found | None) -> Range | None:
    """The range that ``first`` opens, None where it stands alone; ``begin`` is the token where its quantity begins.

    ``unit`` is the unit right behind the first number, if it has one of its own.
    """
    at = (unit.last if unit and unit.last >= 0 else first.last) + 1
    link = t.low(at)
    dashed = link in _DASHES and (t.glued(at) == t.glued(at + 1))
    if not (dashed or link in ("to", "and", "or", "bis", "à", "a")) or t.breaks(at) or t.breaks(at + 1):
        return None
    if link in ("à", "a", "bis") and t.language not in ("de", "fr", "es"):
        return None
    j = at + 1
    while (j < min(at + 4, t.size) and not t.words[j][0].isdigit() and t.word(j) in lexicon.signs()) or t.word(
        j
    ) == "US":
        j += 1
    if j >= t.size:
        return None
    second = read_number(t, j)
    if second is None or second.form == "ordinal" or second.first != j or first.form == "magnitude":
        return None
    own, other = sign_before(t, first.first), sign_before(t, second.first)
    if other is not None and (own is None or own[0].symbol != other[0].symbol):
        return None
    after = unit_after(t, second.last)
    if unit is not None and (after is None or after.unit.symbol != unit.unit.symbol):
        return None
    low, high = _scaled(t, first, second), second.value
    if link == "and" and not _between(t, begin):
        return None
    if link == "to" and t.low(begin - 1) == "from" and _moves(t, begin - 2):
        return None
    if link == "to" and t.low(begin - 1) == "by":
        return None
    if link == "or":
        close = low < high and (high - low == 1 or high * 2 <= low * 3)
        return Range(low, second, high) if close and unit is None and own is None else None
    if (first.form == "fraction") != (second.form == "fraction"):
        return None
    bare = unit is None and own is None and after is None
    if bare and (link == "-" or link in _DASHES or low >= high) and _score(t, first, second):
        return Range(low, second, high, score=True)
    if low >= high:
        return None
    if link in _DASHES and first.form != "digits" and second.form != "digits":
        return None
    return Range(low, second, high)


def _scaled(t: Tokens, first: Number, second: Number) -> Decimal:
    """The first value, with the second's scale where both share it: “2 to 3 million”."""
    if first.scaled or not second.scaled or first.form != "digits" or first.value >= 1000:
        return first.value
    base = decimal(t.words[second.first], t.language) if second.form == "digits" else None
    shared = first.value * (second.value / base) if base else first.value
    return shared if shared < second.value else first.value  # “from $200 to $4 million”


def _between(t: Tokens, begin: int) -> bool:
    return "between" in (t.low(begin - 1), t.low(begin - 2)) or t.low(begin - 1) == "zwischen"


def _moves(t: Tokens, at: int) -> bool:
    """Whether “from A to B” tells of a movement: “rose from 50 to 56”, so that both are values of their own."""
    moving = lexicon.words("up") | lexicon.words("down")
    return any(t.low(k) in moving for k in range(max(at - 4, 0), at + 1))


def _score(t: Tokens, first: Number, second: Number) -> bool:
    """Two results: near a word of winning and voting, or in falling order without anything counted."""
    if not (t.words[first.first].isdigit() and t.words[second.first].isdigit()) or first.value > 600:
        return False
    around = range(first.first - 5, second.last + 5)
    return first.value > second.value or any(t.low(k) in _SCORED for k in around)
