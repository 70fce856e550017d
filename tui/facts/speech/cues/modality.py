"""How something is said: modality and negation, and how sure it is that a verb reports."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Range
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue, word_set

_TRUST_CLAUSE = {"fin": 0.9, "base": 0.72, "ing": 0.72, "bound": 0.45}
_TRUST_PHRASE = {"fin": 0.6, "base": 0.4, "ing": 0.45, "bound": 0.3}
_TRUST_INFINITIVE = {"fin": 0.6, "base": 0.45, "ing": 0.5, "bound": 0.35}
_REJECTS = frozenset({"reject", "dismiss", "disavow", "repudiate", "scoff_at", "shrug_off", "brush_off", "laugh_off"})
_MODALS = frozenset({"may", "might", "could"})
_SPEECH = frozenset({"c", "q", "w", "a"})
_NOUN_LIKE = frozenset({"clause", "question", "parenthesis"})


def modality(
    u: Unit, left: int, k: int, cue: Cue, source: Range | None = None, parts: list[Range] | None = None, rule: str = ""
) -> tuple[str, bool]:
    """(modality, whether it is negated) of the verb at ``k`` whose group begins at token ``left``."""
    group = u.low[left:k]
    negated = any(_denies(w) for w in group)
    if source is not None and source[0] < k:
        negated = negated or u.low[source[0]] in word_set("negative_subjects")
        negated = negated or (source[0] > 0 and u.low[source[0] - 1] in ("not", "no"))
    if left > 0 and u.low[left - 1] in word_set("negative_subjects"):
        negated = True
    how = cue.modality
    if how in ("said", "possible") and any(w in _MODALS for w in group):
        how = "possible"
    elif "would" in group and any(w in ("if", "unless") for w in u.low):
        how = "conditional"
    elif how == "said" and "will" in group:
        how = "planned"
    elif how == "opposed" and cue.lemma in _REJECTS and (rule in ("that", "question") or _is_assertion(u, parts)):
        how = "denied"
    return how, negated


def _denies(word: str) -> bool:
    return word in word_set("negations") or word.endswith(("n't", "n’t"))


def _is_assertion(u: Unit, parts: list[Range] | None) -> bool:
    """Whether what is rejected is an assertion: “rejected claims that …” denies, “rejected the plan” opposes."""
    if not parts:
        return False
    start, end = parts[0]
    for j in range(start, min(end, start + 7)):
        if u.low[j] in word_set("assertions"):
            return True
        if u.tags[j] in "IXTSW,":
            return False
    return False


def confidence(
    u: Unit,
    k: int,
    left: int,
    form: str,
    previous: str,
    auxiliaries: frozenset[str],
    rule: str,
    frames: frozenset[str],
    cue: Cue,
    source: Range | None,
    inverted: bool = False,
) -> float:
    """How sure the verb is a cue: by its frame, by how it is inflected, by how often such a verb reports (0 to 1)."""
    how = _inflected(form, previous, auxiliaries)
    if rule in ("np", "preposition"):
        value = _TRUST_PHRASE[how] + (0.18 if how == "ing" and previous == "," else 0.0)
        value += {"sure": 0.2, "fair": 0.0, "weak": -0.2}[cue.trust]
    elif rule == "infinitive":
        value = _TRUST_INFINITIVE[how] - (0.2 if "~i" in frames else 0.0) + (0.1 if cue.trust == "sure" else 0.0)
    else:
        value = _in_clause(u, k, left, form, previous, how, rule, frames, cue)
    if source is None:
        value -= 0.1
    elif cue.lemma in word_set("evident") and any(
        u.low[j] in word_set("evidence") for j in range(max(source[0], source[1] - 9), source[1])
    ):
        value += 0.3
    if cue.lemma in word_set("naming") and _names(u, k, left, form, previous):
        value -= 0.4
    return max(0.05, min(value, 0.95))


def _inflected(form: str, previous: str, auxiliaries: frozenset[str]) -> str:
    if previous == "T" or auxiliaries & word_set("binding"):
        return "bound"
    if form == "ing":
        return "ing"
    return "base" if form == "base" and not auxiliaries & word_set("do") else "fin"


def _in_clause(
    u: Unit, k: int, left: int, form: str, previous: str, how: str, rule: str, frames: frozenset[str], cue: Cue
) -> float:
    value = _TRUST_CLAUSE[how]
    if ("~c" in frames and "c" not in frames) or frames.isdisjoint(_SPEECH):
        value -= 0.35
    if cue.trust == "weak":
        value -= 0.05
    noun_like = form in ("s", "base") and left == k and previous in "NA" and cue.lemma in word_set("also_nouns")
    if noun_like and rule in _NOUN_LIKE:
        value -= 0.35
    if rule == "that" and how == "bound" and previous != "T":
        value += 0.06
    if rule in ("quote", "colon") and "q" in frames:
        value += 0.15
    del u
    return value


def _names(u: Unit, k: int, left: int, form: str, previous: str) -> bool:
    """“a man called Vos”, “a plan dubbed “Blue””: a name is given, nothing is said."""
    return form != "s" and left == k and previous == "N" and k + 1 < len(u.tags) and u.tags[k + 1] in "QC"
