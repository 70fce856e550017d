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
    persons: dict[str, Group] = {}
    bodies: dict[str, Group] = {}
    short: dict[str, Group] = {}
    for group in groups.values():
        if len(group.words) < 2 and " " not in group.words[0]:
            continue
        _decide(group)
        if group.kind == PERSON:
            persons.setdefault(group.words[-1], group)
            if group.words[0] in lex.surname:
                persons.setdefault(group.words[0], group)
        elif group.kind == ORGANISATION:
            bodies.setdefault(group.words[0], group)
            if group.words[-1][-1] == "s":
                bodies.setdefault(group.words[-1], group)
        if group.kind in (ORGANISATION, OTHER, PLACE):
            letters = acronym(group.words)
            if len(letters) > 2:
                short.setdefault(letters, group)
    for group in groups.values():
        if len(group.words) > 1 and group.kind != PERSON and group.words[0].lower() in lex.particle:
            group.long = persons.get(group.words[-1])
            if group.long is not None and _ends(group.long.words, group.words):
                group.score[PERSON] += 2 * _SHORT
                _decide(group)
    defined = _defined(candidates, groups)
    for group in groups.values():
        if len(group.words) > 1 or " " in group.words[0]:
            continue
        word = group.words[0]
        known = group.members[0].known
        if word in persons and not (known and known.sort in ("country", "demonym")):
            group.long = persons[word]
            group.score[PERSON] += _SHORT * group.long.sure
        elif word in defined and not (known and known.sort in PLACE_SORTS):
            group.long = groups[defined[word]]
            _decide(group.long)
            group.score[group.long.kind] += 2 * _SHORT * group.long.sure
        elif word in short and word.isupper() and not (known and known.sort in PLACE_SORTS):
            group.long = short[word]
            group.score[group.long.kind] += _SHORT * group.long.sure
        elif (
            word in bodies
            and not (known and known.sort in ("demonym", *PLACE_SORTS))
            and (not lex.common(word) or not all(m.initial for m in group.members))
        ):
            group.long = bodies[word]
            group.score[ORGANISATION] += _SHORT * group.long.sure
        _decide(group)
    _neighbours(candidates, groups, around)
    return groups


def _neighbours(candidates: list[Candidate], groups: dict[tuple[str, ...], Group], around: Around) -> None:
    """What stands in one list is of one kind: an unsure name leans towards its sure neighbours."""
    leaning: dict[int, list[float]] = {}
    by_id: dict[int, Group] = {}
    for one, other in pairwise(candidates):
        if other.start - one.end > 6 or around.text[one.end : other.start] not in _LISTING:
            continue
        a, b = groups.get(_key(one.words)), groups.get(_key(other.words))
        if a is None or b is None or a is b:
            continue
        for group, beside in ((a, b), (b, a)):
            if group.sure < _SURE <= beside.sure and beside.kind < OTHER:
                by_id[id(group)] = group
                lean = leaning.setdefault(id(group), [0.0] * 5)
                lean[beside.kind] = max(lean[beside.kind], _LEAN)
    for key, lean in leaning.items():
        group = by_id[key]
        group.score = [s + v for s, v in zip(group.score, lean, strict=True)]
        _decide(group)


def _defined(candidates: list[Candidate], groups: dict[tuple[str, ...], Group]) -> dict[str, tuple[str, ...]]:
    """Short forms put in brackets behind the name they shorten: "demilitarized zone (DMZ)"."""
    out: dict[str, tuple[str, ...]] = {}
    for long, c in pairwise(candidates):
        word = c.words[0]
        if c.start - long.end == 2 and len(c.words) == 1 and len(word) > 1 and word.isupper() and c.bracketed:
            key = _key(long.words)
            if key in groups and key != (word,) and _shortens(word, " ".join(long.words)):
                out.setdefault(word, key)
    return out


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
