"""Moving in the open article: by lines and sentences, from fact to fact, back and forth along the jumps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.timer import Timer

from tui.facts.kinds import Kind, Span
from tui.reader.article.segments import Tint, tint
from tui.reader.article.stage import Stage
from tui.reading.page.jumps import Jumps

FLASH = 0.3
"""Seconds for which a passage that one has jumped to is tinted."""


class Traveller:
    """Moves the cursor of what ``stage`` shows; jumps are remembered in ``jumps``. ``still``: nothing is tinted."""

    def __init__(self, stage: Stage, jumps: Jumps[int], *, still: bool = False) -> None:
        self._stage = stage
        self._jumps = jumps
        self.still = still
        self._travelled = -1  # where the last travel from fact to fact led
        self._flash: Span | None = None
        self._timer: Timer | None = None

    def reset(self) -> None:
        """Another article is shown: the way through the last one is forgotten."""
        self._travelled, self._flash = -1, None
        self._jumps.clear()

    def move(self, unit: str, count: int) -> None:
        """Move by ``count`` (back when negative) of "line", "page", "half-page", "paragraph", "heading",
        "sentence", "word", or to "start" or "end"."""
        shown = self._stage.shown
        if shown is None or not shown.units:
            return
        page = shown.page
        rows = {"line": 1, "page": max(1, page.height - 2), "half-page": max(1, page.height // 2)}.get(unit)
        if rows is not None:
            page.move_rows(rows * count)
        elif unit == "start":
            self._jumps.leave(page.cursor)
            page.go_to_start()
        elif unit == "end":
            self._jumps.leave(page.cursor)
            page.reveal(page.layout.offset(page.layout.last()))
        else:
            page.reveal(page.target(unit, count, page.cursor))
            shown.unfold(page.cursor)
            self._stage.current.word = page.word(page.cursor) if unit == "word" else None
        self._stage.moved()

    def travel(self, kinds: Iterable[Kind] | None, count: int) -> bool:
        """To the ``count``-th next fact (back when negative) of ``kinds``, or of those lit. False: there is none."""
        shown = self._stage.shown
        fact = shown.next_fact(kinds, self._stage.current.fact, count or 1) if shown is not None else None
        if shown is None or fact is None:
            return False
        page = shown.page
        if page.cursor != self._travelled:
            self._jumps.leave(page.cursor)  # a row of travels is one jump
        shown.unfold(fact.start)
        page.reveal(fact.start, fact.end)
        self._travelled = page.cursor
        self._stage.moved(fact)
        return True

    def go_to(self, offset: int, *, remember: bool = True, flash: bool = False) -> None:
        """Go to a place; ``remember``: one can come back, ``flash``: its words are tinted for a moment."""
        shown = self._stage.shown
        if shown is None or not shown.units:
            return
        page, offset = shown.page, shown.within(offset)
        if remember and offset != page.cursor:
            self._jumps.leave(page.cursor)
        shown.unfold(offset)
        page.reveal(offset)
        fact = shown.fact_at(offset)
        if flash and not self.still:
            self._begin_flash(fact.span if fact and fact.end > fact.start else page.sentence(offset))
        self._stage.moved(fact)

    def _begin_flash(self, span: Span | None) -> None:
        timer = self._stage.after(FLASH, self.end_flash)
        if timer is not None:
            self._flash = span
            if self._timer:
                self._timer.stop()
            self._timer = timer

    def end_flash(self) -> None:
        """Take the tint off the passage that one has jumped to."""
        self._flash = self._timer = None
        self._stage.redraw()

    @property
    def flashes(self) -> bool:
        """Whether a passage is tinted now because one has just jumped to it."""
        return self._flash is not None

    def back(self) -> bool:
        """Back to where the last jump began; False when there is none."""
        shown = self._stage.shown
        return self._jump(self._jumps.back(shown.page.cursor if shown is not None else 0))

    def forward(self) -> bool:
        """Forward again; False when one is at the newest place."""
        return self._jump(self._jumps.forward())

    def _jump(self, offset: int | None) -> bool:
        if offset is None:
            return False
        self.go_to(offset, remember=False, flash=True)
        return True

    def tints(self, start: int, end: int) -> Iterator[Tint]:
        """What flashes of ``[start, end)``."""
        if self._flash is not None:
            yield from tint(self._flash, start, end, "flash")
