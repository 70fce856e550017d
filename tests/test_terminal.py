"""The whole program in a real pseudo-terminal: a few runs, from the first byte to the last."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.terminal import Program, Stuck
from tui.library import Library

ROOT = Path(__file__).parent.parent
SEEDS = str(ROOT / "seeds")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


class Recorded(Program):
    """Keeps every byte that the program sent."""

    def __init__(self, *args: object, **options: object) -> None:
        self.sent = b""
        super().__init__(*args, **options)  # type: ignore[arg-type]
        feed = self.stream.feed

        def keep(data: bytes) -> None:
            self.sent += data
            feed(data)

        self.stream.feed = keep  # type: ignore[method-assign]


Open = Callable[..., Recorded]


@pytest.fixture
def open_reader(own_home: Path) -> Iterator[Open]:
    opened: list[Recorded] = []

    def start(*argv: str, command: list[str] | None = None, rows: int = 40, columns: int = 120) -> Recorded:
        program = Recorded(
            command or [sys.executable, "-m", "tui", *argv],
            own_home,
            rows=rows,
            columns=columns,
            env={"PYTHONPATH": str(ROOT)},
        )
        opened.append(program)
        return program

    yield start
    for program in opened:
        program.close()


def end_of(program: Recorded, keys: bytes = b"q") -> bytes:
    """Press the key that goes back until the program ends; what it sent in all."""
    for _ in range(4):
        try:
            program.send(keys)
            program.until("(?!)", timeout=3)
        except (Stuck, OSError) as stuck:
            if "ended" in str(stuck):
                return program.sent
            if isinstance(stuck, OSError):  # it ended between two looks: its last words are still to be read
                with pytest.raises(Stuck, match="ended"):
                    program.until("(?!)")
                return program.sent
    raise AssertionError(f"it did not end:\n{program.text}")


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (40, 120), (50, 200)])
def test_it_opens_answers_and_leaves_the_terminal_as_it_was(open_reader: Open, rows: int, columns: int) -> None:
    program = open_reader(SEEDS, rows=rows, columns=columns)
    program.until("Hegseth visits South Korea")
    program.send(b"?")
    program.until("(?i)next fact")
    program.send(b"\x1b")
    program.quiet()
    sent = end_of(program)
    assert sent.rindex(b"\x1b[?1049l") > sent.rindex(b"\x1b[?1049h")
    assert sent.rindex(b"\x1b[?25h") > sent.rindex(b"\x1b[?25l")
    for mode in (b"1000", b"1003", b"1006", b"2004"):
        if b"\x1b[?" + mode + b"h" in sent:
            assert sent.rindex(b"\x1b[?" + mode + b"l") > sent.rindex(b"\x1b[?" + mode + b"h")


def test_a_bookmark_is_on_disk_before_the_screen_says_so(open_reader: Open) -> None:
    program = open_reader(SEEDS)
    program.until("Hegseth visits South Korea")
    program.quiet()
    program.send(b"\r")
    program.quiet()
    program.send(b"m")
    program.until(r"(?i)(saved|marked)")
    program.close()  # SIGKILL
    with Library.open() as library:
        (bookmark,) = library.bookmarks.all()
    assert "Hegseth" in bookmark.selector.exact
    again = open_reader(SEEDS)
    again.until("Hegseth visits South Korea")
    again.send(b"'")
    again.until(re.escape(bookmark.selector.exact[:30]))


def test_no_foreign_control_byte_reaches_the_terminal(open_reader: Open, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "x\x1b]0;owned\x07[b].txt").write_text(
        "Owned\x1b]0;owned\x07 title [@click=app.quit]x[/]\n\nText \x1b]52;c;b3duZWQ=\x07\x1b[2J\x9b31m\u202eand 5 men of Z\u0300\u0301\u0302\u0303algo.\n",
        encoding="utf-8",
    )
    (folder / "line.txt").write_text("word " * 200_000, encoding="utf-8")
    program = open_reader(str(folder))
    program.until("line.txt")
    for keys in (b"J", b"\r", b"n", b"]f", b"y", b"?", b"\x1b", b"w", b"\x1b", b"J", b"m", b"'", b"\x1b"):
        program.send(keys)
        program.quiet(0.3 if keys == b"\x1b" else 0.05)  # an Escape is one only when nothing follows
    sent = end_of(program)
    assert b"\x1b]0;owned" not in sent
    assert b"b3duZWQ=" not in sent
    assert "\u202e".encode() not in sent
    assert "\x9b".encode() not in sent
    assert b"\x00" not in sent


def test_standard_input_is_an_article_and_keys_come_from_the_terminal(open_reader: Open, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A piped article\n\nIt has 42 words or so.\n", encoding="utf-8")
    shell = f"cat {path} | {sys.executable} -m tui -"
    program = open_reader(command=["/bin/sh", "-c", shell])
    program.until("42 words")
    assert b"Traceback" not in end_of(program)


def test_the_empty_library_invites(open_reader: Open) -> None:
    program = open_reader()
    program.until("(?i)tour")
    program.send(b"\r")
    program.until("A short tour")
    program.send(b"q")


def test_a_screen_too_small_says_so_and_comes_back(open_reader: Open) -> None:
    program = open_reader(SEEDS, rows=10, columns=40)
    program.until("too small: needs 60x15")
    program.resize(24, 80)
    program.until("n next fact")
    assert "too small" not in program.text
    assert b"Traceback" not in end_of(program, b"q")
