"""Kindle's ``My Clippings.txt``, in the languages of its screens (``kindle.toml``).

A clipping is: title with the author in brackets; a line "- Your Highlight on page 5 | Location 40-41 |
Added on …"; an empty line; the words; ten equals signs. A note has the location of a highlight, often
its last one, and stands before or behind it in the file. Where a language's words are not known, a
clipping of one location inside of a highlight's is taken for its note.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tui.bookmarks.citation import Citation
from tui.bookmarks.formats.detecting import decode
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.formats.written_time import words as screen_words
from tui.bookmarks.formats.written_time import written_time
from tui.bookmarks.making import clean_note, on_the_whole
from tui.bookmarks.model import Bookmark, Selector
from tui.text.sanitize import sanitize, sanitize_line

_BREAK = re.compile(r"^={10}[ \t]*\r?$\n?", re.MULTILINE)
_HEAD = re.compile(r"^(.*?)(?:(?<!\s)\s*\(([^()]{1,200})\))?$")
_PLACE = re.compile(r"(\d{1,7})(?:\s?[-–—]\s?(\d{1,7}))?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LIMIT_NOTICE = re.compile(r"<[^<>\n]{10,300}>")
HEAD_LINES = 6
"""Lines among which the one about the clipping is looked for: titles may have breaks."""


@dataclass(slots=True)
class _Clipping:
    """One clipping. ``first`` and ``last`` are locations of the book, pages where it gives no others; 0 unknown."""

    title: str
    author: str
    about: str
    words: str
    kind: str
    first: int
    last: int
    time: int
    note: str = ""


def read(data: bytes) -> Imported:
    """Highlights with their notes, each with its place in the book; never raises.

    A note that belongs to no highlight becomes a bookmark of its book's title. What quotes nothing
    is counted in ``problems``.
    """
    text, remark = decode(data)
    problems = [remark] if remark else []
    made: list[_Clipping] = []
    bad = 0
    for clipping in _clippings(text):
        if clipping is None:
            bad += 1
        else:
            made.append(clipping)
    books: dict[str, list[_Clipping]] = defaultdict(list)
    for clipping in made:
        books[clipping.title].append(clipping)
    alone = [note for book in books.values() for note in _give_notes(book)]
    bookmarks, empty = _bookmarks(made, alone)
    articles: dict[str, Citation] = {}
    for clipping in made:
        uri = f"title:{clipping.title}"
        articles.setdefault(uri, Citation(uri, clipping.title, authors=(clipping.author,) if clipping.author else ()))
    if empty:
        problems.append(f"{empty} clippings mark a place without words: they were left out.")
    if alone:
        problems.append(f"{len(alone)} notes belong to no highlight: they were kept with the title of their book.")
    if bad:
        problems.append(f"{bad} clippings could not be understood: they were left out.")
    named = {b.uri for b in bookmarks}
    return Imported(tuple(bookmarks), tuple(problems), {u: c for u, c in articles.items() if u in named}, "kindle")


def _bookmarks(made: list[_Clipping], alone: list[_Clipping]) -> tuple[list[Bookmark], int]:
    """The bookmarks in the order of the file, and how many clippings hold no words of the book or the reader."""
    bookmarks: list[Bookmark] = []
    empty = 0
    lonely = {id(c) for c in alone}
    for c in made:
        uri = f"title:{c.title}"
        if id(c) in lonely:
            bookmarks.append(on_the_whole(uri, c.title, c.words, place=c.first, created=c.time))
        elif not c.words or (c.kind == "highlight" and _LIMIT_NOTICE.fullmatch(c.words)):
            empty += 1
        elif c.kind != "note":
            selector = Selector(c.words, "", "", c.first or -1, -1)
            bookmarks.append(
                Bookmark("", uri, selector, note=clean_note(c.note), created=c.time, changed=c.time, title=c.title)
            )
    return bookmarks, empty


def _clippings(text: str) -> Iterator[_Clipping | None]:
    """Each clipping; None for one that cannot be understood."""
    for part in _BREAK.split(text.replace("\r\n", "\n")):
        lines = part.strip("\n\ufeff ").split("\n")
        if len(lines) < 2:
            if lines[0].strip():
                yield None
            continue
        at = _about_line(lines)
        if at == 0:
            yield None
            continue
        m = _HEAD.match(sanitize_line(" ".join(lines[:at]))[:2000])
        title, author = (m[1], m[2] or "") if m else ("", "")
        about = sanitize_line(lines[at])
        place = _place_words(about)
        words = sanitize("\n".join(lines[at + 1 :])).strip()
        found = _PLACE.findall(place)
        first, last = _range(*found[-1]) if found else (0, 0)
        if not title.strip():
            yield None
            continue
        yield _Clipping(title.strip(), author.strip(), about, words, _kind(place), first, last, written_time(about))


def _about_line(lines: list[str]) -> int:
    """Number of the line that says what the clipping is, 0 for none: the last with a dash before the empty line."""
    found = 0
    for number, line in enumerate(lines[:HEAD_LINES]):
        if number and not line.strip():
            break
        if number and line.lstrip().startswith(("-", "–")):
            found = number
    return found


def _place_words(about: str) -> str:
    """The line about a clipping without the part that holds its date."""
    parts = about.split("|")
    if len(parts) > 1 and _YEAR.search(parts[-1]):
        parts = parts[:-1]
    return "|".join(parts)


def _range(first: str, last: str) -> tuple[int, int]:
    """A range of locations; of "1024-28" the last one is 1028."""
    if last and int(last) < int(first):
        last = first[: max(0, len(first) - len(last))] + last
    return int(first), int(last or first)


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    def one_of(names: list[str]) -> re.Pattern[str]:
        spaced = "|".join(re.escape(n) for n in names if n < "\u3000")
        unspaced = "|".join(re.escape(n) for n in names if n >= "\u3000")
        return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|(?:{unspaced})")

    return {kind: one_of(screen_words()["kinds"][kind]) for kind in ("highlight", "note", "bookmark")}


def _kind(place: str) -> str:
    """ "highlight", "note" or "bookmark"; "" where no word of the line is known."""
    folded = unicodedata.normalize("NFC", place).casefold()
    return next((kind for kind, pattern in _kinds().items() if pattern.search(folded)), "")


def _give_notes(book: list[_Clipping]) -> list[_Clipping]:
    """Give each note of a book to its highlight; those that have none come back.

    Linear in the clippings of one location; a location seldom has more than a few.
    """
    quotes = [c for c in book if c.kind != "note" and c.words and not (c.kind == "" and c.first == c.last)]
    single = [c for c in book if c.kind == "" and c.words and c.first == c.last]
    over: dict[int, list[tuple[int, _Clipping]]] = defaultdict(list)
    number = {id(c): n for n, c in enumerate(book)}
    for quote in quotes:
        for location in range(quote.first, min(quote.last, quote.first + 2000) + 1):
            over[location].append((number[id(quote)], quote))
    alone: list[_Clipping] = []
    for note in [c for c in book if c.kind == "note" and c.words] + single:
        at = number[id(note)]
        held = over.get(note.first, []) if note.first else _neighbours(book, at)
        if held:
            _, quote = min(held, key=lambda h: (abs(h[1].last - note.first) if note.first else 0, abs(h[0] - at)))
            note.kind = "note"
            quote.note = "\n\n".join(filter(None, (quote.note, note.words)))
        elif note.kind == "note":
            alone.append(note)
    return alone


def _neighbours(book: list[_Clipping], at: int) -> list[tuple[int, _Clipping]]:
    """The highlights directly before and behind a note that names no location."""
    near = [(n, book[n]) for n in (at - 1, at + 1) if 0 <= n < len(book)]
    return [(n, c) for n, c in near if c.kind != "note" and c.words]
