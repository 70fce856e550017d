"""Every Nth operation of the file system goes wrong, for every N of a session; memory that runs out."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from tests.faults import vfs
from tests.faults.work import copied, session, verdict
from tui.library import LibraryError
from tui.library.db.doctor import check

MODES = (("fail", False), ("fail", True), ("short", False), ("short", True), ("full", False), ("full", True))


def run(base: Path, folder: Path, step: int, seconds: float) -> Iterator[tuple[str, int, Counter[str]]]:
    """(fault, how many places it struck, what came of it) for each kind of fault; "well" is what has to come."""
    end = time.monotonic() + seconds
    with vfs.installed() as faults:
        for mode, lasting in (*MODES, ("lie", False)):
            outcomes: Counter[str] = Counter()
            for nth in count(0, step):
                path = copied(base, folder)
                faults.arm(nth, mode, lasting=lasting)
                kept, problem = _use(path)
                struck = faults.hit
                faults.disarm()
                if not struck:
                    break
                outcomes[_judge(path, kept, problem, lie=mode == "lie")] += 1
                if time.monotonic() > end:
                    break
            yield f"{mode}{', from then on' if lasting else ''}", sum(outcomes.values()), outcomes


def _use(path: Path) -> tuple[list[str], str]:
    """(ids acknowledged, what the user was told) of a session on a library that may fail."""
    kept: list[str] = []
    try:
        for name in session(path):
            kept.append(name)
    except LibraryError as error:
        return kept, str(error)
    return kept, ""


def _judge(path: Path, kept: list[str], problem: str, *, lie: bool) -> str:
    if "Traceback" in problem or "\n" in problem or (problem and not problem.rstrip().endswith(".")):
        return f"no plain sentence: {problem[:60]}"
    found = verdict(path, kept)
    if not found:
        return "well"
    if lie:  # nothing can keep what a disk only claims to have written; it must not go unseen
        return (
            "found by the doctor" if any(not f.good for f in check(path)) else f"not found by the doctor: {found[:60]}"
        )
    return found[:80]


def _short_of_memory(path: Path, limit: int) -> tuple[list[str], str]:
    """As :func:`_use`, in a child process whose SQLite may have ``limit`` bytes: the limit cannot be taken back."""
    told = path.with_name("told.json")
    child = os.fork()
    if not child:
        try:
            with closing(sqlite3.connect(":memory:")) as db:
                db.execute(f"PRAGMA hard_heap_limit={limit}")
                told.write_text(json.dumps(_use(path)))
        except BaseException as error:
            told.write_text(json.dumps([[], f"Traceback of {error!r}"]))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    kept, problem = json.loads(told.read_text())
    return kept, problem


def memory(base: Path, folder: Path) -> Iterator[tuple[str, int, Counter[str]]]:
    """SQLite's memory runs out at ever higher limits, until a whole session fits."""
    outcomes: Counter[str] = Counter()
    limit = 100_000
    while limit < 20_000_000:
        path = copied(base, folder)
        kept, problem = _short_of_memory(path, limit)
        outcomes[_judge(path, kept, problem, lie=False)] += 1
        if not problem:
            break
        limit = limit * 21 // 20
    yield "no memory", sum(outcomes.values()), outcomes
