"""Quotations and attributions of one article, found together once and kept for both finders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from tui.facts.document import Document
from tui.facts.model import LIT
from tui.facts.speech.attribution_model import Attribution
from tui.facts.speech.attributions import attributions
from tui.facts.speech.continuation import hand_on
from tui.facts.speech.grammar.tagged_sentence import Unit, units
from tui.facts.speech.lexicon import cues
from tui.facts.speech.quotation_marks import Quoted, find_pairs


@dataclass
class Analysis:
    """``holder`` gives for a pair's number the attribution whose content holds it; the pairs in ``guessed``
    stand alone after a paragraph in which only that source speaks; those in ``titles`` name works."""

    pairs: list[Quoted]
    found: list[Attribution]
    holder: dict[int, Attribution]
    guessed: frozenset[int]
    titles: frozenset[int]


_CACHE: WeakKeyDictionary[Document, Analysis] = WeakKeyDictionary()


def analyse(doc: Document) -> Analysis:
    """The analysis of ``doc``, made at the first call."""
    known = _CACHE.get(doc)
    if known is None:
        known = _CACHE[doc] = _analyse(doc)
    return known


def _analyse(doc: Document) -> Analysis:
    pairs = find_pairs(doc)
    if doc.language != "en":
        return Analysis(pairs, [], {}, frozenset(), frozenset())
    table = cues()
    found: list[Attribution] = []
    holder: dict[int, Attribution] = {}
    blocks: dict[int, list[tuple[Unit, list[Attribution]]]] = {}
    titles: set[int] = set()
    often: frozenset[str] | None = None
    for unit in units(doc, pairs, table.hits, titles):
        if unit.first and len(unit.tags) > 3 and unit.tags[1] == ":":
            if often is None:
                often = frozenset(w for w, c in Counter(doc.tokens[0]).items() if c > 2)
            unit.known_name = unit.words[0] in often
        mine = attributions(unit, table)
        found.extend(mine)
        blocks.setdefault(unit.block, []).append((unit, mine))
        for a in mine:
            for start, end in a.parts:
                for token, pair in unit.quote.items():
                    if start <= token < end:
                        old = holder.get(pair)
                        if old is None or _holds_better(a, old):
                            holder[pair] = a
    guessed = hand_on(doc, pairs, blocks, holder)
    return Analysis(pairs, found, holder, guessed, frozenset(titles))


def _holds_better(a: Attribution, old: Attribution) -> bool:
    """Whether a quotation that lies in both contents is rather the words of ``a``'s source.

    Words beside their cue belong to it; of nested reports the outer one is this article's own.
    """
    if a.direct != old.direct:
        return a.direct
    if not a.direct and a.confidence >= LIT and old.confidence >= LIT and a.source and old.source:
        if any(s <= old.cue[0] < e for s, e in a.parts):
            return True
        if any(s <= a.cue[0] < e for s, e in old.parts):
            return False
    return a.confidence > old.confidence
