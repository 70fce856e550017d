"""Mentions of people to persons, never two people as one: each mention knows why it was folded.

1. The same first and last name are one person, whatever stands between, in whatever case.
2. The end of a full name ("Suu Htay" of "Thant Mya Suu Htay") is that person.
3. A surname alone is the one person who bears it; failing that the one whose first name it is. Of two bearers "Mr"
   and "Ms" decide, then who is whose wife or son (the other is meant), then who was named in full last before it.
   Where two were named in full side by side and nothing decides, it stays open.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping

from tui.facts.names.chunks import Candidate
from tui.facts.names.classify import Group
from tui.facts.names.entities import Folded, Maker
from tui.facts.names.lexicon import Lexicon

_LONG = 6  # letters of a first name from which one wrong letter is taken for a slip
_MANY = 20  # people of one surname that are told apart
_SIDE_BY_SIDE = 160  # code points between the full names of two bearers that are named together
_SAID = (("ph", "f"), ("ck", "k"), ("c", "k"), ("y", "i"), ("z", "s"), ("v", "f"))
_CALLED_FIRST = frozenset({"Abu", "Umm", "Al", "El", "Bin", "Ibn", "St", "Van", "De", "Du", "La", "Le", "Mc", "O"})


class People:
    """Folds the mentions of persons. ``roles`` gives the words of a mention's role, "" for none."""

    def __init__(self, text: str, lex: Lexicon, maker: Maker, roles: Callable[[Candidate], str]) -> None:
        self.text, self.lex, self.maker, self.roles = text, lex, maker, roles
        self.made: dict[tuple[str, ...], Folded] = {}
        self.tails: dict[str, Folded] = {}  # "von der leyen", "suu htay"
        self.surnames: dict[str, list[Folded]] = {}
        self.middle: dict[str, list[Folded]] = {}
        self.given: dict[str, list[Folded]] = {}
        self.kin: set[int] = set()  # ids of those who are somebody's wife, son …
        self.gender: dict[int, str] = {}

    def fold(self, group: Group) -> None:
        """Put all mentions of ``group`` to persons. Longer names come first."""
        words = tuple(_plain(w) for w in group.words if w.rstrip(".") not in self.lex.suffix) or group.words
        if len(words) > 1:
            self._full(words, group)
        else:
            self._short(words[0], group)

    def _full(self, words: tuple[str, ...], group: Group) -> None:
        lower = tuple(w.lower() for w in words)
        key: tuple[str, ...] = (_sound(lower[0]), lower[-1])
        if words[0] in _CALLED_FIRST and len(words) > 2:
            key = (lower[0], lower[1], lower[-1])
        entity = self.made.get(key)
        why = "same first and last name"
        if entity is None:
            entity, why = self.tails.get(" ".join(lower)), "the end of the full name"
        if entity is None:
            entity, why = self._misspelt(lower), "first names that differ by one letter inside"
        if entity is None:
            why = ""
            entity = self.made[key] = self.maker.new(group)
            self._list(words, lower, entity)
        if _plain(entity.name) != entity.name and all(_plain(w) == w for w in group.words):
            entity.name = " ".join(self.text[group.members[0].start : group.members[0].end].split())
        for c in group.members:
            insort(entity.full, c.start)
            self.maker.put(entity, c, why)
            self._learn(entity, c)

    def _misspelt(self, lower: tuple[str, ...]) -> Folded | None:
        """A person with this last name whose long first name differs by one letter inside: a slip of the pen."""
        for (first, *_, last), entity in self.made.items():
            if last == lower[-1] and _one_letter_off(first, _sound(lower[0])):
                return entity
        return None

    def _list(self, words: tuple[str, ...], lower: tuple[str, ...], entity: Folded) -> None:
        lex = self.lex
        family = words[0] if words[0] in lex.surname and words[-1] not in lex.family else words[-1]
        self.surnames.setdefault(family, []).append(entity)
        if family != words[0] and words[0] in lex.surname:
            self.surnames.setdefault(words[0], []).append(entity)
        self.given.setdefault(words[0], []).append(entity)
        if len(words) > 2:
            if not lex.is_given(words[-2]) and words[-2].lower() not in lex.particle:
                self.middle.setdefault(words[-2], []).append(entity)
            for k in range(1, len(words) - 1):
                if k > 1 or words[k].lower() in lex.particle or not lex.is_given(words[k]):
                    self.tails.setdefault(" ".join(lower[k:]), entity)

    def _learn(self, entity: Folded, c: Candidate) -> None:
        """Remember what the words beside a full name say of the person's sex and kin."""
        said = self.roles(c).lower().replace("-", " ").split()
        title = self.text[slice(*c.title)].lower().replace(".", "").split() if c.title else []
        for word in (*title, *said[-1:]):
            sex = "f" if word in self.lex.female else "m" if word in self.lex.male else ""
            if sex:
                self.gender.setdefault(id(entity), sex)
        if said and said[-1] in self.lex.kin:
            self.kin.add(id(entity))

    def _short(self, word: str, group: Group) -> None:
        holders, why = self._holders(word)
        alone: Folded | None = None
        for c in group.members:
            holder, how = self._meant(holders, c)
            if holder is None:
                alone = alone or self.maker.new(group)
                self.maker.put(alone, c, "same words" if len(group.members) > 1 else "")
            else:
                self.maker.put(holder, c, f"{why}{how}")

    def _holders(self, word: str) -> tuple[list[Folded], str]:
        tables: tuple[tuple[Mapping[str, list[Folded]], str], ...] = (
            (self.surnames, "last name alone"),
            (self.middle, "first of two last names"),
            (self.given, "first name alone"),
        )
        for table, why in tables:
            if word in table:
                return table[word][:_MANY], why
        return [], ""

    def _meant(self, holders: list[Folded], c: Candidate) -> tuple[Folded | None, str]:
        """(the person meant by a name alone, how that was told); None where it stays open."""
        if len(holders) < 2:
            return (holders[0] if holders else None), ""
        title = self.text[slice(*c.title)].lower().replace(".", "").split() if c.title else []
        for word in title:
            sex = "f" if word in self.lex.female else "m" if word in self.lex.male else ""
            fit = [h for h in holders if self.gender.get(id(h), sex) == sex]
            sure = [h for h in fit if self.gender.get(id(h)) == sex]
            if sex and (len(fit) == 1 or len(sure) == 1):
                return (fit if len(fit) == 1 else sure)[0], f"; “{word.title()}” tells which"
        first = [h for h in holders if id(h) not in self.kin]
        if len(first) == 1 and not title:
            return first[0], "; the others are named as kin"
        last, before = self._latest(first or holders, c.start)
        if before is not None and abs(_before(last, c.start) - _before(before, c.start)) < _SIDE_BY_SIDE:
            return None, ""
        return last, "; of those so named the last one before"

    def _latest(self, holders: list[Folded], at: int) -> tuple[Folded, Folded | None]:
        """(the one named in full last before ``at``, the one before that)."""
        order = sorted(holders, key=lambda e: -_before(e, at))
        return order[0], order[1] if len(order) > 1 and _before(order[1], at) >= 0 else None


