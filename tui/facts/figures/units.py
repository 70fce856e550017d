"""What a number is of: money, a unit, a share; and where the whole quantity begins and ends."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.lexicon import Unit
from tui.facts.figures.numbers import Number
from tui.facts.figures.token_view import Tokens

_PREFIXES = frozenset({"US", "U", "A", "AU", "C", "CA", "NZ", "HK", "S", "SG", "NT", "R", "MX", "CN", "JP"})
_AGE = frozenset({"old", "olds"})
_EXTENT = frozenset({"long", "wide", "high", "tall", "deep", "thick", "strong", "mile", "old"})
_RATE = frozenset({"hour", "day", "week", "month", "year", "night", "minute", "second", "person", "head", "capita",
                   "share", "barrel", "gallon", "litre", "liter", "ton", "tonne", "ounce", "pound", "kilo", "kilogram",
                   "mile", "kilometer", "kilometre", "household", "pupil", "student", "child", "worker",
                   "acre", "hectare",
                   "unit", "vote", "game", "inhabitants", "residents", "people", "quarter", "annum",
                   "kwh"})  # fmt: skip
_DOLLARS = {"us": "USD", "u.s": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD", "singapore": "SGD",
            "singaporean": "SGD", "taiwan": "TWD", "zimbabwean": "ZWL", "jamaican": "JMD"}  # fmt: skip
_CODE = re.compile(r"[A-Z]{3}|Rs|RM|KSh|Rp|Dh|NIS|RMB")


class Found(NamedTuple):
    """A unit with the tokens that say it: ``first``..``last``, both -1 when it stands in front only."""

    unit: Unit
    first: int
    last: int
    shape: str = ""  # "age" for “15-year-old”, "extent" for “250-kilometer-long”


def sign_before(t: Tokens, i: int) -> tuple[Unit, int] | None:
    """The currency in front of token ``i`` with the token where it begins."""
    sign = t.word(i - 1)
    known = lexicon.signs()
    if not sign or not t.near(i):
        return None
    if sign in _PREFIXES and t.word(i - 2) == "$" and t.glued(i - 1) and t.glued(i):
        return known.get(sign + "$", known["$"]), i - 2  # $US5
    if sign in known and not sign.isalpha():
        first = i - 1
        prefix = t.word(i - 2)
        if sign == "$" and prefix in _PREFIXES and (t.glued(i - 1) or (t.near(i - 1) and len(prefix) <= 2)):
            if prefix == "S" and t.word(i - 3) in ".U":
                prefix = "US"
            return known.get(prefix + "$", known["$"]), i - 2
        if sign == "$" and prefix == "." and t.word(i - 3) == "S":
            return known["$"], i - 1
        return known[sign], first
    if sign in known and _CODE.fullmatch(sign):
        return known[sign], i - 1
    return None


def unit_after(t: Tokens, last: int) -> Found | None:
    """The unit behind the number that ends with token ``last``."""
    at = last + 1
    hyphen = t.word(at) in ("-", "‑", "–") and t.glued(at) and t.glued(at + 1)
    if hyphen:
        at += 1
    if at >= t.size or t.breaks(at) or t.starts[at] - t.ends[at - 1] > 1:
        return None
    word = t.words[at]
    if not hyphen and not word.isalpha() and word not in "%€$£¥₹°‰₽¢²" and not word[0].isalpha():
        return None
    if word in "€$£¥₹₽¢":
        if word == "$" and t.word(at + 1)[:1].isdigit() and t.glued(at + 1):
            return None
        return Found(lexicon.signs()[word], at, at)
    found = _form(t, at, hyphen)
    if found is not None:
        return found
    return None if hyphen else _money_word(t, at)


def _form(t: Tokens, at: int, hyphen: bool) -> Found | None:
    word = t.words[at]
    low = word.lower()
    if low in ("pound", "pounds") and not hyphen and _sterling(t, at):
        return Found(lexicon.signs()["£"], at, at)
    if cents(t, at):
        return Found(lexicon.signs()["¢"], at, at)
    if low == "°" and t.low(at + 1) in ("c", "f"):
        known = lexicon.units()["°" + t.low(at + 1)][0][1]
        return Found(known, at, at + 1)
    if t.word(at + 1) == "/" and t.glued(at + 1) and t.glued(at + 2):
        for _, unit in lexicon.units().get(f"{low}/{t.low(at + 2)}", ()):
            return Found(unit, at, at + 2)
    if low == "m" and [t.low(at + k) for k in (1, 2, 3, 4)] == [".", "p", ".", "h"]:
        return Found(lexicon.units()["mph"][0][1], at, at + 4)
    for rest, unit in lexicon.units().get(low.replace("\u03bc", "\u00b5"), ()):
        end = at
        for want in rest:
            nxt = end + 1
            if t.word(nxt) in ("-", "‑") and t.glued(nxt):
                nxt += 1
            if t.low(nxt) != want:
                break
            end = nxt
        else:
            if not rest and not _plausible(t, at, word, unit, hyphen):
                continue
            return _shaped(t, unit, at, end, hyphen)
    return None


def cents(t: Tokens, at: int) -> bool:
    """Whether token ``at`` is the sign of “11c a share”."""
    return t.word(at) == "c" and t.glued(at) and t.low(at + 1) in ("a", "an", "per")


def _sterling(t: Tokens, at: int) -> bool:
    """Whether the pounds of token ``at`` are money: after “million”, or beside words of paying and other money."""
    if t.low(at + 1) == "of":
        return False
    if t.low(at - 1) in ("million", "billion", "trillion", "m", "bn"):
        return True
    return not lexicon.words("paying").isdisjoint(t.low(k) for k in range(at - 10, at + 5))


def feet_and_inches(t: Tokens, number: Number) -> tuple[Number, Found] | None:
    """“6' 2"”, “5ft 10in”: (the number in feet, its unit), None for anything else."""
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
    value = (number.value + Decimal(inches) / 12).quantize(Decimal("0.01"))
    feet = lexicon.units()["ft"][0][1]
    return number._replace(value=value, last=at + 1, end=t.ends[at + 1]), Found(feet, at + 2, at + 2)


