"""Attributions of one article: source, cue and content, found cue by cue with a valency grammar.

The notions are those of PARC and PolNeAR (Pareti 2012; Newell et al. 2018): a source expresses, with
a cue, a content. A verb is a cue only where the words around it fit one of its frames.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.facts.speech.lexicon import Cue, Cues
from tui.facts.speech.phrases import NOMINAL, group_start, is_quote_beside, phrase_left, phrase_right, subject_left
from tui.facts.speech.units import Unit

Range = tuple[int, int]

_BE = frozenset("is are was were be been being am 's ’s isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t".split())
_NEGATIONS = frozenset("not never no n't nobody neither nor hardly none nothing without".split())
_MODALS = frozenset("may might could".split())
_BACKWARD = frozenset("say add note report state tell write ask explain continue argue recall insist observe warn".split())
_ADJUNCT = frozenset("in on at during to after via through before from by as with for of about".split())


@dataclass(slots=True)
class Attribution:
    """Token ranges are half-open in ``unit``; ``parts`` of the content may be several."""

    unit: Unit
    cue: Range
    source: Range | None
    parts: list[Range]
    word: Cue
    rule: str
    confidence: float
    modality: str
    negated: bool = False
    direct: bool = False
    more: list[Range] = field(default_factory=list)  # offsets of content beyond this sentence


def attributions(u: Unit, cues: Cues) -> list[Attribution]:
    """All attributions of one sentence, in the order of their cues."""
    out: list[Attribution] = []
    labelled = _label(u, cues)
    if labelled is not None:
        out.append(labelled)
    done = 0
    hits = cues.hits
    headline: bool | None = None
    for k, word in enumerate(u.words):
        if word not in hits or k < done:
            continue
        if k and word[0].isupper() and u.tags[k - 1] not in "Q:":
            if headline is None:
                headline = _is_headline(u)
            if not headline:
                continue
        found = _try_at(u, k, cues, out)
        if found is not None:
            out.append(found)
            done = max(done, found.cue[1] if found.cue[0] <= k else k + 1)
    return out


def _is_headline(u: Unit) -> bool:
    """Whether most words are capitalised, so that capitals tell nothing."""
    letters = [w for w in u.words if w[0].isalpha()]
    return len(letters) > 3 and sum(w[0].isupper() for w in letters) * 10 >= 7 * len(letters)


_SOURCES = frozenset("report reports poll polls study survey source sources police analysis newspaper officials court experts".split())


def _label(u: Unit, cues: Cues) -> Attribution | None:
    """“Sanders: Brexit’s message could draw support”, “Ellis: I was there.”, “… — Oscar Wilde”."""
    tags, n = u.tags, len(u.tags)
    word = Cue(":", "sign", "", (), frozenset(), "said")
    if u.first:
        for j in range(1, min(8, n - 2)):
            if tags[j] == ":":
                if all(t in "C.R" or w in ("of", "and", "the", "de", "van", "von") for t, w in zip(tags[:j], u.low[:j], strict=True)) and (
                    1 < j < 6 or u.low[0] in _SOURCES or u.words[0].isupper() or u.known_name
                ):
                    if u.low[j - 1] in cues.verbs or u.low[0] in _LABELS:
                        return None
                    return Attribution(u, (j, j + 1), (0, j), [(j + 1, _trim(u, j + 1, n))], word, "label", 0.75, "said", direct=True)
                return None
            if tags[j] not in "C.R" and u.low[j] not in ("of", "and", "the", "de", "van", "von"):
                break
    if n > 3 and tags[0] == "Q" and tags[1] in "-." and tags[2] == "C" or n > 2 and tags[0] == "Q" and tags[1] == "-" and tags[2] in "CD":
        start = 2
        if tags[1] == "-" and n - start < 14 and not any(t in "XV" for t in tags[start:]):
            return Attribution(u, (1, 2), (start, _trim(u, start, n)), [(0, 1)], word, "dash", 0.75, "said", direct=True)
    return None


_LABELS = frozenset(
    "photo photos video image picture update updated correction note editor read watch related more contact tel phone email by "
    "source sources location date time where when what who why how step part chapter q a question answer factbox analysis "
    "breaking live exclusive opinion review podcast listen see also click follow warning tip key subscribe".split()
) - {"source", "sources", "analysis"}


def _trim(u: Unit, start: int, end: int) -> int:
    while end > start + 1 and u.tags[end - 1] in ".,:-":
        end -= 1
    return end


def _try_at(u: Unit, k: int, cues: Cues, before: list[Attribution]) -> Attribution | None:
    low = u.low[k]
    if low == "in":
        return _in_words_of(u, k)
    if low in ("according", "per", "reportedly", "allegedly", "supposedly", "purportedly"):
        return _according(u, k, before)
    readings = cues.verbs.get(low)
    if readings:
        found = _verb(u, k, readings, before)
        if found is not None:
            return found
    noun = cues.nouns.get(low)
    if noun is not None:
        found = _noun(u, k, noun, before)
        if found is not None:
            return found
    adjective = cues.adjectives.get(low)
    if adjective is not None:
        return _adjective(u, k, adjective, before)
    return None


# ---------------------------------------------------------------- according to, reportedly


def _according(u: Unit, k: int, before: list[Attribution]) -> Attribution | None:
    n = len(u.tags)
    low = u.low[k]
    word = Cue(low, "other", "", (), frozenset(), "said")
    if low == "according":
        if k + 1 >= n or u.low[k + 1] != "to":
            return None
        first = k + 2
        end = phrase_right(u, first)
        if end == first:
            return None
        cue = (k, k + 2)
    elif low == "per":
        if k != 0 and u.tags[k - 1] != "," or k + 1 >= n or u.tags[k + 1] not in "CD":
            return None
        first, end, cue = k + 1, phrase_right(u, k + 1), (k, k + 1)
    else:
        start, stop = _clause_around(u, k)
        parts = [r for r in ((start, k), (k + 1, stop)) if r[1] > r[0]]
        return Attribution(u, (k, k + 1), None, parts, word, "unattributed", 0.6, "reported")
    parts = []
    if k == 0 or u.tags[k - 1] in "J-" or u.tags[k - 1] == "," and end < n and u.tags[end] == "," and k < 3:
        # in front: what follows is the content
        start = end + 1 if end < n and u.tags[end] in ",:" else end
        parts = [(start, content_end(u, start, k))]
        if k > 1 and u.tags[k - 1] == ",":
            parts.insert(0, (0, k - 1))
    else:
        stop = k - 1 if u.tags[k - 1] == "," else k
        begin = max((a.cue[1] for a in before if a.cue[1] <= stop and a.rule == "according"), default=0)
        parts = [(begin, stop)]
        if end + 1 < n and u.tags[end] == "," and u.tags[k - 1] == ",":
            parts.append((end + 1, content_end(u, end + 1, k)))
    parts = [p for p in parts if p[1] > p[0]]
    if not parts:
        quote = _earlier_quote(u)
        if quote is None:
            return None
    return Attribution(u, cue, (first, end), parts, word, "according", 0.9, "said")


_FORUMS = frozenset("poll polls survey surveys words view opinion study".split())


def _in_words_of(u: Unit, k: int) -> Attribution | None:
    """“In a CNN poll, 75 percent …”, “In the minister’s words, …” at the beginning of a sentence."""
    if k > 0:
        return None
    end = phrase_right(u, 1, apposition=False)
    comma = next((j for j in range(end, min(len(u.tags), end + 8)) if u.tags[j] == ","), -1)
    if comma < 0 or not any(w in _FORUMS for w in u.low[1:end]) or u.low[1] in ("this", "that", "these"):
        return None
    if any(w in ("words", "view", "opinion") for w in u.low[1:end]) and not any(w.endswith(("'s", "’s", "s'", "s’", "my")) for w in u.low[1:end]):
        return None
    stop = content_end(u, comma + 1, k)
    if stop <= comma + 3:
        return None
    word = Cue("in", "other", "", (), frozenset(), "said")
    return Attribution(u, (0, 1), (1, end), [(comma + 1, stop)], word, "forum", 0.65, "said")


def _clause_around(u: Unit, k: int) -> Range:
    start, stop = k, k
    while start > 0 and u.tags[start - 1] not in ";:-(" and not (u.tags[start - 1] in ",J" and u.tags[start] in "PDC"):
        start -= 1
    stop = content_end(u, k + 1, k)
    return start, stop


# ---------------------------------------------------------------- verbs


def _verb(u: Unit, k: int, readings: list[Cue], before: list[Attribution]) -> Attribution | None:
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
    be = bool(aux & _BE) or any(w.endswith(("'s", "’s", "'re", "’re", "'m", "’m")) and tags[left - 1] == "P" for w in low[left - 1 : left])
    passive = "participle" in form and bool(aux & _BE or (left > 0 and tags[left - 1] == "P" and low[left - 1][-3:] in ("'re", "’re", "i'm", "i’m")))
    previous = tags[left - 1] if left > 0 else ""
    source: Range | None = None
    inverted = False
    chain_left = left

    if passive:
        return _passive(u, k, end, left, cue, frames, before, aux)
    if form in ("base", "base or past", "s") and left == k:
        if previous in ("", "D", "I", "A", "E", "G", "#") or previous == "J" and not before:
            if not (previous == "D" and low[k - 1] in ("all", "both", "many", "some", "most", "this", "few")):
                return None
        if form == "base" and previous in "NC" and previous and not _plural(u.words[k - 1]):
            return None
        if form == "s" and previous == "N" and _plural(u.words[k - 1]) and k + 1 < n and tags[k + 1] in "IN,.":
            return None
    if form == "participle" and left == k and previous != ",":
        return None
    if form == "ing" and not be:
        if previous in "DA" and previous and left == k:
            return None

    # the subject
    if form == "ing" and not be:
        source = _gerund_source(u, left, before)
    elif previous == "T":
        source, chain_left = _infinitive_source(u, left, before)
    elif previous == "J" and before:
        source = _shared(before)
    else:
        quote = is_quote_beside(u, left)
        subject = subject_left(u, left)
        if (quote >= 0 or subject is None or previous == ",") and left == k and form not in ("ing", "base") and _can_invert(u, k, end, frames, quote, cue):
            right = phrase_right(u, end)
            source, inverted = (end, right), True
        elif subject is not None:
            source = subject
        elif previous == "," and before:
            source = _shared(before)

    content = _content(u, k, end, frames, cue, source, inverted, before)
    if content is None:
        return None
    parts, cue_end, rule, direct = content
    if source is None and rule in ("np", "preposition") and form != "ing":
        return None
    if not parts and not direct:
        return None
    modality, negated = _force(u, chain_left, k, cue, aux)
    confidence = _trust(u, k, left, form, previous, be, aux, rule, frames, cue, source)
    return Attribution(u, (k, cue_end), source, parts, cue, rule, confidence, modality, negated, direct)


_TRUST_CLAUSE = {"fin": 0.9, "base": 0.62, "ing": 0.72, "bound": 0.45}
_TRUST_PHRASE = {"fin": 0.6, "base": 0.4, "ing": 0.45, "bound": 0.3}
_TRUST_INFINITIVE = {"fin": 0.6, "base": 0.45, "ing": 0.5, "bound": 0.35}


def _trust(
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
    if previous == "T" or aux & _BINDING:
        how = "bound"
    elif form == "ing":
        how = "ing"
    elif form == "base" and not aux & _DO:
        how = "base"
    else:
        how = "fin"
    if rule in ("np", "preposition"):
        value = _TRUST_PHRASE[how] + {"sure": 0.2, "fair": 0.0, "weak": -0.2}[cue.trust]
    elif rule == "infinitive":
        value = _TRUST_INFINITIVE[how] - (0.2 if "~i" in frames else 0.0) + (0.1 if cue.trust == "sure" else 0.0)
    else:
        value = _TRUST_CLAUSE[how] - (0.35 if "~c" in frames and "c" not in frames or frames.isdisjoint(_SPEECH) else 0.0)
        if cue.trust == "weak":
            value -= 0.05
        if rule in ("quote", "colon") and "q" in frames:
            value += 0.15
    if source is None:
        value -= 0.1
    return max(0.05, min(value, 0.95))


_SPEECH = frozenset({"c", "q", "w", "a"})
_BINDING = frozenset("will would can could may might should must shall won't won’t wouldn't wouldn’t can't can’t couldn't couldn’t cannot".split())
_DO = frozenset("do does did don't doesn't didn't don’t doesn’t didn’t".split())


def _plural(word: str) -> bool:
    low = word.lower()
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s")) or low in _PLURALS


_PLURALS = frozenset("people police men women children many few some most others both all two three four five u.s.".split())


def _shared(before: list[Attribution]) -> Range | None:
    for a in reversed(before):
        if a.source is not None:
            return a.source
    return None


def _gerund_source(u: Unit, left: int, before: list[Attribution]) -> Range | None:
    tags = u.tags
    previous = tags[left - 1] if left > 0 else ""
    if previous in "NC" and previous and left > 0:
        a = phrase_left(u, left - 1)
        return (a, left)
    if previous in "PO" and previous:
        return (left - 1, left)
    shared = _shared([a for a in before if a.source and a.source[1] <= left])
    if shared:
        return shared
    return _main_subject(u, left)


def _main_subject(u: Unit, limit: int) -> Range | None:
    """The subject of the sentence's first verb: the noun phrase it begins with, or the one after a first comma."""
    tags = u.tags
    first = 0
    if limit == 0 or limit == 1:  # the cue itself comes first: "Asked about …, Trump said"
        return None
    while first < limit and tags[first] in "RJ,SM":
        first += 1
    if tags[first] in "IGET":
        while first < limit and tags[first] != ",":
            first += 1
        first += 1
    if first >= limit:
        return None
    end = phrase_right(u, first, limit)
    return (first, end) if end > first else None


