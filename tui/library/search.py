"""Queries over the library: the filter language over articles, newest or best first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tui.library.articles import ALL, Articles, Listed
from tui.library.connection import Database
from tui.library.query import EVERYTHING, Condition, parse
from tui.library.searching import snippet, terms

LIMIT = 500
"""Articles a search answers with at most; more than anybody reads."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found article: its row, words around the first hit, spans of hits in them, offset of the hit or -1,
    and how many words the article has, 0 where that was not asked for."""

    row: Listed
    snippet: str
    spans: tuple[tuple[int, int], ...]
    at: int
    words: int = 0


class Search:
    """Reached as ``library.search``. Slow enough for a worker: give it a library opened there."""

    def __init__(self, database: Database, articles: Articles) -> None:
        self._db = database
        self._articles = articles

    def numbers(self, query: str, today: date, *, best_first: bool = False, limit: int = LIMIT) -> list[int]:
        """Numbers of the articles that a query in the filter language finds. Raises QueryError, LibraryError."""
        condition = parse(query, today)
        if best_first:
            ranked = self._ranked(query, condition, limit)
            if ranked is not None:
                return ranked
        return self._newest(query, condition, limit)

    def _newest(self, query: str, condition: Condition, limit: int) -> list[int]:
        if condition is EVERYTHING:
            sql = "SELECT article FROM places WHERE shelf = ? ORDER BY published DESC, article DESC LIMIT ?"
            return [r[0] for r in self._db.rows(sql, (ALL, limit))]
        sql = (
            f"SELECT a.id FROM articles a WHERE {condition.sql} ORDER BY a.published DESC, a.id DESC LIMIT ?"
        )
        return [r[0] for r in self._db.rows(sql, (*condition.values, limit))]

    def _ranked(self, query: str, condition: Condition, limit: int) -> list[int] | None:
        match = " AND ".join(v for v in condition.values if isinstance(v, str) and v.startswith('"'))
        if not match or " NOT " in condition.sql or " OR " in condition.sql:
            return None
        sql = (
            "SELECT a.id FROM fulltext JOIN articles a ON a.id = fulltext.rowid"
            f" WHERE fulltext MATCH ? AND ({condition.sql}) ORDER BY bm25(fulltext, 4.0, 1.0) LIMIT ?"
        )
        return [r[0] for r in self._db.rows(sql, (match, *condition.values, limit))]

    def quick(self, words: str, limit: int = 50) -> list[int]:
        """The newest articles (by arrival) that hold all the words: fast enough for every key."""
        match = terms(words).match
        if not match:
            return []
        sql = "SELECT rowid FROM fulltext WHERE fulltext MATCH ? ORDER BY rowid DESC LIMIT ?"
        return [r[0] for r in self._db.rows(sql, (match, limit))]

    def hits(self, numbers: list[int], query: str, today: date, *, built: bool = False) -> list[Hit]:
        """Rows with snippets for found articles, in their order.

        ``built``: from the article as it opens, which takes a few milliseconds each, so that ``at`` is an offset
        of its text and ``words`` known. Otherwise they are -1 and 0.
        """
        painted = parse(query, today).words
        out = []
        for row in self._articles.listed(numbers):
            article = self._articles.load_id(row.id) if built else None
            text = article.text if article is not None else self._articles.words_of(row.id) or ""
            piece, spans, at = snippet(text, painted)
            words = len(text.split()) if built else 0
            out.append(Hit(row, piece, tuple(spans), at if built else -1, words))
        return out

    # saved queries, shown as feeds; and kill rules

    def save(self, name: str, query: str, *, kill: bool = False) -> None:
        """Keep a query by name; ``kill`` marks new articles that match it as read. Raises QueryError, LibraryError."""
        parse(query, date(2026, 1, 1))
        with self._db.write():
            self._db.run(
                "INSERT INTO saved (name, query, kill, position) VALUES (?, ?, ?, (SELECT count(*) FROM saved))"
                " ON CONFLICT (name) DO UPDATE SET query = excluded.query, kill = excluded.kill",
                (name, query, int(kill)),
            )

    def forget(self, name: str) -> None:
        with self._db.write():
            self._db.run("DELETE FROM saved WHERE name = ?", (name,))

    def saved(self, *, kill: bool = False) -> list[tuple[str, str]]:
        """(name, query) in the order they were saved."""
        rows = self._db.rows(
            "SELECT name, query FROM saved WHERE kill = ? ORDER BY position, name", (int(kill),)
        )
        return [(r["name"], r["query"]) for r in rows]

    def killed(self, uris: list[str], today: date) -> list[str]:
        """Which of these (new) articles a kill rule matches."""
        out: dict[str, None] = {}
        for _, query in self.saved(kill=True):
            condition = parse(query, today)
            for i in range(0, len(uris), 500):
                part = uris[i : i + 500]
                marks = ", ".join("?" * len(part))
                sql = f"SELECT a.uri FROM articles a WHERE a.uri IN ({marks}) AND ({condition.sql})"
                out.update(dict.fromkeys(r[0] for r in self._db.rows(sql, (*part, *condition.values))))
        return list(out)
