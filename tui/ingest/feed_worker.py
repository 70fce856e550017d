"""Reading many feeds at once: in processes of their own, so that keys stay free and both cores work.

``python -m tui.ingest.feed_worker`` is such a process.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from dataclasses import replace

from tui.ingest.entries import digest, guid, incoming
from tui.library.articles.intake import Incoming
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.feeds.model import Feed
from tui.sources.feeds.parse import parse_feed
from tui.sources.worker import Worker, serve

DEADLINE = 10.0
"""Seconds for one feed; the longest that are allowed take one."""
FEW = 4
"""Feeds read before a process is started: it takes as long to start as these to read."""


def read_feed(data: bytes, url: str, feed: StoredFeed, known: dict[str, str]) -> tuple[Feed, list[Incoming]]:
    """The feed without its items, and those of them that ``known`` (guid → digest) does not hold, ready to store.

    Raises SourceError.
    """
    parsed = parse_feed(data, url, frozenset(known.values()))
    prints = ((item, digest(item)) for item in parsed.items)
    batch = [incoming(item, feed, parsed, print_) for item, print_ in prints if known.get(guid(item)) != print_]
    return replace(parsed, items=()), batch


class FeedReaders:
    """:func:`read_feed` for many threads at once, from some feeds on in processes, as many as there are cores."""

    def __init__(self) -> None:
        self._read = 0
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()

    def read(self, data: bytes, url: str, feed: StoredFeed, known: dict[str, str]) -> tuple[Feed, list[Incoming]]:
        """As :func:`read_feed`; also raises SourceError for a feed that takes too long."""
        with self._lock:
            self._read += 1
            few = self._read <= FEW
            if not few and len(self._workers) < min(4, os.cpu_count() or 1):
                self._workers.append(Worker("tui.ingest.feed_worker"))
                self._idle.put(self._workers[-1])
        if few:
            return read_feed(data, url, feed, known)
        worker = self._idle.get()
        try:
            answer: tuple[Feed, list[Incoming]] = worker.ask((data, url, feed, known), DEADLINE)
        except TimeoutError:
            raise SourceError("The feed took too long to read and was dropped.") from None
        finally:
            self._idle.put(worker)
        return answer

    def close(self) -> None:
        """End the processes; requests under way fail."""
        for worker in self._workers:
            worker.close()


if __name__ == "__main__":
    sys.exit(serve(read_feed, behind=True))
