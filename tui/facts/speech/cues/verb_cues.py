"""Verbs as cues: a verb reports only where the words around it fit one of its frames."""

from __future__ import annotations

from dataclasses import dataclass

from tui.facts.speech.attribution_model import Attribution, Range
from tui.facts.speech.cues.content import as_somebody, content_of
from tui.facts.speech.cues.modality import confidence, modality
from tui.facts.speech.cues.no_claims import reports_nothing
from tui.facts.speech.cues.passive_cues import passive_cue
from tui.facts.speech.cues.subjects import can_invert, gerund_source, infinitive_source, main_subject, shared
from tui.facts.speech.grammar.boundaries import content_end
from tui.facts.speech.grammar.clauses import Subjects, subjects
from tui.facts.speech.grammar.noun_phrases import group_start, is_quote_beside, phrase_right, subject_left
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue, word_set

_CONTRACTED = ("'s", "’s", "'re", "’re", "'m", "’m")


@dataclass(slots=True)
class Verb:
    """A cue verb where it stands: ``at`` its token, ``end`` behind its particle, ``left`` the first token of its group;
    ``auxiliaries`` the words of the group before it, ``previous`` the class of the token before the group."""

    at: int
    end: int
    left: int
    cue: Cue
    frames: frozenset[str]
    auxiliaries: frozenset[str]
    previous: str

    @property
    def form(self) -> str:
        """How the verb is inflected, see :class:`~tui.facts.speech.lexicon.Cue`."""
        return self.cue.form

    def is_progressive(self, u: Unit) -> bool:
        """Whether a form of “be” stands before it: “is saying”, “he’s saying”."""
        if self.auxiliaries & word_set("be"):
            return True
        return self.left > 0 and self.previous == "P" and u.low[self.left - 1].endswith(_CONTRACTED)

    def is_passive(self, u: Unit) -> bool:
        """Whether it is a participle after “be”: “was told”."""
        if "participle" not in self.form:
            return False
        if self.auxiliaries & word_set("be"):
            return True
        return self.left > 0 and self.previous == "P" and u.low[self.left - 1][-3:] in ("'re", "’re", "i'm", "i’m")


def verb_cue(u: Unit, k: int, readings: list[Cue], before: list[Attribution]) -> Attribution | None:
    """The attribution that the verb at token ``k`` makes, None where no frame fits.

    ``readings`` are the cue's readings by this form, ``before`` the attributions found earlier in the sentence.
    """
    verb = _verb_at(u, k, readings)
    if verb is None:
        return None
    if verb.is_passive(u):
        return passive_cue(u, k, verb.end, verb.left, verb.cue, verb.frames, before, verb.auxiliaries)
    progressive = verb.is_progressive(u)
    if not _can_be_verb(u, verb, before, progressive):
        return None
    parsed = subjects(u)
    if verb.left == k and k not in parsed.verbs and u.tags[k] in "NVEG" and verb.previous not in (",", "Q", ""):
        return None
    if _is_expected(u, verb):
        parts = [(k + 1, content_end(u, k + 1, k))]
        return Attribution(u, (k, k + 1), None, parts, verb.cue, "expected", 0.6, verb.cue.modality)
    source, inverted, first = _source(u, verb, before, progressive, parsed)
    content = as_somebody(u, verb.end, verb.frames, source, inverted) or content_of(
        u, k, verb.end, verb.frames, verb.cue, source, inverted, before
    )
    if content is None:
        return None
    parts, cue_end, rule, direct = content
    if source is not None and source[0] > k and not inverted:  # the subject comes after a participle in front
        parts = [(s, min(e, source[0] - 1)) for s, e in parts if s < source[0] - 1]
    if source is None and rule in ("np", "preposition") and verb.form != "ing":
        return None
    if not parts and not direct:
        return None
    how, negated = modality(u, first, k, verb.cue, source, parts, rule)
    sure = confidence(
        u, k, verb.left, verb.form, verb.previous, verb.auxiliaries, rule, verb.frames, verb.cue, source, inverted
    )
    found = Attribution(u, (k, cue_end), source, parts, verb.cue, rule, sure, how, negated, direct)
    return None if reports_nothing(found) else found


def _is_expected(u: Unit, verb: Verb) -> bool:
    """“The deal, expected to close in May, …”: a participle behind a comma; nobody is said to expect it."""
    k = verb.at
    return (
        verb.previous == ","
        and verb.left == k
        and verb.cue.modality == "expected"
        and "participle" in verb.form
        and k + 1 < len(u.tags)
        and u.tags[k + 1] == "T"
    )


