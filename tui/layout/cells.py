"""How many terminal cells text takes, and which code points stand in one cell together.

Widths are those that Rich measures (Unicode East Asian Width, emoji presentation), since the strips that
are drawn are measured by the same function. Text runs in logical order in every script.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rich.cells import cell_len

_PLAIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u2010-\u2016\u2018-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
"""Code points that always stand alone in exactly one cell: enough for most news in European scripts."""

TAB = 4
"""Cells of a tab (the door expands tabs already: this is for texts made by hand)."""

LONGEST = 32
"""Code points that are drawn of one cluster: more is no letter but an attack on the screen."""

_ZWJ = "\u200d"
_UNSEEN = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufe0f"
)
"""What is not drawn: code points without a glyph, and the emoji selector (U+FE0F), since some terminals draw a sign
with it in two cells and some in one; all agree about the sign alone."""
_TONES = ("\U0001f3fb", "\U0001f3ff")
"""Tones of skin, which are not drawn behind their sign either: some terminals give them two cells more."""


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether every code point of ``text[start:end]`` is one cell wide and joins with no other."""
    stop = len(text) if end is None else end
    m = _PLAIN.match(text, start, stop)
    return m is not None and m.end() == stop


class Measured(NamedTuple):
    """``glyphs[i]`` is what is drawn for code point ``i``: the whole cluster at its first, "" at the others."""

    glyphs: list[str]
    widths: list[int]


def _glyph(char: str) -> str:
    """What is drawn for a code point: nothing that steers a terminal, whatever came in."""
    code = ord(char)
    if char == "\t":
        return " " * TAB
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return "" if char in _UNSEEN else char


def measure(text: str, start: int = 0, end: int | None = None) -> Measured:
    """Clusters of ``text[start:end]`` and their widths in cells, one entry a code point. Linear."""
    stop = len(text) if end is None else end
    glyphs: list[str] = []
    widths: list[int] = []
    head = -1  # entry that begins the current cluster
    joins = False  # the next code point belongs to it: a joiner came before
    flag = False  # the cluster is one regional indicator: a second one completes the flag
    for at in range(start, stop):
        char = text[at]
        if " " <= char <= "~":
            glyphs.append(char)
            widths.append(1)
            head, joins, flag = len(glyphs) - 1 if char != " " else -1, False, False
            continue
        glyph = _glyph(char)
        if char < " " or char.isspace():  # no cluster goes over a blank, where a line may end
            glyphs.append(glyph)
            widths.append(cell_len(glyph))
            head, joins, flag = -1, False, False
            continue
        indicator = "\U0001f1e6" <= char <= "\U0001f1ff"
        if head >= 0 and glyph and (joins or (flag and indicator) or char == _ZWJ or not cell_len(glyph)):
            if len(glyphs) - head < LONGEST and not (_TONES[0] <= char <= _TONES[1] and widths[head] == 2):
                glyphs[head] += glyph
                widths[head] = cell_len(glyphs[head])
            glyphs.append("")
            widths.append(0)
            joins, flag = char == _ZWJ, False
            continue
        glyphs.append(glyph)
        widths.append(cell_len(glyph))
        if glyph:
            head, joins, flag = len(glyphs) - 1, char == _ZWJ, indicator
    return Measured(glyphs, widths)
