"""Tells where everything lies, whether the library is sound, and saves what a damaged one still holds.

examples:
  factlight doctor              look, and change nothing
  factlight doctor --repair     copy what can be read into a new library; the old file is kept beside it

exit codes: 0 sound, or repaired with nothing lost; 1 something needs a look; 3 the library cannot be used
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import EXIT_LIBRARY, EXIT_OK, EXIT_PARTLY, fail

if TYPE_CHECKING:
    from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help="save what can be read into a new library")


def run(args: argparse.Namespace) -> int:
    """Check, or repair; the exit code."""
    from tui.paths import library_file

    path = library_file()
    return _repair(path) if args.repair else _check(path)


def _check(path: Path) -> int:
    import platform
    import sqlite3

    from tui import __version__
    from tui.library.backups import existing, folder
    from tui.library.doctor import check

    print(f"Factlight {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    _places()
    print(f"library   {path}")
    findings = check(path)
    for finding in findings:
        print(f"{'ok  ' if finding.good else 'look'}      {finding.words}")
    backups = existing(path)
    if backups:
        print(f"ok        the newest backup is {backups[0].name}; {len(backups)} lie in {folder(path)}.")
    return EXIT_OK if all(f.good for f in findings) else EXIT_PARTLY


def _places() -> None:
    """The folders, and every setting with where its value comes from."""
    import os

    from tui import config, paths
    from tui.sanitize import sanitize_line

    for kind in ("data", "config", "state", "cache"):
        variable = f"FACTLIGHT_{kind.upper()}_DIR"
        origin = variable if os.environ.get(variable) else "the system's"
        print(f"{kind:<9} {sanitize_line(str(getattr(paths, kind + '_dir')()))}  ({origin})")
    loaded = config.load()
    for field in config.fields():
        value = getattr(loaded.config, field.name)
        shown = f'"{sanitize_line(value)}"' if isinstance(value, str) else str(value).lower()
        print(f"setting   {field.name} = {shown}  ({loaded.origin(field.name)})")
    for problem in loaded.problems:
        print(f"look      {problem}")


def _repair(path: Path) -> int:
    from tui.library.doctor import repair
    from tui.library.errors import LibraryError

    try:
        done = repair(path)
    except LibraryError as error:
        fail(str(error))
        return EXIT_LIBRARY
    for table, count in done.saved.items():
        if count:
            print(f"{count:>8} {table}{'  (not all could be read)' if table in done.unreadable else ''}")
    print(f"the repaired library lies at {path}; the old one is kept as {done.old.name}.")
    for table in done.unreadable:
        if not done.saved.get(table):
            fail(f"nothing of the table {table} could be read.")
    return EXIT_PARTLY if done.unreadable else EXIT_OK
