"""Sentences as the attribution rules read them: tokens with coarse classes, quotations folded into one token.

Folding keeps “A. B,” he said. “C.” readable as Q , he said . Q: what is quoted can no longer be
mistaken for what the article says. What stands inside a quotation is left alone:
what a quoted person says that somebody said is not the article's own report.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from tui.facts.document import Document
from tui.facts.speech.grammar.token_repairs import (
    capitals_in_names,
    dateline_of,
    join_abbreviations,
    join_hyphens,
    month_of_may,
)
from tui.facts.speech.grammar.word_classes import Tagger, shared_tagger
from tui.facts.speech.lexicon import word_set
from tui.facts.speech.quotation_marks import Quoted
from tui.text.article import BlockKind


@dataclass(slots=True)
class Unit:
    """One sentence: parallel lists of words, lower-case words, classes and offsets; ``quote`` maps a folded
    token to its pair, ``previous`` is the sentence before in the same block (only looked at for its last token)."""

    words: list[str]
    low: list[str]
    tags: list[str]
    starts: list[int]
    ends: list[int]
    quote: dict[int, int]
    block: int
    first: bool  # begins its block (or quotation)
    joined: set[int] = field(default_factory=set)  # tokens that follow a hyphen
    open_ended: set[int] = field(default_factory=set)  # quotations that end with a comma, "?" or "!"
    title: bool = False  # a headline
    known_name: bool = False  # its first word is used as a name elsewhere in the article
    dateline: int = 0  # tokens of “LONDON, Nov 19 (Reuters) -” in front
    previous: Unit | None = field(default=None, repr=False)
    parsed: object = field(default=None, repr=False)  # the parse of clauses, made when first asked for


def units(doc: Document, pairs: list[Quoted], hits: frozenset[str], titles: set[int]) -> list[Unit]:
    """The sentences of the blocks that hold a cue word, a quotation or a label, in order.

    ``titles`` receives the numbers of the pairs that name a work: they read as names, not as speech.
    """
    words, starts, _ = doc.tokens
    found = [i for i, w in enumerate(words) if w in hits]
    tagger = shared_tagger()
    out: list[Unit] = []
    sentence_starts = [s for s, _ in doc.sentences]
    sentence_ends = [e for _, e in doc.sentences]
    outer = [i for i, q in enumerate(pairs) if not q.nested]
    begin_of = [pairs[i].start for i in outer]
    for number, block in enumerate(doc.blocks):
        a, b = bisect_left(starts, block.start), bisect_left(starts, block.end)
        if a == b:
            continue
        qa, qb = bisect_left(begin_of, block.start), bisect_left(begin_of, block.end)
        has_cue = bisect_left(found, a) < bisect_left(found, b)
        title = is_headline(doc, number)
        if (
            qa == qb
            and not has_cue
            and not title
            and doc.text.find(":", block.start, min(block.end, block.start + _LABEL)) < 0
        ):
            continue
        sa, sb = bisect_left(sentence_starts, block.start), bisect_left(sentence_starts, block.end)
        bounds = list(zip(sentence_starts[sa:sb], sentence_ends[sa:sb], strict=True))
        _fold(doc, pairs, outer[qa:qb], bounds, (a, b), number, tagger, titles, out)
    return out


def is_headline(doc: Document, number: int) -> bool:
    """A title or heading, or a first line without a stop."""
    block = doc.blocks[number]
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return True
    return (
        number == 0
        and len(doc.blocks) > 1
        and block.end - block.start < 160
        and (_ends_open(doc.text, block.end) or doc.text[block.start : block.end - 1].istitle())
    )


def _ends_open(text: str, end: int) -> bool:
    """Whether a line ends without a stop, before a closing quotation mark too."""
    return text[end - 1].isalnum() or (text[end - 1] in "'’”\")" and text[end - 2].isalnum())


def _fold(
    doc: Document,
    pairs: list[Quoted],
    chosen: list[int],
    bounds: list[tuple[int, int]],
    span: tuple[int, int],
    number: int,
    tagger: Tagger,
    titles: set[int],
    out: list[Unit],
) -> None:
    """Append the units of tokens ``span``, split at the sentence ``bounds`` that lie in no chosen pair."""
    words, starts, ends = doc.tokens
    a, b = span
    cuts: list[int] = []  # token numbers where sentences begin
    spans = [(pairs[i].start, pairs[i].end) for i in chosen]
    p = 0
    for start, _ in bounds:
        while p < len(spans) and spans[p][1] <= start:
            p += 1
        if p < len(spans) and spans[p][0] < start:
            continue
        cuts.append(max(a, bisect_left(starts, start)))
    cuts = [c for c in cuts if a <= c < b] or [a]
    if cuts[0] != a:
        cuts.insert(0, a)
    cuts.append(b)
    q = 0
    headline = is_headline(doc, number)
    previous: Unit | None = None
    for x, y in pairwise(cuts):
        if x >= y:
            continue
        limit = starts[y] if y < len(starts) else len(doc.text) + 1
        mine: list[int] = []
        while q < len(chosen) and pairs[chosen[q]].start < limit:
            if pairs[chosen[q]].start >= starts[x]:
                mine.append(chosen[q])
            q += 1
        if not mine:
            w = words[x:y]
            unit = Unit(w, [v.lower() for v in w], [tagger[v] for v in w], starts[x:y], ends[x:y], {}, number, x == a)
        else:
            unit = _with_quotes(doc, pairs, mine, x, y, number, tagger, titles)
            unit.first = x == a
        join_abbreviations(unit)
        join_hyphens(unit)
        month_of_may(unit)
        capitals_in_names(unit)
        if x == a:
            unit.dateline = dateline_of(unit)
        for piece in _pieces(unit):
            piece.title = headline
            piece.previous = previous
            out.append(piece)
            previous = piece


_LABEL = 60  # characters in which the colon of a speaker's label stands
_LONGEST = 160  # tokens of one unit: keeps every rule's reach, and so the whole, linear


def _pieces(unit: Unit) -> list[Unit]:
    """The unit itself, or parts of a bounded length where a "sentence" never ends."""
    if len(unit.tags) <= _LONGEST:
        return [unit]
    out = []
    for a in range(0, len(unit.tags), _LONGEST):
        b = min(a + _LONGEST, len(unit.tags))
        quote = {k - a: unit.quote[k] for k in range(a, b) if k in unit.quote}
        joined = {k - a for k in range(a, b) if k in unit.joined}
        part = Unit(
            unit.words[a:b],
            unit.low[a:b],
            unit.tags[a:b],
            unit.starts[a:b],
            unit.ends[a:b],
            quote,
            unit.block,
            unit.first and a == 0,
            joined,
            {k - a for k in range(a, b) if k in unit.open_ended},
        )
        out.append(part)
    return out


def _is_title(before: list[str], inside: list[str], following: str) -> bool:
    """Whether the quoted words name a work or a programme: capitals throughout, after a word that asks for a name."""
    if len(inside) == 1 and inside[0][0].isupper() and before[-1][0].isupper() and following[:1].isupper():
        return True  # a nickname: Ana “Bee” Reyes
    names = [v for v in inside if v[0].isalpha() and len(v) > 3]
    if not names or not all(v[0].isupper() for v in names) or inside[-1] in ".?!…" or len(inside) > 10:
        return False
    last = before[-1].lower()
    if len(inside) == 1 and last in word_set("nicknaming"):
        return True  # “who goes by “Lefty””
    return last in word_set("title_nouns") or (last in word_set("title_prepositions") and len(names) > 1)


def _with_quotes(
    doc: Document,
    pairs: list[Quoted],
    mine: list[int],
    x: int,
    y: int,
    number: int,
    tagger: Tagger,
    titles: set[int],
) -> Unit:
    words, starts, ends = doc.tokens
    w: list[str] = []
    s: list[int] = []
    e: list[int] = []
    tags: list[str] = []
    quote: dict[int, int] = {}
    open_ended: set[int] = set()
    at = x
    for i in mine:
        pair = pairs[i]
        k = bisect_left(starts, pair.start, at, y)
        w += words[at:k]
        s += starts[at:k]
        e += ends[at:k]
        tags += [tagger[v] for v in words[at:k]]
        after = max(k, bisect_left(starts, pair.end, k, y))
        if w and _is_title(w, words[k + 1 : min(after - 1, k + 12)], words[after] if after < y else ""):
            titles.add(i)
            tags.append("C")
        else:
            quote[len(w)] = i
            if doc.text[pair.inner_end - 1] in ",?!":
                open_ended.add(len(w))
            tags.append("Q")
        w.append("“”")
        s.append(pair.start)
        e.append(pair.end)
        if tags[-1] == "C" and words[after - 2] == ",":  # “Night Train,” he said: the comma is the sentence's
            w.append(",")
            s.append(ends[after - 2])
            e.append(pair.end)
            tags.append(",")
        at = after
    w += words[at:y]
    s += starts[at:y]
    e += ends[at:y]
    tags += [tagger[v] for v in words[at:y]]
    return Unit(w, [v.lower() for v in w], tags, s, e, quote, number, False, open_ended=open_ended)
