"""Adds feeds, pages, files and folders to the library, and fetches them.

A web address may be a feed, a page that names its feeds, or an article (--page). A folder is watched:
each refresh looks for new files. An OPML file brings all its feeds with their folders.

examples:
  factlight add https://example.org/feed.xml --folder World
  factlight add https://example.org/2026/some-article --page
  factlight add notes/ subscriptions.opml
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import EXIT_OK, EXIT_PARTLY, fail, print_line
from tui.cli.library import with_library

if TYPE_CHECKING:
    from tui.library import Library
    from tui.library.feeds import StoredFeed
    from tui.sources.web.fetcher import Response


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="web addresses, files, folders, OPML lists")
    parser.add_argument("--folder", default="", metavar="PATH", help="put new feeds there, such as World/Asia")
    parser.add_argument("--page", action="store_true", help="keep a web address as an article, not as a feed")
    parser.add_argument("--later", action="store_true", help="do not fetch new feeds now")


@with_library
def run(args: argparse.Namespace, library: Library) -> int:
    """Add each source; the exit code."""
    from tui.cli.refresh import fetch
    from tui.ingest.add import add
    from tui.ingest.network import use_settings
    from tui.sources import SourceError

    code = EXIT_OK
    new: list[StoredFeed] = []
    answers: dict[int, Response] = {}
    use_settings()
    for source in args.sources:
        try:
            added = add(library, source, folder=args.folder, as_page=args.page)
        except SourceError as error:
            fail(str(error))
            code = EXIT_PARTLY
            continue
        print_line(added.words[:1].upper() + added.words[1:] + ("" if added.words.endswith(".") else "."))
        new += added.feeds
        answers |= added.answers
    if new and not args.later:
        code = max(code, fetch(library, new, jobs=8, answers=answers))
    return code
