"""The mouse in an article: the wheel, words selected by dragging, facts and folds clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual import events
from textual.geometry import Size
from textual.timer import Timer

from tui.layout import RowKind
from tui.reader.article.selector import Selector
from tui.reader.article.stage import FactClicked, Stage

ROLL = 0.05
"""Seconds a row while words are selected beyond an edge."""


class Pane(Stage, Protocol):
    """The view as the mouse knows it: with places on the screen."""

    @property
    def size(self) -> Size:
        """Of the pane, in cells."""

    def offset_under(self, x: int, y: int) -> int | None:
        """The offset drawn at a cell of the pane; None where there is no text."""

    def hold_mouse(self, hold: bool) -> None:
        """Get every movement of the mouse, or no more than those over the pane."""

    def every(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Call ``do`` again and again."""


class Mouse:
    """Does what the mouse does on ``pane``. A press that moves selects, one that does not is a click."""

    def __init__(self, pane: Pane, selector: Selector) -> None:
        self._pane = pane
        self._selector = selector
        self._held = False
        self._dragged = False  # since the button went down, words were selected
        self._press = 0  # where the button went down: an offset
        self._at = (0, 0)
        self._roll: Timer | None = None

    # -- the wheel

    def wheel(self, by: int) -> None:
        """Scroll by rows; the cursor stays at its words while they are on the screen."""
        shown = self._pane.shown
        if shown is None or not shown.units:
            return
        before = shown.page.cursor
        shown.page.wheel(by)
        if shown.page.cursor == before:
            self._pane.redraw()
        else:
            self._pane.moved()

    # -- dragging

    @property
    def rolls(self) -> bool:
        """Whether the text rolls, because words are selected beyond an edge."""
        return self._roll is not None

    def down(self, event: events.MouseDown) -> None:
        """A button goes down: dragging may begin."""
        self._dragged = False
        at = self._pane.offset_under(event.x, event.y) if event.button == 1 else None
        if at is not None:
            self._held = True
            self._press = at
            self._pane.hold_mouse(True)

    def move(self, event: events.MouseMove) -> None:
        """The mouse moves; with the button held it selects, at an edge row after row."""
        if not self._held:
            return
        self._at = (event.x, event.y)
        self._drag()
        if not self._edge:
            self._stop_rolling()
        elif self._dragged and self._roll is None:
            self._roll = self._pane.every(ROLL, self.roll)

    @property
    def _edge(self) -> int:
        """-1 where dragging rolls the text down (the first row: there may be none above), 1 below the last row."""
        y = self._at[1]
        return -1 if y <= 0 else 1 if y >= self._pane.size.height else 0

    def _drag(self) -> None:
        at = self._pane.offset_under(*self._at)
        if at is None or (not self._dragged and abs(at - self._press) < 2):
            return  # an unsteady click
        self._selector.drag(self._press, at, anew=not self._dragged)
        self._dragged = True

    def roll(self) -> None:
        """The button is held at an edge: one row more."""
        shown = self._pane.shown
        if shown is not None and shown.page.scroll(self._edge):
            self._drag()

    def _stop_rolling(self) -> None:
        if self._roll is not None:
            self._roll.stop()
            self._roll = None

    def end(self) -> None:
        """The button goes up, or what was being dragged is given up."""
        self._stop_rolling()
        if self._held:
            self._held = False
            self._pane.hold_mouse(False)

    # -- clicking

    def click(self, event: events.Click) -> None:
        """Once: go there, open a fold, choose a fact; twice: select the word; three times: the paragraph."""
        shown = self._pane.shown
        at = self._pane.offset_under(event.x, event.y) if event.button == 1 else None
        if shown is None or at is None or self._dragged:
            return
        page = shown.page
        if event.chain >= 2:
            span = page.word(at) if event.chain == 2 else page.paragraph(at)
            if span is not None:
                self._selector.select(span.start, span.end)
            return
        self._selector.drop()
        page.stand_at(at)
        window = page.window()
        if event.y < len(window) and page.layout.row(window[event.y]).kind is RowKind.FOLD and shown.unfold(at):
            self._pane.repaint()
        fact = shown.fact_at(at)
        self._pane.moved(fact)
        if fact is not None:
            self._pane.post(FactClicked(fact))
