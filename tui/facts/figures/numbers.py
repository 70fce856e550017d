"""Reading one number: digits with separators, English number words, scales, fractions, magnitudes."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.token_view import Tokens

ONES = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])}
TEENS = {w: n for n, w in enumerate(
    ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        10)}  # fmt: skip
TENS = {
    w: n * 10 for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SMALL = ONES | TEENS | TENS
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
          "dozen": 12, "lakh": 10**5, "crore": 10**7, "mn": 10**6, "bn": 10**9, "tn": 10**12, "mln": 10**6,
          "bln": 10**9, "tausend": 10**3, "millionen": 10**6, "milliarden": 10**9, "millions": 10**6,
          "milliards": 10**9, "millones": 10**6, "mil": 10**3}  # fmt: skip
SHORT = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12, "bn": 10**9, "mn": 10**6, "tn": 10**12, "mm": 10**6}
"""Scales of one letter, glued to a number of money or to digits."""
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
         "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
         "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100}  # fmt: skip
MAGNITUDES = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3, "millions": 10**6,
              "billions": 10**9, "trillions": 10**12}  # fmt: skip
TRIGGERS = frozenset(
    form
    for word in (*SMALL, *PARTS, *MAGNITUDES, "hundred", "thousand", "million", "billion", "trillion", "dozen")
    for form in (word, word.capitalize())
)
LONG_DIGITS = 30


class Number(NamedTuple):
    """A number over the tokens ``first``..``last`` (inclusive); ``start``..``end`` are its code points."""

    value: Decimal
    first: int
    last: int
    start: int
    end: int
    form: str  # "digits", "words", "fraction", "magnitude", "ordinal", "ratio"
    scaled: bool = False


def read_number(t: Tokens, i: int) -> Number | None:
    """The longest number that begins at token ``i``, None if there is none."""
    word = t.words[i]
    if word[0].isdigit():
        return _digits(t, i)
    if len(word) == 1 and word.isnumeric():
        return _made(t, Decimal(str(unicodedata.numeric(word))), i, i, "fraction")
    return _words(t, i)


def one_in(t: Tokens, number: Number) -> Number | None:
    """“2 in 5 voters”, “one in three”: the share, None where it is something else (“two in 10 days”)."""
    at = number.last + 2
    plain = ("digits", "words")
    if t.low(at - 1) not in ("in", "of") or number.form not in plain or not 0 < number.value < 100 or at >= t.size:
        return None
    if t.low(at - 1) == "of" and t.low(number.first - 1) != "out" and t.low(at + 1) not in ("voters", "people"):
        return None
    whole = read_number(t, at)
    if whole is None or whole.form not in plain or whole.scaled or not number.value < whole.value <= 1000:
        return None
    if t.low(whole.last + 1) in lexicon.units() or t.word(whole.last + 1) in "-%":
        return None
    return _made(t, number.value / whole.value, number.first, whole.last, "ratio")


def _made(t: Tokens, value: Decimal, first: int, last: int, form: str, scaled: bool = False) -> Number:
    return Number(value, first, last, t.starts[first], t.ends[last], form, scaled)


def decimal(word: str, language: str) -> Decimal | None:
    """The value of digits with separators, by the language's habit; None when the separators make no number."""
    if not word.isascii() or len(word) > LONG_DIGITS:
        word = "".join(str(unicodedata.digit(c, "")) if c.isdigit() else c for c in word[: LONG_DIGITS + 1])
        if not word.isascii() or len(word) > LONG_DIGITS:
            return None
    group, point = (".", ",") if language in ("de", "es", "fr", "it", "pt", "nl") else (",", ".")
    if group not in word and point not in word:
        return Decimal(word)
    if word.count(point) > 1:
        group, point = point, group
    whole, _, rest = word.partition(point)
    groups = whole.split(group)
    if group in rest:
        return None
    if len(groups) > 1 and (any(len(g) != 3 for g in groups[1:]) or not 1 <= len(groups[0]) <= 3):
        indian = len(groups) > 2 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[1:-1])
        if not indian:
            return Decimal(f"{groups[0]}.{groups[1]}") if len(groups) == 2 and not rest else None
    return Decimal("".join(groups) + (f".{rest}" if rest else ""))


