"""Running the reader in a test: the seed, a library of its own, no waiting for threads by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.message import Message
from textual.pilot import Pilot

from tui import config
from tui.keys import keymap
from tui.library import Library
from tui.reader.app import ReaderApp
from tui.reader.screens.reader import ReaderScreen
from tui.reading import FileShelf, Reading

SEEDS = Path(__file__).parents[2] / "seeds"
SEED = SEEDS / "000_729788ed74a8639f.txt"


CHARACTERS = {_character_to_key(c): c for c in "[]{}()?/';|<>.:*-=+#!&,@ "}
"""Textual's names of the keys that are no letter or digit."""

PATIENCE = 60.0
"""Seconds after which what does not come counts as missing. No test waits for it when all is well."""


class Watch:
    """Hears of every message that any widget deals with."""

    def __init__(self) -> None:
        self.dealt = 0
        self.heard = asyncio.Event()

    def __call__(self, message: Message) -> None:
        if not isinstance(message, events.Callback):  # the pilot's own way to ask whether all is done
            self.dealt += 1
        self.heard.set()


def key_event(key: str) -> events.Key:
    """A key as a terminal gives it: a character, or Textual's name of a key."""
    character = key if len(key) == 1 else CHARACTERS.get(key)
    return events.Key(_character_to_key(key) if len(key) == 1 and not key.isalnum() else key, character)


class Running:
    """A reader under test."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int], screen: ReaderScreen, library: Library, watch: Watch) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = screen
        self.library = library
        self.watch = watch

    async def press(self, *keys: str) -> None:
        """Keys, each one after the screen has dealt with the one before."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self.quiet()
        await self.settle()

    async def type(self, *keys: str) -> None:
        """Keys all at once, faster than any screen can follow."""
        for key in keys:
            self.app.post_message(key_event(key))
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is under way any more: no facts are looked for, nothing is to be drawn."""
        await self.quiet()
        session = self.screen.session
        while session.busy or session.loading:
            await self.until(lambda: not session.busy and not session.loading)
            await self.quiet()
        async with asyncio.timeout(PATIENCE):
            while not self.app.leaving and getattr(self.app.screen, "bar_due", False):
                await self.pilot.pause(0)  # the bar is drawn a frame later than what it tells of
        await self.quiet()

    async def quiet(self) -> None:
        """Until every message has been dealt with, and those that came of it."""
        still = 0
        while still < 2 and self.app.is_running:
            before = self.watch.dealt
            await self.pilot.pause(0)
            still = still + 1 if self.watch.dealt == before else 0

    async def until(self, holds: Callable[[], object]) -> None:
        """Until something holds; looked at again with every message."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self.watch.heard.clear()
                await self.watch.heard.wait()

    def lines(self) -> list[str]:
        """What the terminal shows, line by line."""
        screen = self.app.screen
        width, height = screen.size
        return (
            ["".join(s.text for s in strip) for strip in screen._compositor.render_strips()[:height]] if width else []
        )

    def text(self) -> str:
        return "\n".join(self.lines())


@asynccontextmanager
async def reader(
    paths: Sequence[str | Path] = (SEED,),
    size: tuple[int, int] = (120, 40),
    *,
    settings: str = "",
    keys: Path | None = None,
    facts: bool = True,
    published: str = "",
    shelf: Any = None,
    library: Library | None = None,
) -> AsyncIterator[Running]:
    """The reader on ``paths``; ``settings`` is the text of a config.toml."""
    own = library is None
    library = library or Library.open()
    reading = Reading(shelf or FileShelf([str(p) for p in paths]), library, published)
    loaded = config.parse(settings)
    app = ReaderApp(reading, loaded, keymap.build(loaded.config.keys, keys))
    try:
        watch = Watch()
        async with app.run_test(size=size, message_hook=watch) as pilot:
            screen = app.screen
            assert isinstance(screen, ReaderScreen)
            running = Running(app, pilot, screen, library, watch)
            await running.quiet()
            if facts:
                await running.settle()
            yield running
    finally:
        reading.store.background.close()
        if own:
            library.close()
