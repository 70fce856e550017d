"""Quotations and attributions of one article, found together once and kept for both finders."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from tui.facts.document import Document
from tui.facts.speech.attribution import Attribution, attributions
from tui.facts.speech.lexicon import cues
from tui.facts.speech.marks import Quoted, find_pairs
from tui.facts.speech.units import Unit, units


@dataclass
class Analysis:
    pairs: list[Quoted]
    units: list[Unit]
    found: list[Attribution]


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
        return Analysis(pairs, [], [])
    table = cues()
    sentences = units(doc, pairs, table.hits)
    found: list[Attribution] = []
    for unit in sentences:
        found.extend(attributions(unit, table))
    return Analysis(pairs, sentences, found)
