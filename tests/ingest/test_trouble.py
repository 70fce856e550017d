"""One feed's trouble is its own: whatever it does in fetching, reading, storing or comparing, the others come in."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tui.ingest.add import add
from tui.ingest.due import due_feeds
from tui.ingest.fetching import fetched
from tui.ingest.refresh import Summary, refresh
from tui.library import Library, LibraryError
from tui.library.articles.lists import View

RSS = '<rss version="2.0"><channel><title>T {0}</title>{1}</channel></rss>'
ITEM = "<item><title>{0} {1}</title><link>https://news.example/{0}/{1}</link><guid>{1}</guid><description>{2}</description></item>"
WORDS = "The ferry left the quay at noon with 40 people on board."


def feed(name: str, words: str = WORDS) -> str:
    return RSS.format(name, "".join(ITEM.format(name, n, words) for n in range(3)))


class Site:
    """Answers by path: a body, or (status, headers, body)."""

    def __init__(self) -> None:
        self.answers: dict[str, str | tuple[int, dict[str, str], str]] = {}
        self.asked: list[str] = []
        self.base = ""


@pytest.fixture
def site() -> Iterator[Site]:
    told = Site()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            told.asked.append(self.path)
            answer = told.answers.get(self.path.strip("/"), feed(self.path.strip("/")))
            status, headers, body = (200, {}, answer) if isinstance(answer, str) else answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    told.base = f"http://127.0.0.1:{server.server_address[1]}"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield library


def subscribe(library: Library, site: Site, *names: str) -> None:
    for name in names:
        library.feeds.add(f"{site.base}/{name}", settings={"typed": True})


def count(library: Library) -> int:
    return library.list(View()).count()


def problem(summary: Summary) -> str:
    (failed,) = summary.problems
    stored = failed.problem
    assert stored.endswith(".")
    assert "\n" not in stored
    return stored


HEADERS: dict[str, tuple[int, dict[str, str], str]] = {
    "max-age with a superscript": (200, {"Cache-Control": "max-age=²"}, "X"),
    "max-age of 5,000 digits": (200, {"Cache-Control": "max-age=" + "9" * 5000}, "X"),
    "retry-after with a superscript": (503, {"Retry-After": "²"}, ""),
    "retry-after of 5,000 digits": (503, {"Retry-After": "9" * 5000}, ""),
    "retry-after in a year of five digits": (503, {"Retry-After": "Mon, 01 Jan 99999 00:00:00 GMT"}, ""),
    "retry-after with an endless offset": (503, {"Retry-After": "Mon, 01 Jan 2020 00:00:00 +99999999999999"}, ""),
    "redirect to half an address": (302, {"Location": "http://["}, ""),
    "redirect to a port that is none": (302, {"Location": "http://127.0.0.1:99999999/"}, ""),
    "redirect to nothing": (302, {"Location": ""}, ""),
    "a date that is none": (200, {}, RSS.format("X", "<pubDate>Mon, 01 Jan 99999999999 00:00:00 GMT</pubDate>")),
    "an item's date that is none": (
        200, {}, feed("X").replace("<guid>", "<pubDate>Mon, 01 Jan 99999999999 00:00:00 GMT</pubDate><guid>")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_a_strange_answer_costs_at_most_its_own_feed(name: str, site: Site, library: Library) -> None:
    status, headers, body = HEADERS[name]
    site.answers["odd"] = (status, headers, feed("odd") if body == "X" else body)
    subscribe(library, site, "odd", "good")
    summary = refresh(library, library.feeds.all(), deadline=5)
    assert not summary.cancelled
    assert {o.feed.url.rpartition("/")[2] for o in summary.problems} == ({"odd"} if status != 200 else set())
    assert count(library) >= 3


def boom(*args: object, **more: object) -> Any:
    raise IndexError("no such thing")


@pytest.mark.parametrize(
    "place",
    [
        "tui.ingest.fetching.may_be_private",
        "tui.sources.web.fetcher.Fetcher._exchange",
        "tui.ingest.feed_worker.Worker.ask",
    ],
)
def test_a_fault_in_fetching_or_reading_is_told(
    place: str, site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(library, site, "one")
    monkeypatch.setattr(place, boom)
    assert problem(refresh(library, library.feeds.all(), deadline=5))
    monkeypatch.undo()
    assert refresh(library, library.feeds.all(), deadline=5).new == 3


def only_for(name: str, real: Callable[..., Any], raised: type[Exception] = IndexError) -> Callable[..., Any]:
    """``real``, but it raises for what has ``name`` in it."""

    def call(*args: Any, **more: Any) -> Any:
        if any(name in str(arg) for arg in args):
            raise raised("no such thing")
        return real(*args, **more)

    return call


def test_a_feed_that_cannot_be_stored_costs_no_other(
    site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.library.articles.intake import Intake

    subscribe(library, site, "one", "bad", "two")
    monkeypatch.setattr(Intake, "_put_one", only_for("/bad/", Intake._put_one))
    assert "IndexError" in problem(refresh(library, library.feeds.all(), deadline=5))
    assert count(library) == 6
    assert [f.problem != "" for f in library.feeds.all() if f.url.endswith("/bad")] == [True]


def test_words_that_sqlite_cannot_hold_cost_their_feed(
    site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.library.articles.intake import Intake

    real = Intake._put_one

    def put(self: Any, item: Any, *more: Any) -> None:
        real(self, item._replace(author="\ud800") if "/bad/" in item.uri else item, *more)

    subscribe(library, site, "one", "bad", "two")
    monkeypatch.setattr(Intake, "_put_one", put)
    problem(refresh(library, library.feeds.all(), deadline=5))
    assert count(library) == 6


def test_a_library_that_cannot_be_written_ends_it(
    site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(library, site, "one", "two")
    monkeypatch.setattr("tui.library.articles.intake.Intake._put_one", only_for("/one/", boom, LibraryError))
    with pytest.raises(LibraryError):
        refresh(library, library.feeds.all(), deadline=5)


def test_comparing_that_fails_costs_no_words(site: Site, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(library, site, "one", "two")
    refresh(library, library.feeds.all(), deadline=5)
    for name in ("one", "two"):
        library.states.set(f"https://news.example/{name}/1", read=True)
        site.answers[name] = feed(name, WORDS.replace("40", "50"))
    from tui.library.bookmarks.store import Bookmarks

    monkeypatch.setattr(Bookmarks, "reanchor", boom)
    summary = refresh(library, library.feeds.all(), deadline=5)
    assert len(summary.problems) == 2
    assert all("compared" in o.problem for o in summary.problems)
    article = library.articles.load("https://news.example/one/1")
    assert article is not None
    assert "50 people" in article.text


def test_without_threads_it_ends(site: Site, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(library, site, "one", "two")

    start_it = threading.Thread.start

    def start(self: threading.Thread) -> None:
        if self.name in ("refresh", "fetch watchdog"):
            raise RuntimeError("can't start new thread")
        start_it(self)

    monkeypatch.setattr(threading.Thread, "start", start)
    summary = refresh(library, library.feeds.all(), deadline=5)
    monkeypatch.undo()
    assert (len(summary.problems), summary.cancelled) == (2, False)
    assert all("no more threads" in o.problem for o in summary.problems)


def test_without_processes_it_ends(site: Site, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(library, site, "one", "two")

    def none(*args: object, **more: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", none)
    summary = refresh(library, library.feeds.all(), deadline=5)
    assert [o.problem for o in summary.problems] == [
        "No process could be started to read it: this machine runs too many; try again later."
    ] * 2


def test_a_thread_that_never_comes_back_is_given_up(
    site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = threading.Event()

    def stuck(feed: Any, *more: Any) -> Any:
        if feed.url.endswith("/stuck"):
            never.wait(30)
        return fetched(feed, *more)

    monkeypatch.setattr("tui.ingest.refresh.fetched", stuck)
    monkeypatch.setattr("tui.ingest.refresh.GRACE", -9.5)  # after half a second
    monkeypatch.setattr("tui.ingest.refresh.READING", 10.0)
    subscribe(library, site, "stuck", "one")
    summary = refresh(library, library.feeds.all(), deadline=0, jobs=1)
    never.set()
    assert {o.feed.url.rpartition("/")[2]: bool(o.problem) for o in summary.outcomes}["stuck"]
    assert not summary.cancelled


def test_patience_that_a_server_asks_for_binds_everybody(site: Site, library: Library) -> None:
    subscribe(library, site, "busy")
    site.answers["busy"] = (429, {"Retry-After": "7200"}, "")
    assert "429" in problem(refresh(library, library.feeds.all(), deadline=5))
    assert due_feeds(library, everything=True) == due_feeds(library, ["busy"]) == []
    assert len(due_feeds(library, ["busy"], listing=True)) == 1
    site.answers["busy"] = feed("busy")
    (one,) = library.feeds.all()
    library.feeds.set_settings(one.id, one.settings | {"retry_at": 1})  # it is over
    assert refresh(library, due_feeds(library, everything=True), deadline=5).new == 3
    assert library.feeds.all()[0].settings == {"typed": True}


def test_subscribing_asks_once(site: Site, library: Library) -> None:
    added = add(library, f"{site.base}/one")
    assert refresh(library, added.feeds, answers=added.answers, deadline=5).new == 3
    assert site.asked == ["/one"]
    assert library.feeds.all()[0].settings == {"typed": True, "private": True}
