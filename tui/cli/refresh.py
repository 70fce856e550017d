"""Fetches feeds that are due and stores what is new; made for cron as well as for the hand.

Accounts on servers are synced as well (see factlight sync --help), unless feeds are named.

A feed is due an hour after its last fetch, later if its server says so. With --facts it also finds the facts of
articles that nobody opened yet, for search by figures and names; the reader does so by itself while it is open.
Exit codes: 0 all feeds answered; 1 some did not (each is named on standard error); 3 the library cannot be used.

examples:
  factlight refresh
  factlight refresh --all --jobs 4
  */30 * * * *  factlight refresh --facts --quiet
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tui.cli import EXIT_OK, EXIT_PARTLY, fail
from tui.cli.library import with_library
from tui.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from tui.library import Library
    from tui.library.feeds import StoredFeed
    from tui.sources.web.fetcher import Response


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feeds", nargs="*", metavar="FEED", help="only feeds whose name or address contains this")
    parser.add_argument("--all", action="store_true", help="also feeds that are not due yet")
    parser.add_argument("--jobs", type=int, default=8, metavar="N", help="connections at once, 1 to 8 (default 8)")
    parser.add_argument("--facts", action="store_true", help="then find the facts of what nobody opened yet")
    parser.add_argument("--quiet", action="store_true", help="say only what went wrong")


@with_library
def run(args: argparse.Namespace, library: Library) -> int:
    """Refresh; the exit code."""
    from tui.ingest.due import due_feeds, patient
    from tui.library.db.connection import now

    chosen = due_feeds(library, args.feeds, everything=args.all)
    waiting = [f for f in due_feeds(library, args.feeds, everything=args.all, listing=True) if patient(f, now())]
    for feed in waiting if not args.quiet and (args.all or args.feeds) else ():
        until = datetime.fromtimestamp(patient(feed, now()) / 1000).strftime("%H:%M")
        fail(f"{feed.name}: its server asked not to be asked before {until}; it was left out.")
    if not chosen and args.feeds and waiting:
        return EXIT_PARTLY
    if not chosen and args.feeds:
        fail(f"no feed contains {' or '.join(args.feeds)}; list them: factlight feeds")
        return EXIT_PARTLY
    if not chosen:
        if not args.quiet and not library.accounts.all():
            print(
                "No feed is due." if library.feeds.all() else "There are no feeds yet; add one: factlight add ADDRESS"
            )
        code = EXIT_OK
    else:
        code = fetch(library, chosen, jobs=max(1, min(8, args.jobs)), quiet=args.quiet)
    if not args.feeds:
        code = max(code, _sync(library, quiet=args.quiet))
    if args.facts:
        _look(library, quiet=args.quiet)
    return code


def _sync(library: Library, *, quiet: bool) -> int:
    """Sync the accounts on servers whose passwords need nobody; the exit code."""
    accounts = library.accounts.all()
    if not accounts:
        return EXIT_OK
    from tui.ingest.sync.accounts import sync_accounts

    code = EXIT_OK
    for result in sync_accounts(library, accounts):
        if result.synced.problem:
            fail(f"{result.account.name}: {result.synced.problem}")
            code = EXIT_PARTLY
        elif not quiet:
            print(f"{result.account.name}: {result.synced.words}")
    return code


def _look(library: Library, *, quiet: bool) -> None:
    from tui.ingest.fact_index import look

    bar = sys.stderr.isatty() and not quiet

    def progress(done: int, total: int) -> None:
        if bar:
            print(f"\r{_bar(done, total)} facts", end="", file=sys.stderr, flush=True)

    done = look(library, progress=progress)
    if bar:
        print("\r" + " " * 78 + "\r", end="", file=sys.stderr)
    if not quiet:
        print(f"Facts found in {done:,} article{'' if done == 1 else 's'}.")


def _bar(done: int, total: int) -> str:
    filled = 24 * done // max(1, total)
    return f"{'█' * filled}{'░' * (24 - filled)} {done}/{total}"


def fetch(
    library: Library,
    feeds: Sequence[StoredFeed],
    *,
    jobs: int,
    quiet: bool = False,
    answers: Mapping[int, Response] | None = None,
) -> int:
    """Fetch ``feeds`` with a progress bar where there is a terminal; the exit code.

    ``answers`` holds what their servers said a moment ago, by the feeds' numbers.
    """
    from tui.ingest.network import use_settings
    from tui.ingest.refresh import refresh
    from tui.ingest.storing import Outcome

    use_settings()
    bar = sys.stderr.isatty() and not quiet
    problems: list[Outcome] = []

    def progress(done: int, total: int, outcome: Outcome) -> None:
        if outcome.problem:
            problems.append(outcome)
        if bar:
            print(
                f"\r{_bar(done, total)} {sanitize_line(outcome.feed.name)[:40]:<40}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    summary = refresh(library, feeds, jobs=jobs, progress=progress, answers=answers)
    if bar:
        print("\r" + " " * 78 + "\r", end="", file=sys.stderr)
    for outcome in problems:
        fail(f"{outcome.feed.name}: {outcome.problem}")
    if not quiet:
        changed = sum(o.changed for o in summary.outcomes)
        killed = f", {summary.killed} marked read by your rules" if summary.killed else ""
        feeds_word = "feed" if len(summary.outcomes) == 1 else "feeds"
        print(f"{summary.new} new, {changed} changed{killed}, from {len(summary.outcomes)} {feeds_word}.")
    return EXIT_PARTLY if problems else EXIT_OK
