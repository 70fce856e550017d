"""One sync of one account: names first, then what the user changed goes out, then what is new comes in.

The order is what keeps it safe. All names of unread and starred articles are read before anything is written, since
servers page by offset and articles would be skipped once those on an earlier page are marked. Then the outbox is sent,
so that the server has what the user did. Only then are the server's states taken over; what is still in the outbox
wins. Articles come last, a hundred at a time, each hundred stored before the next is asked for: a sync that is stopped
or killed goes on where it was.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from tui.ingest.entries import incoming
from tui.ingest.storing import compare
from tui.library import Library
from tui.library.accounts.mirror import Mirror, Seen
from tui.library.accounts.outbox import LABEL, Pending, PendingFeed
from tui.library.accounts.store import Account
from tui.library.articles.intake import Incoming
from tui.library.changes import FOLDER, READ, STARRED, SUBSCRIBED, TITLE
from tui.library.db.connection import now
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.feeds.model import Enclosure, Feed, Item
from tui.sources.servers import reader_api
from tui.sources.servers.reader_api import AT_ONCE, ReaderApi, ServerError, ServerItem
from tui.sources.web.fetcher import Fetcher

Progress = Callable[[int, int, str], object]
"""Called with how many of how many, and in words with what."""


class Synced(NamedTuple):
    """What a sync did. ``new`` are the addresses of articles that were not here; ``problem`` is why it stopped."""

    new: tuple[str, ...] = ()
    changed: int = 0
    sent: int = 0
    problem: str = ""
    cancelled: bool = False

    @property
    def words(self) -> str:
        """For the status line: what came, what was sent, what went wrong."""
        parts = [
            f"{len(self.new):,} new" if self.new else "nothing new",
            f"{self.changed:,} changed on the server" if self.changed else "",
            f"{self.sent:,} sent" if self.sent else "",
            "stopped" if self.cancelled else "",
            self.problem,
        ]
        return " · ".join(part for part in parts if part)


def sync(
    library: Library,
    account: Account,
    password: str,
    *,
    fetcher: Fetcher | None = None,
    progress: Progress = lambda done, total, words: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Synced:
    """Sync an account. Whatever the server does is told in ``problem``; raises LibraryError alone.

    ``library`` belongs to the calling thread. One sync of an account runs at a time, whichever program runs it.
    """
    if now() < account.not_before <= now() + 7 * 86_400_000:
        wait = (account.not_before - now()) // 60_000 + 1
        return Synced(problem=f"{account.name} asked not to be asked for another {wait} min")
    if not library.accounts.begin(account.id, secrets.token_hex(8)):
        return Synced(problem=f"another Factlight is syncing {account.name}")
    own = fetcher is None
    fetcher = fetcher or Fetcher()
    api = ReaderApi(account.base, account.user, password, fetcher=fetcher, cancelled=cancelled)
    work = _Sync(library, account, api, progress, cancelled)
    try:
        work.run()
        library.accounts.succeeded(account.id)
    except SourceError as error:
        work.problem = "" if cancelled() else str(error)
        wait = error.retry_after * 1000 if isinstance(error, ServerError) else 0
        library.accounts.failed(account.id, work.problem, now() + wait if wait else 0)
    finally:
        library.accounts.end(account.id)
        if own:
            fetcher.close()
    return Synced(tuple(work.new), work.changed, work.sent, work.problem, cancelled())


class _Sync:
    def __init__(
        self, library: Library, account: Account, api: ReaderApi, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        self._library = library
        self._mirror: Mirror = library.accounts.mirror(account.id)
        self._outbox = self._mirror.outbox
        self._api = api
        self._progress = progress
        self._cancelled = cancelled
        self._name = account.name
        self.new: list[str] = []
        self.changed = 0
        self.sent = 0
        self.problem = ""

    def run(self) -> None:
        """All steps in their order. Raises SourceError or LibraryError."""
        api = self._api
        self._progress(0, 0, f"{self._name}: signing in")
        api.login()
        self._send_feeds()
        self._take_feeds()
        self._progress(0, 0, f"{self._name}: what is unread")
        unread = api.names(reader_api.READING_LIST, reader_api.READ)
        starred = api.names(reader_api.STARRED)
        labels = {label: api.names(reader_api.LABEL + label) for label in api.tags()}
        self._mirror.names(unread.digits, starred.digits)
        self._send_states(tags=bool(labels) or api.takes_tags)
        if not unread.whole:
            self._ask_again(READ, self._mirror.leaving(READ))
        if not starred.whole:
            self._ask_again(STARRED, self._mirror.leaving(STARRED))
        self.changed = self._mirror.follow_states()
        self._take_articles()
        for label, listed in labels.items():
            if listed.whole:
                self._mirror.follow_labels(label, listed.digits)

    # going out

    def _send_states(self, *, tags: bool) -> None:
        after = 0
        while waiting := self._pending(after):
            after = waiting[-1].number
            wanted = [one for one in waiting if tags or not one.state.startswith(LABEL)]
            for (state, value), some in groupby(sorted(wanted, key=_kind), key=_kind):
                batch = list(some)
                for at in range(0, len(batch), AT_ONCE):
                    part = batch[at : at + AT_ONCE]
                    self._api.mark([one.digits for one in part], _state(state), value)
                    self._mirror.confirmed(part)
                    self.sent += len(part)

    def _pending(self, after: int) -> list[Pending]:
        with self._outbox.changing():
            return self._outbox.pending(after)

    def _send_feeds(self) -> None:
        with self._outbox.changing():
            waiting = self._outbox.pending_feeds()
        streams = {number: stream for stream, number in self._mirror.feeds().items()}
        for change in waiting:
            self._send_feed(change, streams.get(change.feed, ""))
            self._mirror.confirmed_feed(change)
            self.sent += 1

    def _send_feed(self, change: PendingFeed, stream: str) -> None:
        if change.what == SUBSCRIBED and change.new == "1" and not stream:
            address = self._mirror.address_of(change.feed)
            if address:
                self._api.subscribe(address, self._mirror.folder_of(change.feed))
        elif not stream:
            return  # a feed that the server does not have any more
        elif change.what == SUBSCRIBED and change.new == "0":
            self._api.unsubscribe(stream)
        elif change.what == TITLE and change.new:
            self._api.edit(stream, title=change.new)
        elif change.what == FOLDER:
            self._api.edit(stream, folder=change.new, leaves=change.old)

    # coming in

    def _ask_again(self, state: str, digits: Sequence[str]) -> None:
        """Ask for each article that a listing of several pages left out whether its state changed: it may be a slip.

        What is unread, or starred, after all, or is not there any more, counts as listed.
        """
        for at in range(0, len(digits), AT_ONCE):
            some = digits[at : at + AT_ONCE]
            gone = {i.digits for i in self._api.items(some) if (i.read if state == READ else not i.starred)}
            self._mirror.count_as_listed(state, [name for name in some if name not in gone])

    def _take_feeds(self) -> None:
        found = self._api.subscriptions()
        self._mirror.put_feeds([(s.stream, s.title, s.folder, s.url, s.site) for s in found])

    def _take_articles(self) -> None:
        missing = self._mirror.missing()
        feeds = {stream: self._library.feeds.get(number) for stream, number in self._mirror.feeds().items()}
        started = time.monotonic()
        # One thread asks for the next hundred while this one stores: never two requests at once.
        with ThreadPoolExecutor(1, "factlight-sync") as asking:
            coming = asking.submit(self._api.items, missing[:AT_ONCE])
            for at in range(0, len(missing), AT_ONCE):
                self._progress(at, len(missing), _left(self._name, at, len(missing), time.monotonic() - started))
                items = coming.result()
                if self._cancelled():
                    return
                coming = asking.submit(self._api.items, missing[at + AT_ONCE : at + 2 * AT_ONCE])
                self._store(items, feeds)
        if missing:
            self._progress(len(missing), len(missing), self._name)

    def _store(self, items: Sequence[ServerItem], feeds: dict[str, StoredFeed | None]) -> None:
        made: list[tuple[ServerItem, Incoming]] = []
        for item in items:
            feed = feeds.get(item.stream)
            if feed is not None:
                made.append((item, _incoming(item, feed)))
        folders = {feed.id: feed.folder for feed in feeds.values() if feed is not None}
        with self._outbox.changing():
            put = self._library.articles.put([row for _, row in made], folders)
            listed = self._mirror.listed([item.digits for item, _ in made])
            self._mirror.seen(
                Seen(item.digits, self._library.articles.uri_of(row.feed, row.guid), *listed[item.digits])
                for item, row in made
            )
        self.new += put.new
        compare(self._library, put.changed)


def _kind(one: Pending) -> tuple[str, bool]:
    return one.state, one.value


def _state(state: str) -> str:
    """What the server calls a state of the outbox."""
    known = {READ: reader_api.READ, STARRED: reader_api.STARRED}
    return known.get(state) or reader_api.LABEL + state.removeprefix(LABEL)


def _left(name: str, done: int, total: int, seconds: float) -> str:
    """What to say while articles come: how long it will still take once that can be told."""
    if not done or total < 10 * AT_ONCE:
        return name
    left = seconds / done * (total - done)
    return f"{name}, about {left / 60:.0f} min left" if left > 90 else f"{name}, about {left:.0f} s left"


def _incoming(item: ServerItem, feed: StoredFeed) -> Incoming:
    """The server's article as one of the library, under the same address as if a feed of ours had brought it."""
    entry = Item(
        title=item.title,
        link=item.url,
        id=item.digits,
        published=_iso(item.published),
        updated=_iso(item.updated) if item.updated > item.published else "",
        author=item.author,
        content=item.html,
        enclosures=tuple(Enclosure(address, kind) for address, kind in item.enclosures),
    )
    return incoming(entry, feed, Feed(title=feed.title, link=feed.site))


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds else ""
