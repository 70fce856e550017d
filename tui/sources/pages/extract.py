"""Web pages and mails as articles, read in a process of their own that is killed at its deadline."""

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


def extract_page(
    data: bytes, url: str, *, uri: str = "", rule: str = "", charset: str = "", deadline: float = DEADLINE
) -> Article:
    """The article on a page; ``uri`` names it (its address by default). Any thread; one page at a time.

    ``rule`` names the element that holds the article ("div.story"), "" to find it, "*" to leave nothing out.
    ``charset`` is what the server's Content-Type says of the bytes, "" when it says nothing. Raises SourceError.
    """
    return _read("page", data, url, uri, rule, charset, deadline)


def extract_archive(data: bytes, uri: str, *, rule: str = "", deadline: float = DEADLINE) -> Article:
    """The article on a page that was saved with all that belongs to it (MHTML). Raises SourceError."""
    return _read("archive", data, "", uri, rule, "", deadline)


def read_mail(data: bytes, uri: str, deadline: float = DEADLINE) -> Article:
    """The article in a saved mail. Raises SourceError."""
    return _read("mail", data, "", uri, "", "", deadline)


def _read(kind: str, data: bytes, url: str, uri: str, rule: str, charset: str, deadline: float) -> Article:
    what = "mail" if kind == "mail" else "page"
    if not data.strip():
        raise SourceError(f"The {what} is empty.")
    if len(data) > MAX_BYTES:
        raise SourceError(f"The {what} is too long (the limit is {MAX_BYTES // 1_000_000} MB).")
    try:
        article: Article = _worker.ask((kind, data, url, uri, rule, charset), deadline)
    except TimeoutError:
        hint = "" if kind == "mail" else "; open it in the browser with o"
        raise SourceError(f"The {what} took too long to read and was dropped{hint}.") from None
    return article
