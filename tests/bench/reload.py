"""Reloading feeds over loopback, beside newsboat where it is installed; keys meanwhile; what a bomb costs."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from tests.bench import samples
from tests.bench.terminal import Program, Stuck

ROOT = Path(__file__).parents[2]
FEEDS, ITEMS, NEW = 500, 50, 3
KEYS = 5.0
"""Seconds of typing; the reload takes longer."""
BOMB = 2_000_000_000
"""Bytes that a server's few megabytes of gzip unpack to."""


def measure(runs: int) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        for first, folder in ((0, "before"), (NEW, "after")):
            _write(home / folder, first)
        with _served(home / "before") as base:
            urls = [f"{base}/{n}.xml" for n in range(FEEDS)]
            (home / "urls").write_text("\n".join(urls))
            (home / "config").write_text("reload-threads 8\nconfirm-exit no\n")
            _subscribe(home / "library.db", urls)
            shutil.copy(home / "library.db", home / "keys.db")
            yield _beside(home, "nothing there yet", 0.45)
            _ours(home), _newsboat(home)  # newsboat stores a feed's ETag with its second reload only
            yield _beside(home, "nothing new (304)", 1.0)
            yield "keys while they come in, p99 (target 33 ms)", _keys(home, base)
        with _served(home / "after", base) as base:
            yield _beside(home, f"{NEW} new of {ITEMS} in each feed", 0.40)
        yield f"memory that a gzip bomb of {BOMB // 10**9} GB takes (target 60 MB)", _bomb(home)


def _write(folder: Path, first: int) -> None:
    """So many feeds of so many articles of about 600 words; from one ``first`` to the next some items are new."""
    folder.mkdir()
    texts = [samples.article(600, seed) for seed in range(40)]
    bodies = ["<p>" + text.replace("\n\n", "</p><p>") + "</p>" for text in texts]
    for feed in range(FEEDS):
        items = "".join(
            f"<item><title>F{feed:04} I{n:04}</title><link>https://made.example/{feed}/{n}</link><guid>{feed}-{n}</guid>"
            f"<pubDate>{_date(n)}</pubDate><description><![CDATA[{bodies[(feed + n) % 40]}]]></description></item>"
            for n in range(first + ITEMS - 1, first - 1, -1)
        )
        (folder / f"{feed}.xml").write_text(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {feed:04}</title>'
            f"<link>https://made.example/{feed}</link>{items}</channel></rss>",
            encoding="utf-8",
        )


def _date(n: int) -> str:
    return f"{1 + n // 24 % 28:02} Nov 2025 {n % 24:02}:00:00 GMT"


SERVER = """
import hashlib, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
folder = Path(sys.argv[1])
class Files(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = (folder / self.path.strip("/")).read_bytes()
        etag = '"%s"' % hashlib.md5(body).hexdigest()
        same = self.headers.get("If-None-Match") == etag
        self.send_response(304 if same else 200)
        for name, value in (("ETag", etag), ("Content-Length", "0" if same else str(len(body)))):
            self.send_header(name, value)
        if self.path.endswith(".gz"):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if not same:
            self.wfile.write(body)
    def log_message(self, *args): pass
ThreadingHTTPServer.handle_error = lambda *args: None  # a client that hangs up
server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Files)
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextmanager
def _served(folder: Path, base: str = "") -> Iterator[str]:
    """A server in a process of its own; ``base`` asks for the address of one that was there before."""
    port = base.rpartition(":")[2] or "0"
    with subprocess.Popen([sys.executable, "-c", SERVER, str(folder), port], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def _subscribe(path: Path, urls: list[str]) -> None:
    from tui.library import Library

    with Library.open(path) as library:
        for url in urls:
            library.feeds.add(url, settings={"typed": True})


def _beside(home: Path, what: str, target: float) -> tuple[str, str]:
    name = f"{FEEDS} feeds of {ITEMS}, {what}"
    took = _ours(home)
    if shutil.which("newsboat") is None:
        return f"{name}, without newsboat beside it", f"{took:.2f} s"
    other = _newsboat(home)
    return f"{name}, to newsboat's time (target {target:.2f})", f"{took / other:.2f}  ({took:.1f} and {other:.1f} s)"


def _ours(home: Path) -> float:
    """Seconds of the whole command."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "tui", "refresh", "--all"]
    done = subprocess.run(command, env=_env(home, "library.db"), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-300:])
    return time.perf_counter() - began


