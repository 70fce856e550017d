"""Adding what the user names: a feed, a page, a folder to watch, a file, a list of feeds (OPML)."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tui.ingest.feed_worker import FeedReaders
from tui.ingest.stated import stated
from tui.library import Library, LibraryError
from tui.library.articles.intake import Incoming
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.documents.files import shown
from tui.sources.feeds.discovery import looks_like_feed
from tui.sources.feeds.opml import Outline
from tui.sources.newsboat import is_config, is_urls
from tui.sources.servers.reader_api import find_base
from tui.sources.web.address import host_of, same_origin, web_address
from tui.sources.web.fetcher import Fetcher, Response
from tui.text.article import Article
from tui.text.sanitize import sanitize_line


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source, in words; ``feeds`` are new subscriptions that were not stored yet.

    ``answers`` holds what their servers said a moment ago, by the feeds' numbers: nobody need ask again.
    """

    words: str
    feeds: tuple[StoredFeed, ...] = ()
    uri: str = ""  # of an article that was added
    answers: Mapping[int, Response] = field(default_factory=dict)


class IsServer(SourceError):
    """The address is that of a server that fetches feeds; ``base`` is where its API lies."""

    def __init__(self, base: str) -> None:
        super().__init__(f"This is a server that fetches feeds; connect with: factlight sync add {base} --user NAME")
        self.base = base


