"""Phrases by which lines that are not the article itself give themselves away (data: ``phrases.txt``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple


class Phrase(NamedTuple):
    role: str  # "editor", "teaser" …
    form: str  # "line", "label", "start", "tail" or "name": see phrases.txt
    words: str  # folded


@cache
def by_first_word() -> dict[str, tuple[Phrase, ...]]:
    """Phrases tied to a line's beginning, by their folded first word, longest first."""
    index: dict[str, list[Phrase]] = {}
    for phrase in _all():
        if phrase.form != "tail":
            index.setdefault(first_word(phrase.words), []).append(phrase)
    return {word: tuple(sorted(some, key=lambda p: -len(p.words))) for word, some in index.items()}


@cache
def tail_phrases() -> tuple[Phrase, ...]:
    """Phrases that may stand anywhere in a line near the end."""
    return tuple(p for p in _all() if p.form == "tail")


def first_word(line: str) -> str:
    """The key of a line in :func:`by_first_word`: its first word, folded."""
    words = fold(line[:40]).split(None, 1)
    return (words[0].rstrip(":|>»–—-,.!?→") or words[0]) if words else ""


def fold(line: str) -> str:
    """A line's beginning as phrases are compared: folded case, straight apostrophes, no bracket in front."""
    return line[:300].casefold().replace("’", "'").lstrip("([*_ \u00a0►▶•")


@cache
def _all() -> tuple[Phrase, ...]:
    rows = []
    for line in (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            role, form, words = line.split("\t")
            rows.append(Phrase(role, form, words.casefold().replace("’", "'")))
    return tuple(dict.fromkeys(rows))
