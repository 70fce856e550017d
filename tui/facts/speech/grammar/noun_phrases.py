"""Noun phrases around a cue, by a grammar of coarse word classes: who speaks, who is spoken to, where a clause ends."""

from __future__ import annotations

from tui.facts.speech.grammar.tagged_sentence import Unit

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
    tags = u.tags
    if last < 0 or (tags[last] not in NOMINAL and tags[last] not in ")Q"):
        return last + 1
    if tags[last] in "PWO":
        return last
    j = last
    floor = max(0, last - _LONGEST)
    joined = -1
    if tags[j] == ")":
        j = _opening(u, j, floor)
        if tags[j] != "(" or j == 0 or tags[j - 1] not in "CN#":
            return last + 1
        j -= 1
    while j > floor:
        if tags[j - 1] == "J" and _joins_left(u, j):
            joined = j
        step = _step_left(u, j, joined, floor)
        if step == j:
            break
        j = step
    if joined > 0 and j > 0 and tags[j - 1] in "EVGXIT":
        return joined
    while j < last and tags[j] in ",.'":
        j += 1
    return j


def _opening(u: Unit, j: int, floor: int) -> int:
    """The bracket that the one at ``j`` closes, or where the search ended."""
    while j > floor and u.tags[j] != "(":
        j -= 1
    return j


def _joins_left(u: Unit, j: int) -> bool:
    """Whether “and” before ``j`` joins two noun phrases."""
    return j > 1 and u.tags[j - 2] in "CN#)" and u.tags[j] in "CND#A" and u.low[j - 1] != "but"


def _step_left(u: Unit, j: int, joined: int, floor: int) -> int:
    """One step of :func:`phrase_left`: the new first token, or ``j`` where the phrase begins."""
    tags, low = u.tags, u.low
    tag = tags[j - 1]
    if tag in "CN#AD" or (tag == "M" and tags[j] != "D"):
        return j - 1
    if tag == ")":
        k = _opening(u, j - 2, floor)
        return k if tags[k] == "(" else j
    if tag == "I" and low[j - 1] in _INNER and j > 1 and tags[j - 2] in "CN#":
        return j - 1
    if tag == "G" and j > 2 and low[j - 2] == "of" and tags[j - 3] in "CN":
        return j - 2
    if tag == "J" and _joins_left(u, j):
        return j - 1
    return j - 1 if _belongs_left(u, j, joined) else j


def _belongs_left(u: Unit, j: int, joined: int) -> bool:
    """Participles and adverbs before nouns, commas of a list, apostrophes, stops of abbreviations."""
    tags = u.tags
    tag = tags[j - 1]
    if tag in "EG" and j > 1 and tags[j - 2] in "DAR":
        return True
    if tag == "R":
        return tags[j] in "EGA#" and j > 1
    if tag == ",":
        return joined > 0 and tags[j] in "CD#" and j > 1 and tags[j - 2] == "C"
    if tag == ".":
        return len(u.words[j - 2 if j > 1 else 0]) <= 4 and tags[j] == "C"
    return tag == "'"


def subject_left(u: Unit, left: int) -> tuple[int, int] | None:
    """Tokens of the noun phrase before the verb group beginning at ``left``, half-open; None if there is none.

    A look at the words alone, for verbs whose subject the parse of the sentence does not give.
    """
    tags, low = u.tags, u.low
    k = left - 1
    if k < 0:
        return None
    while k > 1 and tags[k] in "#M" and low[k - 1] in ("in", "on", "since"):  # “who in 2010 said”
        k -= 2
    if tags[k] == ",":
        return _over_commas(u, k)
    if tags[k] in "-)":
        return _over_aside(u, k)
    if tags[k] == "'" and k > 0:
        k -= 1
    if tags[k] not in NOMINAL or (tags[k] == "D" and low[k] in _NO_SUBJECT):
        return None
    a = phrase_left(u, k)
    if tags[k] not in "PWO":
        b = _before_participle(u, a)
        if b >= 0:
            return (b, k + 1)
    return (a, k + 1) if a <= k else None


