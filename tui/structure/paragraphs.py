"""From plain text to units: what one paragraph, heading or list item was before it became lines.

Handles text with one line a paragraph, text with blank lines between paragraphs, and text wrapped hard at
some column (e-mail). Only one change is ever made to the text: line ends inside a hard-wrapped paragraph
become blanks, so every offset stays valid.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

NARROWEST, WIDEST = 35, 130
"""Columns between which a hard wrap is believed."""

_LIST = re.compile(r"(?:[-*+•·‣⁃▪■●○◦➤►✓✔–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \u00a0]+(?=\S)")
_QUOTED = re.compile(r"(?:>[ \u00a0]?)+")
_STOPS = frozenset('.!?:;…。！？”"»’)')


class Unit(NamedTuple):
    """One paragraph-like run, in code points: ``[start, end)`` without marker and outer blanks."""

    start: int
    end: int
    indent: int  # blanks before it
    blank: bool  # a blank line, or the beginning of the text, stands before it
    marker: str  # "•", "1.", ">" or ""
    joined: bool  # made of several hard-wrapped lines


class _Line(NamedTuple):
    start: int
    end: int
    indent: int
    blank: bool
    marker: str
    body: int  # where the words begin, behind the marker


def read_units(text: str) -> tuple[str, list[Unit]]:
    """``text`` with the hard line ends turned into blanks (same length), and its units in order.

    Linear in the length of ``text``; raises on no Unicode.
    """
    lines = _lines(text)
    width = _wrap_width(text, lines)
    units: list[Unit] = []
    cuts: list[int] = []  # offsets of line ends that become blanks
    i, count = 0, len(lines)
    while i < count:
        first = last = lines[i]
        i += 1
        if width:
            while i < count and _continues(text, first, last, lines[i], width):
                cuts.append(text.index("\n", last.end))
                last = lines[i]
                i += 1
        if first.body < last.end:
            units.append(Unit(first.body, last.end, first.indent, first.blank, first.marker, last is not first))
    if cuts:
        parts, at = [], 0
        for cut in cuts:
            parts.append(text[at:cut])
            at = cut + 1
        parts.append(text[at:])
        text = " ".join(parts)
    return text, units


def _lines(text: str) -> list[_Line]:
    out: list[_Line] = []
    start, blank = 0, True
    for raw in text.split("\n"):
        stripped = raw.lstrip()
        if not stripped:
            blank = True
            start += len(raw) + 1
            continue
        indent = len(raw) - len(stripped)
        begin = start + indent
        end = begin + len(stripped.rstrip())
        marker, body = "", begin
        if not stripped[0].isalpha() or stripped[1:2] in (".", ")"):
            m = _QUOTED.match(text, begin, end) or _LIST.match(text, begin, end)
            if m:
                marker, body = m[0].strip(), m.end()
                while body < end and text[body].isspace():
                    body += 1
        out.append(_Line(begin, end, indent, blank, marker, body))
        blank = False
        start += len(raw) + 1
    return out


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The column at which the text was wrapped, 0 if it was not.

    Evidence: many line ends that fall inside a sentence (no stop before, no capital after) on lines
    about as long as the longest.
    """
    sizes = sorted([a.end - a.start + a.indent for a, b in pairwise(lines) if not b.blank and not b.marker])
    width = sizes[(len(sizes) * 19) // 20] if len(sizes) > 1 else 0
    if not NARROWEST <= width <= WIDEST:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if not b.blank and not b.marker]
    inside = 0
    for a, b in pairs:
        first = text[b.start]
        if (
            text[a.end - 1] not in _STOPS
            and not first.isupper()
            and not first.isdigit()
            and (a.end - a.start) * 5 >= width * 3
        ):
            inside += 1
    return width if inside >= 2 and inside * 5 >= len(pairs) else 0


def _continues(text: str, first: _Line, a: _Line, b: _Line, width: int) -> bool:
    """Whether line ``b`` goes on with the paragraph that began with ``first`` and has reached ``a``."""
    if b.blank or b.marker or first.marker == ">":
        return False
    space = text.find(" ", b.start, b.end)
    word = (b.end if space < 0 else space) - b.start
    reach = a.indent + a.end - a.start + 1 + word
    stopped = text[a.end - 1] in _STOPS
    if not stopped and text[b.start].islower():
        return reach * 10 > width * 6
    if b.indent > a.indent and not first.marker:  # an indented first line begins a paragraph
        return False
    return reach > width if stopped else reach * 10 > width * 9
