"""Kindle's ``My Clippings.txt``, in the languages whose words for a highlight and a note are known.

A clipping is: title with the author in brackets; a line "- Your Highlight on page 5 | Added on …";
an empty line; the words; ten equals signs. A note follows the highlight it was written to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.detecting import decode
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.making import clean_note
from tui.bookmarks.model import Bookmark, Selector
from tui.text.sanitize import sanitize, sanitize_line

_BREAK = re.compile(r"^={10}[ \t]*\r?$\n?", re.MULTILINE)
_HEAD = re.compile(r"^(.*?)(?:\s*\(([^()]{1,200})\))?$")
_NOTE = re.compile(r"\b(?:note|notiz|nota|notitie|anotação|заметка)\b|笔记|筆記|メモ", re.IGNORECASE)
_PLACE_MARK = re.compile(
    r"\b(?:bookmark|lesezeichen|signet|marcador|segnalibro|bladwijzer|закладка)\b|书签|ブックマーク", re.IGNORECASE
)
_PLACE = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_ENGLISH_DATE = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December)"
    r" (\d{1,2}), (\d{4})(?:,? (?:at )?(\d{1,2}):(\d\d)(?::(\d\d))? ?(AM|PM)?)?"
)
_DAY_FIRST = re.compile(
    r"(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)"
    r" (\d{4})(?:,? (\d{1,2}):(\d\d)(?::(\d\d))? ?(AM|PM)?)?"
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def read(data: bytes) -> Imported:
    """Highlights with their notes; bookmarks of places, which quote nothing, are counted and left out."""
    text, remark = decode(data)
    problems = [remark] if remark else []
    bookmarks: list[Bookmark] = []
    articles: dict[str, Citation] = {}
    at: dict[tuple[str, int], int] = {}  # (book, last location) -> index of its highlight
    places = bad = 0
    for title, author, about, words in _clippings(text):
        if not about.startswith("-") or not title:
            bad += 1
        elif _PLACE_MARK.search(about) or not words:
            places += 1
        elif _NOTE.search(about.split("|", 1)[0]):
            index = at.get((title, _places(about)[1]))
            if index is None:
                problems.append(f"a note on “{title[:60]}” belongs to no highlight: it was left out.")
            else:
                old = bookmarks[index]
                bookmarks[index] = replace(old, note=clean_note(f"{old.note}\n\n{words}"))
        else:
            uri = f"title:{title}"
            made = _time(about)
            at[title, _places(about)[1]] = len(bookmarks)
            bookmarks.append(
                Bookmark("", uri, Selector(words, "", "", -1, -1), created=made, changed=made, title=title)
            )
            articles.setdefault(uri, Citation(uri, title=title, authors=(author,) if author else ()))
    if places:
        problems.append(f"{places} clippings mark a place without words: they were left out.")
    if bad:
        problems.append(f"{bad} clippings could not be understood: they were left out.")
    return Imported(tuple(bookmarks), tuple(problems), articles, "kindle")


def _clippings(text: str) -> Iterator[tuple[str, str, str, str]]:
    """(title, author, the line about it, words) of each clipping."""
    for part in _BREAK.split(text.replace("\r\n", "\n")):
        lines = part.strip("\n\ufeff ").split("\n")
        if len(lines) < 2:
            if lines[0].strip():
                yield "", "", "", ""
            continue
        m = _HEAD.match(sanitize_line(lines[0])[:2000])
        title, author = (m[1], m[2] or "") if m else ("", "")
        yield title.strip(), author.strip(), sanitize_line(lines[1]), sanitize("\n".join(lines[2:])).strip()


def _places(about: str) -> tuple[int, int]:
    """The first and last location, 0 where none is given: of location and page the one that stands last."""
    found = _PLACE.findall(about.rsplit("|", 1)[0])
    if not found:
        return 0, 0
    first, last = found[-1]
    return int(first), int(last or first)


def _time(about: str) -> int:
    """UTC milliseconds of the English forms of "Added on …", 0 for others: the device's zone is not known."""
    m = _ENGLISH_DATE.search(about)
    if m:
        month, day, year, hour, minute, second, half = m.groups()
    else:
        m = _DAY_FIRST.search(about)
        if not m:
            return 0
        day, month, year, hour, minute, second, half = m.groups()
    hours = int(hour or 0) % 12 + 12 * (half == "PM") if half else int(hour or 0)
    try:
        found = datetime(int(year), _MONTHS.index(month) + 1, int(day), hours, int(minute or 0), int(second or 0),
                         tzinfo=UTC)  # fmt: skip
    except ValueError:
        return 0
    return round(found.timestamp() * 1000)
