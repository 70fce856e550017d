"""Finding bookmarks: search words and filters turned into one SQL query."""

from __future__ import annotations

import re
from typing import Any

from tui.bookmarks.model import AnchorState
from tui.library.bookmarks.rows import COLUMNS, FROM, folded

_STATE = (
    "CASE WHEN b.state = 'exact' AND b.version = ''"
    " AND NOT EXISTS (SELECT 1 FROM anchorings AS a WHERE a.bookmark = b.id) THEN 'unplaced' ELSE b.state END"
)
"""The state of a row: older versions wrote "exact" for what was imported and never found in a text."""

SORTS = {
    "newest": "b.created DESC, b.number DESC",
    "oldest": "b.created, b.number",
    "changed": "b.changed DESC, b.number DESC",
    "place": "title COLLATE NOCASE, b.uri, b.place < 0, b.place, b.start, b.number",
    "title": "title COLLATE NOCASE, b.uri, b.place < 0, b.place, b.number",
    "source": "source COLLATE NOCASE, title COLLATE NOCASE, b.place, b.number",
    "state": "CASE b.state WHEN 'lost' THEN 0 WHEN 'changed' THEN 1 WHEN 'moved' THEN 2"
    " WHEN 'unplaced' THEN 3 ELSE 4 END, b.created DESC",
}
"""Orders for lists; "place" is document order, article by article."""

_TERMS = re.compile(r'"([^"]*)"|(\S+)')


def build(
    *,
    query: str = "",
    tag: str = "",
    state: AnchorState | str | None = None,
    uri: str = "",
    category: str = "",
    sort: str = "newest",
    include_deleted: bool = False,
) -> tuple[str, list[Any]]:
    """(SQL, values). Any query is valid: words and "phrases" all have to occur, whatever their case or accents.

    Raises ValueError for an unknown sort order.
    """
    if sort not in SORTS:
        raise ValueError(f"no order is called {sort}: use {', '.join(SORTS)}")
    conditions: list[str] = []
    values: list[Any] = []
    if not include_deleted:
        conditions.append("b.deleted = 0")
    if uri:
        conditions.append("b.uri = ?")
        values.append(uri)
    if state:
        conditions.append(f"{_STATE} = ?")
        values.append(AnchorState(state).value)
    if category:
        conditions.append("b.category = ?")
        values.append(category.lower())
    if tag:
        conditions.append("b.id IN (SELECT bookmark FROM tags WHERE tag = ? COLLATE NOCASE)")
        values.append(tag.lstrip("#"))
    for phrase, word in _TERMS.findall(query):
        needle = folded(phrase or word)
        if needle:
            conditions.append("(instr(b.words, ?) OR instr(coalesce(c.words, ''), ?))")
            values += [needle, needle]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {COLUMNS} FROM {FROM}{where} ORDER BY {SORTS[sort]}", values
