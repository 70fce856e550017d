"""Finding the facts of articles that nobody has opened yet, the newest first, so that lists and search know them.

``python -m tui.ingest.fact_index LIBRARY`` does so in a process of its own, behind everything else that runs on the
machine; it ends when all is done, and when its standard input does, however the program that started it ended.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tui import config
from tui.library import Library, LibraryError, refolding
from tui.library.db.connection import now
from tui.library.facts import Known, known
from tui.library.retention import tidy
from tui.sources.worker import PACKAGES

TOGETHER = 20
"""Articles stored by one transaction: some tenths of a second of work, some milliseconds of writing."""
BEAT = 1.0
"""Seconds after which what was found so far is stored, however little: it is also the sign of being at it."""
RIVAL = 5000
"""Milliseconds for which one that looks is taken to be alive: another leaves the work to it."""
LEAVE_WITHIN = 1.0
"""Seconds for the article under way when the process is to end; what was not stored then is found another time."""
_HEART = "looking.at"
_NOTHING = Known(0, 0, 0, {})


def look(
    library: Library,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Find and index the facts of every article that was not looked at; how many there were. Raises LibraryError.

    What was done is kept when it is stopped. Where another process is at it, it is left to that one.
    """
    if not _mine(library):
        return 0
    done = 0
    try:
        refolding.again(library.database, library.articles.words_of, lambda: _beat(library, cancelled()))
        library.facts.begin()
        total = library.articles.unlooked()
        while not cancelled() and (numbers := library.articles.not_looked_at(TOGETHER)):
            found = _found(library, numbers, cancelled)
            with library.database.write():
                library.states.kv_set(_HEART, now())
                for number, stored, what in found:
                    library.facts.index(number, stored, what)
            done += len(found)
            progress(done, max(done, total))
    finally:
        with contextlib.suppress(LibraryError):  # silent for a while says the same
            library.states.kv_set(_HEART, 0)
    return done


def look_until_done(library: Library, stop: threading.Event) -> None:
    """As :func:`look`; where another process is at it, wait, and take over should it end before all is done."""
    while not look(library, cancelled=stop.is_set) and library.articles.unlooked():
        if stop.wait(RIVAL / 1000):
            return


def _mine(library: Library) -> bool:
    """Whether nobody else is at it; from now on this one is. A clock that was set back makes no rival."""
    with library.database.write():
        heard = library.states.kv_get(_HEART)
        if isinstance(heard, int) and 0 <= now() - heard < RIVAL:
            return False
        library.states.kv_set(_HEART, now())
    return True


def _beat(library: Library, ended: bool) -> bool:
    """Tell others that this one is at it, unless it has ``ended``, which is given back."""
    if not ended:
        library.states.kv_set(_HEART, now())
    return ended


def _found(library: Library, numbers: list[int], cancelled: Callable[[], bool]) -> list[tuple[int, str, Known]]:
    """(number, fingerprint of what is stored, its facts) of the first of these articles, of one at least."""
    end = time.monotonic() + BEAT
    found: list[tuple[int, str, Known]] = []
    for number in numbers:
        if found and (cancelled() or time.monotonic() > end):
            break
        found.append((number, *_facts_of(library, number)))
    return found


def _facts_of(library: Library, number: int) -> tuple[str, Known]:
    """(fingerprint of what is stored, its facts for the index); an article that cannot be read has none."""
    from tui.facts import extract

    stored = library.articles.fingerprint(number)
    try:
        article = library.articles.load_id(number)
        if article is None:
            return stored, _NOTHING
        return stored, known(extract(article), article)
    except Exception:  # whatever one article does, the others are looked at; what is wrong is said when it is opened
        return stored, _NOTHING


class Looking:
    """The process; at most one at a time. Methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin, if it is not at it already."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            with contextlib.suppress(OSError):  # it is a convenience: what is opened is looked at anyway
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "tui.ingest.fact_index", os.path.abspath(self._path)],
                    cwd=PACKAGES,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )

    def wait(self) -> int:
        """The exit code, when all is done; 0 where it was not started."""
        process = self._process
        return process.wait() if process is not None else 0

    def stop(self) -> None:
        """End it; what it found so far is kept."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()


def main(path: str) -> int:
    """In the process; the exit code."""
    stop = threading.Event()

    def wait() -> None:
        while os.read(0, 4096):  # not through sys.stdin, whose lock would be held when the program ends
            pass
        stop.set()
        time.sleep(LEAVE_WITHIN)
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(19)
    try:
        if os.path.exists(path):  # none is made anew where one was removed
            with Library.open(Path(path)) as library:
                look_until_done(library, stop)
                if not stop.is_set():
                    kept = config.load().config
                    tidy(library, read_days=kept.keep_read, places_days=kept.keep_places)
    except LibraryError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
