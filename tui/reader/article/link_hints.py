"""Numbers on the links of the screen, by which keys choose one."""

from __future__ import annotations

from tui.reader.article.stage import LinkHintsChanged, Stage
from tui.text.article import Link


class LinkHints:
    """Numbers the links that ``stage`` shows on its screen, from 1."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._links: list[Link] = []

    def reset(self) -> None:
        """Another article is shown: no link has a number."""
        self._links = []

    def show(self) -> bool:
        """Number the links on screen; False when there is none."""
        shown = self._stage.shown
        self._links = shown.links_on_screen() if shown is not None else []
        if self._links:
            self._stage.repaint()
            self._stage.post(LinkHintsChanged(True))
        return bool(self._links)

    def hide(self) -> None:
        """Take the numbers away."""
        if self._links:
            self._links = []
            self._stage.repaint()
            self._stage.post(LinkHintsChanged(False))

    def url(self, hint: str) -> str | None:
        """Where the link with this number leads, ``None`` when there is no such number."""
        number = int(hint) if hint.isascii() and hint.isdecimal() else 0
        return self._links[number - 1].url if 1 <= number <= len(self._links) else None

    def numbers(self) -> list[tuple[int, int]]:
        """(number, offset of its first word) of each numbered link."""
        return [(number, link.start) for number, link in enumerate(self._links, 1)]
