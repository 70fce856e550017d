"""Finding a passage again in another version of its article.

Words first, then letters; what is found in the end is accepted or not by what is left of the
passage and by what was put into it (``decide``), and called exact or moved only when its characters
are the same (``sameness``). Pure: no I/O, no clock, the standard library only, and no text is read twice
for the bookmarks of one article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tui.bookmarks.anchoring.decision import accept
from tui.bookmarks.anchoring.edges import characters
from tui.bookmarks.anchoring.fuzzy import find_fuzzy
from tui.bookmarks.anchoring.letters import Letters, find_letters
from tui.bookmarks.anchoring.passage import Passage, closed, take_apart
from tui.bookmarks.anchoring.sameness import grown, lost_a_neighbour, same_characters
from tui.bookmarks.anchoring.verbatim import find_verbatim
from tui.bookmarks.anchoring.words import Haystack
from tui.bookmarks.model import AnchorState, Selector


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands in the new text (code points), how it was found, and the share of its
    words that are left."""

    start: int
    end: int
    state: AnchorState
    method: str
    kept: float


class Anchorer:
    """Finds the passages of one article in ``new_text``; the work on the texts is shared by all of them."""

    def __init__(self, new_text: str, old_text: str | None = None) -> None:
        self.text = new_text
        self.old_text = old_text

    @cached_property
    def _words(self) -> Haystack:
        return Haystack(self.text)

    @cached_property
    def _old_words(self) -> Haystack | None:
        return Haystack(self.old_text) if self.old_text else None

    @cached_property
    def _letters(self) -> Letters:
        return Letters(self.text)

    def find(self, selector: Selector) -> Anchor | None:
        """Where the passage stands now, None when it is not there (or nobody can tell)."""
        if not selector.exact.strip() or not self.text.strip():
            return None
        if self._untouched(selector):
            return Anchor(selector.start, selector.end, AnchorState.EXACT, "same place", 1.0)
        passage = take_apart(selector)
        found = self._search(passage)
        if found is None and (passage.cut_left or passage.cut_right):
            found = self._search(take_apart(selector, whole_words=False))
        return found

    def _untouched(self, s: Selector) -> bool:
        if not 0 <= s.start < s.end or self.text[s.start : s.end] != s.exact:
            return False
        same_before = self.text[max(0, s.start - len(s.prefix)) : s.start] == s.prefix
        same_after = self.text[s.end : s.end + len(s.suffix)] == s.suffix
        return same_before and same_after

    def _search(self, passage: Passage) -> Anchor | None:
        text = self._words
        if not passage.words or not len(text):
            return self._only_place(passage.selector) or self._by_letters(passage.selector)
        found = find_verbatim(passage, text)
        if found:
            return self._anchor(passage, *found, "same words", 1.0)
        gone = closed(passage, text)
        candidates = find_fuzzy(passage, text)
        if candidates and accept(passage, candidates[0], gone):
            best = candidates[0]
            if self._stood_elsewhere(passage.selector, text.words[best.first : best.last + 1]):
                return None
            return self._anchor(passage, best.first, best.last, "most words", best.kept)
        return None if gone else self._by_letters(passage.selector)

    def _stood_elsewhere(self, s: Selector, words: Sequence[str]) -> bool:
        """Whether these words stood in the old text already, apart from the passage: then they are a look-alike."""
        old = self._old_words
        if old is None or s.start < 0 or self.old_text is None or self.old_text[s.start : s.end] != s.exact:
            return False
        last = len(words) - 1
        return any(old.ends[at + last] <= s.start or old.starts[at] >= s.end for at in old.find(words))

    def _anchor(self, passage: Passage, first: int, last: int, method: str, kept: float) -> Anchor:
        return self._judged(passage.selector, *characters(passage, self._words, first, last), method, kept)

    def _only_place(self, selector: Selector) -> Anchor | None:
        """Of a quote without words (a sign, an emoji): where it stands, if it stands there once."""
        at = self.text.find(selector.exact)
        if at < 0 or self.text.find(selector.exact, at + 1) >= 0:
            return None
        return self._judged(selector, at, at + len(selector.exact), "same signs", 1.0)

    def _by_letters(self, selector: Selector) -> Anchor | None:
        found = find_letters(selector, self._letters)
        if found is None or self._stood_there(selector, self.text[found[0] : found[1]]):
            return None
        return self._judged(selector, found[0], found[1], "most letters", found[2])

    def _stood_there(self, s: Selector, found: str) -> bool:
        """The same as :meth:`_stood_elsewhere` of a run of characters."""
        old = self.old_text
        if old is None or found == s.exact or s.start < 0 or old[s.start : s.end] != s.exact:
            return False
        before, behind = old.find(found), old.rfind(found)
        return 0 <= before <= s.start - len(found) or behind >= s.end

    def _judged(self, selector: Selector, start: int, end: int, method: str, kept: float) -> Anchor:
        """The anchor of a span, with its state: exact and moved promise the same characters."""
        wide = grown(selector, self.text, start, end)
        same = wide == (start, end) and same_characters(selector, self.text[start:end])
        if not same or lost_a_neighbour(selector, self.text, start, end):
            state = AnchorState.CHANGED
        else:
            state = AnchorState.EXACT if start == selector.start else AnchorState.MOVED
        return Anchor(*wide, state, method, round(kept, 4))


def anchor(selector: Selector, new_text: str, old_text: str | None = None) -> Anchor | None:
    """One passage in one text; see :class:`Anchorer` for many."""
    return Anchorer(new_text, old_text).find(selector)
