"""Copying: a program of this machine where there is one, else the terminal's own clipboard (OSC 52).

Over ssh only the terminal can reach the clipboard that the reader sees; tmux and screen stand between and want
to be asked in their own way. No terminal answers: the words say what was asked, not what came of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

OSC52_LIMIT = 74_994
"""Bytes of text that terminals are known to take in one OSC 52 (xterm's limit of 100,000 in base64)."""
SCREEN_LIMIT = 700
"""Characters of one string that GNU screen passes on (it holds 768)."""
PATIENCE = 10.0
"""Seconds that a clipboard program may take."""

TOOLS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("clip.exe",),
)
"""Programs that put their standard input on the clipboard."""

TMUX = ("tmux", "load-buffer", "-w", "-")
"""Puts standard input into tmux's own buffer, and on the clipboards of the terminals that show it (tmux 3.2)."""


def osc52(text: str, environ: Mapping[str, str] | None = None) -> str:
    """The escape sequences that ask the terminal to put ``text`` on its clipboard.

    Inside tmux and screen they are sent twice, bare and wrapped: which of the two is let through depends on
    settings there, the other one is dropped, and over ssh nobody knows which of them it is.
    (xterm's control sequences, "Manipulate Selection Data"; tmux's passthrough doubles each ESC; screen takes
    short strings only.)
    """
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "")
    data = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    sequence = f"\x1b]52;c;{data}\x07"
    if environ.get("TMUX") or term.startswith("tmux"):
        return sequence + "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environ.get("STY") or term.startswith("screen"):
        cuts = range(0, len(sequence), SCREEN_LIMIT)
        return sequence + "".join(f"\x1bP{sequence[at : at + SCREEN_LIMIT]}\x1b\\" for at in cuts)
    return sequence


def local_tool(environ: Mapping[str, str] | None = None, *, far: bool = False) -> tuple[str, ...]:
    """The clipboard program of this machine, () where there is none, and over ssh unless ``far``."""
    environ = os.environ if environ is None else environ
    if not far and (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        return ()
    for tool in TOOLS:
        if tool[0] == "wl-copy" and not environ.get("WAYLAND_DISPLAY"):
            continue
        if tool[0] in ("xclip", "xsel") and not environ.get("DISPLAY"):
            continue
        if shutil.which(tool[0]):
            return tool
    return ()


def copy(app: App[Any], text: str, way: str = "auto") -> str:
    """Put text on the clipboard; what was done, in words. ``way`` is the setting ``clipboard``."""
    tool = local_tool(far=way == "tool") if way in ("auto", "tool") else ()
    n = len(text)
    copied = f"copied {n:,} character{'s' if n != 1 else ''}"
    if tool:
        # what a broken tool does not take goes to the terminal after all
        _in_background(tool, text, lambda: app.call_from_thread(_to_terminal, app, text))
        return f"{copied} ({tool[0]})"
    size = len(text.encode("utf-8", "replace"))
    inside = os.environ.get("TMUX") and shutil.which("tmux")
    if inside:
        _in_background(TMUX, text)
    if size <= OSC52_LIMIT:
        _to_terminal(app, text)
    elif not inside:
        return f"too long for the terminal’s clipboard ({size:,} bytes): pipe it to a tool instead"
    return f"{copied} ({'tmux and terminal' if inside else 'terminal'})"


def _to_terminal(app: App[Any], text: str) -> None:
    driver = app._driver
    if driver is not None and len(text.encode("utf-8", "replace")) <= OSC52_LIMIT:
        driver.write(osc52(text))
        driver.flush()


def _in_background(command: tuple[str, ...], text: str, failed: Callable[[], object] = lambda: None) -> None:
    def work() -> None:
        if not feed(command, text):
            with suppress(RuntimeError):  # the reader has been left meanwhile
                failed()

    threading.Thread(target=work, name="factlight-copy", daemon=True).start()


def feed(command: tuple[str, ...], text: str) -> bool:
    """Give text to a program on its standard input; whether it took it."""
    # what Windows takes for text is not UTF-8
    data = text.encode("utf-16" if command[0] == "clip.exe" else "utf-8", "replace")
    try:
        ended = subprocess.run(
            command, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=PATIENCE, check=False, start_new_session=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return False
    return ended.returncode == 0
