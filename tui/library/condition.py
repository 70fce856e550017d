"""A condition on articles: what must hold, as SQL that begins at an index where one can answer; conditions combined.

A condition is over ``places p``, the article's row on the shelf that is walked, and ``articles a``. What an index
can answer alone stands apart (``among``, ``shelf``), so that a search can begin there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class QueryError(ValueError):
    """A field's value makes no sense. ``start`` and ``end`` are its place in the query."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query: ``field`` before its colon, "" for none; ``start`` and ``end`` are its place."""

    text: str
    start: int
    end: int
    field: str = ""
    quoted: bool = False
    bound: str = ""  # what stands behind a quoted value: >20000


@dataclass(frozen=True, slots=True)
class Index:
    """A question that an index answers with article numbers: a full-text ``match``, or a statement of its own."""

    table: str  # "fulltext" or "names"; "" for a statement
    match: str
    own: tuple[object, ...] = ()  # values of a statement

    @property
    def sql(self) -> str:
        """A statement that gives the numbers."""
        return f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH ?" if self.table else self.match

    @property
    def values(self) -> tuple[object, ...]:
        """What stands for the statement's question marks."""
        return (self.match,) if self.table else self.own


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that a query asks for. ``kind`` is figure, person, organisation, place, speaker or date; ``sign`` and
    ``value`` bound a figure; ``name`` is a name as it was typed, or a day, a month, a year."""

    kind: str
    name: str
    sign: str = ""
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Condition:
    """All of it must hold: ``sql`` with its ``values``, each of ``among``, and lying on ``shelf``.

    ``words`` are the plain words to paint in what is found. ``facts``: it asks for facts, which are known only of
    articles that were looked at; ``asked`` says which, so that they can be shown.
    """

    sql: str = ""
    values: tuple[object, ...] = ()
    words: tuple[str, ...] = ()
    among: tuple[Index, ...] = ()
    shelf: str = ""
    facts: bool = False
    asked: tuple[Asked, ...] = ()

    def where(self, *, on_shelf: bool = False) -> tuple[str, tuple[object, ...]]:
        """The whole condition as one expression, and its values; ``on_shelf``: its shelf is walked anyway."""
        parts = [self.sql] if self.sql else []
        values = list(self.values)
        for index in self.among:
            parts.append(f"p.article IN ({index.sql})")
            values += index.values
        if self.shelf and not on_shelf:
            parts.append(ON_SHELF)
            values.append(self.shelf)
        return " AND ".join(f"({part})" for part in parts) or "1", tuple(values)


ON_SHELF = (
    "EXISTS (SELECT 1 FROM places AS q WHERE q.shelf IN (SELECT t.shelf FROM totals AS t WHERE t.shelf = ? COLLATE"
    " NOCASE) AND q.published = p.published AND q.article = p.article)"
)
EVERYTHING = Condition()


def join_all(parts: Sequence[Condition]) -> Condition:
    """All of them must hold."""
    parts = [p for p in parts if p is not EVERYTHING]
    if len(parts) < 2:
        return parts[0] if parts else EVERYTHING
    matches: dict[str, list[str]] = {}
    among: list[Index] = []
    sql = [p.sql for p in parts if p.sql]
    values = [v for p in parts for v in p.values]
    shelf = ""
    for part in parts:
        for index in part.among:
            if index.table:
                matches.setdefault(index.table, []).append(index.match)
            else:
                among.append(index)
        shelf = shelf or part.shelf
        if part.shelf != shelf and part.shelf:
            sql.append(ON_SHELF)
            values.append(part.shelf)
    return Condition(
        " AND ".join(f"({one})" for one in sql),
        tuple(values),
        tuple(w for p in parts for w in p.words),
        (*(Index(table, " AND ".join(f"({m})" for m in found)) for table, found in matches.items()), *among),
        shelf,
        any(p.facts for p in parts),
        tuple(a for p in parts for a in p.asked),
    )


def join_any(parts: Sequence[Condition]) -> Condition:
    """One of them must hold."""
    parts = [p for p in parts if p is not EVERYTHING]
    if len(parts) < 2:
        return parts[0] if parts else EVERYTHING
    words = tuple(w for p in parts for w in p.words)
    facts = any(p.facts for p in parts)
    asked = tuple(a for p in parts for a in p.asked)
    tables = {p.among[0].table if len(p.among) == 1 and not p.sql and not p.shelf else "" for p in parts}
    if len(tables) == 1 and "" not in tables:
        match = " OR ".join(f"({p.among[0].match})" for p in parts)
        return Condition(words=words, among=(Index(tables.pop(), match),), facts=facts, asked=asked)
    wheres = [p.where() for p in parts]
    return Condition(
        " OR ".join(f"({sql})" for sql, _ in wheres),
        tuple(v for _, vs in wheres for v in vs),
        words,
        facts=facts,
        asked=asked,
    )


def negated(part: Condition) -> Condition:
    """It must not hold; nothing is painted for it. What asks nothing stays so."""
    if part is EVERYTHING:
        return part
    sql, values = part.where()
    return Condition(f"NOT ({sql})", values, facts=part.facts)
