"""Noun phrases around a cue, by a grammar of coarse word classes: who speaks, who is spoken to, where a clause ends."""

from __future__ import annotations

from tui.facts.speech.tagged_sentence import Unit

NOMINAL = frozenset("NCDAPO#MLW")
_HEAD = frozenset("NC#M")
_INNER = frozenset(["of", "for", "in", "at", "from", "with", "on"])
_LONGEST = 40  # tokens looked at for one phrase: keeps every step bounded


def group_start(u: Unit, k: int) -> tuple[int, frozenset[str]]:
    """(first token of the verb group that ends with the verb at ``k``, the words before the verb in it)."""
    tags, low = u.tags, u.low
    j = k
    seen: set[str] = set()
    while j > 0 and k - j < 12:
        tag, word = tags[j - 1], low[j - 1]
        if tag in "XRL":
            seen.add(word)
            j -= 1
        elif tag == "J" and j > 1 and j < k and tags[j - 2] in "XR" and tags[j] in "XR":
            j -= 1
        elif tag == "M" and j > 1 and low[j - 2] in ("on", "since") and j < k + 1 and j > 2:
            j -= 2
        elif tag == "M" and j > 1 and tags[j - 2] in "CNPOX":
            j -= 1
        else:
            break
    return j, frozenset(seen)


def phrase_left(u: Unit, last: int) -> int:
    """First token of the noun phrase whose last token is ``last``; ``last + 1`` if there is none."""
    tags, low, words = u.tags, u.low, u.words
    if last < 0 or (tags[last] not in NOMINAL and tags[last] not in ")Q"):
        return last + 1
    if tags[last] in "PWO":
        return last
    j = last
    floor = max(0, last - _LONGEST)
    joined = -1
    if tags[j] == ")":
        while j > floor and tags[j] != "(":
            j -= 1
        if tags[j] != "(" or j == 0 or tags[j - 1] not in "CN#":
            return last + 1
        j -= 1
    while j > floor:
        tag = tags[j - 1]
        if tag in "CN#A" or (tag == "M" and tags[j] != "D"):
            j -= 1
        elif tag == "D":
            j -= 1
            if tags[j] == "D" and j > 0 and tags[j - 1] not in "DI":
                pass
        elif tag == ")":
            k = j - 2
            while k > floor and tags[k] != "(":
                k -= 1
            if tags[k] != "(":
                break
            j = k
        elif tag == "I" and low[j - 1] in _INNER and j > 1 and tags[j - 2] in "CN#":
            j -= 1
        elif tag == "G" and j > 2 and low[j - 2] == "of" and tags[j - 3] in "CN":
            j -= 2
        elif tag == "J" and j > 1 and tags[j - 2] in "CN#)" and tags[j] in "CND#A" and low[j - 1] != "but":
            joined = j
            j -= 1
        elif (
            (tag in "EG" and j > 1 and tags[j - 2] in "DAR")
            or (tag == "R" and tags[j] in "EGA#" and j > 1)
            or (tag == "," and tags[j] in "CD#" and j > 1 and tags[j - 2] in "C" and joined > 0)
            or (tag in "'Q" and tag == "'")
            or (tag == "." and len(words[j - 2 if j > 1 else 0]) <= 4 and tags[j] == "C")
        ):
            j -= 1
        else:
            break
    if joined > 0 and j > 0 and tags[j - 1] in "EVGXIT":
        return joined
    while j < last and tags[j] in ",.'":
        j += 1
    return j


def subject_left(u: Unit, left: int) -> tuple[int, int] | None:
    """Tokens of the subject that stands before the verb group beginning at ``left``, half-open; None if none."""
    tags, low = u.tags, u.low
    k = left - 1
    if k < 0:
        return None
    while k > 1 and tags[k] in "#M" and low[k - 1] in ("in", "on", "since"):  # “who in 2010 said”
        k -= 2
    if tags[k] == ",":
        return _over_commas(u, k)
    if tags[k] == "-":
        p = k - 1
        while p > max(0, k - _LONGEST) and tags[p] != "-":
            p -= 1
        if tags[p] != "-" or p < 1:
            return None
        a = phrase_left(u, p - 1)
        return (a, k) if a < p else None
    if tags[k] == "'" and k > 0:
        k -= 1
    if tags[k] == ")":
        p = k - 1
        while p > max(0, k - _LONGEST) and tags[p] != "(":
            p -= 1
        if p < 1:
            return None
        a = phrase_left(u, p - 1)
        return (a, k + 1) if a < p else None
    if tags[k] not in NOMINAL:
        return None
    if tags[k] not in "PWO":
        a = phrase_left(u, k)
        p = a - 1  # “protesters marching through the streets”: the subject is before the participle
        if p > 0 and tags[p] == "I":
            p -= 1
        if 0 < p < a and tags[p] in "GE" and tags[p - 1] in "NC" and tags[p + 1] in "IDNC":
            b = phrase_left(u, p - 1)
            if b < p:
                return (b, k + 1)
    if tags[k] == "D" and low[k] in ("the", "a", "an", "my", "your", "our", "their", "its"):
        return None
    a = phrase_left(u, k)
    return (a, k + 1) if a <= k else None


