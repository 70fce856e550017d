"""The reader from within: first text, keys and resizing at 1,000, 10,000 and 100,000 words, in CPU time."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.bench import samples

SIZES = (1_000, 10_000, 100_000)


def measure(runs: int) -> Iterator[tuple[str, str]]:
    figures = {}
    for words in SIZES:
        with tempfile.TemporaryDirectory() as home:
            figures[words] = asyncio.run(_one(words, Path(home)))
    for name in figures[1_000]:
        row = [figures[words][name] for words in SIZES]
        yield (
            f"{name}, ms of CPU at 1k, 10k, 100k words",
            "  ".join(f"{v:.1f}" for v in row) + f"   (100k/1k {row[2] / max(row[0], 0.01):.2f})",
        )


async def _one(words: int, home: Path) -> dict[str, float]:
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        os.environ[f"FACTLIGHT_{name}_DIR"] = str(home / name)
    path = home / "a.txt"
    path.write_text(samples.article(words), encoding="utf-8")
    from tui.library import Library
    from tui.reader.app import ReaderApp
    from tui.reading import FileShelf, Reading

    out: dict[str, float] = {}
    with Library.open() as library:
        app = ReaderApp(Reading(FileShelf([str(path)]), library))
        began = time.process_time()
        async with app.run_test(size=(120, 40)) as pilot:
            screen = app.screen
            while screen.view.article is None:  # type: ignore[attr-defined]
                await pilot.pause()
            out["open to first text"] = 1000 * (time.process_time() - began)
            while screen.session.busy or screen.session.facts is None:  # type: ignore[attr-defined]
                await pilot.pause(0.05)
            await pilot.pause(0.2)
            for name, before, keys in (
                ("next fact, p95", (), ("n",)),
                ("line down, p95", (), ("j",)),
                ("page down, p95", (), ("space",)),
                ("find step, p95", ("slash", *"people", "enter"), ("n",)),
                ("panel jump, p95", ("escape", "l", "2"), ("j", "enter")),
            ):
                await pilot.press(*before)
                await pilot.pause(0.5)
                took = []
                for _ in range(40):
                    await pilot.pause(0.03)  # the frame of the key before
                    one = time.process_time()
                    await pilot.press(*keys)
                    took.append(1000 * (time.process_time() - one))
                out[name] = quantiles(took, n=20)[-1]
            await pilot.press("h")
            took = []
            for columns in (100, 120, 104, 118, 110, 120):
                one = time.process_time()
                await pilot.resize_terminal(columns, 40)
                took.append(1000 * (time.process_time() - one))
            out["resize"] = median(took)
            app.exit()
    return out
