"""Money: signs and codes in front (“$5”, “EUR 5.2m”, “R6bn”, “Z$3bn”), words behind (“Swedish crowns”, “baht”).

Money that several countries share is not guessed: crowns, rupees, pounds take the country that the sentence names
before them, and stay plain crowns where it names none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.lexicon import Unit
from tui.facts.figures.token_view import Tokens

_DOLLARS = {"us": "USD", "u.s": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD", "singapore": "SGD",
            "singaporean": "SGD", "taiwan": "TWD", "zimbabwean": "ZWL", "jamaican": "JMD"}  # fmt: skip
_CODE = re.compile(r"[A-Z]{3}|Rs|RM|KSh|Rp|Dh|Dhs|NIS|RMB|Tk|FCFA|SFr|Mex|STG")
_SPACED = frozenset({"US", "A", "AU", "C", "CA", "NZ", "HK", "S", "SG", "NT"})
"""Prefixes that some write with a blank before the sign: “HK $5”."""
_LOOKED_BACK = 40
"""Tokens before an amount in which its country is looked for."""


class _Shared(NamedTuple):
    """A money word of several countries: the unit while none is named, and the code by the countries' words."""

    unit: Unit
    codes: dict[str, str]


@cache
def _shared() -> dict[str, _Shared]:
    out: dict[str, _Shared] = {}
    for line in lexicon.lines("figures_nations.txt"):
        words, symbol, countries = line.split("|")
        codes = {w: code for part in countries.split() for code, _, ws in [part.partition("=")] for w in ws.split(",")}
        name = "pound sterling" if symbol == "GBP" else symbol
        out.update(dict.fromkeys(words.split(), _Shared(Unit(symbol, name, "money", None), codes)))
    return out


def sign_before(t: Tokens, i: int) -> tuple[Unit, int] | None:
    """The currency in front of token ``i`` with the token where it begins."""
    sign = t.word(i - 1)
    known = lexicon.signs()
    if not sign or not t.near(i):
        return None
    if t.word(i - 2) == "$" and t.glued(i - 1) and t.glued(i) and sign + "$" in known:
        return known[sign + "$"], i - 2  # $US5
    if sign == "$":
        return _dollar(t, i)
    if sign in known and not sign.isalpha():
        return known[sign], i - 1
    if sign == "R" and _is_rand(t, i):
        return known["ZAR"], i - 1
    if sign == "PS" and _is_amount(t, i):
        return known["£"], i - 1  # what is left of “£” when a text is forced into ASCII, like “Y=” of “¥”
    if sign == "=" and t.word(i - 2) == "Y" and t.glued(i) and t.glued(i - 1):
        return known["¥"], i - 2
    if sign in known and _CODE.fullmatch(sign) and not (t.glued(i - 1) and t.word(i - 2)[:1].isalnum()):
        return _by_country(t, i - 1, known[sign]), i - 1
    return None


def _dollar(t: Tokens, i: int) -> tuple[Unit, int]:
    """Whose dollars stand in front of token ``i``: “A$5”, “U.S.$5”, “Mex$5”; an unknown prefix is no US dollar."""
    known = lexicon.signs()
    prefix = t.word(i - 2)
    if prefix == "." and t.word(i - 3) == "S":
        return known["$"], i - 1
    if prefix.isalpha() and (t.glued(i - 1) or (t.near(i - 1) and prefix in _SPACED)):
        if prefix == "S" and t.word(i - 3) in ".U":
            return known["US$"], i - 2
        if prefix + "$" in known:
            return known[prefix + "$"], i - 2
        if t.glued(i - 1) and len(prefix) <= 4:
            return Unit(prefix + "$", f"{prefix} dollar", "money", None), i - 2
    return known["$"], i - 1


def _is_rand(t: Tokens, i: int) -> bool:
    """Whether “R” before digits is the rand: “R6bn”, “R1,200”, “R15.50”; others only in an article of the south."""
    at_home = "South Africa" in t.text or " rand " in t.text
    return _is_amount(t, i) or (at_home and t.glued(i) and t.words[i][0].isdigit() and not t.glued(i - 1))


