"""What stands in the text's place when there is no text: first steps, or why an article cannot be opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from tui.reader.widgets.styled_lines import LinesWidget, Paragraph, Run, hanging


class Notice(LinesWidget):
    """A few centred paragraphs."""

    MEASURE = 64

    def __init__(self) -> None:
        super().__init__(id="notice")
        self.paragraphs: Sequence[Paragraph] = ()
        self.lines: list[list[Run]] = []

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these paragraphs in the middle of the pane."""
        self.paragraphs = paragraphs
        self._lay_out(self.size.width)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size.width)
        self.refresh()

    def _lay_out(self, width: int) -> None:
        self.lines = hanging(self.paragraphs, min(self.MEASURE, max(20, width - 6)))

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        at = y - max(1, (self.size.height - len(self.lines)) // 3)
        if not 0 <= at < len(self.lines):
            return [], ""
        pad = max(2, (self.size.width - self.MEASURE) // 2)
        return [(" " * pad, "text"), *self.lines[at]], ""
