"""The reader on a library: triage, views, search, tags, what changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import pytest

from tests.reader.running import Running, reader
from tui.ingest.fact_index import look
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.library.articles.lists import View
from tui.reader import background as keeping
from tui.reading import Row
from tui.reading.library_listing import LibraryShelf
from tui.sources.feeds.entry import Entry

DAY = 86_400_000
NEVER = "read_after = -1.0"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        for name in ("Asia", "Europe"):
            feed = library.feeds.add(f"https://{name}.example/feed", title=name, folder="World")
            library.articles.put([entry(n, feed.id, name) for n in range(1, 4)], {feed.id: "World"})
        yield library


def entry(n: int, feed: int, name: str, more: str = "") -> Incoming:
    html = f"<p>It rained in {name}.</p>" + "<p>Nothing else happened that day.</p>" * 30
    html += f"<p>Some {n}2,000 troops march to the harbour{more}.</p><p>Then the harbour was closed.</p>"
    body = Entry(html, f"https://{name}.example/{n}")
    made = Incoming.of(body, published=n * DAY + feed, feed=feed, guid=str(n))
    return made._replace(title=f"{name} {n}", source=name)


def on(
    library: Library, settings: str = NEVER, size: tuple[int, int] = (120, 40)
) -> AbstractAsyncContextManager[Running]:
    return reader(shelf=LibraryShelf(library), library=library, settings=settings, size=size)


def listed(running: Running) -> list[str]:
    return [row.title for row in running.screen.reading.rows(0, 50)]


def footer(running: Running) -> str:
    return running.lines()[-1]


async def ask(running: Running, key: str, text: str) -> None:
    await running.press(key)
    await running.press("ctrl+u", *text, "enter")


async def show(running: Running, view: View) -> None:
    running.screen.reading.shelf.show(view)  # type: ignore[attr-defined]
    running.screen.opening.list_changed()
    await running.settle()


async def test_an_answer_of_one_article_is_left_for_all_articles_not_for_the_shell(library: Library) -> None:
    async with on(library) as running:
        await ask(running, "&", "12,000 asia")
        assert listed(running) == ["Asia 1"]
        assert "q all articles" in footer(running)
        await running.press("enter", "q", "q")  # the first q ends the finding of the query's words
        assert (running.screen.pane, listed(running)) == ("list", ["Asia 1"])
        await running.press("q")
        assert len(listed(running)) == 6
        assert "q quit" in footer(running)
        await ask(running, "&", "nowhere")
        assert "& another query" in footer(running)
        assert "tour" not in footer(running)


async def test_what_is_added_is_at_the_cursor_wherever_it_stands_in_the_list(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "rail.txt"
    file.write_text("Rail\n\nBERLIN, Jan. 3, 1970 (DPA) - The line reopened after nine months.\n", encoding="utf-8")
    async with on(library) as running:
        await running.press("plus", *str(file), "enter")
        await running.until(lambda: not running.screen.reading.jobs.busy)
        await running.settle()
        row = running.screen.list.row(running.screen.list.cursor)
        assert row is not None
        assert row.uri == file.as_uri()
        assert 0 < running.screen.list.cursor < 6  # its day is the second of those that the feeds have


async def test_an_answer_opens_at_its_hit_and_n_goes_on(library: Library) -> None:
    async with on(library) as running:
        await ask(running, "&", "harbour asia")
        assert listed(running) == ["Asia 3", "Asia 2", "Asia 1"]
        assert "3 articles" in footer(running)
        assert "harbour" in "\n".join(line[:26] for line in running.lines())  # the words around the hit, in the list
        article = running.screen.session.article
        assert article is not None
        await running.press("enter")
        first, second = (article.text.index("harbour"), article.text.rindex("harbour"))
        hits = [article.text.index("Asia"), first, second]
        assert running.screen.view.cursor == hits[0]
        assert "1 of 3" in footer(running)
        await running.press("n", "n")
        assert running.screen.view.cursor == second
        await running.press("J")  # the next one is at its hit too
        assert "1 of 3" in footer(running)
        await running.press("escape")
        assert "next fact" in footer(running)
        await running.press("q", "q")
        assert len(listed(running)) == 6
        assert running.screen.list.cursor == listed(running).index("Asia 2")


async def test_a_word_that_makes_no_sense_is_shown_and_can_be_typed_over(library: Library) -> None:
    async with on(library) as running:
        await ask(running, "&", "harbour after:soon")
        assert "“soon” is no day" in footer(running)
        await running.press(*"after:1970-01-03", "enter")
        assert running.screen.reading.shelf.query == "harbour after:1970-01-03"
        await running.press("&", "up")
        assert "harbour after:1970-01-03" in footer(running)


async def test_completion_of_terms_and_names(library: Library) -> None:
    async with on(library) as running:
        await running.press("&", *"fe")
        assert "a feed's title or address" in footer(running)
        await running.press("tab", *"eu", "tab", "enter")
        assert listed(running) == ["Europe 3", "Europe 2", "Europe 1"]


async def test_facts_that_are_not_known_yet_are_told_of(library: Library) -> None:
    async with on(library) as running:
        await ask(running, "&", "figure:troops>30000")
        assert "still looked for" in running.text()
        look(library)
        await ask(running, "&", "figure:troops>30000")
        assert listed(running) == ["Europe 3", "Asia 3"]
        assert "still looked for" not in running.text()


async def test_an_empty_answer_says_what_to_do(library: Library) -> None:
    async with on(library, size=(80, 24)) as running:
        await ask(running, "&", "nowhere")
        assert "no matches" in running.text()
        assert "nowhere" in running.text()
        await running.press("escape")
        assert len(listed(running)) == 6


async def test_a_kept_search_finds_what_comes_later_and_is_forgotten_undoably(library: Library) -> None:
    async with on(library) as running:
        await ask(running, "&", "asia")
        await running.press("g", "s")
        await ask(running, "x", "Rain")  # the key is swallowed by the line that is open already
        assert library.search.saved() == [("Rain", "asia")]
        library.articles.put([entry(9, 1, "Asia")])
        keeping.renew_list(running.screen)
        assert listed(running)[0] == "Asia 9"
        running.screen.act("forget-search")
        await running.settle()
        await running.press("enter")
        assert library.search.saved() == []
        await running.press("u")
        assert library.search.saved() == [("Rain", "asia")]


async def test_answers_can_be_turned_round(library: Library) -> None:
    async with on(library) as running:
        await ask(running, "&", "asia")
        orders = []
        for _ in range(3):
            await running.press("g", "o")
            orders.append((listed(running)[0], footer(running).split(" first")[0].strip()))
        assert [order for _, order in orders] == ["oldest", "best", "newest"]
        assert orders[0][0] == "Asia 1"
        assert orders[2][0] == "Asia 3"


async def test_what_was_read_stays_in_the_list_of_unread(library: Library) -> None:
    async with on(library) as running:
        await show(running, View(unread=True, title="Unread"))
        await running.press("enter", "r")
        look(library)  # something else is stored meanwhile
        keeping.renew_list(running.screen)
        assert len(listed(running)) == 6
        library.articles.put([entry(9, 1, "Asia")])
        keeping.renew_list(running.screen)
        assert listed(running)[:3] == ["Asia 9", "Asia 3", "Europe 2"]


async def test_keys_mean_the_open_article_even_when_it_left_the_list(library: Library) -> None:
    async with on(library) as running:
        await show(running, View(unread=True, title="Unread"))
        await running.press("j", "enter", "r")
        uri = running.screen.session.uri
        library.articles.put([entry(9, 1, "Asia")])
        keeping.renew_list(running.screen)
        assert "Asia 3" not in listed(running)
        await running.press("f")
        assert library.states.get(uri).starred
        after = listed(running)[running.screen.list.cursor]
        await running.press("J")  # the one behind it, none is left out
        assert running.screen.session.uri == library.articles.listed([5])[0].uri
        assert after == "Europe 2"


async def test_next_unread_goes_from_feed_to_feed(library: Library) -> None:
    async with on(library) as running:
        asia, europe = library.feeds.all()
        await show(running, View(shelf=f"feed:{asia.id}", title="Asia"))
        await running.press("A")
        assert "3 marked read" in footer(running)
        await running.press("tab")
        assert running.screen.reading.shelf.title == europe.name
        assert running.screen.pane == "text"
        await running.press("A", "tab")
        assert "nothing unread" in footer(running)
        await running.press("u", "tab")
        assert running.screen.session.uri.startswith("https://Europe")


async def test_marking_very_many_read_happens_beside_the_keys(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.reader.commands.articles.BULK", 4)
    async with on(library) as running:
        await running.press("A")
        await running.until(lambda: not running.screen.reading.jobs.busy)
        await running.settle()
        assert "6 marked read" in footer(running)
        assert library.feeds.totals("all") == (6, 0)
        await running.press("u")
        assert library.feeds.totals("all") == (6, 6)


async def test_tags_are_typed_completed_and_undone(library: Library) -> None:
    async with on(library) as running:
        await ask(running, "T", "To Read, korea")
        uri = running.screen.session.uri
        assert library.articles.tags(uri) == ["korea", "to read"]
        assert "tagged korea, to read" in footer(running)
        await running.press("j", "T", *"ko", "tab", "enter")
        assert library.feeds.tags() == [("korea", 2, 2), ("to read", 1, 1)]
        await running.press("u", "u")
        assert library.feeds.tags() == []


def _read(running: Running, uri: str) -> bool:
    row = running.screen.reading.row(uri)
    return row is not None and row.read


async def test_what_changed_is_told_once(library: Library) -> None:
    async with on(library, settings="read_after = 0.0") as running:
        uri = "https://Asia.example/3"
        library.articles.set_changes(uri, "people 12 → 19")
        keeping.renew_list(running.screen)
        row = listed(running).index("Asia 3")
        assert "≠" in running.lines()[2 + 2 * row]
        await running.press(*"j" * row, "enter")
        await running.until(lambda: _read(running, uri))
        assert "changed since you read it: people 12 → 19" in running.text()
        assert "≠" not in running.lines()[2 + 2 * row][:26]
        assert not library.states.get(uri).read  # a timer writes nothing: that comes with the next article
        await running.press("K" if row else "J")
        assert library.states.get(uri).read
        assert library.search.numbers("changed", date.today()) == []


async def test_a_bookmark_opens_its_article_from_any_view(library: Library) -> None:
    async with on(library) as running:
        await running.press("m")
        uri = running.screen.session.uri
        await ask(running, "&", "asia")
        assert running.screen.session.uri != uri
        await running.press("'", "enter")
        assert running.screen.session.uri == uri
        assert running.screen.pane == "text"


async def test_ages_tick(library: Library) -> None:
    now = 1_800_000_000.0
    async with on(library) as running:
        rows = running.screen.list
        rows.clock = lambda: now
        monday = Row("x", "X", "S", "2027-01-15", at=int(now * 1000) - 59 * 60_000)
        rows._rows = lambda first, n: [monday]
        rows.tick()
        rows.touch()
        await running.settle()
        assert "S · 59 min" in running.text()
        now += 60
        rows.tick()
        await running.settle()
        assert "S · 1 h" in running.text()


async def test_facts_are_looked_for_beside_the_reader(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    began = threading.Event()
    monkeypatch.setattr("tui.ingest.fact_index.Looking.start", lambda self: began.set())
    async with on(library) as running:
        keeping.look(running.screen)
        assert began.wait(30)
        look(library)
        began.clear()
        before = threading.active_count()
        keeping.look(running.screen)  # all is known: nothing is started
        assert threading.active_count() == before


async def test_long_titles_are_cut_or_wrapped(library: Library) -> None:
    title = "The harbour that was closed for a week is open again, and nobody knows for how long it will be"
    library.articles.put([entry(9, 1, "Asia")._replace(title=title)])
    async with on(library) as running:
        assert running.lines()[1][2:25].strip() == "The harbour that was…"
        assert running.lines()[2].startswith("▌ Asia")
    async with on(library, settings=f'{NEVER}\ntitles = "wrap"') as running:
        assert [line[2:25].strip() for line in running.lines()[1:3]] == [
            "The harbour that was",
            "closed for a week is …",
        ]
        assert running.lines()[3].startswith("▌ Asia")
        await running.press("G")
        assert running.lines()[1 + 3 * 6].startswith("▌ Asia 1")


async def test_a_star_and_a_read_mark_are_undone_one_by_one(library: Library) -> None:
    async with on(library) as running:
        uri = running.screen.session.uri
        await running.press("f", "r")
        library.states.set(uri, position=7)
        await running.press("u")
        state = library.states.get(uri)
        assert (state.read, state.starred, state.position) == (False, True, 7)
        await running.press("u")
        assert "undone: starring “Europe 3”" in footer(running)
        assert not library.states.get(uri).starred
