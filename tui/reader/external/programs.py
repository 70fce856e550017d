"""What happens outside: the editor, the browser, commands, the shell that waits. Never through a shell.

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.text.sanitize import sanitize, sanitize_line

if TYPE_CHECKING:
    from textual.app import App

OUTPUT_LIMIT = 1_000_000
"""Bytes of a command's answer that are shown."""
PATIENCE = 60.0
"""Seconds that a command may take."""
LINGER = 0.5
"""Seconds that the rest of an answer is waited for once the command has ended: a child of it may never close it."""
TEXT_BROWSERS = frozenset(("w3m", "lynx", "elinks", "links", "links2", "browsh", "carbonyl", "cha"))
"""Browsers that need the terminal themselves."""
SHELL = frozenset(("|", "||", "&", "&&", ";", ">", ">>", "<", "2>&1"))
"""Words that only a shell would understand."""


def split(command: str) -> list[str]:
    """A command as a list of arguments, [] when its quotes do not close or it is empty."""
    try:
        return shlex.split(command)
    except ValueError:
        return []


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

    problem = ""
    try:
        with app.suspend(), _keys_are_the_commands_own():
            try:  # in here: Textual takes the terminal back only when nothing is raised
                code = subprocess.run(command, check=False).returncode
                problem = ended(code) if code else ""
            except (OSError, ValueError) as error:
                problem = f"cannot be started ({getattr(error, 'strerror', '') or error})"
        app.refresh(layout=True)
    except SuspendNotSupported:
        return "this terminal cannot be lent to another program"
    return f"{sanitize_line(command[0])} {problem}" if problem else ""


@contextmanager
def _keys_are_the_commands_own() -> Iterator[None]:
    """Ctrl+C and Ctrl+\\ reach every program on the terminal, and are not meant for the one that waits.

    A handler, not SIG_IGN: that would be handed on to the command.
    """
    signals = [signal.SIGINT, *([signal.SIGQUIT] if hasattr(signal, "SIGQUIT") else [])]
    before = [(number, signal.signal(number, lambda *_: None)) for number in signals]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def ended(code: int) -> str:
    """How a command ended that did not end well: its code, negative for a signal."""
    if code >= 0:
        return f"ended with code {code}"
    try:
        name = signal.strsignal(-code) or str(-code)
    except ValueError:
        name = str(-code)
    return f"was ended by a signal ({name})"


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


def browse(app: App[Any], url: str, setting: str = "") -> str:
    """Open a web link in the browser, one for the terminal in its place; "" or what went wrong."""
    if not host(url) or any(c in url for c in " \n\t\r\x00"):
        return "only http and https links are opened"
    command = split(setting)
    if not command:
        name = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")
        command = [*split(os.environ.get("BROWSER", "").split(os.pathsep)[0].replace("%s", ""))] or [name]
    if os.path.basename(command[0]) in TEXT_BROWSERS:
        return in_terminal(app, [*command, url])
    try:
        process = subprocess.Popen(
            [*command, url], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        return f"{sanitize_line(command[0])} cannot be started ({getattr(error, 'strerror', '') or error})"
    threading.Thread(target=process.wait, name="factlight-browser", daemon=True).start()  # leaves no zombie
    return ""


def run_command(command: str, text: str, done: Callable[[str, str], object]) -> str:
    """Give ``text`` to a command on its standard input, in a thread; ``done(output, problem)`` is called there.

    Returns what is wrong with the command, "" when it was started.
    """
    arguments = [os.path.expanduser(word) for word in split(command)]
    if not arguments:
        return "that is no command: its quotes do not close"
    for sign in shlex.split(command, posix=False):  # quoted words keep their quotes
        if sign in SHELL:
            return f"{sign} needs a shell: begin with sh -c and quote the rest"
    if not shutil.which(arguments[0]):
        return f"there is no command {sanitize_line(arguments[0])}"

    def work() -> None:
        done(*answer(arguments, text.encode("utf-8", "replace")))

    threading.Thread(target=work, name="factlight-pipe", daemon=True).start()
    return ""


def answer(arguments: list[str], data: bytes, patience: float = PATIENCE) -> tuple[str, str]:
    """(what a command says to ``data``, sanitised; what went wrong or ""). Waits for its end, at most ``patience``.

    The command is in a session of its own, so it cannot write over the screen. It need not read, may say more
    than is kept (then it is told to stop), and may leave children behind that hold its output open.
    """
    try:
        process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
    except (OSError, ValueError) as error:
        return "", f"cannot be started ({getattr(error, 'strerror', '') or error})"
    assert process.stdin is not None
    assert process.stdout is not None
    out, stdin, stdout = bytearray(), process.stdin, process.stdout

    def give() -> None:
        with suppress(OSError), stdin:  # head has seen enough
            stdin.write(data)

    def take() -> None:
        with suppress(OSError, ValueError), stdout:
            while len(out) <= OUTPUT_LIMIT and (some := os.read(stdout.fileno(), 1 << 16)):
                out.extend(some)

    reader = threading.Thread(target=take, daemon=True)
    for thread in (threading.Thread(target=give, daemon=True), reader):
        thread.start()
    problem = ""
    try:
        code = process.wait(patience)
        problem = ended(code) if code else ""
        reader.join(LINGER)
    except subprocess.TimeoutExpired:
        problem = f"stopped: it took more than {patience:.0f} s"
        _kill(process)
    if len(out) > OUTPUT_LIMIT:
        problem = f"the first {OUTPUT_LIMIT:,} bytes of its answer; it was stopped there"
    return sanitize(bytes(out[:OUTPUT_LIMIT]).decode("utf-8", "replace")), problem


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a command and what it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
