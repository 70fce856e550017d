"""Moving in an article, from fact to fact, back and forth by jumps, and selecting its words by keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from tui.facts.kinds import Kind, Span
from tui.reader.article.drawing import UNTRAVELLED
from tui.reader.article.head import minutes
from tui.reader.article.jumps import Jumps
from tui.reader.article.selection import Selecting
from tui.reader.article.settings import Settings
from tui.reader.theme import fact_styles as looks
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.facts.model import Fact

FLASH = 0.3
"""Seconds for which a passage that one has jumped to is tinted."""


class Moving(Settings):
    """An article with a place in it: ``cursor`` is where the reader is."""

    @dataclass(eq=False, repr=False)
    class CursorMoved(Message):
        """The reader is elsewhere. ``percent`` and ``minutes_left`` count from the last row on screen."""

        offset: int
        fact: Fact | None
        percent: float
        minutes_left: float

    @dataclass(eq=False, repr=False)
    class SelectionChanged(Message):
        """Other words are selected, or none."""

        span: Span | None

    def __init__(
        self,
        *,
        ascii_only: bool = False,
        reduced_motion: bool = False,
        no_colour: bool | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(ascii_only=ascii_only, no_colour=no_colour, id=id)
        self.reduced_motion = reduced_motion
        self._jumps: Jumps[int] = Jumps()
        self._travelled = -1  # where the last travel from fact to fact led
        self._flash_timer: Timer | None = None
        self._said: tuple[int, Fact | None, float, Span | None] = (0, None, 0.0, None)

    def show(self, article: Article | None, *, offset: int = 0) -> None:
        """Show an article with the cursor at ``offset``; ``None`` for none. Facts come later."""
        self._travelled = -1
        self._jumps.clear()
        super().show(article, offset=offset)

    def _tell(self) -> None:
        said = (self.cursor, self._current, self.percent, self.selection)
        old, self._said = self._said, said
        if said[:3] != old[:3] and self._page is not None:
            self._post(self.CursorMoved(self.cursor, self._current, self.percent, self.minutes_left))
        if said[3] != old[3]:
            self._post(self.SelectionChanged(self.selection))

    def _post(self, message: Message) -> None:
        if self.is_attached:
            self.post_message(message)

    # -- where the reader is

    @property
    def cursor(self) -> int:
        """The offset where the reader is; 0 without an article."""
        return self._page.cursor if self._page else 0

    @property
    def current_fact(self) -> Fact | None:
        """The fact one has travelled to, or that lies at the cursor."""
        return self._current

    @property
    def percent(self) -> float:
        """How far one has read: the share of the text down to the last row on screen."""
        page = self._page
        if page is None or not self._units:
            return 0.0
        end = self._units[-1].end
        return min(100.0, 100.0 * page.bottom() / end) if end else 100.0

    @property
    def minutes_left(self) -> float:
        """Reading time of what is below the screen."""
        return minutes(max(0, self._units[-1].end - self._page.bottom())) if self._page and self._units else 0.0

    # -- moving

    def move(self, unit: str, count: int) -> None:
        """Move by ``count`` (back when negative) of "line", "page", "half-page", "paragraph", "heading",
        "sentence", "word", or to "start" or "end". While words are selected, their end moves."""
        page = self._page
        if page is None or not self._units:
            return
        if self._selecting is not None:
            self._selecting.move(page, unit, count)
            page.reveal(self._selecting.head)
            self._moved()
            return
        rows = {"line": 1, "page": max(1, page.height - 2), "half-page": max(1, page.height // 2)}.get(unit)
        if rows is not None:
            page.move_rows(rows * count)
        elif unit == "start":
            self._jumps.leave(page.cursor)
            page.cursor = self._units[0].start
            page.top = page.layout.first()
            page.anchor = page.row_of(page.cursor) or 0
        elif unit == "end":
            self._jumps.leave(page.cursor)
            page.reveal(page.layout.offset(page.layout.last()))
        else:
            page.reveal(page.target(unit, count, page.cursor))
            self._unfold(page.cursor)
            self._word = page.word(page.cursor) if unit == "word" else None
        self._moved()

    def travel(self, kinds: Iterable[Kind] | None, count: int) -> bool:
        """To the ``count``-th next fact (back when negative) of ``kinds``, or of those lit. False: there is none."""
        page, index = self._page, self._index
        if page is None or index is None:
            return False
        wanted = frozenset(kinds) if kinds is not None else (self._kinds or looks.DENSITIES["key"]) - UNTRAVELLED
        fact = index.travel(page.cursor, self._current, wanted, count or 1)
        if fact is None:
            return False
        if page.cursor != self._travelled:
            self._jumps.leave(page.cursor)  # a row of travels is one jump
        self._unfold(fact.start)
        page.reveal(fact.start, fact.end)
        self._travelled = page.cursor
        self._moved(fact)
        return True

    def go_to(self, offset: int, *, remember: bool = True, flash: bool = False) -> None:
        """Go to a place; ``remember``: one can come back, ``flash``: its sentence is tinted for a moment."""
        page = self._page
        if page is None or not self._units:
            return
        offset = max(self._units[0].start, min(offset, self._units[-1].end))
        if remember and offset != page.cursor:
            self._jumps.leave(page.cursor)
        self._unfold(offset)
        page.reveal(offset)
        fact = self._fact_at(offset)
        if flash and not self.reduced_motion and self.is_attached:
            sentence = page.sentence(offset)
            self._flash = fact.span if fact and fact.end > fact.start else sentence
            if self._flash_timer:
                self._flash_timer.stop()
            self._flash_timer = self.set_timer(FLASH, self._flash_over)
        self._moved(fact)

    def _flash_over(self) -> None:
        self._flash = self._flash_timer = None
        self._update()

    def jump_back(self) -> bool:
        """Back to where the last jump began; False when there is none."""
        return self._jump(self._jumps.back(self.cursor))

    def jump_forward(self) -> bool:
        """Forward again; False when one is at the newest place."""
        return self._jump(self._jumps.forward())

    def _jump(self, offset: int | None) -> bool:
        if offset is None:
            return False
        self.go_to(offset, remember=False, flash=True)
        return True

    def _moved(self, fact: Fact | None = None) -> None:
        """The cursor is elsewhere: say so and draw what changed."""
        self._current = fact if fact is not None else self._fact_at(self.cursor)
        self._update()

    # -- selecting

    @property
    def selection(self) -> Span | None:
        """The selected words."""
        return self._selecting.span if self._selecting else None

    def start_selection(self, by: str = "word") -> None:
        """Select the "word" or "sentence" at the cursor; moves extend it."""
        if self._page is not None and self._units:
            self._selecting = Selecting(self._page, self.cursor, by)
            self._page.reveal(self._selecting.head)
            self._moved()

    def swap_selection(self) -> None:
        """Let moves move the other end."""
        if self._selecting is not None and self._page is not None:
            self._selecting.swap()
            self._page.reveal(self._selecting.head)
            self._moved()

    def select_span(self, start: int, end: int) -> None:
        """Select a stretch."""
        if self._page is not None and end > start:
            self._selecting = Selecting.of(self._page, start, end)
            self._update()

    def clear_selection(self) -> None:
        """Select nothing."""
        if self._selecting is not None:
            self._selecting = None
            self._moved()

    def passage_at_cursor(self) -> Span | None:
        """The sentence at the cursor, or all that the current fact runs over."""
        page = self._page
        if page is None or not self._units:
            return None
        first = page.sentence(self.cursor)
        if first is None or self._current is None or self._current.end <= first.end:
            return first
        last = page.sentence(self._current.end - 1)
        return Span(first.start, max(first.end, last.end)) if last else first

    def word_at_cursor(self) -> str:
        """The word at the cursor, "" when there is none."""
        span = self.word_span()
        return self.article.text[span.start : span.end] if span and self.article else ""

    def word_span(self) -> Span | None:
        """Where the word at the cursor stands."""
        return self._page.word(self.cursor) if self._page else None
