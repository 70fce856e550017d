"""From numbers to figures: one walk along the tokens, each rule asked in a fixed order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import InvalidOperation

from tui.facts.document import Document
from tui.facts.figures import lexicon
from tui.facts.figures.ages import is_age
from tui.facts.figures.bounds import bound, during, movement
from tui.facts.figures.carried import carry_units
from tui.facts.figures.conversions import check_changes, pair_restated, same_movement
from tui.facts.figures.counted import Counted, counted_after
from tui.facts.figures.exclude import bare_digits, digits_in_name, pronoun_one, word_in_name, year_before
from tui.facts.figures.lexicon import Unit
from tui.facts.figures.light import mark_minor
from tui.facts.figures.measures import whole_measure
from tui.facts.figures.money import money_word, sign_before
from tui.facts.figures.number_words import read_number, share_of, triggers
from tui.facts.figures.numbers import Number
from tui.facts.figures.ranges import Range, range_from
from tui.facts.figures.reasons import reason_of
from tui.facts.figures.token_view import Tokens
from tui.facts.figures.units import Found, rate_after, unit_after
from tui.facts.model import Fact, Figure, Kind, Span, Timex

_PLAIN = Unit("", "", "count", None)
_LEVELS = frozenset({"temperature", "share", "points", "money", "speed"})


def find_figures(doc: Document, dates: Sequence[Fact]) -> list[Fact]:
    """Figures in the read blocks, in order of the text. What lies in a date is none, lengths of time excepted.

    Spans are code points of the text; never raises, whatever the text.
    """
    t = Tokens(doc)
    taken = [d.span for d in dates if not _amount(d)]
    starts = [s.start for s in taken]
    multiples, beginnings = lexicon.numbers("multiples"), triggers()
    out: list[Fact] = []
    i, words, size = 0, t.words, t.size
    while i < size:
        word = words[i]
        if not (word in beginnings or word[0].isdigit() or (len(word) == 1 and word.isnumeric())):
            i += 1
            continue
        k = bisect_right(starts, t.starts[i]) - 1
        if k >= 0 and t.starts[i] < taken[k].end:
            i += 1
            continue
        try:
            fact, after = _multiple(t, i) if word.lower() in multiples else _figure(t, i)
        except (InvalidOperation, OverflowError):
            fact, after = None, i + 1
        if fact is not None and (not out or fact.start >= out[-1].end):
            out.append(fact)
        i = max(after, i + 1)
    found = carry_units(doc, pair_restated(doc, out))
    return mark_minor(doc, check_changes(doc, same_movement(doc, found)), dates)


def _amount(date: Fact) -> bool:
    """Whether a date is an amount too: a length of time, “78,000 times a minute”."""
    timex = date.detail
    return isinstance(timex, Timex) and (timex.type == "DURATION" or bool(timex.freq))


@dataclass
class _Reading:
    """One quantity while it is read: its number, what stands with it, and its tokens ``begin`` to ``last``."""

    number: Number
    begin: int
    span: Range | None = None
    sign: Unit | None = None
    found: Found | None = None
    counted: Counted | None = None
    age: bool = False

    @property
    def last_number(self) -> Number:
        return self.span.second if self.span else self.number

    @property
    def unit(self) -> Unit:
        return self.sign or (self.found.unit if self.found else _PLAIN)

    @property
    def last_measured(self) -> int:
        """The last token of number and unit."""
        return max(self.last_number.last, self.found.last if self.found else -1)

    @property
    def score(self) -> bool:
        return bool(self.span and self.span.score)


def _figure(t: Tokens, i: int) -> tuple[Fact | None, int]:
    """(the figure that begins at token ``i`` or None, the token to go on with)."""
    number = read_number(t, i)
    if number is None:
        return None, i + 1
    if number.form == "ordinal":
        return _ordinal(number), number.last + 1
    if number.form in ("digits", "fraction") and t.words[i][0].isdigit() and digits_in_name(t, number):
        return None, number.last + 1
    odds = _odds(t, number)
    if odds is not None:
        return odds
    reading = _read(t, share_of(t, number) or number)
    if reading is None:
        return None, number.last + 1
    if _is_none(t, reading):
        return None, reading.last_number.last + 1
    fact = _made(t, reading)
    return fact, reading.last_measured + 1


def _read(t: Tokens, number: Number) -> _Reading | None:
    """The number with its currency or unit, as a range, with what it counts."""
    sign = sign_before(t, number.first) or _magnitude_before(t, number.first)
    reading = _Reading(number, sign[1] if sign else number.first, sign=sign[0] if sign else None)
    unit = None if number.form == "ratio" else unit_after(t, number.last)
    if number.form == "magnitude" and t.low(number.last + 1) == "of" and number.last + 2 < t.size:
        money = money_word(t, number.last + 2) or unit_after(t, number.last + 1)
        unit = Found(*money[:3]) if money and money[0].dimension == "money" else None
    if number.form == "fraction" and (t.low(number.last + 1), t.low(number.last + 2)[:1]) == ("of", "a"):
        unit = unit_after(t, number.last + 2)  # “a quarter of an inch”
    whole = whole_measure(t, number, unit) if sign is None else None
    if whole:
        reading.number, reading.found = whole
        return reading
    reading.span = range_from(t, number, reading.begin, unit if unit and unit.first >= 0 else None)
    if reading.span:
        unit = unit_after(t, reading.span.second.last)
    if sign is not None:
        return reading
    if unit is not None and unit.unit.dimension == "points" and year_before(t, number):
        return None
    reading.found = unit
    if unit is None and not reading.score:
        aged = t.low(reading.begin - 1) in ("aged", "ages")
        reading.counted = None if aged else counted_after(t, reading.last_number)
        reading.age = reading.counted is None and is_age(t, number)
    return reading


def _is_none(t: Tokens, reading: _Reading) -> bool:
    """Whether the number is no figure: part of a name, a year, a pronoun."""
    if reading.found is not None or reading.sign is not None or reading.age:
        return False
    number, counted = reading.number, reading.counted
    if pronoun_one(t, number, counted.head if counted else -1) or word_in_name(t, number, counted is not None):
        return True
    return number.form == "digits" and not reading.score and bare_digits(t, reading.last_number, counted is not None)


def _magnitude_before(t: Tokens, i: int) -> tuple[Unit, int] | None:
    """“magnitude 6.3”: the unit stands in front."""
    if t.low(i - 1) != "magnitude" or not t.near(i):
        return None
    return lexicon.units()["magnitude"][0][1], i - 1


def _made(t: Tokens, reading: _Reading) -> Fact:
    """The figure with its relation, its rate, its value and its reason."""
    number, unit, counted = reading.number, reading.unit, reading.counted
    dimension = _dimension(t, reading)
    end = reading.last_measured
    both = _plus_or_minus(t, reading.begin)
    minus = 0 if both else _negative(t, reading, dimension)
    relation, before = ("", both) if both else bound(t, reading.begin - minus, end, dimension)
    head = t.low(counted.head) if counted else ""
    moved = movement(t, reading.begin - before - minus, end, dimension, head)
    if during(t, reading.begin - 1, end, dimension) and t.low(reading.begin - 1) == "over":
        moved = moved if t.low(end + 1) in lexicon.words("upnoun") | lexicon.words("downnoun") else ""
    low, high = (reading.span.low, reading.span.high) if reading.span else (number.value, number.value)
    if both:
        low = -high
    elif minus:
        low, high = -high, -low
    last, per = _with_rate(t, reading, max(end, counted.head if counted else -1))
    if dimension == "ratio":
        counted, moved = None, ""
    rule, why, confidence = reason_of(t, number, unit, dimension, counted, bool(reading.span))
    detail = Figure(
        low, high,
        unit="year" if dimension == "age" and not unit.symbol else unit.symbol,
        dimension=dimension, factor=unit.factor, change=moved or relation[:1] or "=", bound=relation,
        vague=number.form == "magnitude" and not reading.span,
        number=Span(number.start, reading.last_number.end),
        counted=Span(t.starts[counted.first], t.ends[counted.last]) if counted else None,
        head=None if dimension == "ratio" else _head(t, reading), per=per,
    )  # fmt: skip
    first = reading.begin - before - minus
    return Fact(Kind.FIGURE, t.starts[first], t.ends[last], detail, f"figures.{rule}", why, confidence)


def _with_rate(t: Tokens, reading: _Reading, last: int) -> tuple[int, str]:
    """(the last token of the figure, what it is per)."""
    rate = rate_after(t, reading.last_measured)
    if rate is None and reading.counted is not None:
        rate = rate_after(t, reading.counted.head)
    if rate is None:
        return last, ""
    return (rate[1] if t.starts[rate[1]] > t.starts[last] else last), rate[0]


def _head(t: Tokens, reading: _Reading) -> Span | None:
    """The words that say the unit or what is counted."""
    counted, found = reading.counted, reading.found
    if counted is not None:
        return Span(t.starts[counted.head], t.ends[counted.head])
    if found is not None and found.first >= 0:
        return Span(t.starts[found.first], t.ends[found.first if found.shape else min(found.last, found.first + 8)])
    if reading.sign is not None and reading.begin < reading.number.first:
        return Span(t.starts[reading.begin], t.ends[reading.number.first - 1])
    return None


def _dimension(t: Tokens, reading: _Reading) -> str:
    """What is measured: money, length, a share, an age, a plain count …"""
    if reading.score:
        return "score"
    if reading.age or (reading.found is not None and reading.found.shape == "age"):
        return "age"
    if reading.unit.symbol:
        return reading.unit.dimension
    counted = reading.counted
    if counted is not None and t.low(counted.head) == "times":
        compared = t.low(counted.head + 1) in (
            "as",
            "more",
            "higher",
            "larger",
            "bigger",
            "the",
            "that",
            "its",
            "their",
        )
        return "ratio" if compared else "count"
    return "share" if reading.number.form in ("fraction", "ratio") else "count"


def _plus_or_minus(t: Tokens, begin: int) -> int:
    """How many tokens say “plus or minus” or “±” before the quantity; 0 for none."""
    if t.word(begin - 1) == "±":
        return 1
    words = (t.low(begin - 3), t.low(begin - 2), t.low(begin - 1))
    return 3 if words == ("plus", "or", "minus") and not t.breaks(begin) else 0


def _negative(t: Tokens, reading: _Reading, dimension: str) -> int:
    """How many tokens in front make the quantity negative: “minus 40”, “-5 %”; no dash before words."""
    begin = reading.begin
    sign = t.word(begin - 1)
    if t.breaks(begin) or not sign:
        return 0
    if sign == "-" and t.low(begin - 2) == "minus":
        return 2
    if sign.lower() == "minus" or (sign == "−" and t.glued(begin)):
        return 1
    inside = t.glued(begin - 1) and t.word(begin - 2) not in ("(", "[", "/")
    if sign not in ("-", "–") or not t.glued(begin) or inside or reading.number.form != "digits":
        return 0
    opens_line = begin < 2 or t.breaks(begin - 1)
    return int(dimension in _LEVELS if sign == "–" or opens_line else True)


def _ordinal(number: Number) -> Fact:
    """“the 5th”: kept as a number, never lit."""
    place = Span(number.start, number.end)
    detail = Figure(number.value, number.value, dimension="ordinal", ordinal=True, number=place)
    why = "a place in an order, no quantity"
    return Fact(Kind.FIGURE, number.start, number.end, detail, "figures.ordinal", why, 0.3)


def _odds(t: Tokens, number: Number) -> tuple[Fact, int] | None:
    """“3-to-1”: how many times as much; None for anything else."""
    last = number.last
    if not (t.word(last + 1) == "-" and t.low(last + 2) == "to" and t.word(last + 3) == "-" and t.glued(last + 4)):
        return None
    second = read_number(t, last + 4) if last + 4 < t.size else None
    if second is None or unit_after(t, second.last) or not second.value or second.form not in ("digits", "words"):
        return None
    value = number.value / second.value
    place = Span(number.start, second.end)
    detail = Figure(value, value, dimension="ratio", number=place)
    return Fact(Kind.FIGURE, *place, detail, "figures.odds", "one side against the other", 0.8), second.last + 1


def _multiple(t: Tokens, i: int) -> tuple[Fact | None, int]:
    """“doubled”, “more than tripled”, “tenfold”: a ratio in one word; not “doubled down”, “doubles as”."""
    if t.low(i + 1) in ("down", "as", "up", "over"):
        return None, i + 1
    value = lexicon.numbers("multiples")[t.low(i)]
    relation, before = bound(t, i, i, "ratio")
    detail = Figure(
        value, value, dimension="ratio", change="down" if value < 1 else "up", bound=relation,
        number=Span(t.starts[i], t.ends[i]),
    )  # fmt: skip
    why = "a multiple in one word"
    return Fact(Kind.FIGURE, t.starts[i - before], t.ends[i], detail, "figures.multiple", why, 0.6), i + 1


def unit_name(figure: Figure, text: str) -> str:
    """The unit's long singular name in English (“kilometre”, “dollar per gallon”), "" for none."""
    del text  # the unit says it all
    name = "year of age" if figure.dimension == "age" else lexicon.names().get(figure.unit, figure.unit)
    return f"{name} per {figure.per}" if name and figure.per else name
