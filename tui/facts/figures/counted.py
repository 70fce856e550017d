"""What a number counts: the head of the noun phrase behind it, and how far the phrase reaches."""

from __future__ import annotations

from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.numbers import Number
from tui.facts.figures.token_view import Tokens

_REACH = 7
_OF = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "all", "them", "such"})
_MORE = frozenset({"more", "other", "additional", "further", "new", "extra", "fewer", "less", "such", "different"})
_NO_PLURAL = ("ss", "us", "is", "ous", "ics")
_SINGULAR = frozenset({"others", "times", "versus", "always", "perhaps", "overseas", "besides", "towards", "afterwards",
                       "across", "less", "news", "this", "was", "has", "does", "is", "his", "as", "its", "us", "yes",
                       "whereas", "sometimes", "thus", "plus", "gas", "bus", "business", "process",
                       "series's"})  # fmt: skip


class Counted(NamedTuple):
    """Tokens of a counted phrase: the first, its head, and the last of the phrase with what qualifies it."""

    first: int
    head: int
    last: int


def plural(word: str) -> bool:
    """Whether an English word looks like a plural."""
    low = word.lower()
    if low in lexicon.words("irregular"):
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(_NO_PLURAL) and low not in _SINGULAR


def counted_after(t: Tokens, number: Number) -> Counted | None:
    """The phrase that ``number`` counts, None when nothing is counted."""
    at = number.last + 1
    hyphen = t.word(at) in ("-", "‑") and t.glued(at) and t.glued(at + 1)
    if hyphen:
        return _compound(t, number, at + 1)
    if number.form in ("fraction", "magnitude") or t.low(at) == "of":
        if t.low(at) == "of":
            at += 1
            if number.form not in ("fraction", "magnitude") and t.low(at) not in _OF:
                return None
            if number.form not in ("fraction", "magnitude"):
                return None
        elif number.form == "fraction" and t.low(at) not in ("the", "its", "their", "his", "her", "all"):
            return None
        while t.low(at) in _OF:
            at += 1
    return _phrase(t, number, at)


def _compound(t: Tokens, number: Number, at: int) -> Counted | None:
    """“six-member panel” counts members; “two-state”, “3-point”."""
    word = t.word(at)
    if (
        not word.isalpha()
        or not word.islower()
        or word in ("year", "old", "to", "and", "or", "plus", "fold", "in", "on")
    ):
        return None
    if number.form == "digits" and len(word) < 3:
        return None
    return Counted(at, at, at)


def _phrase(t: Tokens, number: Number, at: int) -> Counted | None:
    stop = lexicon.words("stop")
    first = at
    while t.low(at) in _MORE:
        at += 1
    head = bare = -1
    one = number.value == 1 and number.form in ("words", "digits")
    fraction = number.form == "fraction"
    for i in range(at, min(at + _REACH, t.size)):
        word = t.words[i]
        low = word.lower()
        if t.breaks(i) or (i > first and t.starts[i] - t.ends[i - 1] > 1):
            break
        if word in ("-", "‑", "/", "’", "'") and t.glued(i) and t.glued(i + 1):
            continue
        if word == "," and head < 0 and bare >= 0 and t.word(i + 1).islower():
            if plural(t.words[i + 1]) or plural(t.word(i + 2)):
                continue
            break
        if word[0].isdigit() and i > at and t.word(i + 1)[:1].isalpha() and not t.glued(i + 1) and head < 0:
            continue  # “two new 737 Max jets”
        if not word[0].isalpha():
            break
        if low.endswith(("'s", "’s")):
            if head >= 0:
                break
            continue
        if low in stop and not (word.isupper() and len(word) > 1):
            if low in ("and", "or") and head < 0 and bare >= 0 and plural(t.word(i + 2)):
                continue
            break
        if head >= 0:
            if plural(low) and low not in lexicon.words("irregular") and _joined(t, head, i):
                head = i
                continue
            break
        if plural(low) and not one and not (word[0].isupper() and t.word(i + 1)[:1].isupper()):
            head = i
        elif low.endswith(("ly",)) and bare < 0 and len(low) > 4:
            continue
        else:
            bare = i
    if head < 0:
        head = _without_plural(t, at, bare, one or fraction or number.form == "magnitude")
    if head < 0:
        return None
    return Counted(first, head, _qualified(t, head))


def _joined(t: Tokens, head: int, i: int) -> bool:
    """“sports teams”, “arms sales”: the second plural is the head when no verb can stand there."""
    return i == head + 1 and t.low(head) in (
        "sports",
        "arms",
        "sales",
        "women",
        "men",
        "goods",
        "operations",
        "savings",
    )


def _without_plural(t: Tokens, first: int, bare: int, singular: bool) -> int:
    if bare < first or not singular:
        return -1
    if t.words[bare][0].isupper():
        return -1 if bare == first else bare
    if bare > first and t.low(bare).endswith(("ed", "ing")) and t.words[bare - 1][0].isalpha():
        bare -= 1  # “one travel expert warned”
    return bare if bare - first <= 3 else first


def _qualified(t: Tokens, head: int) -> int:
    """The last token of what qualifies the head: “stationed in South Korea”, “of the union”, “in Gaza”."""
    at = head + 1
    low = t.low(at)
    if low.endswith("ed") and t.low(at + 1) in ("in", "at", "on", "by", "to", "from", "across", "near"):
        at += 1
    elif low not in ("of",):
        return head
    last = head
    at += 1
    for i in range(at, min(at + 6, t.size)):
        word = t.words[i]
        if not (word[0].isalpha() or word in "-‑") or t.breaks(i):
            break
        if word[0].isupper() or (last == head and t.low(i) in ("the", "its", "their", "a", "an")):
            if word[0].isupper():
                last = i
            continue
        if low == "of" and last == head and word.islower() and word not in lexicon.words("stop"):
            last = i
        break
    return last
