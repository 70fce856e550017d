"""The library as the use-cases have it: there or not, written or not, and in a thread of its own for long work."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from tui.library import Library

Result = TypeVar("Result")

LEAVE_WITHIN = 2.0
"""Seconds that closing waits for what the background still has to do."""


class Store:
    """``library`` is None where nothing can be kept; ``notice`` is the sentence that says why."""

    def __init__(self, library: Library | None, notice: str = "") -> None:
        self.library = library
        self.notice = notice or (library.notice if library is not None else "")
        self.background = Background(library.path if library is not None else None)

    @property
    def writes(self) -> bool:
        """Whether something can be kept."""
        return self.library is not None and not self.library.read_only

    def writable(self) -> Library:
        """The library, to be written. Raises LibraryError, with the reason, where it cannot be."""
        from tui.library import LibraryError

        if self.library is None or self.library.read_only:
            raise LibraryError(self.notice or "The library cannot be written; nothing was saved.")
        return self.library

    def close(self) -> None:
        """Close every connection."""
        self.background.close()
        if self.library is not None:
            self.library.close()


class Answer(Generic[Result]):
    """What comes of a piece of work in another thread."""

    def __init__(self, work: Callable[[Library], Result]) -> None:
        self._work = work
        self._done = threading.Event()
        self._result: list[Result] = []
        self._error: Exception | None = None

    def fill(self, library: Callable[[], Library]) -> None:
        """Do the work, in the thread that has the connection."""
        try:
            self._result.append(self._work(library()))
        except Exception as error:  # whoever asked gets it
            self._error = error
        self._done.set()

    def result(self) -> Result:
        """Wait for what the work returned, or raise what it raised."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._result[0]


class Background:
    """One thread with one connection to the library at ``path``, opened with the first work, for all work that the
    screen does not wait for."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._library: Library | None = None
        self._work: deque[Answer[Any]] = deque()
        self._more = threading.Semaphore(0)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def do(self, work: Callable[[Library], Result]) -> Answer[Result]:
        """Have ``work`` done with the connection, after what was asked for before. Any thread.

        The answer raises LibraryError where the library cannot be opened.
        """
        answer = Answer(work)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="factlight-library", daemon=True)
                self._thread.start()
        self._work.append(answer)
        self._more.release()
        return answer

    def _run(self) -> None:
        while True:
            self._more.acquire()
            if not self._work:
                break  # nothing is left, and nothing more will come
            self._work.popleft().fill(self._opened)
        if self._library is not None:
            self._library.close()

    def _opened(self) -> Library:
        from tui.library import Library, LibraryError

        if self._path is None:
            raise LibraryError("There is no library.")
        if self._library is None:
            self._library = Library.open(self._path)
        return self._library

    def close(self) -> None:
        """End the thread when it has done what it was asked for; give up after a while."""
        if self._thread is not None:
            self._more.release()
            self._thread.join(LEAVE_WITHIN)
