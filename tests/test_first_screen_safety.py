"""The picture of the first screen comes from nobody else: not from another's file, not through a link."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tui import first_screen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="owners and links of POSIX systems")


@pytest.fixture
def shown(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What reaches the terminal; a picture is kept that would be shown."""
    first_screen.keep(b"picture", (80, 24), ["/nowhere"])
    found: list[bytes] = []
    monkeypatch.setattr(os, "isatty", lambda fd: True)
    monkeypatch.setattr(os, "get_terminal_size", lambda fd: os.terminal_size((80, 24)))
    monkeypatch.setattr(os, "write", lambda fd, data: found.append(data))
    monkeypatch.setattr(first_screen, "_take_terminal", lambda: None)
    return found


def test_ones_own_picture_is_shown(shown: list[bytes]) -> None:
    assert first_screen.show()
    assert b"picture" in shown[0]


def test_the_picture_of_another_user_is_not(shown: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    assert not first_screen.show()
    assert shown == []


def test_a_link_is_not_followed_to_a_picture(shown: list[bytes], tmp_path: Path) -> None:
    place = Path(first_screen.place())
    (tmp_path / "elsewhere").write_bytes(place.read_bytes())
    place.unlink()
    place.symlink_to(tmp_path / "elsewhere")
    assert not first_screen.show()
    assert shown == []


def test_a_link_is_not_followed_when_a_picture_is_kept(own_home: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("words")
    place = Path(first_screen.place())
    place.parent.mkdir(parents=True, exist_ok=True)
    Path(f"{place}.{os.getpid()}").symlink_to(precious)
    first_screen.keep(b"picture", (80, 24), [])
    assert precious.read_text() == "words"


def test_nobody_else_reads_the_picture(own_home: Path) -> None:
    before = os.umask(0)
    try:
        first_screen.keep(b"picture", (80, 24), [])
    finally:
        os.umask(before)
    assert Path(first_screen.place()).stat().st_mode & 0o777 == 0o600
