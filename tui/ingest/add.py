"""Adding what the user names: a feed, a page, a folder to watch, a file, a list of feeds (OPML)."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tui.ingest.feed_worker import FeedReaders
from tui.ingest.stated import stated
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.documents.files import shown
from tui.sources.feeds.discovery import looks_like_feed
from tui.sources.web.address import same_origin, web_address
from tui.sources.web.fetcher import Fetcher, Response
from tui.text.article import Article


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source, in words; ``feeds`` are new subscriptions that were not stored yet.

    ``answers`` holds what their servers said a moment ago, by the feeds' numbers: nobody need ask again.
    """

    words: str
    feeds: tuple[StoredFeed, ...] = ()
    uri: str = ""  # of an article that was added
    answers: Mapping[int, Response] = field(default_factory=dict)


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
        from tui.sources.documents.encoding import charset_of
        from tui.sources.pages.extract import extract_page

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
        title = feed.title or name
        return Added(f"{len(put.new)} articles of the saved feed “{title}” added, {len(put.same)} were there already")

    def _list(self, data: bytes) -> Added:
        """Subscribe to every feed of an OPML list, folders kept below the folder that was asked for."""
        feeds = self._library.feeds
        read = self._readers.opml(data)
        new = []
        with self._library.together(f"adding {len(read.feeds)} feeds"):
            for outline in read.feeds:
                if feeds.by_url(outline.url) is None:
                    where = "/".join(part for part in (self._folder, outline.folder) if part)
                    new.append(feeds.add(outline.url, title=outline.title, folder=where))
        words = f"{len(new)} of {len(read.feeds)} feeds are new"
        if read.skipped:
            words += f"; {len(read.skipped)} entries are no web address and were left out"
        return Added(words, tuple(new))


def is_opml(data: bytes) -> bool:
    """Whether the bytes begin as an OPML list does."""
    return b"<opml" in data[:2000].lower()


def _private(answer: Response) -> dict[str, bool]:
    """What to remember of an address that was typed: that it lay in a private network, where it did."""
    return {"private": True} if answer.private else {}
