"""The mouse in an article: the wheel, words selected by dragging, facts and folds clicked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.timer import Timer

from tui.layout import RowKind
from tui.reader.article.drawing import GUTTER
from tui.reader.article.moving import Moving
from tui.reader.article.selection import Selecting
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.facts.model import Fact

ROLL = 0.05
"""Seconds a row while words are selected beyond an edge."""


class Mouse(Moving):
    """What the mouse does, by what keys do. A press that moves selects, one that does not is a click."""

    @dataclass(eq=False, repr=False)
    class FactClicked(Message):
        """The mouse chose a fact."""

        fact: Fact

    _dragging = False
    _dragged = False  # since the button went down, words were selected
    _press = 0  # where the button went down
    _mouse = (0, 0)
    _roll: Timer | None = None

    def show(self, article: Article | None, *, offset: int = 0) -> None:
        """Show an article with the cursor at ``offset``; ``None`` for none. Facts come later."""
        self._end_drag()
        super().show(article, offset=offset)

    def clear_selection(self) -> None:
        """Select nothing; what is being dragged ends."""
        if self._selecting is not None:
            self._end_drag()
        super().clear_selection()

    def _offset_under(self, x: int, y: int) -> int | None:
        page = self._page
        return page.offset_at(y, x - self._left - GUTTER, self._justify) if page and self._units else None

    # -- the wheel

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(3, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(-3, event)

    def _wheel(self, by: int, event: events.Event) -> None:
        event.stop()
        if self._page is not None and self._units:
            before = self.cursor
            self._page.wheel(by)
            if self.cursor == before:
                self._update()
            else:
                self._moved()

    # -- dragging

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._dragged = False
        if event.button == 1 and self._page is not None and self._units:
            at = self._offset_under(event.x, event.y)
            if at is not None:
                self._dragging = True
                self._press = at
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._dragging:
            return
        self._mouse = (event.x, event.y)
        self._drag()
        if not self._edge:
            self._stop_rolling()
        elif self._dragged and self._roll is None:
            self._roll = self.set_interval(ROLL, self._rolled)

    @property
    def _edge(self) -> int:
        """-1 where dragging rolls the text down (the first row: there may be none above), 1 below the last row."""
        y = self._mouse[1]
        return -1 if y <= 0 else 1 if y >= self.size.height else 0

    def _drag(self) -> None:
        page, at = self._page, self._offset_under(*self._mouse)
        if page is None or at is None:
            return
        if self._selecting is None or not self._dragged:
            if abs(at - self._press) < 2:
                return  # an unsteady click
            self._selecting = Selecting(page, self._press, "word")
            self._dragged = True
        self._selecting.head = at
        page.cursor = at
        page.anchor = page.row_of(at) or 0
        self._moved()

    def _rolled(self) -> None:
        """The button is held at an edge: one row more."""
        if self._page is not None and self._page.scroll(self._edge):
            self._drag()

    def _stop_rolling(self) -> None:
        if self._roll is not None:
            self._roll.stop()
            self._roll = None

    def _end_drag(self) -> None:
        self._stop_rolling()
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._end_drag()

    # -- clicking

    def on_click(self, event: events.Click) -> None:
        page = self._page
        if page is None or not self._units or event.button != 1:
            return
        at = self._offset_under(event.x, event.y)
        if at is None or self._dragged:
            return
        if event.chain >= 2:
            span = page.word(at) if event.chain == 2 else page.paragraph(at)
            if span is not None:
                self.select_span(span.start, span.end)
            return
        self._selecting = None
        page.cursor = at
        page.anchor = page.row_of(at) or 0
        window = page.window()
        if event.y < len(window) and page.layout.row(window[event.y]).kind is RowKind.FOLD:
            self._unfold(at)
            self._repaint()
        fact = self._fact_at(at)
        self._moved(fact)
        if fact is not None:
            self._post(self.FactClicked(fact))
