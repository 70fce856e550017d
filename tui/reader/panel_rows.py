"""What the side panel lists: an article, its facts and its bookmarks become tabs of entries. No Textual.

Each tab knows its items at once and makes an :class:`Entry` only when one is drawn, so that ten thousand
facts cost nothing until they are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.facts.kinds import Span
from tui.reader.looks import ASCII_SIGNS, SIGNS

if TYPE_CHECKING:
    from tui.article import Article, Section
    from tui.bookmarks.model import Bookmark
    from tui.facts.model import Fact, Facts

TABS = ("qa", "figures", "who", "when", "said", "marks")
SNIPPET = 160
"""Characters of the text shown around a mention."""

Part = tuple[str, str, int]
"""(text, style, most lines or 0): one hanging paragraph of an entry."""


class Entry(NamedTuple):
    """One row of the panel: a lead in its own column, paragraphs beside it, and where it leads.

    ``places`` are offsets into the text: going there again goes on to the next one.
    """

    parts: tuple[Part, ...]
    lead: str = ""
    lead_style: str = "quiet"
    places: tuple[Span, ...] = ()
    heading: bool = False
    fact: Fact | None = None
    bookmark: str = ""
    space: bool = False  # a blank line before it
    right: str = ""  # at the right edge of the first line


@dataclass(eq=False, repr=False)
class Tab:
    """One tab: its items, how to make an entry of each, and which item belongs to which fact."""

    name: str
    title: str
    letter: str
    count: int
    items: Sequence[Any]
    make: Callable[[Any], Entry]
    align_right: bool = False
    empty: str = ""
    spans: Callable[[Any], Sequence[tuple[int, int]]] = field(default=lambda item: ())
    within: bool = False  # items cover stretches of text: follow by offset

    def entry(self, index: int) -> Entry:
        return self.make(self.items[index])

    @cached_property
    def by_span(self) -> dict[tuple[int, int], int]:
        out: dict[tuple[int, int], int] = {}
        for i, item in enumerate(self.items):
            for span in self.spans(item):
                out.setdefault(span, i)
        return out

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        return sorted((span[0], i) for span, i in self.by_span.items())

    def item_at(self, offset: int, span: tuple[int, int] | None) -> int:
        """The item of the fact with this span, else the one whose stretch holds the offset; -1: none."""
        if span is not None and span in self.by_span:
            return self.by_span[span]
        if not self.within:
            return -1
        found = -1
        for start, i in self._starts:
            if start > offset:
                break
            found = i
        return found


def build(
    article: Article,
    facts: Facts | None,
    bookmarks: Sequence[Bookmark] = (),
    *,
    expanded: frozenset[str] = frozenset(),
    ascii_only: bool = False,
) -> dict[str, Tab]:
    """All tabs, in order. Without facts, what the structure alone tells (questions, outline, marks)."""
    made: Maker
    if facts is None:
        made = Maker(article, bookmarks, expanded, ascii_only)
    else:
        from tui.reader.panel_facts import FactMaker  # with all that describes facts; the first frame has none

        made = FactMaker(article, facts, bookmarks, expanded, ascii_only)
    return {name: getattr(made, name)() for name in TABS}


class Maker:
    """Makes the tabs of one article whose facts are not known yet."""

    def __init__(
        self,
        article: Article,
        bookmarks: Sequence[Bookmark],
        expanded: frozenset[str],
        ascii_only: bool,
    ) -> None:
        self.article = article
        self.text = article.text
        self.bookmarks = bookmarks
        self.expanded = expanded
        self.ascii_only = ascii_only
        self.gaps: list[int] = []  # where words were lost

    def words(self, span: Span | tuple[int, int] | None, limit: int = 2000) -> str:
        if span is None:
            return ""
        start, end = span[0], min(span[1], span[0] + limit)
        inside = self.gaps[bisect_left(self.gaps, start) : bisect_left(self.gaps, end)]
        if not inside:
            return " ".join(self.text[start:end].split())
        sign = (ASCII_SIGNS if self.ascii_only else SIGNS)["gap"]
        edges = [start, *inside, end]
        drawn = sign.join(self.text[a:b] for a, b in pairwise(edges))
        return " ".join(drawn.split())

    def sentence(self, offset: int) -> str:
        """The words around an offset, from the start of its sentence or near it."""
        i = self.article.block_at(offset)
        if i < 0:
            return ""
        block = self.article.blocks[i]
        start = max(block.start, offset - SNIPPET // 2)
        head = self.text.rfind(". ", start, offset)
        start = head + 2 if head >= 0 else start
        if start > block.start and head < 0:
            blank = self.text.find(" ", start, offset)
            start = blank + 1 if blank >= 0 else start
        lead = "" if start == block.start or head >= 0 else "…"
        return lead + self.words((start, min(block.end, start + SNIPPET)))

    # -- questions and answers

    def qa(self) -> Tab:
        sections = [s for s in self.article.sections if s.kind in ("question", "interview")]
        if sections:
            return Tab("qa", "q&a", "Q", len(sections), sections, self._question, spans=self._stretch, within=True)
        outline = [s for s in self.article.sections if s.kind == "heading"]
        if outline:
            return Tab("qa", "outline", "O", len(outline), outline, self._question, spans=self._stretch, within=True)
        return Tab(
            "qa",
            "q&a",
            "Q",
            0,
            (),
            self._question,
            empty="this article asks no questions and has no sub-headings",
        )

    def _stretch(self, section: Section) -> Sequence[tuple[int, int]]:
        block = self.article.blocks[section.heading]
        return ((block.start, block.end),)

    def _question(self, section: Section) -> Entry:
        blocks = self.article.blocks
        heading = blocks[section.heading]
        asks = section.kind != "heading"
        parts: list[Part] = [(self.words((heading.start, heading.end)), "question" if asks else "strong", 0)]
        if section.questioner or section.answerer:
            who = f"{section.questioner or '?'} asks {section.answerer or '?'}"
            parts.append((who, "quiet", 1))
        full = "qa" in self.expanded
        last = section.last if full else min(section.last, section.first)
        for i in range(section.first, last + 1):
            parts.append((self.words((blocks[i].start, blocks[i].end)), "answer", 0 if full else 3))
        inside = self._inside(section)
        if inside:
            parts.append((inside, "quiet", 2))
        sign = ("v" if full else ">") if self.ascii_only else ("▾" if full else "▸")
        return Entry(tuple(parts), sign, "sign", (Span(heading.start, heading.end),), space=True)

    def _inside(self, section: Section) -> str:
        """What is inside an answer, in a few words."""
        return ""

    # -- what the facts will tell

    def figures(self) -> Tab:
        return _waiting("figures", "figures", "F")

    def who(self) -> Tab:
        return _waiting("who", "who", "W")

    def when(self) -> Tab:
        return _waiting("when", "when", "T")

    def said(self) -> Tab:
        return _waiting("said", "said", "S")

    # -- marks

    def marks(self) -> Tab:
        return Tab(
            "marks", "marks", "M", len(self.bookmarks), list(self.bookmarks), self._mark, spans=_mark_spans,
            empty="nothing kept from this article yet: m bookmarks the sentence at the cursor",
        )  # fmt: skip

    def _mark(self, bookmark: Bookmark) -> Entry:
        parts: list[Part] = [
            (" ".join(bookmark.selector.exact[:2000].split()), "text", 0 if "marks" in self.expanded else 3)
        ]
        if bookmark.note:
            parts.append((" ".join(bookmark.note[:600].split()), "note", 3))
        if bookmark.tags:
            parts.append((" ".join(f"#{tag}" for tag in bookmark.tags), "tag", 2))
        state = bookmark.state.value
        if state != "exact":
            parts.append((state, "warning" if state in ("changed", "lost") else "quiet", 1))
        span = bookmark.span
        sign = ("|" if self.ascii_only else "┃") + bookmark.category
        return Entry(tuple(parts), sign, "mark", (Span(*span),) if span else (), bookmark=bookmark.id, space=True)


def _waiting(name: str, title: str, letter: str) -> Tab:
    return Tab(name, title, letter, 0, (), lambda item: Entry(()), empty="looking for facts …")


def _mark_spans(item: Bookmark) -> Sequence[tuple[int, int]]:
    return (item.span,) if item.span else ()
