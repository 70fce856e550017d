"""Full-text search with FTS5: any input is a valid query, CJK words are found, hits come with snippets.

https://www.sqlite.org/fts5.html. User input never reaches MATCH raw: every word is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tui.bookmarks.anchoring.words import UNSPACED
from tui.text import folding
from tui.text.folding import MARKS, fold, fold_in_place
from tui.text.sanitize import beyond_ascii

_CJK = re.compile(f"[{UNSPACED}]")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w+")
PREFIX_FROM = 3
"""Letters from which ``word*`` is searched as a beginning; shorter ones would read half the index."""


def indexed(text: str) -> str:
    """What the index is given: letters folded; scripts without blanks between words get one around each character."""
    if text.isascii():
        return text
    return _spaced(fold(text))


def indexed_before(text: str) -> str:
    """What the index was given until letters were folded (schema 7): what stands in it goes out in that form only."""
    return text if text.isascii() else _spaced(text)


def _spaced(text: str) -> str:
    return _CJK.sub(r" \g<0> ", text) if _CJK.search(beyond_ascii(text)) else text


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
    spaced = " ".join(_WORD.findall(_spaced(fold(text.replace("\0", " ")))))
    if not spaced:
        return ""
    quoted = '"' + spaced.replace('"', '""') + '"'
    return quoted + "*" if beginning and len(spaced) >= PREFIX_FROM else quoted


def pattern(words: Iterable[str]) -> str:
    """A regular expression for what the index finds by these words, phrases, beginnings, in a text that was folded
    in place (``text.folding.fold_in_place``); "" for none.

    Whole words, as in the index, but for scripts without blanks; between the words of a phrase stands anything that
    is none.
    """
    found = []
    for word in words:
        parts = _WORD.findall(fold(word))
        if not parts:
            continue
        cjk = _CJK.match(parts[0]), _CJK.match(parts[-1][-1])
        end = "" if word.endswith("*") or cjk[1] else r"(?!\w)"
        start = "" if cjk[0] else rf"(?<![\w{MARKS}])"
        found.append(start + r"[^\w]+".join(map(folding.pattern, parts)) + end)
    return "|".join(sorted(dict.fromkeys(found), key=len, reverse=True))


def snippet(text: str, words: tuple[str, ...], length: int = 160) -> tuple[str, list[tuple[int, int]], int]:
    """(words around the first hit, spans of hits in them, offset of the first hit in ``text`` or -1)."""
    wanted = pattern(words)
    find = re.compile(wanted) if wanted else None
    first = find.search(fold_in_place(text)) if find else None
    at = first.start() if first else -1
    start = max(0, at - length // 5)
    if start:
        start = text.find(" ", start, at) + 1 or start
    piece = ("… " if start else "") + " ".join(text[start : start + length].split())
    return piece, [m.span() for m in find.finditer(fold_in_place(piece))] if find else [], at
