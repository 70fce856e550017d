"""Words that are no name and yet surely mean one: "the ministry", "the South Korean ministry", "he".

Each rule speaks only where the article leaves a single answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.facts.model import Span
from tui.facts.names.classify import ORGANISATION, PERSON
from tui.facts.names.entities import Folded
from tui.facts.names.lexicon import Lexicon

_MANY = 8
_PRONOUNS = {"he", "she", "He", "She"}


@dataclass(frozen=True, slots=True)
class Nominal:
    """A stretch that means ``entity``, and the rule that says so."""

    span: Span
    entity: Folded
    rule: str


def nominals(
    text: str,
    tokens: tuple[list[str], list[int], list[int]],
    blocks: list[int],
    entities: list[Folded],
    lex: Lexicon,
) -> list[Nominal]:
    """All of them in the order of the text; ``blocks`` are the starts of the article's blocks."""
    words, starts, ends = tokens
    by_head: dict[str, list[Folded]] = {}
    for entity in entities:
        if entity.kind == ORGANISATION:
            for word in {
                entity.words[-1].lower(),
                *(w.lower() for w in entity.words if w.lower() in lex.nominal),
            }:
                by_head.setdefault(word, []).append(entity)
    persons = [e for e in entities if e.kind == PERSON]
    out: list[Nominal] = []
    looked = {h for h in by_head if h in lex.nominal} | (_PRONOUNS if len(persons) == 1 else set())
    for i in [i for i, word in enumerate(words) if word in looked]:
        if words[i] not in _PRONOUNS:
            found = _body(i, words, starts, ends, by_head[words[i]], lex)
            if found is not None:
                out.append(found)
        else:
            only = persons[0]
            if min(only.mentions).start < starts[i]:
                out.append(Nominal(Span(starts[i], ends[i]), only, "the only person named"))
    return out


def _body(
    i: int, words: list[str], starts: list[int], ends: list[int], bodies: list[Folded], lex: Lexicon
) -> Nominal | None:
    """ "the ministry" or "the South Korean ministry", when one ministry only is named."""
    first = i
    country = ""
    for length in (2, 1):
        k = i - length
        if k > 0:
            known = lex.known.get(" ".join(words[k:i]))
            if known is not None and known.sort == "demonym":
                first, country = k, known.country
                break
    if first < 1 or words[first - 1] not in ("the", "The"):
        return None
    if i + 1 < len(words) and words[i + 1] in ("of", "for"):
        return None
    if len(bodies) > _MANY:
        return None
    fit = [b for b in bodies if not country or not b.country or b.country == country]
    if len(fit) != 1 or min(fit[0].mentions).start > starts[i]:
        return None
    return Nominal(Span(starts[first], ends[i]), fit[0], "the only one of its sort named")
