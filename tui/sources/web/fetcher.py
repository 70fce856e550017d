"""Fetching over HTTP, politely and within bounds: the only place that opens a connection.

urllib3 makes the connections and reads the encodings; the rules are ours: one deadline for the whole
exchange (a socket's timeout is only per read), caps on bytes before and after decoding, redirects followed
one by one under rules, and no private address unless the user typed it. The address is looked at when the
connection stands, so that no name can change its mind in between. urllib3 is imported at the first request.
"""

from __future__ import annotations

import email.utils
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tui import __version__
from tui.sources import SourceError
from tui.sources.web.address import host_of, is_private, web_address
from tui.sources.web.deadline import Late, Watch, Watchdog, hold
from tui.text.sanitize import sanitize_line

if TYPE_CHECKING:
    import urllib3

MAX_WIRE = 10_000_000
MAX_DECODED = 30_000_000
MAX_RATIO = 100
"""Decoded over received bytes, once more than a megabyte is decoded."""
MAX_REDIRECTS = 5
DEADLINE = 20.0
"""Seconds for one exchange, redirects included."""
PER_HOST = 2
AGENT = f"factlight/{__version__} (terminal news reader; https://pypi.org/project/factlight/)"


class FetchError(SourceError):
    """The exchange failed. ``status`` is the HTTP status or 0; ``retry_after`` seconds the server asked to wait."""

    def __init__(self, sentence: str, status: int = 0, retry_after: int = 0) -> None:
        super().__init__(sentence)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Response:
    """A good answer. ``url`` is where it came from in the end; ``moved`` where permanent redirects alone led."""

    url: str
    status: int
    body: bytes = b""
    etag: str = ""
    modified: str = ""
    type: str = ""
    moved: str = ""
    max_age: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)


class Fetcher:
    """Connections shared by many requests; safe to use from several threads. Close it when done."""

    def __init__(self, agent: str = AGENT) -> None:
        self._agent = agent
        self._lock = threading.Lock()
        self._managers: dict[bool, urllib3.PoolManager] = {}
        self._hosts: dict[str, threading.Semaphore] = {}
        self._robots: dict[str, Any] = {}
        self._watchdog = Watchdog()

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        modified: str = "",
        typed: bool = False,
        background: bool = False,
        deadline: float = DEADLINE,
        cancelled: Callable[[], bool] = lambda: False,
        max_decoded: int = MAX_DECODED,
    ) -> Response:
        """The answer to a GET of ``url``, a 304 included when ``etag`` or ``modified`` still hold.

        ``typed`` says that the user wrote this very address, so it may be private; a redirect never may be
        unless it stays on that host. ``background`` asks robots.txt first. ``deadline`` is in seconds for all
        of it. Raises FetchError.
        """
        end = time.monotonic() + deadline
        if not web_address(url):
            raise FetchError(f"{sanitize_line(url)[:200]} is no web address.")
        if background and not self.permitted(url, end):
            raise FetchError(f"{host_of(url)} asks programs not to fetch this page; open it with o instead.")
        moved, permanent = "", True
        typed_host = urlsplit(url).hostname if typed else None
        for _ in range(MAX_REDIRECTS + 1):
            private = typed and urlsplit(url).hostname == typed_host
            answer = self._one(url, etag, modified, private, end, cancelled, max_decoded)
            if answer.status not in (301, 302, 303, 307, 308):
                return Response(
                    url, answer.status, answer.body, answer.headers.get("etag", ""),
                    answer.headers.get("last-modified", ""), answer.headers.get("content-type", ""),
                    moved, _max_age(answer.headers.get("cache-control", "")), answer.headers,
                )  # fmt: skip
            target = web_address(urljoin(url, answer.headers.get("location", "")))
            if not target:
                raise FetchError(f"{host_of(url)} redirects to something that is no web address.", answer.status)
            if url.startswith("https:") and target.startswith("http:"):
                raise FetchError(f"{host_of(url)} redirects from https to plain http; that was refused.", answer.status)
            permanent = permanent and answer.status in (301, 308)
            if permanent:
                moved = target
            url = target
        raise FetchError(f"{host_of(url)} redirects more than {MAX_REDIRECTS} times.")

    def permitted(self, url: str, end: float) -> bool:
        """Whether the host's robots.txt lets programs fetch ``url``; a missing or broken file permits (RFC 9309)."""
        from protego import Protego

        parts = urlsplit(url)
        base = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            rules = self._robots.get(base)
        if rules is None:
            try:
                answer = self._one(base + "/robots.txt", "", "", False, min(end, time.monotonic() + 10), None, 500_000)
                text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
            except FetchError as error:
                text = "User-agent: *\nDisallow: /" if error.status >= 500 else ""
            rules = Protego.parse(text)
            with self._lock:
                self._robots[base] = rules
        return bool(rules.can_fetch(url, "factlight"))

    def close(self) -> None:
        """Close all connections; requests under way fail."""
        self._watchdog.stop()
        for manager in self._managers.values():
            manager.clear()

    def _one(
        self, url: str, etag: str, modified: str, private: bool, end: float,
        cancelled: Callable[[], bool] | None, max_decoded: int,
    ) -> Response:  # fmt: skip
        import urllib3

        headers = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*;q=0.8"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        with self._lock:
            gate = self._hosts.setdefault(urlsplit(url).netloc, threading.Semaphore(PER_HOST))
        if not gate.acquire(timeout=max(0.0, end - time.monotonic())):
            raise FetchError(f"{host_of(url)} did not answer in time; try again later.")
        watch = Watch(end, cancelled)
        self._watchdog.add(watch)
        response = None
        try:
            watch.check()
            response = self._manager(private).request(
                "GET", url, headers=headers, redirect=False, retries=False, preload_content=False,
                decode_content=True, timeout=urllib3.Timeout(connect=min(10.0, watch.left), read=watch.left),
            )  # fmt: skip
            body = self._body(response, url, watch, max_decoded)
            status, known = response.status, {k.lower(): sanitize_line(v) for k, v in response.headers.items()}
            response.release_conn()
        except Late:
            if response is not None:
                response.close()
            late = "was cancelled" if cancelled is not None and cancelled() else "took too long and was dropped"
            raise FetchError(f"{host_of(url)} {late}.") from None
        except FetchError:
            if response is not None:
                response.close()
            raise
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if response is not None:
                response.close()
            if watch.left <= 0:
                raise FetchError(f"{host_of(url)} took too long and was dropped.") from None
            raise FetchError(f"{host_of(url)}: {_why(error)}.") from None
        finally:
            watch.done = True
            gate.release()
        if status >= 400:
            raise FetchError(
                f"{host_of(url)} answers {status} ({_STATUS.get(status, 'an error')}).",
                status, _seconds(known.get("retry-after", "")),
            )  # fmt: skip
        return Response(url, status, body, headers=known)

    def _body(self, response: Any, url: str, watch: Watch, max_decoded: int) -> bytes:
        if response.status not in range(200, 300):
            return b""
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) > MAX_WIRE:
            raise FetchError(f"{host_of(url)} sends {int(length) // 1_000_000} MB; that is too much.")
        chunks: list[bytes] = []
        total = 0
        while True:
            watch.check()
            chunk = response.read1(65536)
            if not chunk:
                watch.check()  # a body without a length ends where the watchdog shut the socket, too
                return b"".join(chunks)
            total += len(chunk)
            wire = response.tell()
            if wire > MAX_WIRE or total > max_decoded or (total > 1_000_000 and total > MAX_RATIO * max(1, wire)):
                raise FetchError(f"{host_of(url)} sends too much; the transfer was stopped at {total // 1_000_000} MB.")
            chunks.append(chunk)

    def _manager(self, private: bool) -> urllib3.PoolManager:
        with self._lock:
            if private not in self._managers:
                self._managers[private] = _manager(private)
            return self._managers[private]


