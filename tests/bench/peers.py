"""The reader beside newsboat, when it is installed: the same articles, the same pseudo-terminal, runs interleaved."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from statistics import median, quantiles

from tests.bench import samples
from tests.bench.terminal import Program

ROOT = Path(__file__).parents[2]
SIZES = (1_000, 20_000)
KEYS = 60
LONG = 10_000
"""Words of the article that is scrolled: the newest of each library."""


def measure(runs: int) -> Iterator[tuple[str, str]]:
    if shutil.which("newsboat") is None:
        yield "newsboat is not installed here", "left out"
        return
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        for size in SIZES:
            _fill(home, size)
        took: dict[tuple[str, str, int], list[float]] = {}
        for _ in range(max(2, runs // 2)):
            for size in SIZES:
                for name, run in (("ours", _ours), ("newsboat", _newsboat)):
                    for what, values in run(home, size).items():
                        took.setdefault((name, what, size), []).extend(values)
    for what, limits in (
        ("start to the first key", {20_000: "0.50 at 100,000"}),
        ("a move in the list", {1_000: "4", 20_000: "0.3 at 25,000"}),
        ("opening an article", {1_000: "6"}),
        ("scrolling a line", {1_000: "5"}),
    ):
        for size, limit in limits.items():
            one, other = (took[name, what, size] for name in ("ours", "newsboat"))
            yield (
                f"{what}, {size:,} articles, to newsboat's (target {limit})",
                f"{median(one) / median(other):.2f}  ({1000 * median(one):.1f} and {1000 * median(other):.1f} ms)",
            )
    scrolled = took["ours", "scrolling a line", SIZES[0]]
    yield "scrolling a line, p99 (target 16 ms)", f"{1000 * quantiles(scrolled, n=100)[-1]:.1f} ms"


def _fill(home: Path, size: int) -> None:
    """Our library, and a feed in a file with newsboat's cache made from it."""
    samples.fill(home / f"{size}.db", size)
    text = samples.article(LONG)
    _add_long(home / f"{size}.db", text)
    words = "<p>" + samples.article(600).replace("\n\n", "</p><p>") + "</p>"
    long = "<p>" + text.replace("\n\n", "</p><p>") + "</p>"
    with open(home / f"{size}.xml", "w", encoding="utf-8") as feed:
        feed.write(
            '<?xml version="1.0"?><rss version="2.0"><channel><title>Made</title><link>https://example.org/</link>'
        )
        for n in range(size):
            body = long if n in (0, size - 1) else words  # whichever newsboat lists first
            feed.write(
                f"<item><title>L{n:06} made</title><link>https://example.org/{n}</link><guid>{n}</guid>"
                f"<pubDate>{_date(n)}</pubDate><description><![CDATA[{body}]]></description></item>"
            )
        feed.write("</channel></rss>")
    (home / f"urls{size}").write_text(f"file://{home}/{size}.xml\n")
    (home / "config").write_text(
        "text-width 72\nconfirm-exit no\ncleanup-on-quit no\nshow-read-feeds yes\nshow-read-articles yes\n"
    )
    subprocess.run(
        [*_command(home, size), "-x", "reload"], env={"HOME": str(home), "PATH": "/usr/bin:/bin"}, check=True, capture_output=True
    )
    subprocess.run(
        [sys.executable, "-c", f"import sqlite3; sqlite3.connect({str(home / f'{size}.cache')!r}).execute('analyze')"],
        check=True,
    )


def _command(home: Path, size: int) -> list[str]:
    files = ("-C", home / "config", "-u", home / f"urls{size}", "-c", home / f"{size}.cache")
    return ["newsboat", *map(str, files)]


def _date(n: int) -> str:
    return format_datetime(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


def _add_long(path: Path, text: str) -> None:
    from tui.article import Inferred
    from tui.library import Library
    from tui.library.incoming import Incoming
    from tui.structure import plain_article

    with Library.open(path) as library:
        article = plain_article(text, uri="https://example.org/long", language="en")
        title = Inferred("LLLONG made", "made")
        library.articles.put([Incoming.of(article.with_metadata(title=title), published=(1 << 40))])


def _ours(home: Path, size: int) -> dict[str, list[float]]:
    env = {"PYTHONPATH": str(ROOT), "FACTLIGHT_DB": str(home / f"{size}.db"), "PYTHONDONTWRITEBYTECODE": "",
           "PYTHONPYCACHEPREFIX": str(home / "bytecode")}  # fmt: skip
    program = Program([sys.executable, "-m", "tui"], home, env=env)

    def open_long() -> float:
        at = program.send(b"\r")
        return program.until("towards|Made news|people had left") - at

    return _walk(program, "LLLONG", open_long, program.change, before=b"", down=b"j", up=b"k")


def _newsboat(home: Path, size: int) -> dict[str, list[float]]:
    program = Program(_command(home, size), home)

    def open_long() -> float:
        at = program.send(b"\r")
        return program.until("people had left") - at

    return _walk(program, "Made", open_long, program.first, before=b"\r", down=b"\x1bOB", up=b"\x1bOA")


def _walk(
    program: Program,
    ready: str,
    open_long: Callable[[], float],
    answered: Callable[[], float],
    *,
    before: bytes,
    down: bytes,
    up: bytes,
) -> dict[str, list[float]]:
    """Start, move in the list, open the newest article, scroll it."""
    out: dict[str, list[float]] = {}
    try:
        program.until(ready, timeout=120)
        if before:  # newsboat begins with its feeds
            program.send(before)
            program.until("L0", timeout=60)
        program.send(down)
        out["start to the first key"] = [answered() - program.began]
        program.quiet()
        out["a move in the list"] = [_key(program, down) for _ in range(KEYS)]
        for _ in range(KEYS + 2):
            program.send(up)
            program.quiet(0.03)
        program.quiet(0.5)
        out["opening an article"] = [open_long()]
        program.quiet(0.5)
        out["scrolling a line"] = [_key(program, down) for _ in range(2 * KEYS)][KEYS:]
    finally:
        program.close()
    return out


def _key(program: Program, key: bytes) -> float:
    """Seconds until the first byte that answers the key: a highlight that moves changes no letter on the screen."""
    program.quiet(0.05)
    at = program.send(key)
    return program.first() - at
