"""Adding and refreshing in a process of its own, for the reader: keys never wait for threads that fetch and store.

``python -m tui.ingest.apart LIBRARY`` takes one request, a line of JSON, and answers in lines of JSON: how far it is,
and at last what came of it. It ends when that is done, and when its standard input does, however the program that
started it ended; what was stored by then stays.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tui.sources import SourceError
from tui.sources.worker import PACKAGES

TELL = 0.1
"""Seconds between two words about how far one is."""
LEAVE_WITHIN = 1.0
"""Seconds for a transaction under way when the process is to end."""
LONGEST = 1_000_000
"""Bytes of one line that are waited for."""

Came = Callable[[int, int, str], object]
"""Is told how far the work has come: done, of how many, words."""


def refresh_apart(path: Path, came: Came, cancelled: Callable[[], bool]) -> str:
    """Fetch every feed of the library at ``path``; what came of it, in words. Raises SourceError."""
    return _asked(path, {"what": "refresh"}, came, cancelled)[0]


def add_apart(path: Path, source: str, came: Came, cancelled: Callable[[], bool]) -> tuple[str, str]:
    """Add ``source`` and fetch what feeds came of it; (words, uri of an article that was added). Raises SourceError."""
    if "://" not in source:
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            known = Path(source).expanduser()
            source = os.path.abspath(known) if known.exists() else source
    return _asked(path, {"what": "add", "source": source}, came, cancelled)


def _asked(path: Path, request: dict[str, str], came: Came, cancelled: Callable[[], bool]) -> tuple[str, str]:
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "tui.ingest.apart", os.path.abspath(path)],
            cwd=PACKAGES,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        raise SourceError("No process could be started for it: this machine runs too many; try again later.") from None
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with contextlib.suppress(OSError):
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        for said in _lines(process, cancelled):
            if said.get("end"):
                return str(said.get("words", "")), str(said.get("uri", ""))
            came(int(said.get("done", 0)), int(said.get("total", 0)), str(said.get("words", "")))
    finally:
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        _ended(process)
    if cancelled():
        return "stopped", ""
    raise SourceError("That went wrong; what was stored until then stays. Try again: factlight refresh.")


def _lines(process: subprocess.Popen[bytes], cancelled: Callable[[], bool]) -> Iterator[dict[str, Any]]:
    """What the process says, a line at a time, until it ends or is to end."""
    assert process.stdin is not None
    assert process.stdout is not None
    out = process.stdout.fileno()
    held = b""
    end = 0.0
    while not end or time.monotonic() < end:
        if not end and cancelled():
            end = time.monotonic() + 2 * LEAVE_WITHIN
            process.stdin.close()
        if sys.platform != "win32" and not select.select([out], [], [], 0.1)[0]:
            continue
        part = os.read(out, 65536)
        if not part or len(held) > LONGEST:
            return
        *lines, held = (held + part).split(b"\n")
        for line in lines:
            with contextlib.suppress(ValueError):
                said = json.loads(line)
                if isinstance(said, dict):
                    yield said


def _ended(process: subprocess.Popen[bytes]) -> None:
    """Wait for the process without letting anybody wait for it."""

    def wait() -> None:
        try:
            process.wait(2 * LEAVE_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    with contextlib.suppress(RuntimeError):
        threading.Thread(target=wait, name="factlight-ended", daemon=True).start()


# in the process


class _Job:
    """The request under way: tells how far it is, and knows when to stop."""

    def __init__(self, out: int) -> None:
        self._out = out
        self._told = 0.0
        self.stop = threading.Event()

    def came(self, done: int, total: int, words: str) -> None:
        """Tell how far the work has come, but not more often than is worth drawing."""
        now = time.monotonic()
        if now - self._told >= TELL or done == total or not done:
            self._told = now
            self._say({"done": done, "total": total, "words": words})

    def end(self, words: str, uri: str = "") -> None:
        """Tell what came of it."""
        self._say({"end": True, "words": words, "uri": uri})

    def _say(self, record: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # nobody listens any more; the end of the input says so, too
            os.write(self._out, json.dumps(record).encode() + b"\n")


def _add(path: Path, source: str, job: _Job) -> None:
    from tui.ingest.add import add
    from tui.ingest.refresh import refresh
    from tui.library import Library

    with Library.open(path) as library:
        added = add(library, source, cancelled=job.stop.is_set)
        words = added.words
        if added.feeds:
            job.came(0, len(added.feeds), words)
            summary = refresh(
                library,
                added.feeds,
                progress=lambda done, total, outcome: job.came(done, total, outcome.feed.name),
                cancelled=job.stop.is_set,
                answers=added.answers,
            )
            one = library.feeds.get(added.feeds[0].id) if len(added.feeds) == 1 else None
            n = f"{summary.new:,} article{'' if summary.new == 1 else 's'}"
            words = f"{n} from {one.name}" if one and summary.new else f"{words} · {n}"
            if summary.problems:
                words += f" · {summary.problems[0].problem}"
    job.end(words, added.uri)


def _refresh(path: Path, job: _Job) -> None:
    from tui.ingest.due import due_feeds
    from tui.ingest.refresh import refresh
    from tui.library import Library

    with Library.open(path) as library:
        feeds = due_feeds(library, everything=True)
        waiting = len(due_feeds(library, everything=True, listing=True)) - len(feeds)
        if not feeds and not waiting:
            job.end("there are no feeds yet: + adds one")
            return
        summary = refresh(
            library,
            feeds,
            progress=lambda done, total, outcome: job.came(done, total, outcome.feed.name),
            cancelled=job.stop.is_set,
        )
    words = f"{summary.new} new" if summary.new else "nothing new"
    if summary.cancelled:
        words += ", stopped"
    if waiting:
        words += f" · {waiting} asked for patience and {'was' if waiting == 1 else 'were'} left out"
    if n := len(summary.problems):
        first = summary.problems[0]
        words += f" · {n} feed{'s' if n > 1 else ''} failed: {first.feed.name}: {first.problem}"
    job.end(words)


def main(path: str) -> int:
    """In the process; the exit code."""
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not fall between the answers
    job = _Job(out)
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(0, 1)
        if not part or len(line) > LONGEST:
            return 1
        line += part
    request = json.loads(line)

    def wait() -> None:
        while os.read(0, 4096):
            pass
        job.stop.set()
        time.sleep(LEAVE_WITHIN)
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)  # whoever reads meanwhile comes first
    from tui.ingest.network import use_settings
    from tui.library import LibraryError

    use_settings()
    try:
        if request.get("what") == "add":
            _add(Path(path), str(request.get("source", "")), job)
        else:
            _refresh(Path(path), job)
    except (LibraryError, SourceError, OSError) as error:
        job.end(str(error))
    except Exception as error:  # whatever a feed did, it is told
        job.end(f"that went wrong ({type(error).__name__}); nothing was lost")
    return 0


if __name__ == "__main__":
    os._exit(main(sys.argv[1]))
