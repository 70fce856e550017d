"""Verbs as cues: a verb reports only where the words around it fit one of its frames."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Attribution, Range
from tui.facts.speech.clauses import subjects
from tui.facts.speech.content import as_somebody, content_of
from tui.facts.speech.lexicon import Cue, word_set
from tui.facts.speech.modality import force, trust
from tui.facts.speech.noun_phrases import group_start, is_quote_beside, phrase_right, subject_left
from tui.facts.speech.passive_cues import passive_cue
from tui.facts.speech.subjects import can_invert, gerund_source, infinitive_source, main_subject, shared
from tui.facts.speech.tagged_sentence import Unit


def verb_cue(u: Unit, k: int, readings: list[Cue], before: list[Attribution]) -> Attribution | None:
    n, tags, low = len(u.tags), u.tags, u.low
    cue = None
    frames: frozenset[str] = frozenset()
    tail = -1
    forms: set[str] = set()
    for reading in readings:
        size = len(reading.tail)
        if size < tail:
            break
        if size and tuple(low[k + 1 : k + 1 + size]) != reading.tail:
            continue
        if cue is None:
            cue, tail = reading, size
        frames |= reading.frames
        forms.add(reading.form)
    if cue is None:
        return None
    form = cue.form
    left, aux = group_start(u, k)
    end = k + 1 + tail
    be = bool(aux & word_set("be")) or any(
        w.endswith(("'s", "’s", "'re", "’re", "'m", "’m")) and tags[left - 1] == "P" for w in low[left - 1 : left]
    )
    passive = "participle" in form and bool(
        aux & word_set("be")
        or (left > 0 and tags[left - 1] == "P" and low[left - 1][-3:] in ("'re", "’re", "i'm", "i’m"))
    )
    previous = tags[left - 1] if left > 0 else ""
    source: Range | None = None
    inverted = False
    chain_left = left

    if passive:
        return passive_cue(u, k, end, left, cue, frames, before, aux)
    if form in ("base", "base or past", "s") and left == k:
        verbal = previous in "EG#" and previous and cue.lemma not in word_set("also_nouns")
        nominal = (previous in ("", "D", "I", "A", "E", "G", "#") and not verbal) or (previous == "J" and not before)
        if nominal and not (previous == "D" and low[k - 1] in ("all", "both", "many", "some", "most", "this", "few")):
            return None
        if form == "base" and previous in "NC" and cue.lemma in word_set("also_nouns") and not _plural(u.words[k - 1]):
            return None
        if form == "s" and previous == "N" and _plural(u.words[k - 1]) and k + 1 < n and tags[k + 1] in "IN,.":
            return None
    if "s" in form and left == k and k > 1 and tags[k - 2] == "T" and previous == "N":
        return None  # “to discuss plans”: an object
    if form == "participle" and left == k and previous != ",":
        return None
    if form == "ing" and not be and previous in "DA" and previous and left == k:
        return None

    # the subject
    parsed = subjects(u).of.get(k)
    if form == "ing" and not be:
        source = parsed or gerund_source(u, left, before)
    elif previous == "T":
        source, chain_left = infinitive_source(u, left, before)
    elif previous == "J" and (before or form not in ("base", "s")):
        source = parsed or shared(before) or main_subject(u, left - 1)
    else:
        quote = is_quote_beside(u, left)
        subject = parsed or subject_left(u, left)
        aside = previous == "," and subject is not None  # “Vos, a baker, told …”
        if aside and subject is not None and (subject[0] == 0 or is_quote_beside(u, subject[0]) >= 0):
            source = subject
        elif (
            (quote >= 0 or subject is None or previous == ",")
            and cue.lemma not in word_set("never_inverted")
            and left == k
            and form not in ("ing", "base")
            and can_invert(u, k, end, frames, quote, cue)
        ):
            right = phrase_right(u, end)
            source, inverted = (end, right), True
        elif subject is not None:
            source = subject
        elif previous == "," and before:
            source = shared(before)

    content = as_somebody(u, end, frames, source, inverted) or content_of(
        u, k, end, frames, cue, source, inverted, before
    )
    if content is None:
        return None
    parts, cue_end, rule, direct = content
    if source is not None and source[0] > k and not inverted:  # the subject comes after a participle in front
        parts = [(s, min(e, source[0] - 1)) for s, e in parts if s < source[0] - 1]
    if source is None and rule in ("np", "preposition") and form != "ing":
        return None
    if not parts and not direct:
        return None
    modality, negated = force(u, chain_left, k, cue, aux)
    confidence = trust(u, k, left, form, previous, be, aux, rule, frames, cue, source)
    return Attribution(u, (k, cue_end), source, parts, cue, rule, confidence, modality, negated, direct)


def _plural(word: str) -> bool:
    low = word.lower()
    return (low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s"))) or low in word_set("plurals")