def _infinitive_source(u: Unit, left: int, before: list[Attribution]) -> tuple[Range | None, int]:
    """The subject of "declined to say": that of the verb which governs the infinitive."""
    tags = u.tags
    k = left - 2
    if k >= 0 and tags[k] in "EVGNACX":
        if tags[k] in "NC" and k > 0 and u.words[k - 1].lower() in ("his", "her", "their", "its", "my", "our"):
            return (k - 1, k), k
        start, _ = group_start(u, k)
        subject = subject_left(u, start)
        if subject is not None and tags[k] not in "NC":
            return subject, start
    shared = _shared([a for a in before if a.source and a.source[1] <= left])
    return shared or _main_subject(u, left - 1), left


def _can_invert(u: Unit, k: int, end: int, frames: frozenset[str], quote: int, cue: Cue) -> bool:
    """Whether "said Ellis" stands here: a verb of saying, the speaker after it, what is said before it."""
    tags = u.tags
    if "q" not in frames and "c" not in frames or end >= len(tags):
        return False
    if tags[end] not in "CDNP#A" or u.low[end] in ("that", "this", "it"):
        return False
    if tags[end] == "P" and quote < 0 and k > 0:
        return False
    right = phrase_right(u, end)
    if right == end:
        return False
    after = tags[right] if right < len(tags) else "."
    if quote >= 0:
        return after not in "XV"
    if k == 0:
        return after in ":," and tags[end] in "CP" or u.previous is not None and _earlier_quote(u) is not None
    return u.tags[k - 1] == "," and after in ".,IWGS-:;E(M" and cue.lemma in _BACKWARD and tags[end] in "CDN"


