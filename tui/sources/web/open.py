"""A web address that the user named, as an article."""

from __future__ import annotations

from tui.sources import SourceError
from tui.text.article import Article


def open_address(address: str, rule: str = "") -> Article:
    """The article on the page at ``address``, fetched now; ``rule`` as for ``extract_page``. Raises SourceError."""
    from tui.sources.documents.encoding import charset_of
    from tui.sources.feeds.discovery import looks_like_feed
    from tui.sources.pages.extract import extract_page
    from tui.sources.web.fetcher import Fetcher

    fetcher = Fetcher()
    try:
        answer = fetcher.get(address, typed=True)
    finally:
        fetcher.close()
    if looks_like_feed(answer.body):
        raise SourceError("That address is a feed; subscribe to it: factlight add ADDRESS.")
    return extract_page(answer.body, answer.url, uri=address, rule=rule, charset=charset_of(answer.type))
