"""Tables in text without markup: neighbouring lines whose cells are parted by bars or by wide blanks."""

from __future__ import annotations

import re

from tui.structure.drafts import Draft
from tui.text.article import BlockKind

_WIDE = re.compile(r"(?<=\S) {3,}(?=\S)")
_RULE = re.compile(r"[-=+| :]{5,}")
MOST_CELL = 60
"""Code points that a cell has at most on average."""


def mark_tables(drafts: list[Draft]) -> None:
    """Turns runs of such paragraphs into table rows: two at least with bars, three with blanks. Linear."""
    run: list[Draft] = []
    shape = ("", 0)
    for draft in drafts:
        now = _cells(draft)
        if run and now != shape and not (now[0] == "-" and shape[0] == "|"):
            _take(run, shape)
            run = []
        if now[1] or now[0] == "-":
            if not run:
                shape = now
            run.append(draft)
    _take(run, shape)


def _cells(draft: Draft) -> tuple[str, int]:
    """(what parts the cells, how often); ("", 0) for a line without cells."""
    line = draft.line
    if "|" not in line and "   " not in line and "---" not in line and "===" not in line:
        return "", 0
    if draft.kind is not BlockKind.PARAGRAPH or draft.fixed or len(line) > 400:
        return "", 0
    if line[0] in "-=+|:" and _RULE.fullmatch(line):
        return "-", 0
    bars = line.strip("| ").count("|")
    if bars and len(line) <= MOST_CELL * (bars + 1):
        return "|", bars
    wide = len(_WIDE.findall(line)) if "   " in line else 0
    if wide and len(line) <= MOST_CELL * (wide + 1):
        return " ", wide
    return "", 0


def _take(run: list[Draft], shape: tuple[str, int]) -> None:
    rows = [d for d in run if not _RULE.fullmatch(d.line)]
    if len(rows) < (2 if shape[0] == "|" else 3) or shape[0] == "-":
        return
    for draft in run:
        draft.take(BlockKind.TABLE_ROW, 0.8, "one of several lines with as many cells")