def _plain(name: str) -> str:
    """Words in capitals as they are written elsewhere: "REBECCA" at an article's beginning is Rebecca."""
    return " ".join(w.capitalize() if len(w) > 3 and w.isupper() and w.isalpha() else w for w in name.split(" "))


def _sound(first: str) -> str:
    """What spellings of one first name share: Brian and Bryan, Stephen and Steven, Sara and Sarah."""
    for written, said in _SAID:
        first = first.replace(written, said)
    bare = first.rstrip("h") or first
    return "".join(c for k, c in enumerate(bare) if k == 0 or c != bare[k - 1])


def _one_letter_off(one: str, two: str) -> bool:
    """Whether two names of six letters at least differ by one letter that is not among their first or last two."""
    if min(len(one), len(two)) < _LONG or abs(len(one) - len(two)) > 1 or one[:2] != two[:2] or one[-2:] != two[-2:]:
        return False
    i = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    short, long = sorted((one, two), key=len)
    return short[i:] == long[i + 1 :] if len(short) < len(long) else short[i + 1 :] == long[i + 1 :]


def _before(entity: Folded, at: int) -> int:
    """Where a person was named in full last before ``at``; who is named later only comes after all others."""
    i = bisect_left(entity.full, at)
    return entity.full[i - 1] if i else -entity.full[0] - 1
