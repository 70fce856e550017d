"""Repairs of a sentence's tokens before the rules read it: abbreviations, hyphens, datelines, small words in names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.facts.speech.grammar.tagged_sentence import Unit

_MAY_AFTER = frozenset(
    ["in", "by", "since", "of", "until", "last", "this", "next", "from", "early", "late", "mid", "during"]
)


def _is_abbreviation(word: str) -> bool:
    """“U”, “Sen”, “Inc”, “p”: a capital or hardly any letters; “said.” is a word and a stop."""
    return word[-1].isalpha() and (word[0].isupper() or len(word) < 3)


def join_abbreviations(unit: Unit) -> None:
    """Make one token of “U.S.”, “Sen.” and “Inc.”: a stop right behind a word inside a sentence ends no sentence."""
    words, starts, ends = unit.words, unit.starts, unit.ends
    if "." not in words[:-1]:
        return
    keep: list[int] = []
    quote: dict[int, int] = {}
    open_ended: set[int] = set()
    last = len(words) - 1
    for i, word in enumerate(words):
        before = keep[-1] if keep else -1
        touches = before >= 0 and starts[i] == ends[before] and unit.tags[before] != "Q"
        if touches and word == "." and i < last and unit.tags[i + 1] != "Q" and _is_abbreviation(words[before]):
            words[before] += "."
            ends[before] = ends[i]
        elif touches and words[before][-1] == "." and len(word) < 3 and word[0].isalpha() and len(words[before]) < 9:
            words[before] += word
            ends[before] = ends[i]
        else:
            if i in unit.quote:
                quote[len(keep)] = unit.quote[i]
            if i in unit.open_ended:
                open_ended.add(len(keep))
            keep.append(i)
            continue
        if words[before][0].isupper() and unit.tags[before] != "M":
            unit.tags[before] = "C"
    if len(keep) == len(words):
        return
    unit.quote, unit.open_ended = quote, open_ended
    unit.words = [words[i] for i in keep]
    unit.low = [words[i].lower() for i in keep]
    unit.tags = [unit.tags[i] for i in keep]
    unit.starts = [starts[i] for i in keep]
    unit.ends = [ends[i] for i in keep]


def join_hyphens(unit: Unit) -> None:
    """A hyphen inside a word ("short-term") is no dash: it joins, and what follows it is no cue."""
    starts, ends, tags = unit.starts, unit.ends, unit.tags
    for i, word in enumerate(unit.words):
        if word in "-–" and 0 < i < len(tags) - 1 and starts[i] == ends[i - 1] and starts[i + 1] == ends[i]:
            tags[i] = "A"
            unit.joined.add(i + 1)
            if tags[i + 1] in "GEVR":
                tags[i + 1] = "A"
            if tags[i - 1] in "GEVIR":
                tags[i - 1] = "A"


def dateline_of(unit: Unit) -> int:
    """How many tokens a dateline has: a place in capitals, perhaps a day and an agency, and a dash."""
    words, tags = unit.words, unit.tags
    if not words[0].isupper() or len(words[0]) < 3 or not words[0].isalpha():
        return 0
    for j in range(1, min(len(words) - 1, 14)):
        if tags[j] == "-" or (words[j] == "-" and unit.starts[j] > unit.ends[j - 1]):
            return j + 1
        if tags[j] not in "C,M#().N'":
            return 0
    return 0


def month_of_may(unit: Unit) -> None:
    """“in May” is a month, “Theresa May” a name; “Will urged” is one, too."""
    for i, word in enumerate(unit.words):
        if word == "May" and i > 0:
            if unit.low[i - 1] in _MAY_AFTER or (i + 1 < len(unit.words) and unit.words[i + 1][0].isdigit()):
                unit.tags[i] = "M"
            elif unit.tags[i - 1] == "C":
                unit.tags[i] = "C"
        elif word == "Will" and i + 1 < len(unit.words) and (i or unit.tags[1] in "XVE"):
            unit.tags[i] = "C"


def capitals_in_names(unit: Unit) -> None:
    """“CBS This Morning”, “the Will to Live”: a small word with a capital between two names is part of the name."""
    tags = unit.tags
    for i in range(1, len(tags) - 1):
        word = unit.words[i]
        if tags[i] in "DXRSV" and word[0].isupper() and len(word) > 2 and tags[i - 1] == "C" and tags[i + 1] == "C":
            tags[i] = "C"