def _verb_at(u: Unit, k: int, readings: list[Cue]) -> Verb | None:
    """The longest reading that fits the words after it, with the frames of all that fit as well."""
    cue: Cue | None = None
    frames: frozenset[str] = frozenset()
    tail = -1
    for reading in readings:
        size = len(reading.tail)
        if size < tail:
            break
        if size and tuple(u.low[k + 1 : k + 1 + size]) != reading.tail:
            continue
        if cue is None:
            cue, tail = reading, size
        frames |= reading.frames
    if cue is None:
        return None
    left, auxiliaries = group_start(u, k)
    return Verb(k, k + 1 + tail, left, cue, frames, auxiliaries, u.tags[left - 1] if left > 0 else "")


def _can_be_verb(u: Unit, verb: Verb, before: list[Attribution], progressive: bool) -> bool:
    """Whether the form is a verb of its own here, not a noun, an adjective or a participle."""
    k, form, previous = verb.at, verb.form, verb.previous
    alone = verb.left == k
    if not alone:
        return True
    if u.low[k + 1 : k + 2] in (["tank"], ["tanks"]) or k + 2 in u.joined:
        return False
    if form in ("base", "base or past", "s") and _is_noun(u, verb, before):
        return False
    if "s" in form and k > 1 and u.tags[k - 2] == "T" and previous == "N":
        return False  # “to discuss plans”: an object
    if form == "participle" and previous != ",":
        return False
    return not (form == "ing" and not progressive and previous in ("D", "A"))


def _is_noun(u: Unit, verb: Verb, before: list[Attribution]) -> bool:
    k, form, previous = verb.at, verb.form, verb.previous
    if u.low[k] in word_set("never_nouns"):
        return False
    also_noun = verb.cue.lemma in word_set("also_nouns")
    verbal = previous in ("E", "G", "#") and not also_noun
    if (previous in ("", "D", "I", "A", "E", "G", "#") and not verbal) or (previous == "J" and not before):
        return form == "s" or previous != "D" or u.low[k - 1] not in word_set("plural_pronouns")
    if form == "base" and previous in ("N", "C") and also_noun and not is_plural(u.words[k - 1]):
        return True
    following = u.tags[k + 1] if k + 1 < len(u.tags) else ""
    return form == "s" and previous == "N" and is_plural(u.words[k - 1]) and following in ("I", "N", ",", ".")


def _source(
    u: Unit, verb: Verb, before: list[Attribution], progressive: bool, parsed: Subjects
) -> tuple[Range | None, bool, int]:
    """(who the verb belongs to, whether it stands behind the verb, first token of the verb group that governs it)."""
    k, left = verb.at, verb.left
    subject = parsed.of.get(k)
    if (verb.form == "ing" and not progressive) or "having" in verb.auxiliaries:
        return subject or gerund_source(u, left, before), False, left
    if verb.previous == "T":
        source, first = infinitive_source(u, left, before)
        return source, False, first
    if verb.previous == "J" and (before or verb.form not in ("base", "s")):
        return subject or shared(before) or main_subject(u, left - 1), False, left
    quote = is_quote_beside(u, left)
    shared_by_comma = k in parsed.shared
    subject = subject or subject_left(u, left)
    aside = verb.previous == "," and subject is not None and not shared_by_comma  # “Vos, a baker, told …”
    if aside and subject is not None and (subject[0] <= u.dateline or is_quote_beside(u, subject[0]) >= 0):
        return subject, False, left
    if (
        (quote >= 0 or subject is None or verb.previous == ",")
        and verb.cue.lemma not in word_set("never_inverted")
        and left == k
        and verb.form not in ("ing", "base")
        and can_invert(u, k, verb.end, verb.frames, quote, verb.cue)
    ):
        return (verb.end, speaker_end(u, verb.end)), True, left
    if subject is None and verb.previous == "," and before:
        subject = shared(before)
    return subject, False, left


def speaker_end(u: Unit, first: int) -> int:
    """End of the speaker that stands behind its verb: “said Vos, a baker,” but “said Vos outside the court”."""
    end = phrase_right(u, first)
    for j in range(first + 1, end):
        if u.low[j] in word_set("outside"):
            return j
    return end


def is_plural(word: str) -> bool:
    """Whether a noun is a plural by its form or by the list of irregular ones."""
    low = word.lower()
    return (low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s"))) or low in word_set("plurals")
