"""The library: one SQLite file with bookmarks, article states, articles, feeds and what is searched in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.library.errors import LibraryError
from tui.library.library import Library
from tui.library.states import Correction, State

if TYPE_CHECKING:
    from tui.library.merging import Report

__all__ = ["Correction", "Library", "LibraryError", "Report", "State"]


def __getattr__(name: str) -> Any:
    """What merging says is loaded when it is first asked for."""
    if name == "Report":
        from tui.library.merging import Report

        return Report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
