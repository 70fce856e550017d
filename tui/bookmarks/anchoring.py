"""Finding a passage again in another version of its article."""

from __future__ import annotations

from dataclasses import dataclass

from tui.bookmarks.model import AnchorState, Selector


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands in the new text (code points), how it was found, and what is left of its words."""

    start: int
    end: int
    state: AnchorState
    method: str
    kept: float


class Anchorer:
    """Finds the passages of one article in ``new_text``; shares all work on the texts between them."""

    def __init__(self, new_text: str, old_text: str | None = None) -> None:
        self.text = new_text
        self.old_text = old_text

    def find(self, selector: Selector) -> Anchor | None:
        """Where the passage stands now, None when it is not there."""
        found, at = [], self.text.find(selector.exact)
        while at >= 0:
            found.append(at)
            at = self.text.find(selector.exact, at + 1)
        if not found or not selector.exact:
            return None
        start = min(found, key=lambda x: abs(x - selector.start))
        state = AnchorState.EXACT if start == selector.start else AnchorState.MOVED
        return Anchor(start, start + len(selector.exact), state, "exact", 1.0)


def anchor(selector: Selector, new_text: str, old_text: str | None = None) -> Anchor | None:
    """One passage in one text; see :class:`Anchorer` for many."""
    return Anchorer(new_text, old_text).find(selector)
