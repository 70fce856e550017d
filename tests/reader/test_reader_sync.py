"""Servers in the reader: named with ``+``, synced with ``R``, their passwords typed on a line that shows dots."""

from __future__ import annotations

import pytest

from tests.reader.running import reader
from tests.sync.fake_server import State, serving
from tui.ingest.sync import accounts
from tui.library import Library
from tui.reading.library_listing import LibraryShelf


@pytest.fixture(autouse=True)
def nothing_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_typed", {})
    monkeypatch.setattr("tui.ingest.sync.passwords._keyring", lambda: None)


async def test_a_server_is_added_synced_and_synced_again() -> None:
    state = State(3)
    with serving(state) as address, Library.open() as library:
        async with reader(shelf=LibraryShelf(library), library=library) as running:
            screen = running.screen

            async def done() -> None:
                await running.until(lambda: not screen.reading.jobs.busy)
                await running.settle()

            await running.press("plus", *address, "enter")
            await done()
            assert screen.prompt is not None
            assert screen.prompt.asked is not None
            await running.press(*"ann", "enter")
            await running.press(*"secret")
            assert "secret" not in running.text()
            await running.press("enter")
            await done()
            assert "3 new" in running.lines()[-1]
            assert "Story 3" in running.text()
            await running.press("r")
            state.titles[4] = "Story 4"
            state.unread.add(4)
            await running.press("R")
            await done()
            assert "1 new" in running.lines()[-1]
            assert state.unread == {1, 2, 4}, "what was read here was sent"


async def test_a_password_that_nobody_knows_is_asked_for_when_syncing() -> None:
    state = State(2)
    with serving(state) as address, Library.open() as library:
        library.accounts.add(address, "ann", "home")
        async with reader(shelf=LibraryShelf(library), library=library) as running:
            screen = running.screen
            await running.press("R")
            await running.until(lambda: not screen.reading.jobs.busy)
            await running.settle()
            assert "password for home" in running.lines()[-1]
            await running.press(*"wrong", "enter")
            await running.until(lambda: not screen.reading.jobs.busy)
            await running.settle()
            assert "refuses this name or password" in running.text()
