"""What a number counts: the head of the noun phrase behind it, and how far the phrase reaches.

The phrase ends before a verb, a comma, a day and the end of the line. A following phrase belongs to it only where it
qualifies the noun: “of the union”, “stationed in South Korea”; “people marched in Rome” are people.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.facts.figures import lexicon
from tui.facts.figures.numbers import Number
from tui.facts.figures.token_view import Tokens

_REACH = 8
_OF = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "all", "them", "such", "every", "each"})
_MORE = frozenset({"more", "other", "additional", "further", "new", "extra", "fewer", "less", "such", "different"})
_NO_PLURAL = ("ss", "us", "is", "ous", "ics")
_SINGULAR = frozenset({"others", "times", "versus", "always", "perhaps", "overseas", "besides", "towards", "afterwards",
                       "across", "less", "news", "this", "was", "has", "does", "is", "his", "as", "its", "us", "yes",
                       "whereas", "sometimes", "thus", "plus", "gas", "bus", "business", "process",
                       "series's"})  # fmt: skip
_HYPHENS = ("-", "‑")
_NO_COMPOUND = frozenset({"year", "old", "to", "and", "or", "plus", "fold", "in", "on"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


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
    if t.word(at) in _HYPHENS and t.glued(at) and t.glued(at + 1):
        return _compound(t, number, at + 1)
    if t.low(at) == "times" and t.near(at):
        return Counted(at, at, at)
    part = number.form in ("fraction", "magnitude", "ratio")
    if t.low(at) == "of":
        if not part:
            return None
        at += 1
    elif number.form == "fraction" and t.low(at) not in ("the", "its", "their", "his", "her", "all"):
        return None
    if part:
        while t.low(at) in _OF:
            at += 1
    return _phrase(t, number, at)


def _compound(t: Tokens, number: Number, at: int) -> Counted | None:
    """“six-member panel” counts members; “two-state”, “3-point”."""
    word = t.word(at)
    if not word.isalpha() or not word.islower() or word in _NO_COMPOUND or word in lexicon.numbers("tens"):
        return None
    if number.form == "digits" and len(word) < 3:
        return None
    return Counted(at, at, at)


class _Walk:
    """A walk along the words of a noun phrase to its head."""

    def __init__(self, t: Tokens, first: int, one: bool) -> None:
        self.t = t
        self.first = first
        self.one = one
        self.head = self.bare = -1  # the head noun; the last word that may be one without a plural

    def step(self, i: int) -> int:
        """How many tokens on the phrase may go on behind token ``i``, 0 where it ends before it."""
        t = self.t
        word, low = t.words[i], t.words[i].lower()
        if t.breaks(i) or (i > self.first and t.starts[i] - t.ends[i - 1] > 1):
            return 0
        if word in ("-", "‑", "/", "’", "'") and t.glued(i) and t.glued(i + 1):
            return 1
        if word == ",":
            return self._comma(i)
        if word[0].isdigit():
            into = i > self.first and t.word(i + 1)[:1].isalpha() and not t.glued(i + 1) and self.head < 0
            return int(into)  # “two new 737 Max jets”
        if not word[0].isalpha():
            return 0
        if len(word) == 1 and word.isupper() and t.word(i + 1) == "." and t.glued(i + 1):
            return self._initials(i)
        if low.endswith(("'s", "’s")):
            return int(self.head < 0)
        return self._word(i, low)

    def _initials(self, i: int) -> int:
        """“U.S.”, “U.N.”: one word."""
        t = self.t
        at = i
        while len(t.word(at)) == 1 and t.word(at).isupper() and t.word(at + 1) == "." and (at == i or t.glued(at)):
            at += 2
        if self.head >= 0 or at == i + 2:
            return 0
        self.bare = at - 1
        return at - i

    def _comma(self, i: int) -> int:
        """A comma between two adjectives goes on: “large, empty boats”; before a verb's subject it ends the phrase."""
        t = self.t
        if self.one or self.head >= 0 or self.bare < 0 or not t.word(i + 1).islower():
            return 0
        for k in (i + 1, i + 2):
            if plural(t.word(k)) and t.low(k + 1) not in lexicon.words("stop") - {
                "in",
                "of",
                "at",
                "on",
                "and",
                "with",
            }:
                return 1
        return 0

    def _word(self, i: int, low: str) -> int:
        t = self.t
        word = t.words[i]
        if low in lexicon.words("stop") and not (word.isupper() and len(word) > 1):
            joins = low in ("and", "or") and self.head < 0 and self.bare >= 0 and plural(t.word(i + 2))
            return int(joins and t.word(i + 2).islower())
        if low in _DAYS:
            return 0
        if self.head >= 0:
            if not plural(low) or not self._joined(i):
                return 0
            self.head = i
        elif plural(low) and not self.one and not (word[0].isupper() and t.word(i + 1)[:1].isupper()):
            self.head = i
        elif not (low.endswith("ly") and self.bare < 0 and len(low) > 4):
            self.bare = i
        return 1

    def _joined(self, i: int) -> bool:
        """“sports teams”, “police officers”: the second plural is the head where no verb can stand there."""
        low = self.t.low(i)
        if low in lexicon.words("irregular") and low not in ("people", "personnel", "troops", "men", "women"):
            return False
        return i == self.head + 1 and self.t.low(self.head) in lexicon.words("collective")


