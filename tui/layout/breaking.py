"""Where lines end: at blanks, after hyphens and dashes, between ideographs, at the joints of a long address.

After Unicode Line Breaking (UAX 14) in the parts that news needs, the Chicago Manual (addresses) and
JIS X 4051 (what may not begin or end a line). Greedy, linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len

from tui.layout.cells import Measured, is_plain, measure

BLANKS = frozenset(" \t\n\r\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
"""Blanks at which a line may end; no-break spaces are none."""

_NOT_FIRST = frozenset(
    "、。，．,.:;!?！？：；)]}）］｝」』】〉》〕”’»…‥・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻%％"
)
_NOT_LAST = frozenset("([{（［｛「『【〈《〔“‘«$€£¥￥＄")

_SCHEME = re.compile(r"[(\[{<“‘\"']?(?:https?://|ftp://|www\.)")
_BLANK = re.compile(r"\s")

REACH = 2048
"""Code points over which the beginning of an address is looked for."""

ROOM = 16
"""Code points of an address that a line must have room for, or it begins on the next one."""


class Line(NamedTuple):
    """``text[start:stop]`` is drawn; the blanks ``text[stop:next]`` are swallowed at the line's end."""

    start: int
    stop: int
    next: int
    last: bool = False  # nothing follows in this stretch: never stretched to both edges


def wrap(text: str, start: int, end: int, width: int, inserts: Mapping[int, str] | None = None) -> list[Line]:
    """Lines of ``text[start:end]`` in at most ``width`` cells (2 at least), which tile it without a hole.

    ``inserts`` are strings drawn before the code point at their offset (``end``: behind everything).
    Only a cluster or an insert that is itself wider than ``width`` sticks out.
    """
    width = max(2, width)
    inserts = inserts or {}
    if not inserts and is_plain(text, start, end):
        sums, measured = None, None
    else:
        measured = measure(text, start, end)
        steps = list(measured.widths)
        for at, extra in inserts.items():
            if steps:
                steps[min(at - start, len(steps) - 1)] += cell_len(extra)
        sums = list(accumulate(steps, initial=0))
    final = end - 1 if end in inserts else end  # what is drawn behind everything needs a line to stand on
    lines: list[Line] = []
    at = start
    while True:
        if sums is None:
            limit = at + width
        else:
            limit = start + bisect_right(sums, sums[at - start] + width, at - start + 1) - 1
            if limit <= at and at < end:  # wider than the line
                limit = at + 1
                while limit < end and sums[limit - start + 1] == sums[limit - start]:
                    limit += 1
        if limit >= end:
            stop = end
            while stop > at + 1 and text[stop - 1] in BLANKS and stop - 1 not in inserts and end not in inserts:
                stop -= 1
            lines.append(Line(at, stop, end, True))
            return lines
        stop = _stop(text, at, limit, measured, start)
        after = stop
        while after < final and text[after] in BLANKS and after not in inserts:
            after += 1
        while stop > at + 1 and text[stop - 1] in BLANKS and stop - 1 not in inserts:
            stop -= 1
        lines.append(Line(at, stop, after, after >= end))
        if after >= end:
            return lines
        at = after


def _stop(text: str, at: int, limit: int, measured: Measured | None, start: int) -> int:
    """The best place in ``(at, limit]`` to end the line that begins at ``at``."""

    def within(i: int) -> bool:
        return bool(measured and not measured.glyphs[i - start])  # inside of a cluster

    found = _in_address(text, at, limit, within)
    if found:
        return found
    for i in range(limit, at, -1):
        if text[i] in BLANKS:
            if not text[at:i].isspace():
                return i
            continue
        if _may_part(text, i, at) and not within(i):
            return i
    for i in range(limit, max(at, limit - (limit - at) // 2), -1):
        if _is_joint(text[i - 1], text[i]) and i - at > 1 and not within(i):
            return i
    return limit


def _in_address(text: str, at: int, limit: int, within: Callable[[int], bool]) -> int:
    """Where to end a line that an address runs out of: before one that fits on a line, else at its last joint.

    0 when it is no address that runs out there.
    """
    if text[limit] in BLANKS:
        return 0
    low = max(0, limit - REACH)
    head = max(low, text.rfind(" ", low, limit) + 1, text.rfind("\n", low, limit) + 1)
    scheme = _SCHEME.match(text, head)
    if scheme is None:
        return 0
    before = head - 1 if head > at and not text[at:head].isspace() else 0
    whole = head + limit - at
    if before and (len(text) <= whole or _BLANK.search(text, limit, whole + 1) or limit - head < ROOM):
        return before
    least = max(scheme.end(), at + 1 if before else at + (limit - at) // 2)
    joints = (i for i in range(limit, least, -1) if _is_joint(text[i - 1], text[i]) and not within(i))
    return next(joints, before)


def _may_part(text: str, i: int, at: int) -> bool:
    """Whether a line may end between ``text[i - 1]`` and ``text[i]``, neither being a blank to swallow."""
    before, after = text[i - 1], text[i]
    if before < "\u2e80" and after < "\u2e80":
        if before in BLANKS:
            return True
        if before in "-\u2010":
            return after.isalpha() and i - at > 2 and text[i - 2].isalnum() and text[i - 3].isalnum()
        if before == "\u2014":
            return i - at > 1 and after.isalnum()
        return before == "\u2013" and i - at > 1 and after.isalpha()
    if before in BLANKS:
        return True
    return (_is_ideograph(before) or _is_ideograph(after)) and after not in _NOT_FIRST and before not in _NOT_LAST


def _is_ideograph(char: str) -> bool:
    """Ideographs, kana and full-width forms, between which lines may end; Hangul parts at blanks."""
    return (
        "\u2e80" <= char <= "\ua4cf"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffdf"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def _is_joint(before: str, after: str) -> bool:
    """Joints of an address: after a slash, a hyphen or "=", before any other sign."""
    return before in "/\\-_|=" or (after in ".?&#%~:,;@+" and before.isalnum())
