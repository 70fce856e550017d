"""Texts of article versions that bookmarks were made on. Of old ones, only the words around the bookmarks are kept.

A version that was cut has its length in ``cut`` and, instead of its text, a list of pieces with their offsets. What
stood between them is filled with line ends, so that every offset holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from tui.library.db.connection import Database, Row

AROUND = 600
"""Code points kept before and after a bookmark: its context, and what finding it again compares."""
WORTH = 0.5
"""A version is cut where no more than this part of it stays."""
_MARKS = (
    "SELECT version, start, stop FROM bookmarks WHERE version = ?1"
    " UNION SELECT version, start, stop FROM anchorings WHERE version = ?1"
)


def text_of(database: Database, version: str) -> str | None:
    """The text of a version, whole or what is left of it, with every offset in its place; None where none is kept."""
    row = database.row("SELECT text, cut FROM versions WHERE hash = ?", (version,))
    return None if row is None else assembled(row)


def assembled(row: Row) -> str:
    """The text of a row of ``versions`` with ``text`` and ``cut``."""
    if not row["cut"]:
        return str(row["text"])
    out: list[str] = []
    at = 0
    for start, words in json.loads(row["text"]):
        out += ("\n" * (start - at), words)
        at = start + len(words)
    return "".join((*out, "\n" * (row["cut"] - at)))


def cut_old(database: Database, limit: int = 200) -> int:
    """Cut versions on which no bookmark stands any more to the words around where they stood; how many.

    Inside a transaction. A version stays whole while a bookmark stands on it, and while an article has it.
    """
    rows = database.rows(
        "SELECT hash, text FROM versions AS v WHERE cut = 0 AND length(text) > ?"
        " AND NOT EXISTS (SELECT 1 FROM texts AS t WHERE t.hash = v.hash)"
        " AND EXISTS (SELECT 1 FROM bookmarks AS b WHERE b.version = v.hash)"
        " AND NOT EXISTS (SELECT 1 FROM bookmarks AS b WHERE v.hash = coalesce((SELECT a.version FROM anchorings AS a"
        " WHERE a.bookmark = b.id ORDER BY a.position DESC LIMIT 1), b.version)) LIMIT ?",
        (4 * AROUND, limit),
    )
    done = 0
    for row in rows:
        pieces = _pieces(row["text"], ((m["start"], m["stop"]) for m in database.rows(_MARKS, (row["hash"],))))
        if sum(end - start for start, end in pieces) > WORTH * len(row["text"]):
            continue
        kept = json.dumps([[start, row["text"][start:end]] for start, end in pieces], ensure_ascii=False)
        database.run("UPDATE versions SET text = ?, cut = ? WHERE hash = ?", (kept, len(row["text"]), row["hash"]))
        done += 1
    return done


def _pieces(text: str, marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans around the marks that are kept, in order; those that touch are one."""
    pieces: list[tuple[int, int]] = []
    for start, stop in sorted(mark for mark in marks if mark[0] >= 0):
        first, last = max(0, start - AROUND), min(len(text), stop + AROUND)
        if pieces and first <= pieces[-1][1]:
            pieces[-1] = pieces[-1][0], max(last, pieces[-1][1])
        else:
            pieces.append((first, last))
    return pieces
