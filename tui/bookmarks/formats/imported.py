"""What reading a file of bookmarks gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.bookmarks.citation import Citation
from tui.bookmarks.model import Bookmark


@dataclass(frozen=True, slots=True)
class Imported:
    """Bookmarks read from a file, what is known of their articles (by uri), and one sentence a problem."""

    bookmarks: tuple[Bookmark, ...]
    problems: tuple[str, ...] = ()
    articles: Mapping[str, Citation] = field(default_factory=dict)
    format: str = ""