def _earlier_quote(u: Unit) -> tuple[Unit, int] | None:
    """The quotation with which the sentence before ends ("Are you ready?" Trump asked)."""
    p = u.previous
    if p is not None and p.tags and p.tags[-1] == "Q":
        return p, len(p.tags) - 1
    return None


def _passive(
    u: Unit, k: int, end: int, left: int, cue: Cue, frames: frozenset[str], before: list[Attribution], aux: frozenset[str]
) -> Attribution | None:
    n, tags, low = len(u.tags), u.tags, u.low
    subject = subject_left(u, left)
    source: Range | None = None
    p = _skip_adjuncts(u, end, frames)
    parts: list[Range] = []
    cue_end = end
    by = next((j for j in range(end, min(n, end + 4)) if low[j] == "by"), -1)
    rule = "passive"
    if by >= 0:
        stop = phrase_right(u, by + 1)
        if stop > by + 1:
            source = (by + 1, stop)
    if p < n and tags[p] in "ST" and (low[p] != "as" or cue.modality != "denied") or p < n and tags[p] == "Q":
        parts = [(p, content_end(u, p, k))]
        if tags[p] == "T" or low[p] == "as":
            if subject and low[subject[0]] != "it":
                parts.insert(0, subject)
    elif p < n and tags[p] == "I" and low[p] in frames | {"of", "about"} and "a" in frames | frozenset():
        cue_end = p + 1
        parts = [(p + 1, content_end(u, p + 1, k))]
    elif p < n and tags[p] == "I" and low[p] in ("of", "for", "about", "with") and cue.lemma in ("accuse", "criticize", "blame"):
        parts = [(p, content_end(u, p, k))]
        if subject:
            parts.insert(0, subject)
    elif source is not None and subject is not None:
        parts = [subject]
    elif cue.lemma in ("call", "name", "dub", "label", "deem") and subject and p < n and tags[p] in "NDCQA":
        parts = [subject, (p, content_end(u, p, k))]
    if not parts:
        return None
    if "a" in frames and source is None and low[p : p + 1] != ["to"] and subject is not None and cue.lemma in ("tell", "ask", "inform", "remind", "warn", "assure"):
        pass
    modality, negated = _force(u, left, k, cue, aux)
    if source is None and cue.modality in ("said", "possible") and "a" not in frames:
        modality = "reported"
    start = left
    while start < k and (tags[start] in "RL" or low[start] not in _BE):
        start += 1
    return Attribution(u, (k, cue_end), source, parts, cue, rule, 0.65, modality, negated)


