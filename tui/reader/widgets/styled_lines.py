"""What our line-drawn widgets share: rows of styled runs, cut to their cells, made into strips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.strip import Strip

from tui.layout import wrap
from tui.reader.theme.styles import legible, table
from tui.reader.widgets.cached_lines import KeptLines

Run = tuple[str, str]
"""Text and the name of its ink."""
Paragraph = tuple[Run, ...]
"""Runs; the last one is wrapped under where it begins."""


def fit(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with an ellipsis when something was cut."""
    if width <= 0:
        return ""
    if len(text) <= width and text.isascii():
        return text
    if cell_len(text) <= width:
        return text
    # a cell holds at most a few code points: what cannot be seen is not measured
    return set_cell_size(text[: width * 4], width - 1).rstrip() + "…"


_BLANKS = re.compile(r"[^\S\u00a0]+")
"""What is one blank in a line: all white space but the blank that holds words together."""


def wrapped(text: str, width: int, limit: int = 0) -> list[str]:
    """``text`` on lines of at most ``width`` cells, broken as the article is; at most ``limit`` (0: all)."""
    width = max(2, width)
    budget = width * (limit or 400) * 2
    cut = len(text) > budget
    text = _BLANKS.sub(" ", text[:budget]).strip()
    found = wrap(text, 0, len(text), width) if text else []
    lines = [text[line.start : line.stop].replace("\u00a0", " ") for line in found]
    if limit and (len(lines) > limit or cut):
        lines = lines[:limit]
        lines[-1] = fit(lines[-1] + " …" if cell_len(lines[-1]) + 2 <= width else lines[-1] + "……", width)
    return lines


def hanging(paragraphs: Iterable[Paragraph], width: int) -> list[list[Run]]:
    """Paragraphs as lines of about ``width`` cells; an empty one is an empty line."""
    lines: list[list[Run]] = []
    for paragraph in paragraphs:
        if not paragraph:
            lines.append([])
            continue
        *head, (text, name) = paragraph
        indent = sum(cell_len(words) for words, _ in head)
        for i, line in enumerate(wrapped(text, max(10, width - indent)) or [""]):
            lines.append([*head, (line, name)] if not i else [(" " * indent, "text"), (line, name)])
    return lines


class LinesWidget(KeptLines, can_focus=False):
    """A widget that draws itself line by line, in the styles of ``tui.reader.theme.styles``.

    Subclasses answer :meth:`runs`."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._look: dict[str, Style] = {}
        self._inks: dict[str, Style] = {}

    def look(self, name: str) -> Style:
        """The terminal style of an ink; names joined by blanks are laid over each other."""
        style = self._look.get(name)
        if style is None:
            if not self._inks:
                self._inks = table(self.app)
            style = self.rich_style
            for part in name.split():
                style += self._inks.get(part, Style.null())  # a new kind of facts is drawn as plain text
            if not name.endswith("rule"):  # a line between panes is no text
                style = legible(style)
            self._look[name] = style
        return style

    def put_cursor(self, y: int, x: int = 2) -> None:
        """Put the terminal's own cursor on a line of this widget, for braille and speech."""
        if self.is_attached and self.screen is self.app.screen:
            self.app.cursor_position = self.region.offset + Offset(x, y)

    def notify_style_update(self) -> None:
        self._look.clear()
        self._inks = {}
        super().notify_style_update()

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        """The runs of line ``y`` and the name of the style that fills the rest of it."""
        raise LookupError(y)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        runs, fill = self.runs(y)
        return self.strip(runs, fill, width)

    def strip(self, runs: Iterable[Run], fill: str, width: int) -> Strip:
        """Runs as a strip of exactly ``width`` cells."""
        segments: list[Segment] = []
        used = 0
        for text, name in runs:
            if not text:
                continue
            if not text.isascii():
                text = text.replace("\ufe0f", "")  # terminals do not agree about its width: see tui.layout.cells
            size = cell_len(text)
            if used + size > width:
                text = fit(text, width - used)
                size = cell_len(text)
            if size:
                segments.append(Segment(text, self.look(f"{fill} {name}" if fill else name)))
                used += size
        if used < width:
            segments.append(Segment(" " * (width - used), self.look(fill)))
        return Strip(segments, width)