def _plausible(t: Tokens, at: int, word: str, unit: Unit, hyphen: bool) -> bool:
    """Short signs only as they are written; words that are units and other things only where they count."""
    if len(word) == 1 and word.isupper():
        return word in "WV" and t.glued(at)  # no 5G
    if len(word) <= 3 and word.isalpha():
        if word == "m":
            return t.language != "en" or not t.word(at + 1)[:1].isalpha() or t.low(at + 1) in ("high", "long", "wide",
                "deep", "tall", "away", "and", "in", "from", "of", "to", "freestyle", "hurdles", "final")  # fmt: skip
        if word in (
            "t",
            "g",
            "h",
            "L",
            "l",
            "W",
            "V",
            "A",
            "K",
            "J",
            "B",
            "ha",
            "st",
            "pp",
            "ct",
            "au",
            "in",
            "an",
            "mi",
        ):
            return word in ("ha", "pp", "g", "mi") and (t.glued(at) or word != "g")
        if unit.dimension == "time" and word in (
            "min",
            "mins",
            "sec",
            "hr",
            "hrs",
            "yr",
            "yrs",
            "ms",
            "mes",
            "an",
            "ans",
        ):
            return word not in ("mes", "an", "ans") or t.language in ("es", "fr")
        if word.lower() in ("mm", "cm", "km", "kg", "ft", "lb", "lbs", "oz", "mph", "kph", "gb", "mb", "tb", "kw", "mw",
                            "gw", "hp", "ghz", "mhz", "khz", "psi", "rpm", "mpg", "day", "bps", "nm", "yd", "kwh", "ml",
                            "mg", "ppm", "ppb", "ps", "db", "hz", "px", "bar", "jpy", "won"):  # fmt: skip
            return not word.isupper() or word.lower() in ("gb", "mb", "tb", "kw", "mw", "gw", "mph", "hp", "hz", "ps")
    if word[0].isupper() and not word.isupper() and len(word) > 3 and t.language != "de":
        return False  # “5 Points”, a name
    if word == "second" and not hyphen:
        return False
    if unit.dimension == "points":
        return True
    return True


def _shaped(t: Tokens, unit: Unit, first: int, last: int, hyphen: bool) -> Found:
    nxt = last + 1
    if t.word(nxt) in ("-", "‑") and t.glued(nxt) and t.glued(nxt + 1):
        low = t.low(nxt + 1)
        if low in _AGE and unit.dimension == "time":
            return Found(unit, first, nxt + 1, "age")
        if low in _EXTENT:
            return Found(unit, first, nxt + 1, "extent")
    elif (unit.dimension == "time" and t.low(nxt) == "old") or (t.low(nxt) == "of" and t.low(nxt + 1) == "age"):
        return Found(unit, first, nxt + (t.low(nxt) == "of"), "age")
    elif hyphen and t.low(nxt) == "old":
        return Found(unit, first, nxt, "age")
    return Found(unit, first, last)


def _money_word(t: Tokens, at: int) -> Found | None:
    """“Canadian dollars”, “US dollars”, “EUR”, “baht”."""
    low = t.low(at)
    if low in _DOLLARS and t.low(at + 1) in ("dollar", "dollars"):
        code = _DOLLARS[low]
        name = "dollar" if code == "USD" else f"{t.word(at)} dollar"
        return Found(Unit(code, name, "money", None), at, at + 1)
    word = t.word(at)
    if _CODE.fullmatch(word) and word in lexicon.signs() and not t.word(at + 1)[:1].isdigit():
        return Found(lexicon.signs()[word], at, at)
    return None


def rate_after(t: Tokens, last: int) -> tuple[str, int] | None:
    """(what it is per, last token) of “per day”, “a month”, “an hour”, “per 100,000 people”, “/day”."""
    low = t.low(last + 1)
    if low == "-" and t.glued(last + 1) and t.low(last + 2) == "a" and t.low(last + 3) == "-":
        return (t.low(last + 4), last + 4) if t.low(last + 4) in _RATE else None  # barrel-a-day
    if low in ("per", "each", "every") or (low == "/" and t.glued(last + 1)):
        at = last + 2
        number = t.word(at) if t.word(at)[:1].isdigit() else ""
        at += bool(number)
        noun = t.low(at)
        if noun in ("square", "cubic") and t.word(at + 1).isalpha():
            return f"{noun} {t.low(at + 1)}", at + 1
        if noun in _RATE or (low == "per" and noun.isalpha() and not number):
            return (f"{number} {noun}".strip(), at)
    elif low in ("a", "an") and t.low(last + 2) in _RATE and t.low(last + 3) not in ("ago", "earlier", "later", "-"):
        return t.low(last + 2), last + 2
    return None
