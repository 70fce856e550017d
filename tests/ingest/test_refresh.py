"""Feeds into the library and back out: fetched from a real server on loopback, stored, read again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tui.ingest.add import add
from tui.ingest.due import due_feeds
from tui.ingest.refresh import refresh
from tui.library import Library
from tui.library.articles.lists import View
from tui.reading.library_listing import LibraryShelf
from tui.sources import SourceError
from tui.sources.web.fetcher import Fetcher

HOUR = 3_600_000


class News:
    """What the server tells now."""

    def __init__(self) -> None:
        self.items = [("One", "<p>The strike ended. The toll is 12 people.</p><h2>Why now?</h2><p>Nobody knows.</p>")]
        self.status = 200
        self.etag = '"a"'
        self.headers: dict[str, str] = {}
        self.asked = 0
        self.base = ""

    def feed(self) -> bytes:
        items = "".join(
            f"<item><title>{title}</title><link>{self.base}/{title}?utm_source=rss</link><guid>{title}</guid>"
            f"<pubDate>Mon, 03 Nov 2025 1{i}:00:00 GMT</pubDate>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
            for i, (title, body) in enumerate(self.items)
        )
        return (
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>Port News</title><link>{self.base}/</link>{items}</channel></rss>"
        ).encode()


@pytest.fixture
def news() -> Iterator[News]:
    told = News()

    class Site(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            told.asked += 1
            status, body = told.status, told.feed()
            if self.path == "/":
                body = b"<head><link rel=alternate type='application/rss+xml' href='/feed'></head><p>Home"
            elif self.path == "/story":
                body = b"<title>Story</title><article>" + b"<p>The strike at the port ended on Monday night.</p>" * 9
            elif status == 200 and self.headers.get("If-None-Match") == told.etag:
                status, body = 304, b""
            elif status != 200:
                body = b""
            self.send_response(status)
            for name, value in {"ETag": told.etag, "Content-Length": str(len(body)), **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
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


def titles(library: Library, view: View | None = None) -> list[str]:
    return [row.title for row in library.list(view or View()).rows(0, 50)]


def test_commands_read_web_addresses(news: News, capsys: pytest.CaptureFixture[str]) -> None:
    from tui.cli.inputs import articles

    story, feed = articles([f"{news.base}/story", f"{news.base}/feed"])
    assert story is not None
    assert (story.title, len(story.blocks), story.uri) == ("Story", 9, f"{news.base}/story")
    assert feed is None
    assert "factlight add" in capsys.readouterr().err


def test_a_feed_is_added_fetched_and_quiet_the_second_time(news: News, library: Library) -> None:
    added = add(library, f"{news.base}/feed", folder="World")
    summary = refresh(library, added.feeds)
    assert (summary.new, summary.problems) == (1, ())
    assert titles(library) == titles(library, View(shelf="folder:World")) == ["One"]
    (feed,) = library.feeds.all()
    assert (feed.name, feed.etag, feed.unread) == ("Port News", '"a"', 1)
    assert due_feeds(library) == []
    again = refresh(library, due_feeds(library, everything=True))
    assert (again.new, again.outcomes[0].unchanged) == (0, True)
    article = library.articles.load(f"{news.base}/One")
    assert article is not None
    assert [article.block_text(b) for b in article.blocks] == [
        "The strike ended. The toll is 12 people.", "Why now?", "Nobody knows.",
    ]  # fmt: skip
    assert article.metadata.published is not None
    assert article.metadata.published.value == "2025-11-03T10:00:00+00:00"


def test_a_page_that_names_its_feed(news: News, library: Library) -> None:
    (feed,) = add(library, news.base + "/").feeds
    assert feed.url == f"{news.base}/feed"
    assert add(library, f"{news.base}/feed").words.endswith("was there already.")


def test_a_changed_article_says_which_facts_changed_since_it_was_read(news: News, library: Library) -> None:
    refresh(library, add(library, f"{news.base}/feed").feeds)
    uri = f"{news.base}/One"

    def tell(toll: int) -> str:
        news.items[0] = (
            "One",
            f"<p>The strike ended! The toll is {toll} people.</p><h2>Why now?</h2><p>Who knows.</p>",
        )
        news.etag = f'"{toll}"'
        summary = refresh(library, library.feeds.all())
        assert (summary.new, summary.outcomes[0].changed) == (0, 1)
        listed = library.articles.by_uri(uri)
        assert listed is not None
        return listed.changes

    assert tell(13) == ""  # nobody read it before
    library.states.set(uri, read=True)
    assert "people 13 → 19" in tell(19)
    assert "people 13 → 21" in tell(21)  # the one between was not seen
    library.articles.set_changes(uri, "")
    assert "people 21 → 22" in tell(22)
    before = library.articles.load(uri, back=1)
    assert before is not None
    assert "21" in before.text


def test_ended_between_storing_a_change_and_telling_it(
    news: News, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(library, add(library, f"{news.base}/feed").feeds)
    uri = f"{news.base}/One"
    library.states.set(uri, read=True)

    def killed(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.ingest.storing.what_changed", killed)
    news.items[0] = ("One", "<p>The strike ended. The toll is 19 people.</p>")
    news.etag = '"b"'
    with pytest.raises(KeyboardInterrupt):
        refresh(library, library.feeds.all())
    with Library.open(library.path) as other:
        listed = other.articles.by_uri(uri)
        assert listed is not None
        assert listed.changes == "the text changed"


def test_failures_back_off_and_are_told(news: News, library: Library) -> None:
    (feed,) = add(library, f"{news.base}/feed").feeds
    waits = []
    for _ in range(3):
        news.status = 500
        (outcome,) = refresh(library, library.feeds.all()).outcomes
        assert "answers 500" in outcome.problem
        kept = library.feeds.get(feed.id)
        assert kept is not None
        waits.append(round((kept.due - kept.fetched) / HOUR))
    assert waits == [1, 2, 4]
    news.status, news.headers = 429, {"Retry-After": "36000"}
    refresh(library, library.feeds.all())
    kept = library.feeds.get(feed.id)
    assert kept is not None
    assert round((kept.due - kept.fetched) / HOUR) == 10
    news.status, news.headers = 200, {}
    refresh(library, library.feeds.all())
    kept = library.feeds.get(feed.id)
    assert kept is not None
    assert (kept.problem, kept.failures) == ("", 0)


def test_gone_for_good_stops_the_feed_and_keeps_its_articles(news: News, library: Library) -> None:
    refresh(library, add(library, f"{news.base}/feed").feeds)
    news.status = 410
    refresh(library, library.feeds.all())
    (feed,) = library.feeds.all()
    assert feed.stopped
    assert "gone for good" in feed.problem
    assert due_feeds(library, everything=True) == []
    assert due_feeds(library, ["port"]) == [feed]
    assert titles(library) == ["One"]


def test_a_rule_marks_new_articles_read(news: News, library: Library) -> None:
    library.search.save("no strikes", "strike", kill=True)
    news.items.append(("Two", "<p>A budget.</p>"))
    summary = refresh(library, add(library, f"{news.base}/feed").feeds, today=date(2026, 11, 24))
    assert summary.killed == 1
    assert titles(library, View(unread=True)) == ["Two"]


def test_cancelling_keeps_what_was_stored(news: News, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ingest.refresh.GROUP", 1)  # the first is stored before the second is looked at
    one = add(library, f"{news.base}/feed").feeds
    two = (library.feeds.add(f"{news.base}/feed2", settings={"typed": True}),)
    done: list[int] = []
    summary = refresh(
        library, (*one, *two), jobs=1, progress=lambda n, total, outcome: done.append(n), cancelled=lambda: bool(done)
    )
    assert summary.cancelled
    assert titles(library) == ["One"]


def test_private_addresses_in_a_list_are_not_fetched(news: News, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml><body><outline text="x" xmlUrl="{news.base}/feed"/></body></opml>', encoding="utf-8")
    feeds = add(library, str(path)).feeds
    (outcome,) = refresh(library, feeds).outcomes
    assert "private network" in outcome.problem
    assert news.asked == 0


def test_a_folder_is_watched(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.txt").write_text("Alpha\n\nThe first note.\n", encoding="utf-8")
    (folder / "b.bin").write_bytes(b"\0")
    feeds = add(library, str(folder)).feeds
    assert refresh(library, feeds).new == 1
    (folder / "c.md").write_text("# Gamma\n\nThe second.\n", encoding="utf-8")
    assert refresh(library, library.feeds.all()).new == 1
    assert len(titles(library)) == 2


def test_a_file_stands_at_the_day_that_it_names(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    text = "Rail line reopens\n\nBERLIN, Nov. 20, 2024 (DPA) - The line reopened after nine months of work.\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("20, 2024", "21, 2024"), encoding="utf-8")
    refresh(library, add(library, str(folder)).feeds)
    add(library, str(tmp_path / "b.txt"))
    rows = LibraryShelf(library).rows(0, 9)
    assert [row.published for row in rows] == ["2024-11-21", "2024-11-20"]


def test_nothing_there_is_said(library: Library) -> None:
    with pytest.raises(SourceError, match="neither a file or folder here nor a web address"):
        add(library, "no such thing")
    fetcher = Fetcher()
    with pytest.raises(SourceError, match="nothing answers"):
        add(library, "http://127.0.0.1:9/feed", fetcher=fetcher)
    fetcher.close()
