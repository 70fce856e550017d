"""Facts of articles that nobody opened: in the lists, in search, in a process of its own that ends by itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tui.facts import Facts, extract
from tui.ingest import fact_index as looking
from tui.ingest.fact_index import Looking, look, look_until_done
from tui.library import Library, LibraryError
from tui.library.articles.intake import Incoming
from tui.library.db.connection import now
from tui.reading import Reading
from tui.reading.library_listing import LibraryShelf
from tui.sources.feeds.entry import Entry
from tui.text.article import Article

TODAY = date(2026, 11, 24)
HTML = (
    "<p>Some 28,500 US troops are stationed there, said Ahn Gyu-back, the defence minister. It costs $1.2 million.</p>"
    "<h2>Why now?</h2><p>“Nobody knows,” Pete Hegseth said in Seoul.</p>"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield library


def entry(n: int, html: str = HTML) -> Incoming:
    return Incoming.of(Entry(html, f"https://example.org/{n}"), published=n * 86_400_000, feed=1, guid=str(n))


def found(library: Library, query: str) -> list[int]:
    return library.search.numbers(query, TODAY)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("figure:troops", True),
        ("figure:troops>20000", True),
        ("figure:troops>20k", True),
        ('figure:"US troops">=28,500', True),
        ("figure:troops>30000", False),
        ("figure:dollars>1m", True),
        ("figure:$<1m", False),
        ("figure:>1000000", True),
        ("figure:ships", False),
        ("has:figures has:questions", True),
        ("speaker:Ahn", True),
        ('speaker:"Pete Hegseth"', True),
        ("speaker:heg*", True),
        ("speaker:an", False),
        ("person:hegseth -speaker:Kim", True),
        ("place:seoul", True),
        ("words:>10 words:<100", True),
        ("words:>1k", False),
    ],
)
def test_searching_by_facts_in_what_was_never_opened(library: Library, query: str, fits: bool) -> None:
    library.articles.put([entry(1)])
    assert library.search.unlooked(query, TODAY) == 1
    assert look(library) == 1
    assert found(library, query) == ([1] if fits else [])
    assert library.search.unlooked(query, TODAY) == 0


def test_counts_are_those_of_the_article_as_it_opens(library: Library) -> None:
    library.articles.put([entry(1), entry(2, "<p><b>Why now?</b></p><p>Because 12 ships came.</p>")])
    before = library.articles.listed([1, 2])
    assert [(row.questions, row.figures) for row in before] == [(1, -1), (0, -1)]
    look(library)
    for row in library.articles.listed([1, 2]):
        article = library.articles.load(row.uri)
        assert article is not None
        assert row.questions == sum(1 for _ in article.questions())
        assert row.figures == sum(1 for fact in extract(article).facts if fact.kind.value == "figure") > 0


def test_what_is_opened_first_needs_no_second_look(library: Library) -> None:
    library.articles.put([entry(1)])
    reading = Reading(LibraryShelf(library), library)
    article = reading.load("https://example.org/1")
    reading.facts.job(article)(lambda: False)
    reading.store.background.do(lambda own: None).result()  # what it stores, it stores behind our back
    assert library.articles.not_looked_at() == []
    assert found(library, "figure:troops>20000") == [1]


def test_facts_of_a_version_that_is_gone_are_not_filed(library: Library) -> None:
    library.articles.put([entry(1)])
    old = library.articles.load("https://example.org/1")
    assert old is not None
    library.articles.put([entry(1, "<p>Some 12 ships came.</p>")])
    library.facts.put(extract(old), old)
    assert found(library, "figure:troops") == []
    assert library.articles.not_looked_at() == [1]
    look(library)
    assert found(library, "figure:ships>11") == [1]


def test_the_newest_come_first_and_what_was_done_is_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "TOGETHER", 2)
    library.articles.put([entry(n) for n in range(1, 6)])
    told: list[tuple[int, int]] = []
    look(library, progress=lambda done, total: told.append((done, total)), cancelled=lambda: bool(told))
    assert told == [(2, 5)]
    assert found(library, "has:figures") == [5, 4]
    assert look(library) == 3


def test_one_that_is_at_it_is_left_alone(library: Library) -> None:
    library.articles.put([entry(1)])
    library.states.kv_set("looking.at", now())
    assert look(library) == 0
    library.states.kv_set("looking.at", now() - looking.RIVAL)
    assert look(library) == 1


def test_the_work_of_one_that_was_ended_is_taken_over(library: Library) -> None:
    class Stop(threading.Event):
        waited = 0

        def wait(self, timeout: float | None = None) -> bool:
            assert timeout is not None
            self.waited += 1
            library.states.kv_set("looking.at", now() - looking.RIVAL)  # silent for so long
            return False

    library.articles.put([entry(1)])
    library.states.kv_set("looking.at", now())
    stop = Stop()
    look_until_done(library, stop)
    assert stop.waited == 1
    assert library.articles.not_looked_at() == []


def test_a_clock_that_was_set_back_keeps_nobody_waiting(library: Library) -> None:
    library.articles.put([entry(1)])
    library.states.kv_set("looking.at", now() + 86_400_000)
    assert look(library) == 1


def test_two_at_once_are_never_at_it_together(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one comes while the first has not stored anything yet."""
    library.articles.put([entry(1), entry(2)])
    seconds: list[int] = []

    def twice(article: Article) -> Facts:
        with Library.open(library.path) as other:
            seconds.append(look(other))
        return extract(article)

    monkeypatch.setattr("tui.facts.extract", twice)
    assert look(library) == 2
    assert seconds == [0, 0]
    assert library.database.value("SELECT count(*) FROM names") == 2


