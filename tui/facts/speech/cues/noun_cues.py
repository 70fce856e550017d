"""Nouns and adjectives as cues: “a promise to”, “his claim that”, “is confident that”, “is expected to”."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Attribution, Range
from tui.facts.speech.grammar.boundaries import clause_follows, content_end
from tui.facts.speech.grammar.noun_phrases import group_start, phrase_left, phrase_right, subject_left
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue, word_set


def noun_cue(u: Unit, k: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    n, tags, low = len(u.tags), u.tags, u.low
    if k + 1 >= n:
        return None
    frames = cue.frames
    p = k + 1
    source: Range | None = None
    if (low[p] in ("by", "from") and p + 1 < n) or (low[p] == "of" and "of" not in frames):
        e = phrase_right(u, p + 1, apposition=False)
        if e > p + 1:
            source = (p + 1, e)
            p = e
    if p >= n:
        return None
    word = low[p]
    cue_end = k + 1
    if (word == "that" and "c" in frames and p + 1 < n and tags[p + 1] in "DCPN#AMQ") or (
        word == "to" and "i" in frames and p + 1 < n and tags[p + 1] not in "DCPO#M"
    ):
        start = p
    elif word in frames and p + 1 < n and tags[p + 1] not in ".,":
        start, cue_end = p + 1, p + 1
    else:
        return None
    owned = _possessor(u, k) if source is None else None
    if source is None:
        source = owned
    if source is None:
        # light verb: "expressed concern that", "made a promise to"
        a = k
        while a > 0 and tags[a - 1] in "DANEGC#R":
            a -= 1
        if a > 0 and (tags[a - 1] in "V" or low[a - 1] in word_set("light_verbs")):
            left, _ = group_start(u, a - 1)
            source = subject_left(u, left)
    if source is None and word != "that":
        return None
    modality = cue.modality
    return Attribution(
        u,
        (k, cue_end),
        source,
        [(start, _clause_end(u, k, start))],
        cue,
        "noun",
        _trust(cue, word, source, owned),
        modality,
    )


def _trust(cue: Cue, word: str, source: Range | None, owned: Range | None) -> float:
    """How sure the noun reports: “his claim that” more than “the decision to”."""
    if cue.trust == "sure":
        return 0.6 if source else 0.5
    return 0.52 if owned and word == "that" else 0.42


def _clause_end(u: Unit, k: int, start: int) -> int:
    """End of what a noun introduces; before the main verb where the noun is the sentence's subject.

    “The claim that the dam was safe | was false”.
    """
    end = content_end(u, start, k, short=True)
    if u.low[start] != "that" or phrase_left(u, k) > 0:
        return end
    finite = 0
    for j in range(start + 1, end):
        if u.tags[j] in "JSW,:-T":
            return end
        if u.tags[j] == "X" and u.tags[j - 1] not in "XR":
            finite += 1
            if finite == 2 or (finite == 1 and any(t == "E" for t in u.tags[start + 1 : j])):
                return j
    return end


def _possessor(u: Unit, k: int) -> Range | None:
    tags, low = u.tags, u.low
    j = k
    while j > 0 and k - j < 5:
        word = low[j - 1]
        if word in ("his", "her", "their", "my", "our", "your", "its"):
            return (j - 1, j)
        if word.endswith(("'s", "’s", "s'", "s’")) and tags[j - 1] in "CN" and len(word) > 2:
            return (phrase_left(u, j - 1), j)
        if tags[j - 1] in "'" and j > 1 and low[j - 2].endswith("s"):
            return (phrase_left(u, j - 2), j)
        if tags[j - 1] not in "ANEGR#":
            return None
        j -= 1
    return None


def adjective_cue(u: Unit, k: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    n, tags, low = len(u.tags), u.tags, u.low
    if k + 1 >= n:
        return None
    word = low[k + 1]
    frames = cue.frames
    start, cue_end = k + 1, k + 1
    if (
        (word == "that" and "c" in frames)
        or (word in ("whether", "how", "why") and "c" in frames)
        or (word == "to" and "i" in frames and k + 2 < n and tags[k + 2] not in "DCPO#M")
    ):
        pass
    elif word in frames and k + 2 < n:
        start, cue_end = k + 2, k + 2
    elif tags[k + 1] in "PDC" and "c" in frames and clause_follows(u, k + 1):
        pass
    else:
        return None
    left, aux = group_start(u, k)
    source: Range | None = None
    copula = bool(aux & word_set("copula"))
    if (
        not copula
        and left > 0
        and (low[left - 1] in word_set("copula") or low[left - 1].endswith(("'m", "’m", "'re", "’re", "'s", "’s")))
    ):
        copula = True
        if low[left - 1] in word_set("copula"):
            left, _more = group_start(u, left - 1)
    if not copula:
        return None
    subject = subject_left(u, left)
    if cue.modality == "expected":
        if subject is None:
            return None
        parts = [subject, (start, content_end(u, start, k))]
        return Attribution(
            u,
            (k, cue_end),
            None,
            parts,
            cue,
            "expected",
            0.6 if u.low[k] in ("expected", "scheduled", "slated", "due") else 0.42,
            "expected",
            bool(aux & word_set("negations")),
        )
    source = subject
    if source is None:
        return None
    negated = any(w in word_set("negations") or w.endswith(("n't", "n’t")) for w in low[left:k])
    return Attribution(
        u,
        (k, cue_end),
        source,
        [(start, content_end(u, start, k))],
        cue,
        "adjective",
        0.65 if cue.trust == "sure" else 0.42,
        cue.modality,
        negated,
    )
