"""An article in a line: for pagers, pipes, braille and speech."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.cli import run

TEXT = """# Ships

Ann Smith of Oslo said on Monday that 30 ships were lost. See [the list](https://example.org/list).

## Why did they sail?

1. The wind.
2. The money, 5 million dollars.

> A line that is quoted.
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = tmp_path / "ships.md"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_plain_says_in_signs_what_bold_and_colour_say(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "--plain", path]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Ships\n")
    assert out.count("Ships\n") == 1
    for line in ("## Why did they sail?", "  2. The money, 5 million dollars.", "  > A line that is quoted.",
                 "the list: https://example.org/list"):  # fmt: skip
        assert f"\n{line}\n" in out
    for heading in ("KEY FIGURES", "WHO", "WHERE", "SAID", "WHEN", "LINKS"):
        assert f"\n## {heading}\n" in out
    assert "\x1b" not in out
    assert not re.search(r"[ \t]+$", out, re.MULTILINE)


def test_no_line_is_wider_than_asked_for(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["show", "--plain", "--width", "30", path])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 30


def test_on_a_terminal_every_kind_has_a_second_cue(
    path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    run(["show", path])
    coloured = capsys.readouterr().out
    assert "\x1b[1;33m30 ships\x1b[0m" in coloured
    assert "\x1b[4;32mMonday\x1b[0m" in coloured
    assert "\x1b[3;32mOslo\x1b[0m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    run(["show", path])
    bare = capsys.readouterr().out
    assert "\x1b[1m30 ships\x1b[0m" in bare
    assert "\x1b[4mMonday\x1b[0m" in bare
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", bare)


@pytest.mark.parametrize("form", ["html", "svg"])
def test_a_page_or_picture_holds_one_article(path: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", f"--{form}", path, path]) == 1
    out, err = capsys.readouterr()
    assert out.count("<title>") == 1
    assert "one by one" in err
    assert run(["show", "--md", path, path]) == 0
    assert capsys.readouterr().out.count("# Ships") == 2
