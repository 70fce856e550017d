"""Claims: reported speech and thought, with who says it."""

from __future__ import annotations

from tui.facts.document import Document
from tui.facts.model import Claim, Entity, Fact, Kind, Span
from tui.facts.speech.analysis import analyse, span_of
from tui.facts.speech.attribution import Attribution


def find_claims(doc: Document, names: list[Fact], entities: list[Entity], quotes: list[Fact]) -> list[Fact]:
    """All claims of ``doc``, in text order."""
    out = []
    for a in analyse(doc).found:
        fact = _claim(doc, a)
        if fact:
            out.append(fact)
    out.sort(key=lambda f: (f.start, f.end))
    return out


def _claim(doc: Document, a: Attribution) -> Fact | None:
    u = a.unit
    span = lambda r: span_of(u, r)  # noqa: E731
    content = [span(p) for p in a.parts if p[1] > p[0]] + [Span(*m) for m in a.more]
    content.sort()
    if not content:
        return None
    source = span(a.source) if a.source else None
    cue = span(a.cue)
    edges = [cue, *content] + ([source] if source else [])
    detail = Claim(a.modality, source, -1, cue, tuple(content), a.negated)
    return Fact(Kind.CLAIM, min(x.start for x in edges), max(x.end for x in edges), detail, "speech." + a.rule, a.word.lemma + "/" + a.word.kind + "/" + a.word.form + ":" + ctx(a), a.confidence)


def ctx(a):
    from tui.facts.speech.phrases import group_start
    u=a.unit; k=a.cue[0]
    left, aux = group_start(u,k)
    prev=u.tags[left-1] if left else "^"
    m="modal" if aux & {"will","would","can","could","may","might","should","must","shall","won't","wouldn't"} else "do" if aux & {"do","does","did","don't","didn't","doesn't"} else "have" if aux & {"have","has","had"} else "be" if aux & {"is","are","was","were","be","been","being"} else ""
    return "out"+"."+prev+"."+m
