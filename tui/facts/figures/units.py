"""What a number is of: money, a unit, a share; and where the whole quantity begins and ends."""

from __future__ import annotations

from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.lexicon import Unit
from tui.facts.figures.money import cents, money_word, pence
from tui.facts.figures.token_view import Tokens

_AGE = frozenset({"old", "olds"})
_EXTENT = frozenset({"long", "wide", "high", "tall", "deep", "thick", "strong", "mile", "old"})
_HYPHENS = ("-", "‑")
_SIGNS = "€$£¥₹₽¢"


class Found(NamedTuple):
    """A unit with the tokens that say it: ``first``..``last``, both -1 when it stands in front only."""

    unit: Unit
    first: int
    last: int
    shape: str = ""  # "age" for “15-year-old”, "extent" for “250-kilometer-long”


def unit_after(t: Tokens, last: int) -> Found | None:
    """The unit behind the number that ends with token ``last``."""
    at = last + 1
    hyphen = t.word(at) in (*_HYPHENS, "–") and t.glued(at) and t.glued(at + 1)
    if hyphen:
        at += 1
    if at >= t.size or t.breaks(at) or t.starts[at] - t.ends[at - 1] > 1:
        return None
    word = t.words[at]
    if not hyphen and not word.isalpha() and word not in f"%{_SIGNS}°‰²" and not word[0].isalpha():
        return None
    if word in _SIGNS:
        if word == "$" and t.word(at + 1)[:1].isdigit() and t.glued(at + 1):
            return None
        return Found(lexicon.signs()[word], at, at)
    money = None if hyphen else money_word(t, at)
    if money:
        return Found(*money)
    return _form(t, at, hyphen)


def _form(t: Tokens, at: int, hyphen: bool) -> Found | None:
    """The unit written at token ``at``, in one word or more."""
    low = t.low(at)
    known = lexicon.units()
    if cents(t, at):
        return Found(lexicon.signs()["¢"], at, at)
    if pence(t, at):
        return Found(known["pence"][0][1], at, at)
    if low in ("°", "c", "f"):
        degrees = _degrees(t, at)
        if degrees is not None:
            return degrees
    if t.word(at + 1) == "/" and t.glued(at + 1) and t.glued(at + 2):
        for _, unit in known.get(f"{low}/{t.low(at + 2)}", ()):
            return Found(unit, at, at + 2)
    if low == "m" and [t.low(at + k) for k in (1, 2, 3, 4)] == [".", "p", ".", "h"]:
        return Found(known["mph"][0][1], at, at + 4)
    for rest, unit in known.get(low.replace("\u03bc", "\u00b5"), ()):
        end = _end_of_form(t, at, rest)
        if end >= 0 and (rest or _plausible(t, at, unit, hyphen)):
            return _shaped(t, unit, at, end, hyphen)
    return None


def _degrees(t: Tokens, at: int) -> Found | None:
    """“°C”, “-25C”: a temperature; a letter glued to a number only where the weather is told."""
    known, low = lexicon.units(), t.low(at)
    if low == "°":
        sign = "°" + t.low(at + 1)[:1] if t.low(at + 1) in ("c", "f", "celsius", "fahrenheit") else ""
        return Found(known[sign][0][1], at, at + 1) if sign in known else None
    if not t.word(at).isupper() or not t.glued(at):
        return None
    told = any(t.low(k) in lexicon.words("weather") for k in range(at - 12, at + 8))
    return Found(known["°" + low][0][1], at, at) if told else None


def _end_of_form(t: Tokens, at: int, rest: tuple[str, ...]) -> int:
    """The last token of a unit of several words that begins at ``at``, -1 where it is not written there."""
    end = at
    for want in rest:
        nxt = end + 1
        if t.word(nxt) in _HYPHENS and t.glued(nxt):
            nxt += 1
        if t.low(nxt) != want:
            return -1
        end = nxt
    return end


def _plausible(t: Tokens, at: int, unit: Unit, hyphen: bool) -> bool:
    """Short signs only as they are written; words that are units and other things only where they count."""
    word = t.words[at]
    if len(word) == 1 and word.isupper():
        return word in "WV" and t.glued(at)  # no 5G
    if word == "second" and not hyphen:
        return False
    if len(word) <= 3 and word.isalpha():
        return _plausible_sign(t, at, unit)
    if unit.dimension == "temperature" or word.isupper() or t.language == "de":
        return True
    return not (word[0].isupper() and len(word) > 3)  # “5 Points”, a name


def _plausible_sign(t: Tokens, at: int, unit: Unit) -> bool:
    word = t.words[at]
    if word == "m":
        follows = t.low(at + 1) in lexicon.words("metres") | {"and", "in", "from", "of", "to"}
        return t.language != "en" or not t.word(at + 1)[:1].isalpha() or follows
    if word in lexicon.words("unlikely"):
        return False
    if word in lexicon.words("glued"):
        return t.glued(at) or word != "g"
    if unit.dimension == "time" and word in lexicon.words("clocksign"):
        return word not in ("mes", "an", "ans") or t.language in ("es", "fr")
    if word.lower() in lexicon.words("signlike"):
        return not word.isupper() or word.lower() in lexicon.words("signcapital")
    return True


def _shaped(t: Tokens, unit: Unit, first: int, last: int, hyphen: bool) -> Found:
    """The unit with what stands behind it: “-year-old”, “-long”, “years of age”."""
    nxt = last + 1
    if t.word(nxt) in _HYPHENS and t.glued(nxt) and t.glued(nxt + 1):
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


def rate_after(t: Tokens, last: int) -> tuple[str, int] | None:
    """(what it is per, last token) of “per day”, “a month”, “an hour”, “per 100,000 people”, “/day”."""
    low, per = t.low(last + 1), lexicon.words("rate")
    if t.breaks(last + 1):
        return None
    if low == "-" and t.glued(last + 1) and t.low(last + 2) == "a" and t.low(last + 3) == "-":
        return (t.low(last + 4), last + 4) if t.low(last + 4) in per else None  # barrel-a-day
    if low in ("per", "each", "every") or (low == "/" and t.glued(last + 1)):
        at = last + 2
        number = t.word(at) if t.word(at)[:1].isdigit() else ""
        at += bool(number)
        noun = t.low(at)
        if noun in ("square", "cubic") and t.word(at + 1).isalpha():
            return f"{noun} {t.low(at + 1)}", at + 1
        if noun in per or (low == "per" and noun.isalpha() and not number and noun not in ("more", "cent")):
            return (f"{number} {noun}".strip(), at)
    elif low in ("a", "an") and t.low(last + 2) in per and t.low(last + 3) not in ("ago", "earlier", "later", "-"):
        return t.low(last + 2), last + 2
    return None