def _digits(t: Tokens, i: int) -> Number | None:
    value = decimal(t.words[i], t.language)
    if value is None:
        return None
    if t.word(i - 1) == "." and t.glued(i) and not t.glued(i - 1) and t.words[i].isdigit():
        value = value.scaleb(-len(t.words[i]))  # .500
    last = i
    while (  # 28 500 with a narrow or a no-break blank
        len(t.word(last + 1)) == 3 and t.word(last + 1).isdigit() and len(t.words[i]) <= 3
        and t.text[t.ends[last] : t.starts[last + 1]] in ("\u00a0", "\u202f", "\u2009") and last < i + 4
    ):  # fmt: skip
        last += 1
        value = value * 1000 + int(t.words[last])
    following = t.word(last + 1)
    if t.glued(last + 1):
        if following in ("st", "nd", "rd", "th"):
            return _made(t, value, i, last + 1, "ordinal")
        if following.lower() in SHORT and (len(following) > 1 or following.lower() in "kmbt"):
            if following.lower() == "m" and not _money(t, i) and value < 1000 and t.language != "en":
                return _made(t, value, i, last, "digits")
            if following == "m" and not _money(t, i) and _counts_millions(t, last + 2):
                return _made(t, value * 10**6, i, last + 1, "digits", True)
            if following in ("m", "mm", "t", "b", "T") and not _money(t, i):
                return _made(t, value, i, last, "digits")
            return _made(t, value * SHORT[following.lower()], i, last + 1, "digits", True)
        if len(following) == 1 and following.isnumeric() and not following.isdigit():
            value += Decimal(str(unicodedata.numeric(following)))
            return _scaled(t, value, i, last + 1)
        if following == "/" and t.glued(last + 2) and t.word(last + 2).isdigit() and t.word(last + 3) != "/":
            below = Decimal(t.word(last + 2)[:9])
            if 1 < below <= 100 and value < below:
                return _made(t, value / below, i, last + 2, "fraction")
    mixed = t.word(last + 2) == "/" and t.word(last + 1).isdigit() and t.word(last + 3).isdigit()
    if mixed and t.glued(last + 2) and t.glued(last + 3) and t.near(last + 1):
        above, below = Decimal(t.word(last + 1)[:4]), Decimal(t.word(last + 3)[:4])
        if 0 < above < below <= 64:
            return _scaled(t, value + above / below, i, last + 3)
    return _scaled(t, value, i, last)


def _counts_millions(t: Tokens, i: int) -> bool:
    """Whether “1.2m” before token ``i`` are millions of something, no metres."""
    low = t.low(i)
    return low.isalpha() and low not in lexicon.words("stop") and low not in lexicon.words("metres") and t.near(i)


def _money(t: Tokens, i: int) -> bool:
    """Whether a currency's sign or code stands right in front of token ``i``."""
    return i > 0 and t.glued(i) and (t.word(i - 1) in lexicon.signs() or t.word(i - 2) == "$")


def _scaled(t: Tokens, value: Decimal, first: int, last: int, form: str = "digits") -> Number:
    """With scales behind it: “1.2 million”, “2-million”, “five hundred thousand”."""
    scaled = False
    for _ in range(2):
        hyphen = t.word(last + 1) == "-" and t.glued(last + 1) and t.glued(last + 2)
        at = last + 1 + hyphen
        word = t.low(at)
        if word in SCALES and (t.near(at) or hyphen) and not (word == "dozen" and scaled):
            if word == "mil" and t.language not in ("es", "pt"):
                break
            if word == "millions" and t.language != "fr":
                break
            value, last, scaled = value * SCALES[word], at, True
        else:
            break
    return _made(t, value, first, last, form, scaled)


def _words(t: Tokens, i: int) -> Number | None:
    low = t.low(i)
    if low in MAGNITUDES:
        return _magnitude(t, i)
    if low in PARTS:
        return _part_alone(t, i)
    if low in ("hundred", "thousand", "million", "billion", "trillion", "dozen"):
        before = t.low(i - 1)
        if before in ("a", "half") or (before == "few" and t.low(i - 2) == "a"):
            value = Decimal(SCALES[low]) * (Decimal("0.5") if before == "half" else 1)
            number = _scaled(t, value, i, i, "words")
            first = i - 1 if before in ("a", "half") else i
            return number._replace(first=first, start=t.starts[first], form="words" if before != "few" else "magnitude")
        money = low != "dozen" and t.near(i + 1) and t.low(i + 1) in lexicon.units()
        if money and lexicon.units()[t.low(i + 1)][0][1].dimension == "money":  # “hundred dollars”
            return _made(t, Decimal(SCALES[low]), i, i, "words", True)
        return None
    if low not in SMALL:
        return None
    return _spelled(t, i)


