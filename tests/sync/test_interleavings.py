"""Two libraries and direct changes on a server, with lost networks and kills in between: all end in the same states.

The quick suite plays a few games; ``FACTLIGHT_GAMES=1000 python -m pytest -n 2 tests/sync/test_interleavings.py`` plays more.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.sync.fake_server import State, serving
from tui.ingest.sync.connecting import connect
from tui.ingest.sync.run import sync
from tui.library import Library
from tui.library.articles.lists import View
from tui.sources.web.fetcher import Fetcher, FetchError, Response

GAMES = int(os.environ.get("FACTLIGHT_GAMES", "12"))
ARTICLES = 9
ACTS = 24


class Killed(BaseException):
    """The program ends here."""


class Unlucky(Fetcher):
    """Loses the network, or ends the program, before or after a request was answered."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.luck = 1.0

    def ask(self, url: str, **options: object) -> Response:
        before, after = self.chance.random(), self.chance.random()
        if before > self.luck:
            raise FetchError("the network is gone.")
        answer = super().ask(url, **options)  # type: ignore[arg-type]
        if after > self.luck:
            raise Killed
        return answer


class Player:
    """One library with its account."""

    def __init__(self, path: Path, address: str, chance: random.Random) -> None:
        self.library = Library.open(path)
        self.fetcher = Unlucky(chance)
        self.account = connect(self.library, address, "ann", "secret", fetcher=self.fetcher)

    def sync(self, luck: float) -> None:
        self.fetcher.luck = luck
        try:
            sync(self.library, self.account, "secret", fetcher=self.fetcher)
        except Killed:
            self.library.accounts.end(self.account.id)  # as if the lease had run out
        (self.account,) = self.library.accounts.all()

    def states(self) -> dict[int, tuple[bool, bool]]:
        rows = self.library.list(View(shelf="all")).rows(0, 100)
        return {int(row.uri.rpartition("/")[2]): (row.read, row.starred) for row in rows}


@pytest.mark.parametrize("game", range(GAMES))
def test_all_end_in_the_same_states_and_nothing_is_marked_by_nobody(game: int, tmp_path: Path) -> None:
    chance = random.Random(game)
    state = State(ARTICLES)
    state.page = chance.choice([2, 4, 1000])
    touched: set[int] = set()
    with serving(state) as address:
        players = [Player(tmp_path / f"{name}.db", address, chance) for name in "ab"]
        for player in players:
            player.sync(1.0)
        for _ in range(ACTS):
            number, player = chance.randint(1, ARTICLES), chance.choice(players)
            uri = f"http://127.0.0.1:9/a/{number}"
            act = chance.randrange(7)
            if act <= 1:
                player.library.states.mark_read([uri], chance.random() < 0.6)
                touched.add(number)
            elif act == 2:
                player.library.states.set(uri, starred=chance.random() < 0.6, undo="starring")
                touched.add(number)
            elif act == 3:
                player.library.undo("articles")
            elif act == 4:
                with state.lock:
                    kind = chance.choice([state.unread, state.starred])
                    (kind.add if chance.random() < 0.5 else kind.discard)(number)
                touched.add(number)
            else:
                player.sync(chance.choice([1.0, 0.9, 0.7]))
        for player in [*players, *players, *players]:
            player.sync(1.0)
        there = {n: (n not in state.unread, n in state.starred) for n in state.titles}
        assert [player.states() for player in players] == [there, there]
        assert {n for n, states in there.items() if any(states)} <= touched
        for player in players:
            assert player.library.accounts.outbox(player.account.id).waiting() == 0
            player.library.close()
            player.fetcher.close()
