"""The reader's corrections, applied to what the engine found. Readable rules, no learning.

A rule names exact words and a kind; it rejects the highlight or gives it another kind. It never
touches a fact with other words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from tui.facts.model import Fact, Facts, Kind, Mention


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


_NAMED = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)


def corrected(facts: Facts, text: str, rules: Iterable[Rule]) -> Facts:
    """``facts`` with rejected highlights gone and retyped ones changed; later rules win.

    ``retype`` works among people, organisations and places, whose details have one form; a name
    retyped to anything else is rejected.
    """
    by_key = {(r.kind, " ".join(r.words.split())): r for r in rules if r.action in ("reject", "retype")}
    if not by_key:
        return facts
    kept: list[Fact] = []
    for fact in facts.facts:
        rule = by_key.get((fact.kind.value, " ".join(text[fact.start : fact.end].split())))
        if rule is None:
            kept.append(fact)
        elif rule.action == "retype" and isinstance(fact.detail, Mention):
            kind = next((k for k in _NAMED if k.value == rule.new_kind), None)
            if kind is not None:
                kept.append(replace(fact, kind=kind, rule="corrected", why="you said so", confidence=1.0))
    return replace(facts, facts=tuple(kept))
