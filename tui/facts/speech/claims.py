"""Claims: reported speech and thought, with who says it."""

from __future__ import annotations

from tui.facts.document import Document
from tui.facts.model import Claim, Entity, Fact, Kind, Span
from tui.facts.speech.analysis import analyse
from tui.facts.speech.attribution_model import Attribution, source_span, span_of
from tui.facts.speech.who.speakers import Speakers, speakers


def find_claims(doc: Document, names: list[Fact], entities: list[Entity], quotes: list[Fact]) -> list[Fact]:
    """All claims of ``doc``, in text order."""
    found = analyse(doc).found
    who = speakers(doc, names, entities, found)
    out = []
    for a in found:
        fact = _claim(doc, who, a)
        if fact:
            out.append(fact)
    out.sort(key=lambda f: (f.start, f.end))
    return out


def _claim(doc: Document, speakers: Speakers, a: Attribution) -> Fact | None:
    u = a.unit
    content = sorted([*(span_of(u, p) for p in a.parts if p[1] > p[0]), *(Span(*m) for m in a.more)])
    if not content:
        return None
    source = source_span(doc.text, a)
    cue = span_of(u, a.cue)
    edges = [cue, *content, *([source] if source else [])]
    who = speakers.of(a)
    detail = Claim(a.modality, source, who.entity, cue, tuple(content), a.negated)
    start, end = min(x.start for x in edges), max(x.end for x in edges)
    return Fact(
        Kind.CLAIM, start, end, detail, "speech." + a.rule, _reason(doc.text, a, cue, source, who.why), a.confidence
    )


def _reason(text: str, a: Attribution, cue: Span, source: Span | None, resolved: str) -> str:
    who = f"source “{text[source.start : source.end][:60]}”" if source else "no source named"
    who += f" ({resolved})" if resolved else ""
    word = text[cue.start : cue.end][:40]
    sort = "sign" if a.word.kind in ("sign", "other") else a.word.kind
    return f"{sort} “{word}” with {_FORMS.get(a.rule, a.rule)}; {who}"


_FORMS = {
    "quote": "a quotation beside it",
    "beside": "a name and a verb after a quotation",
    "colon": "what follows the colon",
    "that": "a clause with “that”",
    "question": "a clause with a question word",
    "clause": "a clause of its own",
    "infinitive": "“to” and a verb",
    "preposition": "its preposition",
    "np": "a noun phrase as what is said",
    "parenthesis": "the clause that it follows",
    "passive": "its subject, in the passive",
    "expected": "“to” and a verb",
    "noun": "what is said after the noun",
    "adjective": "what is said after the adjective",
    "according": "the sentence around it",
    "forum": "the sentence after it",
    "label": "what follows the sign",
    "dash": "the quotation before it",
    "unattributed": "the clause around it",
}
