"""The short form of ``python -m tests.faults``, which runs the long one: no acknowledged bookmark lost, no damage."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import damage, kills, vfs, writes
from tests.faults.work import copied, prepared, session
from tui.library import Library, LibraryError

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


def test_damaged_libraries_keep_every_bookmark_on_an_undamaged_page(tmp_path: Path) -> None:
    kinds = set()
    for seed, kind, wrong, must, saved in damage.run(tmp_path, range(2 * len(damage.KINDS))):
        kinds.add(kind)
        assert not wrong, f"seed {seed}, {kind}: {wrong}"
        assert saved >= must
    assert len(kinds) >= len(damage.KINDS)


def test_memory_that_runs_out(base: Path, tmp_path: Path) -> None:
    ((_, places, outcomes),) = writes.memory(base, tmp_path / "work")
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
