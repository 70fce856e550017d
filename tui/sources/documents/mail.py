"""Saved newsletters (``.eml``, RFC 5322) and saved pages (``.mhtml``, RFC 2557): MIME read by the standard library.

Only the text is read: attachments, pictures and anything a part points to are left alone.
"""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from html import escape
from typing import NamedTuple

from tui.sources import SourceError
from tui.sources.documents.encoding import decode
from tui.sources.web.address import web_address
from tui.text.article import Article, Inferred, Metadata
from tui.text.sanitize import sanitize, sanitize_line

MAX_PARTS = 500
MAX_DEPTH = 30
"""Multiparts inside one another; what is nested deeper is left out."""
MAX_HEADER = 2000
"""Characters of a header line that are read."""
FIRST_YEAR, LAST_YEAR = 1970, 2100
"""A mail from another year has no date: clocks and forgers give any."""


class Words(NamedTuple):
    """What one part of a mail says, HTML or plain text, and a note on how its bytes were read."""

    is_html: bool
    words: str
    note: str = ""


def mail_article(data: bytes, uri: str) -> Article:
    """A newsletter as an article: title from its subject, source and byline from its sender, its date.

    Of alternatives the HTML part is taken, which has headings and links. A mail that is attached to it is read only
    when it says nothing itself. Raises SourceError.
    """
    message = _message(data)
    parts = _parts(message)
    notes = tuple(dict.fromkeys(part.note for part in parts if part.note))
    metadata = _metadata(message)
    if not any(part.words.strip() for part in parts):
        raise SourceError("The mail holds no text; its parts are pictures or attachments.")
    if any(part.is_html for part in parts):
        from tui.sources.documents.html import html_article

        markup = "\n".join(part.words if part.is_html else _as_markup(part.words) for part in parts)
        article = html_article(markup, uri=uri, metadata=metadata, notes=notes)
        if article.text.strip():
            return article
        parts = _said(message, [], every=True)  # the HTML shows nothing but pictures: the plain alternative says it
    from tui.structure import plain_article

    plain = sanitize("\n\n".join(part.words for part in parts if not part.is_html)).strip("\n")
    if not plain.strip():
        raise SourceError("The mail holds no text; its parts are pictures or attachments.")
    article = plain_article(plain, uri=uri, notes=notes)
    known = {n: v for n in ("title", "source", "byline", "published") if (v := getattr(metadata, n))}
    return article.with_metadata(**known)


def saved_page(data: bytes) -> tuple[bytes, str]:
    """(page, address) inside an MHTML file: its first HTML part, as UTF-8. Raises SourceError."""
    message = _message(data)
    markup = next((part.words for part in _parts(message) if part.is_html), "")
    if not markup:
        raise SourceError("The saved page holds no HTML.")
    address = _header(message, "snapshot-content-location") or _header(message, "content-location")
    return b"\xef\xbb\xbf" + markup.encode("utf-8", "replace"), web_address(address) if address else ""


def _metadata(message: Message) -> Metadata:
    sender, address = _address(_header(message, "from"))
    when = _day(_header(message, "date"))
    subject = _header(message, "subject")
    site = _header(message, "list-id").split("<")[0].strip(' "') or sender or address.partition("@")[2]
    return Metadata(
        title=Inferred(subject, "subject of the mail") if subject else None,
        source=Inferred(site, "sender of the mail") if site else None,
        byline=(Inferred(sender, "sender of the mail"),) if sender else (),
        published=Inferred(when, "date of the mail") if when else None,
    )


def _message(data: bytes) -> Message:
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except RecursionError:
        raise SourceError("The mail is nested too deep; it was refused.") from None
    if not message.keys():
        raise SourceError("That is no mail: it has no header lines.")
    return message


def _parts(message: Message) -> list[Words]:
    """What the mail says, part by part; what an attached mail says, if it says nothing itself."""
    attached: list[Message] = []
    said = _said(message, attached)
    while attached and not any(part.words.strip() for part in said):
        said = _said(attached.pop(0), attached)
    return said


