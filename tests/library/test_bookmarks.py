"""The store of bookmarks: durable on return, found again, undone, shared by two windows, never lost."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tui.bookmarks.making import make_bookmark
from tui.bookmarks.model import AnchorState, Bookmark
from tui.bookmarks.selectors import select
from tui.library import Library, LibraryError
from tui.library.articles.intake import Incoming
from tui.library.db import backups as copies
from tui.library.db.connection import now
from tui.library.db.errors import ReadOnly
from tui.library.db.migrations import MIGRATIONS, NEWEST, Migration
from tui.structure import plain_article
from tui.text.article import Article

OLD = "\n\n".join(f"Paragraph {n} tells of the harbour, of its {n} cranes and of nobody else." for n in range(12))
URI = "https://news.example/harbour"


def version(text: str) -> Article:
    return plain_article(text, uri=URI)


def mark(article: Article, words: str, **more: object) -> Bookmark:
    start = article.text.index(words)
    return make_bookmark(article, start, start + len(words), **more)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.db"


def test_saved_means_on_disk(path: Path) -> None:
    """A process that is killed right after the save returned has lost nothing."""
    program = (
        "import os, signal, sys; from pathlib import Path; from tests.library.test_bookmarks import OLD, mark, version\n"
        "from tui.library import Library\n"
        "library = Library.open(Path(sys.argv[1])); article = version(OLD)\n"
        "library.bookmarks.add(mark(article, 'its 3 cranes', note='kept'), article)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == -9
    with Library.open(path) as library:
        (kept,) = library.bookmarks.all()
        assert (kept.selector.exact, kept.note) == ("its 3 cranes", "kept")
        assert library.bookmarks.version_text(kept.version) == OLD


def test_a_new_version_is_a_record_that_undo_drops(path: Path) -> None:
    old, new = (
        version(OLD),
        version("A new beginning was put in front.\n\n" + OLD.replace("its 5 cranes", "its five old cranes")),
    )
    with Library.open(path) as library:
        moved = library.bookmarks.add(mark(old, "of its 2 cranes and of nobody else"), old)
        changed = library.bookmarks.add(mark(old, "tells of the harbour, of its 5 cranes and of nobody else."), old)
        found = {b.id: b for b in library.bookmarks.reanchor(new)}
        assert found[moved.id].state is AnchorState.MOVED
        assert found[changed.id].state is AnchorState.CHANGED
        assert (
            new.text[slice(*(found[changed.id].span or (0, 0)))]
            == "tells of the harbour, of its five old cranes and of nobody else."
        )
        assert [b.selector for b in (found[moved.id], found[changed.id])] == [moved.selector, changed.selector], (
            "the first stays"
        )
        record = found[changed.id].anchorings[-1]
        assert (record.version, record.kept < 1) == (new.hash, True)
        assert "finding" in (library.undo() or "")
        again = {b.id: b for b in library.bookmarks.reanchor(new)}
        assert again[changed.id].anchorings == (), "what was taken back is not tried again on that version"
        assert library.bookmarks.version_text(old.hash) == OLD


@pytest.mark.parametrize("stored", [False, True], ids=["a file", "an article of the library"])
def test_a_window_on_the_old_text_does_not_overwrite_what_was_found_on_the_new_one(path: Path, *, stored: bool) -> None:
    old = version(OLD)
    new = version("\n\n".join(p for p in OLD.split("\n\n") if "7 cranes" not in p))
    with Library.open(path) as window, Library.open(path) as refresh:
        if stored:
            window.articles.put([Incoming.of(old)])
        kept = window.bookmarks.add(mark(old, "Paragraph 7 tells of the harbour, of its 7 cranes"), old)
        assert [b.state for b in window.bookmarks.reanchor(old)] == [AnchorState.EXACT]
        if stored:
            refresh.articles.put([Incoming.of(new)])
        sleep_a_millisecond()
        (lost,) = refresh.bookmarks.reanchor(new)
        assert lost.state is AnchorState.LOST
        for _ in range(2):
            (shown,) = window.bookmarks.reanchor(old)
            assert shown.id == kept.id
            assert [b.state for b in refresh.bookmarks.all()] == [AnchorState.LOST]
        if not stored:  # the file is as it was before, and opened again
            (lost,) = window.bookmarks.reanchor(new)
            sleep_a_millisecond()
            (back,) = window.bookmarks.reanchor(old)
            assert back.state is AnchorState.EXACT
            assert [b.state for b in refresh.bookmarks.all()] == [AnchorState.EXACT]


def sleep_a_millisecond() -> None:
    """Wait for the clock of the library to go on."""
    at = now()
    while now() == at:
        pass


def test_lost_is_kept_listed_and_tried_again(path: Path) -> None:
    old = version(OLD)
    gone = version("\n\n".join(p for p in OLD.split("\n\n") if "7 cranes" not in p))
    with Library.open(path) as library:
        kept = library.bookmarks.add(mark(old, "Paragraph 7 tells of the harbour, of its 7 cranes"), old)
        (lost,) = library.bookmarks.reanchor(gone)
        assert (lost.state, lost.span) == (AnchorState.LOST, None)
        assert [b.id for b in library.bookmarks.all(state=AnchorState.LOST)] == [kept.id]
        (back,) = library.bookmarks.reanchor(version("It came back.\n\n" + OLD))
        assert back.state is AnchorState.MOVED


def test_deleting_is_undone_after_a_restart(path: Path) -> None:
    article = version(OLD)
    with Library.open(path) as library:
        for n in range(3):
            library.bookmarks.add(mark(article, f"its {n} cranes", tags=["sea"]), article)
        assert library.bookmarks.delete(b.id for b in library.bookmarks.all()) == 3
        assert library.bookmarks.count() == 0
    with Library.open(path) as library:
        assert library.undo() == "deleting 3 bookmarks"
        assert sorted(b.selector.exact for b in library.bookmarks.all()) == [
            "its 0 cranes",
            "its 1 cranes",
            "its 2 cranes",
        ]
        assert library.bookmarks.tags() == {"sea": 3}


def test_growing_shrinking_splitting_are_edits_of_one_record(path: Path) -> None:
    article = version(OLD)
    with Library.open(path) as library:
        made = library.bookmarks.add(mark(article, "of its 4 cranes", note="n", tags=["t"]), article)
        start = article.text.index("Paragraph 4")
        end = article.text.index("\n", start)
        library.bookmarks.resize(made.id, select(article, start, end), article)
        (grown,) = library.bookmarks.all()
        assert (grown.id, grown.note, grown.tags) == (made.id, "n", ("t",))
        assert grown.selector.exact == article.text[start:end]
        first, second = library.bookmarks.split(made.id, article.text.index("of its 4"))
        assert (first.selector.exact, second.selector.exact) == (
            "Paragraph 4 tells of the harbour,",
            "of its 4 cranes and of nobody else.",
        )
        assert (first.id, second.tags) == (made.id, ("t",))
        assert [library.undo() is not None for _ in range(2)] == [True, True]
        assert library.bookmarks.all() == [made]
        with pytest.raises(LibraryError, match="cannot be split there"):
            library.bookmarks.split(made.id, 0)


def test_bookmarks_may_overlap(path: Path) -> None:
    article = version(OLD)
    with Library.open(path) as library:
        library.bookmarks.add(mark(article, "of the harbour, of its 1"), article)
        library.bookmarks.add(mark(article, "its 1 cranes"), article)
        assert [b.selector.exact for b in library.bookmarks.for_article(URI)] == [
            "of the harbour, of its 1",
            "its 1 cranes",
        ]


def test_two_windows_see_each_other(path: Path) -> None:
    article = version(OLD)
    with Library.open(path) as one, Library.open(path) as two:
        assert not two.changed()
        one.bookmarks.add(mark(article, "its 2 cranes"), article)
        assert two.changed()
        assert not two.changed(), "once told is enough"
        assert not one.changed(), "its own changes are no news"
        assert two.bookmarks.count() == 1
        two.bookmarks.edit(two.bookmarks.all()[0].id, note="from the other window")
        assert one.bookmarks.all()[0].note == "from the other window"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_many_windows_start_at_once_where_there_is_no_library_yet(path: Path) -> None:
    children = []
    for _ in range(6):
        child = os.fork()
        if not child:
            try:
                with Library.open(path) as library:
                    os._exit(2 if library.read_only else 0)
            except BaseException as error:
                os.write(2, f"{error!r} from {error.__cause__!r}\n".encode())
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 6


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
def test_files_are_private(path: Path) -> None:
    old = os.umask(0o022)
    try:
        article = version(OLD)
        with Library.open(path) as library:
            library.bookmarks.add(mark(article, "its 2 cranes"), article)
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
        assert modes == {"library.db": 0o600, "library.db-wal": 0o600, "library.db-shm": 0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    finally:
        os.umask(old)


def test_the_settings_that_make_it_durable(path: Path) -> None:
    with Library.open(path) as library:
        told = {
            p: library.database.value(f"PRAGMA {p}")
            for p in ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version")
        }
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": 0x46614C74,
        "user_version": NEWEST,
    }


# places where nothing, or not everything, can be done


def _make(path: Path, schema: int = NEWEST) -> None:
    article = version(OLD)
    with Library.open(path) as library:
        library.bookmarks.add(mark(article, "its 2 cranes"), article)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version={schema}")


def test_a_newer_library_is_refused_untouched(path: Path) -> None:
    _make(path, NEWEST + 1)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"written by a newer Factlight: it was left untouched; update Factlight\.$"):
        Library.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"hello world, this is a text file of mine\n" * 40, b"SQLite format 3\0" + b"\1" * 84]
)
def test_a_foreign_file_is_refused_untouched(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="not a Factlight library: it was left untouched"):
        Library.open(path)
    assert path.read_bytes() == content


def test_half_a_library_is_told_in_one_sentence(path: Path) -> None:
    _make(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LibraryError) as told, Library.open(path) as library:  # noqa: PT012
        library.bookmarks.all()
        library.states.get("a")
        library.feeds.all()
    assert "doctor" in str(told.value)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="is a folder, not a library"):
        Library.open(tmp_path)


def _unwritable(folder: Path) -> bool:
    """Whether this user is bound by permissions (root is not)."""
    folder.chmod(0o500)
    try:
        (folder / "probe").touch()
    except OSError:
        return True
    (folder / "probe").unlink()
    return False


def test_a_read_only_home_shows_what_there_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(path)
    if not _unwritable(path.parent):  # root writes anywhere: the question is answered for it
        monkeypatch.setattr("tui.library.db.filesystem.can_write", lambda where: False)
    try:
        with Library.open(path) as library:
            assert library.read_only
            assert "nothing new is saved" in library.notice
            assert library.bookmarks.count() == 1
            article = version(OLD)
            with pytest.raises(ReadOnly):
                library.bookmarks.add(mark(article, "its 3 cranes"), article)
            assert len(library.bookmarks.reanchor(version("New.\n\n" + OLD))) == 1, "places are computed all the same"
    finally:
        path.parent.chmod(0o700)


def test_a_disk_that_is_full_is_told_and_loses_nothing(path: Path) -> None:
    _make(path)
    article = version(OLD + "\n\n" + "x" * 400_000)
    with Library.open(path) as library:
        pages = library.database.value("PRAGMA page_count")
        library.database.value(f"PRAGMA max_page_count={pages + 3}")
        with pytest.raises(LibraryError, match="the disk is full: nothing was saved"):
            library.bookmarks.add(mark(article, "its 3 cranes"), article)
        assert library.bookmarks.count() == 1
    with Library.open(path) as library:
        assert library.bookmarks.count() == 1
        library.bookmarks.add(mark(article, "its 3 cranes"), article)


@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_saved_in_a_library_that_lost_its_place(path: Path, *, replaced: bool) -> None:
    """A file without a name takes all that is written, and goes with the last program that has it open."""
    article = version(OLD)
    with Library.open(path) as library:
        library.bookmarks.add(mark(article, "its 2 cranes"), article)
        elsewhere = path.rename(path.with_name("elsewhere.db"))
        if replaced:
            path.touch()
        with pytest.raises(LibraryError, match="file was moved or replaced: nothing was saved"):
            library.bookmarks.add(mark(article, "its 3 cranes"), article)
        with pytest.raises(LibraryError, match="file was moved or replaced"):  # another thread of this program
            Library.open(path)
        assert path.exists() == replaced, "none is made anew"
        assert library.bookmarks.count() == 1
        path.unlink(missing_ok=True)
        elsewhere.rename(path)
        library.bookmarks.add(mark(article, "its 3 cranes"), article)
    with Library.open(path) as library:
        assert library.bookmarks.count() == 2


def test_a_full_copy_is_made_before_a_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(path, NEWEST - 1)
    broken = Migration("broken", ("CREATE TABLE bookmarks (id)",))  # it is there already: nothing changes
    monkeypatch.setattr("tui.library.db.migrations.MIGRATIONS", (*MIGRATIONS[:-1], broken))
    with pytest.raises(LibraryError):
        Library.open(path)
    copy = path.with_name(f"library-before-upgrade-{NEWEST - 1}.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600 or os.name != "posix"
    with sqlite3.connect(copy) as db:
        assert db.execute("SELECT count(*) FROM bookmarks").fetchone() == (1,)
        assert db.execute("PRAGMA user_version").fetchone() == (NEWEST - 1,)
    db.close()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (NEWEST - 1,)
    db.close()


# backups

MONDAY = date(2026, 11, 23)


def test_seven_days_and_four_weeks_are_kept(path: Path) -> None:
    _make(path)
    for n in range(40):
        with Library.open(path) as library:
            library.bookmarks.edit(library.bookmarks.all()[0].id, note=f"day {n}")
        newest = max((p.stat().st_mtime_ns for p in copies.existing(path)), default=0)
        os.utime(path, ns=(newest + 10, newest + 10))  # the clock of a file system may be coarse
        assert copies.back_up(path, MONDAY + timedelta(n))
    names = [p.name for p in copies.existing(path)]
    assert names[:7] == [f"daily-{(MONDAY + timedelta(n)).isoformat()}.db" for n in range(39, 32, -1)]
    assert names[7:] == ["weekly-2026-W53.db", "weekly-2026-W52.db", "weekly-2026-W51.db", "weekly-2026-W50.db"]
    with Library.open(copies.existing(path)[0]) as library:
        (kept,) = library.bookmarks.all()
        assert kept.note == "day 39"
        assert library.bookmarks.version_text(kept.version) == OLD


def test_once_a_day_and_only_after_a_change(path: Path) -> None:
    assert copies.back_up(path, MONDAY) is None, "there is no library yet"
    assert not path.parent.exists()
    _make(path)
    made = copies.back_up(path, MONDAY)
    assert made is not None
    assert stat.S_IMODE(made.stat().st_mode) == 0o600 or os.name != "posix"
    assert copies.back_up(path, MONDAY) is None
    assert copies.back_up(path, MONDAY + timedelta(1)) is None, "nothing changed"


def test_a_clock_that_was_ahead_stops_no_backup(path: Path) -> None:
    _make(path)
    ahead = MONDAY + timedelta(400)
    assert copies.back_up(path, ahead) is not None
    late = 4_000_000_000 * 10**9
    os.utime(copies.existing(path)[0], ns=(late, late))
    for n in range(9):
        with Library.open(path) as library:
            library.bookmarks.edit(library.bookmarks.all()[0].id, note=f"day {n}")
        os.utime(path, ns=(n, n))
        assert copies.back_up(path, MONDAY + timedelta(n)) is not None, n
    days = [p.stem for p in copies.existing(path) if p.stem.startswith("daily")]
    assert days == [f"daily-{MONDAY + timedelta(n)}" for n in range(8, 1, -1)]


def test_a_backup_goes_on_beside_an_open_window(path: Path) -> None:
    article = version(OLD)
    with Library.open(path) as library:
        library.bookmarks.add(mark(article, "its 2 cranes"), article)
        library.states.set(URI, starred=True)
        feed = library.feeds.add("https://news.example/feed.xml", folder="sea")
        made = copies.back_up(path, MONDAY)
    assert made is not None
    with Library.open(made) as copy:
        assert copy.bookmarks.count() == 1
        assert copy.states.get(URI).starred
        assert [f.url for f in copy.feeds.all()] == [feed.url]
        assert copy.database.value("SELECT count(*) FROM articles") == 0


def test_a_backup_that_cannot_be_made_is_told(path: Path) -> None:
    _make(path)
    copies.folder(path).write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match=r"^no backup could be written to .*\.$"):
        copies.back_up(path, MONDAY)