_NO_SUBJECT = frozenset(["the", "a", "an", "my", "your", "our", "their", "its"])


def _over_aside(u: Unit, k: int) -> tuple[int, int] | None:
    """The subject before an aside in dashes or brackets that ends at ``k``."""
    opener = "-" if u.tags[k] == "-" else "("
    p = k - 1
    while p > max(0, k - _LONGEST) and u.tags[p] != opener:
        p -= 1
    if p < 1 or u.tags[p] != opener:
        return None
    a = phrase_left(u, p - 1)
    if a >= p:
        return None
    return (a, k) if opener == "-" else (a, k + 1)


def _before_participle(u: Unit, a: int) -> int:
    """“protesters marching through the streets”: first token of the subject before the participle, else -1."""
    tags = u.tags
    p = a - 1
    if p > 0 and tags[p] == "I":
        p -= 1
    if 0 < p < a and tags[p] in "GE" and tags[p - 1] in "NC" and tags[p + 1] in "IDNC":
        b = phrase_left(u, p - 1)
        return b if b < p else -1
    return -1


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
    """End (half-open) of the noun phrase that begins at ``first``; ``first`` if none begins there.

    ``limit`` ends the search; with ``apposition`` the phrase may go on behind one comma ("Vos, a baker").
    """
    tags = u.tags
    n = min(len(tags), first + _LONGEST) if limit is None else min(limit, first + _LONGEST)
    if first >= n or (
        tags[first] not in "CNDAPO#MLEG" and not (tags[first] == "R" and first + 1 < n and tags[first + 1] in "A#")
    ):
        return first
    if tags[first] in "PO":
        return first + 1
    j = first + 1
    while j < n:
        if tags[j] == "," and apposition:
            step = _over_apposition(u, j, n)
            apposition = False
        else:
            step = _step_right(u, j, n)
        if step == j:
            break
        j = step
    return j


def _over_apposition(u: Unit, j: int, n: int) -> int:
    """End of the noun phrase behind the comma at ``j`` where it stands beside the one before, else ``j``."""
    if j + 1 >= n or u.tags[j + 1] not in "DNA" or u.tags[j - 1] not in "CN)":
        return j
    k = phrase_right(u, j + 1, n, False)
    if k == j + 1 or (k < n and u.tags[k] not in ",.-WQ;:IG"):
        return j
    return k


def _step_right(u: Unit, j: int, n: int) -> int:
    """One step of :func:`phrase_right`: the new end, or ``j`` where the phrase ends."""
    tags, low = u.tags, u.low
    tag, last = tags[j], tags[j - 1]
    if tag in "RM" and last in "CN":
        return j
    if tag in "CN#AMR":
        return j + 1
    if tag == "D":
        return j + 1 if last in "IJD,EGR" or low[j] == "other" else j
    following = tags[j + 1] if j + 1 < n else ""
    if tag == "I":
        timed = low[j] in ("in", "on", "at") and following == "M"
        return j + 2 if low[j] in _INNER and following and following in "CND#A" and not timed else j
    if tag == "J":
        joins = low[j] in ("and", "&", "or") and following and following in "CD#A" and last in "CN"
        return j + 2 if joins else j
    if tag == "(":
        k = next((k for k in range(j + 1, n) if tags[k] == ")"), -1)
        return k + 1 if k > 0 else j
    belongs = (
        (tag == "E" and last in "DA")
        or (tag == "G" and last in "DAC")
        or tag == "'"
        or (tag == "." and last == "C" and following == "C")
    )
    return j + 1 if belongs else j


def is_quote_beside(u: Unit, k: int) -> int:
    """The folded quotation that ends right before token ``k`` (a comma between allowed), else -1."""
    if k > 0 and u.tags[k - 1] == "Q":
        return k - 1
    if k > 1 and u.tags[k - 1] in ",-" and u.tags[k - 2] == "Q":
        return k - 2
    return -1
