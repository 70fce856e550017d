"""The doctor finds damage, and a repair saves what can be read and keeps the old file."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.library.test_articles import article as item
from tui.bookmarks.making import make_bookmark
from tui.library import Library, LibraryError
from tui.library.articles.lists import View
from tui.library.db.backups import back_up, existing, offered, restore
from tui.library.db.doctor import check
from tui.library.db.repair import repair
from tui.sources.documents import files
from tui.text.article import Article


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "a.txt"
    path.write_text(
        "Port strike ends\n\n" + "\n\n".join(f"Line {n} of the harbour report." for n in range(60)), "utf-8"
    )
    return files.open_path(path)


@pytest.fixture
def path(tmp_path: Path, article: Article) -> Path:
    """A library with forty bookmarks, closed."""
    where = tmp_path / "home" / "library.db"
    with Library.open(where) as library:
        for n in range(40):
            start = article.text.index(f"Line {n} ")
            library.bookmarks.add(make_bookmark(article, start, start + 20, note=f"note {n}", tags=["sea"]), article)
    return where


def bad(path: Path) -> list[str]:
    return [f.words for f in check(path) if not f.good]


def test_a_sound_library_and_none_at_all(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    assert bad(path) == []
    assert path.read_bytes() == before
    assert bad(tmp_path / "nowhere.db") == []


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
def test_a_library_that_others_can_read(path: Path) -> None:
    path.chmod(0o644)
    assert "others can read" in bad(path)[0]


def test_a_passage_that_is_not_where_it_says(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE bookmarks SET start = start + 1 WHERE rowid = 1")
    assert bad(path) == ["1 of 40 bookmarks do not stand where they say in their kept text."]


def test_a_repair_of_a_sound_library_loses_nothing(path: Path) -> None:
    with Library.open(path) as library:
        before = library.bookmarks.all()
    done = repair(path)
    assert done.unreadable == ()
    assert done.old.exists()
    with Library.open(path) as library:
        assert library.bookmarks.all() == before
        assert library.bookmarks.tags() == {"sea": 40}
    assert bad(path) == []


@pytest.mark.parametrize("part", [0.35, 0.5, 0.65, 0.8, 0.95])
def test_a_damaged_page(path: Path, part: float) -> None:
    whole = bytearray(path.read_bytes())
    at = int(len(whole) * part) // 4096 * 4096
    whole[at : at + 4096] = b"\xa5" * 4096
    path.write_bytes(bytes(whole))
    damaged = bad(path) != []
    done = repair(path)
    assert done.old.read_bytes() == bytes(whole), "the old file is kept as it was"
    assert bad(path) == [], "what is left is sound"
    with Library.open(path) as library:
        left = library.bookmarks.all()
        assert all(b.selector.exact.startswith("Line ") for b in left)
        assert len(left) == 40 or (damaged and done.unreadable)


def test_a_file_cut_in_half(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert bad(path)
    repair(path)
    assert bad(path) == []


@pytest.mark.parametrize("content", [b"", b"not a library", b"SQLite format 3\0" + b"\0" * 100])
def test_a_foreign_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    with pytest.raises(LibraryError):
        repair(other)
    assert other.read_bytes() == content
    assert os.listdir(tmp_path) == ["other.db"]


@pytest.fixture
def with_articles(path: Path) -> Path:
    """The same with twenty articles of a feed, read, tagged and starred; each has a text before, too."""
    with Library.open(path) as library:
        feed = library.feeds.add("https://a.example/feed", folder="World")
        for words in ("The strike at the port went on.", "The strike at the port is over."):
            library.articles.put([item(n, words, feed=feed.id) for n in range(20)], {feed.id: feed.folder})
        library.articles.set_tags("https://example.org/3", ["sea"])
        library.states.set("https://example.org/3", starred=True, undo="starring")
    return path


def test_one_flipped_bit_in_one_article_costs_that_text(with_articles: Path) -> None:
    path = with_articles
    with sqlite3.connect(path) as db:
        number, body = db.execute("SELECT number, body FROM texts WHERE article = 7 ORDER BY number DESC").fetchone()
        at = len(body) // 2
        flipped = body[:at] + bytes([body[at] ^ 4]) + body[at + 1 :]
        db.execute("UPDATE texts SET body = ? WHERE article = 7 AND number = ?", (flipped, number))
        db.execute("UPDATE texts SET body = CAST('x' || body AS BLOB) WHERE article = 9")
    db.close()
    told: list[tuple[int, int]] = []
    problems = [f.words for f in check(path, lambda done, total: told.append((done, total))) if not f.good]
    assert problems == ["the text of “Article 6” is damaged.", *["the text of “Article 8” is damaged."] * 2]
    assert told[-1] == (40, 40)
    done = repair(path)
    assert done.texts == 3
    assert bad(path) == []
    with Library.open(path) as library:
        assert len(library.list(View()).rows(0, 99)) == 19, "an article without any sound text goes"
        back = library.articles.load("https://example.org/6")
        assert back is not None
        assert "went on" in back.text, "one with an earlier text goes back to it"
        assert library.articles.tags("https://example.org/3") == ["sea"]
        assert [row.uri for row in library.list(View(shelf="starred")).rows(0, 9)] == ["https://example.org/3"]
        assert library.feeds.totals("folder:World") == (19, 19)
        again = library.articles.put([item(8, "The strike is over.", feed=1)], {1: "World"})
        assert again.new == ("https://example.org/8",), "its feed brings it again"
        assert library.bookmarks.count() == 40


def test_a_repair_on_a_full_disk_leaves_everything_as_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when its log was not brought into the file yet: the new library would be a torso without it."""
    before = path.read_bytes()
    real = sqlite3.connect

    def full(*args: Any, **more: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = real(*args, **more)
        if "repair" in str(args[0]):
            db.execute("PRAGMA max_page_count=30")
        return db

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(LibraryError, match=r"^nothing was repaired, and nothing changed: the disk is full.*\.$"):
        repair(path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["library.db"]
    assert bad(path) == []


def test_a_repair_that_would_hold_less_is_not_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def torso(fresh: Path) -> None:
        with sqlite3.connect(fresh) as db:
            db.execute("DELETE FROM bookmarks WHERE number > 10")
        db.close()

    monkeypatch.setattr("tui.library.db.repair._finish", torso)
    with pytest.raises(LibraryError, match="would hold 10 rows of bookmarks instead of 40"):
        repair(path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["library.db"]


def test_a_library_that_is_open_elsewhere_is_not_repaired_nor_replaced(path: Path) -> None:
    back_up(path, date(2026, 11, 24))
    code = "import sys; from pathlib import Path; from tui.library import Library\nlibrary = Library.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(LibraryError, match="another program has the library open: close it, then repair"):
            repair(path)
        with pytest.raises(LibraryError, match="another program has the library open: close it, then restore"):
            restore(path, existing(path)[0])
        assert other.stdin is not None
        other.stdin.close()
    assert repair(path).unreadable == ()


@pytest.mark.parametrize("damage", [b"\0" * 16, b"SQLite format 3\0\x10\0\2\2\0\x40\x20\x20" + b"\xff" * 76])
def test_a_damaged_head_is_told_and_read_over(path: Path, damage: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(damage + whole[len(damage) :])
    assert any("the beginning of the library is damaged" in words for words in bad(path))
    with pytest.raises(LibraryError, match="run `factlight doctor --repair`; the file is kept"):
        Library.open(path)
    repair(path)
    assert bad(path) == []
    with Library.open(path) as library:
        assert library.bookmarks.count() == 40


def test_a_log_whose_end_is_damaged_is_told(path: Path) -> None:
    live = path.with_name("live.db")
    with Library.open(path) as library:
        kept = [b.id for b in library.bookmarks.all()]
        library.bookmarks.edit(kept[0], note="the first change")
        library.bookmarks.edit(kept[1], note="the second change")
        library.bookmarks.edit(kept[2], note="the last change")
        for tail in ("", "-wal"):
            shutil.copy(f"{path}{tail}", f"{live}{tail}")
    live.chmod(0o600)
    assert bad(live) == []
    log = bytearray(Path(f"{live}-wal").read_bytes())
    log[32 + 24 + 500] ^= 1  # in the first frame
    Path(f"{live}-wal").write_bytes(log)
    (words,) = [f.words for f in check(live) if not f.good]
    assert re.match(r"the library's log is damaged: \d+ changes in it are not seen", words)
    assert "log" in repair(live).unreadable
    assert bad(live) == []


def test_a_backup_is_listed_and_taken_and_the_present_file_kept(path: Path) -> None:
    made = back_up(path, date(2026, 11, 24))
    assert made is not None
    with Library.open(path) as library:
        library.bookmarks.delete([b.id for b in library.bookmarks.all()][:30])
    damaged = made.with_name("daily-2026-11-23.db")
    damaged.write_bytes(made.read_bytes()[:5000])
    backup, weekly = offered(path)
    assert weekly.path.name == "weekly-2026-W48.db"
    assert (backup.path, backup.bookmarks, backup.feeds) == (made, 40, 0)
    present = path.read_bytes()
    kept = restore(path, backup.path)
    assert kept is not None
    assert kept.read_bytes() == present
    with Library.open(path) as library:
        assert library.bookmarks.count() == 40
    with pytest.raises(LibraryError, match=r"daily-2026-11-23\.db"):
        restore(path, damaged)
    with Library.open(path) as library:
        assert library.bookmarks.count() == 40
    path.unlink()
    assert restore(path, backup.path) is None
    with Library.open(path) as library:
        assert library.bookmarks.count() == 40


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are of POSIX systems")
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "library.db")
    with pytest.raises(LibraryError, match="is a pipe or a device, not a library"):
        Library.open(tmp_path / "library.db")
    assert bad(tmp_path / "library.db") == [f"{tmp_path / 'library.db'} is not a file: a library cannot be there."]


def test_a_newer_library_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    before = path.read_bytes()
    assert any("newer Factlight" in words for words in bad(path))
    with pytest.raises(LibraryError, match="newer"):
        repair(path)
    assert path.read_bytes() == before
