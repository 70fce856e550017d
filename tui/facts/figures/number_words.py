"""Numbers in words: “twenty-eight thousand”, “a quarter of a million”, “two-thirds”, “dozens”, “4 in 10”."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import cache

from tui.facts.figures import lexicon
from tui.facts.figures.numbers import Number, made, part_after, read_digits, scaled
from tui.facts.figures.token_view import Tokens

_ALONE = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
_LARGE = ("thousand", "million", "billion", "trillion")
_LONGEST = 24


@cache
def triggers() -> frozenset[str]:
    """The words that can begin a number, as they are written at the head of a sentence and within."""
    words = {*_ALONE, *lexicon.numbers("parts"), *lexicon.numbers("magnitudes")}
    for name in ("ones", "teens", "tens", "multiples"):
        words |= lexicon.numbers(name).keys()
    return frozenset(form for word in words for form in (word, word.capitalize()))


def read_number(t: Tokens, i: int) -> Number | None:
    """The longest number that begins at token ``i``, None if there is none."""
    word = t.words[i]
    if word[0].isdigit():
        return read_digits(t, i)
    if len(word) == 1 and word.isnumeric():
        return made(t, Decimal(str(unicodedata.numeric(word))), i, i, "fraction")
    low = t.low(i)
    if low in lexicon.numbers("magnitudes"):
        return _magnitude(t, i)
    if low in lexicon.numbers("parts"):
        return _part_alone(t, i)
    if low in _ALONE:
        return _scale_alone(t, i)
    return _spelled(t, i) if small(low) is not None else None


def small(low: str) -> Decimal | None:
    """The value of a number word below a hundred, None for other words."""
    for name in ("ones", "teens", "tens"):
        value = lexicon.numbers(name).get(low)
        if value is not None:
            return value
    return None


def share_of(t: Tokens, number: Number) -> Number | None:
    """“2 in 5 voters”, “four out of five”, “3 of every 5”: the share, None where it is something else."""
    link = t.low(number.last + 1)
    plain = ("digits", "words")
    if link not in ("in", "of", "out") or number.form not in plain or not 0 < number.value < 100:
        return None
    at, sure = number.last + 2, False
    if link == "out":
        if t.low(at) != "of":
            return None
        at, sure = at + 1, True
    if t.low(at) == "every":
        at, sure = at + 1, True
    if at >= t.size or (link == "of" and not sure and t.low(at + 1) not in ("voters", "people")):
        return None
    whole = read_number(t, at)
    if whole is None or whole.form not in plain or whole.scaled or not number.value < whole.value <= 1000:
        return None
    if not sure and (t.low(whole.last + 1) in lexicon.units() or t.word(whole.last + 1) in "-%"):
        return None
    return made(t, number.value / whole.value, number.first, whole.last, "ratio")


def _scale_alone(t: Tokens, i: int) -> Number | None:
    """“a hundred”, “half a million”, “a quarter million”, “hundred dollars”; None for a scale that counts nothing."""
    low, before = t.low(i), t.low(i - 1)
    value = lexicon.numbers("scales")[low]
    if before in ("a", "half") or (before == "few" and t.low(i - 2) == "a"):
        number = scaled(t, value * (Decimal("0.5") if before == "half" else 1), i, i, "words")
        first = i - 1 if before in ("a", "half") else i
        return number._replace(first=first, start=t.starts[first], form="words" if before != "few" else "magnitude")
    money = low != "dozen" and t.near(i + 1) and t.low(i + 1) in lexicon.units()
    if money and lexicon.units()[t.low(i + 1)][0][1].dimension == "money":
        return made(t, value, i, i, "words", True)
    return None


class _Spelling:
    """English number words as they are added up: groups below a thousand with their scales."""

    def __init__(self) -> None:
        self.total = self.group = Decimal(0)
        self.room = "start"  # what may come next: "start" tens, teens, ones; "ones" ones; "none" a scale only
        self.scaled = False

    def take(self, low: str) -> bool:
        """Add one word; False where it cannot belong to the number."""
        value, large = small(low), lexicon.numbers("scales")
        if value is not None:
            return self._small(low, value)
        if low == "hundred" and 0 < self.group < 100 and self.room != "start":
            self.group, self.room = self.group * 100, "start"
        elif low in _LARGE and self.group:
            self.total, self.group = self.total + self.group * large[low], Decimal(0)
            self.room, self.scaled = "start", True
        elif low == "dozen" and 0 < self.group < 100 and not self.total:
            self.group, self.room = self.group * 12, "none"
        else:
            return False
        return True

    def _small(self, low: str, value: Decimal) -> bool:
        tens, one = low in lexicon.numbers("tens"), low in lexicon.numbers("ones")
        if self.room == "start" or (self.room == "ones" and one and low != "zero"):
            self.group, self.room = self.group + value, "ones" if tens else "none"
            return True
        return False

    def open_behind_and(self) -> bool:
        """Whether “and” may go on with the number: “two hundred and five”, “a thousand and one”."""
        return bool((self.group >= 100 and self.room == "start") or (self.total and not self.group))


def _spelled(t: Tokens, i: int) -> Number | None:
    """The number in words that begins at token ``i``."""
    said, last, at = _Spelling(), i - 1, i
    while at < t.size and at < i + _LONGEST and said.take(t.low(at)):
        last = at
        step = _onward(t, at, said)
        if isinstance(step, Number):
            return _part_of_scale(t, step.value, i, step.last)
        if not step:
            break
        at += step
    if last < i:
        return None
    return _with_part(t, said, i, last)


def _onward(t: Tokens, at: int, said: _Spelling) -> int | Number:
    """How many tokens on the number may go on, 0 for its end; the whole where a fraction closes it: “two-thirds”."""
    following = t.word(at + 1)
    if not t.near(at + 1):
        return 0
    if following == "-" and t.glued(at + 1) and t.glued(at + 2):
        nxt = t.low(at + 2)
        below = lexicon.numbers("parts").get(nxt)
        if below is not None and not said.total and 0 < said.group < below and (nxt != "half" or said.group == 1):
            return made(t, said.group / below, at, at + 2, "fraction")
        return 2 if nxt in lexicon.numbers("ones") or nxt in lexicon.numbers("scales") else 0
    if following.lower() == "and":
        return 2 if said.open_behind_and() and small(t.low(at + 2)) is not None else 0
    return 1


def _with_part(t: Tokens, said: _Spelling, i: int, last: int) -> Number:
    """“three quarters of a million”, “two thirds”, “one and a quarter billion”, or the plain number."""
    value, nxt = said.total + said.group, t.low(last + 1)
    if nxt == "-" and t.glued(last + 1) and t.glued(last + 2) and _ordinal(t.low(last + 2)):
        return made(t, value, i, last + 2, "ordinal")
    below = lexicon.numbers("parts").get(nxt)
    if below and t.near(last + 1) and nxt not in ("second", "half") and 0 < said.group < below and not said.total:
        one = said.group == 1 and (t.low(last + 2) in ("of", "the") or _scale_of(t, last + 2))
        if one or (nxt.endswith("s") and said.group > 1 and not _quarters_of_time(t, nxt, last + 1)):
            return _part_of_scale(t, said.group / below, i, last + 1)
    part = part_after(t, last + 1)
    if part:
        return scaled(t, value + part[0], i, part[1], "words")
    return made(t, value, i, last, "words", said.scaled)


def _ordinal(low: str) -> bool:
    """Whether the word ends an ordinal: “twenty-fifth”, “thirty-first”."""
    return low in ("first", "second") or (
        low in lexicon.numbers("parts") and not low.endswith(("half", "quarter", "s"))
    )


def _quarters_of_time(t: Tokens, word: str, at: int) -> bool:
    """“two quarters of contraction”: quarters of a year, no halves."""
    if word != "quarters":
        return False
    before = t.low(at - 2)
    return t.low(at - 1) != "three" or before in (
        "past",
        "last",
        "next",
        "first",
        "consecutive",
        "straight",
        "for",
        "in",
    )


def _scale_of(t: Tokens, at: int) -> tuple[Decimal, int] | None:
    """(scale, last token) of “million”, “of a million” at token ``at``."""
    if t.low(at) == "of" and t.low(at + 1) == "a":
        at += 2
    low = t.low(at)
    return (lexicon.numbers("scales")[low], at) if low in _LARGE[1:] and t.near(at) else None


def _part_of_scale(t: Tokens, value: Decimal, first: int, last: int) -> Number:
    """A fraction, and the number where it is one of a million: “three-quarters of a million”."""
    scale = _scale_of(t, last + 1)
    if scale:
        return made(t, value * scale[0], first, scale[1], "words", True)
    return made(t, value, first, last, "fraction")


def _magnitude(t: Tokens, i: int) -> Number | None:
    """“hundreds of thousands of”, “dozens of”, “thousands more”: some, in that order of size."""
    orders = lexicon.numbers("magnitudes")
    value, last = orders[t.low(i)], i
    if t.low(i) == "scores" and not (t.low(i + 1) == "of" and t.low(i - 1) not in ("test", "box", "the", "his", "her")):
        return None
    if t.low(i + 1) == "of" and t.low(i + 2) in ("thousands", "millions", "billions", "trillions"):
        value, last = value * orders[t.low(i + 2)], i + 2
    elif t.low(i - 1) == "of" and t.low(i - 2) in ("tens", "hundreds", "thousands"):
        return None if t.low(i - 2) != "tens" else made(t, value * 10, i - 2, i, "magnitude")
    return made(t, value, i, last, "magnitude")


def _part_alone(t: Tokens, i: int) -> Number | None:
    """“a third of”, “nearly a third”, “half of”, “half the”, “a quarter of a million”, “a quarter million”."""
    low, before, following = t.low(i), t.low(i - 1), t.low(i + 1)
    value = 1 / lexicon.numbers("parts")[low]
    if low == "half":
        if following in ("of", "the", "its", "their", "his", "her", "all") and before not in ("second", "first", "the"):
            return made(t, value, i, i, "fraction")
        if following == "a" and t.low(i + 2) in (*_LARGE[1:], "dozen"):
            return made(t, value * lexicon.numbers("scales")[t.low(i + 2)], i, i + 2, "words")
        if following == "a" or t.low(i + 1) in lexicon.words("fractionof"):
            return None
        return None
    if low.endswith("s") or before not in ("a", "one"):
        return None
    if following == "of" or _scale_of(t, i + 1):
        return _part_of_scale(t, value, i - 1, i)
    loose = t.low(i - 2) in ("nearly", "almost", "about", "roughly", "around", "than")
    if (
        loose
        and low in ("third", "quarter", "fifth", "tenth")
        and (following in ("", ".", ",", ";") or t.breaks(i + 1))
    ):
        return made(t, value, i - 1, i, "fraction")
    return None
