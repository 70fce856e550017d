"""Names of an article: found, judged, folded into entities, with the roles that stand beside them."""

from __future__ import annotations

from tui.facts.document import Document
from tui.facts.model import Entity, Fact, Kind, Mention, NamedThing, Span
from tui.facts.names.around import Around
from tui.facts.names.capitals import Runs
from tui.facts.names.chunks import Candidate, Pieces
from tui.facts.names.classify import NONE, OTHER, PERSON, Group, judge
from tui.facts.names.coreference import Folder
from tui.facts.names.lexicon import lexicon
from tui.facts.names.nominal import nominals
from tui.facts.names.owners import owners
from tui.facts.names.pairs import parted
from tui.facts.names.roles import Roles
from tui.facts.names.weights import by_learning, by_rules

_KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.OTHER)
_KEPT = 0.3  # below this a name is not even kept unlit
_WHOLE = 1500  # code points of a text from which it is a whole article, where people are named in full or not at all
_PERSON_LINE = 0.6  # in whole articles a person below this is kept, not lit: of 13 so doubtful 6 were right
_UNNAMED = 0.45  # confidence of other things without a telling head word: kept, not lit


def find_names(doc: Document) -> tuple[list[Fact], list[Entity]]:
    """(mentions in the order of the text, entities); spans in code points of ``Article.text``.

    Rules and weights are for English; in other languages nothing is found rather than something wrong.
    """
    if doc.language not in ("en", ""):
        return [], []
    lex = lexicon()
    candidates, around = gather(doc)
    groups = judge(candidates, around, lex, by_learning() or by_rules())
    kept = [g for g in groups.values() if g.kind != NONE and g.sure >= _KEPT and not g.members[0].demonym]
    finder = Roles(doc.text, around.tokens, around.sentence_starts, lex)
    roles = {id(c): finder.of(c) for g in kept if g.kind == PERSON for c in g.members}

    def words_of(c: Candidate) -> str:
        role = roles[id(c)]
        return doc.text[slice(*role[0])] if role else ""

    folder = Folder(doc.text, lex, words_of)
    folder.fold([g for g in kept if g.kind != OTHER])
    found: list[tuple[Candidate, Group, Span | None, str]] = []
    for group in kept:
        for c in group.members:
            role = roles.get(id(c))
            if role is not None:
                folder.of[id(c)].roles.append(role[0])
            found.append((c, group, role[0] if role else None, role[1] if role else ""))
    owners(folder.entities, doc.text, lex)
    meant = nominals(doc.text, around.tokens, [b.start for b in doc.blocks], folder.entities, lex)
    for n in meant:
        n.entity.because(n.rule)
    numbers = {id(e): i for i, e in enumerate(folder.entities)}
    whole = len(doc.text) >= _WHOLE
    facts = [_fact(c, g, role, rule, numbers.get(id(folder.of.get(id(c))), -1), whole) for c, g, role, rule in found]
    for n in meant:
        mention = Mention(numbers[id(n.entity)], nominal=True)
        facts.append(Fact(_KINDS[n.entity.kind], *n.span, mention, "names.nominal", n.rule, 0.9))
    facts.sort(key=lambda f: (f.start, f.end))
    return facts, folder.numbered()


def _fact(c: Candidate, group: Group, role: Span | None, rule: str, number: int, whole: bool) -> Fact:
    kind = _KINDS[group.kind]
    why = group.why + (f"; {rule}" if rule else "")
    if group.kind == OTHER:
        sure = group.sure if c.head else min(group.sure, _UNNAMED)
        return Fact(kind, c.start, c.end, NamedThing(c.head or "other"), "names.other", why, round(sure, 2))
    sure = group.sure
    if whole and group.kind == PERSON and sure < _PERSON_LINE:
        sure = min(sure, _UNNAMED)
    return Fact(kind, c.start, c.end, Mention(number, role), f"names.{kind.value}", why, round(sure, 2))


def gather(doc: Document) -> tuple[list[Candidate], Around]:
    """Everything that may be a name, and what stands beside it."""
    lex = lexicon()
    runs = Runs(doc, lex)
    found = runs.find()
    headlines = [runs.headline(run) for run in found]
    inside: set[str] = set()
    for run, headline in zip(found, headlines, strict=True):
        if not headline:
            inside.update(run.words[1:] if run.initial else run.words)
    pieces = Pieces(doc.text, lex, inside)
    candidates: list[Candidate] = []
    for run, headline in zip(found, headlines, strict=True):
        candidates.extend(parted(pieces.split(run, headline), run, lex))
    return candidates, Around(doc.text, runs.tokens, runs.sentence_starts, lex)
