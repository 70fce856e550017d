"""Selecting words and sentences by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen


def start(screen: ReaderScreen, count: int, arg: str) -> None:
    """Begin to select at the cursor, by "word" or "sentence"; again: stop."""
    if screen.session.article is None:
        return
    if screen.view.selection is not None:
        screen.view.clear_selection()
    else:
        screen.view.selector.start(arg)


def extend(screen: ReaderScreen, count: int, arg: str) -> None:
    """Move the selection's end by ``arg`` ("word +", "line -")."""
    unit, sign = arg.split()
    screen.view.move(unit, max(1, count) * (1 if sign == "+" else -1))


def swap(screen: ReaderScreen, count: int, arg: str) -> None:
    """Let the keys move the other end."""
    screen.view.selector.swap()
