"""Which panes stand where, for a terminal of any size. Pure."""

from __future__ import annotations

from typing import NamedTuple

WIDE = 120
"""Columns from which list, text and panel stand side by side."""
MIDDLE = 84
"""Columns from which two of them do."""
LEAST = (60, 15)
"""Below this a line says that the window is small."""


class Layout(NamedTuple):
    """Widths in cells; 0: not shown. ``sheet`` is the height of the panel when it lies below the text."""

    list: int
    text: int
    panel: int
    sheet: int = 0


def arrange(width: int, height: int, pane: str, *, panel: bool, zen: bool, list_width: int, panel_width: int) -> Layout:
    """The layout for ``width`` x ``height`` cells with ``pane`` ("list", "text", "panel") active.

    ``panel`` is whether the reader wants the panel. Every pane can be reached at every size.
    """
    if zen and pane == "text":
        return Layout(0, width, 0)
    if width >= WIDE:
        left = min(list_width, width * 22 // 100)
        right = min(panel_width, width * 32 // 100) if panel or pane == "panel" else 0
        return Layout(left, width - left - right, right)
    if width >= MIDDLE:
        if pane == "list" or not (panel or pane == "panel"):
            left = min(list_width, width // 3)
            return Layout(left, width - left, 0)
        right = min(panel_width, width * 2 // 5)
        return Layout(0, width - right, right)
    if pane == "list":
        return Layout(width, 0, 0)
    if pane == "panel":
        return Layout(0, width, width, max(5, min(height // 2, height - 7)))
    return Layout(0, width, 0)
