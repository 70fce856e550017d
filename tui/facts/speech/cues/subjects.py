"""Who a verb belongs to: the subject before it, shared with an earlier verb, of a participle, or put after it."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Attribution, Range
from tui.facts.speech.grammar.noun_phrases import group_start, phrase_left, phrase_right, subject_left
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue, word_set


def shared(before: list[Attribution]) -> Range | None:
    """The source an earlier attribution leaves for the next verb: the last one that is not itself reported."""
    for a in reversed(before):
        if a.source is not None and a.word.kind != "noun" and not _within(a, before):
            return a.source
    return None


def gerund_source(u: Unit, left: int, before: list[Attribution]) -> Range | None:
    tags = u.tags
    previous = tags[left - 1] if left > 0 else ""
    if left == 0 or (left == 1 and tags[0] in "IS"):  # “Bemoaning the delay, Ellis left”
        comma = next((j for j in range(left + 1, len(tags) - 2) if tags[j] == "," and tags[j + 1] in "CPD"), -1)
        if comma > 0:
            end = phrase_right(u, comma + 1, apposition=False)
            if end < len(tags) and tags[end] in "XVERN":
                return (comma + 1, end)
        return None
    if previous in "NC" and previous and left > 0:
        a = phrase_left(u, left - 1)
        return (a, left)
    if previous in "PO" and previous:
        return (left - 1, left)
    known = shared([a for a in before if a.source and a.source[1] <= left])
    if known:
        return known
    return main_subject(u, left)


def _within(a: Attribution, others: list[Attribution]) -> bool:
    """Whether ``a`` is reported by another one: its source stands in the other's content."""
    return a.source is not None and any(s <= a.source[0] < e for o in others if o is not a for s, e in o.parts)


def main_subject(u: Unit, limit: int) -> Range | None:
    """The subject of the sentence's first verb: the noun phrase it begins with, or the one after a first comma."""
    tags = u.tags
    first = 0
    if limit == 0 or limit == 1:  # the cue itself comes first: "Asked about …, Trump said"
        return None
    while first < limit and tags[first] in "RJ,SMQ":
        first += 1
    if tags[first] in "IGET":
        while first < limit and tags[first] != ",":
            first += 1
        first += 1
    if first >= limit:
        return None
    end = phrase_right(u, first, limit)
    return (first, end) if end > first else None


def infinitive_source(u: Unit, left: int, before: list[Attribution]) -> tuple[Range | None, int]:
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
    known = shared([a for a in before if a.source and a.source[1] <= left])
    return known or main_subject(u, left - 1), left


def can_invert(u: Unit, k: int, end: int, frames: frozenset[str], quote: int, cue: Cue) -> bool:
    """Whether "said Ellis" stands here: a verb of saying, the speaker after it, what is said before it."""
    tags = u.tags
    if ("q" not in frames and "c" not in frames) or end >= len(tags):
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
        return (after in ":," and tags[end] in "CP") or (u.previous is not None and earlier_quote(u) is not None)
    return (
        u.tags[k - 1] == "," and after in ".,IWGS-:;E(M" and cue.lemma in word_set("said_before") and tags[end] in "CDN"
    )


def earlier_quote(u: Unit) -> tuple[Unit, int] | None:
    """The quotation with which the sentence before ends ("Are you ready?" Trump asked)."""
    p = u.previous
    if p is not None and p.tags and p.tags[-1] == "Q":
        return p, len(p.tags) - 1
    return None
