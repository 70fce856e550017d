"""Two writers, killed with SIGKILL at a random moment, again and again; the library stays the same all along."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from tests.faults.work import add, article, verdict
from tui.library import Library


def run(path: Path, rounds: int, seconds: float, seed: int) -> tuple[int, int, list[str]]:
    """(rounds done, bookmarks acknowledged, what went wrong), ended by either limit."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    acknowledged: list[str] = []
    wrong: list[str] = []
    done = 0
    while done < rounds and time.monotonic() < end:
        logs = [path.parent / f"acknowledged-{n}" for n in range(2)]
        children = [_writer(path, log, n) for n, log in enumerate(logs)]
        time.sleep(chance.uniform(0.01, 0.25))  # the random moment
        for child in children:
            os.kill(child, signal.SIGKILL)
        for child in children:
            os.waitpid(child, 0)
        for log in logs:
            if log.exists():
                acknowledged += [line for line in log.read_text().split("\n")[:-1] if len(line) == 36]
                log.unlink()
        done += 1
        found = verdict(path, acknowledged)
        if found:
            wrong.append(f"round {done}: {found}")
            break
        if len(acknowledged) > 3000:  # a small library keeps the rounds short
            with Library.open(path) as library:
                library.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            path.unlink()
            acknowledged.clear()
    return done, len(acknowledged), wrong


def _writer(path: Path, log: Path, number: int) -> int:
    """A child process that saves bookmarks and writes down each that was acknowledged; its id."""
    child = os.fork()
    if child:
        return child
    try:
        told = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        about = article()
        with Library.open(path) as library:
            count = 0
            while True:
                count += 1
                os.write(told, f"{add(library, about, count, f'writer {number}')}\n".encode())
                if count % 7 == 0:
                    library.bookmarks.edit(library.bookmarks.all()[0].id, note=f"edited {count}")
                if count % 50 == 0:
                    library.database.rows("PRAGMA wal_checkpoint(PASSIVE)")
    except BaseException as error:
        os.write(2, f"a writer failed: {error!r}\n".encode())
    finally:
        os._exit(1)
