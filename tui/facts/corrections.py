"""The reader's corrections, applied to what the engine found. Readable rules, no learning.

A rule names exact words and a kind; it rejects the highlight or gives it another kind. It never
touches a fact with other words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from tui.facts.model import Entity, Fact, Facts, Kind, Mention, Span


class Rule(Protocol):
    """What a correction must offer; the library's own record does."""

    @property
    def kind(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def new_kind(self) -> str: ...


REACH = 60
"""Code points in which the word beside a gap is looked for."""

_NAMED = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)


def words_of(fact: Fact, text: str) -> str:
    """The words that a rule names to mean this fact: its own on one line, of a gap those on either side of it."""
    if fact.start < fact.end:
        return " ".join(text[fact.start : fact.end].split())
    before = text[max(0, fact.start - REACH) : fact.start].split()[-1:]
    return " ".join(before + text[fact.end : fact.end + REACH].split()[:1])


def corrected(facts: Facts, text: str, rules: Iterable[Rule]) -> Facts:
    """``facts`` with rejected highlights gone and retyped ones changed; later rules win.

    ``retype`` works among people, organisations and places, whose details have one form; a name
    retyped to anything else is rejected. Who is named, and how often, changes with them.
    """
    by_key = {(r.kind, " ".join(r.words.split())): r for r in rules if r.action in ("reject", "retype")}
    if not by_key:
        return facts
    kept: list[Fact] = []
    gone: dict[int, set[Span]] = {}  # entity → mentions that are none of it any more
    moved: dict[tuple[int, str, Kind], list[int]] = {}  # entity, words, new kind → their places in ``kept``
    for fact in facts.facts:
        words = words_of(fact, text)
        rule = by_key.get((str(fact.kind), words))
        if rule is None:
            kept.append(fact)
            continue
        kind = next((k for k in _NAMED if k.value == rule.new_kind), None) if rule.action == "retype" else None
        if isinstance(fact.detail, Mention):
            gone.setdefault(fact.detail.entity, set()).add(fact.span)
            if kind is not None:
                moved.setdefault((fact.detail.entity, words, kind), []).append(len(kept))
                kept.append(replace(fact, kind=kind, rule="corrected", why="you said so", confidence=1.0))
    entities = [_without(entity, gone.get(entity.number, set()), text) for entity in facts.entities]
    for (number, words, kind), places in moved.items():
        new = Entity(len(entities), kind, words, tuple(kept[i].span for i in places), why="you said so")
        if 0 <= number < len(facts.entities) and not entities[number].mentions:
            new = replace(facts.entities[number], kind=kind, mentions=new.mentions)  # all of it has another kind
            entities[number] = new
        else:
            entities.append(new)
        for i in places:
            detail = kept[i].detail
            assert isinstance(detail, Mention)
            kept[i] = replace(kept[i], detail=replace(detail, entity=new.number))
    return replace(facts, facts=tuple(kept), entities=tuple(entities))


def _without(entity: Entity, mentions: set[Span], text: str) -> Entity:
    """An entity without some mentions; its name is then the longest of what is left."""
    if not mentions.intersection(entity.mentions):
        return entity
    left = tuple(span for span in entity.mentions if span not in mentions)
    forms = [" ".join(text[a:b].split()) for a, b in left]
    lost = {" ".join(text[a:b].split()) for a, b in mentions}
    name = max(forms, key=len) if forms and entity.name in lost else entity.name
    return replace(entity, mentions=left, name=name)
