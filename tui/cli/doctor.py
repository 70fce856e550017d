"""Tells where everything lies, every setting and where it comes from, and whether the library is sound.

examples:
  factlight doctor              look, and change nothing
  factlight doctor --repair     copy what can be read of a damaged library into a new one; the old is kept beside it

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
    import os
    import platform

    from tui import __version__
    from tui.library.db.backups import existing, folder
    from tui.library.db.doctor import SQLITE, check

    print(f"Factlight {__version__}, Python {platform.python_version()}, SQLite {SQLITE}")
    well = _places(path)
    print(f"library   {path}  ({'FACTLIGHT_DB' if os.environ.get('FACTLIGHT_DB') else 'in the data folder'})")
    findings = check(path)
    for finding in findings:
        print(f"{'ok  ' if finding.good else 'look'}      {finding.words}")
    backups = existing(path)
    if backups:
        print(f"ok        the newest backup is {backups[0].name}; {len(backups)} lie in {folder(path)}.")
    return EXIT_OK if well and all(f.good for f in findings) else EXIT_PARTLY


def _places(library: Path) -> bool:
    """The folders, every setting with where its value comes from, the terminal; whether all is well."""
    import os

    from tui import config, paths
    from tui.cli import origins
    from tui.library.db.doctor import learned
    from tui.text.sanitize import sanitize_line

    for kind, folder in (("data", paths.data_dir()), ("config", paths.config_dir()), ("cache", paths.cache_dir())):
        variable = f"FACTLIGHT_{kind.upper()}_DIR"
        origin = variable if os.environ.get(variable) else "the system's"
        print(f"{kind:<9} {sanitize_line(str(folder))}  ({origin})")
    loaded = config.load()
    there = loaded.path is not None and loaded.path.exists()
    print(f"settings  {sanitize_line(str(loaded.path))}{'' if there else '  (none yet)'}")
    for name, value, origin in origins.settings(loaded, learned(library)):
        print(f"setting   {name} = {value}  ({origin})")
    for what, words in (*origins.terminal(loaded), *origins.network(loaded)):
        print(f"{what:<9} {words}")
    problems = origins.problems(loaded)
    for problem in problems:
        print(f"look      {problem}")
    return not problems


def _repair(path: Path) -> int:
    from tui.library.db.doctor import repair
    from tui.library.db.errors import LibraryError

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
