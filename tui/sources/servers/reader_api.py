"""The Google Reader API as Miniflux, FreshRSS, The Old Reader, BazQux and others speak it.

What servers answer differs more than their documentation says: an unknown path is 200 with ``[]`` at Miniflux, a
change that did nothing is 200 without "OK", of two states in one request FreshRSS honours the last. So every call here
checks the form of its answer, changes name one state and at most a hundred articles, articles are named in the long
form alone, and there is no call that marks a whole stream as read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tui.sources import SourceError
from tui.sources.servers.item_ids import digits_of, long_form
from tui.sources.web.address import host_of, web_address
from tui.sources.web.fetcher import Fetcher, FetchError, Response
from tui.text.sanitize import sanitize, sanitize_line

READING_LIST, READ, STARRED = (f"user/-/state/com.google/{name}" for name in ("reading-list", "read", "starred"))
LABEL = "user/-/label/"
PLACES = ("", "/api/greader.php", "/reader", "/greader", "/greader.php", "/plugins.local/api_greader")
"""Where the API lies below the address that a user types, as FreshRSS, Miniflux and others have it."""
_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?/[\w.~!$&'()*+,;=:@/?-]*", re.A)
PROBE = (("Email", "factlight"), ("Passwd", "-"))
"""A sign-in that every server refuses as its API refuses them; to an empty one FreshRSS answers 400."""
AT_ONCE = 100
"""Articles named by one request."""
PAGE = 10_000
"""Names of articles asked for at once. Miniflux pages by offset through an order that is not stable where articles have
the same date: of 10,000 in pages of 1,000 it was seen to leave 33 out. One page cannot."""
PAGES = 200
"""Pages of names after which a server is taken to go round in circles."""
DEADLINE = 60.0
"""Seconds for one call: a small machine at home needs long for a thousand names."""


class ServerError(SourceError):
    """The server did not do what was asked. ``retry_after`` is in seconds, 0 where it named none."""

    def __init__(self, sentence: str, retry_after: int = 0) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class WrongPassword(ServerError):
    """The server refuses the user's name or password."""


class NoServer(ServerError):
    """Nothing at the address speaks the Google Reader API."""


class Subscription(NamedTuple):
    """A feed of the server: its name there, its title, the first of its folders, its own address and its site's."""

    stream: str
    title: str
    folder: str
    url: str
    site: str


class Names(NamedTuple):
    """What a server lists: the articles' digits, and whether one page held them all, so that none can be left out."""

    digits: list[str]
    whole: bool


class ServerItem(NamedTuple):
    """An article of the server. ``published`` is in seconds; ``html`` is clean of control characters.

    ``labels`` are the last parts of all ``user/…/label/…`` categories: folders and, where the server has them, tags.
    """

    digits: str
    stream: str
    title: str
    url: str
    author: str
    html: str
    published: int
    updated: int
    read: bool
    starred: bool
    labels: tuple[str, ...]
    enclosures: tuple[tuple[str, str], ...]


