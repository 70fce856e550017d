"""The console that commands print on."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console as RichConsole


class Console(RichConsole):
    """Rich's, but a reader that has seen enough (head, a pager) is no failure: see :func:`tui.cli.run`."""

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError
