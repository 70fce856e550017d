"""Articles in the library: versions, shelves, lists, undo, and what the plans of its queries are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.library import Library, LibraryError
from tui.library.articles.intake import Incoming
from tui.library.articles.lists import PAGE, View
from tui.library.db.backups import back_up
from tui.library.db.connection import now
from tui.library.search.fulltext import pattern, snippet
from tui.library.search.language import QueryError, complete, parse
from tui.structure import plain_article
from tui.text.article import Inferred

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


def test_a_folder_keeps_what_another_of_its_feeds_gave_too(library: Library) -> None:
    one = library.feeds.add("https://a.example/feed", folder="World")
    two = library.feeds.add("https://b.example/feed", folder="World/Asia")
    folders = {one.id: one.folder, two.id: two.folder}
    library.articles.put([article(1, feed=one.id, guid="x"), article(2, feed=one.id, guid="z")], folders)
    library.articles.put([article(1, feed=two.id, guid="y")], folders)
    library.feeds.move(one.id, "Home")
    assert [uris(library, View(shelf=f"folder:{name}")) for name in ("World", "Home")] == [["1"], ["2", "1"]]
    library.feeds.remove([two.id])
    assert [uris(library, View(shelf=f"folder:{name}")) for name in ("World", "Home")] == [[], ["2", "1"]]


def test_of_two_feeds_the_longest_text_stands(library: Library) -> None:
    one, two = library.feeds.add("https://a.example/feed"), library.feeds.add("https://b.example/feed")

    def words(item: Incoming) -> str:
        library.articles.put([item])
        found = library.articles.load("https://example.org/1")
        assert found is not None
        return found.text.split("\n")[2]

    part = article(1, "A part.", feed=one.id, guid="x")._replace(truncated=True)
    assert words(part) == "A part."
    assert words(article(1, "The whole, retold.", feed=two.id, guid="y")) == "The whole, retold."
    assert words(part._replace(digest="another")) == "The whole, retold."
    assert words(article(1, "The whole.", feed=one.id, guid="x")) == "The whole, retold."
    assert words(article(1, "The whole, told at last.", feed=one.id, guid="x")) == "The whole, told at last."


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


def test_tags_of_one_article_are_set_together_and_undone_together(library: Library) -> None:
    library.articles.put([article(1), article(2)])
    uri = "https://example.org/1"
    assert library.articles.set_tags(uri, ["Korea", "to read"])
    assert not library.articles.set_tags(uri, ["to  read", "korea"])
    assert library.articles.set_tags(uri, ["war"])
    library.states.set(uri, read=True)
    assert library.undo() == "the tags of “Article 1”"
    assert library.articles.tags(uri) == ["korea", "to read"]
    assert library.feeds.tags() == [("korea", 1, 0), ("to read", 1, 0)]
    library.undo()
    assert library.articles.tags(uri) == []
    with pytest.raises(LibraryError):
        library.articles.set_tags(uri, [" "])


def test_tags_come_back_with_their_article_and_are_in_the_backup(library: Library) -> None:
    library.articles.put([article(1)])
    library.articles.set_tags("https://example.org/1", ["korea"])
    library.states.set("https://example.org/1", read=True)
    backup = back_up(library.path, TODAY)
    assert backup is not None
    with Library.open(backup) as restored:
        assert restored.feeds.tags() == []
        restored.articles.put([article(1)])
        assert restored.feeds.tags() == [("korea", 1, 0)]
    library.articles.delete(["https://example.org/1"])
    assert library.feeds.tags() == []
    library.articles.put([article(2), article(1)])
    assert library.feeds.tags() == [], "deleted is deleted, whatever a feed brings"
    library.articles.restore(["https://example.org/1"])
    assert uris(library, View(shelf="tag:korea")) == ["1"]


def test_a_deleted_article_is_in_no_list_and_comes_back_whole_until_its_text_is_dropped(library: Library) -> None:
    feed = library.feeds.add("https://a.example/feed", folder="World/Asia")
    first, second = article(1, feed=feed.id), article(2, feed=feed.id)
    library.articles.put([first, second], {feed.id: feed.folder})
    uri = "https://example.org/1"
    library.articles.set_tags(uri, ["korea"])
    library.states.set(uri, starred=True)
    shelves = ("all", f"feed:{feed.id}", "folder:World", "folder:World/Asia", "tag:korea", "starred")
    before = [uris(library, View(shelf=shelf)) for shelf in shelves]
    assert library.articles.delete([uri, "https://example.org/9"]) == 1
    assert [uris(library, View(shelf=shelf)) for shelf in shelves] == [["2"]] * 4 + [[]] * 2
    for query in ("strike", "starred", "tag:korea", "title:article"):
        found = library.articles.listed(library.search.numbers(query, TODAY, best_first=True))
        assert "Article 1" not in [row.title for row in found], query
    assert [row.uri for row in library.articles.deleted()] == [uri]
    again = library.articles.put([first, article(1, "Another text.", feed=feed.id)], {feed.id: feed.folder})
    assert (again.new, again.changed) == ((), ()), "its feed does not bring it again"
    assert uris(library, View()) == ["2"]

    assert library.undo() == "deleting “Article 1”"
    assert [uris(library, View(shelf=shelf)) for shelf in shelves] == before
    assert len(library.search.numbers("strike", TODAY)) == 2

    library.redo()
    assert library.articles.purge(now() + 1) == 1
    assert library.articles.purge(now() + 1) == 0
    assert library.articles.load(uri) is None
    assert library.articles.deleted() == []
    library.undo()
    assert uris(library, View()) == ["2"], "there is nothing left to show"
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
        ("“the port”", "1"),
        ("🦊", ""),
        ("京都", ""),
        ("unread", "4 3 1"),
        ("starred", "3"),
        ("is-nowhere", ""),
        ('"', "4 3 2 1"),
        ("((((", "4 3 2 1"),
        ("'; DROP TABLE articles; --", ""),
        ("strike -port", "3"),
        ("-(strike or budget)", "4"),
        ("(strike or budget) starred", "3"),
        ("title:article -title:3 unread", "4 1"),
        ("TAG:korea", "2"),
        ("folder:WORLD", "3"),
        ("-folder:world strike", "1"),
        ("folder:World or tag:Korea", "3 2"),
        ("feed:a.example", "3"),
        ("truncated", ""),
        ("- strike", "4 2"),
        ("or", "4 3 2 1"),
        ('nothing:"else matters"', ""),
    ],
)
def test_the_filter_language(library: Library, query: str, found: str) -> None:
    feed = library.feeds.add("https://a.example/feed", folder="World")
    library.articles.put(
        [
            article(1, "The strike at the port went on."),
            article(2, "The budget was passed."),
            article(3, "A Strike elsewhere.", feed=feed.id),
            article(4, "They don't know 東京の天気."),
        ],
        {feed.id: "World"},
    )
    library.articles.tag(["https://example.org/2"], "Korea")
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
        assert condition.where()[0]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("strike after:soon", "after:soon"),
        ("after:2026-13-01 x", "after:2026-13-01"),
        ("a figure: b", "figure:"),
        ("figure:troops>1.2.3", "figure:troops>1.2.3"),
        ("figure:troops>many", "figure:troops>many"),
        ("has:wings", "has:wings"),
        ("words:long", "words:long"),
        ("speaker:!?", "speaker:!?"),
        ("a " * 201, "a "),
        ("(" * 30 + "a", "("),
    ],
)
def test_a_query_that_cannot_be_read_says_where(query: str, word: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY)
    assert query[caught.value.start : caught.value.end] == word


def test_a_day_begins_at_midnight_here(library: Library) -> None:
    midnight = int(datetime(2026, 11, 24).astimezone().timestamp() * 1000)
    library.articles.put([article(1, at=midnight - 1), article(2, at=midnight)])
    rows = [
        library.articles.listed(library.search.numbers(q, TODAY)) for q in ("after:today", "before:today", "after:1d")
    ]
    assert [[row.title for row in found] for found in rows] == [
        ["Article 2"],
        ["Article 1"],
        ["Article 2", "Article 1"],
    ]


def test_the_best_come_first_within_a_feed_and_without_what_is_not_wanted(library: Library) -> None:
    feed = library.feeds.add("https://a.example/feed")
    library.articles.put(
        [article(1, "port " * 9, feed=feed.id), article(2, "The port.", feed=feed.id), article(3, "port " * 20)]
    )

    def best(query: str) -> list[str]:
        rows = library.articles.listed(library.search.numbers(query, TODAY, best_first=True))
        return [row.title for row in rows]

    assert best("port feed:a.example") == ["Article 1", "Article 2"]
    assert sorted(best("-strike")) == ["Article 1", "Article 2", "Article 3"]
    assert best("port or strike")[0] == "Article 3"


@pytest.mark.parametrize(
    ("query", "offers"),
    [
        ("unread fe", "unread feed:"),
        ("has:q", "has:questions"),
        ("-ta", "-tag:"),
        ("(star", "(starred"),
        ("folder:as", 'folder:Asia | folder:World/Asia | folder:"Far Asia"'),
        ('folder:"far a', 'folder:"Far Asia"'),
        ("nothing:", ""),
        ('"unr', ""),
        ('feed:"Far Asia"', ""),
        ('x -folder:"eur', "x -folder:Europe"),
        ("-folder:eur", "-folder:Europe"),
    ],
)
def test_completion_offers_what_may_stand_there(query: str, offers: str) -> None:
    folders = {"folder": ["World/Asia", "Far Asia", "Asia", "Europe"]}
    found = [offer.query for offer in complete(query, lambda field: folders.get(field, []))]
    assert sorted(found) == sorted(o for o in offers.split(" | ") if o)


def test_kept_queries_and_rules(library: Library) -> None:
    library.articles.put([article(1), article(2, "A budget.")])
    library.search.save("Ports", "port")
    library.search.save("No strikes", "strike", kill=True)
    with pytest.raises(LibraryError, match="cannot ask for facts"):
        library.search.save("No crowds", "figure:people>100", kill=True)
    assert library.search.saved() == [("Ports", "port")]
    assert library.search.killed(["https://example.org/1", "https://example.org/2"], TODAY) == ["https://example.org/1"]
    library.search.forget("Ports")
    assert library.search.saved() == []
    library.undo()
    assert library.search.saved() == [("Ports", "port")]
    library.undo()
    assert library.search.saved(kill=True) == []


@pytest.mark.parametrize(
    ("words", "text", "hits"),
    [
        ("port", "A report from the port, by Port-au-Prince.", "port Port"),
        ("por*", "A report from the portal.", "por"),
        ("defence budget", "The Defence-budget; defence of the budget.", "Defence-budget"),
        ("don't", "They don’t know; done.", "don’t"),
        ("天気", "東京の天気です", "天気"),
        ("*", "a * b", ""),
        ("", "a", ""),
    ],
)
def test_what_is_painted_is_what_the_index_found(words: str, text: str, hits: str) -> None:
    piece, spans, at = snippet(text, (words,))
    assert [piece[a:b] for a, b in spans] == hits.split()
    assert (at >= 0) is bool(hits)


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_has_a_snippet_of_any_words(text: str, words: list[str]) -> None:
    piece, spans, at = snippet(text, tuple(words))
    assert all(0 <= a < b <= len(piece) for a, b in spans)
    assert -1 <= at < max(1, len(text))
    assert pattern(words) == pattern(words).lower()


def test_snippets_show_the_hit(library: Library) -> None:
    library.articles.put([article(1, "word " * 300 + "the *strike* began " + "word " * 300)])
    (hit,) = library.search.hits(library.search.numbers("strike", TODAY), "strike", TODAY, built=True)
    (start, end), *_ = hit.spans
    assert hit.snippet[start:end] == "strike"
    stored = library.articles.load("https://example.org/1")
    assert stored is not None
    assert stored.text[hit.at : hit.at + 6] == "strike"
    assert len(hit.snippet) < 300


def test_the_page_of_the_language_is_up_to_date() -> None:
    from tests.tools.docs import search_markdown

    page = Path(__file__).parents[2] / "docs" / "search.md"
    assert page.read_text(encoding="utf-8") == search_markdown(), "run: python -m tests.tools.docs"
