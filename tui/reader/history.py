"""The articles that were read one after the other, so that Ctrl+O leads from the one back to the other."""

from __future__ import annotations

from tui.reading.page.jumps import Jumps


class Trail:
    """Articles by their uris. One that is only passed by in the list leaves no trace."""

    def __init__(self) -> None:
        self.left_at: dict[str, int] = {}
        """Where in each article one was when another came: an offset in its text."""
        self._articles: Jumps[str] = Jumps()
        self._begun = ""

    def begin(self, uri: str) -> None:
        """This article is being read from now on."""
        self._begun = uri

    def leave(self, uri: str, offset: int) -> None:
        """Another article comes: if this one was read, one can come back to it."""
        if self._begun and self._begun == uri:
            self.left_at[uri] = offset
            self._articles.leave(uri)
        self._begun = ""

    def walk(self, uri: str, offset: int, *, back: bool) -> str | None:
        """The article before ``uri``, or after it; None if there is none."""
        there = self._articles.back(uri) if back else self._articles.forward()
        if there is not None and self._begun == uri:
            self.left_at[uri] = offset
            self._begun = ""  # it is on the list already
        return there
