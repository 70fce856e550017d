"""Headings of text without markup: bare short lines over prose, lines of capitals, numbered ones, questions."""

from __future__ import annotations

from tui.article import BlockKind
from tui.structure.drafts import NOISE, Draft, inner_stop, is_question, last_sign

LONGEST = 200
"""No heading is longer, in code points."""

_NEVER_FIRST = frozenset("\"“‘'«„-–—*#@&…,;:.)]")
_JOINTS = frozenset(
    "and but or so yet if nor because though although however therefore then thus still instead und aber oder et mais ou pero y ma".split()
)


def mark_headings(drafts: list[Draft]) -> None:
    """Turns paragraphs into headings where shape and neighbours say so. Linear."""
    flow = [d for d in drafts if d.kind not in NOISE]
    for i, draft in enumerate(flow):
        if draft.fixed or draft.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or len(draft.line) > LONGEST:
            continue
        before = flow[i - 1] if i else None
        after = flow[i + 1] if i + 1 < len(flow) else None
        if after is None:
            continue
        if is_question(draft.line):
            _question(draft, before, after)
        else:
            _plain(draft, before, after, flow[i + 2] if i + 2 < len(flow) else None)


def _question(draft: Draft, before: Draft | None, after: Draft) -> None:
    line = draft.line
    words = line.split()
    if len(words) > 30 or after.kind is BlockKind.TABLE_ROW or is_question(after.line):
        return
    if draft.kind is BlockKind.LIST_ITEM and not draft.marker[:1].isdigit():
        return
    if line[0] in _NEVER_FIRST or line[0].islower() or words[0].strip(",").casefold() in _JOINTS:
        return
    if before is not None and (before.kind is BlockKind.HEADING or is_question(before.line)):
        return
    if len(after.line.split()) < 5 and last_sign(after.line) not in ".!:":
        return
    draft.take(BlockKind.HEADING, 0.8, "a line of its own that asks, with text below it")
    draft.level = draft.level or 2
    draft.asks = True


def _plain(draft: Draft, before: Draft | None, after: Draft, later: Draft | None) -> None:
    line = draft.line
    if len(line) > 110 or draft.kind is BlockKind.LIST_ITEM:
        return
    words = line.split()
    end = line[-1]
    capitals = line.isupper() and sum(map(str.isalpha, line)) > 3
    if len(words) > 12 or end in ".,;:…-–—" or last_sign(line) in ".…" or inner_stop(line) >= 0:
        return
    if not (line[0].isupper() or line[0].isdigit() or line[0] in "“\"‘«¿¡‘"):
        return
    if capitals:
        draft.take(BlockKind.HEADING, 0.9, "a short line in capitals")
    elif len(after.line.split()) >= 12 and last_sign(after.line) in ".!?:…":
        if before is not None and before.kind is BlockKind.PARAGRAPH and before.line.endswith(":") and len(words) > 8:
            return
        draft.take(BlockKind.HEADING, 0.7, "a short line without a stop over a longer paragraph")
    elif draft.blank and after.blank and later is not None and len(later.line.split()) >= 12 and is_question(after.line):
        draft.take(BlockKind.HEADING, 0.6, "a short line without a stop over another heading")
    else:
        return
    draft.level = 2
