"""A bookmark: a passage somebody wanted to keep, and everything needed to find it again.

The selectors are those of the W3C Web Annotation Data Model (TextQuoteSelector,
TextPositionSelector); offsets are code points of the article version they were made on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

CONTEXT = 64
"""Characters of context kept on each side; exchange formats get the nearer 32."""


class AnchorState(StrEnum):
    """How a bookmark stands in the newest version of its article."""

    EXACT = "exact"  # same characters (typography apart), same place
    MOVED = "moved"  # same characters, another place
    CHANGED = "changed"  # found, but the characters differ: both texts are shown
    LOST = "lost"  # looked for and not found: kept, listed, tried again at each new version
    UNPLACED = "unplaced"  # imported and not looked for yet, since no text of its article was at hand


@dataclass(frozen=True, slots=True)
class Selector:
    """Quote and position on one article version.

    A passage that was imported has no version: its ``start`` and ``end`` count in another program's
    text, and are -1 where they are not known. A place in a book (a location, a page) stands in
    ``start`` with an ``end`` of -1: it gives the order of the book and is no offset.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    version: str = ""  # SHA-256 of that version's text
    old_length: int = 0  # length of that version's text, in code points


@dataclass(frozen=True, slots=True)
class Anchoring:
    """One attempt to find a bookmark again on a newer version; undo drops the record."""

    version: str
    start: int  # -1 when lost
    end: int
    state: AnchorState
    method: str
    kept: float  # share of the passage's words that are still there, 0..1
    at: int  # UTC, milliseconds since 1970


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One saved passage. Times are UTC milliseconds since 1970; ``note`` is Markdown."""

    id: str  # UUID
    uri: str  # of the article
    selector: Selector  # the first one: never overwritten
    note: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""  # one lower-case letter, "" for none
    created: int = 0
    changed: int = 0
    anchorings: tuple[Anchoring, ...] = ()
    deleted: int = 0  # when it was deleted, 0 if alive; a deleted one can be brought back
    title: str = field(default="", compare=False)  # the article's, for lists and exports
    source: str = field(default="", compare=False)

    @property
    def state(self) -> AnchorState:
        """How it stands: as the newest anchoring says; without one it is where it was made, if it was made here."""
        if self.anchorings:
            return self.anchorings[-1].state
        return AnchorState.EXACT if self.selector.version else AnchorState.UNPLACED

    @property
    def version(self) -> str:
        """Hash of the version that ``span`` counts in: paint it only on an article of that hash."""
        return self.anchorings[-1].version if self.anchorings else self.selector.version

    @property
    def span(self) -> tuple[int, int] | None:
        """Where it stands in ``version`` (code points), None while it has no place there."""
        if self.state in (AnchorState.LOST, AnchorState.UNPLACED):
            return None
        place = self.anchorings[-1] if self.anchorings else self.selector
        return place.start, place.end
