"""Selecting words of the open article: by keys, by the mouse, or exactly."""

from __future__ import annotations

from collections.abc import Iterator

from tui.facts.kinds import Span
from tui.reader.article.segments import Tint, tint
from tui.reader.article.stage import Stage
from tui.reading.page.selection import Selecting


class Selector:
    """Holds what is selected in what ``stage`` shows."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._selecting: Selecting | None = None

    def reset(self) -> None:
        """Another article is shown: nothing of it is selected."""
        self._selecting = None

    @property
    def span(self) -> Span | None:
        """The selected words."""
        return self._selecting.span if self._selecting else None

    def start(self, by: str = "word") -> None:
        """Select the "word" or "sentence" at the cursor; moves extend it."""
        shown = self._stage.shown
        if shown is not None and shown.units:
            self._selecting = Selecting(shown.page, shown.page.cursor, by)
            self._follow()

    def swap(self) -> None:
        """Let moves move the other end."""
        if self._selecting is not None:
            self._selecting.swap()
            self._follow()

    def move(self, unit: str, count: int) -> bool:
        """Move the selection's end as the cursor would move; False when nothing is selected."""
        shown = self._stage.shown
        if self._selecting is None or shown is None:
            return False
        self._selecting.move(shown.page, unit, count)
        self._follow()
        return True

    def _follow(self) -> None:
        shown = self._stage.shown
        if shown is not None and self._selecting is not None:
            shown.page.reveal(self._selecting.head)
            self._stage.moved()

    def select(self, start: int, end: int) -> None:
        """Select exactly ``[start, end)``."""
        shown = self._stage.shown
        if shown is not None and end > start:
            self._selecting = Selecting.of(shown.page, start, end)
            self._stage.redraw()

    def drag(self, press: int, to: int, *, anew: bool) -> None:
        """Select the words from ``press`` to ``to``, where the cursor goes; ``anew``: the dragging just began."""
        shown = self._stage.shown
        if shown is None:
            return
        if self._selecting is None or anew:
            self._selecting = Selecting(shown.page, press, "word")
        self._selecting.head = to
        shown.page.stand_at(to)
        self._stage.moved()

    def drop(self) -> bool:
        """Select nothing, and draw nothing yet; whether something was selected."""
        was, self._selecting = self._selecting is not None, None
        return was

    def clear(self) -> None:
        """Select nothing."""
        if self.drop():
            self._stage.moved()

    def tints(self, start: int, end: int) -> Iterator[Tint]:
        """What is selected of ``[start, end)``."""
        if self._selecting is not None:
            yield from tint(self._selecting.span, start, end, "selection")
