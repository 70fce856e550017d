"""Files, folders and standard input as articles.

Errors are :class:`tui.sources.SourceError`, one plain sentence each; one bad file never hides the others.
"""

from __future__ import annotations

import os
import re
import select
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tui.sources import SourceError
from tui.sources.documents.encoding import decode, looks_binary
from tui.text.article import Article, Inferred
from tui.text.sanitize import sanitize, sanitize_line

MAX_BYTES = 20_000_000
"""Longest file that is opened as one article, in bytes: about forty novels."""

PATIENCE = 20.0
"""Seconds to wait for a word through a named pipe."""

TEXT_SUFFIXES = frozenset({".txt", ".text"})
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht"})
MAIL_SUFFIXES = frozenset({".eml"})
SUFFIXES = TEXT_SUFFIXES | MARKDOWN_SUFFIXES | PAGE_SUFFIXES | MAIL_SUFFIXES
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype html|html)[\s>]", re.I)
"""How a page begins that comes without a name, through a pipe say."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk found: readable files in order, and (path, why) for what was passed over."""

    files: tuple[Path, ...]
    skipped: tuple[tuple[Path, str], ...] = ()


def shown(path: Path | str) -> str:
    """A file's name as it may be shown: undecodable bytes and control characters are gone."""
    return sanitize_line(os.fsencode(path).decode("utf-8", "replace")) or "(unnamed)"


def walk(folder: Path, suffixes: frozenset[str] = SUFFIXES) -> Found:
    """Article files below ``folder``, sorted by name, and what was left out though it may have been meant.

    Passed over without a word: what is hidden, a README.md about the folder, symbolic links to folders.
    Raises SourceError when the folder itself cannot be read.
    """
    files: list[Path] = []
    skipped: list[tuple[Path, str]] = []
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise SourceError(f"{shown(folder)}: {_reason(error)}.") from None

    def unreadable(error: OSError) -> None:
        skipped.append((Path(error.filename or folder), _reason(error)))

    for base, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(d for d in folders if not d.startswith("."))
        for name in sorted(names):
            path = Path(base, name)
            if name.startswith(".") or name.lower() == "readme.md":
                continue
            if path.suffix.lower() not in suffixes:
                skipped.append((path, f"not a file that is read here ({path.suffix or 'no ending'})"))
            elif not path.is_file():
                skipped.append((path, "a link that leads nowhere, a pipe or a device"))
            else:
                files.append(path)
    return Found(tuple(files), tuple(skipped))


def open_path(path: Path, rule: str = "") -> Article:
    """The article in a text, Markdown, HTML, MHTML or mail file; ``rule`` is for pages (see ``article_of_page``).

    Raises SourceError when it is missing, unreadable, a folder, no regular file, empty, binary, or longer
    than :data:`MAX_BYTES`.
    """
    return article_from_bytes(read_bytes(path), uri=file_uri(path), name=path.name, rule=rule)


def file_uri(path: Path) -> str:
    """The file's address for good: absolute, percent-encoded."""
    return Path(os.path.abspath(path)).as_uri()


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes. Raises SourceError."""
    name = shown(path)
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise SourceError(f"{name} is a folder.")
        if not (stat.S_ISREG(info.st_mode) or stat.S_ISFIFO(info.st_mode)):
            raise SourceError(f"{name} is not a regular file; give a text, Markdown, HTML or mail file.")
        if info.st_size > limit:
            raise SourceError(_too_long(name, info.st_size, limit))
        if stat.S_ISFIFO(info.st_mode):
            data = _piped(path, limit)
        else:
            with path.open("rb") as file:
                data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"{name}: {_reason(error)}.") from None
    if len(data) > limit:
        raise SourceError(_too_long(name, len(data), limit))
    return data


def _piped(path: Path, limit: int) -> bytes:
    """What comes through a named pipe, ``<(command)`` of a shell for one. Raises SourceError when nobody writes to it
    for :data:`PATIENCE` seconds, OSError."""
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    parts: list[bytes] = []
    size = 0
    end = time.monotonic() + PATIENCE
    try:
        while size <= limit:
            try:
                part = os.read(pipe, 1 << 16)
            except BlockingIOError:  # somebody has it open, and has written nothing yet
                part = b""
            else:
                if not part and parts:
                    break
            if part:
                parts.append(part)
                size += len(part)
                end = time.monotonic() + PATIENCE
            elif time.monotonic() > end:
                raise SourceError(f"{shown(path)} is a pipe to which nobody writes.")
            else:
                select.select([pipe], [], [], 0.05)
                time.sleep(0.01)  # an end without a writer counts as readable
    finally:
        os.close(pipe)
    return b"".join(parts)


def read_stdin(stream: BinaryIO, limit: int = MAX_BYTES, rule: str = "") -> Article:
    """The article on standard input, all of it; ``rule`` is for pages. Raises SourceError."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(_too_long("standard input", len(data), limit))
    import hashlib  # 2 ms, and files need none of it

    digest = hashlib.sha256(data).hexdigest()[:16]
    return article_from_bytes(data, uri=f"stdin:{digest}", name="standard input", rule=rule)


def article_from_bytes(data: bytes, *, uri: str, name: str, rule: str = "") -> Article:
    """An article from a file's bytes; the kind follows from the ending of ``name``.

    Raises SourceError, also for a feed, which holds several articles.
    """
    shown_name = shown(name)
    if not data.strip():
        raise SourceError(f"{shown_name} is empty.")
    if looks_binary(data):
        raise SourceError(f"{shown_name} is not text; give a text, Markdown, HTML or mail file.")
    suffix = Path(name).suffix.lower()
    if suffix in PAGE_SUFFIXES or (suffix not in SUFFIXES and _PAGE.match(data)):
        return _page(data, uri, suffix, rule)
    if suffix in MAIL_SUFFIXES:
        from tui.sources.pages.extract import read_mail

        return read_mail(data, uri)
    from tui.sources.feeds.discovery import looks_like_feed  # few files need it

    if suffix not in SUFFIXES and looks_like_feed(data):
        raise SourceError(f"{shown_name} is a saved feed; factlight add {shown_name} keeps its articles.")
    raw, note = decode(data)
    text = sanitize(raw)
    if not text.strip():
        raise SourceError(f"{shown_name} holds no readable text.")
    notes = (note,) if note else ()
    if suffix in MARKDOWN_SUFFIXES:
        from tui.sources.documents.markdown import markdown_article

        return markdown_article(text, uri=uri, notes=notes)
    from tui.structure import plain_article

    return plain_article(text, uri=uri, notes=notes)


def _page(data: bytes, uri: str, suffix: str, rule: str) -> Article:
    """A saved page, read like one that was fetched."""
    from tui.sources.pages.extract import extract_archive, extract_page

    if suffix in (".mhtml", ".mht"):
        return extract_archive(data, uri, rule=rule)
    return extract_page(data, "", uri=uri, rule=rule)


def named(article: Article, name: str) -> Article:
    """``article`` with its file's name as title, where it gives none itself."""
    if article.metadata.title is not None:
        return article
    return article.with_metadata(title=Inferred(shown(name), "file name"))


def _too_long(name: str, size: int, limit: int) -> str:
    return f"{name} is too long ({size // 1_000_000} MB; the limit is {limit // 1_000_000} MB): split it first."


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no right to read it"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "not a usable path"
