"""The passage letter by letter, for short quotes in which every word was touched (typing errors, hyphens).

Approximate matching by bit-parallel edit distance: G. Myers, "A fast bit-vector algorithm for
approximate string matching based on dynamic programming", JACM 46 (1999).
"""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache

from tui.bookmarks.model import Selector

LONGEST = 160
SHORTEST = 8
_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-", "\u00a0": " "})
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    """One character as it is compared: no case, no accent, plain quotes and dashes; "" if invisible."""
    if character in _DROPPED or unicodedata.combining(character):
        return ""
    parts = unicodedata.normalize("NFKD", character).casefold()
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_PLAIN)


class Letters:
    """A text's folded letters, and which character of the text each comes from."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        return self._made[0]

    @cached_property
    def origin(self) -> list[int] | range:
        return self._made[1]

    @cached_property
    def _made(self) -> tuple[str, list[int] | range]:
        if self.text.isascii():
            return self.text.lower(), range(len(self.text))
        letters: list[str] = []
        origin: list[int] = []
        for number, character in enumerate(self.text):
            for c in _fold(character):
                letters.append(c)
                origin.append(number)
        return "".join(letters), origin


def find_letters(selector: Selector, text: Letters) -> tuple[int, int, float] | None:
    """(start, end, share of letters kept) of the likeliest place, None where none is near enough.

    Where the context stands around it more may differ (28 %), without any context less (20 %), and
    in foreign surroundings little (12 %).
    """
    quote = Letters(selector.exact).folded
    if not SHORTEST <= len(quote) <= LONGEST:
        return None
    most = int(len(quote) * 0.28)
    distance, ends = approximate(quote, text.folded, most)
    if distance > most:
        return None
    origin = text.origin
    best: tuple[float, int, int] | None = None
    for end in sorted(ends, key=lambda e: abs(origin[e - 1] - selector.start))[:8]:
        back = text.folded[max(0, end - len(quote) - distance) : end][::-1]
        _, starts = approximate(quote[::-1], back, most)
        if not starts:
            continue
        start = end - starts[-1]
        here = origin[start], origin[end - 1] + 1
        around = _surroundings(selector, text.text, *here)
        if best is None or around > best[0]:
            best = (around, *here)
    if best is None:
        return None
    bare = not (selector.prefix or selector.suffix)
    allowed = 0.28 if best[0] >= 0.6 else 0.2 if bare else 0.12
    if distance > allowed * len(quote):
        return None
    return best[1], best[2], 1 - distance / len(quote)


def approximate(pattern: str, text: str, most: int) -> tuple[int, list[int]]:
    """(smallest edit distance of ``pattern`` to a substring, the ends of all substrings at it).

    Ends are listed only for a distance of at most ``most``, else the distance is ``most + 1``.
    """
    masks: dict[str, int] = {}
    for number, c in enumerate(pattern):
        masks[c] = masks.get(c, 0) | 1 << number
    full = (1 << len(pattern)) - 1
    top = 1 << len(pattern) - 1
    plus, minus, score = full, 0, len(pattern)
    best, ends = most + 1, []
    get = masks.get
    for number, c in enumerate(text):
        eq = get(c, 0)
        vertical = eq | minus
        horizontal = (((eq & plus) + plus) ^ plus) | eq
        up = minus | ~(horizontal | plus)
        down = plus & horizontal
        if up & top:
            score += 1
        elif down & top:
            score -= 1
        up = (up << 1) & full
        down = (down << 1) & full
        plus = down | (~(vertical | up) & full)
        minus = up & vertical
        if score < best:
            best, ends = score, [number + 1]
        elif score == best <= most:
            ends.append(number + 1)
    return best, ends


def _surroundings(selector: Selector, text: str, start: int, end: int) -> float:
    """How much of the context stands around a span, 0..1, by letters; a half where there was none to keep."""
    sides = []
    if selector.prefix:
        sides.append(_likeness(selector.prefix[-32:], text[max(0, start - 32) : start]))
    if selector.suffix:
        sides.append(_likeness(selector.suffix[:32], text[end : end + 32]))
    return sum(sides) / len(sides) if sides else 0.5


def _likeness(a: str, b: str) -> float:
    a, b = Letters(a).folded, Letters(b).folded
    if not a or not b:
        return 0.0
    distance, _ = approximate(a, b, len(a))
    return max(0.0, 1 - distance / len(a))
