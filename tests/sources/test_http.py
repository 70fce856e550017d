"""Fetching against a real server on loopback, and the rules for addresses."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.sources.web.address import is_private, web_address
from tui.sources.web.fetcher import Fetcher, FetchError

release = threading.Event()


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[str]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        getattr(self, "page_" + self.path.strip("/").split("/")[0].split("?")[0], self.page_missing)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page_missing(self) -> None:
        self.answer(404)

    def page_plain(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self.answer(304)
        else:
            self.answer(
                200, b"words", ETag='"one"', Last_Modified="Mon, 03 Nov 2025 10:00:00 GMT", Cache_Control="max-age=60"
            )

    def page_moved(self) -> None:
        self.answer(301, Location="/plain")

    def page_found(self) -> None:
        self.answer(302, Location="/moved")

    def page_round(self) -> None:
        self.answer(302, Location="/round")

    def page_file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def page_inward(self) -> None:
        assert isinstance(self.server, ThreadingHTTPServer)
        port = self.server.server_port
        self.answer(302, Location=f"http://localhost:{port}/plain")

    def page_busy(self) -> None:
        self.answer(429, Retry_After="120")

    def page_gone(self) -> None:
        self.answer(410)

    def page_bomb(self) -> None:
        self.answer(200, gzip.compress(bytes(40_000_000)), Content_Encoding="gzip")

    def page_robots(self) -> None:
        self.answer(404)

    def drip(self) -> None:
        while not release.wait(0.05):
            try:
                self.wfile.write(b".")
                self.wfile.flush()
            except OSError:
                return

    def page_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.drip()

    def page_endless(self) -> None:
        self.send_response(200)
        self.close_connection = True
        self.end_headers()
        self.drip()

    def page_silent(self) -> None:
        release.wait(20)
        self.close_connection = True


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    release.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", server.asked  # type: ignore[attr-defined]
    release.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher()
    yield fetcher
    fetcher.close()


def test_validators_come_back_verbatim(site: tuple[str, list[str]], fetcher: Fetcher) -> None:
    first = fetcher.get(site[0] + "/plain", typed=True)
    assert (first.status, first.body, first.etag, first.max_age) == (200, b"words", '"one"', 60)
    again = fetcher.get(site[0] + "/plain", etag=first.etag, modified=first.modified, typed=True)
    assert (again.status, again.body) == (304, b"")


def test_only_permanent_redirects_move_the_address(site: tuple[str, list[str]], fetcher: Fetcher) -> None:
    assert fetcher.get(site[0] + "/moved", typed=True).moved == site[0] + "/plain"
    found = fetcher.get(site[0] + "/found", typed=True)
    assert (found.moved, found.url, found.body) == ("", site[0] + "/plain", b"words")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/round", "redirects more than 5 times."),
        ("/file", "redirects to something that is no web address."),
        ("/inward", "The address lies in a private network"),
        ("/bomb", "sends too much; the transfer was stopped"),
        ("/nowhere", "answers 404 (not found)."),
        ("/gone", "answers 410 (gone for good)."),
    ],
)
def test_what_is_refused(site: tuple[str, list[str]], fetcher: Fetcher, path: str, said: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetcher.get(site[0] + path, typed=True)
    assert said in str(caught.value)


def test_private_addresses_only_when_typed(site: tuple[str, list[str]], fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="private network"):
        fetcher.get(site[0] + "/plain")
    assert site[1] == []


def test_the_wish_to_wait_is_handed_on(site: tuple[str, list[str]], fetcher: Fetcher) -> None:
    with pytest.raises(FetchError) as caught:
        fetcher.get(site[0] + "/busy", typed=True)
    assert (caught.value.status, caught.value.retry_after) == (429, 120)


@pytest.mark.parametrize("path", ["/drip", "/endless", "/silent"])
def test_a_slow_server_is_dropped_at_the_deadline(site: tuple[str, list[str]], fetcher: Fetcher, path: str) -> None:
    with pytest.raises(FetchError, match="took too long and was dropped"):
        fetcher.get(site[0] + path, typed=True, deadline=0.3)


def test_cancelling_ends_a_request(site: tuple[str, list[str]], fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="was cancelled"):
        fetcher.get(site[0] + "/drip", typed=True, cancelled=lambda: bool(site[1]))


def test_nothing_listens(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match=r"^127\.0\.0\.1:9: nothing answers at this address\.$"):
        fetcher.get("http://127.0.0.1:9/", typed=True)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("example.org/a b", "https://example.org/a%20b"),
        ("HTTP://User:Secret@Example.org:8080/x?y=1#z", "http://example.org:8080/x?y=1"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("hello", ""),
        ("http://[::1]/", "http://[::1]/"),
        ("http://", ""),
    ],
)
def test_addresses_as_typed(words: str, address: str) -> None:
    assert web_address(words) == address


@given(st.text(max_size=80))
@example(".@´")
def test_any_words_are_an_address_or_none(words: str) -> None:
    address = web_address(words)
    assert address == "" or address.startswith(("http://", "https://"))
    assert web_address(address) == address


def test_private_networks() -> None:
    assert all(is_private(ip) for ip in ("127.0.0.1", "10.1.2.3", "169.254.1.1", "::1", "fe80::1%eth0", "192.168.0.1"))
    assert not is_private("93.184.216.34")
