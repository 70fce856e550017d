"""The process in which pages are read: ``python -m tui.sources.pages.worker_main``."""

from __future__ import annotations

import sys

from tui.sources.documents.encoding import decode
from tui.sources.pages.article import article_of_page
from tui.sources.worker import serve
from tui.text.article import Article


def read_page(data: bytes, url: str, uri: str, rule: str) -> Article:
    """The article on a page, from its bytes. Raises SourceError."""
    return article_of_page(decode(data)[0], url, uri, rule)


if __name__ == "__main__":
    import trafilatura  # noqa: F401  # its loading is no part of the first page's time

    sys.exit(serve(read_page))
