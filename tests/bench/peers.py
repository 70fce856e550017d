"""The reader beside newsboat, when it is installed: the same articles, the same pseudo-terminal, runs interleaved.

newsboat's cache is written as it writes it itself, and analysed once by hand ("tuned"): without that its start
takes minutes at this size. Our library counts as looked through: nothing runs behind what is timed.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.bench import samples
from tests.bench.terminal import Program

ROOT = Path(__file__).parents[2]
SIZES = (1_000, 100_000)
EACH = 200
"""Articles of one of newsboat's feeds."""
KEYS = 50
LONG = 10_000
"""Words of the article that is scrolled: the newest of all."""
NEWEST = 12
"""Articles with facts, the newest but one and so on: they are opened one after another."""
LATEST = 1 << 40
"""Published, in milliseconds: after all others."""

Times = dict[str, list[float]]
TARGETS = (
    ("start to the first key", {1_000: "-", 100_000: "0.50"}),
    ("a move in the list", {1_000: "4", 100_000: "0.08, newsboat in the list of all"}),
    ("opening an article, facts lit, the first time", {1_000: "15"}),
    ("opening an article, facts lit, again", {1_000: "6"}),
    ("scrolling a line of a lit article", {1_000: "5"}),
    ("a search, one in 1,000 found, until the answer shows", {100_000: "0.15"}),
)


