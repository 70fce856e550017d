"""The doctor finds damage, and a repair saves what can be read and keeps the old file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tui.bookmarks.making import make_bookmark
from tui.library import Library, LibraryError
from tui.library.db.doctor import check, repair
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
