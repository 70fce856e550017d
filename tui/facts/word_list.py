"""A long list of words kept as the sorted text that it is in its file, and looked up by halving.

Sixty thousand words as a set of strings take ten megabytes and a moment to make; as one piece of bytes they
take what the file takes, and nothing is made. What was asked is remembered, so that a text's usual words are
looked up once.
"""

from __future__ import annotations

from collections.abc import Iterable

_REMEMBERED = 20_000
"""Words whose answer is kept."""


class WordList:
    """Words by membership: those of ``text``, a word a line, sorted by code point (the order of UTF-8 bytes too),
    and ``more``."""

    def __init__(self, text: bytes, more: Iterable[str] = ()) -> None:
        self._text = b"\n" + text.strip(b"\n") + b"\n"
        self._known = dict.fromkeys(more, True)

    def __contains__(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            found = self._find(word.encode("utf-8", "surrogatepass"))
            if len(self._known) < _REMEMBERED:
                self._known[word] = found
        return found

    def _find(self, word: bytes) -> bool:
        if not word or b"\n" in word:
            return False
        text = self._text
        low, high = 0, len(text) - 1  # line ends; the word is between them, if anywhere
        while low < high:
            middle = text.rfind(b"\n", low, (low + high) // 2 + 1)
            end = text.find(b"\n", middle + 1)
            line = text[middle + 1 : end]
            if line == word:
                return True
            if line < word:
                low = end
            else:
                high = middle
        return False
