"""What is said: the quotation, clause or phrase that a cue introduces, and where it ends."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Attribution, Range
from tui.facts.speech.boundaries import clause_follows, content_end, skip_adjuncts
from tui.facts.speech.lexicon import Cue, word_set
from tui.facts.speech.noun_phrases import is_quote_beside, phrase_left, phrase_right
from tui.facts.speech.subjects import earlier_quote
from tui.facts.speech.tagged_sentence import Unit

_WH = frozenset({"whether", "how", "why", "what", "where", "if", "when"})
_SPEECH = frozenset({"c", "q", "w", "a"})


def as_somebody(
    u: Unit, end: int, frames: frozenset[str], source: Range | None, inverted: bool
) -> tuple[list[Range], int, str, bool] | None:
    """“As Politico reported, …”, “…, as Politico reported”."""
    if source is None or source[0] == 0 or u.low[source[0] - 1] != "as" or inverted or frames.isdisjoint(_SPEECH):
        return None
    tags, n = u.tags, len(u.tags)
    at = source[0] - 1
    if at > 0 and tags[at - 1] not in ",J-Q":
        return None
    q = end
    while q < n and q < end + 8 and tags[q] not in ",.Q:-":
        q += 1
    parts = []
    if at > 3 and tags[at - 1] == ",":
        parts.append((0, at - 1))
    elif at > 0 and tags[at - 1] == "Q":
        parts.append((0, at))
    if q + 2 < n and tags[q] in ",:":
        parts.append((q + 1, content_end(u, q + 1, end)))
    elif q < n and tags[q] == "Q":
        parts.append((q, q + 1))
    elif (q < n and tags[q] != ".") or not parts:
        return None
    return parts, end, "parenthesis", False


def content_of(
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
    n, tags, _low = len(u.tags), u.tags, u.low
    p = source[1] if inverted and source else end
    left = _left_content(u, k, source, inverted, before) if frames & {"c", "q", "a"} else None
    around = _around(u, k, source, end) if left is None and not inverted and "c" in frames else None
    if around is not None:
        return around, end, "parenthesis", False
    if inverted:
        if left is None:
            if k == 0 and p + 1 < n and (tags[p] == ":" or (tags[p] == "," and tags[p + 1] == "Q")):
                return [(p + 1, content_end(u, p + 1, k, whole=True))], end, "colon", True
            return None
        parts, direct = left
        rest = _after_parenthesis(u, p, k)
        return parts + rest, end, "quote" if direct else "parenthesis", direct
    if left is not None and left[1]:
        # “…,” he said, …
        q = p
        rest = _after_parenthesis(u, q, k)
        return left[0] + rest, end, "quote", True
    q = skip_adjuncts(u, p, frames)
    if "a" in frames and p < n and tags[p] in "CDNOPM#A":
        a = phrase_right(u, p, apposition=False)
        if a > p:
            at = skip_adjuncts(u, a, frames)
            addressed = _right(u, k, a, at, frames - {"n"}, cue, end, addressed=True)
            if addressed is not None:
                return addressed
    fit = _right(u, k, p, q, frames, cue, end)
    if fit is None and "a" in frames and p < n:
        a = phrase_right(u, p, apposition=False)
        if a > p:
            q = skip_adjuncts(u, a, frames)
            if left is not None and q >= a and (q >= n or tags[q] in ".,;-IGS"):
                return left[0] + _after_parenthesis(u, q, k), end, "parenthesis", False
    if fit is not None:
        return fit
    if left is not None and (q >= n or tags[q] in ".,;-)(GIS" or tags[p] in ".,;-IG") and frames & {"c", "a"}:
        return left[0] + _after_parenthesis(u, q, k), end, "parenthesis", False
    return None


def _around(u: Unit, k: int, source: Range | None, end: int) -> list[Range] | None:
    """The sentence around its cue: “The dam, the minister said, will hold”, “what officials said is a flaw”."""
    n, tags = len(u.tags), u.tags
    if source is None or source[0] < 1 or source[1] > k:
        return None
    if (tags[source[0] - 1] == "W" or u.low[source[0] - 1] == "what") and end < n and tags[end] in "XV":
        return [(source[0] - 1, source[0]), (end, content_end(u, end, k))]
    if source[0] < 2 or tags[source[0] - 1] != ",":
        return None
    q = skip_adjuncts(u, end, frozenset())
    if q + 2 >= n or tags[q] != "," or tags[q + 1] in "GWJSQ":
        return None
    begin = phrase_left(u, source[0] - 2) if tags[q + 1] in "XVE" else 0
    return [(begin, source[0] - 1), (q + 1, content_end(u, q + 1, k))] if begin < source[0] - 1 else None


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
        silent = any(w in word_set("negations") or w.endswith(("n't", "n’t")) for w in u.low[:k])
        return ([], True) if earlier_quote(u) is not None and len(u.tags) < 14 and not silent else None
    if quote >= 0:
        begin = quote
        if quote > 0 and tags[quote - 1] not in ".:" and not any(a.cue[1] <= quote and a.direct for a in before):
            begin = _sentence_begin(u, quote, before)
        return [(begin, quote + 1)], True
    if (tags[edge - 1] == "," and edge > 1) or (tags[edge - 1] == "-" and edge > 1):
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
    if first == "Q":
        return True
    counted = tags[a + 1] in "#A" and any(t == "X" for t in tags[a:b])  # “About 270 people have …”, “Almost 650 …”
    if first in "IR" and counted:
        return True
    if first in "IGTR" or first == "S" or u.low[a] in ("despite", "asked", "speaking"):
        # an adverbial in front unless a main clause follows it: needs a comma and a verb later
        comma = next((j for j in range(a, b) if tags[j] == ","), -1)
        if comma < 0:
            return False
        return any(tags[j] in "XV" for j in range(comma, b))
    return any(tags[j] in "XVE" or (u.low[j].endswith("s") and tags[j] == "N") for j in range(a + 1, b))


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
    if q + 2 < n and tags[q] == "," and tags[q + 2] == "Q" and u.low[q + 1] in ("but", "and", "that", "because"):
        return [(q + 2, content_end(u, q + 2, k))]
    if q + 2 < n and tags[q] == "," and tags[q + 1] == "G":  # “he said, pointing at the map, “…””
        comma = next((j for j in range(q + 2, n - 1) if tags[j] == ","), -1)
        if comma > 0 and tags[comma + 1] == "Q":
            return [(comma + 1, content_end(u, comma + 1, k))]
    if (
        q == p
        and q + 2 < n
        and tags[q] == ","
        and tags[q + 1] not in "GW"
        and u.low[q + 1] not in ("but", "while", "though", "although")
    ):
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
            direct = (at + 1 >= n or tags[at + 1] == ".") and "q" in frames and not cue.tail
            return [(at, content_end(u, at, k))], end, "quote", direct
        if word == "as" and "n" in frames and at + 1 < n and tags[at + 1] == "Q":  # “which he described as “…””
            return [(at + 1, at + 2)], end, "quote", False
        if word == "that" and frames & {"c", "a", "~c"} and at + 1 < n:
            return [(at, content_end(u, at, k))], end, "that", False
        asks = (tag == "S" and word in _WH) or tag == "W" or word in ("what", "who")
        if asks and (frames & {"c", "w", "a", "~c"} or ("n" in frames and word in ("what", "who", "how", "why"))):
            return [(at, content_end(u, at, k))], end, "question", False
        if word in ("although", "though", "if", "unless") and "c" in frames and at + 2 < n and tags[at + 1] not in "GE":
            return [(at, content_end(u, at, k))], end, "clause", False
        if tag == "T" and frames & {"i", "~i"} and at + 1 < n and tags[at + 1] not in "DCPO#M":
            return [(at, content_end(u, at, k))], end, "infinitive", False
        if tag in "IT" and word in frames and at + 1 < n and tags[at + 1] not in ".,M":
            return [(at + 1, content_end(u, at + 1, k, short=True))], at + 1, "preposition", False
        if addressed and (tag == "P" or (tag in "DC" and at + 1 < n and tags[at + 1] in "XVEN")):
            return [(at, content_end(u, at, k))], end, "clause", False
        if not addressed and tag in "CNDAPO#GMLRE" and at == p:
            if frames & {"c", "~c"} and clause_follows(u, at):
                return [(at, content_end(u, at, k))], end, "clause", False
            if ("n" in frames and tag not in "RE") or (
                tag in "RE" and "n" in frames and at + 1 < n and tags[at + 1] in "NCA"
            ):
                return [(at, content_end(u, at, k, short=True))], end, "np", False
    return None
