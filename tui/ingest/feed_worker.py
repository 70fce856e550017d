"""Reading feeds: in processes of their own, bounded in time and memory, so that keys stay free and both cores work.

``python -m tui.ingest.feed_worker`` is such a process.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.ingest.entries import digest, guid, incoming
from tui.library.articles.intake import Incoming
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.feeds.model import Feed
from tui.sources.feeds.parse import parse_feed
from tui.sources.worker import Worker, serve

if TYPE_CHECKING:
    from tui.sources.feeds.opml import Outlines
    from tui.sources.newsboat import Found

DEADLINE = 10.0
"""Seconds for one feed; the longest that are allowed take one."""
WORK = 5.0
"""Seconds of the processor for one feed: the longest that are allowed take half of that on a slow machine."""


def answer(kind: str, *request: Any) -> object:
    """In the process: what :class:`FeedReaders` asks. Raises SourceError."""
    if kind == "feed":
        return read_feed(*request)
    if kind == "links":
        from tui.sources.feeds.discovery import find_feeds

        return find_feeds(*request)
    if kind == "saved":
        return saved_feed(*request)
    if kind == "newsboat":
        from tui.sources.newsboat import is_urls, read_config, read_urls

        return read_urls(*request) if is_urls(*request) else read_config(*request)
    from tui.sources.feeds.opml import parse_opml

    return parse_opml(*request)


def saved_feed(data: bytes, url: str) -> tuple[Feed, list[Incoming]]:
    """A feed that was saved as a file: itself without its items, and those as articles of no subscription.

    Raises SourceError.
    """
    return read_feed(data, url, StoredFeed(0, url), {})


def read_feed(
    data: bytes, url: str, feed: StoredFeed, known: dict[str, str], charset: str = ""
) -> tuple[Feed, list[Incoming]]:
    """The feed without its items, and those of them that ``known`` (guid → digest) does not hold, ready to store.

    ``charset`` is the label that the server gave. Raises SourceError.
    """
    parsed = parse_feed(data, url, frozenset(known.values()), charset)
    prints = ((item, digest(item)) for item in parsed.items)
    batch = [incoming(item, feed, parsed, print_) for item, print_ in prints if known.get(guid(item)) != print_]
    return replace(parsed, items=()), batch


class FeedReaders:
    """:func:`read_feed` for many threads at once, in processes, as many as there are cores; each starts when needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()

    def start(self) -> None:
        """Let the first process load its libraries while the first feed is still on its way."""
        with self._lock:
            if not self._workers:
                self._workers.append(Worker("tui.ingest.feed_worker"))
                self._workers[0].start()
                self._idle.put(self._workers[0])

    def read(
        self, data: bytes, url: str, feed: StoredFeed, known: dict[str, str], charset: str = ""
    ) -> tuple[Feed, list[Incoming]]:
        """As :func:`read_feed`. Raises SourceError, also for a feed that takes too long or harms its process."""
        found: tuple[Feed, list[Incoming]] = self._ask("The feed", "feed", data, url, feed, known, charset)
        return found

    def saved(self, data: bytes, url: str) -> tuple[Feed, list[Incoming]]:
        """As :func:`saved_feed`."""
        found: tuple[Feed, list[Incoming]] = self._ask("The feed", "saved", data, url)
        return found

    def links(self, data: bytes, url: str) -> list[tuple[str, str]]:
        """(address, title) of the feeds that a page names, as :func:`tui.sources.feeds.discovery.find_feeds`."""
        found: list[tuple[str, str]] = self._ask("The page", "links", data, url)
        return found

    def opml(self, data: bytes) -> Outlines:
        """As :func:`tui.sources.feeds.opml.parse_opml`."""
        found: Outlines = self._ask("The list", "opml", data)
        return found

    def newsboat(self, data: bytes) -> Found:
        """What newsboat's ``urls`` or ``config`` holds, as :mod:`tui.sources.newsboat` reads it."""
        found: Found = self._ask("The list", "newsboat", data)
        return found

    def _ask(self, what: str, *request: object) -> Any:
        worker = self._free()
        try:
            return worker.ask(request, DEADLINE)
        except TimeoutError:
            raise SourceError(f"{what} took too long to read and was dropped.") from None
        finally:
            self._idle.put(worker)

    def _free(self) -> Worker:
        """A process that reads nothing now; another one where all are busy and the machine has more cores."""
        with self._lock:
            if self._idle.empty() and len(self._workers) < min(4, os.cpu_count() or 1):
                self._workers.append(Worker("tui.ingest.feed_worker"))
                return self._workers[-1]
        return self._idle.get()

    def close(self) -> None:
        """End the processes; requests under way fail."""
        for worker in self._workers:
            worker.close()


if __name__ == "__main__":
    sys.exit(serve(answer, work=WORK))
