"""Who has the floor: quotations that no rule of the sentence explains go to whoever was just quoted.

Later sentences of the same paragraph, paragraphs after a colon, paragraphs whose quotation was not
closed, and, as a guess, a paragraph of nothing but quotation after one in which a single source speaks.
"""

from __future__ import annotations

from tui.facts.document import Document
from tui.facts.model import LIT, Span
from tui.facts.speech.attribution_model import Attribution, span_of
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.quotation_marks import Quoted
from tui.text.article import BlockKind

Sentences = list[tuple[Unit, list[Attribution]]]


def hand_on(
    doc: Document, pairs: list[Quoted], blocks: dict[int, Sentences], holder: dict[int, Attribution]
) -> frozenset[int]:
    """Complete ``holder`` (pair to attribution) over sentences and paragraphs; returns the pairs only guessed.

    ``blocks`` maps the number of a block to its sentences with their attributions.
    """
    floor = _Floor(doc, pairs, holder)
    last = -2
    for number, sentences in blocks.items():
        if number != last + 1:
            floor.clear()
        last = number
        floor.paragraph(number, sentences)
    return frozenset(floor.guessed)


def _may_go_on(a: Attribution) -> bool:
    """Whether a quotation that stands alone behind ``a`` may be the same source's: not an answer to what was asked."""
    if a.word.modality in ("expected", "asked") or a.source is None:
        return False
    return a.unit.low[a.source[0]] not in ("i", "we", "you") or a.direct


class _Floor:
    """The speakers known while the paragraphs go by."""

    def __init__(self, doc: Document, pairs: list[Quoted], holder: dict[int, Attribution]) -> None:
        self._doc = doc
        self._pairs = pairs
        self._holder = holder
        self.guessed: set[int] = set()
        self.clear()

    def clear(self) -> None:
        """A paragraph without any speech came between."""
        self._waiting: list[int] = []  # quotations left open in earlier paragraphs, nobody found yet
        self._before: Attribution | None = None  # who was reported before the first of them
        self._open: Attribution | None = None  # the last paragraph's quotation was not closed
        self._colon: Attribution | None = None  # the last paragraph ended in "X said:"
        self._source: Attribution | None = None  # the last one reported in the paragraph before

    def paragraph(self, number: int, sentences: Sentences) -> None:
        first = next((p for u, _ in sentences[:1] for t, p in u.quote.items() if t == 0), -1)
        speaker: Attribution | None = None
        if first >= 0 and first not in self._holder:
            speaker = self._open or self._colon
        if speaker is None and self._colon and not self._colon.parts:
            block = self._doc.blocks[number]
            if block.kind is BlockKind.QUOTE:
                self._colon.more.append(Span(block.start, block.end))
        alone: list[int] = []
        near: dict[int, Attribution] = {}  # who was reported last before a quotation that stands alone
        reported: Attribution | None = None
        for u, mine in sentences:
            self._after(u, mine, speaker)
            direct = [a for a in mine if a.direct and a.confidence >= LIT]
            if not direct and all(t in "Q.,-…J" for t in u.tags):
                for pair in u.quote.values():
                    if pair not in self._holder:
                        alone.append(pair)
                        if reported is not None:
                            near[pair] = reported
                        if speaker is not None:
                            self._give(pair, speaker)
            self._joined(u, mine)
            if direct:
                speaker = direct[-1]
            named = [a for a in mine if a.source and a.confidence >= LIT and _may_go_on(a)]
            reported = named[-1] if named else reported
        self._guess(sentences, alone, speaker, near)
        if speaker is not None:
            for pair in self._waiting:
                self._give(pair, speaker)
            self._waiting = []
        elif self._waiting and first >= 0 and self._pairs[first].closed and self._is_open(first):
            self._end_unclaimed(first)
        self._end(sentences, speaker, first)

    def _is_open(self, pair: int) -> bool:
        return pair not in self._holder or pair in self.guessed

    def _end_unclaimed(self, last: int) -> None:
        """A quotation over paragraphs has ended and nobody was named: it goes on with who spoke before it."""
        if self._before is not None:
            for pair in (*self._waiting, last):
                if self._is_open(pair):
                    self._holder[pair] = self._before
                    self.guessed.add(pair)
        self._waiting = []

    def _after(self, u: Unit, mine: list[Attribution], speaker: Attribution | None) -> None:
        """“Are you ready?” Trump asked: the quotation is the sentence before."""
        p = u.previous
        if p is None or p.tags[-1] != "Q":
            return
        last = len(p.tags) - 1
        for a in mine:
            if a.direct and not a.parts and a.cue[0] < 8 and self._holder.get(p.quote[last]) in (None, speaker):
                self._holder[p.quote[last]] = a
                a.more.append(span_of(p, (last, last + 1)))

    def _joined(self, u: Unit, mine: list[Attribution]) -> None:
        """“He said he had offers, but “not the right ones.””: what is joined by and or but is the source's, too."""
        for token, pair in u.quote.items():
            if token > 1 and u.tags[token - 1] == "J" and pair not in self._holder:
                before = [a for a in mine if a.source and a.confidence >= LIT and a.cue[0] < token]
                if before:
                    self._holder[pair] = before[-1]
                    self.guessed.add(pair)

    def _give(self, pair: int, speaker: Attribution) -> None:
        if pair not in self._holder:
            self._holder[pair] = speaker
            speaker.more.append(Span(self._pairs[pair].start, self._pairs[pair].end))

    def _guess(
        self, sentences: Sentences, alone: list[int], speaker: Attribution | None, near: dict[int, Attribution]
    ) -> None:
        left = [p for p in alone if p not in self._holder and self._pairs[p].closed and not sentences[0][0].title]
        whole = len(alone) == len(left) == len(sentences)
        for pair in left:
            known = speaker or near.get(pair) or (self._source if whole else None)
            if known is not None:
                self._holder[pair] = known
                self.guessed.add(pair)
        if sentences[0][0].title:
            return
        found = [a for _, mine in sentences for a in mine if a.source and a.confidence >= LIT]
        if alone and not found and not self._pairs[alone[-1]].closed and not self._waiting:
            self._before = self._source
        if found or not (left or alone):
            self._source = found[-1] if found and _may_go_on(found[-1]) else None

    def _end(self, sentences: Sentences, speaker: Attribution | None, first: int) -> None:
        """Whether the next paragraph goes on: after a colon, or with a quotation that was not closed."""
        u, found = sentences[-1]
        size = len(u.tags)
        ends = u.tags[-1] == ":" and bool(found) and found[-1].direct and found[-1].cue[1] >= size - 12
        self._colon = found[-1] if ends else None
        pair = u.quote.get(size - 1, -1)
        if pair >= 0 and not self._pairs[pair].closed:
            self._open = self._holder.get(pair)
            if self._open is None:
                self._waiting.append(pair)
            return
        self._open = None
        if speaker is None and first < 0:
            self._waiting = []
