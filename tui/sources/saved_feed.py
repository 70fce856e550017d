"""A feed that lies in a file, or comes through a pipe: its entries as articles, read in a process of their own.

``python -m tui.sources.saved_feed`` is that process.
"""

from __future__ import annotations

import sys

from tui.sources import SourceError
from tui.sources.feeds.discovery import looks_like_feed
from tui.sources.worker import Worker, serve
from tui.text.article import Article, Inferred, Metadata

SUFFIXES = frozenset(["", ".xml", ".rss", ".atom", ".rdf", ".json", ".feed"])
"""Endings of files that are looked at: what ends otherwise is what its ending says."""
MOST = 500
"""Entries that are shown."""
DEADLINE = 10.0

__all__ = ["SUFFIXES", "feed_articles", "looks_like_feed"]


def feed_articles(data: bytes, uri: str) -> list[Article]:
    """The articles of a feed, in its order, at most :data:`MOST`; ``uri`` names the file. Raises SourceError."""
    worker = Worker("tui.sources.saved_feed")
    try:
        found: list[Article] = worker.ask((data, uri), DEADLINE)
    except TimeoutError:
        raise SourceError("The feed took too long to read and was dropped.") from None
    finally:
        worker.close()
    if not found:
        raise SourceError("The feed has no entries.")
    return found


def _read(data: bytes, uri: str) -> list[Article]:
    from tui.sources.feeds.entry import Entry
    from tui.sources.feeds.parse import parse_feed

    feed = parse_feed(data)
    out = []
    for number, item in enumerate(feed.items[:MOST]):
        metadata = Metadata(
            title=Inferred(item.title, "feed") if item.title else None,
            source=Inferred(feed.title, "feed") if feed.title else None,
            byline=(Inferred(item.author, "feed"),) if item.author else (),
            published=Inferred(item.published, "feed") if item.published else None,
            url=Inferred(item.link, "feed") if item.link else None,
        )
        out.append(Entry(item.content or item.summary, item.link or f"{uri}#{number}", item.link, metadata).article())
    return out


if __name__ == "__main__":
    sys.exit(serve(_read, work=5.0))
