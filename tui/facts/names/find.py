"""Names of an article: found, judged, folded into entities, with the roles that stand beside them."""

from __future__ import annotations

from tui.facts.document import Document
from tui.facts.model import Entity, Fact, Kind, Mention, NamedThing, Span
from tui.facts.names.evidence import Around
from tui.facts.names.lexicon import lexicon
from tui.facts.names.pieces import Candidate, Pieces
from tui.facts.names.runs import Runs
from tui.facts.names.typing import NONE, OTHER, Group, judge
from tui.facts.names.weights import by_learning, by_rules

_KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.OTHER)
_KEPT = 0.3  # below this a name is not even kept unlit


def find_names(doc: Document) -> tuple[list[Fact], list[Entity]]:
    """(mentions in the order of the text, entities); spans in code points of ``Article.text``.

    Rules for English; in other languages nothing is found rather than something wrong.
    """
    if doc.language not in ("en", ""):
        return [], []
    candidates, around = gather(doc)
    groups = judge(candidates, around, lexicon(), by_learning() or by_rules())
    return _fold(groups)


def gather(doc: Document) -> tuple[list[Candidate], Around]:
    """Everything that may be a name, and what stands beside it."""
    lex = lexicon()
    pieces = Pieces(doc.text, lex)
    runs = Runs(doc, lex)
    candidates: list[Candidate] = []
    for run in runs.find():
        candidates.extend(pieces.split(run, False))
    return candidates, Around(runs.tokens, runs.sentence_starts, lex)


def _fold(groups: dict[tuple[str, ...], Group]) -> tuple[list[Fact], list[Entity]]:
    facts: list[Fact] = []
    entities: list[Entity] = []
    numbers: dict[int, int] = {}
    order = sorted((g for g in groups.values() if g.kind not in (NONE,)), key=lambda g: g.members[0].start)
    members: list[list[Span]] = []
    heads: list[Group] = []
    for group in order:
        if group.sure < _KEPT or group.kind == OTHER:
            continue
        root = group.long if group.long is not None and group.long.kind == group.kind else group
        if id(root) not in numbers:
            numbers[id(root)] = len(heads)
            heads.append(root)
            members.append([])
        members[numbers[id(root)]].extend(Span(c.start, c.end) for c in group.members)
    for group in order:
        if group.sure < _KEPT:
            continue
        kind = _KINDS[group.kind]
        root = group.long if group.long is not None and group.long.kind == group.kind else group
        for c in group.members:
            detail = NamedThing(c.head or "work") if group.kind == OTHER else Mention(numbers[id(root)])
            sure = round(min(group.sure, 0.45) if group.kind == OTHER and not c.head else group.sure, 2)
            facts.append(Fact(kind, c.start, c.end, detail, f"names.{kind.value}", group.why, sure))
    for number, root in enumerate(heads):
        known = root.members[0].known
        entities.append(
            Entity(
                number,
                _KINDS[root.kind],
                " ".join(root.words),
                tuple(sorted(members[number])),
                country=known.country if known and _KINDS[root.kind] is Kind.PLACE else "",
            )
        )
    facts.sort(key=lambda f: f.start)
    return facts, entities
