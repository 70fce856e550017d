"""Promises of the library that no other test would miss: locks, repairs, backups, states (see ``tests.mutants``)."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.library.test_bookmarks import OLD, URI, mark, version
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.model import AnchorState, Bookmark, Selector
from tui.library import Library, LibraryError
from tui.library.articles.intake import Incoming
from tui.library.articles.lists import View
from tui.library.bookmarks import reanchor
from tui.library.db import backups, repair


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with a feed, two articles, one of them read, and a bookmark; closed."""
    where = tmp_path / "data" / "library.db"
    article = version(OLD)
    with Library.open(where) as library:
        feed = library.feeds.add("https://news.example/feed.xml", folder="sea")
        library.feeds.update(feed.id, etag='"1"', modified="Mon", fetched=5, due=9)
        other = replace(article, uri="https://news.example/other", text=article.text + "!", blocks=article.blocks)
        library.articles.put(
            [Incoming.of(a, feed=feed.id, guid=a.uri, published=1000 + n) for n, a in enumerate((article, other))],
            {feed.id: "sea"},
        )
        library.states.set(URI, read=True)
        library.bookmarks.add(mark(article, "its 3 cranes", tags=["sea"]), article)
    return where


def test_a_write_has_its_lock_before_it_reads(path: Path) -> None:
    """Otherwise what was read may be old when it is written, and one of two windows fails in the middle."""
    with (
        Library.open(path) as library,
        library.database.write(),
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_a_write_that_fails_leaves_nothing(path: Path) -> None:
    def fail(library: Library) -> None:
        with library.database.write():
            library.database.run("DELETE FROM bookmarks")
            raise RuntimeError

    with Library.open(path) as library:
        with pytest.raises(RuntimeError):
            fail(library)
        assert library.bookmarks.count() == 1
    with Library.open(path) as library:
        assert library.bookmarks.count() == 1


def numbers(path: Path) -> tuple[int, int, list[tuple[Any, ...]]]:
    with Library.open(path) as library:
        totals = [tuple(row) for row in library.database.rows("SELECT * FROM totals ORDER BY 1")]
        return library.list(View()).count(), library.list(View(unread=True)).count(), totals


def test_a_repair_counts_as_before_and_goes_on_counting(path: Path) -> None:
    before = numbers(path)
    with closing(sqlite3.connect(path)) as db:
        triggers = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    repair.repair(path)
    with closing(sqlite3.connect(path)) as db:
        assert {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")} == triggers
    assert numbers(path) == before
    with Library.open(path) as library:
        library.states.set("https://news.example/other", read=True)
    assert numbers(path)[1] == before[1] - 1


class Flawed(sqlite3.Connection):
    """A connection to which the full check says that an index lacks a row; nothing else notices."""

    def execute(self, sql: str, *values: Any) -> Any:
        if sql.startswith("PRAGMA integrity_check"):
            return super().execute("SELECT 'row 1 missing from index'")
        return super().execute(sql, *values)


def test_a_repair_whose_result_is_not_sound_is_not_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = path.read_bytes()
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **(k | {"factory": Flawed})))
    with pytest.raises(LibraryError):
        repair.repair(path)
    assert path.read_bytes() == whole


DAY = date(2026, 11, 23)


def test_a_backup_asks_for_feeds_anew(path: Path) -> None:
    made = backups.back_up(path, DAY)
    assert made is not None
    with Library.open(made) as library:
        ((feed,)) = library.feeds.all()
        assert (feed.etag, feed.modified, feed.fetched, feed.due) == ("", "", 0, 0)
    with Library.open(path) as library:
        assert library.feeds.all()[0].etag == '"1"'


class Unsound(sqlite3.Connection):
    """A connection to which every check says that something is wrong."""

    def execute(self, sql: str, *values: Any) -> Any:
        if sql.startswith("PRAGMA quick_check"):
            return super().execute("SELECT 'row 1 missing from index'")
        return super().execute(sql, *values)


def test_a_backup_that_is_not_sound_does_not_count(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **(k | {"factory": Unsound})))
    try:
        made = backups.back_up(path, DAY)
    except (LibraryError, sqlite3.Error, OSError):
        made = None
    assert made is None
    assert backups.existing(path) == []


def test_a_backup_is_on_the_disk_before_it_has_its_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, rename = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("sync"), sync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (done.append("name"), rename(a, b))[1])
    backups.back_up(path, DAY)
    assert "name" in done
    assert "sync" in done[: done.index("name")]


def test_a_damaged_backup_is_not_offered(path: Path) -> None:
    made = backups.back_up(path, DAY)
    assert made is not None
    assert made in [b.path for b in backups.offered(path)]
    with closing(sqlite3.connect(made)) as db:
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'versions'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    with open(made, "rb+") as file:
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)  # counting bookmarks and feeds does not come by here
    assert made not in [b.path for b in backups.offered(path)]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A library with a bookmark of an article that it does not hold."""
    where = tmp_path / "bare" / "library.db"
    article = version(OLD)
    with Library.open(where) as library:
        library.bookmarks.add(mark(article, "its 3 cranes"), article)
    return where


def test_what_was_taken_back_is_not_tried_again_on_that_version(bare: Path) -> None:
    new = version(OLD.replace("its 3 cranes", "its 3 old cranes"))
    with Library.open(bare) as library:
        library.bookmarks.reanchor(new)
        assert library.bookmarks.all()[0].state is AnchorState.CHANGED
        assert library.undo()
        library.bookmarks.reanchor(new)
        assert library.bookmarks.all()[0].anchorings == ()


@pytest.mark.parametrize("same", [False, True])
def test_the_record_of_another_window_stands(bare: Path, monkeypatch: pytest.MonkeyPatch, same: bool) -> None:
    first = version(OLD.replace("its 3 cranes", "its 3 old cranes"))
    second = first if same else version("All of it is gone.")
    with Library.open(bare) as one, Library.open(bare) as two:
        real = reanchor.place

        def place(*args: Any) -> Any:
            placed = real(*args)
            monkeypatch.setattr(reanchor, "place", real)
            two.bookmarks.reanchor(second)  # meanwhile
            return placed

        monkeypatch.setattr(reanchor, "place", place)
        one.bookmarks.reanchor(first)
        (mark_,) = one.bookmarks.all()
        assert [a.state for a in mark_.anchorings] == [AnchorState.CHANGED if same else AnchorState.LOST]


def test_rows_of_earlier_versions_that_say_exact_without_a_text_are_unplaced(path: Path) -> None:
    imported = Bookmark("", "title:Locks", Selector("The sluice was shut.", "", "", -1, -1), title="Locks")
    with Library.open(path) as library:
        library.bookmarks.merge(Imported((imported,)))
        with library.database.write():
            library.database.run("UPDATE bookmarks SET state = 'exact' WHERE uri = 'title:Locks'")
        assert [b.uri for b in library.bookmarks.all(state="unplaced")] == ["title:Locks"]
        assert [b.uri for b in library.bookmarks.all(state="exact")] == [URI]
