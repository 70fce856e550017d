"""Extraction: characters a second of CPU, the seed, and lines made to hurt."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench import samples

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def measure(runs: int) -> Iterator[tuple[str, str]]:
    from tui.facts import extract
    from tui.facts.document import Document
    from tui.structure import plain_article

    code = "import time; a = time.perf_counter(); from tui.facts import extract; extract; import tui.facts.engine; print(time.perf_counter() - a)"
    took = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout) for _ in range(runs)
    ]
    yield "import of the engine (target 150 ms)", f"{1000 * median(took):.0f} ms"
    seed = plain_article(SEED.read_text("utf-8"))
    extract(seed)
    yield (
        "facts of the seed, warm (target 15 ms)",
        f"{1000 * median(_cpu(lambda: extract(seed)) for _ in range(runs)):.1f} ms",
    )
    text = samples.article(20_000)
    article = plain_article(text)
    whole = median(_cpu(lambda: extract(article)) for _ in range(3))
    yield "all facts in one pass (target 300,000 characters/s)", f"{len(text) / whole:,.0f} characters/s"
    yield (
        "structure of plain text",
        f"{len(text) / median(_cpu(lambda: plain_article(text)) for _ in range(3)):,.0f} characters/s",
    )
    yield (
        "sentences and tokens",
        f"{len(text) / median(_cpu(lambda: (Document(article).sentences, Document(article).tokens)) for _ in range(3)):,.0f} characters/s",
    )
    shapes: tuple[tuple[str, Callable[[int], str]], ...] = (
        ("1 MB without a blank", lambda n: "a" * n),
        ("100,000 opening quotes", lambda n: "“" * (n // 10)),
        ("50,000 digits", lambda n: "7" * (n // 20)),
    )
    for name, make in shapes:
        small, large = plain_article(make(250_000)), plain_article(make(1_000_000))
        one, four = _cpu(partial(extract, small)), _cpu(partial(extract, large))
        yield (
            f"{name}: four times the text takes (linear: about 4)",
            f"{four / max(one, 1e-4):.1f} times ({1000 * four:.0f} ms)",
        )


def _cpu(work: object) -> float:
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began
