"""Libraries that earlier versions made: opened as if they were new, with all that was in them; never half of each."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.faults.work import EARLIER, of_an_earlier_version
from tui.facts.engine import extract
from tui.library import Library, LibraryError
from tui.library.articles.lists import View
from tui.library.db import migrations
from tui.library.db.backups import back_up
from tui.library.db.doctor import check
from tui.library.db.migrations import MIGRATIONS, Migration
from tui.library.db.repair import repair

PORT, CRANES, TOKYO = (f"https://news.example/{n}" for n in (1, 2, 3))
TODAY = date(2026, 11, 26)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of schema 2."""
    return of_an_earlier_version(tmp_path / "old")


def schema(path: Path) -> list[tuple[str, ...]]:
    """All tables, indexes and triggers, but what SQLite keeps for its planner."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
        version = db.execute("PRAGMA user_version").fetchone()
        return [*sorted((*map(str, row),) for row in rows), (str(version[0]),)]


def contents(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as db:
        tables = [
            r[0] for r in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        ]
        return {table: sorted(map(repr, db.execute(f'SELECT * FROM "{table}"'))) for table in tables}


def test_an_old_library_ends_as_a_new_one_begins(path: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    Library.open(fresh).close()
    assert schema(path) != schema(fresh)
    Library.open(path).close()
    assert schema(path) == schema(fresh)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def whole(library: Library) -> None:
    """All that the old library held is found again, as it is kept today."""
    assert [row.uri for row in library.list(View(shelf="all")).rows(0, 9)] == [TOKYO, CRANES, PORT]
    assert [row.uri for row in library.list(View(shelf="folder:World")).rows(0, 9)] == [TOKYO, CRANES, PORT]
    port = library.articles.by_uri(PORT)
    assert port is not None
    assert (port.title, port.author, port.read, port.starred) == ("Port strike ends", "A. Writer", True, False)
    text = library.articles.load(PORT)
    before = library.articles.load(CRANES, back=1)
    assert text is not None
    assert before is not None
    assert "28,500 dockers" in text.text
    assert "Four cranes" in before.text

    assert library.states.get(PORT).position == 20
    assert library.states.get("file:///home/a/b.txt").read
    assert [row.uri for row in library.list(View(shelf="starred")).rows(0, 9)] == [TOKYO]
    assert [row.words for row in library.states.corrections(PORT)] == ["250 euros"]
    assert library.states.kv_get("reader.measure") == 64
    assert library.states.recent_finds() == ["cranes"]

    assert library.feeds.tags() == [("korea", 1, 0), ("to read", 2, 1)]
    assert library.articles.tags(PORT) == ["korea", "to read"]
    assert library.articles.tags(TOKYO) == ["to read"]
    assert [(f.name, f.folder) for f in library.feeds.all()] == [("Example", "World/Sea")]

    (mark,) = library.bookmarks.all()
    assert (mark.selector.exact, mark.note, mark.tags) == ("28,500 dockers", "a note", ("money", "work"))
    assert library.bookmarks.version_text(mark.version) == text.text
    for query, found in (("cranes", CRANES), ("クレーン", TOKYO), ("tag:korea", PORT), ("tag:korea words:>15", PORT)):
        (number,) = library.search.numbers(query, TODAY)
        assert library.articles.listed([number])[0].uri == found, query


def test_all_that_was_kept_is_there_again(path: Path) -> None:
    with Library.open(path) as library:
        assert not library.notice
        whole(library)
        assert library.search.numbers("figure:dockers>20000", TODAY) == [], "facts are looked for anew"
        assert library.articles.unlooked() == 3
        library.facts.begin()
        for number in library.articles.not_looked_at():
            article = library.articles.load_id(number)
            assert article is not None
            library.facts.put(extract(article), article)
        (number,) = library.search.numbers("figure:dockers>20000", TODAY)
        assert library.articles.listed([number])[0].figures > 0
        assert library.search.numbers("person:Doe", TODAY) == [number]
    with Library.open(path) as library:
        whole(library)
    assert all(finding.good for finding in check(path))


def test_what_comes_and_goes_afterwards_keeps_the_shelves_true(path: Path) -> None:
    with Library.open(path) as library:
        library.states.mark_read([TOKYO])
        assert library.feeds.tags() == [("korea", 1, 0), ("to read", 2, 0)]
        library.articles.set_tags(TOKYO, [])
        library.articles.delete([PORT])
        assert library.feeds.tags() == []
        assert library.feeds.totals("all") == (2, 1)
        library.undo()
        assert library.feeds.totals("all") == (3, 1)
        library.undo()
        assert library.articles.tags(TOKYO) == ["to read"]


def test_it_can_be_read_repaired_and_backed_up_without_being_brought_up_to_date(path: Path) -> None:
    before = contents(path)
    with Library.open(path, read_only=True) as library:
        whole(library)
    assert contents(path) == before
    copy = back_up(path, TODAY)
    assert copy is not None
    with Library.open(copy) as library:
        assert library.bookmarks.count() == 1
    assert contents(path) == before
    repaired = repair(path)
    assert repaired.unreadable == ()
    with Library.open(path) as library:
        whole(library)


def test_a_library_of_the_days_between_has_some_of_it_already(tmp_path: Path) -> None:
    """The tables of today, but the version of before: what a program between two releases left."""
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrations.migrate(db, to=4)
        for row in EARLIER.read_text("utf-8").splitlines():
            if row.startswith(("INSERT INTO articles", "INSERT INTO states")):
                db.execute(row)
        db.execute("INSERT INTO article_tags VALUES (?, 'korea'), ('elsewhere', 'kept')", (PORT,))
        db.execute("UPDATE articles SET looked = 1")
        db.execute("PRAGMA user_version=2")
    fresh = tmp_path / "fresh.db"
    Library.open(fresh).close()
    with Library.open(path) as library:
        assert library.articles.tags(PORT) == ["korea"]
        assert library.articles.tags("elsewhere") == ["kept"]
        assert library.feeds.tags() == [("korea", 1, 0)]
        assert library.articles.unlooked() == 3
    assert schema(path) == schema(fresh)


def test_what_the_fourth_schema_did_is_undone_and_redone(tmp_path: Path) -> None:
    """Its log kept states and tags as rows; undoing them is a recorded change all the same."""
    path, fresh = tmp_path / "library.db", tmp_path / "fresh.db"
    Library.open(fresh).close()
    path.touch(0o600)
    with closing(sqlite3.connect(path)) as db:
        db.executescript((EARLIER.parent / "schema_4.sql").read_text("utf-8"))
    with Library.open(path) as library:
        assert [row.uri for row in library.list(View(shelf="starred")).rows(0, 9)] == [TOKYO, CRANES]
        seen = library.changes.last()
        undone = [library.undo() for _ in range(7)]
        assert [words.split(" (done in another session, ")[0] for words in undone if words] == [
            "keeping the search “Ports”", "marking articles read", "the tags of “Harbour gets four cranes”",
            "starring “Harbour gets four cranes”", "the correction of “250 euros”", "the bookmark “28,500 dockers”",
        ]  # fmt: skip
        assert [row.uri for row in library.list(View(shelf="starred")).rows(0, 9)] == [TOKYO]
        assert library.feeds.tags() == [("korea", 1, 0), ("to read", 2, 1)]
        assert library.bookmarks.all() == []
        assert {(r.change.what, r.change.subject, r.change.new) for r in library.changes.since(seen) if r.way == "undone"} == {
            ("read", CRANES, 0), ("read", TOKYO, 0), ("tag", CRANES, 0), ("starred", CRANES, 0),
        }  # fmt: skip
        while library.redo():
            pass
        whole_of_four = [row.uri for row in library.list(View(shelf="starred")).rows(0, 9)]
        assert whole_of_four == [TOKYO, CRANES]
        assert library.articles.tags(CRANES) == ["korea"]
        assert library.states.get(TOKYO).read
        assert library.bookmarks.count() == 1
        assert library.search.saved() == [("Cranes", "cranes"), ("Ports", "port")]
    assert schema(path) == schema(fresh)


def test_windows_that_open_it_at_once_all_get_it_and_the_copy_is_the_old_one(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tui.library import Library; Library.open(Path(sys.argv[1])).close()"
    )
    windows = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert [window.communicate()[1] for window in windows] == [""] * 3
    with Library.open(path) as library:
        whole(library)
    (copy,) = path.parent.glob("library-before-upgrade-2.db*")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
        assert db.execute("SELECT count(*) FROM bookmarks").fetchone() == (1,)


def test_one_that_comes_while_another_brings_it_up_to_date_makes_no_second_copy(path: Path) -> None:
    copies: list[int] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as late:
        Library.open(path).close()
        migrations.migrate(late, before=copies.append)
    assert copies == []


STATEMENTS = [statement for step in MIGRATIONS[2:] for statement in step.statements]


@pytest.mark.parametrize("at", range(len(STATEMENTS) + 1))
def test_a_statement_that_fails_leaves_the_old_library(path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    before = schema(path), contents(path)
    broken = Migration("broken", (*STATEMENTS[:at], "SELECT no_such_thing()"))
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS[:2], broken, Migration("", ())))
        with pytest.raises(LibraryError, match=r"^[^\n]+\.$"):
            Library.open(path)
    assert (schema(path), contents(path)) == before
    with Library.open(path) as library:
        whole(library)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks the victims")
def test_killed_at_every_statement_it_is_old_or_new(path: Path, tmp_path: Path) -> None:
    old = schema(path)
    whole_file = path.read_bytes()
    seen = []
    for nth in range(1, 400):
        victim = tmp_path / str(nth) / "library.db"
        victim.parent.mkdir()
        victim.write_bytes(whole_file)
        if not killed(victim, nth):
            break
        seen.append(schema(victim) == old)
        with Library.open(victim) as library:
            whole(library)
    assert len(seen) > len(STATEMENTS)
    assert seen == sorted(seen, reverse=True), "old up to the commit, new from then on"
    assert seen[0]


def killed(path: Path, nth: int) -> bool:
    """Migrate in a child that kills itself before its statement number ``nth``; False when it came through."""
    child = os.fork()
    if not child:
        status = 1
        try:
            numbers: Iterator[int] = iter(range(1, nth))
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                db.set_trace_callback(lambda _: next(numbers, None) or os.kill(os.getpid(), 9))
                migrations.migrate(db)
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
