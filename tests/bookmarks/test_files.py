"""Files are the old one or the new one, whatever happens between."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tui.bookmarks.files import safe_name, write_atomically


def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, rename = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("sync")
        sync(handle)

    def renamed(a: Any, b: Any) -> None:
        assert Path(a).read_text("utf-8") == "new", "the words were written before they were synced"
        done.append("name")
        rename(a, b)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    write_atomically(tmp_path / "a.txt", "new")
    assert done[:2] == ["sync", "name"]


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_what_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", "utf-8")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "new")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
def test_an_old_file_keeps_its_mode_and_a_private_one_is_private(tmp_path: Path) -> None:
    old, private = tmp_path / "old", tmp_path / "private"
    old.write_text("x")
    old.chmod(0o640)
    write_atomically(old, "y")
    write_atomically(private, "y", private=True)
    assert [stat.S_IMODE(p.stat().st_mode) for p in (old, private)] == [0o640, 0o600]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", "y")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "y"


@pytest.mark.parametrize("name", ["CON", "nul.txt", "com1", "LPT¹", "conin$"])
def test_names_that_windows_keeps_for_itself_are_not_used(name: str) -> None:
    assert safe_name(name) == f"_{name}"
