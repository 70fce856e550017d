"""Tells where everything lies, every setting and where it comes from, and whether the library is sound.

examples:
  factlight doctor              look, and change nothing
  factlight doctor --repair     copy what can be read of a damaged library into a new one; the old is kept beside it
  factlight doctor --restore    list the backups
  factlight doctor --restore 1  take the first of them; the present library is kept beside it

exit codes: 0 sound, or repaired with nothing lost; 1 something needs a look; 3 the library cannot be used
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import EXIT_LIBRARY, EXIT_OK, EXIT_PARTLY, EXIT_USAGE, fail

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--repair", action="store_true", help="save what can be read into a new library")
    does.add_argument("--restore", nargs="?", const="", metavar="N", help="list the backups, or take the Nth of them")


def run(args: argparse.Namespace) -> int:
    """Check, repair or restore; the exit code."""
    from tui.paths import library_file

    path = library_file()
    if args.repair:
        return _repair(path)
    return _check(path) if args.restore is None else _restore(path, args.restore)


def _check(path: Path) -> int:
    import os
    import platform

    from tui import __version__
    from tui.library.db.backups import existing, folder
    from tui.library.db.doctor import SQLITE, check

    print(f"Factlight {__version__}, Python {platform.python_version()}, SQLite {SQLITE}")
    well = _places(path)
    print(f"library   {path}  ({'FACTLIGHT_DB' if os.environ.get('FACTLIGHT_DB') else 'in the data folder'})")
    findings = check(path, _progress("texts read"))
    for finding in findings:
        print(f"{'ok  ' if finding.good else 'look'}      {finding.words}")
    backups = existing(path)
    if backups:
        print(f"ok        the newest backup is {backups[0].name}; {len(backups)} lie in {folder(path)}.")
        if not all(f.good for f in findings):
            print("look      factlight doctor --repair saves what can be read; --restore takes a backup instead.")
    return EXIT_OK if well and all(f.good for f in findings) else EXIT_PARTLY


def _progress(what: str) -> Callable[[int, int], None]:
    """Tells on the terminal how far one is, at most ten times a second; nothing elsewhere."""
    import sys
    import time

    told = time.monotonic() + 0.5

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if not sys.stderr.isatty() or (now < told and done < total):
            return
        told = now + 0.1
        sys.stderr.write(f"\r{done:,} of {total:,} {what}" if done < total else "\r\x1b[K")
        sys.stderr.flush()

    return tell


def _restore(path: Path, chosen: str) -> int:
    """List the backups, or take one; the exit code."""
    from datetime import datetime

    from tui.library import LibraryError
    from tui.library.db.backups import folder, offered, restore

    backups = offered(path)
    if not backups:
        fail(f"there are no backups in {folder(path)}.")
        return EXIT_LIBRARY
    if not chosen:
        for number, backup in enumerate(backups, 1):
            day = datetime.fromtimestamp(backup.at / 1000)
            holds = f"{backup.bookmarks} bookmarks, {backup.feeds} feeds"
            print(f"{number:>3}  {day:%Y-%m-%d %H:%M}  {holds}  {backup.path.name}")
        print(
            "factlight doctor --restore N takes one. Texts of articles are in none of them: refresh brings them again."
        )
        return EXIT_OK
    if not chosen.isdecimal() or not 0 < int(chosen) <= len(backups):
        fail(f"name a backup by its number, from 1 to {len(backups)}: factlight doctor --restore lists them.")
        return EXIT_USAGE
    backup = backups[int(chosen) - 1]
    try:
        kept = restore(path, backup.path)
    except LibraryError as error:
        fail(str(error))
        return EXIT_LIBRARY
    print(f"the library is now as it was in {backup.path.name}; factlight refresh brings the articles again.")
    if kept is not None:
        print(f"the present one is kept as {kept.name}.")
    return EXIT_OK


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
    from tui.library.db.errors import LibraryError
    from tui.library.db.repair import repair

    try:
        done = repair(path, _progress("texts read"))
    except LibraryError as error:
        fail(str(error))
        return EXIT_LIBRARY
    for table, count in done.saved.items():
        if count:
            print(f"{count:>8} {table}{'  (not all could be read)' if table in done.unreadable else ''}")
    if done.texts:
        print(f"{done.texts:>8} damaged texts were dropped; refresh brings what their feeds still have.")
    print(f"the repaired library lies at {path}; the old one is kept as {done.old.name}.")
    for table in done.unreadable:
        if table == "log":
            fail("the library's log was damaged: what was saved last may be missing.")
        elif not done.saved.get(table):
            fail(f"nothing of the table {table} could be read.")
    return EXIT_PARTLY if done.unreadable or done.texts else EXIT_OK
