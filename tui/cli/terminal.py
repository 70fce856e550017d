"""The console that commands print on."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from rich.console import Console as RichConsole
from rich.segment import Segment

from tui.cli import Clean
from tui.text.sanitize import without_controls


class Console(RichConsole):
    """Rich's, with two differences: a reader that has seen enough (head, a pager) is no failure (see
    :func:`tui.cli.run`), and no text carries control characters to the terminal, wherever it came from."""

    def __init__(self, **options: Any) -> None:
        file = options.pop("file", None) or sys.stdout
        super().__init__(file=file.stream if isinstance(file, Clean) else file, **options)

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        return super()._render_buffer(
            part if part.control else Segment(without_controls(part.text), part.style) for part in buffer
        )
