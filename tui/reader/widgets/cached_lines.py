"""Lines that stay as they were drawn until somebody says that they changed.

Textual asks every visible widget for all its lines whenever a cell changes anywhere, and its own cache walks over
each of them again. A list, a text and a panel that only hand over what they have make a key half as dear.
"""

from __future__ import annotations

from typing import Self

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class KeptLines(Widget):
    """A widget without border or padding that draws itself by ``render_line``."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._kept: list[Strip] = []
        self._kept_for = Size(0, 0)
        self._due: set[int] = set()
        """Lines to be drawn anew."""

    def _drop_lines(self) -> None:
        self._due = set(range(len(self._kept)))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """As Textual's: the whole widget, or these regions of it, changed."""
        if repaint and regions:
            for region in regions:
                self._due.update(region.line_range)
        elif repaint:
            self._drop_lines()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def scrolled(self, first: int, last: int, by: int) -> None:
        """The lines from ``first`` to before ``last`` moved up by ``by`` (down where negative): only those that came
        in are drawn."""
        size = last - first
        if self._kept_for != self.size or abs(by) >= size:
            self.refresh()
            return
        keep = self._kept[first:last]
        blank = [Strip.blank(0)] * abs(by)
        self._kept[first:last] = keep[by:] + blank if by > 0 else blank + keep[:by]
        new = range(last - by, last) if by > 0 else range(first, first - by)
        old = {y - by if first <= y < last else y for y in self._due}
        self._due = {y for y in old if 0 <= y < len(self._kept)}.union(new)
        super().refresh()

    def notify_style_update(self) -> None:
        self._drop_lines()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of ``crop``; only those that are due are drawn."""
        size = self.size
        if self.outer_size != size:
            return super().render_lines(crop)
        if self._kept_for != size:
            self._kept_for = size
            self._kept = [Strip.blank(0)] * size.height
            self._drop_lines()
        if self._due:
            background, filters = self.background_colors[1], self.get_line_filters()
            for y in self._due:
                if 0 <= y < size.height:
                    strip = self.render_line(y)
                    for line_filter in filters:
                        strip = strip.apply_filter(line_filter, background)
                    self._kept[y] = strip
            self._due.clear()
        if crop.size == size:
            return self._kept
        return [strip.crop(*crop.column_span) for strip in self._kept[crop.y : crop.bottom]]
