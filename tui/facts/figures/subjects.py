"""What a figure is of: the words of its clause that a news desk would put beside it.

Always words of the text, as a span: the noun behind (“$7 million *verdict*”, “27 per cent of *the overall cost*”),
the noun in front (“*a net loss* of 212 million euros”), the subject of a verb of change (“*the death toll* rose to
14”), the object before the number (“cut *emissions* 42 per cent”), or the verb that tells what happened
(“*wounding* 35”).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from tui.facts.figures import lexicon
from tui.facts.figures.token_view import Tokens
from tui.facts.model import Fact, Figure, Span

_BEHIND = 4
_BEFORE = 7
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "all", "a", "an", "those", "these", "our"})
_PREPOSITIONS = frozenset({"in", "on", "of", "for", "at", "by"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "you", "i", "which", "who", "that", "there", "this", "what"})


def subject_of(t: Tokens, fact: Fact, after: int = 0) -> Span | None:
    """The words that say what the figure is of, None where its clause has none that stand plainly.

    ``after`` is where the figure before it ends: its words are none of this one's.
    """
    figure = fact.detail
    assert isinstance(figure, Figure)
    first, last = bisect_left(t.starts, fact.start), bisect_right(t.starts, fact.end - 1) - 1
    if first > last:
        return None
    for found in _candidates(t, first, last, figure):
        if found is not None and found.start >= after:
            return found
    return None


def _candidates(t: Tokens, first: int, last: int, figure: Figure) -> Iterator[Span | None]:
    """What may say it, the surest first."""
    if figure.counted is None:
        yield _behind(t, last, figure)
        yield _of_before(t, first)
    yield _happening(t, first)
    yield _clause_subject(t, first)
    yield _fate(t, last)
    if figure.counted is None:
        yield _object(t, first)


def _fate(t: Tokens, last: int) -> Span | None:
    """“another 5 were killed”: the verb behind says what happened."""
    for i in range(last + 1, last + 5):
        if t.breaks(i) or not t.word(i)[:1].isalpha():
            return None
        if t.low(i) in lexicon.words("fate"):
            return _span(t, i, i)
    return None


def _span(t: Tokens, first: int, last: int) -> Span | None:
    return Span(t.starts[first], t.ends[last]) if 0 <= first <= last else None


def _is_noun(t: Tokens, i: int) -> bool:
    """Whether token ``i`` can be part of a noun phrase: a word that is no function word and no verb in -ed."""
    word = t.word(i)
    return word[:1].isalpha() and word.lower() not in lexicon.words("stop") and not word.lower().endswith("ly")


def _behind(t: Tokens, last: int, figure: Figure) -> Span | None:
    """“$7 million verdict”, “$2 million in damage”, “27 per cent of the overall cost”."""
    at = last + 1
    if t.word(at) == "-":
        at += 1
    if t.breaks(at):
        return None
    low = t.low(at)
    if low == "of" and figure.dimension in ("share", "ratio"):
        return _phrase_behind(t, at + 1)
    if low in ("in", "worth") and figure.dimension == "money":
        at += 1 + (t.low(at + 1) == "of")
        return _phrase_behind(t, at) if t.word(at).islower() and not t.low(at).isdigit() else None
    if low in lexicon.words("nosubject"):
        return None
    return _phrase_behind(t, at) if _is_noun(t, at) and not _is_verb(t, at) and t.word(at).islower() else None


def _phrase_behind(t: Tokens, at: int) -> Span | None:
    """The noun phrase that begins at token ``at``, an article of its own included."""
    first = at
    if t.low(at) in _DETERMINERS:
        at += 1
    last = at - 1
    for i in range(at, at + _BEHIND):
        if t.breaks(i) or not _is_noun(t, i) or (i > at and _is_verb(t, i)):
            break
        last = i
    return _span(t, first, last) if last >= at else None


def _is_verb(t: Tokens, i: int) -> bool:
    """Whether a lower-case word is a verb, as far as its form tells."""
    word = t.word(i)
    return word.islower() and (word in lexicon.words("past") or (word.endswith(("ed", "ing")) and len(word) > 4))


def _moves(t: Tokens, i: int) -> bool:
    word = t.word(i)
    return word.islower() and (
        word in lexicon.words("up") or word in lexicon.words("down") or word in lexicon.words("moved")
    )


def _of_before(t: Tokens, first: int) -> Span | None:
    """“a net loss of 212 million euros”, “turnout at 61 per cent”, “a toll of at least 14”."""
    at = first - 1
    while t.low(at) in ("about", "around", "some", "nearly", "almost", "roughly", "over", "up", "to", "least", "at"):
        at -= 1
    if t.low(at) not in ("of", "at") or t.breaks(at + 1):
        return None
    return _phrase_before(t, at - 1) if t.low(at) == "of" else None


def _phrase_before(t: Tokens, last: int) -> Span | None:
    """The noun phrase that ends with token ``last``."""
    first = last + 1
    for i in range(last, max(last - 5, -1), -1):
        if not _is_noun(t, i) or t.breaks(i + 1) or (i < last and (_is_verb(t, i) or _moves(t, i))):
            break
        first = i
    if first > last:
        return None
    if t.low(first - 1) in _DETERMINERS and not t.breaks(first):
        first -= 1
    return _span(t, first, last)


def _happening(t: Tokens, first: int) -> Span | None:
    """“wounding 35”, “killed 1,200”: the verb says what happened to whom is counted."""
    at = first - 1
    while t.low(at) in (
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "roughly",
        "over",
        "at",
        "least",
        "more",
        "than",
    ):
        at -= 1
    return _span(t, at, at) if t.low(at) in lexicon.words("harm") and not t.breaks(at + 1) else None


def _clause_subject(t: Tokens, first: int) -> Span | None:
    """“Canada's jobless rate fell to 6.6 per cent”: the subject of the verb that leads to the number."""
    at = first - 1
    steps = 0
    while (t.low(at) in lexicon.words("link") or t.low(at).endswith("ly")) and steps < 4:
        if t.breaks(at + 1):
            return None
        at, steps = at - 1, steps + 1
    if not (_moves(t, at) or (t.word(at).islower() and t.low(at) in lexicon.words("stands"))):
        return None
    if t.breaks(at + 1) or t.breaks(at):
        return None
    while t.low(at - 1) in lexicon.words("auxiliary") or t.low(at - 1).endswith("ly"):
        at -= 1
    return _subject_phrase(t, at - 1)


