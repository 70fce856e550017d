"""The text view: one article with its facts lit. Finding in it, and its links.

What it does lies in layers, each above the one before: drawing in ``article.canvas``, settings in
``article.settings``, moving and selecting in ``article.moving``, the mouse in ``article.mouse``. Nothing here grows
with the article but finding and the arrival of facts; keys cost a screen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.layout import RowKind
from tui.reader.article.mouse import Mouse
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.reader.article.find import Found, Haystack


class ArticleView(Mouse):
    """Shows one article. Offsets are code points of its text; ``cursor`` is where the reader is."""

    @dataclass(eq=False, repr=False)
    class FindChanged(Message):
        """Other hits, or another one of them is the current (``index`` from 1, 0: none)."""

        index: int
        total: int
        problem: str

    @dataclass(eq=False, repr=False)
    class LinkHintsChanged(Message):
        """Links got numbers, or lost them."""

        shown: bool

    _haystack: Haystack | None = None
    _find_origin: int | None = None
    """Where the cursor stood when the find began."""

    def show(self, article: Article | None, *, offset: int = 0) -> None:
        """Show an article with the cursor at ``offset``; ``None`` for none. Facts come later."""
        self._haystack = self._find_origin = None
        super().show(article, offset=offset)

    # -- finding

    def find(
        self,
        pattern: str,
        *,
        origin: int | None = None,
        whole_word: bool = False,
        regex: bool = False,
        case: bool = False,
    ) -> Found:
        """Paint all hits and go to the first one from ``origin`` on. ``case``: capitals count even if none is typed.

        Where the cursor stood is one jump back once the find is kept or goes on.
        """
        from tui.reader.article.find import Found, Haystack

        page = self._page
        if page is None or self.article is None:
            return Found([])
        if self._haystack is None:
            self._haystack = Haystack(self.article.text)
        start = self.cursor if origin is None else origin
        if self._find_origin is None:
            self._find_origin = self.cursor
        found = self._haystack.find(pattern, whole_word=whole_word, regex=regex, case=case)
        self._hits = found.hits
        self._hit = -1
        if found.hits:
            at = bisect_left(found.hits, start, key=lambda span: span.start)
            self._go_to_hit(at % len(found.hits))
        else:
            page.reveal(start)
            self._moved()
        self._say_find(found.problem)
        return found

    def find_next(self, count: int = 1) -> bool:
        """To the ``count``-th next hit, round the ends; back when negative. False: there are none."""
        if not self._hits or self._page is None:
            return False
        cursor = self.cursor
        here = self._hits[self._hit] if 0 <= self._hit < len(self._hits) else None
        if here is not None and here.start == cursor:
            at = self._hit + count
        else:
            at = bisect_right(self._hits, cursor, key=lambda span: span.start)
            at = at + count - 1 if count > 0 else bisect_left(self._hits, cursor, key=lambda s: s.start) + count
        self._jumps.leave(cursor if self._find_origin is None else self._find_origin)
        self._find_origin = None
        self._go_to_hit(at % len(self._hits))
        self._say_find()
        return True

    def _go_to_hit(self, number: int) -> None:
        assert self._page is not None
        self._hit = number
        hit = self._hits[number]
        self._unfold(hit.start)
        self._page.reveal(hit.start, hit.end)
        self._moved()

    def keep_find(self) -> None:
        """Stay at the hit that was found; one can come back from it."""
        if self._find_origin is not None and self._find_origin != self.cursor:
            self._jumps.leave(self._find_origin)
        self._find_origin = None

    def clear_find(self) -> None:
        """End the find: no hit is painted any more."""
        self.keep_find()
        if self._hits or self._hit >= 0:
            self._hits, self._hit = [], -1
            self._update()
        self._say_find()

    def _say_find(self, problem: str = "") -> None:
        self._post(self.FindChanged(self._hit + 1, len(self._hits), problem))

    # -- links

    def show_link_hints(self) -> bool:
        """Number the links on screen; False when there is none."""
        page, article = self._page, self.article
        if page is None or article is None:
            return False
        window = page.window()
        low = page.layout.offset(window[0]) if window else 0
        near = [link for link in article.links if low <= link.start < page.bottom()]
        seen = [link for link in near if page.layout.row(page.layout.place(link.start)).kind is RowKind.TEXT]
        self._links = list(enumerate(seen, 1))
        if self._links:
            self._repaint()
            self._post(self.LinkHintsChanged(True))
        return bool(self._links)

    def hide_link_hints(self) -> None:
        """Take the numbers away."""
        if self._links:
            self._links = []
            self._repaint()
            self._post(self.LinkHintsChanged(False))

    def link_for(self, hint: str) -> str | None:
        """Where the link with this number leads, ``None`` when there is no such number."""
        return next((link.url for number, link in self._links if str(number) == hint), None)