def _over_commas(u: Unit, k: int) -> tuple[int, int] | None:
    """The subject before a comma that closes an apposition, a relative clause or an aside."""
    tags, low = u.tags, u.low
    p = k - 1
    floor = max(0, k - _LONGEST)
    while p > floor and tags[p] != ",":
        p -= 1
    if p < 1 or tags[p] != ",":
        return None
    opener = tags[p + 1]
    if tags[p - 1] not in NOMINAL and tags[p - 1] not in ")'":
        return None
    a = phrase_left(u, p - 1)
    if a >= p:
        return None
    if opener in "DCN#AW" or low[p + 1] in ("one", "formerly", "himself", "herself"):
        # an apposition to an apposition: "Ed Rendell, a former governor, and two-term mayor,"
        if tags[a] == "D" and a > 1 and tags[a - 1] == "," and tags[a - 2] == "C":
            a = phrase_left(u, a - 2)
        return (a, k)
    return (a, p)


def phrase_right(u: Unit, first: int, limit: int | None = None, apposition: bool = True) -> int:
    """End (half-open) of the noun phrase that begins at ``first``; ``first`` if none begins there."""
    tags, low = u.tags, u.low
    n = min(len(tags), first + _LONGEST) if limit is None else min(limit, first + _LONGEST)
    if first >= n or (
        tags[first] not in "CNDAPO#MLEG" and not (tags[first] == "R" and first + 1 < n and tags[first + 1] in "A#")
    ):
        return first
    if tags[first] in "PO":
        return first + 1
    j = first + 1
    while j < n:
        tag = tags[j]
        if tag == "R" and tags[j - 1] in "CN":
            break
        if tag == "M" and tags[j - 1] in "CN" and low[j - 1] not in ("the",):
            break
        if tag in "CN#ADMR":
            if tag == "D" and tags[j - 1] not in "IJD,EGR" and low[j] not in ("other",):
                break
            j += 1
        elif tag == "I" and low[j] in _INNER and j + 1 < n and tags[j + 1] in "CND#A":
            if low[j] in ("in", "on", "at") and j + 1 < n and tags[j + 1] == "M":
                break
            j += 2
        elif (
            tag == "J" and low[j] in ("and", "&", "or") and j + 1 < n and tags[j + 1] in "CD#A" and tags[j - 1] in "CN"
        ):
            j += 2
        elif tag == "(":
            k = j + 1
            while k < n and tags[k] != ")":
                k += 1
            if k >= n:
                break
            j = k + 1
        elif (
            (tag == "E" and tags[j - 1] in "DA")
            or (tag == "G" and tags[j - 1] in "DAC")
            or tag == "'"
            or (tag == "." and tags[j - 1] == "C" and j + 1 < n and tags[j + 1] == "C")
        ):
            j += 1
        elif (
            tag == ","
            and apposition
            and j + 1 < n
            and (tags[j + 1] in "DN" or tags[j + 1] == "A")
            and tags[j - 1] in "CN)"
        ):
            k = phrase_right(u, j + 1, n, False)
            if k == j + 1 or (k < n and tags[k] not in ",.-WQ;:IG"):
                break
            j = k
            apposition = False
        else:
            break
    return j


def is_quote_beside(u: Unit, k: int) -> int:
    """The folded quotation that ends right before token ``k`` (a comma between allowed), else -1."""
    if k > 0 and u.tags[k - 1] == "Q":
        return k - 1
    if k > 1 and u.tags[k - 1] in ",-" and u.tags[k - 2] == "Q":
        return k - 2
    return -1