def test_a_full_disk_ends_it_and_it_goes_on_later(library: Library) -> None:
    ships = "".join(f"<p>Some {i} ships came.</p>" for i in range(100, 300))
    library.articles.put([entry(n, ships) for n in range(1, 9)])
    pages = library.database.value("PRAGMA page_count")
    library.database.value(f"PRAGMA max_page_count={pages}")
    with pytest.raises(LibraryError, match="the disk is full"):
        look(library)
    assert library.articles.unlooked() == 8, "all or nothing of what is stored together"
    library.database.value("PRAGMA max_page_count=1000000")
    library.states.kv_set("looking.at", 0)
    assert look(library) == 8
    assert library.database.value("PRAGMA integrity_check") == "ok"


def test_a_library_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "library.db"
    process = Looking(gone)
    process.start()
    assert process.wait() == 0
    process.stop()
    assert not gone.parent.exists()


def test_what_lies_in_the_working_folder_is_not_run(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    downloads = library.path.parent / "downloads"
    downloads.mkdir()
    (downloads / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(downloads)
    process = Looking(library.path)
    process.start()
    assert process.wait() == 0
    process.stop()


def test_another_engine_looks_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.articles.put([entry(1)])
    assert look(library) == 1
    assert look(library) == 0
    monkeypatch.setattr("tui.library.facts.ENGINE", "another")
    assert look(library) == 1


def test_a_damaged_article_is_passed_over(library: Library) -> None:
    library.articles.put([entry(1), entry(2)])
    with library.database.write():
        library.database.run("UPDATE texts SET body = ? WHERE article = 2", (b"nothing",))
    assert look(library) == 2
    assert found(library, "speaker:Ahn") == [1]


def test_an_article_that_breaks_the_engine_is_passed_over(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(article: Article) -> Facts:
        if article.uri.endswith("/2"):
            raise ValueError("unforeseen")
        return extract(article)

    monkeypatch.setattr("tui.facts.extract", broken)
    library.articles.put([entry(1), entry(2)])
    assert look(library) == 2
    assert found(library, "speaker:Ahn") == [1]


def test_purged_articles_leave_no_names(library: Library) -> None:
    library.articles.put([entry(1)])
    look(library)
    library.articles.delete(["https://example.org/1"])
    library.articles.purge(now() + 1)
    assert library.database.value("SELECT count(*) FROM names") == 0
    for table in ("sayings", "measures", "mentions"):
        assert library.database.value(f"SELECT count(*) FROM {table}") == 0


def test_the_process_does_it_and_ends(library: Library) -> None:
    library.articles.put([entry(n) for n in range(1, 4)])
    process = Looking(library.path)
    process.start()
    assert process.wait() == 0
    assert library.articles.not_looked_at() == []
    process.stop()
