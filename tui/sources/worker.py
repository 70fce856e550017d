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


class Worker:
    """The process ``python -m module``, whose main calls :func:`serve`; started by the first request.

    One request at a time: callers in several threads take turns.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, request: object, deadline: float) -> Any:
        """What the process answers within ``deadline`` seconds. Raises SourceError with the process's own sentence,
        TimeoutError when none came in time: the process is gone then, the next request starts another."""
        data = pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            kind, value = self._ask(data, deadline)
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

    def _ask(self, request: bytes, deadline: float) -> tuple[str, object]:
        process, fresh = self._process, False
        if process is None or process.poll() is not None:
            self.close()
            process = self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                cwd=PACKAGES,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            fresh = True
        assert process.stdin is not None
        assert process.stdout is not None
        end = time.monotonic() + deadline + (START if fresh else 0)
        timer = threading.Timer(end - time.monotonic(), process.kill)  # also frees a write that blocks
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write(len(request).to_bytes(8, "big") + request)
            process.stdin.flush()
            head = _read(process.stdout, 8, end)
            answer: tuple[str, object] = pickle.loads(_read(process.stdout, int.from_bytes(head, "big"), end))
        except (OSError, EOFError, ValueError):
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


def serve(answer: Callable[..., object], *, behind: bool = False) -> int:
    """In the process: answer each request, a tuple of arguments, until standard input ends. The exit code.

    ``behind``: nobody waits for the answers, and somebody may be reading meanwhile.
    """
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not fall between the answers
    _bound()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(15 if behind else 0)
    gc.set_threshold(100_000, 50, 50)  # what is read holds no cycles, and is gone with the answer
    while head := sys.stdin.buffer.read(8):
        request = sys.stdin.buffer.read(int.from_bytes(head, "big"))
        _limit_work(MAX_WORK)
        told = pickle.dumps(_told(answer, pickle.loads(request)), pickle.HIGHEST_PROTOCOL)
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
