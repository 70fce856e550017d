"""Measures of two parts that are one: “6 feet, 2 inches”, “9 stone 6 pounds”, “2 hours 41 minutes”, “5 foot 9”.

The value is given in the first unit.
"""

from __future__ import annotations

from decimal import Decimal

from tui.facts.figures import lexicon
from tui.facts.figures.lexicon import Unit
from tui.facts.figures.number_words import read_number
from tui.facts.figures.numbers import Number
from tui.facts.figures.token_view import Tokens
from tui.facts.figures.units import Found, unit_after

_PARTS: dict[str, tuple[str, ...]] = {
    "ft": ("in",), "yd": ("ft", "in"), "m": ("cm",), "km": ("m",), "mi": ("yd", "ft"), "st": ("lb",),
    "lb": ("oz",), "kg": ("g",),
    "hour": ("minute", "second"), "minute": ("second",), "day": ("hour", "minute"), "week": ("day",),
    "year": ("month", "day"), "month": ("day", "week"),
}  # fmt: skip
"""The smaller units that may follow a unit in one measure."""
_CENT = Decimal("0.01")


def whole_measure(t: Tokens, number: Number, unit: Found | None) -> tuple[Number, Found] | None:
    """(the number in its first unit, that unit up to the last part), None where the measure has one part."""
    marked = _marks(t, number)
    if marked or unit is None or unit.unit.symbol not in _PARTS or not unit.unit.factor or unit.shape:
        return marked
    total, last, end, smaller = number.value, unit.last, -1, unit.unit
    while True:
        part = _part(t, last, smaller)
        if part is None:
            break
        more, found = part
        total += more.value * (found.unit.factor or 1) / unit.unit.factor
        last, end, smaller = found.last, more.last, found.unit
    if end < 0:
        return _unwritten(t, number, unit)
    value = total.quantize(_CENT)
    return number._replace(value=value, last=end, end=t.ends[end]), Found(unit.unit, last, last)


def _part(t: Tokens, last: int, unit: Unit) -> tuple[Number, Found] | None:
    """The next part behind token ``last``: a number below the larger unit, with a smaller unit of the same kind."""
    at = last + 1
    at += t.word(at) == ","
    at += t.low(at) == "and"
    if at >= t.size or t.breaks(at) or at - last > 3 or not (t.words[at][0].isdigit() or t.words[at].islower()):
        return None
    number = read_number(t, at)
    if number is None or number.form not in ("digits", "words", "fraction") or number.first != at:
        return None
    found = unit_after(t, number.last)
    if found is None or found.unit.symbol not in _PARTS.get(unit.symbol, ()) or not (found.unit.factor and unit.factor):
        return None
    return (number, found) if number.value * found.unit.factor < unit.factor else None


def _unwritten(t: Tokens, number: Number, unit: Found) -> tuple[Number, Found] | None:
    """“5 foot 9”: inches that are not said."""
    at = unit.last + 1
    inches = t.word(at)
    if unit.unit.symbol != "ft" or t.low(unit.last) == "feet" or not inches.isdigit() or int(inches[:3]) > 11:
        return None
    if not t.near(at) or t.low(at + 1) in lexicon.units() or t.word(at + 1) in ("%", "-"):
        return None
    value = (number.value + Decimal(inches) / 12).quantize(_CENT)
    return number._replace(value=value, last=at, end=t.ends[at]), Found(unit.unit, at, at)


def _marks(t: Tokens, number: Number) -> tuple[Number, Found] | None:
    """“6' 2"”, “5ft 10in”."""
    at = number.last + 1
    if number.form != "digits" or not t.glued(at):
        return None
    marks = t.word(at) in ("'", "′", "’")
    if not marks and t.low(at) != "ft":
        return None
    inches, sign = t.word(at + 1), t.word(at + 2)
    ends = ('"', "″", "”") if marks else ("in", "ins")
    if not inches.isdigit() or len(inches) > 2 or sign not in ends or not t.near(at + 1) or not t.glued(at + 2):
        return None
    value = (number.value + Decimal(inches) / 12).quantize(_CENT)
    feet = lexicon.units()["ft"][0][1]
    return number._replace(value=value, last=at + 1, end=t.ends[at + 1]), Found(feet, at + 2, at + 2)
