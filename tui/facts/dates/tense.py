"""Which side of the publication a day without a year or a week lies on: behind it, or ahead.

A weekday or a day without a year names a day on either side, and only its sentence tells which. The rule, in
the order in which it is asked (docs/facts.md tells it to readers):

1. The word that governs the date: “until Friday”, “ahead of Friday's vote”, “by Friday”, “as early as Monday” lie
   ahead; “since Monday”, “the attacks of Nov. 3”, “the Oct. 7 attack” lie behind.
2. The nearest verb of the clause, a clause boundary counting as distance: “will”, a modal (“could be announced”),
   words of plan (“is expected to”, “agreed to meet”), the present passive or progressive (“is sentenced”, “is
   meeting”), the present of what goes by a timetable (“talks resume”, “the deadline is”) lie ahead; past forms
   lie behind.
3. Nothing told: 0, and the caller takes the nearest day that has passed.

Word classes are in ``lexicons/dates_tense.txt``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

REACH = 14
"""Tokens looked at on each side."""
FIRM = 6
"""Up to this distance a verb stands beside its date."""

_BOUNDARY = frozenset(
    {",", ";", ":", "—", "–", "and", "but", "which", "that", "who", "because", "while", "after", "before", "when",
     "if", "as", "“", '"'}
)  # fmt: skip
_SKIPPED = frozenset({"the", "early", "late", "next", "this", "coming", "on", "mid", "-", "about", "around"})
_NEVER = 99


class Sign(NamedTuple):
    """What tells the side: its distance in tokens (:data:`_NEVER` for none) and -1 behind, 1 ahead, 0 unknown."""

    distance: int
    way: int


_NONE = Sign(_NEVER, 0)


@cache
def _words(language: str) -> dict[str, frozenset[str]]:
    """The classes of a language by name."""
    path = Path(__file__).parent.parent / "lexicons" / "dates_tense.txt"
    sections: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            name, _, of = line[1:-1].partition(" ")
            current = sections.setdefault(name, set()) if of == language else set()
        elif not line.startswith("#"):
            current.update(line.split())
    return {name: frozenset(found) for name, found in sections.items()}


class Sentence(NamedTuple):
    """The tokens of one sentence, ``low`` in lower case, and the place of the date: ``first`` to ``last``."""

    words: Sequence[str]
    low: Sequence[str]
    first: int
    last: int

    def at(self, i: int) -> str:
        """Token ``i`` in lower case, "" outside the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""


def direction(s: Sentence, language: str) -> Sign:
    """Which side of the publication the date of the sentence lies on, and how far away stands what tells it."""
    if language != "en":
        return _nearest(s, lambda i: _plain_sign(s, i, language))
    governed = _governed(s)
    if governed.way:
        return governed
    return _nearest(s, lambda i: _verb_sign(s, i))


def generic(s: Sentence) -> bool:
    """Whether an English sentence tells what usually is so: “flights are cheapest on a Tuesday”, “in April and May”."""
    return any_one(s) or not _words("en")["generic"].isdisjoint(s.low)


def any_one(s: Sentence) -> bool:
    """Whether no single day is meant: “on a Tuesday”, “a Tuesday, Wednesday or Sunday”."""
    at = s.first - 1
    while s.at(at) in (",", "or", "and") and s.at(at - 1).endswith("day"):
        at -= 2
    return s.at(at) in ("a", "any")


def _governed(s: Sentence) -> Sign:
    """What the words right before or behind the date say of it."""
    words = _words("en")
    at = s.first - 1
    while s.at(at) in _SKIPPED:
        at -= 1
    before = s.at(at)
    if before in words["ahead"] or (before == "of" and s.at(at - 1) == "ahead"):
        return Sign(1, 1)
    if (s.at(at - 1), s.at(at - 2)) == ("early", "as") or (before == "as" and s.at(at - 2) == "as"):
        return Sign(1, 1)
    if before == "than" and s.at(at - 2) == "no":
        return Sign(1, 1)
    if before == "by":
        had = any(w in ("had", "was", "were") for w in s.low[s.last + 1 : s.last + 6])
        past = _nearest(s, lambda i: _verb_sign(s, i), -1)
        return Sign(1, -1) if had or (past.way < 0 and past.distance <= 2) else Sign(1, 1)
    if before == "before" and not words["coming"].isdisjoint(s.low[s.last + 1 : s.last + 4]):
        return Sign(1, 1)
    if before in words["behind"]:
        return Sign(1, -1)
    if before == "of" and s.at(at - 1) in words["happened"]:
        return Sign(1, -1)
    beside, then = s.at(s.last + 1), s.at(s.last + 2)
    if beside in words["happened"] or (
        then in words["happened"] and beside.isalpha() and beside not in words["notverb"]
    ):
        return Sign(1, -1)
    if before in ("deadline", "due") or (before == "of" and s.at(at - 1) == "deadline"):
        return Sign(1, 1)
    return _NONE


def _nearest(s: Sentence, sign: Callable[[int], int], side: int = 0) -> Sign:
    """The nearest token on either side (or on one: -1 left, 1 right) that tells."""
    left = _look(s, range(s.first - 1, max(s.first - 1 - REACH, -1), -1), sign) if side <= 0 else _NONE
    right = _look(s, range(s.last + 1, min(s.last + 1 + REACH, len(s.low))), sign) if side >= 0 else _NONE
    return min((left, right), key=lambda found: found.distance)


