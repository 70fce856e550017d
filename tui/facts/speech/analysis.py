"""Quotations and attributions of one article, found together once and kept for both finders.

After the sentence rules, quotations that stand alone are given to whoever was just quoted: later
sentences of the same paragraph, paragraphs after a colon, and paragraphs whose quotation was not closed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from tui.article import BlockKind
from tui.facts.document import Document
from tui.facts.model import LIT, Span
from tui.facts.speech.attribution import attributions
from tui.facts.speech.lexicon import cues
from tui.facts.speech.marks import Quoted, find_pairs
from tui.facts.speech.reported import Attribution
from tui.facts.speech.units import Unit, units


@dataclass
class Analysis:
    """``holder`` gives for a pair's number the attribution whose content holds it."""

    pairs: list[Quoted]
    found: list[Attribution]
    holder: dict[int, Attribution]


_CACHE: WeakKeyDictionary[Document, Analysis] = WeakKeyDictionary()


def analyse(doc: Document) -> Analysis:
    """The analysis of ``doc``, made at the first call."""
    known = _CACHE.get(doc)
    if known is None:
        known = _CACHE[doc] = _analyse(doc)
    return known


def span_of(u: Unit, tokens: tuple[int, int]) -> Span:
    """Offsets of a half-open range of tokens."""
    return Span(u.starts[tokens[0]], u.ends[tokens[1] - 1])


def source_span(text: str, a: Attribution) -> Span | None:
    """The words of the source, without a closing ’s: “Trump’s demand” is Trump’s."""
    if a.source is None:
        return None
    start, end = span_of(a.unit, a.source)
    if text[end - 2 : end] in ("'s", "’s") and end - start > 2:
        end -= 2
    return Span(start, end)


def _analyse(doc: Document) -> Analysis:
    pairs = find_pairs(doc)
    if doc.language != "en":
        return Analysis(pairs, [], {})
    table = cues()
    found: list[Attribution] = []
    holder: dict[int, Attribution] = {}
    blocks: dict[int, list[tuple[Unit, list[Attribution]]]] = {}
    often: frozenset[str] | None = None
    for unit in units(doc, pairs, table.hits):
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
                        if old is None or (a.direct, a.confidence) > (old.direct, old.confidence):
                            holder[pair] = a
    _hand_on(doc, pairs, blocks, holder)
    return Analysis(pairs, found, holder)


def _hand_on(
    doc: Document,
    pairs: list[Quoted],
    blocks: dict[int, list[tuple[Unit, list[Attribution]]]],
    holder: dict[int, Attribution],
) -> None:
    """Give the quotations that no sentence rule explained to the speaker who has the word."""
    waiting: list[int] = []  # quotations of earlier paragraphs left open, with nobody found yet
    open_speaker: Attribution | None = None  # the last paragraph's quotation was not closed
    before_colon: Attribution | None = None  # the last paragraph ended in "X said:"
    last_block = -2
    for number, sentences in blocks.items():
        if number != last_block + 1:
            waiting, open_speaker, before_colon = [], None, None
        last_block = number
        speaker: Attribution | None = None
        first_quote = next((p for u, _ in sentences[:1] for t, p in u.quote.items() if t == 0), -1)
        if first_quote >= 0 and (open_speaker or before_colon) and first_quote not in holder:
            speaker = open_speaker or before_colon
        elif before_colon and not before_colon.parts and doc.blocks[number].kind is BlockKind.QUOTE:
            block = doc.blocks[number]
            before_colon.more.append(Span(block.start, block.end))
        before_colon = None
        alone: list[int] = []
        for u, mine in sentences:
            for a in mine:
                if a.direct and not a.parts and u.previous is not None and u.previous.tags[-1] == "Q" and a.cue[0] < 8:
                    pair = u.previous.quote[len(u.previous.tags) - 1]
                    if holder.get(pair) in (None, speaker):
                        holder[pair] = a
                        a.more.append(span_of(u.previous, (len(u.previous.tags) - 1, len(u.previous.tags))))
            direct = [a for a in mine if a.direct and a.confidence >= LIT]
            if not direct and all(t in "Q.,-…" for t in u.tags):
                for token, pair in u.quote.items():
                    if pair in holder:
                        continue
                    if speaker is not None:
                        holder[pair] = speaker
                        speaker.more.append(span_of(u, (token, token + 1)))
                    else:
                        alone.append(pair)
            if direct:
                speaker = direct[-1]
        last_unit, last_found = sentences[-1]
        if (
            last_unit.tags[-1] == ":"
            and last_found
            and last_found[-1].direct
            and last_found[-1].cue[1] >= len(last_unit.tags) - 12
        ):
            before_colon = last_found[-1]
        last_pair = last_unit.quote.get(len(last_unit.tags) - 1, -1)
        if speaker is not None and waiting:
            for pair in waiting:
                if pair not in holder:
                    holder[pair] = speaker
                    speaker.more.append(Span(pairs[pair].start, pairs[pair].end))
            waiting = []
        if last_pair >= 0 and not pairs[last_pair].closed:
            open_speaker = holder.get(last_pair)
            if open_speaker is None:
                waiting.append(last_pair)
        else:
            open_speaker = None
            if speaker is None and first_quote < 0:
                waiting = []
