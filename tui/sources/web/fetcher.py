"""Fetching over HTTP, politely and within bounds: the only place that opens a connection.

urllib3 makes the connections and reads the encodings; the rules are ours: one deadline for the whole
exchange (a socket's timeout is only per read), caps on bytes before and after decoding, redirects followed
one by one under rules, proxies as the environment or the settings name them, and no private address unless the
user typed it or allowed it. urllib3 is imported at the first request.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from tui import __version__
from tui.sources import SourceError
from tui.sources.http_values import STATUS, max_age, retry_seconds, whole_number, why
from tui.sources.network import Network, in_use, proxy_for
from tui.sources.web.address import host_of, joined, names_private, origin, same_origin, web_address
from tui.sources.web.deadline import Late, Watch, Watchdog
from tui.text.sanitize import sanitize_line

if TYPE_CHECKING:
    import urllib3

MAX_WIRE = 10_000_000
MAX_DECODED = 30_000_000
MAX_RATIO = 100
"""Decoded over received bytes, once more than a megabyte is decoded."""
MAX_REDIRECTS = 5
DEADLINE = 18.0
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
    """A good answer. ``url`` is where it came from in the end; ``moved`` where permanent redirects alone led.

    ``private`` says that the address that was asked for lies in a private network.
    """

    url: str
    status: int
    body: bytes = b""
    etag: str = ""
    modified: str = ""
    type: str = ""
    moved: str = ""
    max_age: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    private: bool = False


class Fetcher:
    """Connections shared by many requests; safe to use from several threads. Close it when done.

    ``network`` says which proxy is used and whether private networks are open; by default :func:`network.in_use`.
    """

    def __init__(self, agent: str = AGENT, network: Network | None = None) -> None:
        self._agent = agent
        self._network = network or in_use()
        self._lock = threading.Lock()
        self._managers: dict[tuple[bool, str], urllib3.PoolManager] = {}
        self._inward: dict[tuple[str, int], bool] = {}
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

        ``typed`` says that the user wrote this very address, or allowed it, so it may lie in a private network; a
        redirect may only where it stays on that host and port. ``background`` asks robots.txt first. ``deadline``
        is in seconds for all of it. Raises FetchError, whatever happens.
        """
        try:
            return self._get(
                url, etag, modified, typed, background, time.monotonic() + deadline, cancelled, max_decoded
            )
        except FetchError:
            raise
        except Exception as error:  # a server can say anything
            raise FetchError(f"{host_of(url)}: {why(error)}.") from None

    def _get(
        self, url: str, etag: str, modified: str, typed: bool, background: bool, end: float,
        cancelled: Callable[[], bool], max_decoded: int,
    ) -> Response:  # fmt: skip
        if not web_address(url):
            raise FetchError(f"{sanitize_line(url)[:200]} is no web address.")
        if background and not self.permitted(url, end, typed):
            raise FetchError(f"{host_of(url)} asks programs not to fetch this page; open it with o instead.")
        asked, moved, permanent = url, "", True
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._one(url, etag, modified, typed and same_origin(url, asked), end, cancelled, max_decoded)
            if answer.status not in (301, 302, 303, 307, 308):
                return Response(
                    url, answer.status, answer.body, answer.headers.get("etag", ""),
                    answer.headers.get("last-modified", ""), answer.headers.get("content-type", ""),
                    moved, max_age(answer.headers.get("cache-control", "")), answer.headers,
                    self._inward.get(origin(asked), names_private(asked)),
                )  # fmt: skip
            target = web_address(joined(url, answer.headers.get("location", "")))
            if not target:
                raise FetchError(f"{host_of(url)} redirects to something that is no web address.", answer.status)
            if url.startswith("https:") and target.startswith("http:"):
                raise FetchError(f"{host_of(url)} redirects from https to plain http; that was refused.", answer.status)
            permanent = permanent and answer.status in (301, 308)
            if permanent:
                moved = target
            url = target
        raise FetchError(f"{host_of(url)} redirects more than {MAX_REDIRECTS} times.")

    def ask(
        self,
        url: str,
        *,
        form: Sequence[tuple[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
        deadline: float = DEADLINE,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Response:
        """The answer of a server's interface for programs, whatever its status, with its body; a POST with ``form``.

        The user typed the server's address, so it may lie in a private network. Redirects are not followed: they
        would carry the sign-in elsewhere. Raises FetchError when there is no answer at all.
        """
        known = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", **(headers or {})}
        body = urlencode(form).encode() if form is not None else None
        if body is not None:
            known["Content-Type"] = "application/x-www-form-urlencoded"
        return self._guarded(url, known, True, time.monotonic() + deadline, cancelled, MAX_DECODED, body, True)

    def permitted(self, url: str, end: float, typed: bool = False) -> bool:
        """Whether the host's robots.txt lets programs fetch ``url``; a missing or broken file permits (RFC 9309).

        ``end`` is the moment of the monotonic clock by which the file must be here; ``typed`` as for :meth:`get`.
        """
        from protego import Protego

        parts = urlsplit(url)
        base = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            rules = self._robots.get(base)
        if rules is None:
            try:
                until = min(end, time.monotonic() + 10)
                answer = self._one(base + "/robots.txt", "", "", typed, until, None, 500_000)
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
        """One exchange, redirects not followed. Raises FetchError."""
        headers = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*;q=0.8"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        answer = self._guarded(url, headers, private, end, cancelled, max_decoded)
        if answer.status >= 400:
            raise FetchError(
                f"{host_of(url)} answers {answer.status} ({STATUS.get(answer.status, 'an error')}).",
                answer.status, retry_seconds(answer.headers.get("retry-after", "")),
            )  # fmt: skip
        return answer

    def _guarded(
        self, url: str, headers: dict[str, str], private: bool, end: float, cancelled: Callable[[], bool] | None,
        max_decoded: int, form: bytes | None = None, whole: bool = False,
    ) -> Response:  # fmt: skip
        """One exchange within its deadline, redirects not followed, any status; ``whole`` reads the body of each.

        Raises FetchError.
        """
        with self._lock:
            gate = self._hosts.setdefault(urlsplit(url).netloc, threading.Semaphore(PER_HOST))
        if not gate.acquire(timeout=max(0.0, end - time.monotonic())):
            raise FetchError(f"{host_of(url)} did not answer in time; try again later.")
        watch = Watch(end, cancelled)
        try:
            self._watchdog.add(watch)
            watch.check()
            status, known, body = self._exchange(url, headers, private, watch, max_decoded, form, whole)
        except FetchError:
            raise
        except Exception as error:
            if isinstance(error, Late) or watch.over():
                stopped = cancelled is not None and cancelled()
                late = "was cancelled" if stopped else "took too long and was dropped"
                raise FetchError(f"{host_of(url)} {late}.") from None
            if isinstance(error, SourceError):
                raise FetchError(str(error)) from None
            raise FetchError(f"{host_of(url)}: {why(error)}.") from None
        finally:
            watch.done = True
            gate.release()
        return Response(url, status, body, headers=known)

    def _exchange(
        self, url: str, headers: dict[str, str], private: bool, watch: Watch, max_decoded: int,
        form: bytes | None, whole: bool,
    ) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
        """(status, headers in small letters, body). Raises whatever urllib3 does."""
        import urllib3

        response = self._manager(url, private).request(
            "GET" if form is None else "POST", url, body=form, headers=headers, redirect=False, retries=False,
            preload_content=False, decode_content=True,
            timeout=urllib3.Timeout(connect=min(10.0, watch.left), read=watch.left),
        )  # fmt: skip
        try:
            body = self._body(response, url, watch, max_decoded) if whole or response.status in range(200, 300) else b""
            known = {k.lower(): sanitize_line(v) for k, v in response.headers.items()}
        except BaseException:
            response.close()
            raise
        response.release_conn()
        return response.status, known, body

    def _body(self, response: Any, url: str, watch: Watch, max_decoded: int) -> bytes:
        length = whole_number(response.headers.get("content-length", ""))
        if length is not None and length > MAX_WIRE:
            raise FetchError(f"{host_of(url)} sends {length // 1_000_000} MB; that is too much.")
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

    def _manager(self, url: str, private: bool) -> urllib3.PoolManager:
        """The connections for ``url``. Raises SourceError where it may not be fetched, or its proxy not be used."""
        from tui.sources.connections import PRIVATE, Private, connections

        private = private or self._network.allow_private
        proxy = proxy_for(url, self._network)
        if proxy.url and not private and names_private(url):
            raise Private(PRIVATE)
        with self._lock:
            known = self._managers.get((private, proxy.url))
            if known is None:
                known = self._managers[private, proxy.url] = connections(private, proxy, self._saw, PER_HOST)
            return known

    def _saw(self, host: str, port: int, private: bool) -> None:
        self._inward[host, port] = private
