"""Cue words and word classes, read from ``lexicons/cues_*.txt`` at first use.

A cue is a word that attributes: a verb of saying, thinking, wanting or judging, a noun or adjective
made of one. Each carries *frames*, the complements it takes, as in a valency dictionary.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple


class Cue(NamedTuple):
    """One reading of one surface form. ``tail`` are the words that must follow ("out" in "point out")."""

    lemma: str
    kind: str  # "verb", "noun", "adjective"
    form: str  # verbs: "base", "s", "past", "participle", "past or participle", "ing"; nouns: "one", "many"
    tail: tuple[str, ...]
    frames: frozenset[str]
    modality: str
    trust: str = "fair"  # of a bare noun phrase as content


class Cues(NamedTuple):
    verbs: dict[str, list[Cue]]  # by lower-case first word, longest tail first
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    hits: frozenset[str]  # every first word, also capitalised


@cache
def cues() -> Cues:
    """All cues by their forms."""
    verbs: dict[str, dict[tuple[str, tuple[str, ...], str], Cue]] = {}
    for modality, frames, trust, item in _items("cues_verbs.txt"):
        written = item.split("/")
        tail = written[0].split("_")[1:]
        heads = [w.split("_")[0] for w in written]
        for form, word in _conjugate(heads):
            lemma = "_".join([heads[0].rstrip("*"), *tail])
            cue = Cue(lemma, "verb", form, tuple(tail), frames, modality, trust)
            _add(verbs.setdefault(word, {}), cue)
    nouns: dict[str, dict[tuple[str, tuple[str, ...], str], Cue]] = {}
    for modality, frames, trust, item in _items("cues_nouns.txt"):
        _add(nouns.setdefault(item, {}), Cue(item, "noun", "one", (), frames, modality, trust))
        _add(nouns.setdefault(_s(item), {}), Cue(item, "noun", "many", (), frames, modality, trust))
    adjectives: dict[str, dict[tuple[str, tuple[str, ...], str], Cue]] = {}
    for modality, frames, trust, item in _items("cues_adjectives.txt"):
        _add(adjectives.setdefault(item, {}), Cue(item, "adjective", "", (), frames, modality, trust))
    by_verb = {w: sorted(d.values(), key=lambda c: -len(c.tail)) for w, d in verbs.items()}
    by_noun = {w: next(iter(d.values())) for w, d in nouns.items()}
    by_adjective = {w: next(iter(d.values())) for w, d in adjectives.items()}
    plain = {*by_verb, *by_noun, *by_adjective, *OTHER_CUES}
    return Cues(by_verb, by_noun, by_adjective, frozenset(plain | {w.capitalize() for w in plain} | {"In"}))


OTHER_CUES = frozenset({"according", "per", "reportedly", "allegedly", "supposedly", "purportedly"})
"""Words that begin or are cues of their own make."""


@cache
def word_set(name: str) -> frozenset[str]:
    """The set of words with this name in ``cues_sets.txt``."""
    return _sets()[name]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(rest) for name, *rest in map(str.split, _lines("cues_sets.txt"))}


@cache
def word_classes() -> dict[str, str]:
    """Lower-case word to its coarse class (see cues_words.txt); the first class listed wins."""
    out: dict[str, str] = {}
    for line in _lines("cues_words.txt"):
        tag, *words = line.split()
        for word in words:
            out.setdefault(word, tag)
    return out


def _add(found: dict[tuple[str, tuple[str, ...], str], Cue], cue: Cue) -> None:
    key = (cue.lemma, cue.tail, cue.form)
    old = found.get(key)
    found[key] = cue if old is None else old._replace(frames=old.frames | cue.frames)


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parents[1] / "lexicons" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _items(name: str) -> list[tuple[str, frozenset[str], str, str]]:
    out: list[tuple[str, frozenset[str], str, str]] = []
    modality, frames, trust = "said", frozenset[str](), "fair"
    for line in _lines(name):
        if line.startswith("["):
            modality, listed, *rest = (part.strip() for part in line.strip("[]").split("|"))
            frames, trust = frozenset(listed.split()), rest[0] if rest else "fair"
        else:
            out.extend((modality, frames, trust, item) for item in line.split())
    return out


def _conjugate(heads: list[str]) -> list[tuple[str, str]]:
    base, *irregular = heads
    double = base.endswith("*")
    base = base.rstrip("*")
    stem = base + base[-1] if double else base
    if base.endswith("e"):
        regular, ing = base + "d", (base if base.endswith(("ee", "oe", "ye")) else base[:-1]) + "ing"
    elif base.endswith("y") and base[-2] not in "aeiou":
        regular, ing = base[:-1] + "ied", base + "ing"
    else:
        regular, ing = stem + "ed", stem + "ing"
    if base in _DOUBLED_ING:
        ing = base + base[-1] + "ing"
    past = irregular[0] if irregular else regular
    participle = irregular[1] if len(irregular) > 1 else past
    forms = [("base", base), ("s", "goes" if base == "go" else _s(base)), ("ing", ing)]
    if past == base:
        return [("base or past", base), forms[1], forms[2]]
    if past == participle:
        return [*forms, ("past or participle", past)]
    return [*forms, ("past", past), ("participle", participle)]


_DOUBLED_ING = frozenset({"forget", "begin", "bet", "hit"})


def _s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
