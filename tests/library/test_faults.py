"""The short form of ``python -m tests.faults``, which runs the long one: no acknowledged bookmark lost, no damage."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import damage, kills, powercut, vfs, writes
from tests.faults.work import add, article, copied, prepared, session, verdict
from tests.library.test_articles import article as item
from tui.library import Library, LibraryError
from tui.library.db.backups import existing

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks the victims")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("base"))


def test_two_writers_killed_at_random_moments(tmp_path: Path) -> None:
    rounds, acknowledged, wrong = kills.run(prepared(tmp_path / "library"), rounds=60, seconds=20, seed=3)
    assert wrong == []
    assert rounds > 5
    assert acknowledged > 20, "the writers got to work"


@pytest.mark.skipif(not vfs.available(), reason="this Python's SQLite is no shared library")
def test_every_third_operation_of_a_session_fails(base: Path, tmp_path: Path) -> None:
    for about, places, outcomes in writes.run(base, tmp_path / "work", step=3, seconds=60):
        assert places > 20, about
        assert set(outcomes) <= ({"well"} if about != "lie" else {"well", "found by the doctor"}), about


@pytest.mark.skipif(not vfs.available(), reason="this Python's SQLite is no shared library")
def test_a_write_that_fails_is_told(base: Path, tmp_path: Path) -> None:
    with vfs.installed() as faults:
        faults.arm(0, "full", lasting=True)
        with pytest.raises(LibraryError, match=r"^the disk is full: nothing was saved"):
            list(session(copied(base, tmp_path / "work")))
        assert faults.hit


@pytest.mark.skipif(not vfs.available(), reason="this Python's SQLite is no shared library")
def test_the_power_goes_at_random_moments(base: Path, tmp_path: Path) -> None:
    outcomes = list(powercut.run(base, tmp_path, cuts=60, seed=5))
    assert [problem for _, problem in outcomes if problem] == []
    assert sum(kept for kept, _ in outcomes) > 60, "bookmarks were acknowledged before the power went"


@pytest.mark.skipif(not vfs.available(), reason="this Python's SQLite is no shared library")
@pytest.mark.parametrize("mode", ["OFF", "NORMAL"])
def test_a_commit_that_is_not_synced_is_noticed(
    base: Path, tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.db.open.DURABLE", f"PRAGMA synchronous={mode}")
    assert any(problem for _, problem in powercut.run(base, tmp_path, cuts=40, seed=5))


def test_damaged_libraries_keep_every_bookmark_on_an_undamaged_page(tmp_path: Path) -> None:
    kinds = set()
    for seed, kind, wrong, must, saved in damage.run(tmp_path, range(2 * len(damage.KINDS))):
        kinds.add(kind)
        assert not wrong, f"seed {seed}, {kind}: {wrong}"
        assert saved >= must
    assert len(kinds) >= len(damage.KINDS)


def test_memory_that_runs_out(base: Path, tmp_path: Path) -> None:
    # in a process of its own: what other tests left open counts against SQLite's limit, too
    code = (
        "import json, sys; from pathlib import Path; from tests.faults import writes\n"
        "((_, places, outcomes),) = writes.memory(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(json.dumps([places, dict(outcomes)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(base), str(tmp_path / "work")],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    places, outcomes = json.loads(done.stdout)
    assert places > 10
    assert set(outcomes) == {"well"}


def test_what_another_process_closes_takes_nothing_from_this_one(tmp_path: Path) -> None:
    """Opening a library a second time must not drop the locks of the first connection: its log would be deleted."""
    path = tmp_path / "library.db"

    def elsewhere(words: str) -> str:
        code = f"from pathlib import Path\nfrom tui.library import Library\nwith Library.open(Path({str(path)!r})) as library: {words}"
        return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()

    with Library.open(path) as library:
        for position, read_only in ((1, True), (2, False)):
            Library.open(path, read_only=read_only).close()
            elsewhere("pass")
            library.states.set("a", position=position)
            assert elsewhere("print(library.states.get('a').position)") == str(position)


@pytest.mark.skipif(not vfs.available(), reason="this Python's SQLite is no shared library")
@pytest.mark.parametrize("unable", ["memory", "locks"])
def test_a_file_system_that_cannot_share_is_used_by_one_program(base: Path, tmp_path: Path, unable: str) -> None:
    path = copied(base, tmp_path / "work")
    with vfs.installed() as faults:
        faults.unable = unable
        for _ in range(2):
            with Library.open(path) as library, Library.open(path) as second:  # a thread of the same program
                assert library.notice.endswith("cannot share it: only one Factlight at a time can use it.")
                library.states.set("a", position=5)
                second.states.set("b", position=6)
                with Library.open(path, read_only=True) as third:
                    assert third.states.get("b").position == library.states.get("b").position == 6
                assert library.database.value("PRAGMA journal_mode") == "delete"
                code = "from pathlib import Path\nfrom tui.library import Library, LibraryError\n"
                code += f"from tui.library.db import alone\npath = Path({str(path)!r})\nabout = path.stat()\n"
                code += (
                    "try: alone.hold(path, (about.st_dev, about.st_ino))\nexcept LibraryError as error: print(error)"
                )
                other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
                assert f"(process {os.getpid()} on" in other.stdout
        in_use = path.with_name("library.db.in-use")
        assert not in_use.exists()
        in_use.write_text(f"{platform.node()} 999999999")  # of a program that was killed
        assert list(session(path))
    assert verdict(path, []) == ""
    with Library.open(path) as library:
        assert (library.notice, library.database.value("PRAGMA journal_mode")) == ("", "wal")


def _cut(path: Path) -> None:
    os.truncate(path, 8192)


def _overwritten(path: Path) -> None:
    other = path.with_name("other.db")
    with Library.open(other) as library:
        library.articles.put([item(n, "word " * 2000) for n in range(40)])
    with open(path, "rb+") as file:
        file.write(other.read_bytes())


def _without_log(path: Path) -> None:
    Path(f"{path}-wal").unlink()


def _removed(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (_cut, "was cut short by another program: nothing was saved"),
        (_overwritten, "was overwritten by another program: nothing was saved"),
        (
            _without_log,
            "log was removed while it was open: nothing was saved, what was there is kept as backups/rescued",
        ),
        (_removed, "was moved or replaced: nothing was saved, what was there is kept as backups/rescued"),
    ],
)
def test_what_others_do_to_an_open_library_is_told_before_anything_is_saved(
    base: Path, tmp_path: Path, what: Callable[[Path], None], told: str
) -> None:
    path = copied(base, tmp_path / "work")
    with Library.open(path) as library:
        kept = add(library, article(), 20, "acknowledged")
        what(path)
        with pytest.raises(LibraryError, match=told):
            add(library, article(), 21, "lost")
        with pytest.raises(LibraryError, match="nothing was saved"):
            library.states.set("a", position=1)
        for backup in existing(path):
            with Library.open(backup) as rescued:
                assert kept in {b.id for b in rescued.bookmarks.all()}
    assert bool(existing(path)) is ("rescued" in told)


def test_another_programs_checkpoint_is_no_damage(base: Path, tmp_path: Path) -> None:
    path = copied(base, tmp_path / "work")
    code = f"from pathlib import Path\nfrom tui.library import Library\nwith Library.open(Path({str(path)!r})) as library:\n"
    code += "    library.states.set('b', position=2); library.database.rows('PRAGMA wal_checkpoint(TRUNCATE)')"
    with Library.open(path) as library:
        library.states.set("a", position=1)
        subprocess.run([sys.executable, "-c", code], check=True)
        library.states.set("a", position=3)
        assert library.states.get("b").position == 2
