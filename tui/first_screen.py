"""The list as the next start will show it, kept when the reader is left and shown before anything is loaded.

Most of a start goes into loading the interpreter's modules, and the list is then what it was. So its picture is
kept with everything that it depends on: the terminal's size and kind, the day, the library and the settings as files.
Where one of them is another now, nothing is shown, and the start is as any other. A picture takes over the terminal
as the reader will: alternate screen, no echo, so that keys typed meanwhile wait for the reader.

Imports nothing of ours, and of the standard library only what the interpreter has loaded anyway.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORM = b"factlight first screen 1\n"
LIMIT = 1_000_000
"""Bytes of a picture at most."""

SEEN = (
    *("TERM", "COLORTERM", "NO_COLOR", "COLORFGBG", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE", "TZ"),
    *("FACTLIGHT_DB", "FACTLIGHT_DATA_DIR", "FACTLIGHT_CONFIG_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"),
    *("TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER", "COLUMNS", "LINES"),
)
"""What of the environment has a say in how the screen looks."""

ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"
HIDE, SHOW = b"\x1b[?25l", b"\x1b[?25h"
BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"
"""A synchronised update: the terminal shows all of it at once."""

before: list[Any] = []
"""What the terminal was set to, while a picture stands on it; empty where there is none."""


def place() -> str:
    """The file of the picture, in the cache (``FACTLIGHT_CACHE_DIR``)."""
    folder = os.environ.get("FACTLIGHT_CACHE_DIR", "")
    if not folder:
        home = os.environ.get("HOME", "")
        mac = sys.platform == "darwin"
        cache = f"{home}/Library/Caches" if mac else os.environ.get("XDG_CACHE_HOME", "") or f"{home}/.cache"
        folder = f"{cache}/factlight" if home or os.path.isabs(cache) else ""
    return f"{folder}/first-screen" if folder else ""


def seal(size: tuple[int, int], files: list[str]) -> bytes:
    """Everything that the picture depends on, as one line: these files as they are, and what surrounds them."""
    import time

    parts = [*map(str, (sys.hexversion, os.path.getmtime(__file__), *size)), time.strftime("%Y-%m-%d")]
    parts += [f"{name}={os.environ[name]}" for name in SEEN if name in os.environ]
    for name in files:
        try:
            found = os.stat(name)
            parts.append(f"{name} {found.st_mtime_ns} {found.st_size}")
        except OSError:
            parts.append(f"{name} none")
    return "\t".join(parts).encode("utf-8", "surrogateescape").replace(b"\n", b" ") + b"\n"


def keep(picture: bytes, size: tuple[int, int], files: list[str]) -> None:
    """Keep a picture for the next start; an empty one takes the last one away. Never raises: it is a convenience."""
    name = place()
    if not name or os.name != "posix":
        return
    new = f"{name}.{os.getpid()}"
    try:
        if not picture:
            os.unlink(name)
            return
        os.makedirs(os.path.dirname(name), mode=0o700, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(new, flags, 0o600), "wb") as file:
            file.write(FORM + "\t".join(files).encode("utf-8", "surrogateescape") + b"\n" + seal(size, files) + picture)
        os.replace(new, name)
    except (OSError, ValueError):
        pass


def show() -> bool:
    """Put the picture on the terminal, if there is one and nothing has changed since; whether it was."""
    if os.name != "posix" or not all(os.isatty(n) for n in (0, 1, 2)):
        return False
    try:
        with open(os.open(place(), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            if os.fstat(file.fileno()).st_uid != os.getuid() or file.readline(100) != FORM:
                return False
            files = file.readline(LIMIT).rstrip(b"\n").decode("utf-8", "surrogateescape").split("\t")
            kept, picture = file.readline(LIMIT), file.read(LIMIT)
        columns, rows = os.get_terminal_size(1)
        if kept != seal((columns, rows), files) or not picture:
            return False
        _take_terminal()
        os.write(2, ENTER + HIDE + BEGIN + picture + END)
    except (OSError, ValueError, ImportError):
        return bool(before)
    return True


def _take_terminal() -> None:
    """Keys wait unseen until the reader asks for them, as they are typed. Raises OSError, ImportError."""
    import termios

    try:
        mode = termios.tcgetattr(0)
        before[:] = termios.tcgetattr(0)
        mode[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        termios.tcsetattr(0, termios.TCSANOW, mode)  # what was typed already is kept
    except termios.error as error:
        raise OSError(str(error)) from None


def give_back() -> None:
    """Leave the terminal as it was found, where the reader has not taken it over from the picture."""
    if not before:
        return
    import termios

    os.write(2, SHOW + LEAVE)
    termios.tcsetattr(0, termios.TCSANOW, before)
    before.clear()