def _force(u: Unit, left: int, k: int, cue: Cue, aux: frozenset[str]) -> tuple[str, bool]:
    low = u.low
    group = low[left:k]
    negated = any(w in _NEGATIONS or w.endswith(("n't", "n’t")) for w in group)
    if left > 0 and low[left - 1] in ("nobody", "none", "neither", "nothing"):
        negated = True
    modality = cue.modality
    if modality in ("said", "possible") and any(w in _MODALS for w in group):
        modality = "possible"
    elif "would" in group or "will" in group:
        if "would" in group and any(w in ("if", "unless") for w in low):
            modality = "conditional"
        elif modality == "said" and "will" in group:
            modality = "planned"
    if "deny" == cue.lemma or cue.modality == "denied":
        modality = "denied"
    return modality, negated


# ---------------------------------------------------------------- what the content is


def _skip_adjuncts(u: Unit, p: int, frames: frozenset[str]) -> int:
    """First token after "on Tuesday", "in a statement", "at a rally in Ohio" where something may be said."""
    n, tags, low = len(u.tags), u.tags, u.low
    for _ in range(4):
        if p >= n:
            return p
        if tags[p] == "R" or tags[p] == "M" or tags[p] == "#" and tags[p - 1] == "M":
            p += 1
            continue
        if low[p] in ("last", "this", "next", "earlier") and p + 1 < n and (tags[p + 1] == "M" or low[p + 1] in _TIMES):
            p += 2
            continue
        if tags[p] in "IT" and low[p] in _ADJUNCT and low[p] not in frames:
            q = phrase_right(u, p + 1, apposition=False)
            if q > p + 1:
                p = q
                continue
        break
    return p


