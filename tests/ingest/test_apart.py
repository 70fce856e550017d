"""A refresh in a process of its own: what it tells, and that it ends when it is to end."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tui.ingest.apart import fetch_apart
from tui.ingest.refresh import Summary, refresh
from tui.library import Library, LibraryError
from tui.library.articles.lists import View
from tui.sources import SourceError

FEED = (
    b"<rss><channel><title>Port</title><item><title>One</title><link>https://x.example/1</link>"
    b"<description>The ferry left.</description></item></channel></rss>"
)


@pytest.fixture
def site() -> Iterator[str]:
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path == "/never":
                release.wait(30)
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(FEED)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    release.set()
    server.shutdown()
    server.server_close()


def in_a_thread(path: Path, **more: Any) -> Summary | Exception:
    """What a refresh comes to that another thread than the first one asks for."""
    out: list[Summary | Exception] = []

    def work() -> None:
        try:
            with Library.open(path) as library:
                out.append(refresh(library, library.feeds.all(), **more))
        except Exception as error:
            out.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    return out[0]


def subscribed(tmp_path: Path, *urls: str) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        for url in urls:
            library.feeds.add(url, settings={"typed": True})
    return path


def test_it_tells_what_became_of_each_feed(site: str, tmp_path: Path) -> None:
    path = subscribed(tmp_path, f"{site}/one", "http://127.0.0.1:9/", f"{site}/two")
    told: list[tuple[int, int, str]] = []
    summary = in_a_thread(path, progress=lambda done, total, o: told.append((done, total, o.problem)))
    assert isinstance(summary, Summary)
    assert (summary.new, summary.cancelled, len(summary.outcomes)) == (1, False, 3)  # both give the same article
    assert [o.feed.url for o in summary.problems] == ["http://127.0.0.1:9/"]
    assert sorted(told)[-1][:2] == (3, 3)
    with Library.open(path) as library:
        assert library.list(View()).count() == 1


def test_the_first_thread_does_it_itself(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ingest.apart._started", None)
    with Library.open(subscribed(tmp_path, f"{site}/one")) as library:
        assert refresh(library, library.feeds.all()).new == 1


def test_stopping_takes_no_time(site: str, tmp_path: Path) -> None:
    path = subscribed(tmp_path, f"{site}/never")
    began = time.monotonic()
    summary = in_a_thread(path, cancelled=lambda: time.monotonic() - began > 0.8)
    assert isinstance(summary, Summary)
    assert summary.new == 0
    assert time.monotonic() - began < 8


def test_without_processes_it_is_said(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*args: object, **more: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", none)
    error = in_a_thread(subscribed(tmp_path, f"{site}/one"))
    assert isinstance(error, SourceError)
    assert "No process" in str(error)


def test_a_library_that_cannot_be_used_is_said(site: str, tmp_path: Path) -> None:
    path = subscribed(tmp_path, f"{site}/one")
    with Library.open(path) as library:
        feeds = library.feeds.all()
    path.write_bytes(b"no library" * 1000)
    with pytest.raises(LibraryError):
        fetch_apart(path, feeds, lambda *told: None, lambda: False, jobs=1, deadline=5, today=None)
