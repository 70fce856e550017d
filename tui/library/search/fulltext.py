"""Full-text search with FTS5: any input is a valid query, CJK words are found, hits come with snippets.

https://www.sqlite.org/fts5.html. User input never reaches MATCH raw: every word is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tui.bookmarks.anchoring.words import UNSPACED
from tui.text.sanitize import beyond_ascii

_CJK = re.compile(f"[{UNSPACED}]")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w+")
PREFIX_FROM = 3
"""Letters from which ``word*`` is searched as a beginning; shorter ones would read half the index."""


def indexed(text: str) -> str:
    """What the index is given: scripts without blanks between words get one around each character."""
    if text.isascii() or not _CJK.search(beyond_ascii(text)):
        return text
    return _CJK.sub(r" \g<0> ", text)


@dataclass(frozen=True, slots=True)
class Terms:
    """Search words made safe: ``match`` for FTS5 ("" when nothing can be searched), ``words`` to paint."""

    match: str
    words: tuple[str, ...]


def terms(query: str) -> Terms:
    """Words, "phrases" and beginnings (``korea*``), all of which must occur. Never raises."""
    parts: list[str] = []
    words: list[str] = []
    for m in _TERM.finditer(query):
        part = match_term(m[1] if m[1] is not None else m[2])
        if part:
            parts.append(part)
            words.append((m[1] if m[1] is not None else m[2]).strip('"* '))
    return Terms(" AND ".join(parts), tuple(w for w in words if w))


def match_term(text: str) -> str:
    """One word or phrase for MATCH; "" when it holds nothing the index knows."""
    beginning = text.endswith("*")
    spaced = " ".join(_WORD.findall(indexed(text.replace("\0", " "))))
    if not spaced:
        return ""
    quoted = '"' + spaced.replace('"', '""') + '"'
    return quoted + "*" if beginning and len(spaced) >= PREFIX_FROM else quoted


def pattern(words: Iterable[str]) -> str:
    """A regular expression, in lower case, for what the index finds by these words, phrases, beginnings; "" for none.

    Whole words, as in the index, but for scripts without blanks; between the words of a phrase stands anything that
    is none.
    """
    found = []
    for word in words:
        parts = [re.escape(part) for part in _WORD.findall(word.lower())]
        if not parts:
            continue
        cjk = _CJK.match(parts[0]), _CJK.match(parts[-1][-1])
        end = "" if word.endswith("*") or cjk[1] else r"\b"
        found.append(("" if cjk[0] else r"\b") + r"[^\w]+".join(parts) + end)
    return "|".join(sorted(dict.fromkeys(found), key=len, reverse=True))


def snippet(text: str, words: tuple[str, ...], length: int = 160) -> tuple[str, list[tuple[int, int]], int]:
    """(words around the first hit, spans of hits in them, offset of the first hit in ``text`` or -1)."""
    wanted = pattern(words)
    find = re.compile(wanted, re.I) if wanted else None
    first = find.search(text) if find else None
    at = first.start() if first else -1
    start = max(0, at - length // 5)
    if start:
        start = text.find(" ", start, at) + 1 or start
    piece = ("… " if start else "") + " ".join(text[start : start + length].split())
    return piece, [m.span() for m in find.finditer(piece)] if find else [], at
