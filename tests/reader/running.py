"""Running the reader in a test: the seed, a library of its own, no waiting for threads by the clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tui import config
from tui.library import Library
from tui.reader import keymap
from tui.reader.app import ReaderApp
from tui.reader.screens.reader import ReaderScreen
from tui.reading import FileShelf, Reading

SEEDS = Path(__file__).parents[2] / "seeds"
SEED = SEEDS / "000_729788ed74a8639f.txt"


class Running:
    """A reader under test."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int], screen: ReaderScreen, library: Library) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = screen
        self.library = library

    async def press(self, *keys: str) -> None:
        """Keys, one after the other, until the screen has dealt with them."""
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is under way any more: no facts are looked for, nothing is to be drawn."""
        for _ in range(400):
            await self.pilot.pause()
            if not self.screen.session.busy:
                break
        await self.pilot.pause()

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
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReaderScreen)
            running = Running(app, pilot, screen, library)
            if facts:
                await running.settle()
            yield running
    finally:
        if own:
            library.close()
