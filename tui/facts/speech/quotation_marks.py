"""Pairs of quotation marks: what stands between an opening and a closing mark, paragraph by paragraph.

Typewriter and typographic marks, guillemets in both directions, German „…“, single marks told from
apostrophes, marks for inches and feet left out. One pass over the marks, a stack of at most two
levels: linear whatever the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.facts.document import Document

_MARK = re.compile("``|''|[\"“”„‟«»‹›「」『』]|(?<!\\w)[‘’‚'](?=[^\\s])|(?<=[^\\s])['’‘](?!\\w)")
_ELISION = re.compile(r"(?:\d\ds?\b|(?:em|cause|til|till|tis|twas|bout|round|n|cuz|neath)\b)", re.I)
_CLOSES = {"„": '“”"‟', "「": "」", "『": "』", "‹": "›", "›": "‹"}
_SINGLE = frozenset("‘’‚'")
_OPENERS_BEFORE = "([{—–-/\"“„«‘'"


class Quoted(NamedTuple):
    """Half-open spans in code points: with the marks, and between them."""

    start: int
    end: int
    inner: int
    inner_end: int
    closed: bool
    single: bool
    nested: bool  # lies inside another pair
    block: int  # index into Document.blocks


def find_pairs(doc: Document) -> list[Quoted]:
    """All quoted stretches of the read blocks, in text order.

    A double mark that is never closed runs to the end of its block (``closed`` is False); an
    unclosed single one is an apostrophe and dropped.
    """
    out: list[Quoted] = []
    text = doc.text
    for number, block in enumerate(doc.blocks):
        first = _MARK.search(text, block.start, block.end)
        if first is not None:
            _pair_block(text, block.start, block.end, number, first.start(), out)
    out.sort(key=lambda q: (q.start, -q.end))
    return out


def _pair_block(text: str, start: int, end: int, number: int, first: int, out: list[Quoted]) -> None:
    marks = [(m.start(), m[0]) for m in _MARK.finditer(text, first, end)]
    double = single = -1  # where the open mark of each level stands
    opener = ""
    for i, (at, mark) in enumerate(marks):
        size = len(mark)
        before = text[at - 1] if at > start else " "
        after = text[at + size] if at + size < end else " "
        if mark in _SINGLE:
            if single >= 0 and _ends_single(text, marks, i, before, after, end):
                inside = double >= 0 and double < single
                out.append(Quoted(single, at + 1, single + 1, at, True, True, inside, number))
                single = -1
            elif mark != "’" and _opens_single(text, at, before, after):
                single = at
            continue
        if double >= 0 and _ends_double(opener, mark, before, after):
            if at > double + 1:
                inside = 0 <= single < double
                out.append(Quoted(double, at + size, double + len(opener), at, True, False, inside, number))
            if single > double:
                single = -1
            double = -1
        elif _opens_double(mark, before, after, double >= 0):
            if single >= 0 and double >= 0 and single > double:
                single = -1
            double, opener = at, mark
    if double >= 0 and end - double > 2:
        out.append(Quoted(double, end, double + len(opener), end, False, False, False, number))


def _opens_double(mark: str, before: str, after: str, is_open: bool) -> bool:
    if mark in "“„‟「『" or mark == "``":
        return True
    if mark in "«‹":
        return not is_open
    if mark in "»›":
        return not is_open and not after.isspace() and (before.isspace() or before in _OPENERS_BEFORE)
    if after.isspace():
        return False
    if mark in "”''":
        return not is_open and (before.isspace() or before in _OPENERS_BEFORE) and not after.isspace()
    return not before.isdigit() and (not before.isalnum() or (is_open is False and before.isalpha() is False))


def _ends_double(opener: str, mark: str, before: str, after: str) -> bool:
    if opener in _CLOSES:
        return mark in _CLOSES[opener]
    if opener in "«»":
        return mark in "«»" and mark != opener
    if opener in ("``", "''") or mark == "''":
        return mark == "''" and opener in ("``", "''")
    if mark == "”":
        return True
    if mark != '"':
        return False
    opening = (before.isspace() or before in "([{—–") and (after.isalnum() or after in "[(‘'")
    return not opening


def _opens_single(text: str, at: int, before: str, after: str) -> bool:
    if not (before.isspace() or before in _OPENERS_BEFORE) or after.isspace():
        return False
    return not _ELISION.match(text, at + 1, at + 8)


def _ends_single(text: str, marks: list[tuple[int, str]], i: int, before: str, after: str, end: int) -> bool:
    """Whether the single mark number ``i`` closes, rather than standing as a plural's apostrophe."""
    if before.isspace() or after.isalnum():
        return False
    at = marks[i][0]
    if before in "sS" and after.isspace() and at + 2 < end and text[at + 2].islower():
        later = marks[i + 1] if i + 1 < len(marks) else None
        if later and later[1] in "’'" and later[0] - at < 80:
            stretch = text[at + 1 : later[0]]
            return any(c in ".!?" for c in stretch[:-1])
    return True
