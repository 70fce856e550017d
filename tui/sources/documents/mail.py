"""Saved newsletters (``.eml``, RFC 5322) and saved pages (``.mhtml``, RFC 2557): MIME read by the standard library.

Only the text is read: attachments, pictures and anything a part points to are left alone.
"""

from __future__ import annotations

import email
import email.policy
from datetime import UTC
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from html import escape

from tui.sources import SourceError
from tui.sources.documents.encoding import decode
from tui.sources.web.address import web_address
from tui.text.article import Article, Inferred, Metadata
from tui.text.sanitize import sanitize_line

MAX_PARTS = 500


def mail_article(data: bytes, uri: str) -> Article:
    """A newsletter as an article: title from its subject, source and byline from its sender, its date.

    The HTML part is preferred: it has headings and links. Raises SourceError.
    """
    message = _message(data)
    markup, plain = _bodies(message)
    sender, address = parseaddr(_header(message, "from"))
    when = _day(_header(message, "date"))
    subject = _header(message, "subject")
    site = _header(message, "list-id").split("<")[0].strip(' "') or sender or address.partition("@")[2]
    metadata = Metadata(
        title=Inferred(subject, "subject of the mail") if subject else None,
        source=Inferred(site, "sender of the mail") if site else None,
        byline=(Inferred(sender, "sender of the mail"),) if sender else (),
        published=Inferred(when, "date of the mail") if when else None,
    )
    if not markup and not plain.strip():
        raise SourceError("The mail holds no text; its parts are pictures or attachments.")
    if not markup:
        from tui.structure import plain_article

        article = plain_article(plain, uri=uri)
        known = {n: v for n in ("title", "source", "byline", "published") if (v := getattr(metadata, n))}
        return article.with_metadata(**known)
    from tui.sources.documents.html import html_article

    article = html_article(markup, uri=uri, metadata=metadata)
    if not article.text.strip():
        article = html_article(f"<p>{escape(plain)}</p>", uri=uri, metadata=metadata)
    return article


def saved_page(data: bytes) -> tuple[bytes, str]:
    """(page, address) inside an MHTML file: its first HTML part, as UTF-8. Raises SourceError."""
    message = _message(data)
    markup, _ = _bodies(message)
    if not markup:
        raise SourceError("The saved page holds no HTML.")
    address = _header(message, "snapshot-content-location") or _header(message, "content-location")
    return markup.encode("utf-8", "replace"), web_address(address) if address else ""


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise SourceError("That is no mail: it has no header lines.")
    return message


def _bodies(message: EmailMessage) -> tuple[str, str]:
    """(HTML, plain text) of the first part of each kind that is shown."""
    markup = plain = ""
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            break
        kind = part.get_content_type()
        if kind not in ("text/html", "text/plain") or part.get_filename():
            continue
        if (kind == "text/html" and markup) or (kind == "text/plain" and plain):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        words = _decoded(payload, part.get_content_charset())
        if kind == "text/html":
            markup = words
        else:
            plain = words
    return markup, plain


def _decoded(payload: bytes, charset: str | None) -> str:
    try:
        return payload.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(payload)[0]


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message.get(name, "")
    except Exception:  # the library's own parsers raise various errors on headers that mean harm
        return ""
    return sanitize_line(str(value)).strip()[:500]


def _day(value: str) -> str:
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return ""
    try:
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""
