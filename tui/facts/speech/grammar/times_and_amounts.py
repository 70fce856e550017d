"""Words of time and of amount, where a noun phrase begins with them or is one: “last night”, “at least 14”."""

from __future__ import annotations

from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import word_set

ABOUT = frozenset(["about", "around", "over", "under", "nearly", "almost", "roughly"])
_THAN = frozenset(["more", "fewer", "less"])
AMOUNT_STARTS = ABOUT | _THAN | {"at"}
TIME_STARTS = frozenset(["last", "next", "this", "earlier", "late", "early", "that"])
_WHICH = frozenset(["last", "next", "this", "earlier", "late", "early"])


def begins_time(u: Unit, i: int) -> bool:
    if i + 1 >= len(u.tags):
        return False
    following = u.low[i + 1]
    if u.low[i] == "that" and i and u.tags[i - 1] in "NCI":
        return following in word_set("times") and (i + 2 >= len(u.tags) or u.tags[i + 2] not in "XVE")
    if u.low[i] not in _WHICH or u.tags[i] not in "RDA":
        return False
    return u.tags[i + 1] == "M" or following in word_set("times")


def begins_amount(u: Unit, i: int) -> bool:
    """“at least 14”, “about 270”, “nearly 40” begin a noun phrase."""
    if i + 1 >= len(u.tags):
        return False
    if u.low[i] == "at":
        return u.low[i + 1] in ("least", "most")
    if u.low[i] in _THAN:
        return u.low[i + 1] == "than" and i + 2 < len(u.tags) and u.tags[i + 2] in "#DA"
    after_noun = i > 0 and u.tags[i - 1] in "NDC" and u.tags[i] == "I"  # “those over 60”
    return u.low[i] in ABOUT and u.tags[i + 1] == "#" and not after_noun


def ends_time(u: Unit, i: int, j: int) -> bool:
    """Whether “last night” or “a year” ends at ``j`` and something else begins there."""
    if j - i < 2 or j >= len(u.tags) or u.low[j - 1] not in word_set("times"):
        return False
    first = u.low[i]
    return first in ("last", "this", "next", "that", "earlier", "late", "every", "each") and u.tags[j] in "CD"


def is_time(u: Unit, i: int, j: int) -> bool:
    low = u.low
    last = low[j - 1]
    if u.tags[j - 1] == "M" and u.words[j - 1] in word_set("days"):
        return all(u.tags[x] in "MAR#D" for x in range(i, j))
    if last in word_set("times") or (last.endswith("s") and last[:-1] in word_set("times")):
        if low[i] in ("last", "this", "next", "earlier", "late", "early", "every", "each", "one") and j - i > 1:
            return True
        after = low[j] if j < len(low) else ""
        return after in ("later", "ago", "earlier", "after", "before") or u.tags[i] == "M"
    if u.tags[i] == "#" and j - i == 1 and len(low[i]) == 4 and low[i].isdigit():
        return True
    return low[i] in ("yesterday", "today", "tomorrow") and j - i == 1