def _manager(private: bool) -> urllib3.PoolManager:
    """Pools whose connections know whether they may reach a private address."""
    import urllib3
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _vetted(super()._new_conn(), private)

        def getresponse(self) -> Any:
            hold(self.sock)
            return super().getresponse()

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _vetted(super()._new_conn(), private)

        def getresponse(self) -> Any:
            hold(self.sock)
            return super().getresponse()

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    manager = urllib3.PoolManager(num_pools=32, maxsize=PER_HOST, block=False)
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager


def _vetted(sock: socket.socket, private: bool) -> socket.socket:
    if not private and is_private(str(sock.getpeername()[0])):
        sock.close()
        raise FetchError("The address lies in a private network; only one that you typed yourself is fetched.")
    hold(sock)
    return sock


_STATUS = {
    400: "it did not understand", 401: "a password is needed", 403: "not allowed", 404: "not found",
    410: "gone for good", 429: "too many requests", 500: "a fault of the server", 502: "a fault of the server",
    503: "not available now", 504: "a fault of the server",
}  # fmt: skip


def _why(error: BaseException) -> str:
    """The deepest cause that says something, as half a sentence."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, FetchError):
            return str(seen)
        if isinstance(seen, socket.gaierror):
            return "no such host, or no network"
        if isinstance(seen, ConnectionRefusedError):
            return "nothing answers at this address"
        if isinstance(seen, TimeoutError):
            return "no answer in time"
        if "certificate" in str(seen).lower():
            return "its certificate is not valid"
        seen = getattr(seen, "reason", None) if isinstance(getattr(seen, "reason", None), BaseException) else (
            seen.__cause__ or seen.__context__
        )  # fmt: skip
    name = type(error).__name__
    if "NameResolution" in name:
        return "no such host, or no network"
    if "Timeout" in name:
        return "no answer in time"
    if "NewConnection" in name:
        return "nothing answers at this address"
    return "the connection broke off"


def _max_age(control: str) -> int:
    for part in control.lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.isdigit():
            return min(int(value), 7 * 86400)
    return 0


def _seconds(retry_after: str) -> int:
    """Retry-After in seconds (RFC 9110 10.2.3: a number or a date), at most a week, 0 for none."""
    if retry_after.isdigit():
        return min(int(retry_after), 7 * 86400)
    try:
        when = email.utils.parsedate_to_datetime(retry_after)
    except (ValueError, TypeError):
        return 0
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0, min(int((when - datetime.now(UTC)).total_seconds()), 7 * 86400))
