"""An article as it is shown: its page, what is folded, its facts by place, and which of them are lit. No Textual.

This is the one thing that the parts of the text view share. It knows nothing of terminals and colours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.facts.kinds import Kind, Span
from tui.layout import Layout, RowKind
from tui.layout.layout import Unit, divide
from tui.reading.page import fact_index
from tui.reading.page.fact_index import FactIndex
from tui.reading.page.folding import Folder
from tui.reading.page.head import HeadRow, head, minutes
from tui.reading.page.lit import Lit
from tui.reading.page.page import Page
from tui.text.article import Article, Link

if TYPE_CHECKING:
    from tui.facts.model import Fact, Facts


@dataclass
class PageSettings:
    """How articles are shown. Whoever changes one asks the :class:`Shown` for what follows from it.

    ``measure`` is the widest column of text in cells. ``justify``: both edges straight. ``zen``: of the rows above
    the text only the title stays. ``fold_facts``: sentences without lit facts are folded.
    ``ascii_only``: our signs are plain ones.
    """

    measure: int = 72
    justify: bool = False
    zen: bool = False
    fold_facts: bool = False
    ascii_only: bool = False
    lit: Lit = field(default_factory=Lit)


class Shown:
    """``article`` on a page of ``width`` x ``height`` cells, with the cursor at ``offset``.

    ``sign`` gives the sign drawn for "gap" (words that are missing) and "fold". Facts come later: :meth:`set_facts`.
    """

    def __init__(
        self,
        article: Article,
        settings: PageSettings,
        sign: Callable[[str], str],
        *,
        width: int,
        height: int,
        offset: int = 0,
    ) -> None:
        self.article = article
        self.facts: Facts | None = None
        self.units: list[Unit] = divide(article)
        self.links: list[Link] = sorted(article.links)
        self.head: list[HeadRow] = []
        self._settings = settings
        self._sign = sign
        self._all: FactIndex | None = None
        self._lit: FactIndex | None = None  # those painted
        self._pointed: FactIndex | None = None  # those that one can point at
        self._walked: FactIndex | None = None  # those that the next-fact key stops at
        self._folder = Folder(article, self.units, sign("fold"))
        self.page = page = Page(article, self.units, self._lay_out)
        page.resize(width, height)
        if self.units and offset > self.units[0].start:
            page.reveal(min(offset, self.units[-1].end))
        else:
            page.anchor = page.row_of(page.cursor) or 0
        self.fold_again()

    def _lay_out(self, width: int) -> Layout:
        above = head(self.article, self.facts, width)
        self.head = [("", "quiet"), *(row for row in above if row[1] == "title" or not self._settings.zen)]
        return Layout(
            self.article, width, head=len(self.head), inserts=self._inserts, folding=self._folder, units=self.units
        )

    def _inserts(self, start: int, end: int) -> dict[int, str]:
        """What is drawn between ``start`` and ``end`` where words are missing, by offset."""
        index = self._all
        if index is None or not index.gaps:
            return {}
        text, found = self.article.text, {}
        for offset in index.gaps[bisect_left(index.gaps, start) : bisect_right(index.gaps, end)]:
            at = fact_index.settle(text, offset, end)
            found[at] = fact_index.insertion(text, at, start, end, self._sign("gap"))
        return found

    # -- facts

    def set_facts(self, facts: Facts | None) -> None:
        """The article's facts were found, or changed."""
        self.facts = facts
        self._all = FactIndex(facts.facts, self.units) if facts is not None else None
        self.relight()

    def relight(self) -> None:
        """Other facts are lit: the settings changed."""
        lit = self._settings.lit
        self._lit = self._all.only(lit.shows) if self._all is not None else None
        self._pointed = self._all.only(lit.points_at) if self._all is not None else None
        self._walked = self._all.only(lit.walks_to) if self._all is not None and not lit.kinds else self._pointed
        self.fold_again()

    def lit_in(self, u: int) -> list[Fact]:
        """The lit facts that touch unit ``u``, in order."""
        return self._lit.in_unit(u) if self._lit is not None else []

    def fact_at(self, offset: int) -> Fact | None:
        """The shortest fact at ``offset`` that one can point at; a claim only where no other one is."""
        index = self._pointed
        if index is None:
            return None
        u = self.page.unit_at(offset)
        return index.at(offset, u, lambda fact: fact.kind != Kind.CLAIM) or index.at(offset, u)

    def fact_like(self, fact: Fact | None) -> Fact | None:
        """The fact of the same kind and words as ``fact``, which stood among earlier facts; None: there is none."""
        if fact is None or self._all is None:
            return None
        return self._all.with_span(fact.kind, fact.span)

    def next_fact(self, kinds: Iterable[Kind] | None, current: Fact | None, count: int) -> Fact | None:
        """The ``count``-th fact after the cursor, before it when negative: of ``kinds``, or (None) of those lit."""
        index = self._walked if kinds is None else self._all
        wanted = frozenset(kinds) if kinds is not None else None
        return index.travel(self.page.cursor, current, wanted, count) if index is not None else None

    # -- folds

    def fold_again(self) -> None:
        """Find what is folded, and lay the page out anew."""
        self._folder.facts_only(self._pointed if self._settings.fold_facts else None)
        self.page.relayout()

    def close_folds(self) -> None:
        """Shut every fold that was opened."""
        self._folder.opened.clear()

    def toggle_folds(self) -> bool:
        """Open or shut the fold at the cursor, else all folds of lines that are not the article. False: none here."""
        folder, page = self._folder, self.page
        start = folder.fold_start(page.cursor, page.unit_at(page.cursor))
        starts = [start] if start is not None else folder.starts()
        if not starts:
            return False
        if folder.opened.issuperset(starts):
            folder.opened.difference_update(starts)
        else:
            folder.opened.update(starts)
        page.relayout()
        return True

    def on_fold(self) -> bool:
        """Whether the cursor stands on the line of a fold."""
        layout = self.page.layout
        return bool(self.units) and layout.row(layout.place(self.page.cursor)).kind is RowKind.FOLD

    def unfold(self, offset: int) -> bool:
        """Open the fold that hides ``offset``, if one does; whether one did."""
        folder, page = self._folder, self.page
        place = page.layout.place(offset)
        if place[0] and page.layout.row(place).kind is not RowKind.FOLD:
            return False
        start = folder.fold_start(offset, page.unit_at(offset))
        if start is None or start in folder.opened:
            return False
        folder.opened.add(start)
        page.relayout()
        return True

    # -- where the reader is

    @property
    def percent(self) -> float:
        """How far one has read: the share of the text down to the last row on screen."""
        end = self.units[-1].end if self.units else 0
        return min(100.0, 100.0 * self.page.bottom() / end) if end else 0.0 if not self.units else 100.0

    @property
    def minutes_left(self) -> float:
        """Reading time of what is below the screen, in minutes."""
        return minutes(max(0, self.units[-1].end - self.page.bottom())) if self.units else 0.0

    def within(self, offset: int) -> int:
        """The nearest offset that the text has."""
        return max(self.units[0].start, min(offset, self.units[-1].end)) if self.units else 0

    def passage(self, fact: Fact | None) -> Span | None:
        """The sentence at the cursor, or the sentences that ``fact`` runs over."""
        page = self.page
        first = page.sentence(page.cursor) if self.units else None
        if first is None or fact is None or fact.end <= first.end:
            return first
        last = page.sentence(fact.end - 1)
        return Span(first.start, max(first.end, last.end)) if last else first

    def links_on_screen(self) -> list[Link]:
        """The links whose first word is drawn on the screen."""
        page, layout = self.page, self.page.layout
        window = page.window()
        low = layout.offset(window[0]) if window else 0
        near = [link for link in self.links if low <= link.start < page.bottom()]
        return [link for link in near if layout.row(layout.place(link.start)).kind is RowKind.TEXT]
