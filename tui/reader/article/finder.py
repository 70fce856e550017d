"""Finding in the open article: which hits there are, which of them is the current one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.facts.kinds import Span
from tui.reader.article.segments import Tint, tint
from tui.reader.article.stage import FindChanged, Stage
from tui.reading.page.jumps import Jumps

if TYPE_CHECKING:
    from tui.reading.page.find import Found, Haystack


class Finder:
    """Finds in what ``stage`` shows; where the reader came from goes to ``jumps``."""

    def __init__(self, stage: Stage, jumps: Jumps[int]) -> None:
        self._stage = stage
        self._jumps = jumps
        self.reset()

    def reset(self) -> None:
        """Another article is shown: nothing is looked for in it yet."""
        self._haystack: Haystack | None = None
        self._origin: int | None = None  # where the cursor stood when the find began
        self._hits: list[Span] = []
        self._hit = -1

    def look(
        self,
        pattern: str,
        *,
        origin: int | None = None,
        whole_word: bool = False,
        regex: bool = False,
        case: bool = False,
        folded: bool = False,
    ) -> Found:
        """Paint all hits and go to the first one from ``origin`` on. ``case``: capitals count even if none is typed;
        ``folded``: the pattern is one for folded letters, as the library's search makes them.

        Where the cursor stood is one jump back once the find is kept or goes on.
        """
        from tui.reading.page.find import Found, Haystack

        shown = self._stage.shown
        if shown is None:
            return Found([])
        if self._haystack is None:
            self._haystack = Haystack(shown.article.text)
        start = shown.page.cursor if origin is None else origin
        if self._origin is None:
            self._origin = shown.page.cursor
        if folded:
            found = self._haystack.find_folded(pattern)
        else:
            found = self._haystack.find(pattern, whole_word=whole_word, regex=regex, case=case)
        self._hits, self._hit = found.hits, -1
        if found.hits:
            self._go_to(bisect_left(found.hits, start, key=lambda span: span.start) % len(found.hits))
        else:
            shown.page.reveal(start)
            self._stage.moved()
        self._tell(found.problem)
        return found

    def next(self, count: int = 1) -> bool:
        """To the ``count``-th next hit, round the ends; back when negative. False: there are none."""
        shown = self._stage.shown
        if not self._hits or shown is None:
            return False
        cursor = shown.page.cursor
        here = self._hits[self._hit] if 0 <= self._hit < len(self._hits) else None
        if here is not None and here.start == cursor:
            at = self._hit + count
        elif count > 0:
            at = bisect_right(self._hits, cursor, key=lambda span: span.start) + count - 1
        else:
            at = bisect_left(self._hits, cursor, key=lambda span: span.start) + count
        self._jumps.leave(cursor if self._origin is None else self._origin)
        self._origin = None
        self._go_to(at % len(self._hits))
        self._tell()
        return True

    def _go_to(self, number: int) -> None:
        shown = self._stage.shown
        assert shown is not None
        self._hit = number
        hit = self._hits[number]
        shown.unfold(hit.start)
        shown.page.reveal(hit.start, hit.end)
        self._stage.moved()

    def keep(self) -> None:
        """Stay at the hit that was found; one can come back from it."""
        shown = self._stage.shown
        if self._origin is not None and shown is not None and self._origin != shown.page.cursor:
            self._jumps.leave(self._origin)
        self._origin = None

    def clear(self) -> None:
        """End the find: no hit is painted any more."""
        self.keep()
        if self._hits or self._hit >= 0:
            self._hits, self._hit = [], -1
            self._stage.redraw()
        self._tell()

    def _tell(self, problem: str = "") -> None:
        self._stage.post(FindChanged(self._hit + 1, len(self._hits), problem))

    def tints(self, start: int, end: int) -> Iterator[Tint]:
        """The hits in ``[start, end)``, the current one as the last."""
        low = bisect_right(self._hits, start, key=lambda span: span.end)
        for hit in self._hits[low:]:
            if hit.start >= end:
                break
            yield from tint(hit, start, end, "hit")
        if 0 <= self._hit < len(self._hits):
            yield from tint(self._hits[self._hit], start, end, "hit-now")
