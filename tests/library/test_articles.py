"""Articles in the library: versions, shelves, lists, undo, and what the plans of its queries are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.article import Inferred
from tui.library import Library
from tui.library.incoming import Incoming
from tui.library.query import QueryError, complete, parse
from tui.library.shelves import PAGE, View
from tui.structure import plain_article

DAY = 86_400_000
TODAY = date(2026, 11, 24)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield library


def article(
    n: int, words: str = "The strike at the port went on.", at: int = 0, feed: int = 0, guid: str = ""
) -> Incoming:
    text = f"Article {n}\n\n{words}\n\nIt is number {n} of many.\n"
    made = plain_article(text, uri=f"https://example.org/{n}").with_metadata(title=Inferred(f"Article {n}", "test"))
    return Incoming.of(made, published=at or n * DAY, feed=feed, guid=guid)


def uris(library: Library, view: View, first: int = 0, n: int = 100) -> list[str]:
    return [row.uri.rsplit("/", 1)[1] for row in library.list(view).rows(first, n)]


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept(library: Library) -> None:
    library.articles.put([article(1)])
    put = library.articles.put([article(1, "The strike is over."), article(2)])
    assert [len(part) for part in (put.new, put.changed, put.same)] == [1, 1, 0]
    listed = library.articles.by_uri("https://example.org/1")
    assert listed is not None
    now, before = library.articles.load_id(listed.id), library.articles.load_id(listed.id, back=1)
    assert now is not None
    assert before is not None
    assert "is over" in now.text
    assert "went on" in before.text
    assert library.search.numbers("over", TODAY) == [listed.id]
    assert listed.id not in library.search.numbers('"went on"', TODAY)


def test_one_article_from_two_feeds_is_there_once(library: Library) -> None:
    one, two = (
        library.feeds.add("https://a.example/feed", folder="World/Asia"),
        library.feeds.add("https://b.example/feed"),
    )
    folders = {one.id: one.folder, two.id: two.folder}
    library.articles.put([article(1, feed=one.id, guid="x"), article(1, feed=two.id, guid="y")], folders)
    for shelf in ("all", f"feed:{one.id}", f"feed:{two.id}", "folder:World", "folder:World/Asia"):
        assert uris(library, View(shelf=shelf)) == ["1"]
    assert [f.unread for f in library.feeds.all()] == [1, 1]
    library.feeds.remove([one.id])
    assert uris(library, View()) == ["1"]
    assert uris(library, View(shelf="folder:World")) == []


def test_pages_follow_each_other_without_gap_or_double(library: Library) -> None:
    order = list(range(1, 2 * PAGE + 40))
    random.Random(7).shuffle(order)
    library.articles.put(article(n, at=(n // 3 + 1) * DAY) for n in order)  # three share each time
    newest = uris(library, View(), 0, 5000)
    assert len(newest) == len(set(newest)) == len(order)
    assert uris(library, View(oldest_first=True), 0, 5000) == newest[::-1]
    assert uris(library, View(), PAGE - 3, 6) == newest[PAGE - 3 : PAGE + 3]
    listed = library.articles.by_uri(f"https://example.org/{newest[300]}")
    assert listed is not None
    assert library.list(View()).index(listed.id) == 300


def test_read_and_starred_reach_every_shelf_and_come_back(library: Library) -> None:
    library.articles.put([article(n) for n in (1, 2, 3)])
    library.states.mark_read(["https://example.org/1", "https://example.org/3"])
    assert uris(library, View(unread=True)) == ["2"]
    assert library.feeds.totals("all") == (3, 1)
    library.states.set("https://example.org/2", starred=True)
    assert uris(library, View(shelf="starred")) == ["2"]
    library.undo()
    assert uris(library, View(unread=True)) == ["3", "2", "1"]
    assert library.feeds.totals("all") == (3, 3)


def test_tags_are_shelves(library: Library) -> None:
    library.articles.put([article(1), article(2)])
    assert library.articles.tag(["https://example.org/1"], " Korea  ") == 1
    assert library.articles.tag(["https://example.org/1"], "korea") == 0
    assert uris(library, View(shelf="tag:korea")) == ["1"]
    assert library.feeds.tags() == [("korea", 1, 1)]
    library.articles.tag(["https://example.org/1"], "korea", on=False)
    assert library.feeds.tags() == []


def test_forgetting_an_article_leaves_no_trace_but_its_bookmarks(library: Library) -> None:
    library.articles.put([article(1), article(2)])
    assert library.articles.forget(["https://example.org/1", "https://example.org/9"]) == 1
    assert uris(library, View()) == ["2"]
    assert library.articles.load("https://example.org/1") is None
    assert len(library.search.numbers("strike", TODAY)) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("strike", "3 1"),
        ("STRIKE port", "1"),
        ('"the port"', "1"),
        ("-strike", "4 2"),
        ("strike or budget", "3 2 1"),
        ("title:article", "4 3 2 1"),
        ("after:1970-01-03", "4 3 2"),
        ("before:1970-01-03", "1"),
        ("budg*", "2"),
        ("don't", "4"),
        ("東京", "4"),
        ("京都", ""),
        ("unread", "4 3 1"),
        ("starred", "3"),
        ("is-nowhere", ""),
        ('"', "4 3 2 1"),
        ("((((", "4 3 2 1"),
        ("'; DROP TABLE articles; --", ""),
    ],
)
def test_the_filter_language(library: Library, query: str, found: str) -> None:
    library.articles.put(
        [
            article(1, "The strike at the port went on."),
            article(2, "The budget was passed."),
            article(3, "A Strike elsewhere."),
            article(4, "They don't know 東京の天気."),
        ]
    )
    library.states.set("https://example.org/2", read=True)
    library.states.set("https://example.org/3", starred=True)
    rows = library.articles.listed(library.search.numbers(query, TODAY))
    assert " ".join(row.uri.rsplit("/", 1)[1] for row in rows) == found


@given(st.text(max_size=60))
def test_any_query_is_read_or_its_word_is_pointed_at(query: str) -> None:
    try:
        condition = parse(query, TODAY)
    except QueryError as error:
        start, end = error.start, error.end
        assert 0 <= start <= end <= len(query)
    else:
        assert condition.sql


def test_a_query_that_cannot_be_read_says_where() -> None:
    with pytest.raises(QueryError) as caught:
        parse("strike after:soon", TODAY)
    assert "strike after:soon"[caught.value.start : caught.value.end] in ("after:soon", "soon")


def test_completion_offers_terms() -> None:
    assert any(word.startswith("feed:") for word, _ in complete("unread fe", 9))


def test_kept_queries_and_rules(library: Library) -> None:
    library.articles.put([article(1), article(2, "A budget.")])
    library.search.save("Ports", "port")
    library.search.save("No strikes", "strike", kill=True)
    assert library.search.saved() == [("Ports", "port")]
    assert library.search.killed(["https://example.org/1", "https://example.org/2"], TODAY) == ["https://example.org/1"]
    library.search.forget("Ports")
    assert library.search.saved() == []


def test_snippets_show_the_hit(library: Library) -> None:
    library.articles.put([article(1, "word " * 300 + "the *strike* began " + "word " * 300)])
    (hit,) = library.search.hits(library.search.numbers("strike", TODAY), "strike", TODAY, built=True)
    (start, end), *_ = hit.spans
    assert hit.snippet[start:end] == "strike"
    stored = library.articles.load("https://example.org/1")
    assert stored is not None
    assert stored.text[hit.at : hit.at + 6] == "strike"
    assert len(hit.snippet) < 300


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(unread=True),
        View(shelf="feed:1", oldest_first=True),
        View(shelf="starred"),
        View(since=5, unread=True),
        View(shelf="tag:x"),
    ],
)
def test_no_list_scans_or_sorts_the_articles(library: Library, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    library.articles.put([article(n) for n in range(1, 30)])
    asked: list[tuple[str, object]] = []
    rows = type(library.database).rows

    def spy(self: object, sql: str, values: object = ()) -> object:
        asked.append((sql, values))
        return rows(self, sql, values)  # type: ignore[arg-type]

    monkeypatch.setattr(type(library.database), "rows", spy)
    library.list(view).rows(0, 20)
    monkeypatch.undo()
    assert asked
    for sql, values in asked:
        plan = " / ".join(r["detail"] for r in library.database.rows("EXPLAIN QUERY PLAN " + sql, values))  # type: ignore[arg-type]
        assert "SCAN articles" not in plan, plan
        assert "SCAN places" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan
