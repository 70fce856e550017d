"""Bookmarks out of Factlight and into it: one module a format.

Each module has ``write(items, articles) -> str`` or ``read(data) -> Imported`` or both; this one
knows which exist, and recognises a file by what is in it. Modules are imported when used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tui.bookmarks.formats.detecting import READ_LIMIT, detect
from tui.bookmarks.formats.grouping import Articles
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.model import Bookmark

__all__ = ["FORMATS", "READ_LIMIT", "Format", "Imported", "export", "read", "read_file"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the name for commands, what it is, the usual suffix, and which ways it goes."""

    name: str
    title: str
    suffix: str
    module: str
    writes: bool = True
    reads: bool = False


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("jsonl", "Factlight's own, keeps everything", ".jsonl", "factlight", reads=True),
        Format("obsidian", "Markdown for Obsidian", ".md", "markdown"),
        Format("logseq", "Markdown for Logseq", ".md", "logseq"),
        Format("jsonld", "W3C Web Annotations", ".jsonld", "webannotation", reads=True),
        Format("hypothesis", "Hypothesis JSON", ".json", "hypothesis", reads=True),
        Format("readwise", "Readwise CSV", ".csv", "readwise", reads=True),
        Format("org", "Org", ".org", "org"),
        Format("csl", "CSL-JSON of the cited articles", ".json", "csl"),
        Format("bibtex", "BibTeX (biblatex) of the cited articles", ".bib", "bibtex"),
        Format("text", "plain text", ".txt", "plain"),
        Format("kindle", "Kindle “My Clippings.txt”", ".txt", "kindle", writes=False, reads=True),
        Format("koreader", "KOReader JSON", ".json", "koreader", writes=False, reads=True),
    )
}
"""By name, in the order to offer them."""


def export(items: Sequence[Bookmark], format: str, *, articles: Articles = None) -> str:  # noqa: A002
    """Bookmarks as text, grouped by article in document order.

    ``articles`` maps uris to Citations or Articles (``library.bookmarks.citations``); what is not
    there is told from the bookmark itself. Raises ValueError with one sentence for an unknown format.
    """
    known = FORMATS.get(format)
    if known is None or not known.writes:
        names = ", ".join(f.name for f in FORMATS.values() if f.writes)
        raise ValueError(f"there is no export format “{format}”: use {names}.")
    text: str = import_module(f"{__name__}.{known.module}").write(items, articles)
    return text


def read(data: bytes, name: str = "") -> Imported:
    """Bookmarks from a file's bytes, whatever format of ours it is in; never raises.

    What could not be read is one sentence each in ``problems``. ``name`` is the file's, for the
    sentences.
    """
    called = name or "the file"
    found = detect(data)
    if isinstance(found, str) and found in FORMATS:
        imported: Imported = import_module(f"{__name__}.{FORMATS[found].module}").read(data)
        if not imported.bookmarks and not imported.problems:
            return Imported((), (f"{called} holds no bookmarks.",), {}, found)
        return imported
    return Imported((), (f"{called} {found}.",))


def read_file(path: Path) -> Imported:
    """Bookmarks from a file, of which no more is read than an import may have. Never raises."""
    try:
        with open(path, "rb") as file:
            data = file.read(READ_LIMIT + 1)
    except OSError as error:
        return Imported((), (f"{path.name} cannot be read ({error.strerror or error}).",))
    return read(data, path.name)