class ReaderApi:
    """One account on one server; from one thread, one call after the other.

    ``base`` is where ``/accounts/ClientLogin`` and ``/reader/api/0`` lie, as :func:`find_base` finds it. Raises
    ServerError from every call, one plain sentence that never holds the password.
    """

    def __init__(
        self, base: str, user: str, password: str, *, fetcher: Fetcher, cancelled: Callable[[], bool] = lambda: False
    ) -> None:
        self.base = base.rstrip("/")
        self.host = host_of(self.base)
        self._user, self._password = user, password
        self._fetcher = fetcher
        self._cancelled = cancelled
        self._auth = ""
        self._token = ""

    @property
    def takes_tags(self) -> bool:
        """Whether articles can be given tags here though none has one yet: FreshRSS; Miniflux answers 500."""
        return self.base.endswith("greader.php")

    # who one is

    def login(self) -> None:
        """Sign in. Raises WrongPassword, NoServer or ServerError."""
        answer = self._send("/accounts/ClientLogin", {"Email": self._user, "Passwd": self._password})
        words = answer.body.decode("utf-8", "replace")
        if answer.status in (401, 403):
            raise WrongPassword(
                f"{self.host} refuses this name or password. In Miniflux they are set under Settings > Integrations >"
                " Google Reader, in FreshRSS the API password under Profile; neither is the one of the web page."
            )
        if answer.status == 503:
            raise ServerError(
                f"{self.host} has its API switched off: in FreshRSS switch on Administration > Authentication >"
                " “Allow API access”.",
                _retry(answer),
            )
        said = dict(line.split("=", 1) for line in words.splitlines() if "=" in line)
        if answer.status != 200 or not said.get("Auth"):
            self._refused(answer, "signing in")
            raise NoServer(f"{self.host} answers no Google Reader API at this address.")
        self._auth = sanitize_line(said["Auth"])[:1000]
        self._token = ""

    def token(self) -> str:
        """The token that changes carry; asked for once."""
        if not self._token:
            answer = self._call("/reader/api/0/token")
            self._token = sanitize_line(answer.body.decode("utf-8", "replace")).strip()[:1000]
        return self._token

    # what is there

    def subscriptions(self) -> list[Subscription]:
        """The user's feeds."""
        found = []
        for row in self._list("/reader/api/0/subscription/list", "subscriptions"):
            stream = row.get("id")
            if not isinstance(stream, str) or not stream:
                continue
            folders = [_label(part) for part in _rows(row.get("categories"))]
            found.append(
                Subscription(
                    stream[:2000],
                    _line(row.get("title")),
                    next((f for f in folders if f), ""),
                    _address(row.get("url")),
                    _address(row.get("htmlUrl")),
                )
            )
        return found

    def tags(self) -> list[str]:
        """The labels that articles can carry, where the server tells them from folders; empty where it does not."""
        rows = self._list("/reader/api/0/tag/list", "tags")
        return [label for row in rows if row.get("type") == "tag" and (label := _label(row))]

    def names(self, stream: str, exclude: str = "") -> Names:
        """All articles of a stream, but those of ``exclude``; every page is read before it returns."""
        found: dict[str, None] = {}
        query = {"output": "json", "s": stream, "n": str(PAGE)} | ({"xt": exclude} if exclude else {})
        for pages in range(PAGES):
            page = self._json("/reader/api/0/stream/items/ids", query)
            rows = page.get("itemRefs")
            if rows is None:
                raise ServerError(f"{self.host} does not list its articles; is its Google Reader API switched on?")
            new = [digits for row in _rows(rows) if (digits := digits_of(row.get("id"))) and digits not in found]
            found |= dict.fromkeys(new)
            more = page.get("continuation")
            if not new or not more or str(more) == query.get("c"):
                return Names(list(found), not pages)
            query["c"] = str(more)[:1000]
        raise ServerError(f"{self.host} does not come to an end with its articles; nothing was changed.")

    def items(self, digits: Sequence[str]) -> list[ServerItem]:
        """These articles, at most :data:`AT_ONCE`; those that the server no longer has are missing."""
        if not digits:
            return []
        wanted = set(digits)
        form = [("T", self.token()), ("output", "json"), *(("i", long_form(name)) for name in digits[:AT_ONCE])]
        answer = self._changing("/reader/api/0/stream/items/contents", form)
        found = [item for row in _rows(_object(answer, self.host).get("items")) if (item := _item(row))]
        return [item for item in found if item.digits in wanted]

    # changing

    def mark(self, digits: Sequence[str], state: str, on: bool) -> None:
        """Set or take one state (READ, STARRED or a label) of at most :data:`AT_ONCE` articles.

        Raises ServerError unless the server says OK, which alone means that it was done.
        """
        form = [("T", self.token()), ("a" if on else "r", state), *(("i", long_form(d)) for d in digits[:AT_ONCE])]
        self._done(self._changing("/reader/api/0/edit-tag", form), "marking articles")

    def subscribe(self, url: str, folder: str = "") -> str:
        """Have the server subscribe to a feed; its stream there."""
        form = [("T", self.token()), ("quickadd", url)]
        known = next((s.stream for s in self.subscriptions() if s.url == url), "")
        answer = {} if known else _object(self._changing("/reader/api/0/subscription/quickadd", form), self.host)
        stream = known or answer.get("streamId")
        if not isinstance(stream, str) or not stream or answer.get("numResults") == 0:
            raise ServerError(f"{self.host} found no feed at {sanitize_line(url)[:200]}.")
        if folder:
            self.edit(stream, folder=folder)
        return stream

    def edit(self, stream: str, *, title: str = "", folder: str = "", leaves: str = "") -> None:
        """Rename a feed of the server, or put it into ``folder`` and take it out of the folder ``leaves``."""
        form = [("T", self.token()), ("ac", "edit"), ("s", stream)]
        form += [("t", title)] if title else []
        form += [("a", LABEL + folder)] if folder else []
        form += [("r", LABEL + leaves)] if leaves and leaves != folder else []
        self._done(self._changing("/reader/api/0/subscription/edit", form), "changing a feed")

    def unsubscribe(self, stream: str) -> None:
        """Have the server unsubscribe from a feed."""
        form = [("T", self.token()), ("ac", "unsubscribe"), ("s", stream)]
        self._done(self._changing("/reader/api/0/subscription/edit", form), "unsubscribing")

    # asking

    def _changing(self, path: str, form: list[tuple[str, str]]) -> Response:
        """A call with the token; a token that ran out is asked for anew, once."""
        answer = self._call(path, form, tolerated=(401, 403))
        if answer.status in (401, 403):
            self._token = ""
            form = [("T", self.token()) if name == "T" else (name, value) for name, value in form]
            answer = self._call(path, form)
        return answer

    def _done(self, answer: Response, what: str) -> None:
        if answer.body.strip() != b"OK":
            raise ServerError(f"{self.host} did not say that {what} was done; it is tried again with the next sync.")

    def _list(self, path: str, name: str) -> list[dict[str, Any]]:
        found = self._json(path, {"output": "json"}).get(name)
        if found is None:
            raise ServerError(f"{self.host} answers something that is no list of {name}.")
        return _rows(found)

    def _json(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        return _object(self._call(f"{path}?{urlencode(query)}"), self.host)

    def _call(self, path: str, form: list[tuple[str, str]] | None = None, tolerated: tuple[int, ...] = ()) -> Response:
        answer = self._send(path, form)
        if answer.status not in tolerated:
            self._refused(answer, path.partition("?")[0].rpartition("/")[2])
        return answer

    def _send(self, path: str, form: Iterable[tuple[str, str]] | dict[str, str] | None) -> Response:
        pairs = list(form.items() if isinstance(form, dict) else form) if form is not None else None
        headers = {"Authorization": f"GoogleLogin auth={self._auth}"} if self._auth else {}
        try:
            return self._fetcher.ask(
                self.base + path, form=pairs, headers=headers, deadline=DEADLINE, cancelled=self._cancelled
            )
        except FetchError as error:
            raise ServerError(str(error), error.retry_after) from None

    def _refused(self, answer: Response, what: str) -> None:
        """Raises ServerError for an answer that is no success."""
        if answer.status in (200, 201):
            return
        if answer.status in (401, 403):
            raise WrongPassword(f"{self.host} does not accept the sign-in any more.")
        wait = _retry(answer)
        if answer.status == 429 or any(name.startswith("x-reader-zone") for name in answer.headers):
            raise ServerError(
                f"{self.host} has had enough requests; syncing stops until it takes some again.", wait or 900
            )
        raise ServerError(f"{self.host} answers {answer.status} to {what}.", wait)


def find_base(address: str, *, fetcher: Fetcher, cancelled: Callable[[], bool] = lambda: False) -> str:
    """Where the API lies at or below an address that a user typed; "" where nothing there speaks it.

    The API refuses an unknown user (401); anything else does not know the path, or answers a page.
    """
    for place in PLACES:
        base = address.rstrip("/") + place
        try:
            answer = fetcher.ask(f"{base}/accounts/ClientLogin", form=PROBE, deadline=15.0,
                                 cancelled=cancelled)  # fmt: skip
        except FetchError:
            if place:
                continue
            raise
        if answer.status in (401, 403, 503) and answer.body.lstrip()[:1] != b"<":
            return base
    return ""


def _retry(answer: Response) -> int:
    from tui.sources.http_values import retry_seconds

    return retry_seconds(answer.headers.get("retry-after", "")) or retry_seconds(
        answer.headers.get("x-reader-limits-reset-after", "")
    )


def _object(answer: Response, host: str) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ServerError(f"{host} answers something that is no list of articles.")
    return found


def _rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _line(value: object) -> str:
    return sanitize_line(value)[:2000].strip() if isinstance(value, str) else ""


def _address(value: object) -> str:
    """A web address, as it is where nothing in it needs care."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value
    return web_address(_line(value))


def _label(row: dict[str, Any]) -> str:
    """The name of the label in a category or tag, "" for a state."""
    name = _line(row.get("id"))
    return _line(row.get("label")) or name.partition("/label/")[2] if "/label/" in name else ""


def _item(row: dict[str, Any]) -> ServerItem | None:
    digits = digits_of(row.get("id"))
    if not digits:
        return None
    categories = [str(c) for c in row.get("categories") or () if isinstance(c, str)]
    links = [*_rows(row.get("canonical")), *_rows(row.get("alternate"))]
    origin = row.get("origin")
    content = next(
        (part["content"] for name in ("content", "summary")
         if isinstance(part := row.get(name), dict) and isinstance(part.get("content"), str) and part["content"]), "",
    )  # fmt: skip
    return ServerItem(
        digits=digits,
        stream=str(origin.get("streamId") or "")[:2000] if isinstance(origin, dict) else "",
        title=_line(row.get("title")),
        url=next((address for link in links if (address := _address(link.get("href")))), ""),
        author=_line(row.get("author")),
        html=sanitize(content),
        published=_seconds(row.get("published")),
        updated=_seconds(row.get("updated")),
        read=any(c.endswith("/state/com.google/read") for c in categories),
        starred=any(c.endswith("/state/com.google/starred") for c in categories),
        labels=tuple(label for c in categories if (label := sanitize_line(c.partition("/label/")[2])[:200])),
        enclosures=tuple(
            (address, _line(part.get("type")))
            for part in _rows(row.get("enclosure"))[:AT_ONCE]
            if (address := _address(part.get("href")))
        ),
    )


def _seconds(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 4_102_444_800 else 0
