"""The text cut where anything begins or ends: facts, links, emphasis, bookmarks. What all marked-up exports share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from tui.facts.describe import value
from tui.facts.model import Claim, Fact, Facts, Gap, Kind
from tui.text.article import Article, Block, BlockKind

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark

T = TypeVar("T")

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
    """An article to be cut, block by block."""

    def __init__(self, article: Article, facts: Facts, bookmarks: Sequence[Bookmark] = ()) -> None:
        self.article = article
        self.facts = facts
        self.title = title_block(article)
        lit = [f for f in facts.facts if f.lit and f.kind is not Kind.QUESTION]
        figures = _Spans((f.start, f.end, f) for f in lit if f.kind is Kind.FIGURE)
        # the figure is what is read; what it names shows elsewhere
        lit = [f for f in lit if f.kind not in _NAMES or not figures.around(f.start, f.end)]
        self._facts = _Spans((f.start, f.end, f) for f in lit)
        cues = (f.detail.cue for f in lit if isinstance(f.detail, Claim) and f.detail.cue)
        self._cues = _Spans((cue.start, cue.end, cue) for cue in cues)
        links = (link for link in article.links if link.url.lower().startswith(SCHEMES))
        self._links = _Spans((link.start, link.end, link.url) for link in links)
        self._styles = _Spans((e.start, e.end, e.style) for e in article.emphases)
        held = (b.span for b in bookmarks if b.span and b.version == article.hash)
        self._marks = _Spans((*span, True) for span in held)

    def cut(self, start: int, end: int) -> list[Piece]:
        """The pieces of a stretch. A place where words are missing is one of its own, with the sign for it."""
        text = self.article.text
        facts = self._facts.over(start, end)
        gaps = {f.start: f for _, _, f in facts if isinstance(f.detail, Gap)}
        covers = [(s, e, f) for s, e, f in facts if s < e]
        cues, links = self._cues.over(start, end), self._links.over(start, end)
        styles, marks = self._styles.over(start, end), self._marks.over(start, end)
        edges = {start, end, *gaps}
        for layer in (covers, cues, links, styles, marks):
            edges |= {at for span in layer for at in (span[0], span[1])}
        cuts = sorted(at for at in edges if start <= at <= end)
        out: list[Piece] = []
        for i, at in enumerate(cuts):
            if at in gaps:
                out.append(Piece(_sign(text, at, start, end), at, (gaps[at],)))
            if i + 1 < len(cuts):
                on = sorted(_at(covers, at), key=lambda f: f.start - f.end)
                out.append(
                    Piece(
                        text[at : cuts[i + 1]],
                        at,
                        tuple(on),
                        bool(_at(cues, at)),
                        next(iter(_at(links, at)), ""),
                        tuple(_at(styles, at)),
                        bool(_at(marks, at)),
                    )
                )
        return out

    def links(self) -> list[tuple[int, int, str]]:
        """The links that may be written, in order: (start, end, address)."""
        return self._links.all()

    def claims_at(self, start: int, end: int) -> list[Fact]:
        """The claims that begin in a stretch."""
        return [f for s, _, f in self._facts.over(start, end) if f.kind is Kind.CLAIM and start <= s < end]

    def meaning(self, fact: Fact) -> str:
        """The kind of a fact, what it stands for, and what is doubtful."""
        known = value(fact, self.facts, self.article.text)
        return "; ".join(filter(None, (f"{fact.kind.value}: {known}" if known else fact.kind.value, *fact.warnings)))


def _sign(text: str, at: int, start: int, end: int) -> str:
    """The sign, with the blank that it wants on the side where words stand close."""
    before, after = text[at - 1 : at] if at > start else " ", text[at : at + 1] if at < end else " "
    return (" " if before.isalnum() else "") + GAP + (" " if after.isalnum() else "")


def _at(spans: list[tuple[int, int, T]], offset: int) -> list[T]:
    """What lies over the code point at an offset."""
    return [held for start, end, held in spans if start <= offset < end]


class _Spans(Generic[T]):
    """Spans in the order of their starts, found by a stretch without looking at all of them."""

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        self._spans = sorted(spans, key=lambda span: span[:2])
        self._starts = [span[0] for span in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def all(self) -> list[tuple[int, int, T]]:
        """Every span, in order."""
        return list(self._spans)

    def around(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside of one of the spans."""
        return any(s <= start and end <= e for s, e, _ in self.over(start, end))

    def over(self, start: int, end: int) -> list[tuple[int, int, T]]:
        """The spans that meet a stretch, or stand empty in it."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end)
        return [s for s in self._spans[first:last] if (s[1] > start and s[0] < end) or (s[0] == s[1] >= start)]
