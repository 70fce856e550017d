"""No statement of the lists, the views, the filters or the search walks the articles or sorts them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from tests.library.test_articles import article
from tui.library import Library
from tui.library.articles.lists import View
from tui.library.db.connection import Database
from tui.library.search.language import FIELDS, FLAGS, HAS, parse
from tui.reading import Reading
from tui.reading.library_listing import LibraryShelf

TODAY = date(2026, 11, 24)
VALUES = {
    "after": "7d", "before": "today", "has": "questions", "figure": "people>12", "words": ">3", "folder": "World", "date": "2026-11",
}  # fmt: skip
QUERIES = [
    *FLAGS,
    *(f"has:{name}" for name in HAS),
    *(f"{name}:{VALUES.get(name, 'x')}" for name in FIELDS),
    "", "strike", '"the port" title:article', "por*", "figure:>12", "figure:people", 'figure:"US troops">1k',
    "unread strike after:7d tag:korea -starred",
]  # fmt: skip
QUERIES += [f"-({query})" for query in QUERIES if query] + [f"{query} or budget" for query in QUERIES if query]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("plans") / "library.db") as library:
        feed = library.feeds.add("https://a.example/feed", folder="World/Asia")
        library.articles.put([article(n, feed=feed.id, guid=str(n)) for n in range(1, 300)], {feed.id: feed.folder})
        library.articles.tag(["https://example.org/5"], "korea")
        library.states.set("https://example.org/6", starred=True)
        library.search.save("Ports", "port")
        yield library


@contextmanager
def no_walk(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything that is asked meanwhile goes along an index."""
    asked: list[tuple[str, object]] = []

    def spied(name: str) -> object:
        real = getattr(Database, name)

        def spy(self: Database, sql: str, values: object = ()) -> object:
            asked.append((sql, values))
            return real(self, sql, values)

        return spy

    with monkeypatch.context() as patch:
        for name in ("rows", "row"):  # a value is a row's
            patch.setattr(Database, name, spied(name))
        yield
    assert asked
    for sql, values in asked:
        if " FROM saved " in sql:
            continue  # a handful of kept searches in the reader's own order
        for row in library.database.rows("EXPLAIN QUERY PLAN " + sql, values):  # type: ignore[arg-type]
            step = row["detail"]
            assert "TEMP B-TREE" not in step, sql
            words = step.split()
            assert not (words[0] == "SCAN" and words[1] in ("articles", "a", "places", "p", "q", "entries", "e")), sql


@pytest.mark.parametrize("best", [False, True], ids=["newest", "best"])
@pytest.mark.parametrize("few", [0, 2000], ids=["many", "few"])
def test_searching(library: Library, best: bool, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.library.search.search.FEW", few)
    for query in QUERIES:
        with no_walk(library, monkeypatch):
            numbers = library.search.numbers(query, TODAY, best_first=best)
            library.search.hits(numbers[:5], query, TODAY)
            library.search.unlooked(query, TODAY)


def test_rules(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for i, query in enumerate(query for query in QUERIES if not parse(query, TODAY).facts):
        library.search.save(f"rule {i}", query, kill=True)
    with no_walk(library, monkeypatch):
        assert library.search.killed([f"https://example.org/{n}" for n in range(1, 9)], TODAY)


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(unread=True),
        View(shelf="feed:1", oldest_first=True),
        View(shelf="starred"),
        View(shelf="starred", oldest_first=True),
        View(since=5, unread=True),
        View(shelf="tag:korea"),
    ],
)
def test_lists(library: Library, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    with no_walk(library, monkeypatch):
        shelf = LibraryShelf(library)
        shelf.show(view)
        reading = Reading(shelf, library)
        rows = reading.rows(0, 250)
        assert len(rows) == min(250, shelf.count())
        shelf.index("https://example.org/5")
        shelf.refresh()
        shelf.choices()
        library.articles.not_looked_at()