def add(
    library: Library,
    source: str,
    *,
    folder: str = "",
    as_page: bool = False,
    fetcher: Fetcher | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Added:
    """Add ``source``, whatever it is. Raises SourceError or LibraryError, each one plain sentence.

    A web address may be a feed, or a page that names its feeds; ``as_page`` keeps the page as an article.
    """
    path = _existing(source)
    url = "" if path else web_address(source)
    if path is None and not url:
        raise SourceError(f"{shown(source)[:200]}: neither a file or folder here nor a web address.")
    known = library.feeds.by_url(url) if url else None
    if known is not None and not as_page:
        return Added(f"{known.name} was there already.")
    own = fetcher is None
    fetcher = fetcher or Fetcher()
    readers = FeedReaders()
    try:
        adding = _Adding(library, folder, fetcher, readers, cancelled)
        return adding.path(path) if path else adding.address(url, as_page)
    finally:
        readers.close()
        if own:
            fetcher.close()


def _existing(source: str) -> Path | None:
    """The file or folder that ``source`` names, None where there is none."""
    if "://" in source:
        return None
    try:
        path = Path(source).expanduser()
        return path if path.exists() else None
    except (OSError, ValueError, RuntimeError):
        return None


class _Adding:
    """One source on its way into the library."""

    def __init__(
        self, library: Library, folder: str, fetcher: Fetcher, readers: FeedReaders, cancelled: Callable[[], bool]
    ) -> None:
        self._library = library
        self._folder = folder
        self._fetcher = fetcher
        self._readers = readers
        self._cancelled = cancelled

    def path(self, path: Path) -> Added:
        """A folder, a list of feeds, a saved feed, or an article in a file."""
        from tui.sources.documents.files import file_uri, named, open_path, read_bytes

        if path.is_dir():
            feed = self._library.feeds.add(file_uri(path) + "/", title=shown(path.resolve().name), folder=self._folder)
            return Added(f"watching the folder {feed.name}", (feed,))
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError(f"{shown(path)} is not a regular file; give a text, Markdown, HTML or mail file.")
        data = read_bytes(path)
        if is_opml(data):
            return self._list(data)
        if path.suffix.lower() in ("", ".txt", ".conf") and (is_urls(data) or is_config(data)):
            return self._newsboat(data)
        if looks_like_feed(data):
            return self._saved(data, shown(path.name))
        article = named(open_path(path), path.name)
        return self._kept(article, int(path.stat().st_mtime * 1000))

    def address(self, url: str, as_page: bool) -> Added:
        """A feed, a list of feeds, a page that names its feeds, or a page that is an article."""
        answer = self._fetcher.get(url, typed=True, cancelled=self._cancelled)
        if looks_like_feed(answer.body) and not as_page:
            return self._subscribed(url, {"typed": True} | _private(answer), answer)
        if is_opml(answer.body):
            return self._list(answer.body)
        links = [] if as_page else self._readers.links(answer.body, answer.url)
        if links and (urlsplit(answer.url).path.strip("/") == "" or len(links) == 1):
            first = links[0][0]
            inside = {"typed": True} | _private(answer) if same_origin(first, url) else {}
            added = self._subscribed(first, inside, None)
            others = ", ".join(address for address, _ in links[1:6])
            return Added(added.words + (f"; the page also names {others}" if others else ""), added.feeds)
        if not as_page and b'type="password"' in answer.body and (base := find_base(url, fetcher=self._fetcher)):
            raise IsServer(base)
        from tui.sources.documents.encoding import charset_of, looks_binary
        from tui.sources.pages.extract import extract_page

        if looks_binary(answer.body):
            raise SourceError(f"{host_of(url)} sends something that is no text there; it cannot be read.")
        return self._kept(extract_page(answer.body, answer.url, charset=charset_of(answer.type)), 0)

    def _subscribed(self, url: str, settings: dict[str, Any], answer: Response | None) -> Added:
        """``settings`` say whether the user named this very address: only then may it lie in a private network."""
        known = self._library.feeds.by_url(url)
        if known is not None:
            return Added(f"{known.name} was there already.")
        feed = self._library.feeds.add(url, folder=self._folder, settings=settings)
        return Added(f"subscribed to {url}", (feed,), answers={feed.id: answer} if answer else {})

    def _kept(self, article: Article, at: int) -> Added:
        library = self._library
        put = library.articles.put([Incoming.of(article, published=stated(article) or at, url=article.uri)])
        if put.changed:
            library.bookmarks.reanchor(article)
        what = "added" if put.new else "brought up to date" if put.changed else "was there already"
        return Added(f"“{article.title}” {what}", uri=article.uri)

    def _saved(self, data: bytes, name: str) -> Added:
        """A saved feed: its articles, and where to subscribe to it."""
        feed, batch = self._readers.saved(data, "")
        put = self._library.articles.put(batch)
        words = f"{len(put.new)} articles of the saved feed “{feed.title or name}” added"
        there = len(put.same) + len(put.changed)
        return Added(words + (f", {there} were there already" if there else ""))

    def _list(self, data: bytes) -> Added:
        """Subscribe to every feed of an OPML list, folders kept below the folder that was asked for."""
        read = self._readers.opml(data)
        new = self._subscribe_all(read.feeds)
        words = f"{len(new)} of {len(read.feeds)} feeds are new"
        if read.skipped:
            words += f"; {_some(read.skipped, 'no web address')} left out"
        if read.doubled:
            words += f"; {len(read.doubled)} stand in several folders and are in the first of them"
        return Added(words, tuple(new))

    def _newsboat(self, data: bytes) -> Added:
        """Newsboat's feeds with folders and titles, its query feeds as searches, its ignored articles as rules."""
        read = self._readers.newsboat(data)
        new = self._subscribe_all(read.feeds)
        left = list(read.skipped)
        kept = 0
        for kill, pairs in ((False, read.searches), (True, read.rules)):
            for name, query in pairs:
                try:
                    self._library.search.save(name, query, kill=kill)
                    kept += 1
                except (LibraryError, ValueError):
                    left.append(name)
        words = f"{len(new)} of {len(read.feeds)} feeds are new" if read.feeds else "newsboat's settings"
        if kept:
            words += f"; {kept} searches and rules kept"
        if left:
            words += f"; {_some(left, 'without an equal here')} left out"
        return Added(words, tuple(new))

    def _subscribe_all(self, outlines: Sequence[Outline]) -> list[StoredFeed]:
        feeds = self._library.feeds
        new = []
        with self._library.together(f"adding {len(outlines)} feeds"):
            for outline in outlines:
                if feeds.by_url(outline.url) is None:
                    where = "/".join(part for part in (self._folder, outline.folder) if part)
                    new.append(feeds.add(outline.url, title=outline.title, folder=where))
        return new


def _some(lines: Sequence[str], what: str) -> str:
    """How many lines, and the first of them, for a sentence."""
    first = "; ".join(sanitize_line(line)[:80] for line in lines[:3])
    return f"{len(lines)} {what} ({first}{' …' if len(lines) > 3 else ''})"


def is_opml(data: bytes) -> bool:
    """Whether the bytes begin as an OPML list does."""
    return b"<opml" in data[:2000].lower()


def _private(answer: Response) -> dict[str, bool]:
    """What to remember of an address that was typed: that it lay in a private network, where it did."""
    return {"private": True} if answer.private else {}
