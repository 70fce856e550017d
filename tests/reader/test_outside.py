"""Commands, editors and browsers outside: hostile, endless, silent, missing ones, and what is said of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tui.reader.external import programs as outside


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_command_gets_the_text_and_answers() -> None:
    upper = python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().upper())")
    assert outside.answer(upper, "a ж\n".encode() * 100_000) == ("A ж\n" * 100_000, "")


def test_a_command_need_not_read() -> None:
    assert outside.answer(python("print('seen enough')"), b"x" * 10_000_000) == ("seen enough\n", "")


def test_a_failure_is_told_with_what_was_said() -> None:
    out, problem = outside.answer(python("import sys; sys.stderr.write('no such thing'); sys.exit(3)"), b"")
    assert (out, problem) == ("no such thing", "ended with code 3")


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_a_signal_is_told_by_its_name() -> None:
    _, problem = outside.answer(python("import os, signal; os.kill(os.getpid(), signal.SIGTERM)"), b"")
    assert problem == f"was ended by a signal ({signal.strsignal(signal.SIGTERM)})"


def test_an_endless_answer_is_cut_and_the_command_ends() -> None:
    out, problem = outside.answer(python("while True: print('y')"), b"")
    assert set(out) <= {"y", "\n"}
    assert 0 < len(out) <= outside.OUTPUT_LIMIT
    assert "it was stopped there" in problem


def test_a_command_that_never_ends_is_stopped() -> None:
    out, problem = outside.answer(python("import time; print('so far', flush=True); time.sleep(600)"), b"", 1)
    assert problem == "stopped: it took more than 1 s"
    assert out in ("so far\n", "")  # a slow machine may not have come so far


@pytest.mark.skipif(os.name == "nt", reason="processes are POSIX")
def test_a_child_that_holds_the_output_open_holds_nobody_up(tmp_path: Path) -> None:
    """What xclip does: it goes on in the background with everything it has inherited."""
    pid = tmp_path / "pid"
    child = f"import time, os; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    parent = f"import subprocess, sys, os; subprocess.Popen([sys.executable, '-c', {child!r}]); print('gone')\nwhile not os.path.exists({str(pid)!r}) or not os.path.getsize({str(pid)!r}): pass"
    try:
        assert outside.answer(python(parent), b"") == ("gone\n", "")
    finally:
        if pid.exists() and pid.read_text():
            os.kill(int(pid.read_text()), signal.SIGKILL)


@pytest.mark.skipif(os.name == "nt", reason="there are no controlling terminals")
def test_a_command_cannot_reach_the_terminal() -> None:
    out, _ = outside.answer(python("import os; print(os.getsid(0) == os.getpid())"), b"")
    assert out == "True\n"


def test_an_answer_is_sanitised() -> None:
    out, _ = outside.answer(python(r"print('\x1b]52;c;AAAA\x07red \x1b[31mink')"), b"")
    assert out == "red ink\n"


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("", "that is no command: its quotes do not close"),
        ("sort 'x", "that is no command: its quotes do not close"),
        ("no-such-command-at-all -x", "there is no command no-such-command-at-all"),
        ("wc -w | sort", "| needs a shell: begin with sh -c and quote the rest"),
        ("tee a > b", "> needs a shell: begin with sh -c and quote the rest"),
    ],
)
def test_what_cannot_be_started_is_told_at_once(command: str, problem: str) -> None:
    assert outside.run_command(command, "text", lambda out, why: None) == problem


def test_arguments_are_not_a_shells(tmp_path: Path, own_home: Path) -> None:
    script = tmp_path / "arguments.py"
    script.write_text("import sys\nfor word in sys.argv[1:]: print(word)\n")
    got: list[tuple[str, str]] = []
    done = threading.Event()
    line = f"{sys.executable} {script} '|' \"two words\" $HOME `id` *.py '$(id)' ~/notes"
    assert outside.run_command(line, "", lambda out, why: (got.append((out, why)), done.set())) == ""
    assert done.wait(60)
    words = ["|", "two words", "$HOME", "`id`", "*.py", "$(id)", f"{own_home}/notes"]
    assert got == [("\n".join(words) + "\n", "")]


class FakeApp:
    """Lends its terminal, and gets it back, as Textual does, only when nothing is raised meanwhile."""

    lent = 0

    @contextmanager
    def suspend(self) -> Iterator[None]:
        self.lent += 1
        yield
        self.lent -= 1

    def refresh(self, **_: Any) -> None: ...


APP: Any = FakeApp()


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_ctrl_c_in_an_editor_is_the_editors_own() -> None:
    """The terminal sends it to everybody; the reader must outlive it and get its own handler back."""
    before = signal.getsignal(signal.SIGINT)
    code = "import os, signal; os.kill(os.getppid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGINT)"
    assert outside.in_terminal(APP, python(code)) != ""  # the editor itself can be interrupted
    assert signal.getsignal(signal.SIGINT) is before


def test_what_became_of_an_editor_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert outside.in_terminal(APP, python("")) == ""
    assert outside.in_terminal(APP, python("raise SystemExit(2)")).endswith("ended with code 2")
    assert "cannot be started" in outside.in_terminal(APP, ["/no/such/editor"])
    assert "cannot be started" in outside.in_terminal(APP, ["a\0b"])
    assert APP.lent == 0
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", "code --wait 'a b'")
    assert outside.editor() == ["code", "--wait", "a b"]
    assert outside.editor("vim -u NONE") == ["vim", "-u", "NONE"]


def test_a_note_goes_to_the_editor_and_back(tmp_path: Path) -> None:
    script = tmp_path / "edit.py"
    script.write_text(
        "import os, stat, sys\n"
        "path = sys.argv[-1]\n"
        "mode = stat.S_IMODE(os.stat(path).st_mode)\n"
        "old = open(path, encoding='utf-8').read()\n"
        "open(path, 'w', encoding='utf-8').write(f'{old} {mode:o} \\x1b[31mmore\\n')\n"
    )
    text, problem = outside.edit_text(APP, "old", f"{sys.executable} {script}")
    assert problem == ""
    assert text == ("old 600 more" if os.name != "nt" else text)
    text, problem = outside.edit_text(APP, "old", f"{sys.executable} -c 'raise SystemExit(1)'")
    assert (text, problem.endswith("ended with code 1")) == ("old", True)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://", "https://a b", "-x", "https://[", "ftp://x.org"]
)
def test_only_web_links_are_opened(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert outside.browse(APP, url) == "only http and https links are opened"


def test_a_browser_for_the_terminal_gets_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(outside, "in_terminal", lambda app, command: str(started.append(command) or ""))
    monkeypatch.setenv("BROWSER", "w3m -N %s:firefox")
    assert outside.browse(APP, "https://example.org/?a=1&b='x'") == ""
    assert started == [["w3m", "-N", "https://example.org/?a=1&b='x'"]]


def test_where_a_link_leads_is_shown() -> None:
    assert outside.host("https://user@example.org:8080/x").startswith("example.org:8080 — with a user name")
    assert "xn--" in outside.host("https://аpple.com/")
