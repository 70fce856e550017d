"""Deadlines that hold: a watchdog shuts the socket of an exchange that is past its end or cancelled.

A server that sends one byte every half second outlives any socket timeout, which is only per read.
"""

from __future__ import annotations

import heapq
import itertools
import socket
import threading
import time
from collections.abc import Callable


class Late(Exception):
    """The deadline has passed, or the user cancelled."""


_here = threading.local()


def hold(sock: socket.socket | None) -> None:
    """Tell this thread's exchange which socket it now uses."""
    watch = getattr(_here, "watch", None)
    if watch is not None:
        watch.hold(sock)


class Watch:
    """One exchange: its end, and the socket to shut when it comes (a dripping server outlives any timeout)."""

    def __init__(self, end: float, cancelled: Callable[[], bool] | None) -> None:
        self.end = end
        self.done = False
        self._cancelled = cancelled
        self._socket: socket.socket | None = None
        _here.watch = self

    @property
    def left(self) -> float:
        return max(0.0, self.end - time.monotonic())

    def hold(self, sock: socket.socket | None) -> None:
        if sock is not None:
            self._socket = sock

    def over(self) -> bool:
        return self.left <= 0 or (self._cancelled is not None and self._cancelled())

    def check(self) -> None:
        if self.over():
            raise Late

    def shut(self) -> None:
        if not self.done and self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # closed already


class Watchdog:
    """One thread that shuts the sockets of exchanges past their end; it sleeps while there are none."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Watch]] = []
        self._order = itertools.count()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def add(self, watch: Watch) -> None:
        with self._wake:
            heapq.heappush(self._heap, (watch.end, next(self._order), watch))
            if self._thread is None:
                thread = threading.Thread(target=self._run, name="fetch watchdog", daemon=True)
                thread.start()  # raises RuntimeError where the system gives no more threads
                self._thread = thread
            self._wake.notify()

    def stop(self) -> None:
        with self._wake:
            self._stopped = True
            self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._heap = [entry for entry in self._heap if not entry[2].done]
                heapq.heapify(self._heap)
                if self._stopped:
                    return
                if not self._heap:
                    self._wake.wait(30)
                    continue
                late = [watch for _, _, watch in self._heap if watch.over()]
                if not late:
                    self._wake.wait(max(0.05, min(0.25, self._heap[0][2].left)))
            for watch in late:
                watch.shut()
                watch.done = True
