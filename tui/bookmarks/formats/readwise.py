"""Readwise CSV, in and out (https://readwise.io/import_bulk and its own export).

A cell that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes
away again (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.detecting import decode
from tui.bookmarks.formats.grouping import Articles, by_article, note_lines, quote_lines, when
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.formats.written_time import written_time
from tui.bookmarks.making import clean_note, on_the_whole, split_tags
from tui.bookmarks.model import Bookmark, Selector
from tui.text.escaping import cell, uncell
from tui.text.sanitize import sanitize, sanitize_line

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date", "Tags")
ROWS = 200_000


def write(items: Sequence[Bookmark], articles: Articles = None) -> str:
    """One row a bookmark, with the columns that Readwise's importer knows, and the tags."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for group in by_article(items, articles):
        c = group.citation
        for b in group.bookmarks:
            place = b.span[0] if b.span else -1 if b.selector.version else b.selector.start
            cells = (
                "\n".join(quote_lines(b)), c.name, ", ".join(c.authors) or c.source, c.url or c.uri,
                "\n".join(note_lines(b)), str(place) if place >= 0 else "",
                when(b.created).strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0"),
                ",".join(sanitize_line(t).replace(",", " ") for t in b.tags),
            )  # fmt: skip
            rows.writerow([cell(words) for words in cells])
    return out.getvalue()


def read(data: bytes) -> Imported:
    """Bookmarks from Readwise's CSV, whatever the order of its columns."""
    text, remark = decode(data)
    problems = [remark] if remark else []
    bookmarks: list[Bookmark] = []
    articles: dict[str, Citation] = {}
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""))
    number = 0
    try:
        names = [name.strip().casefold() for name in next(rows, [])]
        for number, row in enumerate(rows, 2):
            if number > ROWS:
                problems.append(f"only the first {ROWS} rows were read.")
                break
            cells = {name: uncell(words) for name, words in zip(names, row, strict=False)}
            if not any(words.strip() for words in row):
                continue
            bookmark = _bookmark(cells)
            if bookmark is None:
                problems.append(f"row {number} holds neither quoted words nor a note: it was left out.")
                continue
            bookmarks.append(bookmark)
            author = sanitize_line(cells.get("author", cells.get("book author", "")))
            known = Citation(bookmark.uri, title=bookmark.title, authors=(author,) if author else ())
            articles.setdefault(bookmark.uri, known)
    except csv.Error:
        problems.append(f"row {number + 1} is not valid CSV: what follows was left out.")
    return Imported(tuple(bookmarks), tuple(problems), articles, "readwise")


def _bookmark(cells: dict[str, str]) -> Bookmark | None:
    def first(*names: str) -> str:
        return next((cells[name] for name in names if cells.get(name, "").strip()), "")

    exact = sanitize(first("highlight", "text", "quote"))
    title = sanitize_line(first("title", "book title", "document title"))
    uri = sanitize_line(first("url", "source url", "highlight url")) or f"title:{title or 'untitled'}"
    made = written_time(first("date", "highlighted at", "created at"))
    place = _place(first("location", "page"))
    note = clean_note(first("note", "notes", "annotation"))
    if not exact.strip():
        return on_the_whole(uri, title, note, place=place, created=made) if note else None
    tags = split_tags(first("tags", "document tags"))
    selector = Selector(exact, "", "", place or -1, -1)
    return Bookmark("", uri, selector, note=note, tags=tags, created=made, changed=made, title=title)


def _place(words: str) -> int:
    """The number of a location or a page, 0 where there is none."""
    digits = words.strip().replace(",", "").split(".")[0].split("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
