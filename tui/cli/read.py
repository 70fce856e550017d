"""Opens the reader. Kept apart so that other commands never load Textual."""

from __future__ import annotations

import gc
import io
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
    if prints_lines_only():
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
    if not has_terminal():
        fail("there is no terminal to read keys from; for plain output use: factlight show PATH")
        return EXIT_USAGE
    if paths and paths != ["-"] and not shelf.count():
        fail(f"no articles in {', '.join(str(Path(p)) for p in paths)}.")
        return EXIT_PARTLY
    from tui.reader.app import run

    reading = Reading(shelf, library, published, notice)
    code = run(reading)
    reading.close()
    return code or (EXIT_PARTLY if missing else 0)


def prints_lines_only() -> bool:
    """Whether the terminal calls itself one that cannot place its cursor (``TERM=dumb``)."""
    return os.environ.get("TERM") == "dumb"


def has_terminal() -> bool:
    """Whether keys come from a terminal and the screen goes to one, after opening it where standard input is an
    article, a list of names (``xargs``) or nothing, and where messages go elsewhere (``2>log``).

    Textual draws on what standard error was at the start; messages keep going where they were sent.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        terminal = _terminal()
        if terminal < 0:
            return False
        os.dup2(terminal, 0)
        os.close(terminal)
        sys.stdin = os.fdopen(0, encoding="utf-8", errors="replace", closefd=False)
        sys.__stdin__ = sys.stdin  # type: ignore[misc]  # Textual reads from there
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        terminal = _terminal()
        if terminal < 0:
            return False
        sys.__stderr__ = os.fdopen(terminal, "w", encoding=sys.stdout.encoding)  # type: ignore[misc]
    if isinstance(sys.__stderr__, io.TextIOWrapper) and sys.__stderr__.encoding.lower() != "utf-8":
        from tui.cli import plain_signs

        sys.__stderr__.reconfigure(errors=plain_signs.CELLS)
    return True


def _terminal() -> int:
    """A descriptor of the terminal that this program is on, -1 for none."""
    for name in ("/dev/tty", None) if os.name != "nt" else ("CONIN$",):
        try:
            return os.open(name or os.ttyname(sys.stdout.fileno()), os.O_RDWR)
        except OSError:
            continue
    return -1
