"""What bounds a fetch and a worker: redirects, robots.txt, requests at once, ratios, deadlines, work, memory."""

from __future__ import annotations

import gzip
import pickle
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tui.sources import SourceError
from tui.sources.feeds.parse import parse_feed
from tui.sources.web.fetcher import MAX_REDIRECTS, PER_HOST, Fetcher, FetchError, Response

ROOT = Path(__file__).parents[2]


class Server:
    """A server whose pages are functions of the request; ``asked`` counts the paths, ``most`` what ran at once."""

    def __init__(self) -> None:
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[str] = []
        self.running = self.most = 0
        self.ended = threading.Event()
        lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def do_GET(self) -> None:
                with lock:
                    outer.asked.append(self.path)
                    outer.running += 1
                    outer.most = max(outer.most, outer.running)
                try:
                    outer.pages.get(self.path, missing)(self)
                except OSError:
                    self.close_connection = True
                finally:
                    with lock:
                        outer.running -= 1

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.ended.set()
        self.http.shutdown()
        self.http.server_close()


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    if "Content_Length" not in headers:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def missing(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 404)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher()
    yield fetcher
    fetcher.close()


def scripted(monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher, answers: dict[str, Response]) -> list[tuple[str, bool]]:
    """Answers without a network; what was asked for, and whether private addresses were allowed then."""
    asked: list[tuple[str, bool]] = []

    def one(url: str, etag: str, modified: str, private: bool, *rest: Any) -> Response:
        asked.append((url, private))
        return answers[url]

    monkeypatch.setattr(fetcher, "_one", one)
    return asked


def test_a_redirect_from_https_to_http_is_refused(monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher) -> None:
    first, second = "https://a.example/x", "http://a.example/x"
    asked = scripted(
        monkeypatch,
        fetcher,
        {first: Response(first, 302, headers={"location": second}), second: Response(second, 200, b"w")},
    )
    with pytest.raises(FetchError, match="from https to plain http"):
        fetcher.get(first)
    assert asked == [(first, False)]


def test_a_redirect_elsewhere_does_not_inherit_the_private_network(
    monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher
) -> None:
    first, second, third = "http://nas.example/x", "http://nas.example/y", "http://router.example/y"
    asked = scripted(
        monkeypatch,
        fetcher,
        {
            first: Response(first, 302, headers={"location": second}),
            second: Response(second, 302, headers={"location": third}),
            third: Response(third, 200, b"w"),
        },
    )
    fetcher.get(first, typed=True)
    assert asked == [(first, True), (second, True), (third, False)]


def test_redirects_in_a_circle_end(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = lambda handler: answer(handler, 302, Location="/a")
    with pytest.raises(FetchError, match="redirects more than"):
        fetcher.get(f"{server.url}/a", typed=True)
    assert len(server.asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("status", "robots", "allowed"),
    [
        (200, b"User-agent: *\nDisallow: /private", True),
        (200, b"User-agent: factlight\nDisallow: /", False),
        (200, b"User-agent: *\nDisallow: /", False),
        (404, b"", True),
        (503, b"", False),
    ],
)
def test_a_host_says_what_programs_may_fetch(
    server: Server, fetcher: Fetcher, status: int, robots: bytes, allowed: bool
) -> None:
    server.pages["/robots.txt"] = lambda handler: answer(handler, status, robots)
    server.pages["/a"] = lambda handler: answer(handler, 200, b"words")
    if allowed:
        assert fetcher.get(f"{server.url}/a", typed=True, background=True).body == b"words"
    else:
        with pytest.raises(FetchError, match="asks programs not to fetch"):
            fetcher.get(f"{server.url}/a", typed=True, background=True)
        assert "/a" not in server.asked


def test_what_unpacks_to_very_much_more_is_stopped(server: Server, fetcher: Fetcher) -> None:
    noise = random.Random(1).randbytes(1_500_000)
    server.pages["/zeros"] = lambda handler: answer(
        handler, 200, gzip.compress(bytes(3_000_000)), Content_Encoding="gzip"
    )
    server.pages["/noise"] = lambda handler: answer(handler, 200, gzip.compress(noise), Content_Encoding="gzip")
    with pytest.raises(FetchError, match="sends too much"):
        fetcher.get(f"{server.url}/zeros", typed=True)
    assert fetcher.get(f"{server.url}/noise", typed=True).body == noise


def test_a_length_that_is_too_long_is_refused_at_once(server: Server, fetcher: Fetcher) -> None:
    def long(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, 200, b"x", Content_Length="20000000")
        server.ended.wait(20)

    server.pages["/long"] = long
    with pytest.raises(FetchError, match="sends 20 MB"):
        fetcher.get(f"{server.url}/long", typed=True, deadline=5)


def test_a_host_is_asked_by_few_at_once(server: Server, fetcher: Fetcher) -> None:
    arrived = threading.Barrier(PER_HOST)

    def page(handler: BaseHTTPRequestHandler) -> None:
        arrived.wait(10)  # as many as are allowed do come at once
        answer(handler, 200, b"w")

    server.pages["/a"] = page
    threads = [
        threading.Thread(target=fetcher.get, args=(f"{server.url}/a",), kwargs={"typed": True})
        for _ in range(4 * PER_HOST)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert server.most == PER_HOST


def test_a_head_that_drips_ends_at_the_deadline(server: Server, fetcher: Fetcher) -> None:
    """Each byte comes in time for the socket's own patience; only the watchdog sees that the whole takes too long."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.ended.wait(0.05):
            handler.wfile.write(b"X-More: 1\r\n")
            handler.wfile.flush()

    server.pages["/drip"] = drip
    began = time.monotonic()
    with pytest.raises(FetchError, match="took too long"):
        fetcher.get(f"{server.url}/drip", typed=True, deadline=0.4)
    assert time.monotonic() - began < 2.5


def test_headers_that_a_server_sends_steer_no_terminal(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = lambda handler: answer(
        handler, 200, b"w", ETag='"\x1b]0;title\x07one"', Content_Type="text/\x1b[31mhtml"
    )
    got = fetcher.get(f"{server.url}/a", typed=True)
    assert "\x1b" not in "".join((got.etag, *got.headers.values()))


def test_a_feed_nested_too_deep_is_refused() -> None:
    def nested(levels: int) -> bytes:
        return b"<rss><channel><title>t</title>" + b"<a>" * levels + b"x" + b"</a>" * levels + b"</channel></rss>"

    with pytest.raises(SourceError, match="levels deep"):
        parse_feed(nested(2000))
    assert parse_feed(nested(5)).title == "t"


def served(program: str, seconds: float) -> tuple[int | None, bytes]:
    """One request to a worker whose answer is given by ``program``; (its exit code or None, what it answered)."""
    request = pickle.dumps(())
    command = [sys.executable, "-c", f"import sys\nfrom tui.sources.worker import serve\n{program}"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, input=len(request).to_bytes(8, "big") + request, capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return None, b""
    return done.returncode, done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal for work done")
def test_a_worker_that_works_too_long_is_ended() -> None:
    code, told = served("def burn():\n    while True: pass\nserve(burn, work=0.2)", 10)
    assert code is not None, "it was still at work"
    assert code < 0, "ended by a signal"
    assert told == b""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux counts it")
def test_a_worker_that_takes_too_much_memory_says_so() -> None:
    code, told = served("serve(lambda: len(bytearray(600 << 20)))", 20)
    assert code == 0
    assert pickle.loads(told[8:]) == ("problem", "It needs too much memory; it was refused.")
