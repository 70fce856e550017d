"""Syncing with real Miniflux servers, two versions that differ; left out of the quick suite (marker ``server``).

The server is started by a script that unpacks Debian's package beside a PostgreSQL on loopback. Where the script lies
says ``FACTLIGHT_MINIFLUX_SCRIPT``; without it ``../shared/servers/miniflux.sh`` is tried, else the tests are skipped.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.ingest.sync.connecting import connect, server_at, subscribe
from tui.ingest.sync.run import Synced, sync
from tui.library import Library
from tui.library.articles.lists import View
from tui.sources.servers import reader_api
from tui.sources.servers.reader_api import ReaderApi, WrongPassword
from tui.sources.web.fetcher import Fetcher

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("miniflux")]

SCRIPT = Path(
    os.environ.get("FACTLIGHT_MINIFLUX_SCRIPT")
    or Path(__file__).parents[2].parent / "shared" / "servers" / "miniflux.sh"
)
USER, PASSWORD = "reader", "readerpass"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module", params=["trixie", "sid"], ids=["2.2.6", "2.3.4"])
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a Miniflux with three feeds of forty articles each."""
    if not SCRIPT.exists():
        pytest.skip(f"no script to start Miniflux at {SCRIPT}")
    folder = tempfile.mkdtemp(prefix="miniflux-", dir="/tmp")
    os.chmod(folder, 0o755)
    ports = {name: str(free_port()) for name in ("PG_PORT", "PORT", "FEED_PORT")}
    environ = {**os.environ, **ports, "MINIFLUX_SUITE": request.param}

    def run(what: str) -> subprocess.CompletedProcess[bytes]:
        command = ["bash", str(SCRIPT), what, folder]
        return subprocess.run(command, env=environ, capture_output=True, timeout=240)

    try:
        if run("start").returncode or run("feeds").returncode:
            pytest.skip("Miniflux could not be started here (it needs Debian's packages and PostgreSQL)")
        yield f"http://127.0.0.1:{ports['PORT']}"
    finally:
        run("stop")
        shutil.rmtree(folder, ignore_errors=True)


class Client:
    """A library of its own with an account on the server."""

    def __init__(self, path: Path, address: str) -> None:
        self.library = Library.open(path)
        self.fetcher = Fetcher()
        self.account = connect(
            self.library, server_at(address, fetcher=self.fetcher), USER, PASSWORD, fetcher=self.fetcher
        )

    def sync(self) -> Synced:
        return sync(self.library, self.account, PASSWORD, fetcher=self.fetcher)

    def uris(self) -> list[str]:
        return sorted(row.uri for row in self.library.list(View(shelf="all")).rows(0, 1000))

    def states(self) -> dict[str, tuple[bool, bool]]:
        return {row.uri: (row.read, row.starred) for row in self.library.list(View(shelf="all")).rows(0, 1000)}

    def close(self) -> None:
        self.library.close()
        self.fetcher.close()


@pytest.fixture
def direct(server: str) -> Iterator[ReaderApi]:
    """The server asked directly, as another program would."""
    fetcher = Fetcher()
    api = ReaderApi(server, USER, PASSWORD, fetcher=fetcher)
    api.login()
    everything = api.names(reader_api.READING_LIST).digits
    for at in range(0, len(everything), 100):
        api.mark(everything[at : at + 100], reader_api.READ, False)
        api.mark(everything[at : at + 100], reader_api.STARRED, False)
    yield api
    fetcher.close()


@pytest.fixture
def client(server: str, direct: ReaderApi, tmp_path: Path) -> Iterator[Client]:
    made = Client(tmp_path / "library.db", server)
    yield made
    made.close()


def test_a_wrong_password_is_refused(server: str) -> None:
    fetcher = Fetcher()
    with pytest.raises(WrongPassword):
        ReaderApi(server, USER, "wrong", fetcher=fetcher).login()
    fetcher.close()


def test_everything_comes_and_nothing_twice(client: Client, direct: ReaderApi) -> None:
    assert len(client.sync().new) == 120
    assert client.sync()[:3] == ((), 0, 0)
    assert sorted(feed.name for feed in client.library.feeds.all()) == ["Port News 1", "Port News 2", "Port News 3"]
    article = client.library.articles.load(client.uris()[0])
    assert article is not None
    assert "on Monday, the ministry said." in article.text
    assert len(direct.names(reader_api.READING_LIST, reader_api.READ).digits) == 120, "nothing was marked by syncing"


def test_states_go_both_ways(client: Client, direct: ReaderApi) -> None:
    client.sync()
    uris = client.uris()
    client.library.states.mark_read(uris[:60])
    client.library.states.set(uris[3], starred=True, undo="starring")
    assert client.sync().sent == 61
    assert len(direct.names(reader_api.READING_LIST, reader_api.READ).digits) == 60
    (starred,) = direct.names(reader_api.STARRED).digits
    direct.mark([starred], reader_api.STARRED, False)
    others = direct.names(reader_api.READING_LIST, reader_api.READ).digits[:5]
    direct.mark(others, reader_api.READ, True)
    assert client.sync().changed == 6
    assert sum(read for read, _ in client.states().values()) == 65
    assert not any(star for _, star in client.states().values())


def test_feeds_are_changed_through_the_server(client: Client, direct: ReaderApi, server: str) -> None:
    client.sync()
    one = client.library.feeds.all()[0]
    client.library.feeds.rename(one.id, "Harbour News")
    client.library.feeds.move(one.id, "Sea")
    assert client.sync().problem == ""
    there = {s.title: s for s in direct.subscriptions()}
    assert there["Harbour News"].folder == "Sea"
    address = there["Harbour News"].url
    client.library.feeds.remove([one.id])
    assert client.sync().problem == ""
    assert "Harbour News" not in {s.title for s in direct.subscriptions()}
    subscribe(client.library, client.account, PASSWORD, address)
    assert len(direct.subscriptions()) == 3
    assert client.sync().problem == ""
    assert len(client.uris()) == 120


def test_two_libraries_and_direct_changes_end_in_the_same_states(
    server: str, direct: ReaderApi, tmp_path: Path
) -> None:
    """Random acts in two libraries and on the server; at the end all agree, and nothing was marked by nobody."""
    chance = random.Random(20261128)
    clients = [Client(tmp_path / f"{name}.db", server) for name in "ab"]
    for client in clients:
        client.sync()
    names = direct.names(reader_api.READING_LIST).digits
    touched: set[str] = set()
    for _ in range(60):
        act = chance.randrange(6)
        client = chance.choice(clients)
        uri = chance.choice(client.uris())
        if act <= 1:
            client.library.states.mark_read([uri], chance.random() < 0.7)
            touched.add(uri)
        elif act == 2:
            client.library.states.set(uri, starred=chance.random() < 0.7, undo="starring")
            touched.add(uri)
        elif act == 3:
            (item,) = direct.items([chance.choice(names)])
            direct.mark([item.digits], chance.choice([reader_api.READ, reader_api.STARRED]), chance.random() < 0.7)
            touched.add(item.url)
        else:
            client.sync()
    for client in [*clients, *clients, *clients]:
        assert client.sync().problem == ""
    one, two = (client.states() for client in clients)
    assert one == two
    unread = set(direct.names(reader_api.READING_LIST, reader_api.READ).digits)
    starred = set(direct.names(reader_api.STARRED).digits)
    for at in range(0, len(names), 100):
        for item in direct.items(names[at : at + 100]):
            assert one[item.url] == (item.digits not in unread, item.digits in starred)
    assert {uri for uri, states in one.items() if any(states)} <= touched
    for client in clients:
        client.close()
