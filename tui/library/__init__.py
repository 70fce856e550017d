"""The library: one SQLite file with bookmarks, article states and (in later modules) articles and feeds."""

from tui.library.errors import LibraryError
from tui.library.library import Library
from tui.library.merging import Report
from tui.library.states import Correction, State

__all__ = ["Correction", "Library", "LibraryError", "Report", "State"]
