"""Mentions to entities, by rules that can be read: each mention knows why it was folded.

1. The same words are the same thing.
2. A person's last name (first for names that put it there), or a sure first name, stands for the one
   person named in full; with two such persons, for the one named in full last before it.
3. Names that differ only by middle names, initials or "Jr" are one person.
4. A short form in brackets or of first letters is the body or place it abbreviates; "Yara" is "Yara ASA".
5. Names of one country are one place.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from tui.facts.model import Entity, Kind, Span
from tui.facts.names.chunks import Candidate
from tui.facts.names.classify import ORGANISATION, PERSON, PLACE, Group
from tui.facts.names.lexicon import Lexicon

_MANY = 20  # people of one surname that are told apart
KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)


@dataclass(slots=True)
class Folded:
    """An entity in the making."""

    kind: int
    words: tuple[str, ...]
    name: str
    mentions: list[Span] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)
    short: str = ""
    country: str = ""
    why: list[str] = field(default_factory=list)
    full: list[int] = field(default_factory=list)  # where it is named in full

    def because(self, reason: str) -> None:
        if reason not in self.why:
            self.why.append(reason)


class Folder:
    """Folds the judged groups of one article."""

    def __init__(self, text: str, lex: Lexicon) -> None:
        self.text = text
        self.lex = lex
        self.entities: list[Folded] = []
        self.tails: dict[str, Folded] = {}  # "von der leyen"
        self.of: dict[int, Folded] = {}  # by the id of a candidate

    def fold(self, groups: list[Group]) -> None:
        """Make the entities of ``groups`` (persons, organisations and places), longest names first."""
        order = sorted(groups, key=lambda g: (-len(g.words), g.members[0].start))
        made: dict[tuple[int, tuple[str, ...]], Folded] = {}
        surnames: dict[str, list[Folded]] = {}
        given: dict[str, list[Folded]] = {}
        bodies: dict[str, list[Folded]] = {}
        letters: dict[str, Folded] = {}
        countries: dict[str, Folded] = {}
        for group in order:
            if group.kind == PERSON:
                self._person(group, made, surnames, given)
            else:
                self._thing(group, made, bodies, letters, countries)
        self.entities.sort(key=lambda e: min(m.start for m in e.mentions))

    def _new(self, group: Group) -> Folded:
        c = group.members[0]
        known = c.known
        country = known.country if known and group.kind == PLACE else ""
        name = " ".join(c.words) if c.known and len(c.words) > 1 else self._words(c)
        entity = Folded(group.kind, group.words, name, country=country)
        self.entities.append(entity)
        return entity

    def _words(self, c: Candidate) -> str:
        words = " ".join(self.text[c.start : c.end].split())
        return words.title() if words.isupper() and len(words) > 6 and " " in words else words

    def _put(self, entity: Folded, c: Candidate, why: str = "") -> None:
        entity.mentions.append(Span(c.start, c.end))
        self.of[id(c)] = entity
        if why:
            entity.because(why)

    def _person(
        self,
        group: Group,
        made: dict[tuple[int, tuple[str, ...]], Folded],
        surnames: dict[str, list[Folded]],
        given: dict[str, list[Folded]],
    ) -> None:
        words = self._core(group.words)
        if len(words) > 1:
            key = (PERSON, (words[0], words[-1]))
            entity = made.get(key) or self.tails.get(" ".join(words).lower())
            if entity is None:
                entity = made[key] = self._new(group)
                family = words[0] if words[0] in self.lex.surname and words[-1] not in self.lex.family else words[-1]
                surnames.setdefault(family, []).append(entity)
                if family != words[0] and words[0] in self.lex.surname:
                    surnames.setdefault(words[0], []).append(entity)
                given.setdefault(words[0], []).append(entity)
                for k, word in enumerate(words[1:-1], 1):
                    if word in self.lex.particle:
                        self.tails[" ".join(words[k:]).lower()] = entity
                        break
                why = ""
            else:
                why = "same first and last name"
            for c in group.members:
                insort(entity.full, c.start)
                self._put(entity, c, why)
            return
        holders = surnames.get(words[0], [])
        why = "last name alone"
        if not holders:
            holders, why = given.get(words[0], []), "first name alone"
        alone: Folded | None = None
        for c in group.members:
            holder = _latest(holders, c.start) if holders else None
            if holder is None:
                alone = alone or self._new(group)
                self._put(alone, c, "same words" if len(group.members) > 1 else "")
            else:
                self._put(holder, c, why if len(holders) == 1 else f"{why}; of those so named the last one before")

    def _core(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Less "Jr" and titles: what two spellings of a name share."""
        kept = tuple(w for w in words if w.rstrip(".") not in self.lex.suffix)
        return kept or words

    def _thing(
        self,
        group: Group,
        made: dict[tuple[int, tuple[str, ...]], Folded],
        bodies: dict[str, list[Folded]],
        letters: dict[str, Folded],
        countries: dict[str, Folded],
    ) -> None:
        known = group.members[0].known
        words = group.words
        short = len(words) == 1 and words[0].isupper() and len(words[0]) > 1
        key = (group.kind, words)
        entity: Folded | None = None
        why = ""
        code = known.country if known and known.sort == "country" else ""
        if code and group.kind == PLACE:
            entity = countries.get(code)
            why = "names of one country"
        if entity is None and group.long is not None and group.long.kind == group.kind:
            entity = self.of.get(id(group.long.members[0]))
            why = f"short form of {entity.name}" if entity else ""
            if entity and short:
                entity.short = entity.short or words[0]
        if entity is None and group.kind == ORGANISATION and not short and not known:
            entity = next(iter(bodies.get(" ".join(words), [])), None)
            why = f"short form of {entity.name}" if entity else ""
        if entity is None:
            entity = made[key] = self._new(group)
            why = ""
            if code and group.kind == PLACE:
                countries[code] = entity
            if group.kind == ORGANISATION:
                for k in range(1, len(words)):
                    if all(w.rstrip(".") in self.lex.organisation_head for w in words[k:]):
                        bodies.setdefault(" ".join(words[:k]), []).append(entity)
        for c in group.members:
            entity.full.append(c.start)
            self._put(entity, c, why)

    def numbered(self) -> list[Entity]:
        """The entities in the order of their first mention."""
        out = []
        for number, e in enumerate(self.entities):
            roles = tuple(dict.fromkeys(sorted(e.roles)))
            why = "; ".join(e.why) or "same words"
            mentions = tuple(sorted(set(e.mentions)))
            out.append(Entity(number, KINDS[e.kind], e.name, mentions, roles, e.short, e.country, why))
        return out


def _latest(holders: list[Folded], at: int) -> Folded | None:
    """Of persons with one surname the one named in full last before ``at``; else the first named."""
    if len(holders) == 1:
        return holders[0]
    return max(holders[:_MANY], key=lambda e: e.full[i - 1] if (i := bisect_left(e.full, at)) else -e.full[0] - 1)
