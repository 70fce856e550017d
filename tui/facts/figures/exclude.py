"""Numbers that are no figures: in names, phone numbers, years, versions, list numbers, “one” as a pronoun."""

from __future__ import annotations

from tui.facts.figures import lexicon
from tui.facts.figures.counted import plural
from tui.facts.figures.numbers import Number
from tui.facts.figures.token_view import Tokens
from tui.facts.figures.units import cents

_DASHES = "-‑–"


def digits_in_name(t: Tokens, number: Number) -> bool:
    """Whether digits belong to a name or a code, whatever stands behind them."""
    first, last = number.first, number.last
    before, after = t.word(first - 1), t.word(last + 1)
    if t.glued(first):
        if before in lexicon.signs() or (before[:1].isalpha() and t.word(first - 2) == "$" and t.glued(first - 1)):
            return False  # EUR50m, $US5
        if before == "." and not t.glued(first - 1) and t.near(first):
            return False  # .500
        if before[:1].isalpha() or before in "_@#\\=&:." or (before == "/" and t.glued(first - 1)):
            return True  # G20, #5, 10:30, v.2
        if before in _DASHES and t.glued(first - 1):
            name = t.word(first - 2)
            if name[:1].isalpha() and (name[0].isupper() or len(name) == 1):
                return True  # COVID-19, F-16
        elif before in _DASHES and t.word(first - 2).isupper() and len(t.word(first - 2)) > 1:
            return True  # COVID -19
    if t.glued(last + 1):
        if after[:1].isalpha() and len(after) <= 2 and not cents(t, last + 1):
            sign = len(after) == 1 and after.isupper() and after not in "WVKMBT"
            if sign or after.lower() not in lexicon.units():
                return True  # 5G, 3D
        if after == "s" or after in "_@\\" or (after in "’'" and t.low(last + 2) == "s"):
            return True
        if after == ":" and t.glued(last + 2) and t.word(last + 2)[:1].isdigit():
            return True
    return _phone(t, first, last)


def _phone(t: Tokens, first: int, last: int) -> bool:
    """Three and more groups of digits tied by hyphens, or a group behind a plus or brackets."""
    groups = 1
    for way, at in ((-1, first), (1, last)):
        for _ in range(4):
            sign, nxt = (at - 1, at - 2) if way < 0 else (at + 1, at + 2)
            tied = t.glued(max(sign, nxt)) and t.glued(max(sign, nxt) - (way > 0) if way < 0 else sign)
            if t.word(sign) not in _DASHES or not t.word(sign) or not tied or not t.word(nxt)[:1].isdigit():
                break
            groups += 1
            at = nxt
    if groups >= 3:
        return True
    seven = t.word(last + 1) in _DASHES and len(t.word(first)) == 3 and len(t.word(last + 2)) == 4
    return bool(t.word(last + 1)) and seven and t.word(last + 2).isdigit() and t.glued(last + 2)


def bare_digits(t: Tokens, number: Number, counts: bool) -> bool:
    """Whether digits without a unit are no figure: a year, a named thing's number, a list's number."""
    first, last = number.first, number.last
    word, before = t.word(first), t.word(first - 1)
    if len(word) == 4 and word.isdigit() and 1000 <= int(word) < 2200 and not counts and not number.scaled:
        return True
    if word[0] == "0" and len(word) > 1 and word.isdigit() and t.word(first - 1) != ".":
        return True  # 0401 GMT
    if before == "(" and t.word(last + 1) == ")" and number.value < 100:
        return True
    if t.word(last + 1) == "×" or before == "×":
        return True
    if not counts and before in _DASHES and before and t.glued(first) and t.glued(first - 1):
        return True  # last-32, 3888-2
    if _address(t, last):
        return True
    low = before.lower()
    if low in lexicon.words("name") and (before[0].isupper() or low in ("page", "pages", "no", "nos", "number")):
        return True
    if before == "." and t.low(first - 2) in ("no", "nos", "vol", "art", "sec", "ch", "p", "pp"):
        return True
    start = first == 0 or t.breaks(first)
    if start and t.word(last + 1) in (".", ")") and not t.glued(last + 2):
        return True  # “1. What …”
    if counts or "," in word or number.scaled or number.value >= 10_000:
        return False
    named = before != before.lower() and before.isalpha() and not t.opens(first - 1) and t.near(first)
    return named and low not in lexicon.words("stop") and low not in ("about", "nearly", "almost", "some", "least")


def _address(t: Tokens, last: int) -> bool:
    """“9 East 71st Street”, “358 El Brillo Way”."""
    for k in range(1, 5):
        word = t.word(last + k)
        if not word or not (word[0].isupper() or word[0].isdigit() or word in ("st", "nd", "rd", "th")):
            return False
        if k > 1 and word.lower() in lexicon.words("streets"):
            return True
    return False


def pronoun_one(t: Tokens, number: Number, head: int) -> bool:
    """Whether “one” stands for a thing instead of counting it: “one of the”, “no one”, “the one who”."""
    if number.value != 1 or number.form != "words" or number.last != number.first:
        return False
    before, after = t.low(number.first - 1), t.low(number.last + 1)
    if before in ("no", "any", "every", "this", "that", "the", "each", "which", "another", "a", "than", "day", "some"):
        return True
    if after in ("of", "another", "who", "that", "which", "can", "is", "was", "has", "to", "and", "day", "’",
                 "'", "thing",
                 "in", "on", "or", "by", "hand", "way", "such", "may", "for", "with", "at", "would", "cannot", "will",
                 "could", "should", "must", "might", "does", "did", "had"):  # fmt: skip
        return True
    if head < 0:
        return True
    word = t.low(head)  # “one expects”: what looks like a plural behind “one” is a verb
    return head == number.last + 1 and plural(word) and word not in lexicon.words("irregular")
