"""The library: one SQLite file with bookmarks, article states, articles, feeds and what is searched in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.library.articles.states import Correction, State
from tui.library.db.errors import LibraryError
from tui.library.library import Library

if TYPE_CHECKING:
    from tui.library.bookmarks.merge import Report

__all__ = ["Correction", "Library", "LibraryError", "Report", "State"]


def __getattr__(name: str) -> Any:
    """What merging says is loaded when it is first asked for."""
    if name == "Report":
        from tui.library.bookmarks.merge import Report

        return Report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
