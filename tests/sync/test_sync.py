"""Syncing with a server that answers as real ones were seen to: nothing lost, nothing marked that nobody marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.fake_server import READ, State, serving
from tui.ingest.sync.connecting import connect, server_at, subscribe
from tui.ingest.sync.passwords import NoPassword, password_of
from tui.ingest.sync.run import Synced, sync
from tui.library import Library
from tui.library.accounts.store import Account
from tui.library.articles.intake import Incoming
from tui.library.articles.lists import View
from tui.sources import SourceError
from tui.sources.servers.item_ids import PREFIX, digits_of, long_form
from tui.sources.servers.reader_api import NoServer, WrongPassword
from tui.sources.web.fetcher import Fetcher
from tui.structure import plain_article

EDIT = "/reader/api/0/edit-tag"
IDS = "/reader/api/0/stream/items/ids"


class Setting:
    """A library with an account on a fake server."""

    def __init__(self, library: Library, state: State, address: str) -> None:
        self.library, self.state, self.address = library, state, address
        self.fetcher = Fetcher()
        self.account = self.connect()

    def connect(self) -> Account:
        base = server_at(self.address, fetcher=self.fetcher)
        return connect(self.library, base, "ann", "secret", fetcher=self.fetcher)

    def sync(self, **options: bool) -> Synced:
        (account,) = self.library.accounts.all()
        cancelled = options.get("cancelled", False)
        return sync(self.library, account, "secret", fetcher=self.fetcher, cancelled=lambda: cancelled)

    def uri(self, number: int) -> str:
        return f"http://127.0.0.1:9/a/{number}"

    def here(self, what: str) -> set[int]:
        """The numbers of articles that are read or starred here."""
        rows = self.library.list(View(shelf="all")).rows(0, 1000)
        return {int(row.uri.rpartition("/")[2]) for row in rows if getattr(row, what)}


@pytest.fixture
def setting(tmp_path: Path) -> Iterator[Setting]:
    state = State(12)
    with serving(state) as address, Library.open(tmp_path / "library.db") as library:
        made = Setting(library, state, address)
        yield made
        made.fetcher.close()


@pytest.mark.parametrize(
    ("name", "digits"),
    [
        ("1", "0000000000000001"),
        (255, "00000000000000ff"),
        ("-1", "ffffffffffffffff"),
        (PREFIX + "5d", "000000000000005d"),
        (PREFIX + "00000000000000A1", "00000000000000a1"),
        (PREFIX + "0123456789abcdef01234567", "0123456789abcdef01234567"),
        ("0123456789abcdef01234567", "0123456789abcdef01234567"),
        ("18446744073709551616", ""),
        ("x", ""),
        ("١", ""),
        (None, ""),
        (True, ""),
    ],
)
def test_names_of_articles_are_understood_in_every_form_and_sent_in_the_long_one(name: object, digits: str) -> None:
    assert digits_of(name) == digits
    if digits:
        assert digits_of(long_form(digits)) == digits


def test_the_first_sync_brings_feeds_folders_and_articles(setting: Setting) -> None:
    setting.state.unread -= {3}
    setting.state.starred = {3, 4}
    result = setting.sync()
    assert (len(result.new), result.problem) == (12, "")
    assert setting.here("read") == {3}
    assert setting.here("starred") == {3, 4}
    (feed,) = setting.library.feeds.all()
    assert (feed.name, feed.folder, feed.unread) == ("Port News", "World", 11)
    article = setting.library.articles.load(setting.uri(7))
    assert article is not None
    assert article.text.endswith("All 7 cranes move again, said Ada Lund.")


def test_a_second_sync_brings_and_sends_nothing(setting: Setting) -> None:
    setting.sync()
    setting.state.asked.clear()
    result = setting.sync()
    assert (result.new, result.changed, result.sent) == ((), 0, 0)
    assert not setting.state.forms(EDIT)
    assert not setting.state.forms("/reader/api/0/stream/items/contents")


def test_what_is_done_here_goes_there_once_and_in_one_state_a_request(setting: Setting) -> None:
    setting.sync()
    states = setting.library.states
    states.mark_read([setting.uri(1), setting.uri(2)])
    states.set(setting.uri(2), starred=True, undo="starring")
    assert setting.sync().sent == 3
    assert setting.state.unread == set(range(3, 13))
    assert setting.state.starred == {2}
    for form in setting.state.forms(EDIT):
        assert len([name for name, _ in form if name in ("a", "r")]) == 1
        assert all(value.startswith(PREFIX) for name, value in form if name == "i")
    assert setting.sync().sent == 0
    setting.library.undo()
    assert setting.sync().sent == 1
    assert setting.state.starred == set()


def test_a_hundred_articles_a_request(setting: Setting) -> None:
    setting.state.titles = {n: f"Story {n}" for n in range(1, 251)}
    setting.state.unread = set(setting.state.titles)
    setting.sync()
    setting.library.states.mark_read([setting.uri(n) for n in range(1, 251)])
    setting.sync()
    assert [len([1 for name, _ in form if name == "i"]) for form in setting.state.forms(EDIT)] == [100, 100, 50]
    assert setting.state.unread == set()


def test_all_names_are_read_before_anything_is_written(setting: Setting) -> None:
    setting.state.page = 5
    setting.sync()
    setting.library.states.mark_read([setting.uri(n) for n in (1, 5, 9)])
    setting.state.asked.clear()
    setting.sync()
    paths = [path for path, _ in setting.state.asked]
    assert paths.index(EDIT) > max(i for i, path in enumerate(paths) if path == IDS)
    assert setting.state.unread == set(range(1, 13)) - {1, 5, 9}


def test_what_was_read_and_starred_elsewhere_comes_here(setting: Setting) -> None:
    setting.sync()
    setting.state.unread -= {4, 5}
    setting.state.starred = {6}
    assert setting.sync().changed == 3
    assert setting.here("read") == {4, 5}
    assert setting.here("starred") == {6}
    setting.state.unread |= {4}
    setting.state.starred = set()
    assert setting.sync().changed == 2
    assert setting.here("read") == {5}
    assert setting.sync().sent == 0, "what the server said must not be sent back"


def test_what_a_listing_of_several_pages_leaves_out_is_asked_for_before_it_counts_as_read(setting: Setting) -> None:
    setting.state.starred = set(range(1, 10))
    setting.sync()
    setting.state.page = 5
    setting.state.slips = {3, 7}
    setting.state.unread -= {4}
    assert setting.sync().changed == 1
    assert setting.here("read") == {4}
    assert setting.here("starred") == set(range(1, 10))


def test_what_was_not_sent_wins_over_the_server(setting: Setting) -> None:
    setting.sync()
    setting.library.states.mark_read([setting.uri(1)])
    setting.state.body = "[]"  # Miniflux' answer to what it does not do
    result = setting.sync()
    assert "did not say" in result.problem
    assert setting.here("read") == {1}
    assert 1 in setting.state.unread
    assert setting.library.accounts.outbox(setting.account.id).waiting() == 1
    setting.state.body = "OK"
    assert setting.sync().sent == 1
    assert 1 not in setting.state.unread


def test_only_the_newest_value_of_a_state_is_sent(setting: Setting) -> None:
    setting.sync()
    for read in (True, False, True, False):
        setting.library.states.mark_read([setting.uri(1)], read)
    assert setting.sync().sent == 1
    assert dict(setting.state.forms(EDIT)[0])["r"] == READ


def test_an_article_of_a_feed_of_ours_stands_once_with_the_states_of_both(setting: Setting) -> None:
    ours = setting.library.feeds.add("https://ours.example/feed")
    article = plain_article("Story 2\n\nAll 2 cranes move again, said Ada Lund.", uri=setting.uri(2))
    setting.library.articles.put([Incoming.of(article, feed=ours.id, url=setting.uri(2))])
    setting.library.states.set(setting.uri(2), starred=True, undo="starring")
    setting.state.unread -= {2}
    setting.state.starred = {2, 3}
    setting.state.starred = {3}
    setting.state.unread |= {2}
    setting.library.states.mark_read([setting.uri(2)])
    setting.sync()
    assert [row.uri for row in setting.library.list(View(shelf="all")).rows(0, 99)].count(setting.uri(2)) == 1
    setting.sync()
    assert 2 in setting.state.starred
    assert 2 not in setting.state.unread
    assert setting.here("starred") == {2, 3}


def test_tags_go_both_ways_where_the_server_has_them(setting: Setting) -> None:
    setting.state.labels = {"port": {1}}
    setting.sync()
    articles = setting.library.articles
    assert articles.tags(setting.uri(1)) == ["port"]
    articles.set_tags(setting.uri(2), ["port", "strike"])
    articles.set_tags(setting.uri(1), [])
    setting.sync()
    assert setting.state.labels == {"port": {2}, "strike": {2}}
    setting.state.labels["strike"] = {2, 3}
    setting.sync()
    assert articles.tags(setting.uri(3)) == ["strike"]
    assert setting.sync().sent == 0


def test_tags_stay_here_where_the_server_has_none(setting: Setting) -> None:
    setting.sync()
    setting.library.articles.set_tags(setting.uri(2), ["port"])
    assert setting.sync().sent == 0
    assert not setting.state.forms(EDIT)


def test_feeds_are_renamed_moved_and_unsubscribed_through_the_server(setting: Setting) -> None:
    setting.sync()
    (feed,) = setting.library.feeds.all()
    setting.library.feeds.rename(feed.id, "Harbour News")
    setting.library.feeds.move(feed.id, "Sea")
    setting.sync()
    assert setting.state.feeds["feed/1"][:2] == ("Harbour News", "Sea")
    (feed,) = setting.library.feeds.all()
    assert (feed.name, feed.own_title, feed.folder) == ("Harbour News", "", "Sea")
    setting.state.feeds["feed/1"] = ("Renamed there", "Sea", "http://127.0.0.1:9/feed.xml")
    setting.sync()
    assert setting.library.feeds.all()[0].name == "Renamed there"
    setting.library.feeds.remove([feed.id])
    setting.sync()
    assert setting.state.feeds == {}
    assert setting.library.articles.by_uri(setting.uri(1)) is not None, "the articles stay"


def test_undoing_an_unsubscription_subscribes_again(setting: Setting) -> None:
    setting.sync()
    setting.library.feeds.remove([feed.id for feed in setting.library.feeds.all()])
    setting.sync()
    setting.library.undo("feeds")
    setting.sync()
    assert [url for _, _, url in setting.state.feeds.values()] == ["http://127.0.0.1:9/feed.xml"]
    assert len(setting.library.feeds.all()) == 1


def test_a_feed_that_left_the_server_leaves_here_and_its_articles_stay(setting: Setting) -> None:
    setting.sync()
    setting.state.feeds = {"feed/2": ("Other", "", "http://127.0.0.1:9/2.xml")}
    setting.state.unread = set()
    setting.sync()
    assert setting.here("read") == set(), "nobody read them"
    assert [feed.name for feed in setting.library.feeds.all()] == ["Other"]
    assert setting.library.articles.by_uri(setting.uri(1)) is not None


def test_subscribing_through_the_server(setting: Setting) -> None:
    assert subscribe(setting.library, setting.account, "secret", "http://127.0.0.1:9/new.xml", "Sea") == "New feed"
    assert ("New feed", "Sea") in [(feed.name, feed.folder) for feed in setting.library.feeds.all()]


def test_a_token_that_ran_out_is_asked_for_once(setting: Setting) -> None:
    setting.sync()
    setting.library.states.mark_read([setting.uri(1)])
    run = sync

    class Aging(Fetcher):
        def ask(self, url: str, **options: object):  # type: ignore[no-untyped-def]
            answer = super().ask(url, **options)  # type: ignore[arg-type]
            if url.endswith("/token"):
                setting.state.token = "t2" if setting.state.token == "t1" else setting.state.token
            return answer

    aging = Aging()
    result = run(setting.library, setting.account, "secret", fetcher=aging)
    aging.close()
    assert (result.sent, result.problem) == (1, "")
    assert len(setting.state.forms(EDIT)) == 2
    assert 1 not in setting.state.unread


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        (IDS, (200, {}, "[]"), "something that is no list"),
        (IDS, (200, {}, '{"itemRefs": 1'), "something that is no list"),
        (IDS, (200, {}, "{}"), "does not list its articles"),
        (IDS, (500, {}, "no"), "answers 500"),
        (IDS, (429, {"Retry-After": "600"}, ""), "had enough requests"),
        ("/reader/api/0/subscription/list", (200, {}, "<html>"), "something that is no list"),
        ("/accounts/ClientLogin", (503, {}, "Service Unavailable!"), "API switched off"),
        ("/accounts/ClientLogin", (200, {}, "hello"), "no Google Reader API"),
        ("/reader/api/0/token", (401, {}, ""), "does not accept the sign-in"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_changes_nothing(
    setting: Setting, path: str, answer: tuple[int, dict[str, str], str], words: str
) -> None:
    setting.sync()
    before = setting.here("read"), setting.here("starred"), len(setting.library.feeds.all())
    setting.library.states.mark_read([setting.uri(2)])
    setting.state.refuse[path] = answer
    result = setting.sync()
    assert words in result.problem
    assert "\n" not in result.problem
    assert "secret" not in result.problem
    assert setting.library.accounts.all()[0].problem == result.problem
    del setting.state.refuse[path]
    assert (setting.here("read"), setting.here("starred"), len(setting.library.feeds.all())) == (
        before[0] | {2},
        *before[1:],
    )


def test_a_server_that_asks_for_patience_is_left_alone(setting: Setting) -> None:
    setting.state.refuse[IDS] = (429, {"Retry-After": "600"}, "")
    setting.sync()
    setting.state.asked.clear()
    assert "another 10 min" in setting.sync().problem
    assert setting.state.asked == []


def test_pages_that_repeat_themselves_and_never_end(setting: Setting) -> None:
    setting.state.page = 5
    setting.state.twice = True
    assert len(setting.sync().new) == 12
    assert setting.sync().new == ()


def test_a_sync_that_is_stopped_goes_on_where_it_was(setting: Setting) -> None:
    setting.state.titles = {n: f"Story {n}" for n in range(1, 351)}
    setting.state.unread = set(setting.state.titles)
    calls = 0

    def progress(done: int, total: int, words: str) -> None:
        nonlocal calls
        calls += total > 0

    first = sync(setting.library, setting.account, "secret", fetcher=setting.fetcher, progress=progress,
                 cancelled=lambda: calls >= 2)  # fmt: skip
    assert first.cancelled
    assert 0 < len(first.new) < 350
    setting.state.asked.clear()
    second = setting.sync()
    assert len(first.new) + len(second.new) == 350
    asked = setting.state.forms("/reader/api/0/stream/items/contents")
    assert sum(name == "i" for form in asked for name, _ in form) == len(second.new)


def test_two_programs_do_not_sync_one_account_at_once(setting: Setting) -> None:
    assert setting.library.accounts.begin(setting.account.id, "another")
    assert "another Factlight" in setting.sync().problem
    setting.library.accounts.end(setting.account.id)
    assert setting.sync().problem == ""


def test_the_server_is_recognised_by_asking(tmp_path: Path) -> None:
    fetcher = Fetcher()
    with serving(State()) as address:
        assert server_at(address, fetcher=fetcher) == address
        with (
            Library.open(tmp_path / "l.db") as library,
            pytest.raises(WrongPassword, match="refuses this name or password"),
        ):
            connect(library, address, "ann", "wrong", fetcher=fetcher)
    state = State()
    state.nothing = True
    with serving(state) as address, pytest.raises(NoServer, match="speaks the Google Reader API"):
        server_at(address, fetcher=fetcher)
    with pytest.raises(SourceError, match="no web address"):
        server_at("nowhere", fetcher=fetcher)
    fetcher.close()


@pytest.mark.parametrize(("delete", "left"), [(False, 12), (True, 2)])
def test_removing_an_account(setting: Setting, delete: bool, left: int) -> None:
    setting.sync()
    setting.library.states.set(setting.uri(1), starred=True, undo="starring")
    ours = setting.library.feeds.add("https://ours.example/feed")
    article = plain_article("Story 2\n\nAll 2 cranes move again, said Ada Lund.", uri=setting.uri(2))
    setting.library.articles.put([Incoming.of(article, feed=ours.id, url=setting.uri(2))])
    assert setting.library.accounts.remove(setting.account.id, delete_articles=delete) == 12
    assert setting.library.accounts.all() == []
    assert [feed.url for feed in setting.library.feeds.all()] == ["https://ours.example/feed"]
    assert setting.library.list(View(shelf="all")).count() == left
    assert setting.state.unread == set(range(1, 13)), "nothing is changed on the server"


def test_passwords_come_from_a_command_or_from_who_is_asked_and_are_kept_nowhere(
    setting: Setting, tmp_path: Path
) -> None:
    account = setting.account._replace(password_command="printf 'secret\\nmore'")
    assert password_of(account) == "secret"
    assert password_of(setting.account, lambda question: "typed") == "typed"
    with pytest.raises(NoPassword, match="No password for"):
        password_of(setting.account)
    with pytest.raises(NoPassword, match="ended with 3") as told:
        password_of(setting.account._replace(password_command="echo secret; exit 3"))
    assert "secret" not in str(told.value)
    setting.sync()
    setting.library.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"secret" not in (tmp_path / "library.db").read_bytes()


def test_bookmarks_notes_and_facts_survive_that_the_server_forgets_an_article(setting: Setting) -> None:
    from tui.bookmarks.making import make_bookmark

    setting.sync()
    article = setting.library.articles.load(setting.uri(5))
    assert article is not None
    setting.library.bookmarks.add(make_bookmark(article, 0, 5, note="mine"), article)
    del setting.state.titles[5]
    setting.state.unread -= {5}
    setting.sync()
    assert [mark.note for mark in setting.library.bookmarks.all()] == ["mine"]
    assert setting.library.articles.load(setting.uri(5)) is not None


def test_hostile_answers_reach_nothing_raw(setting: Setting) -> None:
    setting.state.feeds["feed/1"] = ("Port\x1b[2J News", "Wo\x1b]0;x\x07rld", "javascript:alert(1)")
    setting.state.titles = {1: "Story \x1b[31m1"}
    setting.state.unread = {1}
    setting.sync()
    (feed,) = setting.library.feeds.all()
    (row,) = setting.library.list(View(shelf="all")).rows(0, 9)
    told = json.dumps([feed.name, feed.folder, feed.settings, row.title, row.source])
    assert "\\u001b" not in told
    assert "javascript" not in told


def test_the_calls_that_make_a_client_dangerous_do_not_exist() -> None:
    import inspect

    from tui.sources.servers import item_ids, reader_api

    source = inspect.getsource(reader_api)
    assert "mark-all-as-read" not in source
    assert '"ot"' not in source
    assert not [name for name in vars(item_ids) if "short" in name or "decimal_form" in name]
