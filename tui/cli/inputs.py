"""What the commands share: paths on the command line become articles, errors become sentences."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from tui.cli import fail
from tui.sources import SourceError
from tui.text.article import Article


def articles(paths: list[str], *, whole: bool = False) -> Iterator[Article | None]:
    """The articles behind ``paths`` (files, folders, web addresses, "-"), in order; None for each one that failed.

    ``whole``: of pages, also what is not their article, as boilerplate.

    A saved feed gives the articles of its entries. A failure has been told on standard error by then; the others go on.
    """
    from tui.sources.documents import files

    rule = "*" if whole else ""
    for name in paths:
        path = Path(name)
        if name == "-" or "://" in name or not path.is_dir():
            yield from _told(name, rule)
            continue
        try:
            found = files.walk(path)
        except SourceError as error:
            fail(str(error))
            yield None
            continue
        if not found.files:
            fail(f"{files.shown(name)} holds no articles.")
            yield None
        for file in found.files:
            yield from _told(str(file), rule)


def _told(name: str, rule: str) -> Iterator[Article | None]:
    try:
        yield from _of_one(name, rule)
    except SourceError as error:
        fail(str(error))
        yield None


def _of_one(name: str, rule: str) -> list[Article]:
    """The articles of one file, address or standard input; ``rule`` is for pages. Raises SourceError."""
    from tui.sources.documents import files
    from tui.sources.saved_feed import SUFFIXES, feed_articles, looks_like_feed

    if "://" in name:
        from tui.ingest.network import use_settings
        from tui.sources.web.open import open_address

        use_settings()
        return [open_address(name, rule)]
    if name == "-":
        data = sys.stdin.buffer.read(files.MAX_BYTES + 1)
        if looks_like_feed(data):
            return feed_articles(data[: files.MAX_BYTES], "stdin:")
        return [files.read_stdin(io.BytesIO(data), rule=rule)]
    path = Path(name)
    if path.suffix.lower() in SUFFIXES and path.is_file():
        data = files.read_bytes(path)
        if looks_like_feed(data):
            return feed_articles(data, files.file_uri(path))
    return [files.named(files.open_path(path, rule), path.name)]
