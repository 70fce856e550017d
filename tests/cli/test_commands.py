"""The command line as a shell sees it: output, errors, exit codes, and what each command imports."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui import __version__
from tui.cli import COMMANDS, run

ROOT = Path(__file__).parent.parent.parent


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    try:
        code = run(argv)
    except SystemExit as left:
        code = int(left.code or 0)
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text(
        "Port strike ends\n\nAbout 1,200 workers went back on Monday, Mayor Ann Smith said.\n\n"
        "“We are glad,” Smith said. The rise is 4.5 percent.\n",
        encoding="utf-8",
    )
    return str(path)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(capsys: pytest.CaptureFixture[str], command: str) -> None:
    code, out, err = call(capsys, command, "--help")
    assert (code, err) == (0, "")
    assert f"factlight {command}" in out
    assert "examples:" in out


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "--version") == (0, f"factlight {__version__}\n", "")
    code, out, _ = call(capsys, "--help")
    assert code == 0
    assert all(name in out for name in COMMANDS)


def test_facts_as_json(capsys: pytest.CaptureFixture[str], text: str) -> None:
    code, out, err = call(capsys, "facts", "--json", "--date", "2025-11-05", text)
    assert (code, err) == (0, "")
    whole = json.loads(out)
    (article,) = whole if isinstance(whole, list) else [whole]
    found = {(f["kind"], f["text"]) for f in article["facts"]}
    assert ("date", "Monday") in found
    assert any(kind == "person" and "Smith" in words for kind, words in found)
    monday = next(f for f in article["facts"] if f["text"] == "Monday")
    assert "2025-11-03" in json.dumps(monday)


def test_facts_in_every_form(capsys: pytest.CaptureFixture[str], text: str) -> None:
    for form in ("--jsonl", "--csv", "--md", "--timeline", "--explain"):
        code, out, err = call(capsys, "facts", form, text)
        assert (code, err) == (0, ""), form
        assert "Monday" in out, form
    _, out, _ = call(capsys, "facts", "--csv", text)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {"kind", "start", "end"} <= set(rows[0])
    _, out, _ = call(capsys, "facts", "--jsonl", text)
    assert all(json.loads(line) for line in out.splitlines())


def test_batch_goes_on_after_a_bad_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'{"id": "a", "text": "It rose 4 percent on Monday.", "date": "2025-11-05"}\nnot json\n{"id": "b", "text": "Nothing."}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    code, out, err = call(capsys, "facts", "--jsonl", "--batch", "-")
    assert code == 1
    assert "line 2" in err
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b"]


def test_one_bad_file_does_not_stop_the_rest(capsys: pytest.CaptureFixture[str], text: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"\0\0\0")
    code, out, err = call(capsys, "facts", str(tmp_path / "b.txt"), str(tmp_path / "no.txt"), text)
    assert code == 1
    assert "4.5 percent" in out
    assert err.count("factlight: ") == 2
    assert "Traceback" not in err


def test_show_is_linear_and_plain(capsys: pytest.CaptureFixture[str], text: str) -> None:
    code, out, _ = call(capsys, "show", "--plain", "--width", "40", text)
    assert code == 0
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 40
    for form in ("--html", "--md", "--svg"):
        code, out, _ = call(capsys, "show", form, text)
        assert code == 0
        assert "Smith" in out


def test_hostile_text_reaches_no_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "x\x1b]0;owned\x07[red].txt"
    path.write_text(
        "Ti\x1b[2Jtle [/b]\n\n\x1b]52;c;AAAA\x07 Five \u202edead\u202c men \x9b31m of [bold]Rome[/bold].\n",
        encoding="utf-8",
    )
    for argv in (
        ("facts", str(path)),
        ("facts", "--json", str(path)),
        ("show", str(path)),
        ("show", "--html", str(path)),
        ("facts", str(path) + "x"),
    ):
        _, out, err = call(capsys, *argv)
        assert not set(out + err) & {chr(n) for n in (*range(9), *range(11, 32), 127, *range(128, 160), 0x202E)}, argv


def test_the_library_commands(capsys: pytest.CaptureFixture[str], text: str, tmp_path: Path) -> None:
    code, out, _ = call(capsys, "add", text)
    assert (code, "added" in out) == (0, True)
    code, out, _ = call(capsys, "search", "--json", "strike")
    assert code == 0
    (hit,) = json.loads(out)
    assert hit["title"]
    for query in (("strike", "-nowhere"), ("-nowhere",), ("strike -nowhere",), ("strike", "or", "nowhere")):
        code, out, _ = call(capsys, "search", "--json", *query)
        assert (code, len(json.loads(out))) == (0, 1), query
    assert call(capsys, "search", "strike", "-strike")[0] == 1
    assert call(capsys, "search", "--save", "Strikes", "-nowhere", "strike")[0] == 0
    assert "Strikes: not nowhere strike" in call(capsys, "search", "--saved")[1]
    code, _, err = call(capsys, "search", "has:figures")
    assert "refresh --facts finds them" in err
    code, out, _ = call(capsys, "refresh", "--facts")
    assert (code, "Facts found in 1 article." in out) == (0, True)
    assert "not known yet" not in call(capsys, "search", "has:figures")[2]
    code, _, err = call(capsys, "search", "nowhere")
    assert (code, err) == (1, "factlight: nothing found.\n")
    code, _, err = call(capsys, "search", "after:soon")
    assert code == 2
    assert "^" in err
    code, out, _ = call(capsys, "refresh")
    assert (code, out) == (0, "There are no feeds yet; add one: factlight add ADDRESS\n")
    folder = tmp_path / "watched"
    folder.mkdir()
    (folder / "n.txt").write_text("Note\n\nA budget.\n", encoding="utf-8")
    code, out, _ = call(capsys, "add", str(folder), "--folder", "Mine")
    assert (code, "1 new" in out) == (0, True)
    code, out, _ = call(capsys, "feeds", "--json")
    assert json.loads(out)[0]["folder"] == "Mine"
    assert call(capsys, "feeds", "--set", "interval=90", "watched")[0] == 0
    assert call(capsys, "feeds", "--set", "nonsense=1", "watched")[0] == 2
    assert call(capsys, "feeds", "--remove", "nothing-like-it")[0] == 1
    assert call(capsys, "feeds", "--remove", "watched")[0] == 0


def test_keys_and_completion(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "keys", "bookmark")
    assert (code, err) == (0, "")
    assert "mark" in out
    assert call(capsys, "keys", "xyzzy")[0] == 1
    for shell in ("bash", "zsh", "fish"):
        code, out, _ = call(capsys, "completion", shell)
        assert code == 0
        assert "refresh" in out
        assert "--opml" in out or "opml" in out


def test_a_foreign_library_is_refused_untouched(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "other.db"
    path.write_text("this is no database at all" * 100, encoding="utf-8")
    before = path.read_bytes()
    monkeypatch.setenv("FACTLIGHT_DB", str(path))
    code, _, err = call(capsys, "search", "x")
    assert code == 3
    assert err.startswith("factlight: ")
    assert path.read_bytes() == before


HEAVY = (
    "textual",
    "sqlite3",
    "urllib3",
    "lxml",
    "trafilatura",
    "feedparser",
    "fastfeedparser",
    "markdown_it",
    "rich",
    "hypothesis",
)

ALLOWED = {
    ("--help",): (),
    ("--version",): (),
    ("facts", "--help"): (),
    ("facts", "--json", "TEXT"): (),
    ("facts", "TEXT"): ("rich", "markdown_it"),
    ("show", "TEXT"): ("rich", "markdown_it"),
    ("keys",): (),
    ("search", "x"): ("sqlite3", "rich", "markdown_it"),
    ("feeds",): ("sqlite3", "rich", "markdown_it"),
    ("refresh",): ("sqlite3",),
}


@pytest.mark.parametrize("argv", ALLOWED, ids=" ".join)
def test_what_a_command_imports(argv: tuple[str, ...], text: str, own_home: Path) -> None:
    real = [text if word == "TEXT" else word for word in argv]
    code = (
        "import sys\nfrom tui.cli import run\n"
        f"try:\n    run({real!r})\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', *[m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    loaded = set(done.stderr.strip().splitlines()[-1].split()[1:])
    assert loaded <= set(ALLOWED[argv]), loaded


def test_a_closed_pipe_is_no_error(text: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m tui facts {text} | head -1", shell=True, capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr
