"""What looks like a report and is none: “declined to comment”, “added two routes”, “up 3 basis points to 4 percent”."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Attribution
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import cues, word_set

_ONLY_QUOTED = frozenset(["add", "write", "post", "order", "text", "email", "detail", "attack", "hit", "knock"])
"""Verbs that report a bare noun phrase only where it holds quoted words."""

_ANYBODY = frozenset(["anyone", "everyone", "anybody", "everybody", "whoever"])


def reports_nothing(a: Attribution) -> bool:
    """Whether what a rule found is no report after all."""
    return _is_silence(a) or _is_measure(a) or _is_nobody(a) or _is_condition(a)


def _is_silence(a: Attribution) -> bool:
    """“declined to comment”, “did not respond to questions”, “refused to answer”; “declined to endorse” is one."""
    u = a.unit
    start = a.parts[0][0] if a.parts else len(u.tags)
    if a.modality == "refused":
        if start + 1 >= len(u.tags) or u.tags[start] != "T":
            return True
        verb = u.low[start + 1]
        return verb in word_set("no_comment") or verb not in cues().verbs
    if a.word.lemma in ("respond_to", "reply_to", "respond", "comment_on", "speak_to") and a.negated:
        return True
    return a.word.lemma == "respond_to" and any(w in word_set("silent_nouns") for w in u.low[start : start + 5])


def _is_measure(a: Attribution) -> bool:
    u = a.unit
    if a.rule == "np" and a.word.lemma in _ONLY_QUOTED:
        return not any(u.tags[t] == "Q" for s, e in a.parts for t in range(s, e))
    if a.word.lemma == "point_to":
        before = u.low[a.cue[0] - 1] if a.cue[0] else ""
        return before in ("basis", "percentage") or before[:1].isdigit()
    if a.word.lemma == "refer_to":
        return a.word.form == "ing" or "as" not in u.low[a.cue[1] : a.cue[1] + 14]
    return False


def _is_nobody(a: Attribution) -> bool:
    """The source holds no noun, means anybody, or is a time; “I don't blame them” accuses nobody."""
    if a.negated and a.modality in ("accused", "opposed", "doubted", "asked"):
        return True
    if a.source is None:
        return False
    u = a.unit
    words = range(*a.source)
    if not any(u.tags[t] in "NCPOWDL#" for t in words):
        return True
    if u.low[a.source[0]] in _ANYBODY and a.modality != "said":
        return True
    years = all(u.tags[t] in "#MD" for t in words) and u.low[a.source[1] - 1][:4].isdigit()
    years = years or u.tags[a.source[1] - 1] == "M"
    return years or (u.low[a.source[0]] in ("it", "there") and a.word.lemma in ("feel", "appear", "seem"))


def _is_condition(a: Attribution) -> bool:
    """“if the council agrees to sell”: nobody has agreed."""
    u: Unit = a.unit
    if a.direct or a.source is None or a.rule not in ("clause", "infinitive", "np", "that"):
        return False
    at = a.source[0] - 1
    return at >= 0 and u.low[at] in ("if", "unless", "whether") and a.source[0] < a.cue[0]
