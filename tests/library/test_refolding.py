"""An index from before letters were folded is brought to the new form, and loses no word and keeps none on the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.library.test_articles import article
from tui.library import Library, refolding
from tui.library.db import migrations
from tui.library.search.fulltext import indexed_before

TODAY = date(2026, 11, 24)
WORDS = {1: "Straße in Łódź", 2: "plain words alone", 3: "Smørrebrød på øen", 4: "Zażółć gęślą", 5: "東京の天気"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of schema 7 with an index in the form of then, opened."""
    path = tmp_path / "library.db"
    path.touch(0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrations.migrate(db, to=7)
        for number, words in WORDS.items():
            item = article(number, words)
            values = (number, item.uri, item.title, item.published, 1, item.hash)
            db.execute(
                "INSERT INTO articles (id, uri, title, published, added, hash) VALUES (?, ?, ?, ?, ?, ?)", values
            )
            db.execute("INSERT INTO texts VALUES (?, 1, ?, 1, ?)", (number, item.hash, item.packed))
            db.execute("INSERT INTO places VALUES ('all', ?, ?, 0)", (item.published, number))
            text = (number, indexed_before(item.title), indexed_before(item.article().text))
            db.execute("INSERT INTO fulltext (rowid, title, body) VALUES (?, ?, ?)", text)
    with Library.open(path) as library:
        yield library


def found(library: Library, words: str) -> list[int]:
    return library.search.numbers(words, TODAY)


def terms(library: Library) -> set[str]:
    """Every word that the index holds."""
    with closing(sqlite3.connect(library.path)) as db:
        db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'fulltext', 'row')")
        return {row[0] for row in db.execute("SELECT term FROM terms")}


def test_it_ends_as_a_new_index_begins(library: Library, tmp_path: Path) -> None:
    assert found(library, "strasse") == []
    assert refolding.waiting(library.database) == 5
    assert refolding.again(library.database, library.articles.words_of) == 5
    assert refolding.again(library.database, library.articles.words_of) == 0
    for words, number in (("strasse", 1), ("lodz", 1), ("alone", 2), ("smorrebrod", 3), ("gesla", 4), ("天気", 5)):
        assert found(library, words) == [number], words
    with Library.open(tmp_path / "new.db") as fresh:
        fresh.articles.put(article(number, words) for number, words in WORDS.items())
        assert refolding.waiting(fresh.database) == 0
        assert terms(library) == terms(fresh)


def test_what_changes_or_goes_meanwhile_leaves_no_word_behind(library: Library, tmp_path: Path) -> None:
    changed = {1: "Größe in Łódź", 4: "Żółw"}
    library.articles.put([article(1, changed[1])])
    assert found(library, "grosse") == [1]
    assert found(library, "lodz") == [1]
    stops = iter([False, True])
    refolding.TOGETHER, before = 2, refolding.TOGETHER
    try:
        refolding.again(library.database, library.articles.words_of, lambda: next(stops))
    finally:
        refolding.TOGETHER = before
    assert refolding.waiting(library.database) == 3
    library.articles.put([article(1, changed[1] + " wieder"), article(4, changed[4])])
    library.articles.delete(["https://example.org/3"])
    library.articles.purge(1 << 60)
    library.articles.put([article(6, "Neu: Fuß")])
    refolding.again(library.database, library.articles.words_of)
    now = {**WORDS, 1: changed[1] + " wieder", 4: changed[4], 6: "Neu: Fuß"}
    with Library.open(tmp_path / "new.db") as fresh:
        fresh.articles.put(article(number, words) for number, words in now.items() if number != 3)
        assert terms(library) == terms(fresh)


def test_bookmarks_are_found_by_the_new_form(library: Library) -> None:
    from tui.bookmarks.making import make_bookmark

    text = article(1, "Straße in Łódź").article()
    start = text.text.index("Straße")
    kept = library.bookmarks.add(make_bookmark(text, start, start + 6, tags=["Łódź"]), text)
    with library.database.write():
        library.database.run("UPDATE bookmarks SET words = 'straße łodź'")
    assert library.bookmarks.all(query="strasse") == []
    refolding.again(library.database, library.articles.words_of)
    assert [b.id for b in library.bookmarks.all(query="strasse lodz")] == [kept.id]
