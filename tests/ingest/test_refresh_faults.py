"""Refreshing while things go wrong: killed, two at once, disk full, network gone, clock set back. Nothing lost, nothing doubled."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tui.bookmarks.making import make_bookmark
from tui.ingest.fact_index import look
from tui.ingest.refresh import refresh
from tui.library import Library, LibraryError
from tui.library.articles.lists import View
from tui.structure import plain_article

FEEDS, ITEMS = 6, 40
ROOT = Path(__file__).parents[2]


def _feed(number: int) -> bytes:
    body = "<p>The harbour of Ansk was closed on Monday. About 40 ships wait outside, the port authority said.</p>" * 8
    items = "".join(
        f"<item><title>F{number} I{i}</title><link>https://news.example/{number}/{i}</link><guid>{number}-{i}</guid>"
        f"<pubDate>Mon, 03 Nov 2025 {i % 24:02}:00:00 GMT</pubDate><content:encoded><![CDATA[{body}]]></content:encoded></item>"
        for i in range(ITEMS)
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Feed {number}</title><link>https://news.example/{number}/</link>{items}</channel></rss>"
    ).encode()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    class Site(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path == "/drip":
                self.send_response(200)
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b"<")
                        self.wfile.flush()
                        time.sleep(0.05)  # the server's slowness is what is tested
                except OSError:
                    return
            body = _feed(int(self.path.strip("/") or 0))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # who hangs up is not our fault
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def path(tmp_path: Path, site: str) -> Path:
    """A library that knows the feeds and has no article yet."""
    where = tmp_path / "data" / "library.db"
    with Library.open(where) as library:
        for number in range(FEEDS):
            library.feeds.add(f"{site}/{number}", settings={"typed": True})
    return where


def assert_whole(path: Path) -> None:
    """Every article once, everywhere: in the list, on its feed's shelf, in the totals, in the index."""
    with Library.open(path) as library:
        wanted = {f"F{f} I{i}" for f in range(FEEDS) for i in range(ITEMS)}
        listed = [row.title for row in library.list(View()).rows(0, 1000)]
        assert sorted(listed) == sorted(wanted)
        for feed in library.feeds.all():
            view = library.list(View(shelf=f"feed:{feed.id}"))
            assert (view.count(), len(view.rows(0, 1000)), feed.unread) == (ITEMS, ITEMS, ITEMS)
        assert library.feeds.totals("all") == (FEEDS * ITEMS, FEEDS * ITEMS)
        assert len(library.search.numbers("harbour", date(2026, 11, 24))) == FEEDS * ITEMS
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        db.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
    db.close()


def _program(path: Path) -> subprocess.Popen[bytes]:
    program = (
        "import sys; from pathlib import Path; from tui.ingest.refresh import refresh; from tui.library import Library\n"
        "with Library.open(Path(sys.argv[1])) as library:\n"
        "    print('ready', flush=True); refresh(library, library.feeds.all())"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_again_and_again_and_then_run_through(path: Path) -> None:
    chance = random.Random(5)
    codes = []
    for _ in range(12):
        child = _program(path)
        assert child.stdout is not None
        child.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0.005, 0.1))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        codes.append(child.returncode)
    assert codes.count(-signal.SIGKILL) >= 6, "most of them were killed at work"
    with Library.open(path) as library:
        refresh(library, library.feeds.all())
    assert_whole(path)


def test_two_programs_refresh_at_once(path: Path) -> None:
    children = [_program(path) for _ in range(2)]
    for child in children:
        _, problems = child.communicate(timeout=60)
        assert (child.returncode, problems) == (0, b"")
    assert_whole(path)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_facts_are_found_while_two_programs_refresh_and_finders_are_killed(path: Path) -> None:
    children = [_program(path) for _ in range(2)]
    about = plain_article("The harbour of Ansk was closed on Monday.", uri="https://news.example/kept")
    kept = []
    with Library.open(path) as library:
        for n in range(12):
            finder = subprocess.Popen(
                [sys.executable, "-m", "tui.ingest.fact_index", str(path)], stdin=subprocess.PIPE, cwd=ROOT
            )
            kept.append(library.bookmarks.add(make_bookmark(about, 4, 11, note=str(n)), about).id)
            with suppress(subprocess.TimeoutExpired):
                finder.wait(0.05 * (n % 6))
            finder.kill()
            finder.communicate()
            library.states.kv_set("looking.at", 0)
        for child in children:
            _, problems = child.communicate(timeout=60)
            assert (child.returncode, problems) == (0, b"")
        look(library)
        assert {b.id for b in library.bookmarks.all()} == set(kept)
        assert library.articles.unlooked() == 0
        for table in ("names", "articles"):
            assert library.database.value(f"SELECT count(*) FROM {table}") == FEEDS * ITEMS
        assert len(library.search.numbers("figure:ships>30", date(2026, 11, 24))) == FEEDS * ITEMS
    assert_whole(path)


def test_a_full_disk_is_told_and_what_was_there_stays(path: Path) -> None:
    with Library.open(path) as library:
        refresh(library, library.feeds.all()[:2])
        before = [row.title for row in library.list(View()).rows(0, 1000)]
        pages = library.database.value("PRAGMA page_count")
        library.database.value(f"PRAGMA max_page_count={pages + 4}")
        with pytest.raises(LibraryError, match=r"^the disk is full: nothing was saved"):
            refresh(library, library.feeds.all())
        assert [row.title for row in library.list(View()).rows(0, 1000)] == before
    with Library.open(path) as library:
        refresh(library, library.feeds.all())
    assert_whole(path)


def test_without_a_network_everything_stays_readable(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(path) as library:
        refresh(library, library.feeds.all())

        def gone(*args: object, **more: object) -> object:
            raise socket.gaierror(-3, "Temporary failure in name resolution")

        monkeypatch.setattr(socket, "getaddrinfo", gone)
        monkeypatch.setattr(socket.socket, "connect", gone)
        summary = refresh(library, library.feeds.all())
        assert len(summary.problems) == FEEDS
        assert all(o.problem.endswith(".") for o in summary.problems)
        assert library.articles.load("https://news.example/3/7") is not None
    assert_whole(path)


def test_a_clock_that_was_set_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(path) as library:
        refresh(library, library.feeds.all())

        monkeypatch.setattr("tui.ingest.storing.now", lambda: 915_148_800_000)
        summary = refresh(library, library.feeds.all(), today=date(1999, 1, 1))
        assert (summary.new, summary.problems) == (0, ())
    assert_whole(path)


def test_one_dripping_server_holds_nobody_up(path: Path, site: str) -> None:
    with Library.open(path) as library:
        slow = library.feeds.add(f"{site}/drip", settings={"typed": True})
        summary = refresh(library, library.feeds.all(), deadline=0.8)
        (late,) = summary.problems
        assert late.feed.id == slow.id
        assert "took too long and was dropped" in late.problem
        library.feeds.remove([slow.id])
    assert_whole(path)
