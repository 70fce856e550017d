"""Claims: reported speech and thought, with who says it."""

from __future__ import annotations

import re

from tui.facts.document import Document
from tui.facts.model import Claim, Entity, Fact, Kind, Span

_SAID = re.compile(r"(?P<who>[\w’'. -]{2,80}?) (?P<cue>said|says|announced|denied|expected)\b")
_ACCORDING = re.compile(r"(?P<cue>[Aa]ccording to) (?P<who>[^,.;\n]{2,80})")


def find_claims(doc: Document, names: list[Fact], entities: list[Entity], quotes: list[Fact]) -> list[Fact]:
    """All claims of ``doc``, in text order."""
    out = []
    if doc.language != "en":
        return []
    for start, end in doc.sentences:
        m = _ACCORDING.search(doc.text, start, end) or _SAID.search(doc.text, start, end)
        if m:
            detail = Claim("said", Span(*m.span("who")), -1, Span(*m.span("cue")), (Span(start, end),))
            out.append(Fact(Kind.CLAIM, start, end, detail, "speech.said", "a word of saying", 0.6))
    return out
