"""Numbers that are no figures: in names, phone numbers, years, versions, list numbers, “one” as a pronoun."""

from __future__ import annotations

from tui.facts.figures import lexicon
from tui.facts.figures.counted import plural
from tui.facts.figures.money import cents, pence, sign_before
from tui.facts.figures.numbers import Number
from tui.facts.figures.token_view import Tokens

_DASHES = "-‑–"


def digits_in_name(t: Tokens, number: Number) -> bool:
    """Whether digits belong to a name or a code, whatever stands behind them."""
    first, last = number.first, number.last
    if t.glued(first) and _glued_before(t, first):
        return True
    return (t.glued(last + 1) and _glued_behind(t, last)) or _phone(t, first, last) or _part_of_law(t, number)


def _glued_before(t: Tokens, first: int) -> bool:
    """“G20”, “#5”, “10:30”, “COVID-19”, “F-16”; not “EUR50m”, “R6bn”, “.500”."""
    before = t.word(first - 1)
    if sign_before(t, first) or (before[:1].isalpha() and t.word(first - 2) == "$" and t.glued(first - 1)):
        return False
    if before == "." and not t.glued(first - 1) and t.near(first):
        return False
    if before[:1].isalpha() or before in "_@#\\=&:." or (before == "/" and t.glued(first - 1)):
        return True
    if before not in _DASHES:
        return False
    name = t.word(first - 2)
    if t.word(first + 1) == "%":
        return False  # “FTSE -0.6%”
    if t.glued(first - 1):
        return name[:1].isalpha() and (name[0].isupper() or len(name) == 1)
    return name.isupper() and len(name) > 1  # COVID -19


def _glued_behind(t: Tokens, last: int) -> bool:
    """“5G”, “3D”, “1990s”, “5:30”; not “5km”, “11c a share”, “-25C”."""
    after = t.word(last + 1)
    if after[:1].isalpha() and len(after) <= 2 and not cents(t, last + 1) and not pence(t, last + 1):
        sign = len(after) == 1 and after.isupper() and after not in "WVKMBTCF"
        if sign or after.lower() not in lexicon.units() | {"c": [], "f": []}:
            return True
    if after == "s" or after in "_@\\" or (after in "’'" and t.low(last + 2) == "s"):
        return True
    return after == ":" and t.glued(last + 2) and t.word(last + 2)[:1].isdigit()


def _part_of_law(t: Tokens, number: Number) -> bool:
    """“section 301 duties”, “article 5”, “phase 2”: the number names a part, whatever its spelling."""
    return t.near(number.first) and t.low(number.first - 1) in lexicon.words("thinglist") and not number.scaled


def word_in_name(t: Tokens, number: Number, counts: bool) -> bool:
    """Whether a number word belongs to a name: “Big Nine Radio”, “phase three”, or stands for things: “the two”."""
    if number.form not in ("words", "fraction") or number.first != number.last:
        return False
    first, before = number.first, t.low(number.first - 1)
    if t.near(first) and before in lexicon.words("thinglist") and not counts:
        return True
    if not counts and (number.value == 0 or before in ("the", "these", "those", "all", "any", "net", "or", "-")):
        return True
    if not t.words[first][0].isupper() or t.opens(first):
        return False
    beside = t.word(first - 1)[:1].isupper() and t.word(first - 1).isalpha() and t.near(first)
    return beside or (t.word(first + 1)[:1].isupper() and t.near(first + 1) and before not in lexicon.words("stop"))


def year_before(t: Tokens, number: Number) -> bool:
    """“Data from 2018 points to”: a year behind its preposition, whatever noun seems to follow."""
    word = t.word(number.first)
    if len(word) != 4 or not word.isdigit() or not 1900 <= int(word) < 2100 or number.first != number.last:
        return False
    return t.low(number.first - 1) in ("from", "in", "since", "of", "by", "until", "for", "after", "before", "during")


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
        return not _bounded(t, first, int(word))
    if word[0] == "0" and len(word) > 1 and word.isdigit() and before != ".":
        return True  # 0401 GMT
    if _in_brackets_or_dashes(t, number, counts) or _address(t, last):
        return True
    low = before.lower()
    if low in lexicon.words("name") and before[0].isupper():
        return True
    if before == "." and t.low(first - 2) in ("no", "nos", "vol", "art", "sec", "ch", "p", "pp"):
        return True
    if (first == 0 or t.breaks(first)) and t.word(last + 1) in (".", ")") and not t.glued(last + 2):
        return True  # “1. What …”
    if counts or "," in word or number.scaled or number.value >= 10_000:
        return False
    named = before != before.lower() and before.isalpha() and not t.opens(first - 1) and t.near(first)
    return named and low not in lexicon.words("stop") and low not in ("about", "nearly", "almost", "some", "least")


def _bounded(t: Tokens, first: int, year: int) -> bool:
    """Whether words before four digits tell that they are an amount: “nearly 1500”, “an average of 1500”."""
    before, earlier = t.low(first - 1), t.low(first - 2)
    if before in ("nearly", "almost", "roughly", "approximately", "least") or (before == "than" and earlier != "other"):
        return True
    return (before in ("about", "some") and year < 1800) or (
        before == "of" and earlier in ("average", "total", "record")
    )


def _in_brackets_or_dashes(t: Tokens, number: Number, counts: bool) -> bool:
    """“(3)”, “4 × 100”, “last-32”, “3888-2”."""
    first, last = number.first, number.last
    before = t.word(first - 1)
    if before == "(" and t.word(last + 1) == ")" and number.value < 100:
        return True
    if t.word(last + 1) == "×" or before == "×":
        return True
    return not counts and bool(before) and before in _DASHES and t.glued(first) and t.glued(first - 1)


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
    """Whether “one” stands for a thing instead of counting it: “one of the”, “no one”, “one planned for Tuesday”."""
    if number.value != 1 or number.form != "words" or number.last != number.first:
        return False
    before, after = t.low(number.first - 1), t.low(number.last + 1)
    if before in lexicon.words("beforeone") or after in lexicon.words("afterone") or head < 0:
        return True
    participle = after in lexicon.words("past") or (after.endswith("ed") and len(after) > 4)
    if participle and t.low(number.last + 2) in ("for", "on", "in", "by", "at", "to", "with", "last", "this"):
        return True
    if head == number.last + 1 and participle:
        return True
    word = t.low(head)  # “one expects”: what looks like a plural behind “one” is a verb
    return head == number.last + 1 and plural(word) and word not in lexicon.words("irregular")
