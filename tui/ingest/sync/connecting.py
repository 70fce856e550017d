"""Adding an account: the server is recognised by asking it, the sign-in is tried before anything is kept."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from tui.library import Library
from tui.library.accounts.store import Account
from tui.sources import SourceError
from tui.sources.servers.reader_api import NoServer, ReaderApi, find_base
from tui.sources.web.address import web_address
from tui.sources.web.fetcher import Fetcher
from tui.text.sanitize import sanitize_line


def server_at(address: str, *, fetcher: Fetcher, cancelled: Callable[[], bool] = lambda: False) -> str:
    """Where the API of a server lies whose address a user typed. Raises NoServer or another SourceError."""
    url = web_address(address)
    if not url:
        raise SourceError(f"{sanitize_line(address)[:200]} is no web address; write https://reader.example.org.")
    base = find_base(url, fetcher=fetcher, cancelled=cancelled)
    if not base:
        raise NoServer(
            f"Nothing at {urlsplit(url).netloc} speaks the Google Reader API. In Miniflux switch it on under Settings >"
            " Integrations, in FreshRSS under Administration > Authentication."
        )
    return base


def connect(
    library: Library,
    base: str,
    user: str,
    password: str,
    *,
    fetcher: Fetcher,
    password_command: str = "",
    name: str = "",
) -> Account:
    """Keep an account after a sign-in that worked. Raises SourceError or LibraryError."""
    user = sanitize_line(user).strip()
    ReaderApi(base, user, password, fetcher=fetcher).login()
    return library.accounts.add(
        base, user, sanitize_line(name).strip() or urlsplit(base).netloc, sanitize_line(password_command)
    )


def subscribe(library: Library, account: Account, password: str, address: str, folder: str = "") -> str:
    """Have the server subscribe to a feed, and take over its list of feeds; the feed's title there.

    Raises SourceError or LibraryError.
    """
    url = web_address(address)
    if not url:
        raise SourceError(f"{sanitize_line(address)[:200]} is no web address.")
    fetcher = Fetcher()
    try:
        api = ReaderApi(account.base, account.user, password, fetcher=fetcher)
        api.login()
        stream = api.subscribe(url, folder)
        found = api.subscriptions()
    finally:
        fetcher.close()
    library.accounts.mirror(account.id).put_feeds([(s.stream, s.title, s.folder, s.url, s.site) for s in found])
    return next((s.title for s in found if s.stream == stream), "") or url
