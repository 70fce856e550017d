"""Lists the feeds of the library, and changes, exports or removes them.

examples:
  factlight feeds                                  every feed with its counts and how the last fetch went
  factlight feeds --opml > feeds.opml              for other readers
  factlight feeds --set full_text=yes example.org  fetch the whole page of truncated items
  factlight feeds --move World/Asia example.org
  factlight feeds --remove example.org             the articles stay
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from tui.cli import EXIT_OK, EXIT_PARTLY, EXIT_USAGE, fail
from tui.cli.library import with_library

if TYPE_CHECKING:
    from tui.library import Library
    from tui.library.feeds import StoredFeed

SETTINGS = {
    "full_text": "yes or no: fetch the page of items that the feed gives in part",
    "interval": "minutes between two fetches, at least (default 60)",
    "extract": "where a page keeps its article: a tag with an id or class, such as div.article-body or #story",
    "allow_private": "yes or no: the feed and its pages may lie in a private network",
    "title": "what to call the feed",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feeds", nargs="*", metavar="FEED", help="feeds whose name, folder or address contains this")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--opml", action="store_true", help="as an OPML list")
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--remove", action="store_true", help="unsubscribe from the named feeds; their articles stay")
    form.add_argument("--move", metavar="FOLDER", help="put the named feeds into a folder (“” for none)")
    names = "; ".join(f"{name}: {line}" for name, line in SETTINGS.items())
    form.add_argument("--set", action="append", metavar="NAME=VALUE", help=f"a setting of the named feeds. {names}")


@with_library
def run(args: argparse.Namespace, library: Library) -> int:
    """List or change; the exit code."""
    from tui.ingest.due import due_feeds

    changing = args.remove or args.move is not None or args.set
    if changing and not args.feeds:
        fail("name the feeds to change by a part of their name or address.")
        return EXIT_USAGE
    chosen = due_feeds(library, args.feeds, everything=True, listing=True) if args.feeds else library.feeds.all()
    if args.feeds and not chosen:
        fail(f"no feed contains {' or '.join(args.feeds)}; list them: factlight feeds")
        return EXIT_PARTLY
    if args.opml:
        from tui.sources.feeds.opml import Outline, write_opml

        print(write_opml(Outline(f.url, f.name, f.folder, f.site) for f in chosen if "://" in f.url), end="")
    elif args.json:
        print(json.dumps([_record(feed) for feed in chosen], ensure_ascii=False, indent=2))
    elif args.remove:
        library.feeds.remove([feed.id for feed in chosen])
        print(f"{len(chosen)} removed; the articles stay.")
    elif args.move is not None:
        for feed in chosen:
            library.feeds.move(feed.id, args.move)
        print(f"{len(chosen)} moved to {args.move or 'no folder'}.")
    elif args.set:
        return _set(library, chosen, args.set)
    else:
        _table(chosen)
    return EXIT_OK


def _record(feed: StoredFeed) -> dict[str, Any]:
    return {
        "url": feed.url, "title": feed.name, "folder": feed.folder, "site": feed.site, "articles": feed.count,
        "unread": feed.unread, "problem": feed.problem, "stopped": feed.stopped, "settings": feed.settings,
    }  # fmt: skip


def _set(library: Library, feeds: list[StoredFeed], pairs: list[str]) -> int:
    changes: dict[str, Any] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or name not in SETTINGS:
            fail(f"{pair!r} is no setting; there are {', '.join(SETTINGS)}.")
            return EXIT_USAGE
        if name in ("full_text", "allow_private"):
            if value.lower() not in ("yes", "no"):
                fail(f"{name} is yes or no.")
                return EXIT_USAGE
            changes[name] = value.lower() == "yes"
        elif name == "interval":
            if not (value.isascii() and value.isdigit() and 0 < len(value) < 7):
                fail("interval is a number of minutes, at most six digits.")
                return EXIT_USAGE
            changes[name] = int(value)
        else:
            changes[name] = value
    for feed in feeds:
        if "title" in changes:
            library.feeds.rename(feed.id, changes["title"])
        kept = {k: v for k, v in changes.items() if k != "title"}
        if kept:
            library.feeds.set_settings(feed.id, {**feed.settings, **kept})
    print(f"{len(feeds)} changed.")
    return EXIT_OK


def _table(feeds: list[StoredFeed]) -> None:
    from rich.table import Table
    from rich.text import Text

    from tui.cli.terminal import Console

    if not feeds:
        print("There are no feeds yet; add one: factlight add ADDRESS")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("folder", "feed", "unread", "all", "last fetch"):
        table.add_column(name, justify="right" if name in ("unread", "all") else "left")
    for feed in feeds:
        last = feed.problem or ("never" if not feed.fetched else "OK")
        table.add_row(Text(feed.folder), Text(feed.name), str(feed.unread), str(feed.count), Text(last))
    Console(highlight=False).print(table)
