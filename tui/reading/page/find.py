"""Finding in one article: smart case, accents and typographic signs folded, whole words, patterns with a deadline."""

from __future__ import annotations

import re
import signal
import threading
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tui.facts.kinds import Span
from tui.text.folding import letter
from tui.text.folding import pattern as folded_pattern

DEADLINE = 0.25
"""Seconds that a pattern may search."""

MOST = 100_000
"""Hits that are kept."""

_SIGNS = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "–": "-",
    "‐": "-",
    "‑": "-",
    "\u00a0": " ",
    "\u202f": " ",
}


_ESCAPED = re.compile(r"\\.", re.DOTALL)
"""What a pattern escapes: the capital of \\S is none that asks for capitals."""


class Found(NamedTuple):
    """Hits in the order of the text, and one sentence when the pattern cannot be looked for."""

    hits: list[Span]
    problem: str = ""


class Haystack:
    """A text prepared for finding. Folding keeps every code point in its place, so offsets hold."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: dict[tuple[bool, bool], str] = {}

    def folded(self, accents: bool, case: bool) -> str:
        """The text with accents and, or, case folded, code point by code point."""
        key = (accents, case)
        if key not in self._folded:
            table = {ord(c): fold(c, accents, case) for c in set(self.text)}
            self._folded[key] = self.text.translate(table)
        return self._folded[key]

    def find_folded(self, pattern: str) -> Found:
        """All hits of a regular expression that was made for folded letters (``library.search.fulltext.pattern``)."""
        from tui.text.folding import fold_in_place

        return _by_pattern(fold_in_place(self.text), pattern, False, self.text)

    def find(self, pattern: str, *, whole_word: bool = False, regex: bool = False, case: bool = False) -> Found:
        """All hits. Case counts when ``pattern`` has a capital or ``case`` asks for it, accents when it has one."""
        pattern = unicodedata.normalize("NFC", pattern)  # as every text is
        if not pattern:
            return Found([])
        letters = _ESCAPED.sub("", pattern) if regex else pattern
        fold_case = not case and letters == letters.lower()
        fold_accents = all(fold(c, True, False) == fold(c, False, False) for c in pattern)
        text = self.folded(fold_accents, fold_case)
        if regex:
            return _by_pattern(text, pattern, whole_word, self.text)
        if fold_accents and fold_case:  # as the library's index compares letters
            return _by_words(text, pattern, whole_word)
        needle = "".join(fold(c, fold_accents, fold_case) for c in pattern)
        hits: list[Span] = []
        at = text.find(needle)
        while at >= 0 and len(hits) < MOST:
            end = at + len(needle)
            if whole_word and not _whole(text, at, end):
                at = text.find(needle, at + 1)
                continue
            hits.append(Span(at, end))
            at = text.find(needle, end)
        return Found(hits)


def _by_words(text: str, words: str, whole_word: bool) -> Found:
    signs = "".join(_SIGNS.get(c, c) for c in words)
    hits = []
    for m in re.finditer(folded_pattern(signs), text):
        if m.end() > m.start() and not (whole_word and not _whole(text, m.start(), m.end())):
            hits.append(Span(m.start(), m.end()))
            if len(hits) == MOST:
                break
    return Found(hits)


def fold(char: str, accents: bool, case: bool) -> str:
    """One code point, folded to one code point."""
    char = _SIGNS.get(char, char)
    if accents and char > "\x7f":
        base = letter(char)
        if case and len(base) == 1:
            return base
        if len(base) == 1 and base != char.casefold():
            char = base.upper() if char.isupper() and len(base.upper()) == 1 else base
    if case:
        low = char.lower()
        if len(low) == 1:
            char = low
    return char


def caseless(word: str) -> str:
    """A word as a pattern that finds it in whatever capitals."""
    return "".join(fold(char, False, True) for char in word)


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before and _is_word(before) and _is_word(text[start])) and not (
        after and _is_word(after) and _is_word(text[end - 1])
    )


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


class _TooLong(Exception):
    pass


def _by_pattern(text: str, pattern: str, whole_word: bool, original: str) -> Found:
    hits: list[Span] = []
    try:
        with _deadline(pattern):
            compiled = _compiled(rf"\b(?:{pattern})\b" if whole_word else pattern)
            # paragraph by paragraph: a hit never runs over a line end, ^ and $ mean the paragraph's
            start = 0
            while start <= len(text) and len(hits) < MOST:
                end = original.find("\n", start)
                end = len(text) if end < 0 else end
                for m in compiled.finditer(text, start, end):
                    if m.end() > m.start():
                        hits.append(Span(m.start(), m.end()))
                start = end + 1
    except (re.error, OverflowError, ValueError) as error:
        words = " ".join(str(error).split())
        return Found([], f"not a pattern yet: {words}")
    except _TooLong as late:
        return Found([], str(late) or "this pattern takes too long: a simpler one, please")
    except (RecursionError, MemoryError):
        return Found([], "this pattern is too large: a simpler one, please")
    return Found(hits)


def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what later Pythons may read differently, is none of the screen's concern
        return re.compile(pattern, re.MULTILINE)


@contextmanager
def _deadline(pattern: str) -> Iterator[None]:
    """Let nothing in the block run longer than :data:`DEADLINE`.

    ``re`` looks for signals while it matches, so an alarm ends even a pattern that would backtrack for
    years. Where there are no alarms (Windows, other threads) only patterns that cannot do that are let in.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        if sum(pattern.count(c) for c in "*+{") > 1:
            raise _TooLong("only one repeat (* + {}) in a pattern, please: longer ones cannot be stopped here")
        yield
        return

    def ring(number: int, frame: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, DEADLINE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
