"""What is said: the quotation, clause or phrase that a cue introduces, and where it ends."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Attribution, Range
from tui.facts.speech.cues.subjects import earlier_quote
from tui.facts.speech.grammar.boundaries import clause_follows, content_end, skip_adjuncts, skip_time
from tui.facts.speech.grammar.noun_phrases import is_quote_beside, phrase_left, phrase_right
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.grammar.times_and_amounts import begins_amount
from tui.facts.speech.lexicon import Cue, word_set

_WH = frozenset({"whether", "how", "why", "what", "where", "if", "when"})
_CONCEDING = frozenset({"although", "though", "if", "unless", "because"})
_SPEECH = frozenset({"c", "q", "w", "a"})

Fit = tuple[list[Range], int, str, bool]
"""The parts of a content, the end of its cue, the rule that found it, and whether it is direct speech."""


def as_somebody(u: Unit, end: int, frames: frozenset[str], source: Range | None, inverted: bool) -> Fit | None:
    """“As Politico reported, …”, “…, as Politico reported”."""
    if source is None or source[0] == 0 or u.low[source[0] - 1] != "as" or inverted or frames.isdisjoint(_SPEECH):
        return None
    if u.title:  # in a headline “as” means “while”
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
) -> Fit | None:
    """What the cue at ``k`` introduces; None where no frame fits.

    ``end`` is behind the cue with its particle; ``before`` are the earlier attributions of the sentence.
    """
    left = _left_content(u, k, source, inverted, before) if frames & {"c", "q", "a"} else None
    if inverted:
        return _around_inverted(u, k, source[1] if source else end, end, left)
    around = _around(u, k, source, end) if left is None and "c" in frames else None
    if around is not None:
        return around, end, "parenthesis", False
    if left is not None and left[1]:  # “…,” he said, …
        return left[0] + _after_parenthesis(u, end, k, False), end, "quote", True
    return _behind(u, k, end, frames, cue, left)


def _around_inverted(u: Unit, k: int, p: int, end: int, left: tuple[list[Range], bool] | None) -> Fit | None:
    """“…,” said Vos, …: ``p`` is behind the speaker."""
    tags, n = u.tags, len(u.tags)
    if left is not None:
        parts, direct = left
        return parts + _after_parenthesis(u, p, k, True), end, "quote" if direct else "parenthesis", direct
    if k == 0 and p + 1 < n and (tags[p] == ":" or (tags[p] == "," and tags[p + 1] == "Q")):
        return [(p + 1, content_end(u, p + 1, k, whole=True))], end, "colon", True
    return None


def _behind(
    u: Unit, k: int, end: int, frames: frozenset[str], cue: Cue, left: tuple[list[Range], bool] | None
) -> Fit | None:
    """What follows the cue, perhaps behind the one who is told; else the clause before “…, X said”."""
    n, tags = len(u.tags), u.tags
    q = skip_adjuncts(u, end, frames)
    told = 0
    if "a" in frames and end < n and tags[end] in "CDNOPM#A":
        a = phrase_right(u, end, apposition=False)
        if a > end:
            told = skip_adjuncts(u, a, frames)
            addressed = _right(u, k, a, told, frames - {"n"}, cue, end, addressed=True)
            if addressed is not None:
                return addressed
    fit = _right(u, k, end, q, frames, cue, end) or _distant_quote(u, k, end, frames)
    if fit is not None:
        return fit
    if left is None:
        return None
    if told and (told >= n or tags[told] in ".,;-IGS"):
        return left[0] + _after_parenthesis(u, told, k, False), end, "parenthesis", False
    if (q >= n or tags[q] in ".,;-)(GIST" or tags[end] in ".,;-IG") and frames & {"c", "a"}:
        return left[0] + _after_parenthesis(u, q, k, False), end, "parenthesis", False
    return None


def _distant_quote(u: Unit, k: int, end: int, frames: frozenset[str]) -> Fit | None:
    """“Beck joked, again in a Southern accent, “…””: a quotation that ends the sentence, behind asides in commas."""
    n, tags = len(u.tags), u.tags
    if "q" not in frames or end >= n or tags[end] not in ",IRM":
        return None
    q = next((j for j in range(end, min(n, end + 30)) if tags[j] == "Q"), -1)
    if q < 2 or tags[q - 1] not in ",:" or (q + 1 < n and tags[q + 1] != "."):
        return None
    if any(u.low[j] in word_set("said_after") for j in range(end, q)):
        return None
    return [(q, q + 1)], end, "quote", True


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
    if q + 2 >= n or tags[q] != "," or tags[q + 1] in "WJSQ":
        return None
    if tags[q + 1] == "G" and not any(t == "X" for t in tags[q + 2 : q + 8]):
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
    if edge <= u.dateline:
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
    if a == 0 and u.first and (tags[a] == "#" or begins_amount(u, a)):  # “About 40, the mayor said.”: a short answer
        return True
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
    begin = u.dateline
    for a in before:
        if a.rule in ("according",) and a.source and a.source[1] <= limit:
            begin = max(begin, a.source[1] + 1)
        elif a.direct and a.cue[1] <= limit:
            begin = max(begin, a.cue[1])
    while begin < limit and u.tags[begin] in ",":
        begin += 1
    return begin


def _after_parenthesis(u: Unit, p: int, k: int, inverted: bool) -> list[Range]:
    """The content that goes on after “, X said,”; what only describes the speaker does not."""
    n, tags = len(u.tags), u.tags
    q = p
    while q < n and tags[q] not in ",.:Q-":
        q += 1
    following = tags[q + 1] if q + 1 < n else ""
    if not following:
        return [(q, q + 1)] if q < n and tags[q] == "Q" else []
    if tags[q] in ",-:" and following == "Q":
        return [(q + 1, content_end(u, q + 1, k))]
    if tags[q] == "Q":
        return [(q, q + 1)]
    if tags[q] == "," and q + 2 < n and tags[q + 2] == "Q" and u.low[q + 1] in ("but", "and", "that", "because"):
        return [(q + 2, content_end(u, q + 2, k))]
    if tags[q] == "," and following == "G":  # “he said, pointing at the map, “…””
        comma = next((j for j in range(q + 2, n - 1) if tags[j] == ","), -1)
        if comma > 0 and tags[comma + 1] == "Q":
            return [(comma + 1, content_end(u, comma + 1, k))]
    if q == p and tags[q] == "," and q + 2 < n and _goes_on(u, q + 1, inverted):
        return [(q + 1, content_end(u, q + 1, k))]
    if q > p and inverted and tags[q] == "," and following in "XV":  # “The dam, said Vos, will hold”
        return [(q + 1, content_end(u, q + 1, k))]
    return []


def _goes_on(u: Unit, q: int, inverted: bool) -> bool:
    """Whether what follows the comma behind “X said” can be what X says: a clause, or the rest of one.

    Ages, jobs and relative clauses describe the speaker; “before”, “while” and “but” begin the reporter's words.
    """
    tag, word = u.tags[q], u.low[q]
    if tag in "XV":
        return True
    if tag in "#WGEM" or word in word_set("reporters_words"):
        return False
    if tag == "J":
        j = q + 1
        while j < len(u.tags) and u.tags[j] == "R":
            j += 1
        return j < len(u.tags) and (u.tags[j] in "XVITQ" or clause_follows(u, j))
    if tag in "DCNAPO":
        return clause_follows(u, q)
    return not inverted


def _right(
    u: Unit, k: int, p: int, q: int, frames: frozenset[str], cue: Cue, end: int, addressed: bool = False
) -> Fit | None:
    """What stands behind the cue: at ``q``, behind adjuncts of time and place, or at ``p``, right behind the verb."""
    for at in (q, p) if q != p and skip_time(u, p) == p else (q,):
        if at >= len(u.tags):
            continue
        found = (
            _quoted(u, k, at, frames, cue, end)
            or _introduced(u, k, at, frames, end)
            or _bare(u, k, at, p, frames, end, addressed)
        )
        if found is not None:
            return found
    return None


def _quoted(u: Unit, k: int, at: int, frames: frozenset[str], cue: Cue, end: int) -> Fit | None:
    """What a colon, a comma or nothing introduces: words in quotation marks, and all that follows a colon."""
    n, tags = len(u.tags), u.tags
    following = tags[at + 1] if at + 1 < n else "."
    if frames & _SPEECH:
        if tags[at] == ":":
            return [(at + 1, content_end(u, at + 1, k, whole=True))] if at + 1 < n else [], end, "colon", True
        if tags[at] == "," and following == "Q":
            return [(at + 1, content_end(u, at + 1, k))], end, "quote", True
        if tags[at] == "," and at + 1 < n and u.low[at + 1] == "that":
            return [(at + 1, content_end(u, at + 1, k))], end, "that", False
    if tags[at] == "Q":
        direct = following == "." and "q" in frames and not cue.tail
        return [(at, content_end(u, at, k))], end, "quote", direct
    if u.low[at] == "as" and "n" in frames and "Q" in tags[at + 1 : at + 6]:  # “which he described as “…””
        return [(at + 1, content_end(u, at + 1, k, short=True))], end, "quote", False
    return None


def _introduced(u: Unit, k: int, at: int, frames: frozenset[str], end: int) -> Fit | None:
    """What a word of its own introduces: “that”, “whether”, “to” and a verb, a preposition."""
    n, tag, word = len(u.tags), u.tags[at], u.low[at]
    following = u.tags[at + 1] if at + 1 < n else ""
    if word == "that" and frames & {"c", "a", "~c"} and following:
        return [(at, content_end(u, at, k))], end, "that", False
    asks = (tag == "S" and word in _WH) or tag == "W" or word in ("what", "who")
    if asks and (frames & {"c", "w", "a", "~c"} or ("n" in frames and word in ("what", "who", "how", "why"))):
        return [(at, content_end(u, at, k))], end, "question", False
    if word in _CONCEDING and "c" in frames and at + 2 < n and following not in "GE":
        return [(at, content_end(u, at, k))], end, "clause", False
    if tag == "T" and frames & {"i", "~i"} and following and following not in "DCPO#MI":
        return [(at, content_end(u, at, k))], end, "infinitive", False
    if tag in "IT" and word in frames and following and following not in ".,M" and not begins_amount(u, at):
        return [(at + 1, content_end(u, at + 1, k, short=True))], at + 1, "preposition", False
    return None


def _bare(u: Unit, k: int, at: int, p: int, frames: frozenset[str], end: int, addressed: bool) -> Fit | None:
    """A clause or a noun phrase that nothing introduces."""
    tag = u.tags[at]
    following = u.tags[at + 1] if at + 1 < len(u.tags) else ""
    if addressed:
        if tag == "P" or (tag in "DC" and following and following in "XVEN"):
            return [(at, content_end(u, at, k))], end, "clause", False
        return None
    if begins_amount(u, at) and at == p and frames & {"c", "~c"}:  # “said at least 14 were hurt”
        return [(at, content_end(u, at, k))], end, "clause", False
    if tag not in "CNDAPO#GMLRE":
        return None
    if frames & {"c", "~c"} and (at == p or tag in "CNDP#") and (tag == "P" or clause_follows(u, at)):
        return [(at, content_end(u, at, k))], end, "clause", False
    if at == p and "n" in frames and (tag not in "RE" or (following and following in "NCA")):
        return [(at, content_end(u, at, k, short=True))], end, "np", False
    return None
