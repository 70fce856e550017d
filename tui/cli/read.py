"""Opens the reader. Kept apart so that other commands never load Textual."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from tui.cli import EXIT_PARTLY, EXIT_USAGE, fail


def read(wanted: Sequence[str], published: str = "") -> int:
    """Open the reader on these paths, or on the library (``published``, an ISO date, resolves relative dates).

    Returns the exit code.
    """
    gc.disable()  # nothing of what is made before the first frame is garbage; the app enables it again
    from pathlib import Path

    missing = [p for p in wanted if p != "-" and "://" not in p and not os.path.lexists(p)]
    for name in missing:
        from tui.sources.documents.files import shown

        fail(f"{shown(name)}: no such file or folder.")
    paths = [p for p in wanted if p not in missing]
    if missing and not paths:
        return EXIT_PARTLY
    if not sys.stdout.isatty():
        fail("the reader needs a terminal; for plain output use: factlight show PATH")
        return EXIT_USAGE
    if os.environ.get("TERM") == "dumb":
        fail("this terminal can only print lines ($TERM is dumb); for plain output use: factlight show PATH")
        return EXIT_USAGE
    from tui.reading import FileShelf, Reading, Shelf, open_library

    library, notice = open_library()
    shelf: Shelf
    if paths or library is None:
        shelf = FileShelf(paths)
    else:
        from tui.reading.library_listing import LibraryShelf

        shelf = LibraryShelf(library)
    if "-" in paths and not _reopen_terminal():
        fail("there is no terminal to read keys from; for plain output use: factlight show -")
        return EXIT_USAGE
    if paths and paths != ["-"] and not shelf.count():
        fail(f"no articles in {', '.join(str(Path(p)) for p in paths)}.")
        return EXIT_PARTLY
    from tui.reader.app import run

    reading = Reading(shelf, library, published, notice)
    code = run(reading)
    reading.close()
    return code or (EXIT_PARTLY if missing else 0)


def _reopen_terminal() -> bool:
    """After standard input was read as an article, take the keys from the terminal itself."""
    try:
        terminal = os.open("/dev/tty" if os.name != "nt" else "CONIN$", os.O_RDWR)
    except OSError:
        return False
    os.dup2(terminal, 0)
    os.close(terminal)
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="replace", closefd=False)
    return True
