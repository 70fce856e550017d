"""Settings: read, checked, documented; a mistake is told with its line and the rest holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config import Config, fields, load, parse, settings_markdown

DOCS = Path(__file__).parents[1] / "docs"


def test_the_page_of_settings_is_up_to_date() -> None:
    assert (DOCS / "settings.md").read_text(encoding="utf-8") == settings_markdown(), "run: python -m tests.tools.docs"
    assert all(f.help for f in fields())


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    loaded = load(tmp_path / "none.toml")
    assert loaded.config == Config()
    assert loaded.problems == ()
    assert loaded.origin("theme") == "default"


def test_values_and_where_they_come_from() -> None:
    loaded = parse('# mine\ntheme = "paper"\nmeasure = 60\nread_after = 2\n')
    assert (loaded.config.theme, loaded.config.measure, loaded.config.read_after) == ("paper", 60, 2.0)
    assert loaded.origin("measure") == "config.toml:3"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("mesure = 60", 1, "did you mean measure?"),
        ("\nmeasure = 6", 2, "must be a whole number from 30 to 200; it stays 72."),
        ('measure = "wide"', 1, "must be a whole number"),
        ("panel = 1", 1, "must be true or false; it stays true."),
        ("measure = true", 1, "must be a whole number"),
        ('density = "some"', 1, "must be one of key, all, claims, none; it stays key."),
        ("theme = 3", 1, "must be text in quotation marks."),
        ("[table]\nx = 1", 1, "there is no setting “table”."),
        ("a = 'x'", 1, "there is no setting “a”."),
        ("\nreader.theme = 'x'", 2, "there is no setting “reader”"),
        ("'theem' = 'x'", 1, "there is no setting “theem”: did you mean theme?"),
        ("measure = 60.5", 1, "must be a whole number"),
        ("read_after = nan", 1, "must be a number from -1 to 600"),
        ("measure = 60\nmeasure = 70", 2, "is not valid TOML"),
        ("theme = ", 1, "is not valid TOML"),
    ],
)
def test_mistakes(text: str, line: int, words: str) -> None:
    loaded = parse(text)
    assert loaded.config == Config()
    assert len(loaded.problems) == 1
    assert loaded.problems[0].line == line
    assert words in loaded.problems[0].text


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff\xfe\x00", "is not UTF-8 text"), (b"#" * 1_000_001, "is too long")],
)
def test_files_that_cannot_be_settings(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(data)
    (problem,) = load(path).problems
    assert str(problem).startswith(f"config.toml: {words}")
    path.unlink()
    path.mkdir()
    (problem,) = load(path).problems
    assert "cannot be read" in problem.text


def test_windows_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbftheme = "paper"\r\nmeasure = 60\r\n')
    loaded = load(path)
    assert (loaded.config.theme, loaded.origin("measure"), loaded.problems) == ("paper", "config.toml:2", ())


def test_a_console_gets_plain_signs_unless_the_file_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    loaded = load(tmp_path / "none.toml")
    assert (loaded.config.ascii, loaded.origin("ascii")) == (True, "$TERM")
    (tmp_path / "config.toml").write_text("ascii = false")
    assert not load(tmp_path / "config.toml").config.ascii
    monkeypatch.setenv("TERM", "xterm-256color")
    assert not load(tmp_path / "none.toml").config.ascii


def test_one_mistake_leaves_the_rest() -> None:
    loaded = parse('measure = 1\ntheme = "paper"')
    assert loaded.config.theme == "paper"
    assert len(loaded.problems) == 1


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    parse(text)


def test_deep_nesting_is_told() -> None:
    assert parse("a = " + "[" * 5000).problems
