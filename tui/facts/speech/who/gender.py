"""Which pronoun a person takes, as far as the text or a given name tells."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tui.facts.model import Entity, Kind
from tui.facts.speech.lexicon import word_set


@cache
def _given_names() -> dict[str, str]:
    path = Path(__file__).parents[2] / "lexicons" / "names_gender.txt"
    rows = [line.split() for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {name: row[0] for row in rows for name in row[1:]}


class Gender:
    """Pronouns of the people of one article; asked lazily, remembered."""

    def __init__(self, text: str, entities: list[Entity]) -> None:
        self._text = text
        self._entities = entities
        self._known: dict[int, str] = {}

    def of(self, entity: int) -> str:
        """ "he", "she", or "" where nothing tells; a title in the text counts before the given name."""
        if entity not in self._known:
            listed = 0 <= entity < len(self._entities)
            self._known[entity] = self._find(self._entities[entity]) if listed else ""
        return self._known[entity]

    def of_title(self, word: str) -> str:
        """The pronoun that a title or a job word asks for: “Mr.”, “Ms”, “spokeswoman”."""
        low = word.rstrip(".").lower()
        return "he" if low in word_set("titles_he") else "she" if low in word_set("titles_she") else ""

    def _find(self, entity: Entity) -> str:
        if entity.kind is not Kind.PERSON:
            return ""
        for mention in entity.mentions[:20]:
            words = self._text[max(0, mention.start - 14) : mention.start].split()
            first = self._text[mention.start : mention.end].split()
            for word in (*words[-1:], *first[:1]):
                told = self.of_title(word)
                if told:
                    return told
        for role in entity.roles[:6]:
            for word in self._text[role.start : role.end].split():
                told = self.of_title(word)
                if told:
                    return told
        words = entity.name.split()
        return _given_names().get(words[0], "") if len(words) > 1 else ""
