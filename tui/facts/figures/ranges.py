"""Two numbers that are one quantity: “5 to 10”, “$1.2 million to $23.5 million”, “between 3 and 4”, “eight or nine”."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.lexicon import Unit
from tui.facts.figures.money import sign_before
from tui.facts.figures.number_words import read_number
from tui.facts.figures.numbers import Number, decimal
from tui.facts.figures.token_view import Tokens
from tui.facts.figures.units import Found, unit_after

_DASHES = ("-", "‑", "–", "—")
_LINKS = ("to", "and", "or", "bis", "à", "a")
_FOREIGN = ("à", "a", "bis")


class Range(NamedTuple):
    """Low and high number of one quantity; ``score`` when they are two sides' results."""

    low: Decimal
    second: Number
    high: Decimal
    score: bool = False


class _Pair(NamedTuple):
    """Two numbers with a link between them, and the units that each has of its own."""

    first: Number
    second: Number
    link: str
    begin: int
    unit: Found | None
    own: Unit | None
    after: Found | None


def range_from(t: Tokens, first: Number, begin: int, unit: Found | None) -> Range | None:
    """The range that ``first`` opens, None where it stands alone; ``begin`` is the token where its quantity begins.

    ``unit`` is the unit right behind the first number, if it has one of its own.
    """
    pair = _pair(t, first, begin, unit)
    if pair is None or not _one_quantity(t, pair):
        return None
    low, high = _scaled(t, first, pair.second), pair.second.value
    if pair.link == "or":
        close = low < high and (high - low == 1 or high * 2 <= low * 3)
        return Range(low, pair.second, high) if close and unit is None and pair.own is None else None
    if (first.form == "fraction") != (pair.second.form == "fraction"):
        return None
    bare = unit is None and pair.own is None and pair.after is None
    if bare and (pair.link in _DASHES or low >= high) and _score(t, first, pair.second):
        return Range(low, pair.second, high, score=True)
    if low >= high or (pair.link in _DASHES and first.form != "digits" and pair.second.form != "digits"):
        return None
    return Range(low, pair.second, high)


def _pair(t: Tokens, first: Number, begin: int, unit: Found | None) -> _Pair | None:
    """The second number behind a link that can make a range, None where there is none."""
    at = (unit.last if unit and unit.last >= 0 else first.last) + 1
    link = t.low(at)
    dashed = link in _DASHES and (t.glued(at) == t.glued(at + 1))
    if not (dashed or link in _LINKS) or t.breaks(at) or t.breaks(at + 1):
        return None
    if link in _FOREIGN and t.language not in ("de", "fr", "es"):
        return None
    j = at + 1
    if link == "-" and t.low(j) == "to" and t.word(j + 1) == "-":
        j += 2  # “0-to-60-mph”
    while (
        j < min(at + 4, t.size)
        and not t.words[j][0].isdigit()
        and (t.word(j) in lexicon.signs() or _letter_of_money(t, j))
    ):
        j += 1
    if j >= t.size:
        return None
    second = read_number(t, j)
    if second is None or second.form == "ordinal" or second.first != j or first.form == "magnitude":
        return None
    own, other = sign_before(t, first.first), sign_before(t, second.first)
    if other is not None and (own is None or own[0].symbol != other[0].symbol):
        return None
    return _Pair(first, second, link, begin, unit, own[0] if own else None, unit_after(t, second.last))


def _letter_of_money(t: Tokens, j: int) -> bool:
    """Whether token ``j`` is “US” before “$”, or “R” before the digits of rand."""
    return t.word(j) == "US" or (t.word(j) == "R" and t.glued(j + 1))


def _one_quantity(t: Tokens, pair: _Pair) -> bool:
    """Whether link and units let both numbers be one quantity."""
    if pair.unit is not None and (pair.after is None or pair.after.unit.symbol != pair.unit.unit.symbol):
        return False
    before = t.low(pair.begin - 1)
    if pair.link == "and":
        return "between" in (before, t.low(pair.begin - 2)) or before == "zwischen"
    if pair.link == "to":
        return before != "by" and not (before == "from" and _moves(t, pair.begin - 2))
    return True


def _scaled(t: Tokens, first: Number, second: Number) -> Decimal:
    """The first value, with the second's scale where both share it: “2 to 3 million”."""
    if first.scaled or not second.scaled or first.form != "digits" or first.value >= 1000:
        return first.value
    base = decimal(t.words[second.first], t.language) if second.form == "digits" else None
    shared = first.value * (second.value / base) if base else first.value
    return shared if shared < second.value else first.value  # “from $200 to $4 million”


def _moves(t: Tokens, at: int) -> bool:
    """Whether “from A to B” tells of a movement: “rose from 50 to 56”, so that both are values of their own."""
    moving = lexicon.words("up") | lexicon.words("down")
    return any(t.low(k) in moving for k in range(max(at - 4, 0), at + 1))


def _score(t: Tokens, first: Number, second: Number) -> bool:
    """Two results: near a word of winning and voting, or in falling order without anything counted."""
    if not (t.words[first.first].isdigit() and t.words[second.first].isdigit()) or first.value > 600:
        return False
    around = range(first.first - 5, second.last + 5)
    return first.value > second.value or any(t.low(k) in lexicon.words("scored") for k in around)
