"""The library at 1,000 and 100,000 articles: filling, lists, search, start."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from tests.bench import samples
from tests.bench.terminal import Program

ROOT = Path(__file__).parents[2]
SIZES = (1_000, 100_000)


def measure(runs: int) -> Iterator[tuple[str, str]]:
    from tui.library import Library
    from tui.library.articles.lists import View

    with tempfile.TemporaryDirectory() as folder:
        paths = {size: Path(folder) / f"{size}.db" for size in SIZES}
        for size, path in paths.items():
            took_cpu, written = samples.fill(path, size)
            yield (
                f"importing {size:,} articles: structure, store, index (target 1,000)",
                f"{size / took_cpu:,.0f} articles/s of CPU",
            )
            yield f"file size of {size:,} articles to their text (target 2)", f"{path.stat().st_size / written:.2f}"
        with Library.open(paths[SIZES[-1]]) as library:
            took = []
            for shelf in (View(), View(unread=True), View(oldest_first=True)):
                listed = library.list(shelf)
                for first in range(0, 20_000, 20):
                    one = time.perf_counter()
                    listed.rows(first, 20)
                    took.append(1000 * (time.perf_counter() - one))
            yield (
                "one page of the list at 100k, median and p99 (target 1 ms)",
                f"{median(took):.2f}  {quantiles(took, n=100)[-1]:.2f} ms",
            )
            for query, best, target in (("quillfeather", False, 5), ("quillfeather", True, 120)):
                times = []
                for _ in range(20):
                    one = time.perf_counter()
                    found = library.search.numbers(query, date.today(), best_first=best)
                    times.append(1000 * (time.perf_counter() - one))
                order = "best" if best else "newest"
                yield f"one word, {order} first, {len(found)} found (target {target} ms)", f"{median(times):.2f} ms"
        yield (
            "saving a bookmark, on disk, p50 and p99 (target 5 ms at p99)",
            _saving(Path(folder) / "saving" / "library.db"),
        )
        took2: dict[int, list[float]] = {size: [] for size in SIZES}
        memory: dict[int, list[float]] = {size: [] for size in SIZES}
        for run in range(runs + 1):
            for size, path in paths.items():
                program = Program(
                    [sys.executable, "-m", "tui"],
                    Path(folder),
                    env={"PYTHONPATH": str(ROOT), "FACTLIGHT_DB": str(path)},
                )
                try:
                    program.until(f"L{size - 1:06}")
                    program.send(b"j")
                    answered = program.change() - program.began
                    program.quiet(0.15 if run else 2.0)  # the first run finds the facts of the first articles
                    if run:
                        took2[size].append(answered)
                        memory[size].append(program.memory())
                finally:
                    program.close()
        small, large = (median(took2[size]) for size in SIZES)
        yield "start to the first key at 100k / at 1k (target 1.10)", f"{large / small:.2f}  ({1000 * large:.0f} ms)"
        yield (
            "resident memory at 100k / at 1k (target 1.10)",
            f"{median(memory[SIZES[1]]) / median(memory[SIZES[0]]):.2f}",
        )


def _saving(path: Path) -> str:
    from tests.faults.work import add, article
    from tui.library import Library

    about, took = article(), []
    with Library.open(path) as library:
        for number in range(1000):
            one = time.perf_counter()
            add(library, about, number, "bench")
            took.append(1000 * (time.perf_counter() - one))
    return f"{median(took):.2f}  {quantiles(took, n=100)[-1]:.2f} ms"
