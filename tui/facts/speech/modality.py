"""How something is said: modality and negation, and how sure it is that a verb reports."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Range
from tui.facts.speech.lexicon import Cue, word_set
from tui.facts.speech.tagged_sentence import Unit

_TRUST_CLAUSE = {"fin": 0.9, "base": 0.62, "ing": 0.72, "bound": 0.45}
_TRUST_PHRASE = {"fin": 0.6, "base": 0.4, "ing": 0.45, "bound": 0.3}
_TRUST_INFINITIVE = {"fin": 0.6, "base": 0.45, "ing": 0.5, "bound": 0.35}
_MODALS = frozenset({"may", "might", "could"})
_SPEECH = frozenset({"c", "q", "w", "a"})


def force(u: Unit, left: int, k: int, cue: Cue, aux: frozenset[str]) -> tuple[str, bool]:
    low = u.low
    group = low[left:k]
    negated = any(w in word_set("negations") or w.endswith(("n't", "n’t")) for w in group)
    if left > 0 and (low[left - 1] in ("nobody", "none", "neither", "nothing") or low[max(0, left - 2)] == "no"):
        negated = True
    modality = cue.modality
    if modality in ("said", "possible") and any(w in _MODALS for w in group):
        modality = "possible"
    elif "would" in group or "will" in group:
        if "would" in group and any(w in ("if", "unless") for w in low):
            modality = "conditional"
        elif modality == "said" and "will" in group:
            modality = "planned"
    if cue.lemma == "deny" or cue.modality == "denied":
        modality = "denied"
    return modality, negated


def trust(
    u: Unit,
    k: int,
    left: int,
    form: str,
    previous: str,
    be: bool,
    aux: frozenset[str],
    rule: str,
    frames: frozenset[str],
    cue: Cue,
    source: Range | None,
) -> float:
    """How sure the verb is a cue: by its frame, by how it is inflected, by how often such a verb reports."""
    if previous == "T" or aux & word_set("binding"):
        how = "bound"
    elif form == "ing":
        how = "ing"
    elif form == "base" and not aux & word_set("do"):
        how = "base"
    else:
        how = "fin"
    if rule in ("np", "preposition"):
        value = (
            _TRUST_PHRASE[how]
            + (0.12 if how == "ing" and previous == "," else 0.0)
            + {"sure": 0.2, "fair": 0.0, "weak": -0.2}[cue.trust]
        )
    elif rule == "infinitive":
        value = _TRUST_INFINITIVE[how] - (0.2 if "~i" in frames else 0.0) + (0.1 if cue.trust == "sure" else 0.0)
    else:
        value = _TRUST_CLAUSE[how] - (
            0.35 if ("~c" in frames and "c" not in frames) or frames.isdisjoint(_SPEECH) else 0.0
        )
        if cue.trust == "weak":
            value -= 0.05
        noun_like = form in ("s", "base") and left == k and previous in "NA" and cue.lemma in word_set("also_nouns")
        if noun_like and rule in ("clause", "question", "parenthesis"):
            value -= 0.35
        if rule == "that" and how == "bound" and previous != "T":
            value += 0.06
        if rule in ("quote", "colon") and "q" in frames:
            value += 0.15
    if source is None:
        value -= 0.1
    elif cue.lemma in word_set("evident") and any(
        u.low[j] in word_set("evidence") for j in range(max(source[0], source[1] - 9), source[1])
    ):
        value += 0.3
    if (
        cue.lemma in word_set("naming")
        and form != "s"
        and left == k
        and previous == "N"
        and k + 1 < len(u.tags)
        and u.tags[k + 1] in "QC"
    ):
        value -= 0.4
    return max(0.05, min(value, 0.95))
