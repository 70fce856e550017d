"""Whose a body is: "South Korea's Defense Ministry" is another body than the Defense Ministry of Japan."""

from __future__ import annotations

from tui.facts.names.classify import ORGANISATION, PLACE
from tui.facts.names.entities import Folded
from tui.facts.names.lexicon import Lexicon


def owners(entities: list[Folded], text: str, lex: Lexicon) -> None:
    """Give every ministry and the like the country that stands before it, and its name the country's."""
    places = {m.end: e for e in entities if e.kind == PLACE for m in e.mentions}
    for entity in entities:
        if entity.kind != ORGANISATION or entity.words[-1] not in lex.generic_body:
            continue
        for mention in entity.mentions:
            gap = text[max(0, mention.start - 3) : mention.start]
            if gap in ("'s ", "’s ") and mention.start - 3 in places:
                owner = places[mention.start - 3]
                entity.country = entity.country or owner.country
                entity.name = f"{owner.name}{gap}{entity.name}"
                break
            words = text[max(0, mention.start - 40) : mention.start].split()
            known = lex.known.get(" ".join(words[-2:])) or lex.known.get(words[-1] if words else "")
            if known is not None and known.sort == "demonym":
                entity.country = entity.country or known.country
                break
