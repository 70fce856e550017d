"""Letters as searches compare them: without case, accents, vowel points, and with the spellings of special letters.

One rule for the library's index, its queries, what is painted of a hit, and finding in an article. Folded are accents
of Latin, Greek and Cyrillic letters (but not the breve of й, which is a letter of its own), the points of Hebrew and
Arabic, Turkish ı and İ, and letters that have no accent to lose: ł đ ø ß æ œ þ. Signs that carry meaning in other
scripts (vowels of Indic ones, voiced kana) stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"  # accents
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic
    "\u0711\u0730-\u074a"  # Syriac
)
"""Signs that are left out, as the inside of a character class."""
_MARK = re.compile(f"[{MARKS}]")
_LETTERS = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ĸ": "k",
    "ŋ": "n", "ɨ": "i", "ƀ": "b", "ɓ": "b", "ɗ": "d", "ə": "e", "й": "й", "ſ": "s", "ß": "ss",
}  # fmt: skip
"""Letters without an accent to lose, and one that would lose what makes it another letter."""
_SPELLED = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ss", "ß"), ("ae", "æ"), ("oe", "œ"),
            ("th", "þ"))  # fmt: skip
"""Letters that one may stand for; longer ones first."""
_POINTED = re.compile("[\u0590-\u077f]")


@cache
def letter(char: str) -> str:
    """One code point folded: none for a mark, two for ß and its like."""
    low = char.casefold()
    if low in _LETTERS:
        return _LETTERS[low]
    if low == "й":
        return low
    plain = _MARK.sub("", unicodedata.normalize("NFKD", low))
    return "".join(_LETTERS.get(c, c) for c in unicodedata.normalize("NFC", plain).casefold())


class _Table(dict[int, str]):
    def __init__(self, keep_length: bool) -> None:
        super().__init__()
        self._keep = keep_length

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = letter(char)
        if self._keep and len(folded) != 1:
            low = char.lower()
            folded = low if len(low) == 1 else char
        self[code] = folded
        return folded


_FOLDED, _IN_PLACE = _Table(False), _Table(True)


def fold(text: str) -> str:
    """A text as the index is given it; offsets do not hold."""
    if text.isascii():
        return text.lower()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_FOLDED)


def fold_in_place(text: str) -> str:
    """The same, but every code point stays in its place: marks stay, and so do letters that fold to several."""
    return text.lower() if text.isascii() else text.translate(_IN_PLACE)


def pattern(words: str) -> str:
    """A regular expression that finds a word in what :func:`fold_in_place` gives, wherever :func:`fold` would.

    Linear: no part of it can match in two ways.
    """
    found = re.escape(fold(words))
    for two, one in _SPELLED:
        found = found.replace(two, f"(?:{two}|{one})")
    if _POINTED.search(found):
        found = _POINTED.sub(rf"\g<0>[{MARKS}]*", found)
    return found
