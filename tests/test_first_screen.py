"""The list's first screen, kept at the end of one run and shown at the beginning of the next."""

from __future__ import annotations

import os
import sys
import termios
from pathlib import Path
from typing import Any

import pytest

from tests.bench.terminal import Program, Stuck
from tests.test_terminal import Open, Recorded, end_of, open_reader  # noqa: F401 - a fixture
from tui import first_screen, paths
from tui.ingest.fact_index import look
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.structure import plain_article
from tui.text.article import Inferred

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


def fill(home: Path, articles: int = 30) -> None:
    with Library.open() as library:
        library.articles.put(
            Incoming.of(
                plain_article(f"Made {n}\n\nWords of 12 people é漢.", uri=f"made:{n}").with_metadata(
                    title=Inferred(f"Made {n:02} – “é漢”", "test")
                ),
                published=1_000_000_000_000 + n,
            )
            for n in range(articles)
        )
        look(library)  # now, so that no row changes by itself while pictures are compared


def cells(program: Program, columns: int) -> list[list[tuple[Any, ...]]]:
    """Letter, colours and weight of every cell of the left columns."""
    buffer = program.screen.buffer
    return [[tuple(buffer[y][x])[:6] for x in range(columns)] for y in range(program.screen.lines - 1)]


def leave(program: Recorded) -> bytes:
    """Leave with Ctrl+Q and wait until the program has ended, and with it what it keeps."""
    program.send(b"\x11")
    program.end()
    return program.sent


@pytest.mark.parametrize(("rows", "columns", "listed"), [(40, 120, 26), (24, 80, 80)])
def test_the_picture_is_the_first_frame(
    open_reader: Open,  # noqa: F811
    own_home: Path,
    rows: int,
    columns: int,
    listed: int,
) -> None:
    fill(own_home)
    one = open_reader(rows=rows, columns=columns)
    one.until("Made 29")
    one.quiet()
    one.send(b"jjj")
    one.quiet()
    leave(one)
    two = open_reader(rows=rows, columns=columns)
    while b"\x1b[?2026l" not in two.sent:
        two.first()
    picture = cells(two, listed)
    assert "Made 29" in two.text
    assert b"\x1b[?1003h" not in two.sent, "shown before Textual speaks to the terminal"
    two.quiet(0.5)
    assert cells(two, listed) == picture
    leave(two)
    assert two.sent.count(b"\x1b[?1049h") == 1
    assert two.sent.rindex(b"\x1b[?1049l") > two.sent.rindex(b"\x1b[?1049h")


def test_keys_typed_onto_the_picture_reach_the_reader(open_reader: Open, own_home: Path) -> None:  # noqa: F811
    fill(own_home)
    one = open_reader()
    one.until("Made 29")
    leave(one)
    two = open_reader()
    two.until("Made 29")
    two.send(b"jj\r")
    two.until("› Made 27|Made 27[^│]*$|m mark")
    assert "\x1b[?1049h" in two.sent.decode("utf-8", "replace")
    assert "Made 27" in "\n".join(line[27:] for line in two.screen.display)


def test_the_terminal_is_as_before_whatever_happens(open_reader: Open, own_home: Path, tmp_path: Path) -> None:  # noqa: F811
    fill(own_home)
    one = open_reader()
    before = termios.tcgetattr(one.fd)
    one.until("Made 29")
    leave(one)
    broken = tmp_path / "broken"
    (broken / "textual").mkdir(parents=True)
    (broken / "textual" / "__init__.py").write_text("raise ImportError('no such thing')\n")
    code = f"import sys; sys.path.insert(0, {str(broken)!r}); sys.argv[1:] = []; import tui.__main__ as m; sys.exit(m.main())"
    two = open_reader(command=[sys.executable, "-c", code])
    with pytest.raises(Stuck):
        two.until("(?!)", timeout=20)
    assert two.sent.index(b"\x1b[?1049l") > two.sent.index(b"\x1b[?1049h")
    assert b"no such thing" in two.sent[two.sent.index(b"\x1b[?1049l") :], "told where it can be read"
    assert before[3] & termios.ECHO


def test_echo_comes_back_after_a_picture(open_reader: Open, own_home: Path) -> None:  # noqa: F811
    fill(own_home)
    leave_first = open_reader()
    leave_first.until("Made 29")
    leave(leave_first)
    shell = open_reader(command=["sh", "-c", f"stty -a; {sys.executable} -m tui; echo; stty -a; read ended"])
    shell.until("Made 29")
    shell.quiet(0.5)
    assert shell.sent.count(b"\x1b[?1049h") == 1
    shell.send(b"\x11")
    shell.until(r"echoctl|icanon", timeout=20)
    modes = [line for line in shell.sent.decode("utf-8", "replace").split("\n") if "icanon" in line]
    assert len(modes) == 2
    assert modes[0] == modes[1]


@pytest.mark.parametrize("change", ["size", "library", "day", "environment", "settings", "form"])
def test_nothing_is_shown_when_something_changed(
    change: str, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [str(tmp_path / "library.db"), str(tmp_path / "config.toml")]
    (tmp_path / "library.db").write_bytes(b"x")
    first_screen.keep(b"picture", (80, 24), files)
    kept = Path(first_screen.place())
    assert kept.stat().st_mode & 0o777 == 0o600
    shown: list[bytes] = []
    monkeypatch.setattr(os, "isatty", lambda fd: True)
    monkeypatch.setattr(os, "get_terminal_size", lambda fd: os.terminal_size((80, 24)))
    monkeypatch.setattr(os, "write", lambda fd, data: shown.append(data))
    monkeypatch.setattr(first_screen, "_take_terminal", lambda: None)
    assert first_screen.show()
    assert b"picture" in shown.pop()
    if change == "size":
        monkeypatch.setattr(os, "get_terminal_size", lambda fd: os.terminal_size((81, 24)))
    elif change == "library":
        (tmp_path / "library.db").write_bytes(b"xy")
    elif change == "day":
        monkeypatch.setattr("time.strftime", lambda form: "2031-01-01")
    elif change == "environment":
        monkeypatch.setenv("NO_COLOR", "1")
    elif change == "settings":
        (tmp_path / "config.toml").write_text("ascii = true\n")
    else:
        kept.write_bytes(b"something else\n")
    assert not first_screen.show()
    assert not shown


def test_the_picture_lies_in_the_cache(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    assert Path(first_screen.place()).parent == paths.cache_dir()
    monkeypatch.delenv("FACTLIGHT_CACHE_DIR", raising=False)
    if sys.platform.startswith("linux"):
        assert Path(first_screen.place()).parent == paths.cache_dir()


def test_no_room_for_a_picture_is_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FACTLIGHT_CACHE_DIR", str(tmp_path / "file" / "below"))
    first_screen.keep(b"picture", (80, 24), [])
    assert not first_screen.show()
