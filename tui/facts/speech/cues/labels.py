"""Sources given by a label, a forum or a phrase: “Sanders: …”, “according to …”, “In a CNN poll, …”, “reportedly”."""

from __future__ import annotations

from tui.facts.speech.attribution_model import Attribution, Range
from tui.facts.speech.cues.subjects import earlier_quote
from tui.facts.speech.grammar.boundaries import content_end
from tui.facts.speech.grammar.noun_phrases import phrase_right
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue, Cues, word_set


def label(u: Unit, cues: Cues) -> Attribution | None:
    """“Sanders: Brexit’s message could draw support”, “Ellis: I was there.”, “… — Oscar Wilde”."""
    word = Cue(":", "sign", "", (), frozenset(), "said")
    if u.title:
        found = _label_behind(u, cues) or _label_of_headline(u, word)
        if found is not None:
            return found
    return (
        _announced(u, word) or _label_in_front(u, cues, word) or _label_behind_dash(u, cues, word) or _signed(u, word)
    )


def _label_in_front(u: Unit, cues: Cues, word: Cue) -> Attribution | None:
    """“Ellis: I was there.” at the beginning of a block: a name, or a word for a source, and a colon."""
    tags, n = u.tags, len(u.tags)
    if not u.first:
        return None
    j = 0
    while j < min(8, n - 1) and (tags[j] in "C.R" or u.low[j] in _IN_NAMES):
        j += 1
    if not 0 < j < min(8, n - 1) or tags[j] != ":":
        return None
    named = 1 < j < 6 or u.low[0] in word_set("label_sources") or u.words[0].isupper() or u.known_name or u.title
    says = u.low[j - 1] in cues.verbs or u.low[0] in word_set("said_after") or u.low[0] in word_set("labels")
    if not named or says:
        return None
    parts = [(j + 1, _trim(u, j + 1, n))]
    return Attribution(u, (j, j + 1), (0, j), parts, word, "label", 0.75, "said", direct=True)


_IN_NAMES = frozenset(["of", "and", "the", "de", "van", "von"])


def _label_behind_dash(u: Unit, cues: Cues, word: Cue) -> Attribution | None:
    """“Cities grow again - Ada Lund: “The trend is …””."""
    tags, n = u.tags, len(u.tags)
    for j in range(2, n - 1):
        if tags[j] == ":" and tags[j + 1] == "Q":
            start = j
            while start > 0 and (tags[start - 1] == "C" or u.low[start - 1] == "and") and j - start < 6:
                start -= 1
            if start < j and start > 0 and tags[start - 1] == "-" and u.low[j - 1] not in cues.verbs:
                parts = [(j + 1, _trim(u, j + 1, n))]
                return Attribution(u, (j, j + 1), (start, j), parts, word, "label", 0.75, "said", direct=True)
    return None


def _signed(u: Unit, word: Cue) -> Attribution | None:
    """“…” — Oscar Wilde."""
    tags, n = u.tags, len(u.tags)
    if n < 3 or tags[0] != "Q" or tags[1] != "-" or tags[2] not in "CD" or n > 15:
        return None
    if any(t in "XV" for t in tags[2:]):
        return None
    return Attribution(u, (1, 2), (2, _trim(u, 2, n)), [(0, 1)], word, "dash", 0.75, "said", direct=True)


def _announced(u: Unit, word: Cue) -> Attribution | None:
    """“And from Governor Moss:”, before a paragraph in quotation marks: no verb, a name, a colon."""
    n = len(u.tags)
    if not u.first or not 2 <= n < 14 or u.tags[-1] != ":" or any(t in "XVEGP" for t in u.tags):
        return None
    start = n - 1
    while start > 0 and u.tags[start - 1] in "CN#A":
        start -= 1
    if start == n - 1 or not any(u.tags[j] == "C" for j in range(start, n - 1)) or (start and u.tags[start - 1] != "I"):
        return None
    if start == 0 or u.low[start - 1] not in ("from", "by"):
        return None
    return Attribution(u, (n - 1, n), (start, n - 1), [], word, "label", 0.7, "said", direct=True)