def _newsboat(home: Path) -> float:
    """The same, its cache analyzed first as newsboat itself does when it makes one."""
    if (cache := home / "cache.db").exists():
        with sqlite3.connect(cache) as db:
            db.execute("ANALYZE")
    files = ("-C", home / "config", "-u", home / "urls", "-c", home / "cache.db", "-x", "reload")
    began = time.perf_counter()
    subprocess.run(
        ["newsboat", *map(str, files)],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


def _env(home: Path, library: str) -> dict[str, str]:
    return {"HOME": str(home), "FACTLIGHT_DB": str(home / library), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}


def _keys(home: Path, base: str) -> str:
    """Moves in a list of articles while all feeds come in, each timed until the first byte that answers."""
    _add_some(home / "keys.db")
    program = Program([sys.executable, "-m", "tui"], home, env=_env(home, "keys.db"))
    took: list[float] = []
    try:
        program.until("Before 0299", timeout=30)
        program.quiet(0.5)
        rows = [program.screen.cursor.y]
        for _ in range(5):
            program.send(b"j")
            program.quiet(0.2)
            rows.append(program.screen.cursor.y)
        rows += rows[-2:0:-1]  # down and up again
        place = 5
        program.send(b"R")
        began = time.perf_counter()
        program.until(rf"\d+/{FEEDS}", timeout=30)
        while time.perf_counter() - began < KEYS:
            place = (place + 1) % len(rows)
            program.quiet(0.001)
            at = program.send(b"j" if 1 <= place <= 5 else b"k")
            answered = program.first(2)
            while time.perf_counter() - at < 2 and program.screen.cursor.y != rows[place]:
                answered = program.first(2)  # the progress is drawn, too: what counts is the cursor
            took.append(1000 * (answered - at))
            time.sleep(0.02)  # hands are no faster
    except Stuck as stuck:
        return f"did not answer: {stuck}"
    finally:
        program.close()
    if len(took) < 100:
        return f"only {len(took)} keys could be typed"
    return f"{quantiles(took, n=100)[-1]:.1f} ms, median {median(took):.1f} ms, most {max(took):.0f} ms, of {len(took)} keys"


def _add_some(path: Path) -> None:
    from tui.library import Library
    from tui.library.articles.intake import Incoming
    from tui.structure import plain_article
    from tui.text.article import Inferred

    with Library.open(path) as library:
        library.articles.put(
            Incoming.of(
                plain_article(samples.article(600, n), uri=f"made:{n}").with_metadata(
                    title=Inferred(f"Before {n:04}", "made")
                ),
                published=(1 << 41) + n,
            )
            for n in range(300)
        )


PEAK = """
import json, resource, sys
from tui.sources.web.fetcher import Fetcher, FetchError
fetcher = Fetcher()
try:
    fetcher.get(sys.argv[1] + "/0.xml", typed=True)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fetcher.get(sys.argv[1] + "/bomb.gz", typed=True)
    told = ""
except FetchError as error:
    told = str(error)
print(json.dumps([(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, told]))
"""


def _bomb(home: Path) -> str:
    folder = home / "before"
    with gzip.open(folder / "bomb.gz", "wb", compresslevel=9) as file:
        block = bytes(1 << 20)
        for _ in range(BOMB >> 20):
            file.write(block)
    with _served(folder) as base:
        done = subprocess.run(
            [sys.executable, "-c", PEAK, base],
            env=_env(home, "none.db"),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    more, told = json.loads(done.stdout)
    return f"{more:.0f} MB; {told or 'it was read to its end'}"
