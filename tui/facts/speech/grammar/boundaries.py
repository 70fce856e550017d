"""Where a content ends, whether a clause begins, and what may stand between a cue and its content."""

from __future__ import annotations

from tui.facts.speech.grammar.clauses import subjects
from tui.facts.speech.grammar.noun_phrases import phrase_right
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.grammar.times_and_amounts import begins_amount
from tui.facts.speech.grammar.verb_forms import readings_at
from tui.facts.speech.lexicon import word_set

_LATE = frozenset({"late", "early", "earlier"})
_WHICH = frozenset({"last", "this", "next", "earlier"})


def skip_time(u: Unit, p: int) -> int:
    """First token behind “Tuesday night”, “late Sunday”, “last week” at ``p``; ``p`` where no such words stand
    or where they are themselves what is told of (“said Monday was a holiday”)."""
    n, tags, low = len(u.tags), u.tags, u.low
    q = p
    if q + 1 < n and low[q] in _LATE and tags[q + 1] == "M":
        q += 1
    if q < n and tags[q] == "M":
        q += 1
        if q < n and (tags[q] == "#" or low[q] in word_set("times")):
            q += 1
        if q + 1 < n and tags[q] == "," and tags[q + 1] == "#" and low[q + 1][:2] in ("19", "20"):
            q += 2
    elif q + 1 < n and low[q] in _WHICH and (tags[q + 1] == "M" or low[q + 1] in word_set("times")):
        q += 2
    if q == p or (q < n and tags[q] in "XVE"):
        return p
    return q


def skip_adjuncts(u: Unit, p: int, frames: frozenset[str]) -> int:
    """First token after "on Tuesday", "in a statement", "at a rally in Ohio" where something may be said."""
    n, tags, low = len(u.tags), u.tags, u.low
    for _ in range(4):
        if p >= n:
            return p
        after = skip_time(u, p)
        if after > p or tags[p] == "R":
            p = max(after, p + 1)
            if p + 1 < n and tags[p] == "J" and tags[p + 1] == "R":
                p += 1
            continue
        if tags[p] == "," and p + 2 < n and tags[p + 1] == "R" and tags[p + 2] == ",":  # “, however,”
            p += 3
            continue
        if begins_amount(u, p):
            break
        dated = p + 1 < n and tags[p + 1] == "M"
        if (
            tags[p] in "IT"
            and low[p] in word_set("adjunct_prepositions")
            and (dated or low[p] not in frames or (p + 1 < n and low[p + 1] == "condition"))
        ):
            q = phrase_right(u, p + 1, apposition=False)
            if q > p + 1:
                p = q
                continue
        break
    return p


def clause_follows(u: Unit, at: int) -> bool:
    """Whether a noun phrase and a finite verb begin at ``at``."""
    tags, n = u.tags, len(u.tags)
    if tags[at] == "P" and ("'" in u.words[at] or "’" in u.words[at]):  # “it’s”, “they’ve”
        return True
    if at in subjects(u).begins:
        return True
    j = phrase_right(u, at, apposition=False)
    if j == at:
        j = at + 1
    while j < n and tags[j] in "R,":
        j += 1
    return (j < n and (tags[j] in "XVE")) or any(tags[x] in "X" for x in range(at, min(n, at + 4)))


def _speaker_closes(u: Unit, at: int) -> bool:
    """Whether “…, the ministry said.” begins at ``at``: what stands before it is said by that speaker."""
    n = len(u.tags)
    if at >= n or u.tags[at] not in "CDNPA":
        return False
    verb = phrase_right(u, at, apposition=False)
    return at < verb < n and u.low[verb] in word_set("said_after") and (verb + 1 >= n or u.tags[verb + 1] in ".,;IM")


def _another_reports(u: Unit, at: int, k: int) -> bool:
    """Whether somebody else's report begins at ``at``: “…, but doctors said …”, “…, and Ukraine said …”."""
    parsed = subjects(u)
    if k not in parsed.of or at >= len(u.tags):
        return False
    if u.tags[at] == "J":
        at += 1
    verb = parsed.begins.get(at)
    return verb is not None and verb > k and parsed.of[k] != parsed.of[verb] and bool(readings_at(u, verb))


def content_end(u: Unit, start: int, k: int, short: bool = False, whole: bool = False) -> int:
    """End (half-open) of the content that begins at ``start`` and belongs to the cue at ``k``.

    ``short`` is for a noun phrase as content, which ends before a relative clause or a participle; ``whole`` for what
    follows a colon, which nothing but a closing bracket ends.
    """
    n, tags = len(u.tags), u.tags
    j = start
    depth = 0
    while j < n:
        tag = tags[j]
        if tag == "(":
            if depth == 0 and j > start and u.low[j + 1 : j + 2] in (["though"], ["although"], ["but"], ["while"]):
                return j
            depth += 1
        elif tag == ")":
            if depth == 0:
                return j
            depth -= 1
        elif depth == 0 and not whole and tag in ",;QJ":
            end = _ends_at(u, j, start, k, short)
            if end >= 0:
                return end
        j += 1
    while j > start and tags[j - 1] in ".,:-":
        j -= 1
    return j


def _ends_at(u: Unit, j: int, start: int, k: int, short: bool) -> int:
    """The end of the content where the sign or coordinator at ``j`` ends it, else -1."""
    tag = u.tags[j]
    if tag == ";":
        return j
    if j <= start:
        return -1
    if tag in ",Q" and _speaker_closes(u, j + 1):
        return j if tag == "," else j + 1
    if tag in ",J" and (_another_reports(u, j + 1, k) or _sentence_resumes(u, j, start, k)):
        return j
    if tag == ",":
        return j if _comma_ends(u, j, short) else -1
    if tag == "J" and u.low[j] in ("and", "but"):
        following = j + 1
        while following < len(u.tags) and u.tags[following] == "R":
            following += 1
        if following < len(u.tags) and u.low[following] in word_set("ends_content_after_and"):
            return j
    return -1


def _comma_ends(u: Unit, j: int, short: bool) -> bool:
    following = u.low[j + 1] if j + 1 < len(u.low) else ""
    if following in word_set("ends_content") and not (following == "but" and u.low[j + 2 : j + 3] == ["that"]):
        return True
    return short and bool(following) and (u.tags[j + 1] in "GW" or following in ("who", "as"))


def _sentence_resumes(u: Unit, j: int, start: int, k: int) -> bool:
    """Whether behind ``j`` the clause goes on in which the cue's own clause stands, or the source reports again.

    “The deal, expected to close in May, | values …”; “She said prices rose | and warned that …”.
    """
    parsed = subjects(u)
    verb = parsed.verb_from.get(j + 1)
    if verb is None or verb <= k or verb not in parsed.of or start <= parsed.of[verb][0]:
        return False
    mine = parsed.of.get(k)
    if parsed.of[verb] != mine:
        return u.tags[j] == "," and parsed.of[verb][0] < k
    return u.tags[j] == "J" and bool(readings_at(u, verb))