_TIMES = frozenset("week month year morning afternoon evening night weekend summer spring fall winter".split())


def _content(
    u: Unit,
    k: int,
    end: int,
    frames: frozenset[str],
    cue: Cue,
    source: Range | None,
    inverted: bool,
    before: list[Attribution],
) -> tuple[list[Range], int, str, bool] | None:
    """(parts, end of the cue, rule, direct) or None where no frame fits."""
    n, tags, low = len(u.tags), u.tags, u.low
    p = source[1] if inverted and source else end
    left = _left_content(u, k, source, inverted, before) if frames & {"c", "q", "a"} else None
    if inverted:
        if left is None:
            return None
        parts, direct = left
        rest = _after_parenthesis(u, p, k)
        return parts + rest, end, "quote" if direct else "parenthesis", direct
    if left is not None and left[1]:
        # “…,” he said, …
        q = p
        rest = _after_parenthesis(u, q, k)
        return left[0] + rest, end, "quote", True
    q = _skip_adjuncts(u, p, frames)
    fit = _right(u, k, p, q, frames, cue, end)
    if fit is None and "a" in frames and p < n:
        a = phrase_right(u, p, apposition=False)
        if a > p:
            q = _skip_adjuncts(u, a, frames)
            fit = _right(u, k, a, q, frames - {"n"}, cue, end, addressed=True)
            if fit is None and "n" in frames and tags[p] in "Q":
                fit = None
            if fit is None and left is not None and q >= a and (q >= n or tags[q] in ".,;-IGS"):
                return left[0] + _after_parenthesis(u, q, k), end, "parenthesis", False
    if fit is not None:
        return fit
    if left is not None and (q >= n or tags[q] in ".,;-)(GIS" or tags[p] in ".,;-IG") and ("c" in frames or "q" in frames):
        return left[0] + _after_parenthesis(u, q, k), end, "parenthesis", False
    return None


