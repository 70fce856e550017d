"""Standard streams that are closed, sent elsewhere or of another encoding, and names that mean harm."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli import run
from tui.cli.plain_signs import CELLS, HANDLER
from tui.cli.terminal import Console

ROOT = Path(__file__).parents[2]
TUI = f"{sys.executable} -m tui"
posix = pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("The old mill\n\nThe “old” mill was opened again – on Sunday – by Ann Łęcka.\n", encoding="utf-8")
    return path


@posix
@pytest.mark.parametrize(
    "way", ["{tui} {path} 2>/dev/null", "echo {path} | xargs {tui}", "{tui} {path} </dev/null 2>&-"]
)
def test_the_reader_opens_the_terminal_when_its_streams_lead_elsewhere(way: str, article: Path, own_home: Path) -> None:
    from tests.bench.terminal import Program

    shell = ["sh", "-c", f"cd {ROOT}; {way.format(tui=TUI, path=article)}"]
    program = Program(shell, own_home, env={"COLUMNS": "30", "LINES": "4"})
    try:
        program.until("opened again – on Sunday")
        assert max(len(line.rstrip()) for line in program.screen.display) > 60  # not the stale 30 columns
        program.send(b"q")  # and keys arrive
        program.end()
    finally:
        program.close()


@posix
def test_a_terminal_of_another_encoding_gets_signs_it_has(article: Path, own_home: Path) -> None:
    from tests.bench.terminal import Program

    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    for reads in ("show ", ""):
        program = Program(["sh", "-c", f"cd {ROOT}; {TUI} {reads}{article}"], own_home, env=locale)
        try:
            program.until(r'The "old" mill was opened again - on Sunday - by Ann\W+Lecka')
            assert not re.search(r"[^\x00-\x7f]", program.text)
        finally:
            program.close()


@posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_traceback_and_get_no_words_of_others(closed: str, article: Path, tmp_path: Path) -> None:
    for command in (f"show {article}", "doctor", "show nothing.txt"):
        done = subprocess.run(
            ["sh", "-c", f"cd {tmp_path}; {TUI} {command} {closed}"], capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert done.returncode == (1 if "nothing" in command else 0)
        assert ("opened again" in done.stdout) == (">&-" not in closed.replace("2>&-", "") and "a.txt" in command)


@pytest.mark.parametrize("path", ["no\x1b]0;PWNED\x07such", "a\x9b31mb", "x\u202ey", "\udcff\x1b[2J"])
def test_names_reach_the_terminal_clean(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", path]) == 1
    assert run(["facts", path]) == 1
    assert run([path]) == 1
    said = capsys.readouterr()
    assert said.err.count("no such file") == 3
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said.out + said.err)


def test_what_is_printed_passes_the_last_filter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever way in was forgotten: an article with raw escapes in it does not reach the terminal with them."""
    from tui.cli import inputs
    from tui.text.article import Article, Block, BlockKind, Inferred, Metadata

    text = "Words \x1b]0;PWNED\x07 of 12 ships\x9b31m\u202e."
    meta = Metadata(title=Inferred("T\x1bc", "test"))
    hostile = Article(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), metadata=meta)
    monkeypatch.setattr(inputs, "articles", lambda paths, **options: iter([hostile]))
    ways = (["show"], ["show", "--plain"], ["show", "--md"], ["show", "--html"], ["show", "--svg"], ["facts"],
            ["facts", "--json"], ["facts", "--jsonl"], ["facts", "--csv"], ["facts", "--md"], ["facts", "--timeline"])  # fmt: skip
    for way in ways:
        run([*way, "x"])
        out = capsys.readouterr().out
        assert "12" in out or "--timeline" in way
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out), way


def test_the_console_sends_styles_and_no_controls_of_a_text(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.text import Text

    console = Console(force_terminal=True, color_system="standard", file=sys.stdout)
    console.print(Text("a\x1b]0;x\x07b\x9bc", "bold"))
    assert capsys.readouterr().out == "\x1b[1ma]0;xbc\x1b[0m\n"


def test_signs_of_ascii_for_lines_and_for_cells() -> None:
    words = "“Été” – 3 €… ⟨x⟩ 語 Ωß"
    assert words.encode("ascii", HANDLER) == b'"Ete" - 3 EUR... <x> ? ?ss'
    assert words.encode("ascii", CELLS) == b'"Ete" - 3 E. <x> ?? ?s'
