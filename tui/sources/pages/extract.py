"""Web pages as articles, read in a process of their own that is killed at its deadline."""

from __future__ import annotations

import atexit

from tui.sources import SourceError
from tui.sources.worker import Worker
from tui.text.article import Article

DEADLINE = 5.0
"""Seconds for one page, once the process is there."""
MAX_BYTES = 20_000_000

_worker = Worker("tui.sources.pages.worker_main")
atexit.register(_worker.close)


def extract_page(data: bytes, url: str, *, uri: str = "", rule: str = "", deadline: float = DEADLINE) -> Article:
    """The article on a page; ``uri`` names it (its address by default). Any thread; one page at a time.

    ``rule`` names the element that holds the article ("div.story"), "" to find it. Raises SourceError.
    """
    if not data.strip():
        raise SourceError("The page is empty.")
    if len(data) > MAX_BYTES:
        raise SourceError(f"The page is too long (the limit is {MAX_BYTES // 1_000_000} MB).")
    try:
        article: Article = _worker.ask((data, url, uri, rule), deadline)
    except TimeoutError:
        raise SourceError("The page took too long to read and was dropped; open it in the browser with o.") from None
    return article
