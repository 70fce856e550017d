"""What the commands share: paths on the command line become articles, errors become sentences."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tui.cli import fail
from tui.sources import SourceError
from tui.text.article import Article


def articles(paths: list[str], *, whole: bool = False) -> Iterator[Article | None]:
    """The articles behind ``paths`` (files, folders, web addresses, "-"), in order; None for each one that failed.

    ``whole``: of pages, also what is not their article, as boilerplate.

    A failure has been told on standard error by then; the others go on.
    """
    from tui.sources.documents import files

    rule = "*" if whole else ""
    for name in paths:
        try:
            if name == "-":
                yield files.read_stdin(sys.stdin.buffer, rule=rule)
                continue
            if "://" in name:
                from tui.sources.web.open import open_address

                yield open_address(name, rule)
                continue
            path = Path(name)
            if not path.is_dir():
                yield files.named(files.open_path(path, rule), path.name)
                continue
            found = files.walk(path)
        except SourceError as error:
            fail(str(error))
            yield None
            continue
        if not found.files:
            fail(f"{files.shown(name)} holds no articles.")
            yield None
        for file in found.files:
            try:
                yield files.named(files.open_path(file, rule), file.name)
            except SourceError as error:
                fail(str(error))
                yield None
