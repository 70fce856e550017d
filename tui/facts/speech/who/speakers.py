"""Who a source is: from the words of a source to an entity, with the reason.

Names by the head of the noun phrase (:mod:`tui.facts.speech.who.heads`). “he”, “the company”, “the prime minister” are
resolved where one reading is possible, by rules that look at who spoke last, whose sentence it is, and what pronoun a
name takes; otherwise they stay open, and the words themselves are shown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tui.facts.document import Document
from tui.facts.model import LIT, Entity, Fact, Kind, Mention, Span
from tui.facts.speech.attribution_model import Attribution, source_span
from tui.facts.speech.grammar.clause_state import PEOPLE_ENDINGS
from tui.facts.speech.lexicon import word_set
from tui.facts.speech.who.gender import Gender
from tui.facts.speech.who.heads import Head, Names, head_of

_REACH = 900  # characters looked back for whom a pronoun can mean
_HE = frozenset({"he", "she"})
_NOBODY = -1


class Who(NamedTuple):
    """The entity a source is, -1 where it stays open, and why."""

    entity: int
    why: str = ""


_OPEN = Who(_NOBODY)


class Spoke(NamedTuple):
    """Somebody who is known to have spoken: where, and who; -1: one who is not named ("a spokesman")."""

    at: int
    block: int
    entity: int


class Speakers:
    """The speakers of one article, found in the order of the text."""

    def __init__(self, doc: Document, names: list[Fact], entities: list[Entity], found: Iterable[Attribution]) -> None:
        self._text = doc.text
        self._blocks = [b.start for b in doc.blocks]
        self._names = Names(names)
        self._entities = entities
        self._gender = Gender(doc.text, entities)
        self._spoke: list[Spoke] = []
        self._who: dict[int, Who] = {}
        for a in sorted((a for a in found if a.source is not None), key=lambda a: a.unit.starts[a.cue[0]]):
            who = self._resolve(a)
            self._who[id(a)] = who
            speaks = a.confidence >= LIT and a.modality not in ("expected", "possible")
            if speaks and (who.entity >= 0 or self._is_somebody(a)):
                at = a.unit.starts[a.cue[0]]
                self._spoke.append(Spoke(at, self._block(at), who.entity))

    def _is_somebody(self, a: Attribution) -> bool:
        """Whether the source is one person without a known name, whom a later “he” may mean."""
        if a.source is None or a.unit.tags[a.source[0]] in "PWS":
            return False
        head = head_of(a, self._names)
        word = a.unit.low[head.end - 1]
        return not head.several and (word.endswith(PEOPLE_ENDINGS) or a.unit.tags[head.end - 1] == "C")

    def of(self, a: Attribution) -> Who:
        """Who the source of ``a`` is."""
        return self._who.get(id(a), _OPEN)

    def _kind(self, entity: int) -> Kind | None:
        return self._entities[entity].kind if 0 <= entity < len(self._entities) else None

    def named(self, span: Span) -> int:
        """The person whose name ends the words of ``span``, -1 if none does."""
        i = self._names.over(span.end - 1, span.end)
        return self._names.entity(i) if i >= 0 and self._names.facts[i].kind is Kind.PERSON else _NOBODY

    def _block(self, at: int) -> int:
        return bisect_right(self._blocks, at) - 1

    def _resolve(self, a: Attribution) -> Who:
        span = source_span(self._text, a)
        assert span is not None
        word = self._text[span.start : span.end].lower()
        if word in _HE or word in ("his", "her"):
            return self._pronoun(a, span, "she" if word in ("she", "her") else "he")
        if word in ("who", "which", "that"):
            return self._antecedent(span.start)
        if word in ("it", "its"):
            return self._it(a)
        head = head_of(a, self._names)
        if head.several:
            return _OPEN
        if head.name >= 0:
            return self._of_name(head)
        return self._description(a, head)

    def _of_name(self, head: Head) -> Who:
        fact = self._names.facts[head.name]
        entity = self._names.entity(head.name)
        if fact.kind is Kind.PLACE or entity < 0:
            return _OPEN
        if fact.kind is Kind.PERSON and " " not in self._text[fact.start : fact.end]:
            entity = self._bearer(fact, entity)
        return Who(entity, "named beside the job" if head.apposition else "")

    def _bearer(self, fact: Fact, entity: int) -> int:
        """Of two people with one surname the one whom “Mr.” or “Ms.” or the text's own usage means, else nobody."""
        word = self._text[fact.start : fact.end]
        rivals = self._by_surname.get(word, [])
        if len(rivals) < 2 or (entity not in rivals and self._entities[entity].name != word):
            return entity
        title = self._text[max(0, fact.start - 5) : fact.start].split()
        pronoun = self._gender.of_title(title[-1]) if title else ""
        if pronoun:
            fit = [e for e in rivals if self._gender.of(e) in ("", pronoun)]
            return fit[0] if len(fit) == 1 else _NOBODY
        counts = sorted(((self._full_mentions(e), e) for e in rivals), reverse=True)
        if counts[0][0] >= 2 * counts[1][0] or counts[0][0] - counts[1][0] > 3:
            return counts[0][1]
        near = [e for e in rivals if self._mentioned_near(e, fact.start)]
        return near[0] if len(near) == 1 else _NOBODY

    @cached_property
    def _by_surname(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for e in self._entities:
            if e.kind is Kind.PERSON and " " in e.name:
                out.setdefault(e.name.split()[-1], []).append(e.number)
        return out

    def _full_mentions(self, entity: int) -> int:
        return sum(" " in self._text[m.start : m.end] for m in self._entities[entity].mentions)

    def _mentioned_near(self, entity: int, at: int) -> bool:
        block = self._block(at)
        floor = self._blocks[max(0, block - 1)]
        return any(
            floor <= m.start < at and " " in self._text[m.start : m.end] for m in self._entities[entity].mentions
        )

    def _antecedent(self, at: int) -> Who:
        """“who” is the name right before it."""
        i = bisect_left(self._names.starts, at) - 1
        if i < 0 or at - self._names.facts[i].end > 3 or self._names.facts[i].kind is Kind.PLACE:
            return _OPEN
        return Who(self._names.entity(i), "the name before the relative clause")

    # --- pronouns

    def _pronoun(self, a: Attribution, span: Span, pronoun: str) -> Who:
        """Whom “he” or “she” means: somebody in the sentence, who has the floor, or the only one it can be."""
        block = self._block(span.start)
        for who in (
            self._in_sentence(a, span, pronoun),
            self._who_spoke(span.start, block, pronoun),
            self._only_one(span.start, block, pronoun),
        ):
            if who is not None:
                return who
        return _OPEN

    def _persons(self, start: int, end: int, pronoun: str) -> list[int]:
        """Indices of names of persons between two offsets whom the pronoun can mean."""
        i = bisect_left(self._names.starts, start)
        out = []
        while i < len(self._names.facts) and self._names.starts[i] < end:
            fact = self._names.facts[i]
            nominal = isinstance(fact.detail, Mention) and fact.detail.nominal
            if fact.kind is Kind.PERSON and not nominal and self._names.entity(i) >= 0:
                title = self._text[max(0, fact.start - 7) : fact.start].split()
                told = self._gender.of_title(title[-1]) if title else ""
                if (told or self._gender.of(self._names.entity(i))) in ("", pronoun):
                    out.append(i)
            i += 1
        return out

    def _in_sentence(self, a: Attribution, span: Span, pronoun: str) -> Who | None:
        """“When Holm arrived, she said …”: the only person named before it in its sentence, outside quotations."""
        u = a.unit
        quoted = [(u.starts[t], u.ends[t]) for t in u.quote]
        before = [
            i
            for i in self._persons(u.starts[0], span.start, pronoun)
            if not any(s <= self._names.starts[i] < e for s, e in quoted)
        ]
        people = {self._names.entity(i) for i in before}
        if not people:
            return None
        subjects = {self._names.entity(i) for i in before if self._is_subject(i)}
        if len(people) == 1 and subjects:
            return Who(people.pop(), "the person named before in the sentence")
        if len(subjects) == 1:
            return Who(subjects.pop(), "the subject of the sentence")
        return _OPEN

    def _is_subject(self, i: int) -> bool:
        """Whether the name at ``i`` is followed by a verb or by a comma, and is nobody's possession."""
        fact = self._names.facts[i]
        after = self._text[fact.end : fact.end + 24]
        if after.startswith(("'s", "’s", "'", "’")):
            return False
        before = self._text[max(0, fact.start - 12) : fact.start].split()
        if before and before[-1].lower() in word_set("object_prepositions"):
            return False
        word = after.split()[0] if after.split() else ""
        if after[:1] == ",":
            return True
        return bool(word) and word[0].islower() and word not in ("and", "or", "of", "in", "for", "to", "at")

    def _who_spoke(self, at: int, block: int, pronoun: str) -> Who | None:
        """Who spoke last in this paragraph or in the two before it, if nobody else was the subject since."""
        for spoke in reversed(self._spoke):
            if spoke.block < block - 2 or at - spoke.at > 2 * _REACH:
                return None
            if spoke.at >= at:
                continue
            if spoke.entity < 0:
                return _OPEN
            if self._kind(spoke.entity) is not Kind.PERSON:
                continue
            if self._gender.of(spoke.entity) not in ("", pronoun):
                continue
            since = {
                self._names.entity(i)
                for i in self._persons(spoke.at, at, pronoun)
                if self._is_subject(i) and self._begins_sentence(i)
            }
            if since - {spoke.entity}:
                return _OPEN if spoke.block != block else None
            return Who(spoke.entity, "who spoke last before")
        return None

    def _begins_sentence(self, i: int) -> bool:
        before = self._text[max(0, self._names.starts[i] - 30) : self._names.starts[i]].rstrip()
        words = before.replace("\n", " ").split(" ")
        stop = next((k for k in range(len(words) - 1, -1, -1) if words[k].endswith((".", "!", "?", "”", '"'))), -1)
        return "\n" in self._text[max(0, self._names.starts[i] - 30) : self._names.starts[i]] or stop >= len(words) - 4

    def _only_one(self, at: int, block: int, pronoun: str) -> Who | None:
        """The only person named in this paragraph and the one before it, as a subject."""
        if not self._blocks:
            return None
        floor = max(self._blocks[max(0, block - 1)], at - _REACH)
        people = self._persons(floor, at, pronoun)
        entities = {self._names.entity(i) for i in people}
        here = self._blocks[block]
        if len(entities) == 1 and any(
            self._is_subject(i) and (self._names.starts[i] >= here or self._begins_sentence(i)) for i in people
        ):
            return Who(entities.pop(), "the only person named in this paragraph and the one before")
        return None

    def _it(self, a: Attribution) -> Who:
        """“Strava said …, it added”: the organisation that spoke last in the paragraph."""
        at = a.unit.starts[a.cue[0]]
        block = self._block(at)
        i = bisect_left(self._names.starts, a.unit.starts[0])
        own = set()
        while i < len(self._names.facts) and self._names.starts[i] < a.unit.starts[a.source[0] if a.source else 0]:
            if self._names.facts[i].kind is Kind.ORGANISATION and self._is_subject(i):
                own.add(self._names.entity(i))
            i += 1
        if len(own) == 1:
            return Who(own.pop(), "the organisation named before in the sentence")
        for spoke in reversed(self._spoke):
            if spoke.block < block - 1:
                break
            if spoke.at < at and spoke.entity >= 0 and not own:
                body = self._kind(spoke.entity) is Kind.ORGANISATION
                return Who(spoke.entity, "the organisation that spoke last before") if body else _OPEN
        return _OPEN

    # --- descriptions

    def _description(self, a: Attribution, head: Head) -> Who:
        """“the prime minister”, “the company”: the only one in the article that is called so."""
        u = a.unit
        words = u.low[head.start : head.end]
        if (
            len(words) < 2
            or words[0] != "the"
            or (words[-1].endswith("s") and not words[-1].endswith("ss"))
            or (a.source and a.source[1] > head.end and u.tags[head.end] != ",")
        ):
            return _OPEN
        at = u.starts[head.start]
        if words[-1] in word_set("company_words") and len(words) == 2:
            return self._company(at)
        fit = [
            e.number
            for e in self._entities
            if e.kind is Kind.PERSON and any(self._is_called(r, words[1:]) for r in e.roles)
        ]
        if len(fit) == 1 and any(m.start < at for m in self._entities[fit[0]].mentions):
            return Who(fit[0], f"the only one whose role is “{' '.join(words[1:])}”")
        return _OPEN

    def _is_called(self, role: Span, words: list[str]) -> bool:
        called = self._text[role.start : role.end].lower().replace("-", " ").split()
        return len(words) <= len(called) and called[-len(words) :] == words

    def _company(self, at: int) -> Who:
        """The only organisation of this paragraph and the one before; else the one the article is about."""
        block = self._block(at)
        floor = self._blocks[max(0, block - 1)]
        near: set[int] = set()
        count: dict[int, int] = {}
        for i, fact in enumerate(self._names.facts):
            if fact.kind is Kind.ORGANISATION and fact.lit and fact.start < at:
                entity = self._names.entity(i)
                count[entity] = count.get(entity, 0) + 1
                if fact.start >= floor:
                    near.add(entity)
        if len(near) == 1:
            return Who(near.pop(), "the only organisation in this paragraph and the one before")
        order = sorted(count, key=lambda e: -count[e])
        if order and count[order[0]] > 2 and (len(order) == 1 or count[order[0]] >= 2 * count[order[1]]):
            return Who(order[0], "the organisation that the article is about")
        return _OPEN


_CACHE: WeakKeyDictionary[Document, tuple[int, int, Speakers]] = WeakKeyDictionary()


def speakers(doc: Document, names: list[Fact], entities: list[Entity], found: Iterable[Attribution]) -> Speakers:
    """The speakers of ``doc``, made once for the same lists of names and entities."""
    known = _CACHE.get(doc)
    if known is None or known[:2] != (id(names), id(entities)):
        known = _CACHE[doc] = (id(names), id(entities), Speakers(doc, names, entities, found))
    return known[2]
