"""The process in which pages and mails are read: ``python -m tui.sources.pages.worker_main``."""

from __future__ import annotations

import sys

from tui.sources.documents.encoding import decode
from tui.sources.pages.article import article_of_page
from tui.sources.worker import serve
from tui.text.article import Article


def read_document(kind: str, data: bytes, url: str, uri: str, rule: str, charset: str) -> Article:
    """The article in a document, from its bytes. Raises SourceError.

    ``kind`` is "page" (HTML), "archive" (a page saved as MHTML) or "mail"; ``charset`` is what the server called the
    bytes of a page.
    """
    if kind == "mail":
        from tui.sources.documents.mail import mail_article

        return mail_article(data, uri)
    if kind == "archive":
        from tui.sources.documents.mail import saved_page

        data, url = saved_page(data)
    markup, note = decode(data, charset)
    return article_of_page(markup, url, uri, rule, (note,) if note else ())


if __name__ == "__main__":
    import trafilatura  # noqa: F401  # its loading is no part of the first page's time

    sys.exit(serve(read_document))