def _is_amount(t: Tokens, i: int) -> bool:
    """Whether the digits glued to letters are written as an amount: with a scale, commas or a fraction."""
    word = t.words[i]
    if not t.glued(i) or not word[0].isdigit() or (t.glued(i - 1) and t.word(i - 2)[:1].isalnum()):
        return False
    scale = t.low(i + 1)
    if t.near(i + 1) and (scale in lexicon.numbers("short") or scale in lexicon.numbers("scales")):
        return True
    return "," in word or "." in word


def money_word(t: Tokens, at: int) -> tuple[Unit, int, int] | None:
    """(unit, first token, last token) of “Canadian dollars”, “Danish crowns”, “EUR”, “d'euros” at token ``at``."""
    low = t.low(at)
    if low.startswith(("d'", "d’")):
        low = low[2:]
        found = lexicon.units().get(low)
        return (found[0][1], at, at) if found and found[0][1].dimension == "money" else None
    if low in _DOLLARS and t.low(at + 1) in ("dollar", "dollars"):
        code = _DOLLARS[low]
        name = "dollar" if code == "USD" else f"{t.word(at)} dollar"
        return Unit(code, name, "money", None), at, at + 1
    shared = _shared().get(low)
    if shared and (shared.unit.symbol != "GBP" or _is_money(t, at)):
        return _country(t, at, shared), at, at
    shared = _shared().get(t.low(at + 1))
    if shared and t.word(at) in shared.codes:
        return _coded(shared.codes[t.word(at)], shared), at, at + 1
    word = t.word(at)
    if _CODE.fullmatch(word) and word in lexicon.signs() and not t.word(at + 1)[:1].isdigit():
        return lexicon.signs()[word], at, at
    return None


def _coded(code: str, shared: _Shared) -> Unit:
    known = lexicon.signs().get(code)
    return known if known else Unit(code, shared.unit.name, "money", None)


def _country(t: Tokens, at: int, shared: _Shared) -> Unit:
    """The money of the country that the sentence names last before token ``at``."""
    for k in range(at - 1, max(at - _LOOKED_BACK, -1), -1):
        if t.breaks(k + 1) or (t.word(k) in ".!?" and t.word(k + 1)[:1].isupper()):
            break
        if t.words[k] in shared.codes:
            return _coded(shared.codes[t.words[k]], shared)
    return shared.unit


def _by_country(t: Tokens, at: int, unit: Unit) -> Unit:
    """“Rs” by the country that is named, every other code as it is."""
    return _country(t, at, _shared()["rupees"]) if unit.symbol == "RUPEE" else unit


def _is_money(t: Tokens, at: int) -> bool:
    """Whether the pounds of token ``at`` are money: after “million”, or beside words of paying and other money."""
    if t.low(at + 1) == "of":
        return False
    if t.low(at - 1) in ("million", "billion", "trillion", "m", "bn"):
        return True
    around = range(at - 14, at + 6)
    if any(t.word(k) in ("£", "€", "$") for k in around):
        return True
    paying, weighing = lexicon.words("paying"), lexicon.words("weighing")
    nearest = next((t.low(k) for k in range(at - 1, at - 15, -1) if t.low(k) in paying or t.low(k) in weighing), "")
    if nearest:
        return nearest in paying
    return not paying.isdisjoint(t.low(k) for k in around)


def cents(t: Tokens, at: int) -> bool:
    """Whether token ``at`` is the sign of “11c a share”."""
    return t.word(at) == "c" and t.glued(at) and t.low(at + 1) in ("a", "an", "per")


def pence(t: Tokens, at: int) -> bool:
    """Whether token ``at`` is the sign of “164p”; not of a screen's “1080p”."""
    return t.word(at) == "p" and t.glued(at) and t.word(at - 1) not in ("480", "720", "1080", "1440", "2160")
