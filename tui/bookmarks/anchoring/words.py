"""Texts as folded words with their places: the units in which passages are compared.

Folding is NFKC and case folding (Unicode Standard, annex 15 and section 5.18) without soft hyphens
and zero-width characters, so that typography, ligatures and capitals make no difference. In scripts
written without blanks (Chinese, Japanese, Korean, Thai, Lao, Khmer) every character is a word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(f"[{UNSPACED}]|(?:[^\\W_{UNSPACED}]|[{_INSIDE}])+")
_ASCII_WORD = re.compile(r"[0-9a-z]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?=\s)|[。！？]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
_LEADING = "\u200b\u2060\ufeff"


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A word as it is compared; "" when nothing visible is in it."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())
    return _INVISIBLE.sub("", word)


class Words:
    """The folded words of a text, with where each starts and ends (code points)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        if text.isascii():
            found = list(_ASCII_WORD.finditer(text.lower()))
            self.words = [m[0] for m in found]
            self.starts = [m.start() for m in found]
            self.ends = [m.end() for m in found]
            return
        for m in _WORD.finditer(text):
            word = fold(m[0])
            if not word:
                continue
            start, end = m.span()
            while start < end and text[start] in _LEADING:
                start += 1
            self.words.append(word)
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def _sentence_ends(self) -> list[int]:
        """Where sentences end (code points), as far as signs tell; an abbreviation counts too."""
        return [m.start() for m in _SENTENCE_END.finditer(self.text)]

    def sentence_ends(self, first: int, last: int) -> int:
        """How many sentences end between the words numbered ``first`` and ``last``."""
        ends = self._sentence_ends
        return bisect_right(ends, self.starts[last]) - bisect_right(ends, self.starts[first])


class Haystack(Words):
    """The words of the text that is searched, with an index made at first use."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, by word number."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word, []).append(number)
        return found

    @cached_property
    def _line(self) -> tuple[str, list[int]]:
        """All words in one string, and where each starts in it: sequences are found at the speed of C."""
        offsets, at = [], 0
        for word in self.words:
            offsets.append(at)
            at += len(word) + 1
        return "\0".join(self.words) + "\0", offsets

    def find(self, sequence: Sequence[str], limit: int = 400) -> Iterator[int]:
        """Numbers of the words at which the sequence of words stands, at most ``limit`` of them."""
        if not sequence:
            return
        line, offsets = self._line
        needle = "\0".join(sequence) + "\0"
        at = line.find(needle)
        while at >= 0 and limit:
            if at == 0 or line[at - 1] == "\0":
                yield bisect_right(offsets, at) - 1
                limit -= 1
            at = line.find(needle, at + 1)

    def paragraph_break(self, word: int) -> bool:
        """Whether a paragraph ends between this word and the next; so does the text itself."""
        if word < 0 or word + 1 >= len(self):
            return True
        return "\n\n" in self.text[self.ends[word] : self.starts[word + 1]]


def weight(word: str) -> float:
    """How much a word says about a passage: short words in alphabets are mostly grammar."""
    return 0.3 if len(word) <= 3 and word.isascii() else 1.0


def common(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence.

    Bit-parallel: H. Hyyrö, "Bit-parallel LCS-length computation revisited" (2004).
    """
    masks: dict[str, int] = {}
    for number, word in enumerate(a):
        masks[word] = masks.get(word, 0) | 1 << number
    full = (1 << len(a)) - 1
    row = full
    for word in b:
        hits = row & masks.get(word, 0)
        row = ((row + hits) | (row - hits)) & full
    return len(a) - row.bit_count()
