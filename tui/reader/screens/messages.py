"""What threads tell the reader's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui.reading.jobs import Progress


class Piped(Message):
    """A command that was piped to has ended. Posted from its thread."""

    def __init__(self, command: str, output: str, problem: str) -> None:
        super().__init__()
        self.command, self.output, self.problem = command, output, problem


class Came(Message):
    """How far a job on the library has come. Posted from its thread."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress
