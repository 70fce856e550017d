"""One quantity said twice (“250 kilometers (roughly 150 miles)”), and arithmetic that a sentence states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

from tui.facts.document import Document
from tui.facts.model import Fact, Figure

_BETWEEN = 60
"""Code points that may stand between a quantity and its restatement: “-long demilitarized zone (roughly ”."""
_LOOSE = Decimal("0.1")
_SURELY = Decimal("0.2")
_DEGREES = Decimal(3)
_CHECKED = frozenset({"length", "area", "mass", "volume", "speed", "temperature", "power", "energy", "pressure"})


def _precision(value: Decimal) -> Decimal:
    """Half of the last digit that counts: 150 may be 145 to 155, 1.5 may be 1.45 to 1.55."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


def pair_restated(doc: Document, figures: list[Fact]) -> list[Fact]:
    """The figures, pairs of one quantity in two units tied together and their conversion checked."""
    out = list(figures)
    for k in range(1, len(out)):
        a, b = out[k - 1], out[k]
        if not _tied(doc.text, a, b):
            continue
        first, second = a.detail, b.detail
        assert isinstance(first, Figure)
        assert isinstance(second, Figure)
        out[k - 1] = replace(a, detail=replace(first, restated_by=b.span))
        out[k] = replace(b, detail=replace(second, restates=a.span, conversion=conversion(first, second)))
    return out


def _tied(text: str, a: Fact, b: Fact) -> bool:
    first, second = a.detail, b.detail
    if not isinstance(first, Figure) or not isinstance(second, Figure) or first.restates is not None:
        return False
    if not first.unit or first.unit == second.unit or first.dimension != second.dimension or second.unit == "°":
        return False
    if first.dimension not in _CHECKED and first.dimension != "money":
        return False
    between = text[a.end : b.start]
    if len(between) > _BETWEEN or "." in between or "\n" in between or ";" in between:
        return False
    if between.rstrip().endswith(("(", "[")):
        return text[b.end : b.end + 1] in (")", "]", ",", ";", "/") or text[b.end : b.end + 2] in (" /", "-l")
    return first.dimension in _CHECKED and between.strip(" ,/") in ("", "or", "that is", "about", "or about", "—", "–")


def conversion(a: Figure, b: Figure) -> str:
    """What the second quantity should be, in words; "" where no conversion is fixed (money)."""
    if a.dimension == "temperature":
        values = [_temperature(v, a.unit, b.unit) for v in (a.low, a.high)]
    elif a.factor and b.factor:
        values = [v * a.factor / b.factor for v in (a.low, a.high)]
    else:
        return ""
    agrees = rounded = rough = True
    for made, said, given in zip(values, (b.low, b.high), (a.low, a.high), strict=True):
        slack = _precision(said) + (_precision(given) / given * made if given else Decimal(0))
        off = abs(made - said)
        agrees &= off <= max(Decimal("0.5").scaleb(min(_places(said), 0)), abs(made) * Decimal("0.01"))
        rounded &= off <= slack
        rough &= off <= max(slack, abs(made) * _LOOSE)
    loose = {"~": "roughly", "<": "nearly", ">": "more than"}.get(b.change) or ("about" if a.change != "=" else "")
    what = " to ".join(dict.fromkeys(_short(v) for v in values))
    if agrees:
        verdict = "agrees"
    elif rough and loose:
        verdict = f"agrees within “{loose}”"
    elif rounded:
        verdict = "agrees, rounded"
    elif _surely_wrong(a, values, (b.low, b.high)):
        verdict = "does not agree"
    else:
        return ""
    shown = " to ".join(dict.fromkeys(_short(v) for v in (a.low, a.high)))
    return f"{shown} {a.unit} = {what} {b.unit}: {verdict}"


def _surely_wrong(a: Figure, values: Sequence[Decimal], said: Sequence[Decimal]) -> bool:
    """Whether no rounding explains the difference: a fifth of the value, or three degrees."""
    if a.bound or a.vague:
        return False
    limit = [_DEGREES if a.dimension == "temperature" else abs(v) * _SURELY for v in values]
    return all(abs(made - given) > most for made, given, most in zip(values, said, limit, strict=True))


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _temperature(value: Decimal, unit: str, other: str) -> Decimal:
    if unit == "°C" and other == "°F":
        return value * 9 / 5 + 32
    if unit == "°F" and other == "°C":
        return (value - 32) * 5 / 9
    return value


def _short(value: Decimal) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def same_movement(doc: Document, figures: Sequence[Fact]) -> list[Fact]:
    """“lost 190 points, or 0.6%”: what is said of the first holds for its second saying too."""
    out = list(figures)
    for k in range(1, len(out)):
        a, b = out[k - 1], out[k]
        one, two = a.detail, b.detail
        if not isinstance(one, Figure) or not isinstance(two, Figure) or two.change != "=" or one.change == "=":
            continue
        between = doc.text[a.end : b.start].strip(" ,")
        again = two.restates is not None and one.bound in ("<", ">", "<=")
        if again or (between == "or" and one.change in ("up", "down") and one.unit != two.unit):
            out[k] = replace(b, detail=replace(two, change=one.change, bound=two.bound or (one.bound if again else "")))
    return out


def check_changes(doc: Document, figures: Sequence[Fact]) -> list[Fact]:
    """“up 12 % to 56 from 50”, “from 50 to 56, a rise of 12 %”: the share is recomputed from both values."""
    out = list(figures)
    for k, fact in enumerate(out):
        share = fact.detail
        if not isinstance(share, Figure) or share.unit != "%" or share.change not in ("up", "down"):
            continue
        ends = _ends(doc.text, out, k)
        if ends is not None:
            checked = _recomputed(share, *ends)
            out[k] = replace(fact, detail=replace(share, check=checked))
    return out


def _ends(text: str, figures: Sequence[Fact], k: int) -> tuple[Figure, Figure] | None:
    """(before, after) that stand right behind the share, or right in front of it, in the same sentence."""
    for i, j in ((k + 1, k + 2), (k - 2, k - 1)):
        if i < 0 or j >= len(figures):
            continue
        a, b = figures[i], figures[j]
        lead = text[max(figures[i - 1].end if i == k + 1 else a.start - 8, 0) : a.start].split()
        middle = text[a.end : b.start].split()
        one, two = a.detail, b.detail
        if not isinstance(one, Figure) or not isinstance(two, Figure) or one.unit != two.unit or one.unit == "%":
            continue
        near = b.start - a.end < 40 and (a.start - figures[k].end < 20 if i == k + 1 else figures[k].start - b.end < 40)
        if not near or "." in "".join(middle) or not lead or not middle:
            continue
        if lead[-1].lower() == "to" and middle[-1].lower() == "from":
            return two, one
        if lead[-1].lower() == "from" and middle[-1].lower() == "to":
            return one, two
    return None


def _recomputed(share: Figure, before: Figure, after: Figure) -> str:
    try:
        values = [
            (b - a) / a * 100
            for a in (before.low - _precision(before.low), before.low + _precision(before.low))
            for b in (after.low - _precision(after.low), after.low + _precision(after.low))
        ]
        exact = (after.low - before.low) / before.low * 100
    except (DivisionByZero, InvalidOperation, Overflow):
        return ""
    said = share.low if share.change == "up" else -share.low
    slack = _precision(share.low) if share.low % 1 else Decimal("0.5")
    if min(values) - slack <= said <= max(values) + slack:
        return "adds up"
    if abs(said - exact) <= max(Decimal(2), abs(exact) * _SURELY) or before.bound or after.bound or share.bound:
        return ""  # rounding, or a bound, may explain it
    return f"does not add up: {_short(before.low)} to {_short(after.low)} is {_short(exact)}%"
