"""The shelf of what the command line names: files, folders, web addresses, standard input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.reading.listing import Row, Unnarrowed, article_row
from tui.sources import SourceError
from tui.text.article import Article, Inferred

if TYPE_CHECKING:
    from typing import BinaryIO

PEEK_BYTES = 64_000
"""Files up to this size are read for their row in the list; longer ones show their name until opened."""

PEEKED = 64
"""Articles that are kept from then until they are opened."""


class FileShelf(Unnarrowed):
    """Files and folders named on the command line, and standard input."""

    def __init__(self, paths: Sequence[str] = (), stdin: BinaryIO | None = None) -> None:
        from tui.sources.documents import files

        self.skipped: list[tuple[str, str]] = []
        self._paths: list[Path | None] = []
        self._uris: list[str] = []
        self._given: dict[str, Article] = {}
        self._problems: dict[str, str] = {}
        self._rows: dict[str, Row] = {}
        self._peeked: dict[str, tuple[tuple[int, int], Article]] = {}
        for name in paths:
            if name == "-":
                self._add_stdin(stdin)
                continue
            if "://" in name:
                self._add_address(name)
                continue
            path = Path(name)
            if not path.is_dir():
                self._add(path)
                continue
            try:
                found = files.walk(path)
            except SourceError as error:
                self._add(path)
                self._problems[self._uris[-1]] = str(error)
                continue
            for file in found.files:
                self._add(file)
            self.skipped += [(files.shown(p), why) for p, why in found.skipped]
        self._index = {uri: i for i, uri in reversed(list(enumerate(self._uris)))}

    def _add(self, path: Path) -> None:
        from tui.sources.documents.files import file_uri

        self._paths.append(path)
        self._uris.append(file_uri(path))

    def _add_address(self, name: str) -> None:
        from tui.sources.documents.files import shown
        from tui.sources.web.address import web_address

        address = web_address(name)
        self._paths.append(None)
        self._uris.append(address or name)
        if not address:
            self._problems[name] = f"{shown(name)} is no web address; give one with http or https."
        self._rows[address] = Row(address, address)

    def _add_stdin(self, stdin: BinaryIO | None) -> None:
        import sys

        from tui.sources.documents.files import read_stdin

        self._paths.append(None)
        try:
            article = read_stdin(stdin or sys.stdin.buffer)
        except SourceError as error:
            uri = f"stdin:{len(self._uris)}"
            self._problems[uri] = str(error)
            self._uris.append(uri)
            return
        if article.metadata.title is None:
            article = article.with_metadata(title=Inferred("standard input", "where it came from"))
        self._given[article.uri] = article
        self._uris.append(article.uri)

    @property
    def title(self) -> str:
        return "Articles"

    def count(self) -> int:
        return len(self._uris)

    def index(self, uri: str) -> int:
        return self._index.get(uri, -1)

    def row(self, uri: str) -> Row | None:
        """The row of an article; None when it is not listed."""
        i = self.index(uri)
        return self._row(i) if i >= 0 else None

    def unread(self) -> list[str]:
        """Every article: what was read, the library knows."""
        return list(self._uris)

    def rows(self, first: int, n: int) -> list[Row]:
        return [self._row(i) for i in range(max(0, first), min(first + n, len(self._uris)))]

    def _row(self, i: int) -> Row:
        uri = self._uris[i]
        row = self._rows.get(uri)
        if row is None:
            row = self._rows[uri] = self._peek(i)
        return row

    def _peek(self, i: int) -> Row:
        from tui.sources.documents import files

        uri, path = self._uris[i], self._paths[i]
        name = files.shown(path.name) if path else "standard input"
        if uri in self._problems:
            return Row(uri, name, problem=self._problems[uri])
        try:
            if path and (path.suffix.lower() in files.PAGE_SUFFIXES or path.stat().st_size > PEEK_BYTES):
                return Row(uri, name)
            stamp = _stamp(path) if path else None
            article = self.load(uri)
            if stamp is not None:
                self._remember(uri, stamp, article)
            return article_row(article)
        except (SourceError, OSError, ValueError) as error:
            text = str(error) if isinstance(error, SourceError) else f"{name} cannot be read."
            return Row(uri, name, problem=text)

    def load(self, uri: str) -> Article:
        from tui.sources.documents import files

        if uri in self._problems:
            raise SourceError(self._problems[uri])
        if uri in self._given:
            return self._given[uri]
        i = self._index.get(uri, -1)
        if i < 0:
            raise SourceError("That article is not on this shelf.")
        path = self._paths[i]
        if path is not None and (known := self._peeked.pop(uri, None)) and known[0] == _stamp(path):
            return known[1]  # read for its row just now: it is not read and structured twice
        if path is None:
            from tui.sources.web.open import open_address

            article = open_address(uri)
        else:
            article = files.named(files.open_path(path), path.name)
        self._rows[uri] = article_row(article)
        return article

    def _remember(self, uri: str, stamp: tuple[int, int], article: Article) -> None:
        """Keep an article that was read for its row, for the time when it is opened."""
        while len(self._peeked) >= PEEKED:
            self._peeked.pop(next(iter(self._peeked)))
        self._peeked[uri] = (stamp, article)


def _stamp(path: Path) -> tuple[int, int]:
    """When a file was written and how long it is: other numbers where it changed."""
    try:
        about = path.stat()
    except OSError:
        return 0, -1
    return about.st_mtime_ns, about.st_size
