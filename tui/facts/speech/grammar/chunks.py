"""Chunks of a sentence: base noun phrases and verb groups, the input of :mod:`tui.facts.speech.grammar.clauses`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto

from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.grammar.times_and_amounts import (
    ABOUT,
    AMOUNT_STARTS,
    TIME_STARTS,
    begins_amount,
    begins_time,
    ends_time,
    is_time,
)
from tui.facts.speech.grammar.verb_forms import is_verb, leads_to_verb, may_be_participle
from tui.facts.speech.lexicon import cues, word_set


class Part(IntEnum):
    """What a chunk is in its clause."""

    NOUN = auto()
    FINITE = auto()
    MAYBE = auto()  # a word in -ed: past tense or participle
    GERUND = auto()
    INFINITIVE = auto()
    PREPOSITION = auto()
    RELATIVE = auto()
    SUBORDINATOR = auto()
    AND = auto()
    COMMA = auto()
    BREAK = auto()
    QUOTE = auto()
    ADVERB = auto()


@dataclass(slots=True, eq=False)
class Chunk:
    """Tokens ``start`` to ``end`` (half-open); ``head`` is the last noun or the main verb."""

    part: Part
    start: int
    end: int
    head: int
    time: bool = False  # “last night”, “Tuesday”
    pronoun: bool = False
    that: bool = False
    by: bool = False


VERBAL = frozenset([Part.FINITE, Part.MAYBE, Part.GERUND, Part.INFINITIVE])

_PARTS = {
    ",": Part.COMMA, "-": Part.COMMA, ";": Part.BREAK, ":": Part.BREAK, ".": Part.BREAK, "…": Part.BREAK,
    "Q": Part.QUOTE, "W": Part.RELATIVE, "J": Part.AND, "I": Part.PREPOSITION,
}  # fmt: skip


def chunks_of(u: Unit) -> list[Chunk]:
    """The chunks of ``u`` in order; what stands in round brackets is left out."""
    out: list[Chunk] = []
    tags, low = u.tags, u.low
    i, n = u.dateline, len(tags)
    if i < n:
        i = _first(u, i, out)
    while i < n:
        tag = tags[i]
        part = _PARTS.get(tag)
        word = low[i]
        if word in TIME_STARTS and begins_time(u, i):
            out.append(Chunk(Part.NOUN, i, i + 2, i + 1, time=True))
            i += 2
        elif word in AMOUNT_STARTS and begins_amount(u, i):
            i = _noun_phrase(u, i, out, skip=1 if u.low[i] in ABOUT else 2)
        elif part is not None:
            out.append(Chunk(part, i, i + 1, i, by=u.low[i] == "by"))
            i += 1
        elif tag == "(":
            i = _closing(u, i) + 1
        elif tag in "PO":
            i = _pronoun(u, i, out)
        elif tag == "S":
            i = _subordinator(u, i, out)
        elif tag == "T" and not _begins_infinitive(u, i):
            out.append(Chunk(Part.PREPOSITION, i, i + 1, i))
            i += 1
        else:
            i = _word(u, i, out)
    _settle_comparisons(u, out)
    return out


def _word(u: Unit, i: int, out: list[Chunk]) -> int:
    """A verb group, a noun phrase or an adverb begins at ``i``."""
    tag = u.tags[i]
    if tag in "XT" or (tag == "R" and leads_to_verb(u, i)) or is_verb(u, i):
        return _verb_group(u, i, out)
    if tag in "DCN#AMEGVL":
        return _noun_phrase(u, i, out)
    if tag == "R":
        out.append(Chunk(Part.ADVERB, i, i + 1, i))
    return i + 1


def _first(u: Unit, i: int, out: list[Chunk]) -> int:
    """A participle or an adverb that has a capital only because it begins the sentence."""
    if _is_fronted(u, i):
        out.append(Chunk(Part.GERUND if u.low[i].endswith("ing") else Part.MAYBE, i, i + 1, i))
    elif _is_adverb(u, i):
        out.append(Chunk(Part.ADVERB, i, i + 1, i))
    else:
        return i
    return i + 1


_COMPARING = frozenset(["as", "than", "until", "since"])


def _settle_comparisons(u: Unit, chunks: list[Chunk]) -> None:
    """“as a hero” is a phrase, “as a crowd cheered” a clause: a verb behind the noun phrase tells."""
    for i in range(len(chunks) - 1):
        if chunks[i].part is Part.SUBORDINATOR and u.low[chunks[i].start] in _COMPARING:
            following = chunks[i + 1].part
            if following is Part.QUOTE or (following is Part.NOUN and not _clause_begins(chunks, i + 1)):
                chunks[i].part = Part.PREPOSITION
        elif chunks[i].part is Part.PREPOSITION and u.low[chunks[i].start] in _BEFORE_CLAUSES:
            named = chunks[i + 1].part is Part.NOUN and not chunks[i + 1].time
            chunks[i].part = Part.SUBORDINATOR if named and _clause_begins(chunks, i + 1) else Part.PREPOSITION


_BEFORE_CLAUSES = frozenset(["after", "before", "since", "until", "like"])


def _clause_begins(chunks: list[Chunk], i: int) -> bool:
    """Whether the noun phrase at ``i`` has a verb: over its prepositional phrases and over asides in commas."""
    n = len(chunks)
    j = i + 1
    while j < n:
        part = chunks[j].part
        if part in (Part.FINITE, Part.MAYBE):
            return True
        if part in (Part.PREPOSITION, Part.ADVERB) and j + 1 < n and chunks[j + 1].part is Part.NOUN:
            j += 2
        elif part is Part.COMMA and j + 2 < n and chunks[j + 1].part is Part.NOUN and chunks[j + 2].part is Part.COMMA:
            j += 3
        elif part is Part.ADVERB or (part is Part.NOUN and chunks[j].time):
            j += 1
        else:
            return False
    return False


def _is_adverb(u: Unit, i: int) -> bool:
    """“Shortly after …”: an adverb that has a capital only because it comes first; “Kelly said” is a name."""
    word = u.low[i]
    if u.tags[i] != "C" or len(word) < 6 or not word.endswith("ly") or u.known_name or i + 1 >= len(u.tags):
        return False
    return u.tags[i + 1] in ",ISDP#"


def _is_fronted(u: Unit, i: int) -> bool:
    """“Facing criticism, Holm …”: a participle that has a capital only because it comes first."""
    word = u.low[i]
    if u.tags[i] != "C" or len(word) < 5 or u.known_name or i + 1 >= len(u.tags):
        return False
    if word.endswith("ed"):
        return u.tags[i + 1] in "IST"
    return word.endswith("ing") and len(word) > 5 and u.tags[i + 1] not in "XVE,."


def _closing(u: Unit, i: int) -> int:
    for j in range(i + 1, min(len(u.tags), i + 40)):
        if u.tags[j] == ")":
            return j
    return i


def _pronoun(u: Unit, i: int, out: list[Chunk]) -> int:
    out.append(Chunk(Part.NOUN, i, i + 1, i, pronoun=True))
    word = u.low[i]
    if len(word) > 2 and ("'" in word or "’" in word):  # “he’s”, “they’ve”: the pronoun and its verb
        head = i
        j = i + 1
        while j < len(u.tags) and u.tags[j] in "RX":
            j += 1
        if (j < len(u.tags) and u.tags[j] in "EGV") or (
            word.endswith(("'ll", "’ll", "'d", "’d")) and j < len(u.tags) and u.tags[j] in "NA"
        ):
            head = j
            j += 1
        out.append(Chunk(Part.FINITE, i, j, head))
        return j
    return i + 1


def _subordinator(u: Unit, i: int, out: list[Chunk]) -> int:
    that = u.low[i] == "that"
    if that and _is_determiner(u, i, out):
        return _noun_phrase(u, i, out, skip=1)
    relative = (
        that
        and bool(out)
        and out[-1].part is Part.NOUN
        and not out[-1].pronoun
        and i + 1 < len(u.tags)
        and (u.tags[i + 1] == "X" or is_verb(u, i + 1))
    )
    out.append(Chunk(Part.RELATIVE if relative else Part.SUBORDINATOR, i, i + 1, i, that=that))
    return i + 1


def _is_determiner(u: Unit, i: int, out: list[Chunk]) -> bool:
    """“on that day”, “decried that math, …”: “that” with a noun and no verb behind it."""
    n = len(u.tags)
    j = i + 1
    while j < n and u.tags[j] in "AN" and not is_verb(u, j):
        j += 1
    if j == i + 1:
        return False
    if out and out[-1].part is Part.PREPOSITION:
        return True
    return j >= n or u.tags[j] in ",.;:JS"


def _begins_infinitive(u: Unit, i: int) -> bool:
    j = i + 1
    while j < len(u.tags) and u.tags[j] == "R":
        j += 1
    if j >= len(u.tags) or u.tags[j] in "DCPO#MQ,.:;IW":
        return False
    return not (u.tags[j] == "A" and j + 1 < len(u.tags) and u.tags[j + 1] in "NA" and u.low[j] not in cues().verbs)


def _verb_group(u: Unit, i: int, out: list[Chunk]) -> int:
    """Append the verb group that begins at ``i``: auxiliaries, adverbs and one main verb."""
    n, tags, low = len(u.tags), u.tags, u.low
    j = i
    head = -1
    infinitive = modal = finite = False
    while j < n:
        tag = tags[j]
        if tag in "RL" or (tag == "D" and low[j] in ("all", "both", "each") and head >= 0):
            pass
        elif tag == "T" and head < 0 and not infinitive:
            infinitive = modal = True
        elif tag == "X":
            finite = finite or (not infinitive and low[j] not in _NON_FINITE)
            modal = low[j] in word_set("modals")
            head = j
        else:
            if tag in "VEGNA" and ((modal and (tag != "A" or not infinitive or head < 0)) or is_verb(u, j)):
                head = j
                j += 1
            break
        j += 1
    if head < 0:
        out.append(Chunk(Part.ADVERB, i, j, i))
        return max(j, i + 1)
    while j > head + 1 and tags[j - 1] in "RD":
        j -= 1
    out.append(Chunk(_verb_part(u, head, infinitive, finite), i, j, head))
    return j


_NON_FINITE = frozenset(["being", "having", "be", "been", "doing"])


def _verb_part(u: Unit, head: int, infinitive: bool, finite: bool) -> Part:
    word, form = u.low[head], u.tags[head]
    if finite:
        return Part.FINITE
    if infinitive:
        return Part.INFINITIVE
    if form == "G" or word in ("being", "having"):
        return Part.GERUND
    return Part.MAYBE if form == "E" or (form in "VN" and may_be_participle(word)) else Part.FINITE


def _noun_phrase(u: Unit, i: int, out: list[Chunk], skip: int = 0) -> int:
    """Append the base noun phrase that begins at ``i``; its first ``skip`` tokens are taken as they are."""
    n, tags = len(u.tags), u.tags
    j = i + skip
    while j < n:
        tag = tags[j]
        if tag == "C" and j + 1 < n and tags[j + 1] == "C":  # inside a name
            j += 1
            continue
        if j > i + skip and _parts(u, j):
            break
        if tag == "(" and j > i:
            close = _closing(u, j)
            j = close + 1 if close > j else j
            break
        if not _continues(u, j, i):
            break
        j += 1
        if ends_time(u, i, j):
            break
    j = max(j, i + 1)
    out.append(Chunk(Part.NOUN, i, j, j - 1, time=is_time(u, i, j)))
    return j


def _parts(u: Unit, j: int) -> bool:
    """Whether something new begins at ``j`` inside what could be one noun phrase: a determiner, a day, a verb."""
    tag, last = u.tags[j], u.tags[j - 1]
    if tag == "D":
        return last != "D" and u.low[j] != "other"
    if tag == "M":
        return last in "CN" and u.low[j] in word_set("weekdays")
    if last == "M" and tag == "C":
        return u.low[j - 1] in word_set("weekdays")
    if tag in "VEGN":
        return is_verb(u, j)
    if tag == "R":
        return not (j + 1 < len(u.tags) and u.tags[j + 1] in "A#EGNC" and last in "DA")
    return False


def _continues(u: Unit, j: int, i: int) -> bool:
    """Whether the token at ``j`` can belong to a noun phrase that began at ``i``."""
    tag = u.tags[j]
    if tag in "DCN#AMEGVL'" or j in u.joined:
        return True
    if j == i:
        return False
    after = u.tags[j + 1] if j + 1 < len(u.tags) else "."
    if tag == "Q":  # “the “bad” plan”
        return u.tags[j - 1] in "DA" and after in "NC" and j not in u.open_ended
    if tag == ",":  # “a wide, open field”
        return u.tags[j - 1] == "A" and after == "A" and u.tags[i] == "D"
    return tag == "R" or (tag == "J" and u.low[j] == "&" and after == "C")