def _left_content(
    u: Unit, k: int, source: Range | None, inverted: bool, before: list[Attribution]
) -> tuple[list[Range], bool] | None:
    """What stands before "…, X said": (parts, whether it is direct speech)."""
    tags = u.tags
    edge = k if inverted else source[0] if source is not None and source[0] < k else -1
    if edge < 0:
        return None
    quote = is_quote_beside(u, edge)
    if edge == 0:
        earlier = _earlier_quote(u)
        return ([], True) if earlier is not None and len(u.tags) < 14 else None
    if quote >= 0:
        begin = quote
        if quote > 0 and tags[quote - 1] not in ".:" and not any(a.cue[1] <= quote and a.direct for a in before):
            begin = _sentence_begin(u, quote, before)
        return [(begin, quote + 1)], True
    if tags[edge - 1] == "," and edge > 1 or tags[edge - 1] == "-" and edge > 1:
        begin = _sentence_begin(u, edge - 1, before)
        if begin >= edge - 1 or not _is_clause(u, begin, edge - 1):
            return None
        return [(begin, edge - 1)], False
    return None


def _is_clause(u: Unit, a: int, b: int) -> bool:
    """Whether the tokens could be a clause that somebody says, rather than an adverbial in front."""
    tags = u.tags
    if b - a < 3:
        return False
    first = tags[a]
    if first in "IGTR" or first == "S" or u.low[a] in ("despite", "asked", "speaking"):
        # an adverbial in front unless a main clause follows it: needs a comma and a verb later
        comma = next((j for j in range(a, b) if tags[j] == ","), -1)
        if comma < 0:
            return False
        return any(tags[j] in "XV" for j in range(comma, b))
    return any(tags[j] in "XVE" or u.low[j].endswith("s") and tags[j] == "N" for j in range(a + 1, b))


def _sentence_begin(u: Unit, limit: int, before: list[Attribution]) -> int:
    begin = 0
    for a in before:
        if a.rule in ("according",) and a.source and a.source[1] <= limit:
            begin = max(begin, a.source[1] + 1)
        elif a.direct and a.cue[1] <= limit:
            begin = max(begin, a.cue[1])
    while begin < limit and u.tags[begin] in ",":
        begin += 1
    return begin


def _after_parenthesis(u: Unit, p: int, k: int) -> list[Range]:
    """The content that goes on after ", X said,"."""
    n, tags = len(u.tags), u.tags
    q = p
    while q < n and tags[q] not in ",.:Q-":
        q += 1
    if q + 1 < n and tags[q] in ",-:" and tags[q + 1] == "Q":
        return [(q + 1, content_end(u, q + 1, k))]
    if q < n and tags[q] == "Q":
        return [(q, q + 1)]
    if q == p and q + 2 < n and tags[q] == "," and tags[q + 1] not in "GW" and u.low[q + 1] not in ("but", "while", "though", "although"):
        return [(q + 1, content_end(u, q + 1, k))]
    return []


