"""Attributions of one article: source, cue and content, found cue by cue with a valency grammar.

The notions are those of PARC and PolNeAR (Pareti 2012; Newell et al. 2018): a source expresses, with
a cue, a content. A verb is a cue only where the words around it fit one of its frames.
"""

from __future__ import annotations

from tui.facts.model import LIT
from tui.facts.speech.attribution_model import Attribution
from tui.facts.speech.cues.labels import according, in_words_of, label
from tui.facts.speech.cues.noun_cues import adjective_cue, noun_cue
from tui.facts.speech.cues.verb_cues import verb_cue
from tui.facts.speech.grammar.noun_phrases import phrase_right
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue, Cues

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
    out.extend(_beside(u, cues, out))
    _weigh_nested(out)
    if u.words[-1] == "?" and u.tags[0] in "SWX":  # “What is expected of him?” asks and reports nothing
        for a in out:
            if not a.direct:
                a.confidence = min(a.confidence, 0.45)
    return out


def _beside(u: Unit, cues: Cues, found: list[Attribution]) -> list[Attribution]:
    """“…,” an angry Lund retaliated: a name and a verb after a quotation that asks for them, whatever the verb."""
    out: list[Attribution] = []
    held = {t for a in found if a.direct for s, e in a.parts for t in range(s, e)}
    for token in u.quote:
        after = token + 1
        if token in held or after >= len(u.tags) or token > 0:
            continue
        if u.tags[after] == ",":
            after += 1
        elif token not in u.open_ended:
            continue
        verb = phrase_right(u, after, apposition=False)
        if verb == after or verb >= len(u.tags) or u.tags[after] not in "CDPA":
            continue
        if u.tags[verb] in "E" or (u.low[verb] in cues.verbs and u.tags[verb] != "X"):
            word = Cue(u.low[verb], "verb", "past or participle", (), frozenset(), "said")
            cue = (verb, verb + 1)
            out.append(
                Attribution(u, cue, (after, verb), [(token, token + 1)], word, "beside", 0.7, "said", direct=True)
            )
    return out


_KEPT_NESTED = frozenset(
    {"that", "clause", "quote", "parenthesis", "according", "passive", "expected", "label", "colon"}
)


def _weigh_nested(found: list[Attribution]) -> None:
    """Inside what somebody is said to say, only plain reports are claims of their own.

    “Officials said the group claimed that …” holds two; “she said she hopes to win” one. What is
    not inside another's words may be thought or planned, too.
    """
    for a in found:
        k = a.cue[0]
        inside = any(o is not a and o.confidence >= LIT and any(s <= k < e for s, e in o.parts) for o in found[:_NEAR])
        if inside:
            plain = a.rule in _KEPT_NESTED and a.word.modality != "possible"
            plain = plain and (a.word.trust != "weak" or (a.rule == "that" and a.word.modality == "said"))
            if not plain and a.rule not in ("passive", "expected"):
                a.confidence = min(a.confidence, 0.45)
        elif 0.3 <= a.confidence < LIT and a.source is not None and _likely(a):
            a.confidence = 0.52


def _likely(a: Attribution) -> bool:
    """Kinds of cues that report in more than half of the cases where no other report holds them."""
    modality, form = a.word.modality, a.word.form
    if a.rule == "infinitive":
        return modality == "planned"
    if a.rule in ("clause", "that"):
        return a.word.trust != "weak" and form == "base"
    if a.rule == "passive":
        return modality == "possible"
    if a.rule == "np":
        return (modality == "planned" and form == "past or participle") or (modality == "possible" and form == "s")
    return False


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
