"""KOReader's JSON export: one book, or ``documents``, each with its ``entries``."""

from __future__ import annotations

from typing import Any

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.formats.jsonsafe import JsonError, list_of, load, text_of, whole
from tui.bookmarks.formats.written_time import written_time
from tui.bookmarks.making import clean_note, clean_tags, on_the_whole
from tui.bookmarks.model import Bookmark, Selector
from tui.text.sanitize import sanitize, sanitize_line


def read(data: bytes) -> Imported:
    """Highlights with their notes, in the order of their pages; a note that quotes nothing is kept with the title.

    Entries without any words are one problem, the others are kept.
    """
    try:
        value = load(data)
    except JsonError as error:
        return Imported((), (f"the file {error}.",), {}, "koreader")
    books = value.get("documents", [value]) if isinstance(value, dict) else value
    bookmarks: list[Bookmark] = []
    articles: dict[str, Citation] = {}
    problems: list[str] = []
    for book in list_of(books):
        if not isinstance(book, dict):
            problems.append("a document is no object: it was left out.")
            continue
        title = sanitize_line(text_of(book.get("title")))
        file = sanitize_line(text_of(book.get("file")))
        uri = f"title:{title}" if title else file or "title:untitled"
        author = sanitize_line(text_of(book.get("author")))
        empty = 0
        for entry in list_of(book.get("entries")):
            bookmark = _bookmark(entry, uri, title) if isinstance(entry, dict) else None
            if bookmark is None:
                empty += 1
            else:
                bookmarks.append(bookmark)
        articles.setdefault(uri, Citation(uri, title=title, authors=(author,) if author else ()))
        if empty:
            problems.append(f"{empty} entries of “{(title or uri)[:60]}” hold no words: they were left out.")
    return Imported(tuple(bookmarks), tuple(problems), articles, "koreader")


def _bookmark(entry: dict[str, Any], uri: str, title: str) -> Bookmark | None:
    exact, note = sanitize(text_of(entry.get("text"))), text_of(entry.get("note"))
    made = _time(entry.get("time", entry.get("datetime")))
    place = _page(entry.get("page"))
    if not exact.strip():
        return on_the_whole(uri, title, note, place=place, created=made) if note.strip() else None
    tags = clean_tags([text_of(entry.get("chapter"))])
    return Bookmark("", uri, Selector(exact, "", "", place or -1, -1), note=clean_note(note), tags=tags,
                    created=made, changed=made, title=title)  # fmt: skip


def _time(value: Any) -> int:
    """UTC milliseconds of an entry's time: seconds, or a date in words."""
    seconds = whole(value, 0)
    return seconds * 1000 if 0 < seconds < 1 << 40 else written_time(text_of(value))


def _page(value: Any) -> int:
    """The number of an entry's page, 0 where it has none (Roman numerals, positions in the markup)."""
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value.strip()[:9])
    return max(0, whole(value, 0))
