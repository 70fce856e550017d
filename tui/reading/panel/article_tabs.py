"""The side panel's tabs that an article's structure and its bookmarks fill: questions or an outline, and marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from tui.facts.kinds import Kind, Span, row
from tui.layout.tables import cells_of
from tui.reading.page.fact_index import insertion, settle
from tui.reading.panel.entries import BLANK, Entry, Part, Tab
from tui.text.article import BlockKind
from tui.text.sentences import split_sentences

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark
    from tui.text.article import Article, Block, Section

SNIPPET = 160
"""Code points on either side of a mention in which its sentence is looked for."""

BEFORE = 24
"""Most code points that are shown before it, so that a narrow panel's first lines reach it."""

ROWS = 1000
"""Rows of a table that are looked back over for its first one."""


class Maker:
    """Makes the tabs of one article whose facts are not known yet."""

    def __init__(
        self,
        article: Article,
        bookmarks: Sequence[Bookmark],
        expanded: frozenset[str],
        key: Callable[[str], str],
    ) -> None:
        self.key = key
        self.article = article
        self.text = article.text
        self.bookmarks = bookmarks
        self.expanded = expanded
        self.gaps: list[int] = []  # where words were lost

    def words(self, span: Span | tuple[int, int] | None, limit: int = 2000) -> str:
        if span is None:
            return ""
        start, end = span[0], min(span[1], span[0] + limit)
        inside = self.gaps[bisect_left(self.gaps, start) : bisect_left(self.gaps, end)]
        if not inside:
            return " ".join(self.text[start:end].split())
        sign = row(Kind.GAP).sign
        drawn, at = "", start
        for gap in inside:
            here = settle(self.text, gap, end)
            drawn += self.text[at:here] + insertion(self.text, here, start, end, sign)
            at = here
        return " ".join((drawn + self.text[at:end]).split())

    def around(self, span: Span) -> str:
        """The words around a span, verbatim: its sentence from a few words before; of a table, whose cell it is."""
        i = self.article.block_at(span.start)
        if i < 0:
            return ""
        block = self.article.blocks[i]
        if block.kind is BlockKind.TABLE_ROW and (cell := self._cell(i, span)):
            return cell
        low, high = max(block.start, span.start - SNIPPET), min(block.end, span.end + SNIPPET)
        sentences = split_sentences(self.text, low, high)
        first = max((start for start, _ in sentences if start <= span.start), default=low)
        stop = min((end for _, end in sentences if end >= span.end), default=high)
        start = max(first, span.start - BEFORE)
        if start > first:
            start = self.text.find(" ", start, span.start) + 1 or start
        cut = stop == high < block.end
        if cut:
            stop = max(self.text.rfind(" ", span.end, stop), span.end)
        return ("…" if start > first else "") + self.words((start, stop)) + ("…" if cut else "")

    def _cell(self, row: int, span: Span) -> str:
        """Whose figure a cell of a table is: the first cell of its row, and that of its column; "" in those."""
        blocks, text = self.article.blocks, self.text
        top = row
        while top > 0 and row - top < ROWS and blocks[top - 1].kind is BlockKind.TABLE_ROW:
            top -= 1
        cells = cells_of(text, blocks[row].start, blocks[row].end)
        heads = cells_of(text, blocks[top].start, blocks[top].end)
        column = sum(1 for cell in cells if cell[1] <= span.start)
        if top == row or not 0 < column < len(heads):
            return ""
        return f"{self.words(cells[0])} · {self.words(heads[column])}"

    # -- questions and answers

    def qa(self) -> Tab:
        sections = [s for s in self.article.sections if s.kind in ("question", "interview")]
        if sections:
            return Tab("qa", "q&a", "Q", len(sections), sections, self._question, spans=self._stretch)
        outline = [s for s in self.article.sections if s.kind == "heading"]
        if outline:
            return Tab("qa", "outline", "O", len(outline), outline, self._question, spans=self._stretch)
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

    def _below(self, section: Section) -> list[Block]:
        """The blocks below a heading: of a question all but headings, else those before the next heading."""
        headings = (BlockKind.TITLE, BlockKind.HEADING)
        blocks = self.article.blocks[section.first : section.last + 1]
        if section.kind == "heading":
            blocks = tuple(takewhile(lambda block: block.kind not in headings, blocks))
        return [block for block in blocks if block.kind not in headings]

    def _question(self, section: Section) -> Entry:
        heading = self.article.blocks[section.heading]
        asks = section.kind != "heading"
        parts: list[Part] = [(self.words((heading.start, heading.end)), "question" if asks else "strong", 0)]
        if section.questioner or section.answerer:
            who = f"{section.questioner or '?'} asks {section.answerer or '?'}"
            parts.append((who, "quiet", 1))
        full = "qa" in self.expanded
        below = self._below(section)
        for number, block in enumerate(below if full else below[:1] if asks else ()):
            if number and block.kind is BlockKind.PARAGRAPH:
                parts.append((BLANK, "answer", 0))  # apart, as in the text
            parts.append((self.words((block.start, block.end)), "answer", 0 if full else 3))
        inside = self._inside(section)
        if inside:
            parts.append((inside, "quiet", 2))
        sign = "▾" if full else "▸"
        indent = 0 if asks else 2 * max(0, min(heading.level, 6) - self._highest)
        places = (Span(heading.start, heading.end),)
        keeps = Span(below[0].start, below[-1].end) if below else None
        asked = self.words(places[0]) if keeps is not None else ""
        return Entry(tuple(parts), sign, "sign", places, space=asks or full, indent=indent, keeps=keeps, note=asked)

    @cached_property
    def _highest(self) -> int:
        """The level of the outline's highest heading."""
        blocks = self.article.blocks
        return min((blocks[s.heading].level for s in self.article.sections if s.kind == "heading"), default=1)

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
        key = self.key("mark")
        empty = "nothing kept from this article yet" + (f": {key} bookmarks the sentence at the cursor" if key else "")
        return Tab(
            "marks", "marks", "M", len(self.bookmarks), list(self.bookmarks), self._mark, spans=_mark_spans,
            empty=empty,
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
        sign = "┃" + bookmark.category
        return Entry(tuple(parts), sign, "mark", (Span(*span),) if span else (), bookmark=bookmark.id, space=True)


def _waiting(name: str, title: str, letter: str) -> Tab:
    return Tab(name, title, letter, 0, (), lambda item: Entry(()), empty="looking for facts …")


def _mark_spans(item: Bookmark) -> Sequence[tuple[int, int]]:
    return (item.span,) if item.span else ()
