"""Every setting in force with where it comes from, and what the terminal and this machine offer: for doctor."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from tui import config
from tui.text.sanitize import sanitize_line

VARIABLES = {"editor": ("VISUAL", "EDITOR"), "browser": ("BROWSER",), "theme": ("TEXTUAL_THEME",)}
"""Settings that are empty by default, and the variables that fill the place."""


def settings(loaded: config.Loaded, learned: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(setting, value, where it comes from) for each; ``learned`` by the names of settings."""
    for field in config.fields():
        value = getattr(loaded.config, field.name)
        origin = loaded.origin(field.name)
        if field.name not in loaded.given:
            if type(learned.get(field.name)) is type(value) and learned[field.name] != value:
                value, origin = learned[field.name], "learned from your keys"
            elif not value:
                variable = next((v for v in VARIABLES.get(field.name, ()) if os.environ.get(v)), "")
                if variable:
                    value, origin = os.environ[variable], f"${variable}"
                elif field.name == "theme" and config.light_ground(os.environ):
                    value, origin = "paper", "$COLORFGBG"
        if field.name == "proxy" and "@" in str(value):
            value = f"…@{str(value).rpartition('@')[2]}"  # a password is nobody's business
        shown = f'"{sanitize_line(value)}"' if isinstance(value, str) else str(value).lower()
        yield field.name, shown, origin


def problems(loaded: config.Loaded) -> list[config.Problem]:
    """What is wrong in config.toml and keys.toml."""
    from tui import paths
    from tui.keys.keymap import build

    keymap = build(loaded.config.keys, paths.config_dir() / "keys.toml")
    return [*themed(loaded).problems, *keymap.problems]


def themed(loaded: config.Loaded) -> config.Loaded:
    """The settings, with a theme that there is not among the problems."""
    if not loaded.config.theme:
        return loaded
    from tui.reader.theme.themes import available

    return config.known_theme(loaded, available())


def terminal(loaded: config.Loaded) -> Iterator[tuple[str, str]]:
    """(what, in words) about the terminal, and where what leaves the reader would go."""
    from rich.console import Console

    from tui.reader.external import clipboard
    from tui.reader.external import programs as outside
    from tui.reader.theme.terminal import palette_of

    environ = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    console = Console(_environ=environ, force_terminal=True)
    colours = {"all": "all colours", "256": "256 colours", "none": "no colours"}
    shown = colours[palette_of(console.color_system, os.environ)]
    why = " ($NO_COLOR)" if os.environ.get("NO_COLOR") else ""
    size = shutil.get_terminal_size()
    name = sanitize_line(os.environ.get("TERM", "")) or "unknown"
    yield "terminal", f"{name}, {size.columns}x{size.lines}, {shown}{why}, {sys.stdout.encoding.lower()}"
    way = loaded.config.clipboard
    tool = clipboard.local_tool(far=way == "tool") if way != "terminal" else ()
    inside = "tmux and terminal" if os.environ.get("TMUX") else "the terminal (OSC 52)"
    yield "copies", f"to {tool[0] if tool else inside}"
    editor = outside.editor(loaded.config.editor) or outside.pager()
    words = " ".join(map(sanitize_line, editor)) or "none: set $EDITOR"
    yield "editor", words if not editor or shutil.which(editor[0]) else f"{words} (not found)"


def network(loaded: config.Loaded) -> Iterator[tuple[str, str]]:
    """(what, in words) about the way to the network: the proxy of each kind of address, and private networks."""
    from tui.sources.network import Network, proxy_for

    settings = Network(loaded.config.proxy, loaded.config.allow_private)
    for scheme in ("http", "https"):
        proxy = proxy_for(f"{scheme}://news.example/", settings)
        yield "proxy", f"{scheme}: {f'{proxy.shown}  ({proxy.origin})' if proxy.url else 'none'}"
    without = sanitize_line(os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or "")
    if without:
        yield "no proxy", f"for {without}  ($no_proxy)"
    opened = "open to every feed (allow_private)" if settings.allow_private else "only for addresses that you typed"
    yield "private", f"networks: {opened}"
