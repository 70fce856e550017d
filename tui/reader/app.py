"""The Textual app: wiring only. What it shows lies in screens and widgets, what keys do in commands."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.filter import LineFilter

from tui import config, first_screen, paths
from tui.keys import keymap
from tui.keys.names import says_nothing
from tui.reader.preferences import Learned
from tui.reader.screens.reader import ReaderScreen
from tui.reader.theme import styles as inks
from tui.reader.theme import terminal as palettes
from tui.reader.theme import themes

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen

    from tui.reading import Reading


LEAVE_WITHIN = 3.0
"""Seconds that leaving may take once the program was told to end."""


class ReaderApp(App[int], inherit_bindings=False):
    """The reader on a :class:`tui.reading.Reading`. ``settings`` and ``keys`` are read when not given."""

    TITLE = "Factlight"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []
    PAUSE_GC_ON_SCROLL = True
    _themed = False

    def __init__(
        self,
        reading: Reading,
        settings: config.Loaded | None = None,
        keys: keymap.Keymap | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._no_colours, self._256 = palettes.NoColours(), palettes.Colours256(enabled=False)
        self._plain_signs = (palettes.PlainSigns(),)
        self.show_in("none" if os.environ.get("NO_COLOR") else "all")
        self.reading = reading
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.settings = config.known_theme(settings or config.load(), self.available_themes)
        self.ascii_only: bool = self.settings.config.ascii
        keys = keys or keymap.build(self.settings.config.keys, paths.config_dir() / "keys.toml")
        self.keys = replace(keys, plain=self.ascii_only)
        self.learned = Learned(reading, self.settings)
        self.leaving = False
        self._begin_with(self._first_theme())

    def _first_theme(self) -> str:
        light = "paper" if config.light_ground(os.environ) else ""
        chosen = self.learned.get("theme") or os.environ.get("TEXTUAL_THEME", "") or light
        return chosen if chosen in self.available_themes else themes.DEFAULT

    def _begin_with(self, name: str) -> None:
        """The first theme, in place before anything is drawn: no style sheet is read twice."""
        self._themed = True
        self.set_reactive(App.theme, name)
        dark = self.current_theme.dark
        classes = {f"-theme-{name}": True, "-dark-mode": dark, "-light-mode": not dark}
        self.update_classes(classes, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        """Bytes that are no UTF-8 (another encoding, 8-bit Meta keys) are read as unknown characters: Textual 8.2
        ends with a traceback at the first of them."""
        driver = super().get_driver_class()
        module: Any = sys.modules[driver.__module__]
        if hasattr(module, "getincrementaldecoder"):
            module.getincrementaldecoder = lambda name: partial(getincrementaldecoder(name), errors="replace")
        if first_screen.before:
            from tui.reader.startup.driver import TakingOver

            return TakingOver
        return driver

    def get_default_screen(self) -> Screen[Any]:
        screen = ReaderScreen(self.reading, self.settings, self.keys, self.learned)
        screen.own_themes = tuple(theme.name for theme in themes.THEMES)
        return screen

    def get_css_variables(self) -> dict[str, str]:
        """Textual's own themes have no inks of ours: they are derived."""
        if not self._themed:
            return {}  # asked for once before there is a theme, and never used
        return inks.complete(super().get_css_variables())

    def show_in(self, palette: palettes.Palette) -> None:
        """What the terminal can show, before anything is drawn."""
        self.no_color = palette == "none"
        self._256.enabled = palette == "256"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What the terminal cannot show becomes what it can, in every widget alike."""
        plain = self._plain_signs if self.ascii_only else ()
        if self.no_color or self.native_ansi_color:
            return (*plain, self._no_colours)
        return (*plain, *super().get_line_filters(), *([self._256] if self._256.enabled else []))

    def exit(self, result: int | None = None, return_code: int = 0, message: Any = None) -> None:
        """The only way out: the place in the article is kept, whichever screen is on top."""
        if not self.leaving:
            self.leaving = True
            for screen in self.screen_stack:
                if isinstance(screen, ReaderScreen):
                    screen.keep()
        super().exit(result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        """Keys that are typed on after the one that leaves find no screen any more (Textual 8.2 raises then).

        Terminals with kitty's protocol tell of Shift itself, too, before the key that it is held for.
        """
        if isinstance(event, events.InputEvent) and (self.leaving or not self.screen_stack):
            return
        if isinstance(event, events.Key) and says_nothing(event.key):
            return
        await super().on_event(event)

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_from_now_on)
        if not self.is_headless:
            self._leave_on_signals()

    def _leave_on_signals(self) -> None:
        """Told to end, or the terminal's window closed: leave as a key does, place kept and terminal restored.

        What cannot be left in time (nothing is read from a terminal that is gone) is ended; a second signal ends it
        at once.
        """
        loop = asyncio.get_running_loop()

        def told(number: int, frame: object) -> None:
            signal.signal(number, signal.SIG_DFL)
            last = threading.Timer(LEAVE_WITHIN, os._exit, (128 + number,))
            last.daemon = True
            last.start()
            with suppress(RuntimeError):  # it has ended already
                loop.call_soon_threadsafe(self.exit, 128 + number)

        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                signal.signal(number, told)


def _collect_from_now_on() -> None:
    """What is there at the first frame stays: later collections need not walk it, and come seldom."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def run(reading: Reading) -> int:
    """Open the reader and stay until it is left; the exit code."""
    app = ReaderApp(reading)
    app.show_in(palettes.palette_of(app.console.color_system, os.environ))
    code = app.run(mouse=app.settings.config.mouse)
    return code or app.return_code or 0
