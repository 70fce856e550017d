"""The text cut where anything begins or ends: facts, links, emphasis, bookmarks. What all marked-up exports share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.facts.describe import value
from tui.facts.model import Claim, Fact, Facts, Gap, Kind
from tui.text.article import Article, Block, BlockKind

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark

GAP = "⟨…⟩"
"""Stands where words are missing."""

_NAMES = frozenset((Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.DATE))

SCHEMES = ("https://", "http://", "mailto:")
"""Links that are written; the words of others stay words."""


class Piece(NamedTuple):
    """A stretch of the text under the same marks. ``start`` is in code points of ``Article.text``."""

    text: str
    start: int
    facts: tuple[Fact, ...] = ()  # those that cover it, the longest first
    cue: bool = False  # the words that make a claim one
    url: str = ""
    styles: tuple[str, ...] = ()  # of the source: "strong", "emphasis", "code"
    marked: bool = False  # bookmarked

    @property
    def is_gap(self) -> bool:
        """Whether it is the sign for missing words, which are no text."""
        return len(self.facts) == 1 and isinstance(self.facts[0].detail, Gap)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the kinds that show: a claim only where its cue stands."""
        names = dict.fromkeys(f.kind.value for f in self.facts if f.kind is not Kind.CLAIM)
        return (*(("cue",) if self.cue else ()), *names)


def title_block(article: Article) -> Block | None:
    """The block that is the title, or a first heading that says the same."""
    for block in article.blocks[:3]:
        same = block.kind is BlockKind.HEADING and article.block_text(block).casefold() == article.title.casefold()
        if block.kind is BlockKind.TITLE or same:
            return block
    return None


class Pieces:
    """An article to be cut, block by block. Linear in the text and in what is marked in it."""

    def __init__(self, article: Article, facts: Facts, bookmarks: Sequence[Bookmark] = ()) -> None:
        self.article = article
        self.facts = facts
        self.title = title_block(article)
        lit = [f for f in facts.facts if f.lit and f.kind is not Kind.QUESTION]
        figures = _Hull(f.span for f in lit if f.kind is Kind.FIGURE)
        # the figure is what is read; what it names shows elsewhere
        lit = [f for f in lit if f.kind not in _NAMES or not figures.around(f.start, f.end)]
        cues = (f.detail.cue for f in lit if isinstance(f.detail, Claim) and f.detail.cue)
        links = [(link.start, link.end, link.url) for link in article.links if link.url.lower().startswith(SCHEMES)]
        self._claims = sorted((f for f in lit if f.kind is Kind.CLAIM), key=lambda f: (f.start, f.end))
        self._claim_starts = [f.start for f in self._claims]
        self._gaps = {f.start: f for f in sorted(lit, key=lambda f: f.span) if isinstance(f.detail, Gap)}
        self._gap_places = list(self._gaps)
        held = ((*b.span, True) for b in bookmarks if b.span and b.version == article.hash)
        self._edges, self._under = _sweep(
            [(f.start, f.end, f) for f in lit],
            [(cue.start, cue.end, True) for cue in cues],
            links,
            [(e.start, e.end, e.style) for e in article.emphases],
            list(held),
        )

    def cut(self, start: int, end: int) -> list[Piece]:
        """The pieces of a stretch. A place where words are missing is one of its own, with the sign for it."""
        text = self.article.text
        first, last = bisect_right(self._edges, start), bisect_left(self._edges, end)
        here = self._gap_places[bisect_left(self._gap_places, start) : bisect_right(self._gap_places, end)]
        cuts = sorted({start, end, *self._edges[first:last], *here})
        out: list[Piece] = []
        under = first  # what lies over the code points from ``at`` on: number in ``_under``
        for i, at in enumerate(cuts):
            if at in self._gaps:
                out.append(Piece(_sign(text, at, start, end), at, (self._gaps[at],)))
            if i + 1 < len(cuts):
                while under < len(self._edges) and self._edges[under] <= at:
                    under += 1
                out.append(self._under[under]._replace(text=text[at : cuts[i + 1]], start=at))
        return out

    def links(self) -> list[tuple[int, int, str]]:
        """The links that may be written, in order: (start, end, address)."""
        links = (link for link in self.article.links if link.url.lower().startswith(SCHEMES))
        return sorted((link.start, link.end, link.url) for link in links)

    def claims_at(self, start: int, end: int) -> list[Fact]:
        """The claims that begin in a stretch."""
        return self._claims[bisect_left(self._claim_starts, start) : bisect_left(self._claim_starts, end)]

    def meaning(self, fact: Fact) -> str:
        """The kind of a fact, what it stands for, and what is doubtful."""
        known = value(fact, self.facts, self.article.text)
        return "; ".join(filter(None, (f"{fact.kind.value}: {known}" if known else fact.kind.value, *fact.warnings)))


def _sign(text: str, at: int, start: int, end: int) -> str:
    """The sign, with the blank that it wants on the side where words stand close."""
    before, after = text[at - 1 : at] if at > start else " ", text[at : at + 1] if at < end else " "
    return (" " if before.isalnum() else "") + GAP + (" " if after.isalnum() else "")


def _sweep(
    facts: list[tuple[int, int, Fact]],
    cues: list[tuple[int, int, bool]],
    links: list[tuple[int, int, str]],
    styles: list[tuple[int, int, str]],
    marks: list[tuple[int, int, bool]],
) -> tuple[list[int], list[Piece]]:
    """Where anything begins or ends; what lies over the text before the first edge, between two, behind the last.

    One pass over all spans in the order of their edges: number n of the second list lies before edge n.
    """
    layers: tuple[list[tuple[int, int, Any]], ...] = (facts, cues, links, styles, marks)
    begins: dict[int, list[tuple[int, int, Any]]] = {}
    ends: dict[int, list[tuple[int, int]]] = {}
    for layer, spans in enumerate(layers):
        for number, (start, end, held) in enumerate(sorted(spans, key=lambda span: span[:2])):
            if start < end:
                begins.setdefault(start, []).append((layer, number, held))
                ends.setdefault(end, []).append((layer, number))
    on: tuple[dict[int, Any], ...] = tuple({} for _ in layers)
    edges = sorted({*begins, *ends})
    under = [Piece("", 0)]
    for edge in edges:
        for layer, number in ends.get(edge, ()):
            del on[layer][number]
        for layer, number, held in begins.get(edge, ()):
            on[layer][number] = held
        under.append(_piece(*on))
    return edges, under


def _piece(
    facts: dict[int, Fact], cues: dict[int, bool], links: dict[int, str], styles: dict[int, str], marks: dict[int, bool]
) -> Piece:
    """A piece without its text, under what is on at present."""
    longest_first = tuple(sorted(facts.values(), key=lambda f: f.start - f.end))
    return Piece("", 0, longest_first, bool(cues), next(iter(links.values()), ""), _different(styles), bool(marks))


def _different(styles: dict[int, str]) -> tuple[str, ...]:
    """The styles, each once however often the source nests it."""
    return tuple(dict.fromkeys(styles.values()))


class _Hull:
    """Spans that can be asked whether one of them holds a stretch."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def around(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside of one of the spans."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end
