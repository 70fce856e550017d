"""Quotations with their speakers."""

from __future__ import annotations

import re

from tui.facts.document import Document
from tui.facts.model import Entity, Fact, Kind, Quotation, Span
from tui.facts.speech.marks import find_pairs

_AFTER = re.compile(
    r"[,.]?\s*(?:(?P<cue>said|says|told|added|wrote|asked)\s+(?P<who>[\w’'. -]{2,60}?)|"
    r"(?P<who2>[\w’'. -]{2,60}?)\s+(?P<cue2>said|says|told|added|wrote|asked))\b"
)


def find_quotes(doc: Document, names: list[Fact], entities: list[Entity]) -> list[Fact]:
    """All quotations of ``doc``, in text order."""
    out = []
    for q in find_pairs(doc):
        m = _AFTER.match(doc.text, q.end, min(len(doc.text), q.end + 90))
        speaker = cue = None
        if m:
            g, c = ("who", "cue") if m["who"] else ("who2", "cue2")
            speaker, cue = Span(*m.span(g)), Span(*m.span(c))
        detail = Quotation(speaker=speaker, cue=cue)
        out.append(Fact(Kind.QUOTE, q.start, q.end, detail, "speech.quote", "words between quotation marks", 0.8))
    return out
