"""What commands on the library share: opening it, and telling in one sentence when that fails."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from tui.cli import EXIT_LIBRARY, fail

if TYPE_CHECKING:
    from tui.library import Library


def with_library(command: Callable[[argparse.Namespace, Library], int]) -> Callable[[argparse.Namespace], int]:
    """Opens the user's library for ``command`` and closes it; exit code 3 when it cannot be used."""

    @wraps(command)
    def run(args: argparse.Namespace) -> int:
        from tui.library import Library, LibraryError

        try:
            with Library.open() as library:
                if library.notice:
                    fail(library.notice)
                return command(args, library)
        except LibraryError as error:
            fail(str(error))
            return EXIT_LIBRARY

    return run
