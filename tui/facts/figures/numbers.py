"""Reading one number: digits with separators, scales, fractions; number words are in ``number_words``."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.token_view import Tokens

LONG_DIGITS = 30
_COMMA_LANGUAGES = frozenset({"de", "es", "fr", "it", "pt", "nl"})


class Number(NamedTuple):
    """A number over the tokens ``first``..``last`` (inclusive); ``start``..``end`` are its code points."""

    value: Decimal
    first: int
    last: int
    start: int
    end: int
    form: str  # "digits", "words", "fraction", "magnitude", "ordinal", "ratio"
    scaled: bool = False


def made(t: Tokens, value: Decimal, first: int, last: int, form: str, scaled: bool = False) -> Number:
    """The number over these tokens."""
    return Number(value, first, last, t.starts[first], t.ends[last], form, scaled)


def decimal(word: str, language: str) -> Decimal | None:
    """The value of digits with separators, by the language's habit; None when the separators make no number."""
    if not word.isascii() or len(word) > LONG_DIGITS:
        word = "".join(str(unicodedata.digit(c, "")) if c.isdigit() else c for c in word[: LONG_DIGITS + 1])
        if not word.isascii() or len(word) > LONG_DIGITS:
            return None
    group, point = (".", ",") if language in _COMMA_LANGUAGES else (",", ".")
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


def read_digits(t: Tokens, i: int) -> Number | None:
    """The number in digits at token ``i`` with what is glued to it: scales, ordinal endings, fractions."""
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
    glued = _with_ending(t, value, i, last) if t.glued(last + 1) else None
    if glued is not None:
        return glued
    return _mixed(t, value, i, last) or _and_part(t, value, i, last) or scaled(t, value, i, last)


def _with_ending(t: Tokens, value: Decimal, i: int, last: int) -> Number | None:
    """“5th”, “5bn”, “3½”, “3/4”: the number with the sign that is glued to it; None for other signs."""
    following = t.word(last + 1)
    if following in ("st", "nd", "rd", "th"):
        return made(t, value, i, last + 1, "ordinal")
    short = lexicon.numbers("short")
    if following.lower() == "mil" and money_before(t, i):
        return made(t, value * 10**6, i, last + 1, "digits", True)
    if following.lower() in short and (len(following) > 1 or following.lower() in "kmbt"):
        return _short_scale(t, value, i, last)
    if len(following) == 1 and following.isnumeric() and not following.isdigit():
        return scaled(t, value + Decimal(str(unicodedata.numeric(following))), i, last + 1)
    if following == "/" and t.glued(last + 2) and t.word(last + 2).isdigit() and t.word(last + 3) != "/":
        below = Decimal(t.word(last + 2)[:9])
        if 1 < below <= 100 and value < below:
            return made(t, value / below, i, last + 2, "fraction")
    return None


def _short_scale(t: Tokens, value: Decimal, i: int, last: int) -> Number:
    """“$5m”, “5k”, “1.2m homes”; “100m” of a race stays 100."""
    following = t.word(last + 1)
    millions = following == "m" and (money_before(t, i) or _counts_millions(t, last + 2))
    if following.lower() == "m" and not millions and value < 1000 and t.language != "en":
        return made(t, value, i, last, "digits")
    if not millions and following in ("m", "mm", "t", "b", "T") and not money_before(t, i):
        return made(t, value, i, last, "digits")
    return made(t, value * lexicon.numbers("short")[following.lower()], i, last + 1, "digits", True)


def _mixed(t: Tokens, value: Decimal, i: int, last: int) -> Number | None:
    """“5 1/2”, None for anything else."""
    if t.word(last + 2) != "/" or not t.word(last + 1).isdigit() or not t.word(last + 3).isdigit():
        return None
    if not (t.glued(last + 2) and t.glued(last + 3) and t.near(last + 1)):
        return None
    above, below = Decimal(t.word(last + 1)[:4]), Decimal(t.word(last + 3)[:4])
    return scaled(t, value + above / below, i, last + 3) if 0 < above < below <= 64 else None


def _and_part(t: Tokens, value: Decimal, i: int, last: int) -> Number | None:
    """“3 and a half”, “2 and three-quarters”; None for anything else."""
    part = part_after(t, last + 1)
    return scaled(t, value + part[0], i, part[1]) if part else None


def part_after(t: Tokens, at: int) -> tuple[Decimal, int] | None:
    """(value, last token) of “and a half”, “and a quarter”, “and three-quarters” at token ``at``."""
    if t.low(at) != "and" or not t.near(at + 1):
        return None
    parts, ones = lexicon.numbers("parts"), lexicon.numbers("ones")
    count = t.low(at + 1)
    above = Decimal(1) if count in ("a", "an") else ones.get(count)
    if above is None or not above:
        return None
    hyphen = t.word(at + 2) in ("-", "‑") and t.glued(at + 2) and t.glued(at + 3)
    name = at + 2 + hyphen
    below = parts.get(t.low(name))
    if below is None or above >= below or t.breaks(name) or t.low(name + 1) in ("of", "in"):
        return None
    return above / below, name


def _counts_millions(t: Tokens, i: int) -> bool:
    """Whether “1.2m” before token ``i`` are millions of something, no metres."""
    low = t.low(i)
    return low.isalpha() and low not in lexicon.words("stop") and low not in lexicon.words("metres") and t.near(i)


def money_before(t: Tokens, i: int) -> bool:
    """Whether a currency's sign or code stands right in front of token ``i``: “$5”, “EUR 5”, “$ 5”, “R5”."""
    if i <= 0 or not t.near(i):
        return False
    sign = t.word(i - 1)
    return sign in lexicon.signs() or (t.glued(i) and (t.word(i - 2) == "$" or sign == "R"))


def scaled(t: Tokens, value: Decimal, first: int, last: int, form: str = "digits") -> Number:
    """The number with the scales behind it: “1.2 million”, “2-million”, “five hundred thousand”, “EUR 5 m”."""
    scales, seen = lexicon.numbers("scales"), False
    for _ in range(2):
        hyphen = t.word(last + 1) == "-" and t.glued(last + 1) and t.glued(last + 2)
        at = last + 1 + hyphen
        word = t.low(at)
        if word not in scales or not (t.near(at) or hyphen) or (word == "dozen" and seen):
            break
        if (word == "mil" and t.language not in ("es", "pt")) or (word == "millions" and t.language != "fr"):
            break
        value, last, seen = value * scales[word], at, True
    return made(t, value, first, last, form, seen)