def _label_of_headline(u: Unit, word: Cue) -> Attribution | None:
    """“'No one will be left behind': Coach on 4-0 loss”: the name behind the colon, up to “on” or “after”."""
    n = len(u.tags)
    if n < 3 or u.tags[0] != "Q" or u.tags[1] not in ":-":
        return None
    end = phrase_right(u, 2, apposition=False)
    if end == 2 or u.tags[2] not in "CDN":
        return None
    for j in range(3, end):
        if u.tags[j] == "I":
            end = j
            break
    if end < n and u.tags[end] not in "I.":
        return None
    return Attribution(u, (1, 2), (2, end), [(0, 1)], word, "label", 0.7, "said", direct=True)


def _label_behind(u: Unit, cues: Cues) -> Attribution | None:
    """“Oil to stay dear this winter: analysts”, “Economy to shrink — IMF”."""
    n = len(u.tags)
    j = next((j for j in range(n - 1, max(2, n - 6), -1) if u.tags[j] in ":-" and u.words[j] != "-"), -1)
    if j < 0 or j + 1 >= n:
        return None
    one = n - j == 2 and u.words[-1].isupper() and u.words[-1].isalpha()
    many = u.low[-1] in word_set("label_sources") and not any(t in "XVPQ,T" for t in u.tags[j + 1 :])
    if not one and not many:
        return None
    word = Cue(u.words[j], "sign", "", (), frozenset(), "said")
    return Attribution(u, (j, j + 1), (j + 1, n), [(0, j)], word, "label", 0.7, "said")


def _trim(u: Unit, start: int, end: int) -> int:
    while end > start + 1 and u.tags[end - 1] in ".,:-":
        end -= 1
    return end


def according(u: Unit, k: int, before: list[Attribution]) -> Attribution | None:
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
        if k == 0 and (end >= n or u.tags[end] == "."):  # “According to Ellis, ships wait.”: no apposition
            end = phrase_right(u, first, apposition=False)
        if end + 1 < n and u.low[end] in ("by", "from", "published", "released") and u.tags[end - 1] != ",":
            end = max(end, phrase_right(u, end + 1 + (u.low[end + 1] == "by")))
        cue = (k, k + 2)
    elif low == "per":
        if (k != 0 and u.tags[k - 1] != ",") or k + 1 >= n or u.tags[k + 1] not in "CD":
            return None
        first, end, cue = k + 1, phrase_right(u, k + 1), (k, k + 1)
    else:
        start, stop = _clause_around(u, k)
        parts = [r for r in ((start, k), (k + 1, stop)) if r[1] > r[0]]
        return Attribution(u, (k, k + 1), None, parts, word, "unattributed", 0.6, "reported")
    parts = []
    if k == 0 or u.tags[k - 1] in "J-" or (u.tags[k - 1] == "," and end < n and u.tags[end] == "," and k < 3):
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
        quote = earlier_quote(u)
        if quote is None:
            return None
    return Attribution(u, cue, (first, end), parts, word, "according", 0.9, "said")


def in_words_of(u: Unit, k: int) -> Attribution | None:
    """“In a CNN poll, 75 percent …”, “In the minister’s words, …” at the beginning of a sentence."""
    if k > 0:
        return None
    end = phrase_right(u, 1, apposition=False)
    comma = next((j for j in range(end, min(len(u.tags), end + 8)) if u.tags[j] == ","), -1)
    if comma < 0 or not any(w in word_set("forums") for w in u.low[1:end]) or u.low[1] in ("this", "that", "these"):
        return None
    if any(w in ("words", "view", "opinion") for w in u.low[1:end]) and not any(
        w.endswith(("'s", "’s", "s'", "s’", "my")) for w in u.low[1:end]
    ):
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
