"""A refresh in a process of its own, for programs that draw a screen: keys never wait for threads that fetch and store.

``python -m tui.ingest.apart LIBRARY`` takes one request, a line of JSON, and answers in lines of JSON: what became of
each feed, and at last how it ended. It ends when that is done, and when its standard input does, however the program
that started it ended; what was stored by then stays.
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
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tui.ingest.storing import Outcome
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.worker import PACKAGES

LEAVE_WITHIN = 1.0
"""Seconds for a transaction under way when the process is to end."""
LONGEST = 50_000_000
"""Bytes of one line that are waited for: the addresses of all that is new in a feed."""

Progress = Callable[[int, int, Outcome], None]


def fetch_apart(
    path: Path,
    feeds: Sequence[StoredFeed],
    progress: Progress,
    cancelled: Callable[[], bool],
    *,
    jobs: int,
    deadline: float,
    today: date | None,
) -> tuple[list[Outcome], int]:
    """Fetch ``feeds`` of the library at ``path`` and store what is new: what became of them, and how many articles the
    reader's rules marked as read. Arguments as of :func:`tui.ingest.refresh.refresh`.

    Raises LibraryError with the sentence of the process, SourceError where it cannot be started or breaks off.
    """
    from tui.library import LibraryError

    request = {
        "feeds": [feed.id for feed in feeds],
        "jobs": jobs,
        "deadline": deadline,
        "today": today.isoformat() if today else "",
    }
    by_number = {feed.id: feed for feed in feeds}
    outcomes: list[Outcome] = []
    process = _started(path)
    try:
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        for said in _lines(process, cancelled):
            if "error" in said:
                raise LibraryError(str(said["error"]))
            if "end" in said:
                return outcomes, int(said["end"])
            outcomes.append(_outcome(by_number[int(said["feed"])], said))
            progress(len(outcomes), len(feeds), outcomes[-1])
    finally:
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        _ended(process)
    if cancelled():
        return outcomes, 0
    raise SourceError("The refresh broke off; what was stored until then stays. Try again: factlight refresh.")


def _outcome(feed: StoredFeed, said: dict[str, Any]) -> Outcome:
    return Outcome(
        feed,
        unchanged=bool(said.get("unchanged")),
        problem=str(said.get("problem", "")),
        new_uris=tuple(said.get("new", ())),
        changed_uris=tuple(said.get("changed", ())),
    )


def _started(path: Path) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "tui.ingest.apart", os.path.abspath(path)],
            cwd=PACKAGES,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        raise SourceError("No process could be started for it: this machine runs too many; try again later.") from None


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


def _answer(path: Path, request: dict[str, Any], say: Callable[[dict[str, Any]], None], stop: threading.Event) -> None:
    from tui.ingest.network import use_settings
    from tui.ingest.refresh import refresh
    from tui.library import Library

    def told(done: int, total: int, outcome: Outcome) -> None:
        say(
            {
                "feed": outcome.feed.id,
                "unchanged": outcome.unchanged,
                "problem": outcome.problem,
                "new": outcome.new_uris,
                "changed": outcome.changed_uris,
            }
        )

    use_settings()
    with Library.open(path) as library:
        feeds = [feed for number in request["feeds"] if (feed := library.feeds.get(number)) is not None]
        summary = refresh(
            library,
            feeds,
            jobs=int(request["jobs"]),
            progress=told,
            cancelled=stop.is_set,
            deadline=float(request["deadline"]),
            today=date.fromisoformat(request["today"]) if request["today"] else None,
            apart=False,
        )
    say({"end": summary.killed})


def main(path: str) -> int:
    """In the process; the exit code."""
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not fall between the answers
    stop = threading.Event()
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(0, 65536)
        if not part:
            return 1
        line += part

    def say(record: dict[str, Any]) -> None:
        data = json.dumps(record).encode() + b"\n"
        while data:
            data = data[os.write(out, data) :]

    def wait() -> None:
        while os.read(0, 4096):
            pass
        stop.set()
        time.sleep(LEAVE_WITHIN)
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)  # whoever reads meanwhile comes first
    from tui.library import LibraryError

    try:
        _answer(Path(path), json.loads(line), say, stop)
    except BrokenPipeError:  # nobody listens any more
        return 1
    except LibraryError as error:
        say({"error": str(error)})
    return 0


if __name__ == "__main__":
    os._exit(main(sys.argv[1]))
