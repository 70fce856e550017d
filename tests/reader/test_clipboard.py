"""Copying: what is sent to the terminal, through what stands between, and what a local program gets."""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.reader.external import clipboard

TEXT = "“28,500 troops” — Yonhap\nЖ 🙂"


def held(sequence: str) -> str:
    """What a terminal puts on its clipboard of one OSC 52."""
    match = re.fullmatch("\x1b\\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert match, sequence
    return b64decode(match[1]).decode("utf-8")


def test_a_plain_terminal_gets_one_sequence() -> None:
    assert held(clipboard.osc52(TEXT, {"TERM": "xterm-256color"})) == TEXT


@pytest.mark.parametrize("environ", [{"TMUX": "/tmp/x,1,0", "TERM": "screen"}, {"TERM": "tmux-256color"}])
def test_tmux_gets_it_bare_and_wrapped(environ: dict[str, str]) -> None:
    bare, _, wrapped = clipboard.osc52(TEXT, environ).partition("\x1bPtmux;")
    assert held(bare) == TEXT
    inner = wrapped.removesuffix("\x1b\\")
    assert "\x1b" not in inner.replace("\x1b\x1b", "")
    assert held(inner.replace("\x1b\x1b", "\x1b")) == TEXT


@given(st.text(st.characters(codec="utf-8"), max_size=3000))
def test_screen_gets_it_bare_and_in_short_strings(text: str) -> None:
    sent = clipboard.osc52(text, {"TERM": "screen.xterm-256color"})
    bare, *strings = sent.split("\x1bP")
    assert held(bare) == text
    assert all(string.endswith("\x1b\\") and len(string) <= 768 for string in strings)
    assert held("".join(string.removesuffix("\x1b\\") for string in strings)) == text


def test_which_program_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name in ("xclip", "wl-copy") else None)
    assert clipboard.local_tool({"DISPLAY": ":0"})[0] == "xclip"
    assert clipboard.local_tool({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"})[0] == "wl-copy"
    assert clipboard.local_tool({}) == ()
    assert clipboard.local_tool({"DISPLAY": ":0", "SSH_CONNECTION": "a b"}) == ()
    assert clipboard.local_tool({"DISPLAY": ":10", "SSH_CONNECTION": "a b"}, far=True)[0] == "xclip"


class FakeApp:
    """Takes what is written to the terminal; runs at once what a thread asks for."""

    def __init__(self) -> None:
        self.sent = ""
        self._driver = SimpleNamespace(write=self.write, flush=lambda: None)

    def write(self, data: str) -> None:
        self.sent += data

    def call_from_thread(self, call: Any, *args: Any) -> None:
        call(*args)


class Now:
    """A thread that works at once."""

    def __init__(self, target: Any, **_: Any) -> None:
        self.start = target


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("TMUX", "STY", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("tui.reader.external.clipboard.threading.Thread", Now)
    monkeypatch.setattr(clipboard, "TOOLS", ())
    return FakeApp()


def program(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_without_a_program_the_terminal_is_asked(app: Any) -> None:
    assert clipboard.copy(app, "words", "tool") == "copied 5 characters (terminal)"
    assert held(app.sent) == "words"


def test_a_program_gets_the_text_and_the_terminal_nothing(app: Any, tmp_path: Path, monkeypatch: Any) -> None:
    out = tmp_path / "out"
    tool = program(f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())")
    monkeypatch.setattr(clipboard, "TOOLS", (tool,))
    assert clipboard.copy(app, TEXT).startswith(f"copied {len(TEXT)} characters")
    assert out.read_text(encoding="utf-8") == TEXT
    assert app.sent == ""
    assert clipboard.copy(app, "x", "terminal").endswith("(terminal)")
    assert held(app.sent) == "x"


def test_what_a_broken_program_does_not_take_goes_to_the_terminal(app: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(clipboard, "TOOLS", (program("raise SystemExit(1)"),))
    clipboard.copy(app, "words")
    assert held(app.sent) == "words"


def test_tmux_is_asked_itself(app: Any, tmp_path: Path, monkeypatch: Any) -> None:
    out = tmp_path / "out"
    monkeypatch.setenv("TMUX", "/tmp/x,1,0")
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(clipboard, "TMUX", program(f"import sys; open({str(out)!r}, 'w').write(sys.stdin.read())"))
    assert clipboard.copy(app, "words") == "copied 5 characters (tmux and terminal)"
    assert out.read_text() == "words"
    assert held(app.sent.partition("\x1bPtmux;")[0]) == "words"


def test_what_is_too_long_for_a_terminal_is_told(app: Any) -> None:
    assert "too long" in clipboard.copy(app, "x" * (clipboard.OSC52_LIMIT + 1))
    assert app.sent == ""