def _look(s: Sentence, order: range, sign: Callable[[int], int]) -> Sign:
    distance = 0
    for i in order:
        distance += _step(s, i, order.step)
        way = sign(i)
        if way:
            return Sign(distance, way)
    return _NONE


def _step(s: Sentence, i: int, way: int) -> int:
    """How much further a token makes what lies behind it."""
    low = s.low[i]
    if low not in _BOUNDARY:
        return 1
    if low == "and" and s.words[i - 1][:1].isupper() and i + 1 < len(s.words) and s.words[i + 1][:1].isupper():
        return 1  # “on Tuesday Ahn and Hegseth will”: two subjects, one clause
    return 9 if way < 0 and low == "that" else 5


def _plain_sign(s: Sentence, i: int, language: str) -> int:
    """Other languages than English: auxiliaries only."""
    words = _words(language)
    low = s.low[i]
    return int(low in words.get("future", ())) - int(low in words.get("past", ()))


def _verb_sign(s: Sentence, i: int) -> int:
    """1 where token ``i`` is a verb of what is to come, -1 where one of the past, 0 where it does not tell."""
    words, low, after = _words("en"), s.low[i], s.at(i + 1)
    if low in words["future"] or (low in words["modal"] and after != "have" and not _name(s, i)):
        return 1
    if low in words["plan"] and (after in ("to", "for") or low in ("upcoming", "due", "scheduled", "slated")):
        return 1
    if low in words["duepast"] and (s.at(i - 1) in words["be"] or s.at(i - 1) in ("was", "were")):
        return 1
    if low in words["be"]:
        return _be_sign(s, i)
    if low in words["schedule"] and _is_present(s, i):
        return 1
    return -1 if _is_past(s, i) else 0


def _name(s: Sentence, i: int) -> bool:
    """Whether a modal is a name or a month: “May”."""
    return i > 0 and s.words[i][:1].isupper()


def _be_sign(s: Sentence, i: int) -> int:
    """“is sentenced on”, “is meeting on”, “the deadline is Monday” lie ahead; “is said to have” does not tell."""
    words = _words("en")
    at = i + 1
    if s.at(at) in ("also", "now", "not", "then", "still", "both", "only", "being", "already"):
        at += 1
    after = s.at(at)
    if at >= s.first and i < s.first:
        return 1 if i + 1 <= s.first <= i + 3 else 0
    if after == "on" and at + 1 >= s.first > i:
        return 1
    if after in words["reported"] or i > s.last or not words["follows"].isdisjoint(s.low[i : s.first]):
        return 0  # “are missing after floods on Sunday”: the day is that of the floods
    return int(after == "to") or int(_participle(after) or (after.endswith("ing") and len(after) > 5))


def _participle(low: str) -> bool:
    return (len(low) > 4 and low.endswith("ed") and not low.endswith("eed")) or low in _words("en")["participle"]


def _is_present(s: Sentence, i: int) -> bool:
    """Whether a word of the timetable stands as a verb: “talks resume on”, “Spain plays on”; no “the votes”."""
    words = _words("en")
    low, before = s.low[i], s.at(i - 1)
    if s.words[i][:1].isupper() or before in words["notverb"] or i > s.last + 6:
        return False
    if before.endswith(("'s", "’s", "ly")) and low not in words["verbonly"]:
        return False
    if before in words["have"] or before in ("did", "had", "not", "n't"):
        return False
    if low in words["verbonly"]:
        return True
    if low.endswith("s"):
        named = i > 0 and s.words[i - 1][:1].isupper()
        return named or before in ("he", "she", "it", "who", "which") or _opens(s, i)
    return before.endswith("s") or before in ("they", "we", "people", "i", "you", "who")


def _opens(s: Sentence, i: int) -> bool:
    """Whether a noun with its article stands before token ``i`` and opens its clause: “The offer ends on”."""
    for at in (i - 2, i - 3):
        if s.at(at) in ("the", "a", "an", "his", "her", "its", "their"):
            return (at <= 0 or s.at(at - 1) in _BOUNDARY) and s.at(i + 1) not in ("of", "said", "were", "was")
    return False


def _is_past(s: Sentence, i: int) -> bool:
    words = _words("en")
    low, before = s.low[i], s.at(i - 1)
    if low in words["past"]:
        return before not in ("to", "be", "being") and before not in words["be"]
    if low in words["samepast"]:
        return s.words[i - 1 : i] != [] and s.words[i - 1][:1].isupper() and before not in words["modal"]
    if len(low) <= 4 or not low.endswith("ed") or low.endswith("eed"):
        return False
    if low in words["plan"] and low not in ("agreed", "promised", "decided", "wanted", "ordered", "urged", "asked"):
        return False
    if before in ("to", "be", "being") or before in words["be"]:
        return False
    attributive = before in words["notverb"] and before not in ("that", "and", "or", "all", "both", "first", "of")
    return not (attributive and s.at(i + 1)[:1].isalpha() and s.at(i + 1) not in ("by", "on", "in", "at", "to", "with"))
