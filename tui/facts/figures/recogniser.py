"""From numbers to figures: one walk along the tokens, each rule asked in a fixed order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from tui.facts.document import Document
from tui.facts.figures import lexicon
from tui.facts.figures.bounds import bound, movement
from tui.facts.figures.conversions import check_changes, pair_restated, same_movement
from tui.facts.figures.counted import Counted, counted_after
from tui.facts.figures.exclude import bare_digits, digits_in_name, pronoun_one
from tui.facts.figures.lexicon import Unit
from tui.facts.figures.numbers import TRIGGERS, Number, one_in, read_number
from tui.facts.figures.ranges import Range, range_from
from tui.facts.figures.token_view import Tokens
from tui.facts.figures.units import Found, feet_and_inches, rate_after, sign_before, unit_after
from tui.facts.model import Fact, Figure, Kind, Span

_MULTIPLES: dict[str, int | Decimal] = {"doubled": 2, "tripled": 3, "quadrupled": 4, "doubling": 2, "tripling": 3,
    "halved": Decimal("0.5"),
              "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "tenfold": 10}  # fmt: skip
_PLAIN = Unit("", "", "count", None)


def find_figures(doc: Document, dates: Sequence[Fact]) -> list[Fact]:
    """Figures in the read blocks, in order of the text. What lies in a date is none, lengths of time excepted.

    Spans are code points of the text; never raises, whatever the text.
    """
    t = Tokens(doc)
    taken = [d.span for d in dates if getattr(d.detail, "type", "") != "DURATION"]
    starts = [s.start for s in taken]
    out: list[Fact] = []
    i, words, size = 0, t.words, t.size
    while i < size:
        word = words[i]
        if not (word in TRIGGERS or word[0].isdigit() or word in _MULTIPLES or (len(word) == 1 and word.isnumeric())):
            i += 1
            continue
        k = bisect_right(starts, t.starts[i]) - 1
        if k >= 0 and t.starts[i] < taken[k].end:
            i += 1
            continue
        try:
            fact, after = _figure(t, i)
        except (InvalidOperation, OverflowError):
            fact, after = None, i + 1
        if fact is not None and (not out or fact.start >= out[-1].end):
            out.append(fact)
        i = max(after, i + 1)
    return check_changes(doc, same_movement(doc, pair_restated(doc, out)))


def _figure(t: Tokens, i: int) -> tuple[Fact | None, int]:
    """(the figure that begins at token ``i`` or None, the token to go on with)."""
    if t.words[i] in _MULTIPLES:
        return _multiple(t, i), i + 1
    number = read_number(t, i)
    if number is None:
        return None, i + 1
    if number.form == "ordinal":
        place = Span(number.start, number.end)
        detail = Figure(number.value, number.value, dimension="ordinal", ordinal=True, number=place)
        why = "a place in an order, no quantity"
        return Fact(Kind.FIGURE, number.start, number.end, detail, "figures.ordinal", why, 0.3), number.last + 1
    if number.form in ("digits", "fraction") and t.words[i][0].isdigit() and digits_in_name(t, number):
        return None, number.last + 1
    number = one_in(t, number) or number
    sign = sign_before(t, number.first)
    begin = sign[1] if sign else number.first
    tall = feet_and_inches(t, number) if sign is None else None
    if tall:
        return _made(t, tall[0], None, number.first, None, tall[1], None), tall[1].last + 1
    unit = unit_after(t, number.last)
    span = range_from(t, number, begin, unit if unit and unit.first >= 0 else None)
    last_number = span.second if span else number
    if span:
        unit = unit_after(t, span.second.last)
    if sign:
        unit = None if unit is None or unit.unit.dimension != "points" else unit
        if unit is not None:
            unit = None
    counted = None
    if unit is None and sign is None and not (span and span.score):
        counted = counted_after(t, last_number)
    if unit is None and sign is None:
        if pronoun_one(t, number, counted.head if counted else -1):
            return None, last_number.last + 1
        if number.form == "digits" and not (span and span.score) and bare_digits(t, last_number, counted is not None):
            return None, last_number.last + 1
    fact = _made(t, number, span, begin, sign[0] if sign else None, unit, counted)
    end = max(last_number.last, unit.last if unit else -1)
    return fact, end + 1


def _made(
    t: Tokens, number: Number, span: Range | None, begin: int, sign: Unit | None, found: Found | None,
    counted: Counted | None,
) -> Fact:  # fmt: skip
    last_number = span.second if span else number
    unit = sign or (found.unit if found else _PLAIN)
    last = max(last_number.last, found.last if found else -1, counted.head if counted else -1)
    relation, words_before = bound(t, begin, max(last_number.last, found.last if found else -1))
    moved = movement(t, begin - words_before, max(last_number.last, found.last if found else -1),
                     unit.dimension in ("share", "points"))  # fmt: skip
    low, high = (span.low, span.high) if span else (number.value, number.value)
    if number.form == "magnitude" and not span:
        high *= 10  # “thousands”: from one thousand to ten
    sign_words = _negative(t, begin)
    if sign_words:
        low, high = -high, -low
    rate = rate_after(t, max(last_number.last, found.last if found else -1))
    if rate is None and counted is not None:
        rate = rate_after(t, counted.head)
    if rate is not None and t.starts[rate[1]] > t.starts[last]:
        last = rate[1]
    head = None
    whole = None
    if counted is not None:
        head = Span(t.starts[counted.head], t.ends[counted.head])
        whole = Span(t.starts[counted.first], t.ends[counted.last])
    elif found is not None and found.first >= 0:
        head = Span(t.starts[found.first], t.ends[min(found.last, found.first + 8)])
        if found.shape:
            head = Span(t.starts[found.first], t.ends[found.first])
    elif sign is not None and begin < number.first:
        head = Span(t.starts[begin], t.ends[number.first - 1])
    dimension = _dimension(t, number, span, unit, found, counted)
    first = begin - (words_before or sign_words)
    rule, why, confidence = _reason(t, number, span, unit, counted, dimension)
    detail = Figure(
        low, high,
        unit="year" if dimension == "age" and not unit.symbol else unit.symbol,
        dimension=dimension, factor=unit.factor, change=moved or relation or "=",
        number=Span(number.start, last_number.end), counted=whole, head=head, per=rate[0] if rate else "",
    )  # fmt: skip
    return Fact(Kind.FIGURE, t.starts[first], t.ends[last], detail, f"figures.{rule}", why, confidence)


def _dimension(
    t: Tokens, number: Number, span: Range | None, unit: Unit, found: Found | None, counted: Counted | None
) -> str:
    if span and span.score:
        return "score"
    if found is not None and found.shape == "age":
        return "age"
    if unit.symbol:
        return unit.dimension
    if counted is None:
        before, after = t.word(number.first - 1), t.word(number.last + 1)
        name = t.word(number.first - 2)[:1].isupper()
        if before == "," and after in (",", ".", ";", ")") and name and 0 < number.value < 115 and not number.value % 1:
            return "age"
        if before.lower() == "aged":
            return "age"
    elif t.low(counted.head) == "times":
        return "ratio"
    return "share" if number.form in ("fraction", "ratio") else "count"


def _reason(
    t: Tokens, number: Number, span: Range | None, unit: Unit, counted: Counted | None, dimension: str
) -> tuple[str, str, float]:
    """(rule, why in words, confidence)."""
    kind = "two numbers that make one quantity" if span else {
        "digits": "digits", "words": "a number in words", "fraction": "a part of a whole",
        "magnitude": "an order of size", "ratio": "so many out of so many"}[number.form]  # fmt: skip
    if dimension == "score":
        return "score", "two results side by side", 0.7
    if dimension == "age":
        return "age", f"{kind} that give an age", 0.85
    if unit.symbol:
        return ("money" if unit.dimension == "money" else "unit"), f"{kind} with “{unit.name}”", 0.95
    if counted is not None:
        return "counted", f"{kind} that count “{t.word(counted.head)}”", 0.9
    if number.form == "words" and not number.scaled and number.value < 100:
        return "bare", f"{kind}, nothing counted beside it", 0.55
    return "bare", f"{kind}, nothing counted beside them", 0.6


def _negative(t: Tokens, begin: int) -> int:
    """How many tokens in front make the quantity negative: “minus 40”, “-5”; 0 for none."""
    sign = t.word(begin - 1)
    if sign == "-" and t.low(begin - 2) == "minus":
        return 2
    if sign.lower() == "minus" or (sign == "−" and t.glued(begin)):
        return 1
    return int(sign in ("-", "–") and t.glued(begin) and not t.glued(begin - 1))


def _multiple(t: Tokens, i: int) -> Fact:
    """“doubled”, “tenfold”: a ratio in one word."""
    value = Decimal(_MULTIPLES[t.words[i]])
    span = Span(t.starts[i], t.ends[i])
    change = "down" if value < 1 else "up"
    detail = Figure(value, value, dimension="ratio", change=change, number=span)
    return Fact(Kind.FIGURE, *span, detail, "figures.multiple", "a multiple in one word", 0.5)


def unit_name(figure: Figure, text: str) -> str:
    """The unit's long singular name in English (“kilometre”, “dollar per gallon”), "" for none."""
    del text  # the unit says it all
    name = "year of age" if figure.dimension == "age" else lexicon.names().get(figure.unit, figure.unit)
    return f"{name} per {figure.per}" if name and figure.per else name
