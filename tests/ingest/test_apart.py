"""Adding and refreshing in a process of its own: what it tells, and that it ends when it is to end."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tui.ingest.apart import add_apart, refresh_apart
from tui.library import Library
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


def test_adding_and_refreshing(site: str, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    came: list[tuple[int, int, str]] = []

    def tell(done: int, total: int, words: str) -> None:
        came.append((done, total, words))

    assert add_apart(path, f"{site}/feed", tell, lambda: False) == ("1 article from Port", "")
    assert came[-1] == (1, 1, f"{site}/feed")
    (tmp_path / "a.txt").write_text("Alpha\n\nA note about the ferry.\n", encoding="utf-8")
    words, uri = add_apart(path, str(tmp_path / "a.txt"), tell, lambda: False)
    assert words == "“a.txt” added"
    assert uri.endswith("/a.txt")
    assert refresh_apart(path, tell, lambda: False) == "nothing new"
    assert add_apart(path, "nothing here", tell, lambda: False)[0].endswith(
        "neither a file or folder here nor a web address."
    )
    with Library.open(path) as library:
        assert library.list(View()).count() == 2


def test_stopping_takes_no_time(site: str, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.feeds.add(f"{site}/never", settings={"typed": True})
    began = time.monotonic()
    words = refresh_apart(path, lambda *came: None, lambda: time.monotonic() - began > 0.8)
    assert "stopped" in words or "cancelled" in words
    assert time.monotonic() - began < 8


def test_without_processes_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*args: object, **more: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", none)
    with pytest.raises(SourceError, match="No process"):
        refresh_apart(tmp_path / "library.db", lambda *came: None, lambda: False)
