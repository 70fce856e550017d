"""Pictures of the real reader on the seed article: ``python -m tests.tools.screenshots docs/images``.

Writes SVG files: wide dark, wide light, narrow, the panel over the text, help and bookmarks.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"

SHOTS: tuple[tuple[str, tuple[int, int], str, tuple[str, ...]], ...] = (
    ("wide-dark", (120, 40), "ink", ("d", "]", "f", "]", "f")),
    ("wide-light", (120, 40), "paper", ("d", "]", "f", "]", "f")),
    ("narrow", (80, 24), "ink", ("d", "]", "f", "]", "f")),
    ("narrow-panel", (80, 24), "ink", ("d", "]", "f", "l", "2")),
    ("help", (120, 40), "ink", ("?",)),
    ("bookmarks", (120, 40), "ink", ("]", "f", "m", "]", "q", "m", "'")),
)
"""Name, size, theme, and the keys that lead there."""

_NAMES = {"]": "right_square_bracket", "?": "question_mark", "'": "apostrophe"}


_TEXT = re.compile(r'(<text [^>]*)x="([0-9.]+)"( y="[0-9.]+") textLength="([0-9.]+)"([^>]*)>([^<]*)</text>')
_CELL = 12.2
"""Width of a cell in the pictures."""


def without_edges(svg: str) -> str:
    """The same picture with no blank at either end of a piece of text: some renderers drop it and move the rest."""

    def one(match: re.Match[str]) -> str:
        head, x, y, length, rest, words = match.groups()
        words = words.replace("&#160;", "\u00a0").replace("\n", "")
        left = len(words) - len(words.lstrip("\u00a0"))
        right = len(words) - len(words.rstrip("\u00a0"))
        inner = words.strip("\u00a0").replace("\u00a0", "&#160;")
        if not inner:
            return ""
        start, size = float(x) + left * _CELL, float(length) - (left + right) * _CELL
        return f'{head}x="{start:.1f}"{y} textLength="{size:.1f}"{rest}>{inner}</text>'

    return _TEXT.sub(one, svg)


async def shoot(size: tuple[int, int], theme: str, keys: Sequence[str]) -> str:
    """The SVG of the reader after these keys, on the seed article dated 3 November 2025."""
    from tui import config
    from tui.keys import keymap
    from tui.library import Library
    from tui.reader.app import ReaderApp
    from tui.reader.screens.reader import ReaderScreen
    from tui.reading import FileShelf, Reading

    with Library.open() as library:
        shelf = FileShelf([str(path) for path in sorted(SEEDS.glob("*.txt"))])
        reading = Reading(shelf, library, "2025-11-03")
        settings = config.parse(f'theme = "{theme}"\nreduced_motion = true\nread_after = -1.0')
        app = ReaderApp(reading, settings, keymap.build())
        async with app.run_test(size=size) as pilot:
            screen = app.screen
            assert isinstance(screen, ReaderScreen)
            await pilot.pause()
            while screen.session.busy:
                await pilot.pause(0.05)
            for key in keys:
                await pilot.press(_NAMES.get(key, key))
            await pilot.pause(0.6)  # a digit waits for a movement
            return without_edges(app.export_screenshot(title="Factlight"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, size, theme, keys in SHOTS:
        with tempfile.TemporaryDirectory() as home:
            for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
                os.environ[f"FACTLIGHT_{kind}_DIR"] = f"{home}/{kind}"
            path = folder / f"{name}.svg"
            path.write_text(asyncio.run(shoot(size, theme, keys)), encoding="utf-8")
            print(path)


if __name__ == "__main__":
    main()
