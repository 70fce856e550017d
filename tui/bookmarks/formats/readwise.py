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
from tui.bookmarks.formats.grouping import Articles, by_article, note_lines, parse_time, quote_lines, when
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.making import clean_note, clean_tags
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
            span = b.span
            cells = (
                "\n".join(quote_lines(b)), c.name, ", ".join(c.authors) or c.source, c.url or c.uri,
                "\n".join(note_lines(b)), str(span[0]) if span and span[0] >= 0 else "",
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
                problems.append(f"row {number} has no quoted words: it was left out.")
                continue
            bookmarks.append(bookmark)
            author = sanitize_line(cells.get("author", cells.get("book author", "")))
            known = Citation(bookmark.uri, title=bookmark.title, authors=(author,) if author else ())
            articles.setdefault(bookmark.uri, known)
    except csv.Error:
        problems.append(f"row {number + 1} is not valid CSV: what follows was left out.")
    return Imported(tuple(bookmarks), tuple(problems), articles, "readwise")


def _bookmark(cells: dict[str, str]) -> Bookmark | None:
    exact = sanitize(cells.get("highlight", ""))
    if not exact.strip():
        return None
    title = sanitize_line(cells.get("title", cells.get("book title", "")))
    uri = sanitize_line(cells.get("url", cells.get("source url", ""))) or f"title:{title or 'untitled'}"
    made = parse_time(cells.get("date", cells.get("highlighted at", "")))
    tags = clean_tags(cells.get("tags", cells.get("document tags", "")).split(","))
    note = clean_note(cells.get("note", ""))
    return Bookmark(id="", uri=uri, selector=Selector(exact, "", "", -1, -1), note=note, tags=tags, created=made,
                    changed=made, title=title)  # fmt: skip
