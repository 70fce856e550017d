"""A process of its own for reading what strangers wrote: killed at a deadline, bounded in memory, gone with us.

A page made to do harm can hold a parser for minutes, and a call into C hears no signal; a process can be killed.
Requests and answers are pickled, each with its length before it (8 bytes), through the process's standard input
and output: when this program ends, however it ends, the process reads the end of its input and ends too.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from tui.sources import SourceError

PACKAGES = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""The folder in which this package lies. Processes begin there: ``-m`` looks for every module in the working folder
first, and the folder that somebody reads may hold a ``json.py`` of its own."""
START = 20.0
"""Seconds for the process to load its libraries."""
MAX_MEMORY = 224 << 20
"""Bytes of address space beyond what the imports take; they take some 75 MB."""
MAX_WORK = 2.0
"""Seconds of the processor for one answer; the caller's deadline is by the clock, and holds where many programs run."""
MAX_ANSWER = 64 << 20
"""Bytes of one answer: the program that asked has to hold it."""
_NO_PROCESS = "No process could be started to read it: this machine runs too many; try again later."


class Worker:
    """The process ``python -m module``, whose main calls :func:`serve`; started by the first request.

    One request at a time: callers in several threads take turns.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._fresh = False

    def start(self) -> None:
        """Let the process begin to load its libraries, so that the first request need not wait for them."""
        with self._lock, contextlib.suppress(SourceError):  # the first request says why it cannot be
            self._running()

    def ask(self, request: object, deadline: float) -> Any:
        """What the process answers within ``deadline`` seconds. Raises SourceError with the process's own sentence or
        where no process can be started, TimeoutError when none came in time: the process is gone then, the next
        request starts another."""
        data = pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            try:
                kind, value = self._ask(data, deadline)
            except RuntimeError:  # of the timer's thread
                self.close()
                raise SourceError(_NO_PROCESS) from None
        if kind == "problem":
            raise SourceError(str(value))
        return value

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def _running(self) -> tuple[subprocess.Popen[bytes], bool]:
        """The process, and whether it was only now started. Raises SourceError where none can be."""
        if self._process is not None and self._process.poll() is None:
            return self._process, False
        self.close()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                cwd=PACKAGES,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.SubprocessError, MemoryError):
            raise SourceError(_NO_PROCESS) from None
        self._fresh = True
        return self._process, True

    def _ask(self, request: bytes, deadline: float) -> tuple[str, object]:
        process, _ = self._running()
        fresh, self._fresh = self._fresh, False
        assert process.stdin is not None
        assert process.stdout is not None
        end = time.monotonic() + deadline + (START if fresh else 0)
        timer = threading.Timer(end - time.monotonic(), process.kill)  # also frees a write that blocks
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write(len(request).to_bytes(8, "big") + request)
            process.stdin.flush()
            length = int.from_bytes(_read(process.stdout, 8, end), "big")
            if length > 2 * MAX_ANSWER:
                raise ValueError
            answer: tuple[str, object] = pickle.loads(_read(process.stdout, length, end))
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            self.close()
            raise TimeoutError from None
        finally:
            timer.cancel()
        return answer


def _read(stream: IO[bytes], size: int, end: float) -> bytes:
    """Exactly ``size`` bytes before ``end``. Raises EOFError."""
    parts: list[bytes] = []
    while size:
        if sys.platform != "win32":  # there, pipes cannot be waited for; the timer kills the process
            ready, _, _ = select.select([stream], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise EOFError
        part = stream.read1(size) if hasattr(stream, "read1") else stream.read(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def serve(answer: Callable[..., object], *, behind: bool = False, work: float = MAX_WORK) -> int:
    """In the process: answer each request, a tuple of arguments, until standard input ends. The exit code.

    ``behind``: nobody waits for the answers, and somebody may be reading meanwhile. ``work`` is how many seconds
    of the processor one answer may take.
    """
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not fall between the answers
    _bound()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(15 if behind else 0)
    gc.set_threshold(100_000, 50, 50)  # what is read holds no cycles, and is gone with the answer
    while head := sys.stdin.buffer.read(8):
        request = sys.stdin.buffer.read(int.from_bytes(head, "big"))
        _limit_work(work)
        told = _pickled(_told(answer, pickle.loads(request)))
        _limit_work(0)
        answers.write(len(told).to_bytes(8, "big") + told)
        answers.flush()
    return 0


def _told(answer: Callable[..., object], request: tuple[Any, ...]) -> tuple[str, object]:
    try:
        return "answer", answer(*request)
    except SourceError as error:
        return "problem", str(error)
    except MemoryError:
        return "problem", "It needs too much memory; it was refused."
    except RecursionError:
        return "problem", "It is nested too deep; it was refused."
    except Exception as error:  # a fault of ours that a stranger's text found: it costs that text, nothing else
        return "problem", f"It could not be read ({type(error).__name__}); please report it with its address."


def _pickled(told: tuple[str, object]) -> bytes:
    """The answer as bytes, or a problem where it is too long."""
    try:
        data = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    except (MemoryError, RecursionError):
        data = b""
    if 0 < len(data) <= MAX_ANSWER:
        return data
    return pickle.dumps(("problem", "It holds more than can be kept; it was refused."), pickle.HIGHEST_PROTOCOL)


def _limit_work(seconds: float) -> None:
    """The process is ended by a signal after so much work, a call into C included; 0 takes the limit away."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + MAX_MEMORY, now + MAX_MEMORY))
