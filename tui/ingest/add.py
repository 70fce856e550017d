"""Adding what the user names: a feed, a page, a folder to watch, a file, a list of feeds (OPML)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tui.ingest.stated import stated
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.web.address import web_address
from tui.sources.web.fetcher import Fetcher
from tui.text.article import Article


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source, in words; ``feeds`` are new subscriptions that were not fetched yet."""

    words: str
    feeds: tuple[StoredFeed, ...] = ()
    uri: str = ""  # of an article that was added


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
    path = Path(source).expanduser()
    if "://" not in source and path.exists():
        return _add_path(library, path, folder)
    url = web_address(source)
    if not url:
        raise SourceError(f"{source}: neither a file or folder here nor a web address.")
    known = library.feeds.by_url(url)
    if known is not None and not as_page:
        return Added(f"{known.name} was there already.")
    own = fetcher is None
    fetcher = fetcher or Fetcher()
    try:
        return _add_address(library, url, folder, as_page, fetcher, cancelled)
    finally:
        if own:
            fetcher.close()


def _add_path(library: Library, path: Path, folder: str) -> Added:
    from tui.sources.documents.files import file_uri, named, open_path, read_bytes

    if path.is_dir():
        feed = library.feeds.add(file_uri(path) + "/", title=path.resolve().name, folder=folder)
        return Added(f"watching the folder {feed.name}", (feed,))
    data = read_bytes(path)
    if b"<opml" in data[:2000].lower():
        return import_opml(library, data, folder)
    article = named(open_path(path), path.name)
    return _kept(library, article, int(path.stat().st_mtime * 1000))


def _add_address(
    library: Library, url: str, folder: str, as_page: bool, fetcher: Fetcher, cancelled: Callable[[], bool]
) -> Added:
    from tui.sources.feeds.discovery import find_feeds, looks_like_feed

    answer = fetcher.get(url, typed=True, cancelled=cancelled)
    if looks_like_feed(answer.body) and not as_page:
        return _subscribed(library, url, folder)
    if b"<opml" in answer.body[:2000].lower():
        return import_opml(library, answer.body, folder)
    named = find_feeds(answer.body, answer.url)
    if named and not as_page and (urlsplit(answer.url).path.strip("/") == "" or len(named) == 1):
        first = _subscribed(library, named[0][0], folder, same_host=urlsplit(url).hostname)
        others = ", ".join(address for address, _ in named[1:6])
        return Added(first.words + (f"; the page also names {others}" if others else ""), first.feeds)
    from tui.sources.pages.extract import extract_page

    article = extract_page(answer.body, answer.url)
    return _kept(library, article, 0)


def _subscribed(library: Library, url: str, folder: str, same_host: str | None = "") -> Added:
    """``same_host`` is the host the user typed: only its feeds may lie in a private network."""
    typed = not same_host or urlsplit(url).hostname == same_host
    feed = library.feeds.add(url, folder=folder, settings={"typed": True} if typed else {})
    return Added(f"subscribed to {url}", (feed,))


def _kept(library: Library, article: Article, at: int) -> Added:
    put = library.articles.put([Incoming.of(article, published=stated(article) or at, url=article.uri)])
    if put.changed:
        library.bookmarks.reanchor(article)
    what = "added" if put.new else "brought up to date" if put.changed else "was there already"
    return Added(f"“{article.title}” {what}", uri=article.uri)


def import_opml(library: Library, data: bytes, folder: str = "") -> Added:
    """Subscribe to every feed of an OPML list, folders kept below ``folder``. Raises SourceError."""
    from tui.sources.feeds.opml import parse_opml

    read = parse_opml(data)
    new = []
    for outline in read.feeds:
        if library.feeds.by_url(outline.url) is None:
            where = "/".join(part for part in (folder, outline.folder) if part)
            new.append(library.feeds.add(outline.url, title=outline.title, folder=where))
    words = f"{len(new)} of {len(read.feeds)} feeds are new"
    if read.skipped:
        words += f"; {len(read.skipped)} entries are no web address and were left out"
    return Added(words, tuple(new))
