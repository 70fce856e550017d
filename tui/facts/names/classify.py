"""Of what kind each candidate is: signs weighed over the whole article, then short forms with their long ones.

A name is judged once for an article: what stands inside it counts once, what stands beside its mentions
is averaged. A short form ("Hegseth", "JAXA") follows the long form that explains it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, sqrt

from tui.facts.names.around import STRONG, Around
from tui.facts.names.chunks import Candidate
from tui.facts.names.features import inner
from tui.facts.names.lexicon import PLACE_SORTS, Lexicon
from tui.facts.names.weights_by_hand import KINDS

Weigh = Callable[[list[str], dict[str, float]], list[float]]

PERSON, ORGANISATION, PLACE, OTHER, NONE = range(5)
SEEN = 12  # mentions whose surroundings are looked at
_LISTING = frozenset({", ", " and ", ", and ", " or ", ", or ", " & "})
_SURE = 0.85
_LEAN = 1.5
_DEFINING = frozenset({" (", "'s (", "’s ("})
_SHORT = 3.0  # weight of the long form for its short form


@dataclass(slots=True)
class Group:
    """All candidates of an article with the same words."""

    words: tuple[str, ...]
    members: list[Candidate] = field(default_factory=list)
    score: list[float] = field(default_factory=list)
    kind: int = NONE
    sure: float = 0.0
    why: str = ""
    long: Group | None = None  # the fuller form that explains this one
    by: str = ""  # how it does: "person", "brackets", "letters", "first word" or "plural"


def groups_of(candidates: list[Candidate]) -> dict[tuple[str, ...], Group]:
    """Candidates by their words, in the order of their first mention."""
    groups: dict[tuple[str, ...], Group] = {}
    mixed = {c.words for c in candidates} | {c.words[-1:] for c in candidates}
    for c in candidates:
        words = c.words
        if len(words[0]) > 4 and len(words) < 4 and all(w.isupper() for w in words):
            # "FAUCI SEES" in a headline of capitals is the Fauci of the text
            plain = tuple(w.capitalize() for w in words)
            if plain in mixed:
                words = plain
        key = _key(words)
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(key)
        group.members.append(c)
    return groups


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) == 1:
        return (words[0].replace("’", "'"),)
    return tuple(w.rstrip(".").replace("’", "'") for w in words)


def judge(candidates: list[Candidate], around: Around, lex: Lexicon, weigh: Weigh) -> dict[tuple[str, ...], Group]:
    """Groups by words, each with its kind and how sure that is (0..1)."""
    groups = groups_of(candidates)
    for group in groups.values():
        _score(group, around, lex, weigh)
    long = _LongForms(groups, _defined(candidates, groups, around.text), lex)
    for group in groups.values():
        if not _one_word(group):
            long.explain_tail(group)
    for group in groups.values():
        if _one_word(group):
            long.explain(group)
            _decide(group)
    _neighbours(candidates, groups, around)
    return groups


def _one_word(group: Group) -> bool:
    return len(group.words) < 2 and " " not in group.words[0]


class _LongForms:
    """The names of several words in an article, by the short forms that may stand for them."""

    def __init__(self, groups: dict[tuple[str, ...], Group], defined: dict[str, tuple[str, ...]], lex: Lexicon) -> None:
        self.groups, self.defined, self.lex = groups, defined, lex
        self.persons: dict[str, Group] = {}  # by last name, or by what else a person may be called
        self.bodies: dict[str, Group] = {}  # by first word, and by last where that is a plural
        self.letters: dict[str, Group] = {}  # by first letters
        for group in groups.values():
            if not _one_word(group):
                _decide(group)
                self._list(group)

    def _list(self, group: Group) -> None:
        words, lex = group.words, self.lex
        if group.kind == PERSON:
            self.persons.setdefault(words[-1], group)
            if words[0] in lex.surname or (len(words) == 3 and not lex.is_given(words[0])):
                self.persons.setdefault(words[0], group)
            if len(words) > 2 and not lex.is_given(words[-2]) and len(words[-2]) > 2:
                self.persons.setdefault(words[-2], group)  # "Marqués" of "Diego Marqués Peña"
        elif group.kind == ORGANISATION:
            self.bodies.setdefault(words[0], group)
            if words[-1][-1] == "s" and words[-1] not in lex.organisation_head:
                self.bodies.setdefault(words[-1], group)
        if group.kind in (ORGANISATION, OTHER, PLACE):
            letters = acronym(words)
            if len(letters) > 2:
                self.letters.setdefault(letters, group)

    def explain_tail(self, group: Group) -> None:
        """Lean a name that ends a person's full name towards that person: "Von der Leyen", "El Saife"."""
        begun = group.words[0].lower() in self.lex.particle
        if group.kind == PERSON or len(group.words) < 2 or not begun:
            return
        group.long = self.persons.get(group.words[-1])
        if group.long is not None and _ends(group.long.words, group.words):
            group.score[PERSON] += 2 * _SHORT
            _decide(group)

    def explain(self, group: Group) -> None:
        """Lean a name of one word towards the long form that it may stand for."""
        word, known = group.words[0], group.members[0].known
        sort = known.sort if known else ""
        if word in self.persons and sort not in ("country", "demonym"):
            group.long, group.by = self.persons[word], "person"
            group.score[PERSON] += _SHORT * group.long.sure
        elif word in self.defined and sort not in PLACE_SORTS:
            group.long, group.by = self.groups[self.defined[word]], "brackets"
            _decide(group.long)
            group.score[group.long.kind] += 2 * _SHORT * group.long.sure
        elif self._by_letters(word) and sort not in PLACE_SORTS:
            group.long, group.by = self.letters[word.upper()], "letters"
            group.score[group.long.kind] += _SHORT * group.long.sure
        elif (
            word in self.bodies
            and sort not in ("demonym", *PLACE_SORTS)
            and (not self.lex.common(word) or not all(m.initial for m in group.members))
        ):
            group.long = self.bodies[word]
            group.by = "first word" if word == group.long.words[0] else "plural"
            group.score[ORGANISATION] += _SHORT * group.long.sure

    def _by_letters(self, word: str) -> bool:
        """Whether ``word`` may be the first letters of a long form: "JAXA", and in the British way "Nato"."""
        return word.upper() in self.letters and (word.isupper() or (len(word) > 3 and not self.lex.common(word)))