def _spelled(t: Tokens, i: int) -> Number | None:
    """English number words: groups below a thousand with their scales."""
    total, group = 0, 0
    last, at = i - 1, i
    room = "start"
    scaled = False
    while at < t.size and at < i + 24:
        low = t.low(at)
        if low in TENS and room == "start":
            group, room = group + TENS[low], "ones"
        elif low in TEENS and room == "start":
            group, room = group + TEENS[low], "none"
        elif low in ONES and room in ("start", "ones") and not (room == "ones" and low == "zero"):
            group, room = group + ONES[low], "none"
        elif low == "hundred" and 0 < group < 100 and room != "start":
            group, room = group * 100, "start"
        elif low in ("thousand", "million", "billion", "trillion") and group:
            total, group, room, scaled = total + group * SCALES[low], 0, "start", True
        elif low == "dozen" and 0 < group < 100 and not total:
            group, room = group * 12, "none"
        else:
            break
        last = at
        following = t.word(at + 1)
        step = 1
        if following == "-" and t.glued(at + 1) and t.glued(at + 2):
            nxt = t.low(at + 2)
            if nxt in PARTS and nxt != "half" and not total:
                return _made(t, Decimal(group) / PARTS[nxt], i, at + 2, "fraction")
            step = 2 if nxt in ONES or nxt in SCALES else 9
        elif following.lower() == "and" and ((group >= 100 and room == "start") or (total and not group)):
            step = 2 if t.low(at + 2) in SMALL else 9
        if step == 9 or not (t.near(at + 1)):
            break
        at += step
    if last < i:
        return None
    nxt = t.low(last + 1)
    if nxt in PARTS and nxt not in ("second", "half") and t.near(last + 1) and 0 < group < PARTS[nxt] and not total:
        plural = nxt.endswith("s") and group > 1
        if plural or (group == 1 and t.low(last + 2) in ("of", "the")):
            return _made(t, Decimal(group) / PARTS[nxt], i, last + 1, "fraction")
    value = Decimal(total + group)
    if t.low(last + 1) == "and" and t.low(last + 2) == "a" and t.low(last + 3) == "half":
        return _scaled(t, value + Decimal("0.5"), i, last + 3, "words")
    return _made(t, value, i, last, "words", scaled)


def _magnitude(t: Tokens, i: int) -> Number | None:
    """“hundreds of thousands of”, “dozens of”, “thousands more”: some, in that order of size."""
    value, last = Decimal(MAGNITUDES[t.low(i)]), i
    if t.low(i) == "scores" and not (t.low(i + 1) == "of" and t.low(i - 1) not in ("test", "box", "the", "his", "her")):
        return None
    if t.low(i + 1) == "of" and t.low(i + 2) in ("thousands", "millions", "billions", "trillions"):
        value, last = value * MAGNITUDES[t.low(i + 2)], i + 2
    elif t.low(i - 1) == "of" and t.low(i - 2) in ("tens", "hundreds", "thousands"):
        return None if t.low(i - 2) != "tens" else _made(t, value * 10, i - 2, i, "magnitude")
    return _made(t, value, i, last, "magnitude")


def _part_alone(t: Tokens, i: int) -> Number | None:
    """“a third of”, “half of”, “half the”, “a quarter of”, “half a million”."""
    low, before, following = t.low(i), t.low(i - 1), t.low(i + 1)
    value = Decimal(1) / PARTS[low]
    if low == "half":
        if following in ("of", "the", "its", "their", "his", "her", "all") and before not in ("second", "first", "the"):
            return _made(t, value, i, i, "fraction")
        if following == "a" and t.low(i + 2) in ("million", "billion", "trillion", "dozen"):
            return _made(t, value * SCALES[t.low(i + 2)], i, i + 2, "words")
        return None
    if low.endswith("s") or before not in ("a", "one") or following != "of":
        return None
    if t.low(i + 2) in ("a",) and t.low(i + 3) in ("century", "mile", "million", "billion"):
        scale = SCALES.get(t.low(i + 3))
        return _made(t, value * scale, i - 1, i + 3, "words") if scale else None
    return _made(t, value, i - 1, i, "fraction")
