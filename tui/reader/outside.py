"""What happens outside: the clipboard, the editor, the browser, commands, the shell. Never through a shell.

Commands are lists of arguments; the article's words only ever go to their standard input or into a
private file.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.sanitize import sanitize, sanitize_line

if TYPE_CHECKING:
    from textual.app import App

OSC52_LIMIT = 74_994
"""Bytes of text that terminals are known to take in one OSC 52 (xterm's limit of 100,000 in base64)."""
OUTPUT_LIMIT = 1_000_000
"""Bytes of a command's answer that are shown."""
PATIENCE = 60.0
"""Seconds that a command may take."""

TOOLS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("clip.exe",),
)
"""Programs that put their standard input on the clipboard."""


def split(command: str) -> list[str]:
    """A command as a list of arguments, [] when its quotes do not close or it is empty."""
    try:
        return shlex.split(command)
    except ValueError:
        return []


# -- clipboard


def osc52(text: str, environ: dict[str, str] | None = None) -> str:
    """The escape sequence that asks the terminal to put ``text`` on its clipboard, wrapped for tmux and screen.

    (xterm's control sequences, "Manipulate Selection Data"; tmux's passthrough doubles each ESC.)
    """
    environ = dict(os.environ) if environ is None else environ
    data = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    sequence = f"\x1b]52;c;{data}\x07"
    if environ.get("TMUX"):
        return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environ.get("TERM", "").startswith("screen"):
        return "\x1bP" + sequence + "\x1b\\"
    return sequence


def local_tool(environ: dict[str, str] | None = None) -> tuple[str, ...]:
    """The clipboard program of this machine, () over ssh or where there is none."""
    environ = dict(os.environ) if environ is None else environ
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
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
    done = []
    tool = local_tool() if way in ("auto", "tool") else ()
    if tool:
        threading.Thread(target=_feed, args=(tool, text), name="factlight-copy", daemon=True).start()
        done.append(tool[0])
    if way == "terminal" or (way == "auto" and not tool) or (way == "tool" and not tool):
        size = len(text.encode("utf-8", "replace"))
        if size > OSC52_LIMIT:
            return f"too long for the terminal’s clipboard ({size:,} bytes); pipe it to a tool instead"
        driver = app._driver
        if driver is not None:
            driver.write(osc52(text))
        done.append("terminal")
    n = len(text)
    return f"copied {n:,} character{'s' if n != 1 else ''} ({' and '.join(done)})"


def _feed(command: tuple[str, ...], text: str) -> None:
    try:
        subprocess.run(
            command, input=text.encode("utf-8", "replace"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=10, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return  # the words "copied to …" promise no more than that it was asked


# -- editor


def editor(setting: str = "") -> list[str]:
    """The user's editor as arguments: the setting, $VISUAL, $EDITOR, or the first known one."""
    for command in (setting, os.environ.get("VISUAL", ""), os.environ.get("EDITOR", "")):
        if split(command):
            return split(command)
    return next(([name] for name in ("nano", "vim", "vi") if shutil.which(name)), [])


def pager() -> list[str]:
    """The user's pager as arguments."""
    return split(os.environ.get("PAGER", "")) or next(([n] for n in ("less", "more") if shutil.which(n)), [])


def edit_text(app: App[Any], text: str, setting: str = "") -> tuple[str, str]:
    """(the text after the user's editor, "") or (the old text, what went wrong)."""
    command = editor(setting)
    if not command:
        return text, "no editor found: set $EDITOR"
    path, problem = private_file(text, ".md")
    if path is None:
        return text, problem
    try:
        problem = in_terminal(app, [*command, str(path)])
        if problem:
            return text, problem
        return sanitize(path.read_text(encoding="utf-8", errors="replace")).rstrip("\n"), ""
    except OSError as error:
        return text, f"the note cannot be read back ({error.strerror or error})."
    finally:
        path.unlink(missing_ok=True)


def private_file(text: str, suffix: str) -> tuple[Path | None, str]:
    """A temporary file that only its owner may read (mode 0600), or what went wrong."""
    try:
        handle, name = tempfile.mkstemp(suffix=suffix, prefix="factlight-")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        return Path(name), ""
    except OSError as error:
        return None, f"no temporary file can be made ({error.strerror or error})."


def in_terminal(app: App[Any], command: list[str]) -> str:
    """Run a command that wants the whole terminal, and come back; "" or what went wrong."""
    from textual.app import SuspendNotSupported

    try:
        with app.suspend():
            code = subprocess.run(command, check=False).returncode
        app.refresh(layout=True)
    except SuspendNotSupported:
        return "this terminal cannot be lent to another program"
    except OSError as error:
        return f"{sanitize_line(command[0])} cannot be started ({error.strerror or error})"
    return f"{sanitize_line(command[0])} ended with code {code}" if code else ""


def suspend(app: App[Any]) -> bool:
    """Stop the process as Ctrl+Z does elsewhere, with the terminal as it was; False where that cannot be."""
    from textual.app import SuspendNotSupported

    if not hasattr(signal, "SIGTSTP") or not sys.__stdin__ or not sys.__stdin__.isatty():
        return False
    try:
        with app.suspend():
            os.kill(os.getpid(), signal.SIGSTOP)
        app.refresh(layout=True)
    except SuspendNotSupported:
        return False
    return True


# -- browser and commands


def host(url: str) -> str:
    """Where a link leads, for eyes: its host, with what may deceive made visible; "" when it is no web link."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not name:
        return ""
    shown = sanitize_line(name)
    if not name.isascii():  # look-alike letters show themselves in the form that the resolver sees
        try:
            shown = f"{shown} ({name.encode('idna').decode('ascii')})"
        except UnicodeError:
            shown = f"{shown} (odd letters)"
    user = " — with a user name in front, as deceivers do" if parts.username is not None else ""
    return f"{shown}{port}{user}"


def browse(url: str, setting: str = "") -> str:
    """Open a web link in the browser; "" or what went wrong."""
    if not host(url) or any(c in url for c in " \n\t\r\x00"):
        return "only http and https links are opened"
    command = split(setting)
    if not command:
        name = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")
        command = [*split(os.environ.get("BROWSER", "").split(os.pathsep)[0].replace("%s", ""))] or [name]
    try:
        subprocess.Popen(
            [*command, url], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        return f"{sanitize_line(command[0])} cannot be started ({getattr(error, 'strerror', '') or error})"
    return ""


def run_command(command: str, text: str, done: Callable[[str, str], object]) -> str:
    """Give ``text`` to a command on its standard input, in a thread; ``done(output, problem)`` is called there.

    Returns what is wrong with the command, "" when it was started.
    """
    arguments = split(command)
    if not arguments:
        return "that is no command: its quotes do not close"
    if not shutil.which(arguments[0]):
        return f"there is no command {sanitize_line(arguments[0])}"

    def work() -> None:
        try:
            ended = subprocess.run(
                arguments, input=text.encode("utf-8", "replace"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                timeout=PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            done("", f"stopped after {PATIENCE:.0f} seconds")
        except OSError as error:
            done("", f"cannot be started ({error.strerror or error})")
        else:
            output = sanitize(ended.stdout[:OUTPUT_LIMIT].decode("utf-8", "replace"))
            done(output, f"ended with code {ended.returncode}" if ended.returncode else "")

    threading.Thread(target=work, name="factlight-pipe", daemon=True).start()
    return ""