def _said(message: Message, attached: list[Message], every: bool = False) -> list[Words]:
    """The texts of a message in order, one of each set of alternatives (RFC 2046, 5.1.4) or ``every`` one;
    ``attached`` gathers the mails that are attached to it."""
    out: list[Words] = []
    rest: list[tuple[Message, int]] = [(message, 0)]
    for _ in range(MAX_PARTS):
        if not rest:
            break
        part, depth = rest.pop()
        kind = part.get_content_type()
        payload = part.get_payload()
        inner = [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []
        if kind == "message/rfc822":
            attached += inner
        elif inner and depth < MAX_DEPTH:
            if kind == "multipart/alternative" and not every:
                inner = [_best(inner)]
            elif kind == "multipart/related":
                inner = inner[:1]
            rest += [(p, depth + 1) for p in reversed(inner)]
        elif not inner and kind in ("text/html", "text/plain") and not _is_attachment(part):
            out.append(_words(part))
    return out


def _best(alternatives: list[Message]) -> Message:
    """The alternative to show: the last one that is, or holds, HTML; else the first plain text."""
    for part in reversed(alternatives):
        if part.get_content_type() in ("text/html", "multipart/related", "multipart/mixed", "multipart/alternative"):
            return part
    return next((p for p in alternatives if p.get_content_type() == "text/plain"), alternatives[0])


def _is_attachment(part: Message) -> bool:
    try:
        return bool(part.get_filename()) or part.get_content_disposition() == "attachment"
    except Exception:  # the library's own parsers raise various errors on headers that mean harm
        return True


def _words(part: Message) -> Words:
    is_html = part.get_content_type() == "text/html"
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset() or ""
        flowed = str(part.get_param("format") or "").lower() == "flowed"
        joined = str(part.get_param("delsp") or "").lower() == "yes"
    except Exception:  # as above
        return Words(is_html, "")
    if not isinstance(payload, bytes):
        return Words(is_html, "")
    words, note = decode(payload, charset)
    return Words(is_html, _unflowed(words, joined) if flowed and not is_html else words, note)


def _unflowed(text: str, joined: bool) -> str:
    """Text whose lines end in a blank where they go on, as paragraphs (RFC 3676); ``joined``: the blank goes, too."""
    lines: list[str] = []
    open_depth = -1  # of the paragraph that goes on, -1 for none
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        goes_on = bare.endswith(" ") and bare != "-- "
        words = bare[:-1] if goes_on and joined else bare
        if depth == open_depth and bare != "-- ":
            lines[-1] += words
        else:
            lines.append(">" * depth + (" " if depth else "") + words)
        open_depth = depth if goes_on else -1
    return "\n".join(lines)


def _as_markup(plain: str) -> str:
    """Plain text beside HTML: its paragraphs and lines as elements."""
    paragraphs = escape(plain.replace("\r\n", "\n")).split("\n\n")
    return "".join(f"<p>{words.strip()}</p>".replace("\n", "<br>") for words in paragraphs)


def _header(message: Message, name: str) -> str:
    """A header's words in one line, "" if it is missing: encoded words read (RFC 2047), raw bytes guessed."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[:MAX_HEADER]
    try:
        parts = decode_header(decode(raw.encode("utf-8", "surrogateescape"))[0])
        words = "".join(decode(part, charset or "")[0] if isinstance(part, bytes) else part for part, charset in parts)
    except (HeaderParseError, ValueError):
        words = raw
    return sanitize_line(words).strip()[:500]


def _address(value: str) -> tuple[str, str]:
    try:
        return parseaddr(value)
    except (ValueError, IndexError):
        return "", ""


def _day(value: str) -> str:
    """An RFC 5322 date in ISO form, "" where there is none or no believable one."""
    try:
        when: datetime | None = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    if when is None or not FIRST_YEAR <= when.year <= LAST_YEAR:
        return ""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat(timespec="seconds")