def _right(
    u: Unit, k: int, p: int, q: int, frames: frozenset[str], cue: Cue, end: int, addressed: bool = False
) -> tuple[list[Range], int, str, bool] | None:
    n, tags, low = len(u.tags), u.tags, u.low
    speech = bool(frames & {"c", "q", "a", "w"})
    for at in (q, p) if q != p else (q,):
        if at >= n:
            continue
        tag, word = tags[at], low[at]
        if speech and tag == ":":
            return [(at + 1, content_end(u, at + 1, k, whole=True))] if at + 1 < n else [], end, "colon", True
        if speech and tag == "," and at + 1 < n and tags[at + 1] == "Q":
            return [(at + 1, content_end(u, at + 1, k))], end, "quote", True
        if speech and tag == "," and at + 1 < n and low[at + 1] == "that":
            return [(at + 1, content_end(u, at + 1, k))], end, "that", False
        if tag == "Q":
            direct = at + 1 >= n or tags[at + 1] == "."
            return [(at, content_end(u, at, k))], end, "quote", direct
        if word == "that" and frames & {"c", "a", "~c"}:
            if at + 1 < n:
                return [(at, content_end(u, at, k))], end, "that", False
        if (tag == "S" and word in _WH or tag == "W" or word in ("what", "who")) and frames & {"c", "w", "a", "n", "~c"}:
            return [(at, content_end(u, at, k))], end, "question", False
        if tag == "T" and frames & {"i", "~i"} and at + 1 < n and tags[at + 1] not in "DCPO#M":
            return [(at, content_end(u, at, k))], end, "infinitive", False
        if tag in "IT" and word in frames:
            if at + 1 < n and tags[at + 1] not in ".,":
                return [(at + 1, content_end(u, at + 1, k, short=True))], at + 1, "preposition", False
        if addressed and "c" in frames | {"c"} and tag in "PDC" and at + 1 < n and tags[at + 1] in "XVEN":
            return [(at, content_end(u, at, k))], end, "clause", False
        if not addressed and tag in "CNDAPO#GMLRE" and at == p:
            if frames & {"c", "~c"} and _clause_follows(u, at):
                return [(at, content_end(u, at, k))], end, "clause", False
            if "n" in frames and tag not in "RE" or tag in "RE" and "n" in frames and at + 1 < n and tags[at + 1] in "NCA":
                return [(at, content_end(u, at, k, short=True))], end, "np", False
    return None


_WH = frozenset("whether how why what where if when".split())


def _clause_follows(u: Unit, at: int) -> bool:
    """Whether a noun phrase and a finite verb begin at ``at``."""
    tags, n = u.tags, len(u.tags)
    j = phrase_right(u, at, apposition=False)
    if j == at:
        j = at + 1
    while j < n and tags[j] in "R,":
        j += 1
    return j < n and (tags[j] in "XVE") or any(tags[x] in "X" for x in range(at, min(n, at + 4)))


def content_end(u: Unit, start: int, k: int, short: bool = False, whole: bool = False) -> int:
    """End (half-open) of the content that begins at ``start`` and belongs to the cue at ``k``."""
    n, tags, low = len(u.tags), u.tags, u.low
    j = start
    depth = 0
    while j < n:
        tag = tags[j]
        if tag == "(":
            depth += 1
        elif tag == ")":
            if depth == 0:
                return j
            depth -= 1
        elif depth == 0 and not whole:
            if tag == ";":
                return j
            if tag == "," and j > start:
                nxt = low[j + 1] if j + 1 < n else ""
                if nxt in ("according", "but", "while", "though", "although", "adding", "saying", "citing", "noting", "calling"):
                    return j
                if short and j + 1 < n and (tags[j + 1] in "GW" or nxt in ("and", "who", "as")) and not nxt == "and":
                    return j
            elif tag == "J" and j > start and low[j] in ("and", "but") and j + 1 < n:
                nxt = j + 1
                while nxt < n and tags[nxt] == "R":
                    nxt += 1
                if nxt < n and low[nxt] in ("said", "says", "added", "called", "told", "asked", "urged", "praised", "criticized", "accused"):
                    return j
        j += 1
    while j > start and tags[j - 1] in ".,:-" :
        j -= 1
    return j


