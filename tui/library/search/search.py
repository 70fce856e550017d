"""Queries over the library: the filter language over articles, newest or best first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tui.library.articles.store import Articles, Listed
from tui.library.condition import Condition, Index
from tui.library.db.connection import Database
from tui.library.db.errors import LibraryError
from tui.library.db.undo import undoable
from tui.library.fact_rows import FactRow, rows
from tui.library.search.fulltext import snippet
from tui.library.search.language import parse
from tui.library.shelving import ALL
from tui.library.spans import of_article

LIMIT = 500
"""Articles a search answers with at most; more than anybody reads."""
FEW = 2000
"""Articles up to which those that an index names are looked at one by one, rather than a shelf walked for them."""

_PLACE = "places AS p ON p.shelf = ? AND p.published = a.published AND p.article = a.id"
_FEW = "json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value"


@dataclass(frozen=True, slots=True)
class Hit:
    """A found article: its row, words around the first hit, spans of hits in them, offset of the hit or -1,
    how many words the article has, 0 where that was not asked for, and the facts that the query asked for.

    Of a query for facts the first hit is the first fact.
    """

    row: Listed
    snippet: str
    spans: tuple[tuple[int, int], ...]
    at: int
    words: int = 0
    facts: tuple[FactRow, ...] = ()


class Search:
    """Reached as ``library.search``. Slow enough for a worker: give it a library opened there."""

    def __init__(self, database: Database, articles: Articles) -> None:
        self._db = database
        self._articles = articles

    def numbers(self, query: str, today: date, *, best_first: bool = False, limit: int = LIMIT) -> list[int]:
        """Numbers of the articles that a query in the filter language finds, the newest or the best first.

        Best first is for words: a query without any is answered newest first. Raises QueryError, LibraryError.
        """
        condition = parse(query, today)
        words = next((index for index in condition.among if index.table == "fulltext"), None)
        if best_first and words is not None:
            return self._ranked(condition, words, limit)
        few = self._few(condition)
        return self._newest(condition, limit) if few is None else self._sorted(condition, few, limit)

    def _few(self, condition: Condition) -> list[int] | None:
        """The only articles that can fit, when an index knows that they are few."""
        for index in condition.among:
            found = self._db.rows(f"{index.sql} LIMIT {FEW + 1}", index.values)
            if len(found) <= FEW:
                return [r[0] for r in found]
        return None

    def _newest(self, condition: Condition, limit: int) -> list[int]:
        """Walk a shelf from its newest article on until enough are found."""
        shelf, on_shelf = self._shelf(condition)
        where, values = condition.where(on_shelf=on_shelf)
        sql = (
            f"SELECT p.article FROM places AS p {_article(where)} WHERE p.shelf = ? AND ({where})"
            " ORDER BY p.published DESC, p.article DESC LIMIT ?"
        )
        return [r[0] for r in self._db.rows(sql, (shelf, *values, limit))]

    def _shelf(self, condition: Condition) -> tuple[str, bool]:
        """(the shelf to walk, whether that is the condition's own)."""
        if condition.shelf:
            found = self._db.rows("SELECT shelf FROM totals WHERE shelf = ? COLLATE NOCASE", (condition.shelf,))
            if len(found) == 1:
                return found[0]["shelf"], True
        return ALL, False

    def _sorted(self, condition: Condition, few: Sequence[int], limit: int) -> list[int]:
        where, values = condition.where()
        sql = f"SELECT p.published, p.article FROM {_FEW} CROSS JOIN {_PLACE} WHERE {where}"
        found = [(r[0], r[1]) for r in self._db.rows(sql, (json.dumps(few), ALL, *values))]
        return [number for _, number in sorted(found, reverse=True)[:limit]]

    def _ranked(self, condition: Condition, words: Index, limit: int) -> list[int]:
        rest = replace(condition, among=tuple(index for index in condition.among if index is not words))
        where, values = rest.where()
        sql = (
            f"SELECT p.article FROM fulltext CROSS JOIN articles AS a ON a.id = fulltext.rowid CROSS JOIN {_PLACE}"
            f" WHERE fulltext MATCH ? AND rank MATCH 'bm25(4.0, 1.0)' AND ({where}) ORDER BY rank LIMIT ?"
        )
        return [r[0] for r in self._db.rows(sql, (ALL, words.match, *values, limit))]

    def unlooked(self, query: str, today: date) -> int:
        """How many articles a query about facts cannot know of yet, 0 for other queries. Raises QueryError."""
        return self._articles.unlooked() if parse(query, today).facts else 0

    def painted(self, query: str, today: date) -> tuple[str, ...]:
        """The plain words of a query, to paint in what it finds. Raises QueryError."""
        return tuple(dict.fromkeys(word for word in parse(query, today).words if word))

    def snippet(self, number: int, words: tuple[str, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
        """(words of an article around the first hit, spans of hits in them)."""
        piece, spans, _ = snippet(self._articles.words_of(number) or "", words)
        return piece, tuple(spans)

    def hits(self, numbers: list[int], query: str, today: date, *, built: bool = False) -> list[Hit]:
        """Rows with snippets for found articles, in their order.

        ``built``: from the article as it opens, which takes a few milliseconds each, so that ``at`` is an offset
        of its text and ``words`` known. Otherwise they are -1 and 0.
        """
        condition = parse(query, today)
        painted = tuple(dict.fromkeys(word for word in condition.words if word))
        built = built or bool(condition.asked)
        out = []
        for row in self._articles.listed(numbers):
            article = self._articles.load_id(row.id) if built else None
            text = article.text if article is not None else self._articles.words_of(row.id) or ""
            words = len(text.split()) if built else 0
            facts: tuple[FactRow, ...] = ()
            if article is not None and condition.asked:
                facts = tuple(rows(condition.asked, of_article(self._db, row.id), article))
            if facts:
                fact = facts[0]
                at = max(0, fact.sentence.find(" ".join(fact.words.split())))
                spans = [(at, at + len(" ".join(fact.words.split())))]
                out.append(Hit(row, fact.sentence, tuple(spans), fact.start, words, facts))
                continue
            piece, spans, at = snippet(text, painted)
            out.append(Hit(row, piece, tuple(spans), at if built else -1, words))
        return out

    # saved queries, shown as feeds; and kill rules

    def save(self, name: str, query: str, *, kill: bool = False) -> None:
        """Keep a query by name; ``kill`` marks new articles that match it as read. Raises QueryError, LibraryError."""
        if parse(query, date(2026, 1, 1)).facts and kill:
            raise LibraryError("a rule cannot ask for facts: they are not known yet when an article comes.")
        with undoable(self._db, f"keeping the {'rule' if kill else 'search'} “{name}”") as record:
            record.rows("saved", name=name)
            self._db.run(
                "INSERT INTO saved (name, query, kill, position) VALUES (?, ?, ?, (SELECT count(*) FROM saved))"
                " ON CONFLICT (name) DO UPDATE SET query = excluded.query, kill = excluded.kill",
                (name, query, int(kill)),
            )

    def forget(self, name: str) -> None:
        """Forget a kept query or rule; undoable. Raises LibraryError."""
        with undoable(self._db, f"forgetting “{name}”") as record:
            record.rows("saved", name=name)
            self._db.run("DELETE FROM saved WHERE name = ?", (name,))

    def saved(self, *, kill: bool = False) -> list[tuple[str, str]]:
        """(name, query) in the order they were saved."""
        rows = self._db.rows("SELECT name, query FROM saved WHERE kill = ? ORDER BY position, name", (int(kill),))
        return [(r["name"], r["query"]) for r in rows]

    def killed(self, uris: list[str], today: date) -> list[str]:
        """Which of these (new) articles a kill rule matches."""
        out: dict[str, None] = {}
        for _, query in self.saved(kill=True):
            where, values = parse(query, today).where()
            sql = (
                "SELECT a.uri FROM json_each(?) AS j CROSS JOIN articles AS a ON a.uri = j.value"
                f" CROSS JOIN {_PLACE} WHERE {where}"
            )
            out.update(dict.fromkeys(r[0] for r in self._db.rows(sql, (json.dumps(uris), ALL, *values))))
        return list(out)


def _article(where: str) -> str:
    """The article's own row, where a condition asks for it: a shelf alone is walked in a third of the time."""
    return "CROSS JOIN articles AS a ON a.id = p.article" if "a." in where else ""