def measure(runs: int) -> Iterator[tuple[str, str]]:
    yield from _pagers(runs)
    if shutil.which("newsboat") is None:
        yield "newsboat is not installed here", "left out"
        return
    took: dict[tuple[str, str, int], list[float]] = {}
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        for size in SIZES:
            _fill(home, size)
            _fill_newsboat(home, size)
        for _ in range(max(3, runs // 2)):
            for size in SIZES:
                for name, run in (("ours", _ours), ("newsboat", _newsboat)):
                    for what, values in run(home, size).items():
                        took.setdefault((name, what, size), []).extend(values)
    for what, limits in TARGETS:
        for size, limit in limits.items():
            one, other = (took[name, what, size] for name in ("ours", "newsboat"))
            yield (
                f"{what}, {size:,} articles, to newsboat's (target {limit})",
                f"{median(one) / median(other):.2f}  ({1000 * median(one):.1f} and {1000 * median(other):.1f} ms)",
            )
    for what in ("a move in the list", "scrolling a line of a lit article"):
        keys = took["ours", what, SIZES[0]]
        yield f"{what}, p99 (target 16 ms)", f"{1000 * quantiles(keys, n=100)[-1]:.1f} ms"


def _pagers(runs: int) -> Iterator[tuple[str, str]]:
    """Start and scrolling beside other Textual programs that show a text of this length, where they are installed."""
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        text = samples.article(LONG)
        (home / "long.md").write_text(text)
        # one sentence a line, which is what a pager of logs is for
        (home / "long.txt").write_text(text.replace(". ", ".\n").replace("\n\n", "\n"))
        env = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "bytecode")}
        ours = [sys.executable, "-m", "tui", str(home / "long.md")]
        others = (("frogmouth", "long.md", b"\x1b[B"), ("tl", "long.txt", b"\x1b[A"))
        for name, file, key in others:
            if (found := shutil.which(name)) is None:
                yield f"{name} is not installed here", "left out"
                continue
            took: dict[tuple[str, str], list[float]] = {}
            for _ in range(max(3, runs // 2)):
                for who, command, down, own in (("ours", ours, b"j", env), (name, [found, str(home / file)], key, {})):
                    program = Program(command, home, env=own)
                    try:
                        took.setdefault((who, "start"), []).append(program.until("left the town") - program.began)
                        program.quiet(1.0)
                        took.setdefault((who, "scroll"), []).extend(_key(program, down) for _ in range(KEYS))
                    finally:
                        program.close()
            for what, words in (("start", "start until the text shows"), ("scroll", "scrolling a line (target 0.20)")):
                one, other = median(took["ours", what]), median(took[name, what])
                yield f"{words}, to {name}'s", f"{one / other:.2f}  ({1000 * one:.1f} and {1000 * other:.1f} ms)"


def _lit(n: int) -> str:
    return samples.article(LONG if n == NEWEST else 600, n)


def _fill(home: Path, size: int) -> None:
    from tui.library import Library
    from tui.library.articles.intake import Incoming
    from tui.structure import plain_article
    from tui.text.article import Inferred

    samples.fill(home / f"{size}.db", size)
    with Library.open(home / f"{size}.db") as library:
        library.articles.put(
            Incoming.of(
                plain_article(_lit(n), uri=f"https://example.org/lit/{n}", language="en").with_metadata(
                    title=Inferred(f"LIT{n:02} made", "made")
                ),
                published=LATEST + n,
            )
            for n in range(NEWEST + 1)
        )
        library.facts.begin()
        with library.database.write():
            library.database.run("UPDATE articles SET looked = 1")


def _fill_newsboat(home: Path, size: int) -> None:
    """A cache with feeds of :data:`EACH`, the lit articles in the first one, and a feed of everything."""
    (home / "a.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><item><title>t</title><guid>g</guid>'
        "<link>https://example.org/</link><description>d</description></item></channel></rss>"
    )
    feeds = [f"file://{home}/{n}.xml" for n in range(size // EACH)]
    (home / "config").write_text("text-width 72\nconfirm-exit no\ncleanup-on-quit no\n")
    (home / "one").write_text(f"file://{home}/a.xml\n")
    (home / f"urls{size}").write_text("\n".join(['"query:Everything:unread = \\"yes\\""', *feeds]))
    files = ("-C", home / "config", "-u", home / "one", "-c", home / f"{size}.cache", "-x", "reload")
    env = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    subprocess.run(["newsboat", *map(str, files)], env=env, check=True, capture_output=True)
    rng = random.Random(3)
    words = ["".join(rng.choices("etaoinshrdlucmfwyp", k=rng.randint(2, 9))) for _ in range(8000)]
    item = (
        "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url,"
        " enclosure_type, flags) VALUES (?, ?, '', ?, ?, ?, ?, 1, '', '', '')"
    )

    def rows() -> Iterator[tuple[object, ...]]:
        for n in range(size):
            body = "".join(f"<p>{' '.join(rng.choices(words, k=75))}</p>" for _ in range(10))
            body += " quillfeather" if n % 1000 == 7 else ""
            yield f"g{n}", f"L{n:06} made", f"https://example.org/{n}", feeds[n // EACH], 60 * n, body
        for n in range(NEWEST + 1):
            body = "<p>" + _lit(n).replace("\n\n", "</p><p>") + "</p>"
            yield f"lit{n}", f"LIT{n:02} made", f"https://example.org/lit/{n}", feeds[0], LATEST // 1000 + n, body

    with sqlite3.connect(home / f"{size}.cache") as db:
        db.execute("DELETE FROM rss_item")
        db.execute("DELETE FROM rss_feed")
        db.executemany("INSERT INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)", ((f, f, f"F {f}") for f in feeds))
        db.executemany(item, rows())
    with sqlite3.connect(home / f"{size}.cache") as db:
        db.execute("ANALYZE")


def _ours(home: Path, size: int) -> Times:
    for left in home.glob("now.db*"):  # of the run before, which was killed
        left.unlink()
    shutil.copy(home / f"{size}.db", home / "now.db")  # facts that are found are kept: each run begins without
    env = {
        **{"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "bytecode")},
        **{"FACTLIGHT_DB": str(home / "now.db"), "FACTLIGHT_CACHE_DIR": str(home / "none" / "cache")},
    }
    program = Program([sys.executable, "-m", "tui"], home, env=env)
    out: Times = {}
    try:
        program.until(f"LIT{NEWEST}")
        program.send(b"j")
        out["start to the first key"] = [program.first() - program.began]
        program.quiet(0.5)
        for _ in range(3):
            program.send(b"j")
            program.quiet(0.5)
        out["a move in the list"] = [_key(program, key) for key in (b"j", b"k") for _ in range(KEYS)]
        for _ in range(5):
            program.send(b"k")
            program.quiet(0.5)
        program.send(b"\r")
        program.quiet(0.5)
        out["scrolling a line of a lit article"] = [_key(program, b"j") for _ in range(2 * KEYS)]
        program.send(b"5J")  # what was beside the list is lit already
        program.quiet(1.0)
        out["opening an article, facts lit, the first time"] = [_until_lit(program, b"J") for _ in range(5)]
        out["opening an article, facts lit, again"] = [_until_lit(program, b"K") for _ in range(4)]
        out["a search, one in 1,000 found, until the answer shows"] = [_search(program, b"g/", rf"{size // 1000} ")]
    finally:
        program.close()
    return out


def _newsboat(home: Path, size: int) -> Times:
    shutil.copy(home / f"{size}.cache", home / "now.cache")
    files = ("-C", home / "config", "-u", home / f"urls{size}", "-c", home / "now.cache")
    program = Program(["newsboat", *map(str, files)], home)
    out: Times = {}
    try:
        program.until("Your feeds", timeout=120)
        program.send(b"\x1bOB")
        out["start to the first key"] = [program.first() - program.began]
        program.quiet(0.5)
        if size != SIZES[0]:
            program.send(b"\x1bOA")
            program.quiet(0.3)
        program.send(b"\r")
        program.until("Articles in feed|LIT|L0", timeout=60)
        program.quiet(0.5)
        moves = [_key(program, key) for key in (b"\x1bOB", b"\x1bOA") for _ in range(KEYS)]
        out["a move in the list"] = moves
        if size == SIZES[0]:
            program.send(b"\x1bOH")
            program.quiet(0.3)
            program.send(b"\r")
            program.until("people had left")
            program.quiet(0.5)
            out["scrolling a line of a lit article"] = [_key(program, b"\x1bOB") for _ in range(2 * KEYS)]
            opens = [_key(program, b"J") for _ in range(9)]
            out["opening an article, facts lit, the first time"] = opens[:5]
            out["opening an article, facts lit, again"] = opens[5:]
            program.send(b"q")
            program.quiet(0.3)
        program.send(b"q")
        program.until("Your feeds")
        program.quiet(0.3)
        out["a search, one in 1,000 found, until the answer shows"] = [_search(program, b"/", "Search [Rr]esult")]
    finally:
        program.close()
    return out


def _key(program: Program, key: bytes) -> float:
    """Seconds until the first byte that answers the key: a highlight that moves changes no letter on the screen."""
    program.quiet(0.05)
    at = program.send(key)
    return program.first() - at


def _search(program: Program, key: bytes, shown: str) -> float:
    program.send(key)
    program.quiet(0.5)
    program.send(b"quillfeather")
    program.quiet(0.5)
    at = program.send(b"\r")
    return program.until(shown, timeout=60) - at


def _until_lit(program: Program, key: bytes) -> float:
    """Seconds until another article stands there with a figure lit: bold, right of the list."""
    program.quiet(0.3)
    at = program.send(key)
    before = _figures(program)
    end = time.perf_counter() + 10
    while time.perf_counter() < end:
        came = program.first()
        found = _figures(program)
        if found and found != before:
            return came - at
    raise RuntimeError(f"no facts were lit:\n{program.text}")


def _figures(program: Program) -> str:
    rows = (program.screen.buffer[y] for y in range(6, program.screen.lines - 1))
    return "".join(row[x].data for row in rows for x in range(30, 78) if row[x].bold and row[x].data.isdigit())
