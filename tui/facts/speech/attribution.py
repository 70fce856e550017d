"""Attributions of one article: source, cue and content, found cue by cue with a valency grammar.

The notions are those of PARC and PolNeAR (Pareti 2012; Newell et al. 2018): a source expresses, with
a cue, a content. A verb is a cue only where the words around it fit one of its frames.
"""

from __future__ import annotations

from tui.facts.speech.labels import according, in_words_of, label
from tui.facts.speech.lexicon import Cues
from tui.facts.speech.nominal import adjective_cue, noun_cue
from tui.facts.speech.reported import Attribution
from tui.facts.speech.units import Unit
from tui.facts.speech.verbs import verb_cue

_NEAR = 12  # earlier attributions of the sentence that a rule looks at


def attributions(u: Unit, cues: Cues) -> list[Attribution]:
    """All attributions of one sentence, in the order of their cues."""
    out: list[Attribution] = []
    labelled = label(u, cues)
    if labelled is not None:
        out.append(labelled)
    done = 0
    hits = cues.hits
    headline: bool | None = None
    for k, word in enumerate(u.words):
        if word not in hits or k < done or k in u.joined:
            continue
        if k and word[0].isupper() and u.tags[k - 1] not in "Q:":
            if headline is None:
                headline = _is_headline(u)
            if not headline:
                continue
        found = _try_at(u, k, cues, out[-_NEAR:])
        if found is not None:
            out.append(found)
            done = max(done, found.cue[1] if found.cue[0] <= k else k + 1)
    if u.words[-1] == "?" and u.tags[0] in "SWX":  # “What is expected of him?” asks and reports nothing
        for a in out:
            if not a.direct:
                a.confidence = min(a.confidence, 0.45)
    return out


def _is_headline(u: Unit) -> bool:
    """Whether most words are capitalised, so that capitals tell nothing."""
    letters = [w for w in u.words if w[0].isalpha()]
    return len(letters) > 3 and sum(w[0].isupper() for w in letters) * 10 >= 7 * len(letters)


def _try_at(u: Unit, k: int, cues: Cues, before: list[Attribution]) -> Attribution | None:
    low = u.low[k]
    if low == "in":
        return in_words_of(u, k)
    if low in ("according", "per", "reportedly", "allegedly", "supposedly", "purportedly"):
        return according(u, k, before)
    readings = cues.verbs.get(low)
    if readings:
        found = verb_cue(u, k, readings, before)
        if found is not None:
            return found
    noun = cues.nouns.get(low)
    if noun is not None:
        found = noun_cue(u, k, noun, before)
        if found is not None:
            return found
    adjective = cues.adjectives.get(low)
    if adjective is not None:
        return adjective_cue(u, k, adjective, before)
    return None
