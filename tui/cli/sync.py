"""Syncs with servers that fetch your feeds: Miniflux, FreshRSS and others that speak the Google Reader API.

The server fetches and keeps; Factlight reads. What you read, star or tag here is sent there, also what you did
without a network, and what you did elsewhere comes here. Facts, bookmarks and notes stay on this machine.
The password comes from the command you name, from the system's keyring where the Python package keyring is
installed, or you are asked. It is never kept in the library. See docs/sync.md.
Exit codes: 0 success; 1 a server could not be synced (named on standard error); 2 usage error; 3 the library cannot
be used.

examples:
  factlight sync add https://reader.example.org --user ann --password-command "pass show reader"
  factlight sync
  factlight sync status
  factlight sync subscribe https://example.org/feed.xml --folder World
  factlight sync remove reader.example.org --keep
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tui.cli import EXIT_OK, EXIT_PARTLY, EXIT_USAGE, fail
from tui.cli.library import with_library

if TYPE_CHECKING:
    from tui.library import Library
    from tui.library.accounts.store import Account

ACTIONS = ("add", "status", "remove", "subscribe", "run")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", default="run", choices=ACTIONS, metavar="ACTION",
        help="add, status, remove or subscribe; run, the default, syncs",
    )  # fmt: skip
    parser.add_argument("what", nargs="?", default="", metavar="WHAT", help="an address or an account's name")
    parser.add_argument("--user", default="", help="add: your name for the server's API")
    parser.add_argument(
        "--password-command", default="", metavar="COMMAND", help="add: a command that prints the password"
    )
    parser.add_argument("--name", default="", help="add: what to call the account (default: the server's host)")
    parser.add_argument("--account", default="", metavar="NAME", help="subscribe: at this account (default: the first)")
    parser.add_argument("--folder", default="", metavar="NAME", help="subscribe: put the feed there")
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--keep", action="store_true", help="remove: keep the articles the server brought")
    kept.add_argument("--delete", action="store_true", help="remove: delete them, but what is starred or bookmarked")
    parser.add_argument("--quiet", action="store_true", help="say only what went wrong")


@with_library
def run(args: argparse.Namespace, library: Library) -> int:
    """Do what was asked for; the exit code."""
    from tui.sources import SourceError

    action = {"add": _add, "status": _status, "remove": _remove, "subscribe": _subscribe, "run": _run}[args.action]
    try:
        return action(library, args)
    except SourceError as error:
        fail(str(error))
        return EXIT_PARTLY


def _add(library: Library, args: argparse.Namespace) -> int:
    from tui.ingest.sync.connecting import connect, server_at
    from tui.ingest.sync.passwords import into_keyring, printed_by
    from tui.sources.web.fetcher import Fetcher

    if not args.what or not args.user:
        fail("name the server and yourself: factlight sync add https://reader.example.org --user NAME")
        return EXIT_USAGE
    fetcher = Fetcher()
    try:
        base = server_at(args.what, fetcher=fetcher)
        password = printed_by(args.password_command) if args.password_command else _typed("password: ")
        if not password:
            fail("no password: name a command with --password-command, or run this in a terminal.")
            return EXIT_USAGE
        account = connect(
            library, base, args.user, password, fetcher=fetcher, password_command=args.password_command, name=args.name
        )
    finally:
        fetcher.close()
    kept = "" if args.password_command else (
        "; its password is in the keyring" if into_keyring(base, args.user, password)
        else "; no keyring was found, so you are asked for the password each time"
    )  # fmt: skip
    print(f"Account {account.name} added{kept}. Now: factlight sync")
    return EXIT_OK


def _typed(question: str) -> str:
    import getpass

    return getpass.getpass(question) if sys.stdin is not None and sys.stdin.isatty() else ""


def _accounts(library: Library, name: str) -> list[Account]:
    found = library.accounts.all()
    return [account for account in found if not name or account.name == name]


def _run(library: Library, args: argparse.Namespace) -> int:
    from tui.ingest.sync.passwords import NoPassword, password_of
    from tui.ingest.sync.run import sync

    accounts = _accounts(library, args.what)
    if not accounts:
        fail(_none(args.what))
        return EXIT_PARTLY
    code = EXIT_OK
    for account in accounts:
        try:
            password = password_of(account, _typed)
        except NoPassword as error:
            fail(str(error))
            code = EXIT_PARTLY
            continue
        result = sync(library, account, password, progress=_progress(args.quiet))
        if result.problem:
            fail(result.problem)
            code = EXIT_PARTLY
        elif not args.quiet:
            print(f"{account.name}: {result.words}")
    return code


def _none(name: str) -> str:
    if name:
        return f"there is no account called {name}; factlight sync status lists them."
    return "there is no account yet: factlight sync add https://reader.example.org --user NAME"


def _progress(quiet: bool) -> Callable[[int, int, str], None]:
    """How far a sync is, on one line of a terminal; nothing in a pipe."""
    shown = not quiet and sys.stderr is not None and sys.stderr.isatty()

    def tell(done: int, total: int, words: str) -> None:
        if shown:
            count = f"{done:,} of {total:,} · " if total else ""
            end = "\n" if total and done == total else ""
            print(f"\r{(count + words)[:78]:<78}", end=end, file=sys.stderr, flush=True)

    return tell


def _status(library: Library, args: argparse.Namespace) -> int:
    accounts = _accounts(library, args.what)
    if not accounts:
        fail(_none(args.what))
        return EXIT_PARTLY
    for account in accounts:
        waiting = library.accounts.outbox(account.id).waiting()
        feeds = len(library.accounts.mirror(account.id).feeds())
        last = datetime.fromtimestamp(account.synced / 1000).strftime("%Y-%m-%d %H:%M") if account.synced else "never"
        print(f"{account.name}  {account.user} at {account.base}")
        print(f"  {feeds} feeds · last synced {last} · {waiting} changes wait to be sent")
        if account.problem:
            print(f"  {account.problem}")
    return EXIT_OK


def _remove(library: Library, args: argparse.Namespace) -> int:
    account = library.accounts.get(args.what)
    if account is None:
        fail(_none(args.what) if args.what else "name the account to remove; factlight sync status lists them.")
        return EXIT_USAGE
    delete = args.delete
    if not args.keep and not args.delete:
        if not sys.stdin.isatty():
            fail("say what becomes of its articles: --keep or --delete.")
            return EXIT_USAGE
        answer = input(f"Delete the articles that {account.name} brought? Starred and bookmarked ones stay. [y/N] ")
        delete = answer.strip().lower() in ("y", "yes")
    n = library.accounts.remove(account.id, delete_articles=delete)
    print(f"Account {account.name} removed; its {n} articles {'were deleted' if delete else 'stay'}.")
    return EXIT_OK


def _subscribe(library: Library, args: argparse.Namespace) -> int:
    from tui.ingest.sync.connecting import subscribe
    from tui.ingest.sync.passwords import password_of

    accounts = _accounts(library, args.account)
    if not accounts or not args.what:
        name_it = "name the feed: factlight sync subscribe https://example.org/feed.xml"
        fail(name_it if accounts else _none(args.account))
        return EXIT_USAGE
    account = accounts[0]
    title = subscribe(library, account, password_of(account, _typed), args.what, args.folder)
    print(f"{account.name} subscribed to {title}. Its articles come with the next sync.")
    return EXIT_OK
