"""Web pages as articles, read in a process of their own that is killed at its deadline."""

from __future__ import annotations

import atexit
import pickle
import select
import subprocess
import sys
import threading
import time
from typing import IO

from tui.article import Article
from tui.sources import SourceError

DEADLINE = 5.0
"""Seconds for one page, once the process is there."""
START = 20.0
"""Seconds for the process to load its libraries."""
MAX_BYTES = 20_000_000

_lock = threading.Lock()
_process: subprocess.Popen[bytes] | None = None


def extract_page(data: bytes, url: str, *, uri: str = "", rule: str = "", deadline: float = DEADLINE) -> Article:
    """The article on a page; ``uri`` names it (its address by default). Any thread; one page at a time.

    ``rule`` names the element that holds the article ("div.story"), "" to find it. Raises SourceError.
    """
    if not data.strip():
        raise SourceError("The page is empty.")
    if len(data) > MAX_BYTES:
        raise SourceError(f"The page is too long (the limit is {MAX_BYTES // 1_000_000} MB).")
    request = pickle.dumps((data, url, uri, rule))
    with _lock:
        kind, value = _ask(request, deadline)
    if kind == "problem":
        raise SourceError(str(value))
    assert isinstance(value, Article)
    return value


def close() -> None:
    """End the worker process, if there is one."""
    global _process
    if _process is not None:
        _process.kill()
        _process.wait()
        for stream in (_process.stdin, _process.stdout):
            if stream is not None:
                stream.close()
        _process = None


def _ask(request: bytes, deadline: float) -> tuple[str, object]:
    global _process
    fresh = _process is None or _process.poll() is not None
    if fresh:
        close()
        _process = subprocess.Popen(
            [sys.executable, "-m", "tui.sources.page_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        atexit.register(close)
    assert _process is not None
    assert _process.stdin is not None
    assert _process.stdout is not None
    end = time.monotonic() + deadline + (START if fresh else 0)
    timer = threading.Timer(end - time.monotonic(), _process.kill)  # also frees a write that blocks
    timer.daemon = True
    timer.start()
    try:
        _process.stdin.write(len(request).to_bytes(8, "big") + request)
        _process.stdin.flush()
        head = _read(_process.stdout, 8, end)
        answer: tuple[str, object] = pickle.loads(_read(_process.stdout, int.from_bytes(head, "big"), end))
    except (OSError, EOFError):
        close()
        return "problem", "The page took too long to read and was dropped; open it in the browser with o."
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
