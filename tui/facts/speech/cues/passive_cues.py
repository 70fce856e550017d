"""Passive cues: “was told that”, “is said to”, “were criticised for … by …”."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Attribution, Range
from tui.facts.speech.cues.modality import modality
from tui.facts.speech.grammar.boundaries import content_end, skip_adjuncts
from tui.facts.speech.grammar.clauses import subjects
from tui.facts.speech.grammar.noun_phrases import phrase_right, subject_left
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue, word_set

_BLAMING = frozenset({"accuse", "criticize", "criticise", "blame"})


def passive_cue(
    u: Unit,
    k: int,
    end: int,
    left: int,
    cue: Cue,
    frames: frozenset[str],
    before: list[Attribution],
    aux: frozenset[str],
) -> Attribution | None:
    if cue.modality in ("opposed", "doubted", "refused"):
        return None  # “was criticised by X”: what is criticised is not what X says
    n, tags, low = len(u.tags), u.tags, u.low
    subject = subjects(u).of.get(k) or subject_left(u, left)
    source: Range | None = None
    p = end if cue.lemma in _BLAMING else skip_adjuncts(u, end, frames)
    parts: list[Range] = []
    cue_end = end
    by = next((j for j in range(end, min(n, end + 4)) if low[j] == "by"), -1)
    rule = "passive"
    if by >= 0:
        stop = phrase_right(u, by + 1)
        if stop > by + 1:
            source = (by + 1, stop)
    if p + 1 < n and tags[p] == "," and tags[p + 1] == "Q" and "q" in frames:
        parts = [(p + 1, content_end(u, p + 1, k))]
    elif p < n and (tags[p] == "T" or low[p] in ("that", "whether", "how", "why", "if", "as") or tags[p] == "Q"):
        parts = [(p, content_end(u, p, k))]
        if (tags[p] == "T" or low[p] == "as") and subject and low[subject[0]] != "it":
            parts.insert(0, subject)
    elif p < n and tags[p] == "I" and low[p] in frames | {"of", "about"} and "a" in frames | frozenset():
        cue_end = p + 1
        parts = [(p + 1, content_end(u, p + 1, k))]
    elif p < n and tags[p] == "I" and low[p] in ("of", "for", "about", "with") and cue.lemma in _BLAMING:
        parts = [(p, content_end(u, p, k))]
        if subject:
            parts.insert(0, subject)
    elif source is not None and subject is not None:
        parts = [subject]
    elif cue.lemma in ("call", "name", "dub", "label", "deem") and subject and p < n and tags[p] in "NDCQA":
        parts = [subject, (p, content_end(u, p, k))]
    if not parts:
        return None
    how, negated = modality(u, left, k, cue)
    if source is None and cue.modality in ("said", "possible") and "a" not in frames:
        how = "reported"
    start = left
    while start < k and (tags[start] in "RL" or low[start] not in word_set("be")):
        start += 1
    return Attribution(
        u,
        (k, cue_end),
        source,
        parts,
        cue,
        rule,
        0.65 if cue.lemma in word_set("passive") or cue.trust == "sure" else 0.42,
        how,
        negated,
    )
