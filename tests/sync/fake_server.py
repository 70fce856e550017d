"""A server of the Google Reader API in this process, with the odd answers that real ones were seen to give."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tui.sources.servers.item_ids import PREFIX, digits_of

READ, STARRED = "user/-/state/com.google/read", "user/-/state/com.google/starred"


class State:
    """What the server holds, and how it misbehaves. Numbers are article ids; ``asked`` lists the calls in order."""

    def __init__(self, articles: int = 0) -> None:
        self.titles = {n: f"Story {n}" for n in range(1, articles + 1)}
        self.unread = set(self.titles)
        self.starred: set[int] = set()
        self.labels: dict[str, set[int]] = {}
        self.feeds = {"feed/1": ("Port News", "World", "http://127.0.0.1:9/feed.xml")}
        self.password = "secret"
        self.page = 1000
        self.body = "OK"  # what a change answers
        self.refuse: dict[str, tuple[int, dict[str, str], str]] = {}  # by path: status, headers, body
        self.token = "t1"
        self.nothing = False  # no path is known
        self.slips: set[int] = set()  # left out of every list, as by paging through an order that is not stable
        self.twice = False  # each page repeats the one before
        self.asked: list[tuple[str, list[tuple[str, str]]]] = []
        self.lock = threading.Lock()

    def forms(self, path: str) -> list[list[tuple[str, str]]]:
        """The forms of all calls of this path."""
        return [form for asked, form in self.asked if asked == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self._serve([])

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._serve(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))

    def _serve(self, form: list[tuple[str, str]]) -> None:
        state: State = self.server.state
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        with state.lock:
            state.asked.append((parts.path, form))
            refused = state.refuse.get(parts.path)
            status, headers, body = refused or self._answer(state, parts.path, query, form)
        data = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _answer(
        self, state: State, path: str, query: dict[str, str], form: list[tuple[str, str]]
    ) -> tuple[int, dict[str, str], str]:
        fields = dict(form)
        if state.nothing:
            return 404, {}, "<html>not found</html>"
        if path == "/":
            return 200, {"Content-Type": "text/html"}, '<html><form><input type="password"></form></html>'
        if path == "/accounts/ClientLogin":
            good = fields.get("Passwd") == state.password
            return (200, {}, "SID=x\nLSID=x\nAuth=ann/abc\n") if good else (401, {}, "Error=BadAuthentication\n")
        if self.headers.get("Authorization") != "GoogleLogin auth=ann/abc":
            return 401, {}, "Unauthorized"
        if path == "/reader/api/0/token":
            return 200, {}, state.token
        if form and fields.get("T") != state.token:
            return 401, {"X-Reader-Google-Bad-Token": "true"}, "Unauthorized"
        calls = {
            "/reader/api/0/subscription/list": self._subscriptions,
            "/reader/api/0/tag/list": self._tags,
            "/reader/api/0/stream/items/ids": self._ids,
            "/reader/api/0/stream/items/contents": self._contents,
            "/reader/api/0/edit-tag": self._edit_tag,
            "/reader/api/0/subscription/edit": self._edit_feed,
            "/reader/api/0/subscription/quickadd": self._quickadd,
        }
        call = calls.get(path)
        return (200, {}, "[]") if call is None else (200, {}, call(state, query, form))

    def _subscriptions(self, state: State, query: dict[str, str], form: list[tuple[str, str]]) -> str:
        return json.dumps({"subscriptions": [
            {"id": name, "title": title, "url": url, "htmlUrl": "http://127.0.0.1:9/",
             "categories": [{"id": f"user/-/label/{folder}", "label": folder}] if folder else []}
            for name, (title, folder, url) in state.feeds.items()
        ]})  # fmt: skip

    def _tags(self, state: State, query: dict[str, str], form: list[tuple[str, str]]) -> str:
        tags = [{"id": STARRED}, *({"id": f"user/-/label/{name}", "type": "tag"} for name in state.labels)]
        return json.dumps({"tags": tags})

    def _ids(self, state: State, query: dict[str, str], form: list[tuple[str, str]]) -> str:
        stream = query.get("s", "")
        label = stream.partition("/label/")[2]
        found = (
            state.labels.get(label, set()) if label
            else state.starred if stream == STARRED
            else state.unread if query.get("xt") == READ
            else set(state.titles)
        )  # fmt: skip
        ordered = sorted(found - state.slips, reverse=True)
        at = int(query.get("c", "0"))
        page = ordered[max(0, at - state.page) if state.twice else at :][
            : state.page * (2 if state.twice and at else 1)
        ]
        more = {"continuation": str(at + state.page)} if at + state.page < len(ordered) else {}
        return json.dumps({"itemRefs": [{"id": str(n)} for n in page], **more})

    def _contents(self, state: State, query: dict[str, str], form: list[tuple[str, str]]) -> str:
        wanted = [int(digits_of(value), 16) for name, value in form if name == "i"]
        assert all(value.startswith(PREFIX) for name, value in form if name == "i"), "a short id was sent"
        return json.dumps({"items": [
            {"id": f"{PREFIX}{n:016x}", "title": state.titles[n], "published": 1_795_000_000 + n,
             "canonical": [{"href": f"http://127.0.0.1:9/a/{n}"}], "origin": {"streamId": next(iter(state.feeds))},
             "summary": {"content": f"<p>All {n} cranes move again, said Ada Lund.</p>"}, "categories": [READ] * (n not in state.unread) + [STARRED] * (n in state.starred)}
            for n in wanted if n in state.titles
        ]})  # fmt: skip

    def _edit_tag(self, state: State, query: dict[str, str], form: list[tuple[str, str]]) -> str:
        if state.body != "OK":
            return state.body
        numbers = {int(digits_of(value), 16) for name, value in form if name == "i"} & set(state.titles)
        for name, value in form:
            if name not in ("a", "r"):
                continue
            on = name == "a"
            if value == READ:
                state.unread = state.unread - numbers if on else state.unread | numbers
            elif value == STARRED:
                state.starred = state.starred | numbers if on else state.starred - numbers
            else:
                label = value.partition("/label/")[2]
                there = state.labels.setdefault(label, set())
                state.labels[label] = there | numbers if on else there - numbers
        return "OK"

    def _edit_feed(self, state: State, query: dict[str, str], form: list[tuple[str, str]]) -> str:
        fields = dict(form)
        title, folder, url = state.feeds[fields["s"]]
        if fields["ac"] == "unsubscribe":
            del state.feeds[fields["s"]]
        else:
            folder = fields.get("a", f"user/-/label/{folder}").partition("/label/")[2]
            state.feeds[fields["s"]] = (fields.get("t", title), folder, url)
        return "OK"

    def _quickadd(self, state: State, query: dict[str, str], form: list[tuple[str, str]]) -> str:
        address = dict(form)["quickadd"]
        name = f"feed/{len(state.feeds) + 10}"
        state.feeds[name] = ("New feed", "", address)
        return json.dumps({"numResults": 1, "streamId": name})


@contextmanager
def serving(state: State) -> Iterator[str]:
    """Serve ``state`` on a free port of this machine; the address."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.state = state
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
