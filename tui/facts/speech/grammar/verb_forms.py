"""Whether a word is a verb where it stands: by its class, its form and the words beside it."""

from __future__ import annotations

from functools import cache

from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue, cues, word_set


@cache
def _by_tail(word: str) -> tuple[tuple[Cue, ...], tuple[Cue, ...]]:
    """(readings of a verb's form that need no further word, those that do)."""
    readings = cues().verbs.get(word, ())
    return tuple(r for r in readings if not r.tail), tuple(r for r in readings if r.tail)


def leads_to_verb(u: Unit, i: int) -> bool:
    j = i + 1
    n = len(u.tags)
    while j < n and u.tags[j] == "R" and j < i + 4:
        j += 1
    return j < n and (u.tags[j] == "X" or is_verb(u, j))


def is_verb(u: Unit, i: int) -> bool:
    """Whether the word at ``i`` is a verb there, by its class, its form and the words beside it."""
    tag = u.tags[i]
    if tag == "X":
        return True
    if tag not in "VEGN" or i in u.joined or i + 2 in u.joined or (tag == "N" and u.low[i] not in cues().verbs):
        return False
    p = i - 1
    while p > 0 and u.tags[p] == "R":
        p -= 1
    before = u.tags[p] if p >= 0 else ""
    if tag == "V":
        return before not in ("D", "A", "#", "I") or u.low[i] in word_set("never_nouns")
    if tag == "E":
        if before == "N" and len(u.low[p]) > 5 and u.low[p].endswith("est"):  # “the latest alleged plot”
            return False
        if (
            before in ("D", "A", "#")
            or u.low[p].endswith(("'s", "’s"))
            or (before == "I" and u.low[p] not in ("after", "before", "when"))
        ):
            return False
        after = u.tags[i + 1] if i + 1 < len(u.tags) else ""
        return not (after == "N" and before in ("", "J", ",", "S") and u.low[i] not in cues().verbs)
    if tag == "G":
        after = u.tags[i + 1] if i + 1 < len(u.tags) else "."
        if before in ("D", "A", "#") or u.low[p].endswith(("'s", "’s")):
            return False
        return not (after in "N" and before == "N" and u.low[i] not in cues().verbs)
    return _noun_is_verb(u, i, p, before)


def _noun_is_verb(u: Unit, i: int, p: int, before: str) -> bool:
    """A word without a class that is a form of a cue verb: “argues”, “say”, “calls”."""
    readings = readings_at(u, i)
    if not readings or u.low[p].endswith(("'s", "’s")) or u.low[i + 1 : i + 2] in (["tank"], ["tanks"]):
        return False
    cue = readings[0]
    after = u.tags[i + 1] if i + 1 < len(u.tags) else "."
    if before == "W":
        return True
    if cue.lemma in word_set("also_nouns"):
        return _noun_or_verb(u, p, before, after, cue.form)
    if before in "#D":  # “4 in 10 say”, “some say”
        return before == "#" or (cue.form == "base" and u.low[p] in word_set("plural_pronouns"))
    if before in ("A", "I", "E", "T", "G", ""):
        return False
    if cue.form == "base":
        return before in "PWXJQ,)-C" or _is_plural(u.low[p]) or after in "PSDQ"
    return True


def _noun_or_verb(u: Unit, p: int, before: str, after: str, form: str) -> bool:
    """“reports”, “claims”, “plan”: a verb where a subject that agrees stands before it and an object behind."""
    if after in ",." and form == "s" and before == "C" and _stands_alone(u, p):
        return True
    if after not in "DPOCQST#:" or before not in ("C", "P", "W", "N", "J", ",", ")"):
        return False
    if form == "base":
        return before in "PW" or (before in "NC" and _is_plural(u.low[p]))
    return not (form == "s" and before == "N" and _is_plural(u.low[p]))


def _stands_alone(u: Unit, p: int) -> bool:
    """“This, Strava hopes, will help”: a comma before the name and a comma behind the verb."""
    while p > 0 and u.tags[p] == "C":
        p -= 1
    return u.tags[p] in ",Q"


def readings_at(u: Unit, i: int) -> tuple[Cue, ...]:
    """The cue verbs that begin at ``i``, with the words that must follow them."""
    word = u.low[i]
    if word not in cues().verbs:
        return ()
    plain, tailed = _by_tail(word)
    if not tailed:
        return plain
    return plain + tuple(r for r in tailed if tuple(u.low[i + 1 : i + 1 + len(r.tail)]) == r.tail)


def _is_plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))) or word in word_set("plurals")


def may_be_participle(word: str) -> bool:
    if word in word_set("never_nouns"):
        return False
    readings = cues().verbs.get(word)
    return word in word_set("participles") or bool(readings and "participle" in readings[0].form)