def _subject_phrase(t: Tokens, last: int) -> Span | None:
    """The subject that ends with token ``last``, back to the head of its clause; None for pronouns and long ones."""
    first = last + 1
    for i in range(last, max(last - _BEFORE, -1), -1):
        word = t.word(i)
        whole = word[:1].isalpha() or word in ("-", "’", "'", "&")
        if not whole or t.breaks(i + 1) or t.low(i) in lexicon.words("opener") or _is_verb(t, i):
            break
        first = i
    if last - first + 1 >= _BEFORE:
        return None
    if t.low(first) in _PREPOSITIONS:
        return _phrase_before(t, last)
    pronoun = t.low(last).replace("’", "'").partition("'")[0] in _PRONOUNS
    return None if first > last or pronoun else _span(t, first, last)


def _object(t: Tokens, first: int) -> Span | None:
    """“cut emissions 42 per cent”, “raised its rate by 25 basis points”: the object of a verb of change."""
    at = first - 1 - (t.low(first - 1) in ("by", "to", "from"))
    if t.breaks(at + 1) or not t.word(at).islower() or not _is_noun(t, at) or _is_verb(t, at) or _moves(t, at):
        return None
    found = _phrase_before(t, at)
    if found is None:
        return None
    begin = bisect_left(t.starts, found.start)
    if t.low(begin - 1) == "of":
        whole = _phrase_before(t, begin - 2)
        begin = bisect_left(t.starts, whole.start) if whole else begin
    return _span(t, begin, at) if _moves(t, begin - 1) and not t.breaks(begin) else None
