"""An entity in the making, and what makes them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.facts.model import Entity, Kind, Span
from tui.facts.names.chunks import Candidate
from tui.facts.names.classify import Group

KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)


@dataclass(slots=True)
class Folded:
    """An entity in the making: ``kind`` is a number of :data:`KINDS`, ``full`` where it is named in full."""

    kind: int
    words: tuple[str, ...]
    name: str
    mentions: list[Span] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)
    short: str = ""
    country: str = ""
    why: list[str] = field(default_factory=list)
    full: list[int] = field(default_factory=list)

    def because(self, reason: str) -> None:
        """Note why a mention was folded, each reason once."""
        if reason and reason not in self.why:
            self.why.append(reason)


class Maker:
    """Makes entities and remembers to which one each mention went."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Folded] = []
        self.of: dict[int, Folded] = {}  # by the id of a candidate

    def new(self, group: Group, country: str = "") -> Folded:
        """An entity named as the first mention of ``group``, without mentions yet."""
        c = group.members[0]
        name = " ".join(c.words) if c.known and len(c.words) > 1 else self._words(c)
        entity = Folded(group.kind, group.words, name, country=country)
        self.entities.append(entity)
        return entity

    def _words(self, c: Candidate) -> str:
        words = " ".join(self.text[c.start : c.end].split())
        return words.title() if words.isupper() and len(words) > 6 and " " in words else words

    def put(self, entity: Folded, c: Candidate, why: str = "") -> None:
        """Give ``entity`` the mention ``c``, for the reason ``why``."""
        entity.mentions.append(Span(c.start, c.end))
        self.of[id(c)] = entity
        entity.because(why)

    def numbered(self) -> list[Entity]:
        """The entities in the order of their first mention."""
        out = []
        for number, e in enumerate(self.entities):
            roles = tuple(dict.fromkeys(sorted(e.roles)))
            why = "; ".join(e.why) or "same words"
            mentions = tuple(sorted(set(e.mentions)))
            out.append(Entity(number, KINDS[e.kind], e.name, mentions, roles, e.short, e.country, why))
        return out
