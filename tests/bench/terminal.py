"""Runs a program in a pseudo-terminal and times what appears on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from contextlib import suppress
from pathlib import Path

import pyte

ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
"""Questions that programs ask of a terminal, and what a modern one says."""


class Stuck(Exception):
    """What was waited for did not come in time."""


class Program:
    """A program on a terminal of fixed size, in a home of its own."""

    def __init__(
        self, command: list[str], home: Path, *, rows: int = 40, columns: int = 120, env: dict[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.began = time.perf_counter()
        self.bytes = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(home), **(env or {})}
            kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], command, kept | own)  # readline puts a size of its own behind os.environ's back

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def send(self, keys: bytes) -> float:
        """Send keys; returns when."""
        at = time.perf_counter()
        os.write(self.fd, keys)
        return at

    def resize(self, rows: int, columns: int) -> None:
        """Make the terminal another size; the program is told."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def until(self, pattern: str, timeout: float = 30) -> float:
        """Read until the screen matches; returns when the chunk came that made it match. Raises Stuck."""
        wanted = re.compile(pattern)
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            at = self._read(end - time.perf_counter())
            if at and wanted.search(self.text):
                return at
        raise Stuck(f"{pattern!r} did not appear:\n{self.text}")

    def change(self, timeout: float = 10) -> float:
        """Read until any cell differs; returns when."""
        before = self.text + self._cursor()
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            at = self._read(end - time.perf_counter())
            if at and self.text + self._cursor() != before:
                return at
        raise Stuck("nothing changed")

    def quiet(self, seconds: float = 0.15, timeout: float = 20) -> None:
        """Read until nothing has come for so long."""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end and self._read(seconds):
            pass

    def first(self, timeout: float = 10) -> float:
        """Wait for output; returns when the first of it came. Raises Stuck."""
        at = self._read(timeout)
        if not at:
            raise Stuck(f"no answer:\n{self.text}")
        return at

    def cpu(self) -> float:
        """Seconds of CPU the program itself has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Resident megabytes."""
        for line in Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def end(self) -> None:
        """Read until the program has ended of itself, and with it what it does last."""
        with suppress(Stuck, OSError):
            self.until("(?!)", timeout=20)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def close(self) -> None:
        """End the program whatever it does."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        with suppress(OSError):
            os.close(self.fd)

    def _cursor(self) -> str:
        return f"{self.screen.cursor.x},{self.screen.cursor.y}"

    def _read(self, timeout: float) -> float:
        ready, _, _ = select.select([self.fd], [], [], max(0.0, timeout))
        if not ready:
            return 0.0
        try:
            chunk = os.read(self.fd, 1 << 16)
        except OSError:
            raise Stuck(f"the program ended:\n{self.text}") from None
        at = time.perf_counter()
        self.bytes += len(chunk)
        for question, answer in ANSWERS.items():
            if question in chunk:
                os.write(self.fd, answer)
        self.stream.feed(chunk)
        return at
