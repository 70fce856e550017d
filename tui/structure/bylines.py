"""Lines that name the writer, the paper and the day at once: "Ada Lund · Coast News · Posted: Aug 3, 2024 4:00 AM".

Such a line stands over an article and is neither its title nor its text. What stands between the signs says what it is:
a date is a date, two to four capitalised words are a writer, other capitalised words the paper.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tui.structure.date_lines import find_date, is_date_line
from tui.structure.drafts import words

LONGEST = 240
"""Code points beyond which no line is looked at."""

_PARTS = re.compile(r"(?:(?<!\s)\s+)?[·•|]\s*|(?<!\s)\s+[–—]\s+|(?:(?<!\s)\s*)?\n\s*")
_DATED = re.compile(
    r"(?P<label>posted|published|updated|last (?:updated|modified)|modified|first published|created)"
    r"\s*(?:on\s)?:?\s*",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:author of the article:?\s*)?(?:by|written by|story by)\b:?\s+", re.IGNORECASE)
_AUTHOR = re.compile(r"author of the article:?\s*", re.IGNORECASE)
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*"
    r"(?: (?:(?:de|da|del|van|von|der|den|al|el|bin|la|le|di|du|dos) ){0,2}[^\W\d_a-z][\w.'’-]*){1,3}"
)
_PAPER = re.compile(r"(?:The )?[^\W\d_a-z][\w.'’&-]*(?: (?:of |the |and |& )?[^\W\d_a-z][\w.'’&-]*){0,4}")
_PAPER_WORDS = words((Path(__file__).parent / "newsroom_words.txt").read_text("utf-8").partition("\n")[2])
_MORE = words("share save comments print listen gift article min read minutes")


class Byline(NamedTuple):
    """What such a line says; spans are (start, end) in the line, days ISO dates, "" where it is silent."""

    names: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None
    published: str
    updated: str


def read_byline(line: str) -> Byline | None:
    """The byline in ``line``, None where it is none. Linear; raises nothing."""
    if len(line) > LONGEST or not line:
        return None
    parts = _split(line)
    names: list[tuple[int, int]] = []
    source: tuple[int, int] | None = None
    days = {"published": "", "updated": ""}
    said = False  # a word such as "by" or "posted" says what the line is
    for start, end in parts:
        part = line[start:end]
        if _date(part, days):
            said = True
            continue
        label = _BY.match(part) or _AUTHOR.match(part)
        if label:
            said = True
            start += label.end()
            part = line[start:end]
        if _is_name(part) and not (names and source is None and _is_paper(part)):
            names.append((start, end))
        elif _PAPER.fullmatch(part) and source is None and len(parts) > 1:
            source = (start, end)
        elif part.casefold().strip(" .") not in _MORE:
            return None
    if not names or not said or (len(parts) < 2 and not _AUTHOR.match(line)):
        return None
    return Byline(tuple(names), source, days["published"], days["updated"])


def _split(line: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for m in _PARTS.finditer(line):
        if m.start() > at:
            out.append((at, m.start()))
        at = m.end()
    if at < len(line):
        out.append((at, len(line)))
    return out


def _date(part: str, days: dict[str, str]) -> bool:
    """Whether ``part`` is about the day; notes it in ``days``."""
    label = _DATED.match(part)
    found = find_date(part)
    if label is None and (found is None or not is_date_line(part)):
        return False
    if label is not None and found is None and not any(c.isdigit() for c in part):
        return False
    field = "updated" if label and label["label"].casefold() not in ("posted", "published", "first published") else ""
    if found is not None:
        field = field or "published"
        days[field] = days[field] or found[0]
    return True


def _is_name(part: str) -> bool:
    return _NAME.fullmatch(part) is not None and not _is_paper(part)


def _is_paper(part: str) -> bool:
    return any(word.strip(".,").casefold() in _PAPER_WORDS for word in part.split())
