"""Proxies: which one a request takes, that it takes it, and what of private networks holds through one."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tui.sources.network import Network, proxy_for
from tui.sources.web.address import is_private, names_private, same_origin, web_address
from tui.sources.web.fetcher import Fetcher, FetchError

PROXY = "http://proxy.example:3128"


@pytest.mark.parametrize(
    ("url", "setting", "environ", "taken"),
    [
        ("http://news.example/", "", {}, ""),
        ("http://news.example/", "", {"http_proxy": PROXY}, PROXY),
        ("http://news.example/", "", {"HTTP_PROXY": PROXY}, PROXY),
        ("http://news.example/", "", {"HTTP_PROXY": PROXY, "REQUEST_METHOD": "GET"}, ""),
        ("https://news.example/", "", {"http_proxy": PROXY}, ""),
        ("https://news.example/", "", {"https_proxy": "proxy.example:3128"}, PROXY),
        ("https://news.example/", "", {"ALL_PROXY": "socks5://proxy.example"}, "socks5://proxy.example"),
        ("http://news.example/", "none", {"http_proxy": PROXY}, ""),
        ("https://news.example/", PROXY, {"https_proxy": "http://other.example"}, PROXY),
        ("http://news.example/", PROXY, {"no_proxy": "*"}, ""),
        ("http://news.example/", PROXY, {"no_proxy": "a.example, news.example"}, ""),
        ("http://a.news.example/", PROXY, {"no_proxy": ".news.example"}, ""),
        ("http://a.news.example/", PROXY, {"NO_PROXY": "*.news.example"}, ""),
        ("http://badnews.example/", PROXY, {"no_proxy": "news.example"}, PROXY),
        ("http://news.example:8080/", PROXY, {"no_proxy": "news.example:8080"}, ""),
        ("http://news.example/", PROXY, {"no_proxy": "news.example:8080"}, PROXY),
        ("http://10.1.2.3/", PROXY, {"no_proxy": "10.0.0.0/8"}, ""),
        ("http://[fd00::1]/", PROXY, {"no_proxy": "fd00::/8"}, ""),
        ("http://11.1.2.3/", PROXY, {"no_proxy": "10.0.0.0/8"}, PROXY),
    ],
)
def test_which_proxy(url: str, setting: str, environ: Mapping[str, str], taken: str) -> None:
    assert proxy_for(url, Network(proxy=setting), environ).url == taken


def test_a_password_is_not_shown() -> None:
    proxy = proxy_for("http://news.example/", Network(), {"http_proxy": "http://ann:secret@proxy.example:3128"})
    assert (proxy.shown, proxy.origin) == (PROXY, "$http_proxy")


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy on loopback that answers for every host itself, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers.get('Proxy-Authorization', '')}".strip())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"words")

        def do_CONNECT(self) -> None:
            asked.append(f"CONNECT {self.path}")
            self.send_error(403)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


def get(url: str, setting: str, *, typed: bool = False) -> bytes:
    fetcher = Fetcher(network=Network(proxy=setting))
    try:
        return fetcher.get(url, typed=typed, deadline=5).body
    finally:
        fetcher.close()


def test_requests_go_through_the_proxy(proxy: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", f"http://{proxy[0]}")
    assert get("http://news.invalid/feed", "") == b"words"
    assert get("http://news.invalid/more", f"http://ann:secret@{proxy[0]}") == b"words"
    with pytest.raises(FetchError):
        get("https://news.invalid/", proxy[0])
    assert proxy[1] == [
        "http://news.invalid/feed",
        "http://news.invalid/more Basic YW5uOnNlY3JldA==",
        "CONNECT news.invalid:443",
    ]


def test_a_proxy_leads_to_no_private_address(proxy: tuple[str, list[str]]) -> None:
    for url in ("http://127.0.0.1:9/", "http://[::ffff:10.0.0.1]/", "http://router.lan/", "http://localhost/"):
        with pytest.raises(FetchError, match="private network"):
            get(url, proxy[0])
    assert proxy[1] == []
    assert get("http://router.lan/", proxy[0], typed=True) == b"words"


@pytest.mark.parametrize(
    "setting", ["http://", "ftp://proxy.example", "http://127.0.0.1:9", "http://[", "socks5://127.0.0.1:9"]
)
def test_a_proxy_that_is_none_is_told(setting: str) -> None:
    with pytest.raises(FetchError) as caught:
        get("http://news.invalid/", setting)
    assert str(caught.value).endswith(".")


PRIVATE = [
    "127.0.0.1", "10.1.1.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.251",
    "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.2.1", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:a00:1::1",
    "fec0::1", "fe80::1%eth0", "fd00::1", "ff02::1", "2001:db8::1", "2001::1", "100::1", "2a00:1450::5efe:10.0.0.1",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8", "2002:808:808::1", "::ffff:8.8.8.8"]


def test_what_is_private() -> None:
    assert [ip for ip in PRIVATE if not is_private(ip)] == []
    assert [ip for ip in PUBLIC if is_private(ip)] == []


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://localhost:8000/", True), ("http://nas/", True), ("http://nas.local/", True), ("http://x.localhost./", True),
        ("http://10.0.0.1/", True), ("http://[::1]/", True), ("http://news.example/", False), ("http://8.8.8.8/", False),
        ("http://locallocal.example/", False),
    ],
)  # fmt: skip
def test_addresses_that_name_a_private_network(url: str, private: bool) -> None:
    assert names_private(url) is private


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/x", "http://a.example/y", True),
        ("http://a.example/", "https://a.example/", True),
        ("http://a.example:80/", "http://a.example/", True),
        ("http://a.example/", "http://a.example:8080/", False),
        ("http://a.example:8000/", "http://a.example:8001/", False),
        ("http://a.example/", "http://b.example/", False),
        ("http://a.example/", "http://[", False),
    ],
)
def test_same_host_and_port(one: str, other: str, same: bool) -> None:
    assert same_origin(one, other) is same


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("feed://news.example/rss", "http://news.example/rss"),
        ("feed:https://news.example/rss", "https://news.example/rss"),
        ("FEED:http://news.example/rss", "http://news.example/rss"),
        ("feed:news.example/rss", "http://news.example/rss"),
        ("feed:", ""),
        ("feed:file:///etc/passwd", ""),
    ],
)
def test_addresses_of_the_scheme_feed(words: str, address: str) -> None:
    assert web_address(words) == address