def _neighbours(candidates: list[Candidate], groups: dict[tuple[str, ...], Group], around: Around) -> None:
    """What stands in one list is of one kind: an unsure name leans towards its sure neighbours."""
    leaning: dict[int, list[float]] = {}
    by_id: dict[int, Group] = {}
    for one, other in pairwise(candidates):
        if other.start - one.end > 6 or around.text[one.end : other.start] not in _LISTING:
            continue
        a, b = groups.get(_key(one.words)), groups.get(_key(other.words))
        if a is None or b is None or a is b or around.text[max(0, one.start - 7) : one.start] == ", from ":
            continue  # "Ada Lund, from Oslo, Tom Poe, from Bergen": a town, then the next person
        for group, beside in ((a, b), (b, a)):
            if group.sure < _SURE <= beside.sure and beside.kind < OTHER:
                by_id[id(group)] = group
                lean = leaning.setdefault(id(group), [0.0] * 5)
                lean[beside.kind] = max(lean[beside.kind], _LEAN)
    for key, lean in leaning.items():
        group = by_id[key]
        group.score = [s + v for s, v in zip(group.score, lean, strict=True)]
        _decide(group)


def _defined(
    candidates: list[Candidate], groups: dict[tuple[str, ...], Group], text: str
) -> dict[str, tuple[str, ...]]:
    """Short forms put in brackets behind the name they shorten: "demilitarized zone (DMZ)", "the Union's (NU)"."""
    out: dict[str, tuple[str, ...]] = {}
    for long, c in pairwise(candidates):
        word = c.words[0]
        if not (c.bracketed and len(c.words) == 1 and len(word) > 1 and word.isupper()):
            continue
        key = _key(long.words)
        if text[long.end : c.start] in _DEFINING and key in groups and key != (word,) and _stands_for(word, long.words):
            out.setdefault(word, key)
    return out


def _stands_for(short: str, words: tuple[str, ...]) -> bool:
    """Whether ``short`` shortens a name or its end: "PDMC", the Gauteng Provincial Disaster Management Centre."""
    if _shortens(short, " ".join(words)):
        return True
    letters = "".join(c for c in short if c.isalpha())
    return len(letters) > 2 and acronym(words).endswith(letters)


def _ends(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether a name ends in another: "Ursula von der Leyen" in "Von der Leyen"."""
    tail = long[-len(short) :]
    return len(long) > len(short) and [w.lower() for w in tail] == [w.lower() for w in short]


def _shortens(short: str, long: str) -> bool:
    """Whether the letters of ``short`` stand in ``long`` in their order, the first at its beginning."""
    low = iter(long.lower())
    return long[:1].lower() == short[:1].lower() and all(letter in low for letter in short.lower() if letter.isalpha())


def acronym(words: tuple[str, ...]) -> str:
    """First letters of the capitalised words: "Japan Aerospace Exploration Agency" gives "JAEA"."""
    return "".join(w[0] for w in words if w[0].isupper())


def _score(group: Group, around: Around, lex: Lexicon, weigh: Weigh) -> None:
    best = next((c for c in group.members if not c.initial), group.members[0])
    signs, weak = amounts(group, around)
    group.score = weigh([*inner(best, lex), *signs], weak)


def amounts(group: Group, around: Around) -> tuple[list[str], dict[str, float]]:
    """(strong signs of any mention, the other signs beside the mentions with how much each counts)."""
    seen = group.members[:SEEN]
    scale = 1 / sqrt(len(seen))
    strong: dict[str, None] = {}
    weak: dict[str, float] = {}
    for c in seen:
        for sign in around.signs(c):
            if sign in STRONG:
                strong[sign] = None
            else:
                weak[sign] = weak.get(sign, 0.0) + scale
    return list(strong), weak


def _decide(group: Group) -> None:
    top = max(range(5), key=lambda k: group.score[k])
    peak = group.score[top]
    group.kind = top
    group.sure = 1 / sum(exp(s - peak) for s in group.score)
    group.why = KINDS[top]