def _phrase(t: Tokens, number: Number, at: int) -> Counted | None:
    """The noun phrase that begins at token ``at``."""
    first = at
    while t.low(at) in _MORE:
        at += 1
    one = number.value == 1 and number.form in ("words", "digits")
    walk = _Walk(t, at, one)
    i = at
    while i < min(at + _REACH, t.size):
        step = walk.step(i)
        if not step:
            break
        i += step
    head = walk.head
    if head < 0:
        head = _without_plural(t, at, walk.bare, one or number.form in ("fraction", "magnitude"))
    if head < 0 or _subject_of_forecast(t, head):
        return None
    return Counted(first, head, _qualified(t, head))


def _subject_of_forecast(t: Tokens, head: int) -> bool:
    """“the 50,000 economists had forecast”: the noun is who says so, not what is counted."""
    at = head + 1 + (t.low(head + 1) in ("had", "have", "were"))
    if t.low(at) == "expecting" or (
        t.low(at) in lexicon.words("forecasters") and t.low(at + 1) not in ("by", "in", "to")
    ):
        return t.low(head) not in lexicon.words("people") and t.low(head).endswith("s")
    return False


def _without_plural(t: Tokens, first: int, bare: int, singular: bool) -> int:
    """The head of a phrase without a plural: “one soldier”, “a third of the army”; -1 for none."""
    if bare < first or not singular:
        return -1
    if t.words[bare][0].isupper():
        return -1 if bare == first else bare
    for at in range(first, min(bare, first + 4) + 1):
        if at > first and _is_verb(t.low(at)):
            return at - 1  # “one travel expert warned”
    return bare if bare - first <= 3 else first


def _is_verb(low: str) -> bool:
    return low in lexicon.words("past") or (low.endswith(("ed", "ing")) and len(low) > 4)


def _qualified(t: Tokens, head: int) -> int:
    """The last token of what qualifies the head: “stationed in South Korea”, “of the union”, “of wire fraud”."""
    at = head + 1
    low = t.low(at)
    if t.breaks(at):
        return head
    if low in lexicon.words("qualifying") and t.low(at + 1) in ("in", "at", "by", "to", "from", "across", "near"):
        return _named_phrase(t, at + 2, head)
    return _of_phrase(t, at + 1, head) if low == "of" else head


def _named_phrase(t: Tokens, at: int, head: int) -> int:
    """The last capitalised word of a phrase behind a preposition, ``head`` where there is none."""
    last = head
    for i in range(at, min(at + 6, t.size)):
        word = t.words[i]
        if t.breaks(i) or not (word[0].isupper() or word in "-‑" or word.lower() in ("the", "its", "of")):
            break
        if word[0].isupper() and word.lower() not in _DAYS:
            last = i
    return last


def _of_phrase(t: Tokens, at: int, head: int) -> int:
    """The last token of the noun phrase behind “of”, ``head`` where it does not end plainly."""
    if t.low(at) in ("the", "its", "their", "a", "an", "his", "her"):
        at += 1
    last, stop = head, lexicon.words("stop")
    for i in range(at, min(at + 4, t.size)):
        word = t.words[i]
        if t.breaks(i) or not word[0].isalpha() or word.lower() in _DAYS:
            break
        if not word[0].isupper() and (word in stop or _is_verb(word) or (last > head and plural(t.words[last]))):
            break
        last = i
    return last
