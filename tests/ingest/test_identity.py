"""Which article an entry is, within a feed and across feeds, and whose words of it stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

import pytest

from tui.ingest.feed_worker import read_feed
from tui.ingest.storing import compare
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.library.articles.lists import View
from tui.library.feeds import StoredFeed
from tui.structure import plain_article

LONG = (
    "The ferry Marten left the quay of Olmsund at noon with forty passengers and a cargo of seed potatoes. Its captain, "
    "Ines Vollmer, told the harbour office that the crossing would take two hours longer because of the ice. "
) * 3
OTHER = (
    "A committee of nine members will examine how the municipal archive lost a third of its maps. Witnesses are heard "
    "from Thursday on, said chairwoman Petra Lund; the report is due before the summer recess. "
) * 3
SHORT = "The Marten leaves Olmsund late because of ice."
SITE = "https://olmsund.example"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield library


def item(title: str, text: str, **more: str) -> str:
    """An RSS item; ``more`` are elements: link, guid, day (of March 2024), author."""
    parts = [f"<title>{escape(title)}</title>", f"<description>{escape(text)}</description>"]
    parts += [f"<{name}>{escape(more[name])}</{name}>" for name in ("link", "guid", "author") if name in more]
    if "day" in more:
        parts.append(f"<pubDate>{more['day']} Mar 2024 10:00:00 +0000</pubDate>")
    return f"<item>{''.join(parts)}</item>"


def come(library: Library, feed: StoredFeed, *items: str, title: str = "") -> None:
    """What a refresh does with a feed of these items."""
    data = f"<rss><channel><title>{title or feed.url}</title>{''.join(items)}</channel></rss>".encode()
    _, batch = read_feed(data, feed.url, feed, library.articles.known_entries(feed.id))
    library.articles.put(batch, {feed.id: feed.folder})


def listed(library: Library, shelf: str = "all") -> list[str]:
    return sorted(row.title for row in library.list(View(shelf=shelf)).rows(0, 99))


def words(library: Library, title: str) -> str:
    (row,) = (row for row in library.list(View()).rows(0, 99) if row.title == title)
    article = library.articles.load(row.uri)
    assert article is not None
    return article.text


ONE_FEED: dict[str, tuple[list[str], list[str], list[str]]] = {
    # name: items of the first fetch, items of the second, titles at last
    "guids, one link": (
        [item("A", LONG, guid="1", link=f"{SITE}/live"), item("B", OTHER, guid="2", link=f"{SITE}/live")], [], ["A", "B"]
    ),
    "guids, one link, one text": (
        [item("A", LONG, guid="1", link=f"{SITE}/live"), item("B", LONG, guid="2", link=f"{SITE}/live")], [], ["A", "B"]
    ),
    "guids, one title, other texts": (
        [item("A", LONG, guid="1", link=f"{SITE}/show"), item("A", OTHER, guid="2", link=f"{SITE}/show")], [], ["A", "A"]
    ),
    "titles, one link": ([item("A", LONG, link=f"{SITE}/live"), item("B", OTHER, link=f"{SITE}/live")], [], ["A", "B"]),
    "fragments": ([item("A", LONG, link=f"{SITE}/live#1"), item("B", OTHER, link=f"{SITE}/live#2")], [], ["A", "B"]),
    "routes": ([item("A", LONG, link=f"{SITE}/#/a"), item("A", OTHER, link=f"{SITE}/#/b")], [], ["A", "A"]),
    "one link, the second comes later": (
        [item("A", LONG, guid="1", link=f"{SITE}/live")], [item("B", OTHER, guid="2", link=f"{SITE}/live")], ["A", "B"]
    ),
    "new guids for the same": (
        [item("A", LONG, guid="1", link=f"{SITE}/a")], [item("A", LONG, guid="2", link=f"{SITE}/a")], ["A"]
    ),
    "a guid that goes to https": (
        [item("A", LONG, guid="http://olmsund.example/a", day="04")],
        [item("A, corrected", LONG, guid="https://olmsund.example/a", day="04")], ["A, corrected"],
    ),
    "a link that goes to https": (
        [item("A", LONG, link="http://olmsund.example/a")], [item("A", LONG, link=f"{SITE}/a")], ["A"]
    ),
    "another slug, no guid": (
        [item("A", LONG, link=f"{SITE}/a", day="04")], [item("A", LONG, link=f"{SITE}/a-2", day="04")], ["A"]
    ),
    "the same words another day are another article": (
        [item("A", LONG, link=f"{SITE}/a", day="04")], [item("A", LONG, link=f"{SITE}/b", day="05")], ["A", "A"]
    ),
    "a guid that is used again": (
        [item("A", LONG, guid="top", link=f"{SITE}/a", day="04")],
        [item("B", OTHER, guid="top", link=f"{SITE}/b", day="06")], ["A", "B"],
    ),
    "a headline without a guid": (
        [item("A", LONG, link=f"{SITE}/a", day="04")], [item("B", LONG, link=f"{SITE}/a", day="04")], ["B"]
    ),
    "a rewritten story keeps its guid": (
        [item("A", LONG, guid="1", link=f"{SITE}/a", day="04")],
        [item("B", OTHER, guid="1", link=f"{SITE}/a", day="04")], ["B"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_FEED)
def test_within_one_feed(name: str, library: Library) -> None:
    first, second, titles = ONE_FEED[name]
    feed = library.feeds.add(f"{SITE}/feed")
    come(library, feed, *first)
    come(library, feed, *first)
    if second:
        come(library, feed, *second)
        come(library, feed, *second)
    assert listed(library) == titles


def test_a_guid_used_again_and_again_is_a_story_each_time(library: Library) -> None:
    feed = library.feeds.add(f"{SITE}/feed")
    third = (
        "Nothing of this was said before: the lighthouse keeper counts storks, geese and herons every single morning. "
        * 3
    )
    for day, title, text in (("04", "A", LONG), ("06", "B", OTHER), ("08", "C", third)):
        come(library, feed, item(title, text, guid="top", link=f"{SITE}/{title}", day=day))
    assert listed(library) == ["A", "B", "C"]
    assert words(library, "A").startswith("The ferry")


WAYS = ["", "?utm_source=rss", "?maca=en-rss-en-all-1573-rdf", "?at_medium=RSS&at_campaign=x", "/", "?smid=rss#top"]


@pytest.mark.parametrize("way", WAYS)
def test_feeds_of_one_site_give_an_article_once(way: str, library: Library) -> None:
    for number, link in enumerate((f"{SITE}/a", f"{SITE}/a{way}")):
        come(library, library.feeds.add(f"{SITE}/feed{number}"), item("A", LONG, guid=f"{number}", link=link))
    assert listed(library) == ["A"]
    assert listed(library, "feed:1") == listed(library, "feed:2") == ["A"]


COMMENTS = item("A (olmsund.example)", "Comments", guid="https://links.example/1", link=f"{SITE}/a")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_feed_of_links_takes_no_words_away(order: tuple[int, int], library: Library) -> None:
    feeds = library.feeds.add("https://links.example/rss"), library.feeds.add(f"{SITE}/feed")
    items = COMMENTS, item("A", LONG, guid="1", link=f"{SITE}/a")
    for which in order:
        come(library, feeds[which], items[which])
    assert listed(library) == ["A"]
    assert words(library, "A").startswith("The ferry")
    come(library, feeds[0], COMMENTS.replace("Comments", "10 comments"))
    assert words(library, "A").startswith("The ferry")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_each_feed_keeps_its_own_words(order: tuple[int, int], library: Library) -> None:
    feeds = library.feeds.add("https://evil.example/rss"), library.feeds.add(f"{SITE}/feed")
    items = item("False", OTHER * 2, guid="1", link=f"{SITE}/a"), item("True", LONG, guid="1", link=f"{SITE}/a")
    for _ in range(2):
        for which in order:
            come(library, feeds[which], items[which])
    assert listed(library, "feed:1") == ["False"]
    assert listed(library, "feed:2") == ["True"]
    assert words(library, "True").startswith("The ferry")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_longer_text_of_two_feeds_stands(order: tuple[int, int], library: Library) -> None:
    feeds = library.feeds.add(f"{SITE}/short"), library.feeds.add(f"{SITE}/full")
    items = item("A", SHORT, guid="1", link=f"{SITE}/a"), item("A", LONG, guid="1", link=f"{SITE}/a")
    for _ in range(2):
        for which in order:
            come(library, feeds[which], items[which], title=f"Olmsund {which}")
    assert words(library, "A").startswith("The ferry")
    come(library, feeds[0], items[0].replace("late", "very late"), title="Olmsund 0")
    assert words(library, "A").startswith("The ferry")
    come(library, feeds[1], items[1].replace("forty", "fifty"), title="Olmsund 1")
    assert "fifty passengers" in words(library, "A")


@pytest.mark.parametrize("page_first", [True, False])
def test_a_page_that_was_saved_is_not_replaced_by_a_summary(page_first: bool, library: Library) -> None:
    feed = library.feeds.add(f"{SITE}/feed")
    page = Incoming.of(plain_article(LONG, uri=f"{SITE}/a"))
    if page_first:
        library.articles.put([page])
    come(library, feed, item("A", SHORT, guid="1", link=f"{SITE}/a"))
    if not page_first:
        library.articles.put([page])
    for text in (SHORT + " Again.", SHORT):
        come(library, feed, item("A", text, guid="1", link=f"{SITE}/a"))
    article = library.articles.load(f"{SITE}/a")
    assert article is not None
    assert article.text.startswith("The ferry")


EDITS: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "headline": ({"title": "B"}, {"title": "B"}),
    "link": ({"link": f"{SITE}/new"}, {"url": f"{SITE}/new"}),
    "author": ({"author": "Bo Hall"}, {"author": "Bo Hall"}),
    "day": ({"day": "06"}, {"published": 1_709_719_200_000}),
}


@pytest.mark.parametrize("name", EDITS)
def test_edits_arrive_while_the_words_stay(name: str, library: Library) -> None:
    changes, wanted = EDITS[name]
    feed = library.feeds.add(f"{SITE}/feed")
    before = {"title": "A", "text": LONG, "guid": "1", "link": f"{SITE}/a", "author": "Ann Hall", "day": "04"}
    come(library, feed, item(**before))
    come(library, feed, item(**(before | changes)))
    (row,) = library.list(View()).rows(0, 9)
    assert {field: getattr(row, field) for field in wanted} == wanted
    article = library.articles.load(row.uri)
    assert article is not None
    data = article.metadata
    head = {"title": data.title, "url": data.url, "published": data.published}
    if name == "author":
        assert [b.value for b in data.byline] == ["Bo Hall"]
    elif name != "day":
        inferred = head[next(iter(wanted))]
        assert inferred is not None
        assert inferred.value in wanted.values()
    if name == "headline":
        assert library.search.numbers("title:B", date(2024, 4, 1)) == [row.id]


def test_a_date_that_comes_later_is_taken_and_a_month_is_no_day(library: Library) -> None:
    feed = library.feeds.add(f"{SITE}/feed")
    come(library, feed, item("A", LONG, guid="1"))
    assert [row.dated for row in library.list(View()).rows(0, 9)] == [False]
    come(library, feed, item("A", LONG, guid="1", day="04"))
    (row,) = library.list(View()).rows(0, 9)
    assert (row.dated, row.published) == (True, 1_709_546_400_000)
    come(library, feed, item("B", OTHER, guid="2").replace("</item>", "<pubDate>2021-07</pubDate></item>"))
    assert [row.dated for row in library.list(View()).rows(0, 9) if row.title == "B"] == [False]


def test_a_bookmark_in_one_of_two_articles_of_a_link_is_not_looked_for_in_the_other(library: Library) -> None:
    from tui.bookmarks.making import make_bookmark

    feed = library.feeds.add(f"{SITE}/feed")
    come(library, feed, item("A", LONG, guid="1", link=f"{SITE}/live"), item("B", OTHER, guid="2", link=f"{SITE}/live"))
    one, two = (
        library.articles.load(row.uri) for row in sorted(library.list(View()).rows(0, 9), key=lambda r: r.title)
    )
    assert one is not None
    assert two is not None
    kept = library.bookmarks.add(make_bookmark(one, 4, 16), one)
    assert library.bookmarks.reanchor(two) == []
    assert [b.id for b in library.bookmarks.reanchor(one)] == [kept.id]
    assert library.bookmarks.all()[0].state.value == "exact"


def test_a_changed_headline_is_told(library: Library) -> None:
    feed = library.feeds.add(f"{SITE}/feed")
    come(library, feed, item("Ferry late", LONG, guid="1", link=f"{SITE}/a"))
    library.states.set(f"{SITE}/a", read=True)
    come(library, feed, item("Ferry lost", LONG.replace("forty", "fifty"), guid="1", link=f"{SITE}/a"))
    assert compare(library, [f"{SITE}/a"]) == ""
    (row,) = library.list(View()).rows(0, 9)
    assert row.changes.startswith("headline “Ferry late” → “Ferry lost” · ")
    assert "fifty passengers" in row.changes
