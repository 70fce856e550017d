"""Mentions to entities, by rules that can be read: each mention knows why it was folded.

People are folded in :mod:`tui.facts.names.people`. Of bodies and places

1. the same words are the same thing;
2. a short form in brackets or of first letters is the body or place it abbreviates;
3. "Yara" is "Yara ASA": the first word, where all others say only what form of company it is;
4. names of one country are one place.

"Congress" is not folded into "Reconstruction Congress", nor "Strava" into "Strava Community Hub".
"""

from __future__ import annotations

from collections.abc import Callable

from tui.facts.model import Entity
from tui.facts.names.chunks import Candidate
from tui.facts.names.classify import ORGANISATION, PERSON, PLACE, Group
from tui.facts.names.countries import Countries
from tui.facts.names.entities import Folded, Maker
from tui.facts.names.lexicon import Lexicon
from tui.facts.names.people import People

_OFTEN = 5  # times that a short form stands for one of the long form, to give the entity its name


class Folder:
    """Folds the judged groups of one article. ``roles`` gives the words of a mention's role, "" for none."""

    def __init__(self, text: str, lex: Lexicon, roles: Callable[[Candidate], str]) -> None:
        self.text = text
        self.lex = lex
        self.maker = Maker(text)
        self.people = People(text, lex, self.maker, roles)
        self.bodies: dict[str, Folded] = {}
        self.by_country: dict[str, Folded] = {}

    @property
    def entities(self) -> list[Folded]:
        """What was made, in the order of first mentions."""
        return self.maker.entities

    @property
    def of(self) -> dict[int, Folded]:
        """The entity of each mention, by the id of its candidate."""
        return self.maker.of

    def fold(self, groups: list[Group]) -> None:
        """Make the entities of ``groups`` (persons, organisations and places), longest names first."""
        countries = Countries(self.text, groups, self.lex)
        for group in sorted(groups, key=lambda g: (-len(g.words), g.members[0].start)):
            if group.kind == PERSON:
                self.people.fold(group)
            else:
                self._thing(group, countries)
        self._as_the_text_says(groups)
        self.maker.entities.sort(key=lambda e: min(m.start for m in e.mentions))

    def _as_the_text_says(self, groups: list[Group]) -> None:
        """Name a body by its letters where the text hardly ever gives it in full: "Nato", spelt out once in 26."""
        for group in groups:
            if group.by == "letters" and id(group.members[0]) in self.of:
                entity = self.of[id(group.members[0])]
                if group.kind == ORGANISATION and (len(entity.mentions) - len(group.members)) * _OFTEN < len(
                    group.members
                ):
                    entity.name, entity.short = group.words[0], ""

    def _thing(self, group: Group, countries: Countries) -> None:
        known = group.members[0].known
        country = countries.of(group) if group.kind == PLACE else ""
        whole = country if known and known.sort == "country" and country == known.country else ""
        entity, why = self._long(group)
        if entity is None and whole:
            entity, why = self.by_country.get(whole), "names of one country"
        if entity is None:
            entity, why = self.maker.new(group, country), ""
            if whole:
                self.by_country[whole] = entity
            if group.kind == ORGANISATION:
                self._short_forms(group, entity)
        for c in group.members:
            entity.full.append(c.start)
            self.maker.put(entity, c, why)

    def _long(self, group: Group) -> tuple[Folded | None, str]:
        """(the entity that ``group`` is a short form of, why), (None, "") if it is none."""
        words, long = group.words, group.long
        short = len(words) == 1 and words[0].isupper() and len(words[0]) > 1
        if long is not None and long.kind == group.kind and (group.by != "first word" or self._corporate(long)):
            entity = self.of.get(id(long.members[0]))
            if entity is not None:
                if group.by in ("brackets", "letters"):
                    entity.short = entity.short or words[0]
                return entity, f"short form of {entity.name}"
        if group.kind == ORGANISATION and not short and not group.members[0].known:
            entity = self.bodies.get(" ".join(words))
            if entity is not None:
                return entity, f"short form of {entity.name}"
        return None, ""

    def _corporate(self, long: Group) -> bool:
        """Whether all words of a name but the first say only what form of company it is."""
        return all(w.rstrip(".") in self.lex.corporate for w in long.words[1:])

    def _short_forms(self, group: Group, entity: Folded) -> None:
        words = group.words
        for k in range(1, len(words)):
            if all(w.rstrip(".") in self.lex.corporate for w in words[k:]):
                self.bodies.setdefault(" ".join(words[:k]), entity)

    def numbered(self) -> list[Entity]:
        """The entities in the order of their first mention."""
        return self.maker.numbered()
