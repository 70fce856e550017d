"""Whether the clause around a date tells of the past or of what is to come.

The nearest sign wins: auxiliaries, phrases of plan and expectation, past forms. A sign behind a clause
boundary counts as further away.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_REACH = 14
"""Tokens looked at on each side."""

_BOUNDARY = frozenset(
    {",", ";", ":", "—", "–", "and", "but", "which", "that", "who", "because", "while", "after", "before", "“", '"'}
)


@cache
def _signs(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(words of the future, past forms that do not end in -ed, words of plan before “to”)."""
    path = Path(__file__).parent.parent / "lexicons" / "dates_tense.txt"
    sections: dict[str, set[str]] = {"future": set(), "past": set(), "plan": set()}
    name = of = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            name, _, of = line[1:-1].partition(" ")
        elif not line.startswith("#") and of == language:
            sections[name].update(line.split())
    return frozenset(sections["future"]), frozenset(sections["past"]), frozenset(sections["plan"])


def direction(
    words: list[str], starts: list[int], first: int, last: int, begin: int, end: int, language: str
) -> tuple[int, int]:
    """(distance, -1 past, 1 future, 0 unknown) for the tokens ``first`` to ``last`` in the sentence ``begin``–``end``.

    The distance is that of the deciding sign in tokens, more across a clause boundary.
    """
    if _until(words, first):
        return 1, 1
    left = _look(words, starts, range(first - 1, max(first - 1 - _REACH, -1), -1), begin, end, language)
    right = _look(words, starts, range(last + 1, min(last + 1 + _REACH, len(words))), begin, end, language)
    return min((left, right), key=lambda s: s[0])


def _until(words: list[str], first: int) -> bool:
    """“until Tuesday”, “as early as Monday”: what is meant lies ahead."""
    before = [w.lower() for w in words[max(first - 3, 0) : first]]
    return before[-1:] in (["until"], ["till"]) or (
        len(before) == 3 and before[0] == "as" and before[2] == "as" and before[1] in ("early", "soon", "late")
    )


def _look(words: list[str], starts: list[int], order: range, begin: int, end: int, language: str) -> tuple[int, int]:
    future, past, plan = _signs(language)
    distance = 0
    for i in order:
        if not begin <= starts[i] < end:
            break
        low = words[i].lower()
        distance += _step(words, i, low, order.step)
        if low in future:
            return distance, 1
        after = words[i + 1].lower() if i + 1 < len(words) else ""
        if low in plan and (after in ("to", "for") or low in ("scheduled", "slated", "due", "upcoming")):
            return distance, 1
        if low in past or (len(low) > 4 and low.endswith("ed") and language == "en"):
            if low in plan or (i > 0 and words[i - 1].lower() in ("to", "be")):
                continue
            return distance, -1
    return 99, 0


def _step(words: list[str], i: int, low: str, way: int) -> int:
    """How much further a token makes what lies behind it."""
    if low not in _BOUNDARY:
        return 1
    if low == "and" and 0 < i < len(words) - 1 and words[i - 1][:1].isupper() and words[i + 1][:1].isupper():
        return 1  # “on Tuesday Ahn and Hegseth will”: two subjects, one clause
    return 9 if way < 0 and low == "that" else 5