# ---------------------------------------------------------------- nouns and adjectives


def _noun(u: Unit, k: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    n, tags, low = len(u.tags), u.tags, u.low
    if k + 1 >= n:
        return None
    frames = cue.frames
    p = k + 1
    source: Range | None = None
    if low[p] in ("by", "from") and p + 1 < n:
        e = phrase_right(u, p + 1, apposition=False)
        if e > p + 1:
            source = (p + 1, e)
            p = e
    elif low[p] == "of" and "of" not in frames:
        e = phrase_right(u, p + 1, apposition=False)
        if e > p + 1:
            source = (p + 1, e)
            p = e
    if p >= n:
        return None
    word = low[p]
    cue_end = k + 1
    if word == "that" and "c" in frames and p + 1 < n and tags[p + 1] in "DCPN#AM":
        start = p
    elif word == "to" and "i" in frames and p + 1 < n and tags[p + 1] not in "DCPO#M":
        start = p
    elif word in frames and p + 1 < n and tags[p + 1] not in ".,":
        start, cue_end = p + 1, p + 1
    else:
        return None
    if source is None:
        source = _possessor(u, k)
    if source is None:
        # light verb: "expressed concern that", "made a promise to"
        a = k
        while a > 0 and tags[a - 1] in "DANEGC#R":
            a -= 1
        if a > 0 and (tags[a - 1] in "V" or low[a - 1] in _LIGHT):
            left, _ = group_start(u, a - 1)
            source = subject_left(u, left)
    if source is None and word != "that":
        return None
    modality = cue.modality
    return Attribution(
        u, (k, cue_end), source, [(start, content_end(u, start, k, short=True))], cue, "noun", 0.6 if source else 0.55, modality
    )


_LIGHT = frozenset(
    "makes make made making expresses express expressed expressing voices voice voiced voicing issues issue issued issuing has have had "
    "raises raise raised raising gives give gave giving offers offer offered offering releases released release reiterated reiterate "
    "repeated repeat repeats signaled signalled signal signals announced announce announces abandoned dropped drop unveiled unveil".split()
)


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


_COPULA = frozenset(
    "is are was were be been being am seem seems seemed feel feels felt remain remains remained become becomes became appear appears "
    "appeared sound sounds sounded look looks looked isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t".split()
)


def _adjective(u: Unit, k: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    n, tags, low = len(u.tags), u.tags, u.low
    if k + 1 >= n:
        return None
    word = low[k + 1]
    frames = cue.frames
    start, cue_end = k + 1, k + 1
    if word == "that" and "c" in frames or word in ("whether", "how", "why") and "c" in frames:
        pass
    elif word == "to" and "i" in frames and k + 2 < n and tags[k + 2] not in "DCPO#M":
        pass
    elif word in frames and k + 2 < n:
        start, cue_end = k + 2, k + 2
    elif tags[k + 1] in "PDC" and "c" in frames and _clause_follows(u, k + 1):
        pass
    else:
        return None
    left, aux = group_start(u, k)
    source: Range | None = None
    copula = bool(aux & _COPULA)
    if not copula and left > 0 and (low[left - 1] in _COPULA or low[left - 1].endswith(("'m", "’m", "'re", "’re", "'s", "’s"))):
        copula = True
        if low[left - 1] in _COPULA:
            left, more = group_start(u, left - 1)
    if not copula:
        return None
    subject = subject_left(u, left)
    if cue.modality == "expected":
        if subject is None:
            return None
        parts = [subject, (start, content_end(u, start, k))]
        return Attribution(u, (k, cue_end), None, parts, cue, "expected", 0.7, "expected", bool(aux & _NEGATIONS))
    source = subject
    if source is None:
        return None
    negated = any(w in _NEGATIONS or w.endswith(("n't", "n’t")) for w in low[left:k])
    return Attribution(u, (k, cue_end), source, [(start, content_end(u, start, k))], cue, "adjective", 0.65, cue.modality, negated)
