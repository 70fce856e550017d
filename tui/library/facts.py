"""Facts in the library: a cache of whole extractions, and an index of names and values to search by."""

from __future__ import annotations

from tui.facts.model import Claim, Facts, Figure, Kind, Quotation
from tui.facts.packing import pack_facts, unpack_facts
from tui.library.connection import Database

KEPT = 5000
"""Extractions kept; the oldest rows go first (they can be made again)."""


class FactsStore:
    """Reached as ``library.facts``."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, text_hash: str, engine: str, published: str) -> Facts | None:
        """A kept extraction, None when there is none (or it is damaged)."""
        body = self._db.value(
            "SELECT body FROM extracted WHERE hash = ? AND engine = ? AND published = ?", (text_hash, engine, published)
        )
        if body is None:
            return None
        try:
            return unpack_facts(body)
        except ValueError:
            return None

    def put(self, facts: Facts, uri: str, text: str) -> None:
        """Keep an extraction, and index it if the article is in the library. Raises LibraryError."""
        with self._db.write():
            self._db.run("DELETE FROM extracted WHERE hash = ? AND engine <> ?", (facts.text_hash, facts.engine))
            self._db.run(
                "INSERT INTO extracted (hash, engine, published, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (facts.text_hash, facts.engine, facts.published, pack_facts(facts)),
            )
            number = self._db.value("SELECT id FROM articles WHERE uri = ? AND hash = ?", (uri, facts.text_hash))
            if number is None:
                return
            self._db.run("DELETE FROM facts WHERE article = ?", (number,))
            self._db.run_many(
                "INSERT INTO facts (article, kind, name, value, start) VALUES (?, ?, ?, ?, ?)",
                ((number, *row) for row in index_rows(facts, text)),
            )
            self._db.run("UPDATE articles SET figures = ? WHERE id = ?", (len(facts.of(Kind.FIGURE)), number))


def index_rows(facts: Facts, text: str) -> list[tuple[str, str, float | None, int]]:
    """(kind, lower-case name, value, start) of everything that can be searched by kind and value."""
    rows: dict[tuple[str, str, float | None], int] = {}

    def add(kind: str, name: str, value: float | None, start: int) -> None:
        rows.setdefault((kind, " ".join(name.lower().split()), value), start)

    for entity in facts.entities:
        if entity.mentions:
            add(entity.kind.value, f"{entity.name} {entity.short}".strip(), None, entity.mentions[0].start)
    for fact in facts.of(Kind.FIGURE, Kind.QUOTE, Kind.CLAIM):
        detail = fact.detail
        if isinstance(detail, Figure):
            name = text[detail.counted.start : detail.counted.end] if detail.counted else detail.unit
            for value in {detail.low, detail.high}:
                add("figure", name, _real(value), fact.start)
        elif isinstance(detail, (Quotation, Claim)):
            span = detail.speaker if isinstance(detail, Quotation) else detail.source
            name = facts.entities[detail.entity].name if 0 <= detail.entity < len(facts.entities) else ""
            if not name and span is not None:
                name = text[span.start : span.end]
            if name:
                add("speaker", name, None, fact.start)
    return [(kind, name, value, start) for (kind, name, value), start in rows.items()]


def _real(value: object) -> float | None:
    try:
        return float(str(value))
    except (ValueError, OverflowError):
        return None
