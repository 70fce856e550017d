"""Facts in the library: a cache of whole extractions, and an index of names and figures to search by."""

from __future__ import annotations

from typing import NamedTuple

from tui.facts.codec import pack_facts, unpack_facts
from tui.facts.model import ENGINE, Claim, Facts, Figure, Kind, Quotation
from tui.library import spans
from tui.library.articles.store import Articles
from tui.library.db.connection import Database
from tui.library.search.fulltext import indexed
from tui.library.spans import Spans
from tui.sources.feeds.entry import Entry
from tui.text.article import Article

KEPT = 5000
"""Extractions kept, the latest ones (any can be made again)."""


class Known(NamedTuple):
    """What is kept of an article's facts for lists and search. Names are in lower case, one blank between words."""

    questions: int
    figures: int
    words: int
    names: dict[str, list[str]]  # by column of the index
    spans: Spans = Spans()  # sayings, measures and mentions with their places


class FactsStore:
    """Reached as ``library.facts``."""

    def __init__(self, database: Database, articles: Articles) -> None:
        self._db = database
        self._articles = articles

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

    def put(self, facts: Facts, article: Article) -> None:
        """Keep an extraction, and index it if this is the article that the library holds now. Raises LibraryError."""
        number, stored = self._articles.known_as(article.uri)
        if number and stored != facts.text_hash:  # an entry's fingerprint is that of its markup
            here = self._articles.load_id(number) if stored.startswith(Entry.MARK) else None
            number = number if here is not None and here.hash == facts.text_hash else 0
        with self._db.write():
            self._db.run("DELETE FROM extracted WHERE hash = ? AND engine <> ?", (facts.text_hash, facts.engine))
            self._db.run(
                "INSERT INTO extracted (hash, engine, published, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (facts.text_hash, facts.engine, facts.published, pack_facts(facts)),
            )
            self._db.run("DELETE FROM extracted WHERE number <= (SELECT max(number) FROM extracted) - ?", (KEPT,))
            if number:
                self.index(number, stored, known(facts, article))

    def index(self, number: int, stored: str, what: Known) -> None:
        """Make an article's facts searchable, unless it changed since it had the fingerprint ``stored``."""
        with self._db.write():
            if not self._db.run(
                "UPDATE articles SET looked = 1, questions = ?, figures = ?, words = ? WHERE id = ? AND hash = ?",
                (what.questions, what.figures, what.words, number, stored),
            ):
                return
            self._db.run("DELETE FROM names WHERE rowid = ?", (number,))
            spans.keep(self._db, number, what.spans)
            if what.names:
                columns = ", ".join(what.names)
                values = [indexed("\n".join(names)) for names in what.names.values()]
                marks = ", ".join("?" * (1 + len(values)))
                self._db.run(f"INSERT INTO names (rowid, {columns}) VALUES ({marks})", (number, *values))

    def spans(self, number: int) -> Spans:
        """Sayings, measures and mentions of an article, in the order of its text; none until it was looked at."""
        return spans.of_article(self._db, number)

    def begin(self) -> None:
        """Articles whose facts an earlier engine found are to be looked at again. Raises LibraryError."""
        if self._db.value("SELECT value FROM learned WHERE key = 'facts.engine'") == ENGINE:
            return
        with self._db.write():
            self._db.run("UPDATE articles SET looked = 0 WHERE looked = 1 AND deleted = 0")
            self._db.run(
                "INSERT INTO learned (key, value) VALUES ('facts.engine', ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (ENGINE,),
            )


def known(facts: Facts, article: Article) -> Known:
    """What lists and search want to know of an article."""
    return Known(
        sum(1 for _ in article.questions()),
        len(facts.of(Kind.FIGURE)),
        len(article.text.split()),
        {column: list(found) for column, found in _names(facts, article.text).items() if found},
        spans.spans_of(facts, article.text),
    )


def _names(facts: Facts, text: str) -> dict[str, dict[str, None]]:
    names: dict[str, dict[str, None]] = {kind: {} for kind in ("person", "organisation", "place", "speaker", "figure")}
    for entity in facts.entities:
        if entity.mentions and entity.kind.value in names:
            names[entity.kind.value][_plain(f"{entity.name} {entity.short}")] = None
    for fact in facts.of(Kind.FIGURE, Kind.QUOTE, Kind.CLAIM):
        detail = fact.detail
        if isinstance(detail, Figure):
            name = spans.counted(detail, text, fact.start, fact.end)
            if name:
                names["figure"][name] = None
        elif isinstance(detail, Quotation | Claim):
            name = spans.speaker(detail, facts, text)
            if name:
                names["speaker"][_plain(name)] = None
    return names


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
