"""Random keys, seeded, over all screens: ``python -m tests.tools.monkey --keys 100000 [--seed 1]``.

Now and then the mouse is pressed, dragged and turned, something is pasted, the window gets another size.
Half of the time the shelf is a folder of files, half of the time a library.

Nothing may raise, the app has to stay alive, and memory may not grow by more than a fifth after the
first tenth. Keys are given to the app as events, without waiting for frames in between: hours of
reading in minutes. Leaving keys are given too, and the reader is opened again.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import random
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

    from tui.library import Library
    from tui.reading.listing import Shelf

KEYS = [
    *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    *"jjjkkknnnNN]]]][[[[mvVuu'''/?:;&+-=<>.,{}()*|#!",
    "enter", "enter", "enter", "escape", "escape", "escape", "escape", "tab", "shift+tab", "space", "up", "down",
    "left", "right", "home", "end", "pageup", "pagedown", "backspace", "delete", "ctrl+o", "ctrl+d", "ctrl+u",
    "ctrl+f", "ctrl+b", "ctrl+p", "ctrl+left", "ctrl+right", "ctrl+s", "ctrl+z", "alt+right", "alt+w", "alt+r", "f1",
    "ä", "漢", "ctrl+e", "ctrl+w", "alt+c", "alt+f", "alt+left", "ctrl+i", "ctrl+c", "ctrl+n", *"&%$^~_@\\",
]  # fmt: skip
NAMES = {
    "]": "right_square_bracket", "[": "left_square_bracket", "'": "apostrophe", "/": "slash", "?": "question_mark",
    ":": "colon", ";": "semicolon", "&": "ampersand", "+": "plus", "-": "minus", "=": "equals_sign",
    "<": "less_than_sign", ">": "greater_than_sign", ".": "full_stop", ",": "comma", "{": "left_curly_bracket",
    "}": "right_curly_bracket", "(": "left_parenthesis", ")": "right_parenthesis", "*": "asterisk",
    "|": "vertical_line", "#": "number_sign", "!": "exclamation_mark", "space": "space",
}  # fmt: skip
PASTES = ["troops", "Q\nq\r:", "\x1b[2J(a+)+$", "x" * 20_000, "[/b] 漢字", ""]
SIZES = [(120, 40), (80, 24), (100, 30), (60, 15), (200, 50), (30, 8)]


def resident() -> int:
    """Resident memory in kilobytes, 0 where that cannot be told."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    except OSError:
        return 0


def tame() -> None:
    """Nothing outside is touched: no editor, browser, command, clipboard, and no file is written."""
    from tui.reader.commands import export as output
    from tui.reader.commands import library
    from tui.reader.external import clipboard
    from tui.reader.external import programs as outside

    outside.in_terminal = lambda app, command: ""
    outside.suspend = lambda app: True
    outside.browse = lambda app, url, setting="": ""
    clipboard.copy = lambda app, text, way="auto": f"copied {len(text)}"
    outside.run_command = lambda command, text, done: str(done("out", "") or "")[:0]
    output.write_new = lambda path, text: ("written", "done")
    library.start = lambda screen, work: screen.say("busy", "words")


async def run(keys: int, seed: int, articles: list[str], say: bool = True) -> int:
    """Give that many keys; how often the reader was left and opened again."""
    from textual import events

    from tui import config
    from tui.keys import keymap
    from tui.library import Library
    from tui.reader.app import ReaderApp
    from tui.reading import FileShelf, Reading
    from tui.reading.library_listing import LibraryShelf

    tame()
    chance = random.Random(seed)
    with Library.open() as library:
        fill(library, articles)
    given = left = 0
    base = 0
    while given < keys:
        with Library.open() as library:
            preset = chance.choice(["default", "default", "vim", "newsboat", "web"])
            shelves: list[Shelf] = [FileShelf(articles), LibraryShelf(library)]
            shelf = chance.choice(shelves)
            app = ReaderApp(Reading(shelf, library), config.parse(""), keymap.build(preset))
            async with app.run_test(size=chance.choice(SIZES)) as pilot:
                await pilot.pause()
                while given < keys and app.is_running and app._exit is False:
                    for _ in range(chance.randint(1, 12)):
                        key = chance.choice(KEYS)
                        if key in "qQ" and chance.random() < 0.9:
                            continue
                        name = NAMES.get(key, key)
                        character = key if len(key) == 1 else " " if key == "space" else None
                        if len(key) == 1 and key.isupper():
                            name = key
                        app.post_message(events.Key(name, character))
                        given += 1
                    if chance.random() < 0.1:
                        mouse(app, chance)
                    if chance.random() < 0.02:
                        app.post_message(events.Paste(chance.choice(PASTES)))
                    await pilot.pause(0)
                    if chance.random() < 0.004:
                        await pilot.resize_terminal(*chance.choice(SIZES))
                    if given // 1000 != (given - 12) // 1000:
                        gc.collect()
                        now = resident()
                        if say:
                            print(f"{given:>8} keys  {now // 1024} MB  {app.screen!r}", flush=True)
                        if given >= keys / 10:
                            base = base or now
            left += 1
            gc.unfreeze()  # the app froze what it began with; a real one ends with its process
            gc.collect()
    gc.collect()
    grown = resident() / base if base else 1.0
    if say:
        print(f"{given} keys, left and opened again {left} times, memory x{grown:.2f}")
    if keys >= 50_000 and grown > 1.2:
        raise SystemExit(f"memory grew {grown:.2f} times")
    return left


def mouse(app: App[Any], chance: random.Random) -> None:
    """A click (or two, or three), a drag, a turn of the wheel, anywhere, as the terminal's driver tells them."""
    from textual import events

    driver = app._driver
    if driver is None or app._exit:
        return

    def tell(kind: type[events.MouseEvent], x: int, y: int, button: int) -> None:
        driver.process_message(kind(None, x, y, 0, 0, button, False, False, False, x, y))

    def place() -> tuple[int, int]:
        return chance.randrange(max(1, app.size.width)), chance.randrange(max(1, app.size.height))

    at = place()
    way = chance.random()
    if way < 0.3:
        for _ in range(chance.randint(1, 5)):
            tell(chance.choice([events.MouseScrollDown, events.MouseScrollUp]), *at, 0)
        return
    for _ in range(chance.choice([1, 1, 2, 3])):
        tell(events.MouseDown, *at, 1)
        if way > 0.7:
            for _ in range(chance.randint(1, 4)):
                at = place()
                tell(events.MouseMove, *at, 1)
        tell(events.MouseUp, *at, 1)


def fill(library: Library, paths: list[str]) -> None:
    """Put what lies there into the library, under names of its own."""
    from dataclasses import replace

    from tui.library.articles.intake import Incoming
    from tui.sources import SourceError
    from tui.sources.documents.files import open_path, walk

    found = [file for path in paths for file in (walk(Path(path)).files if Path(path).is_dir() else [Path(path)])]
    incoming = []
    for number, file in enumerate(found):
        with suppress(SourceError):
            incoming.append(Incoming.of(replace(open_path(file), uri=f"monkey:{number}"), published=number + 1))
    library.articles.put(incoming)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"FACTLIGHT_{name}_DIR"] = f"{folder}/{name}"
        seeds = Path(__file__).parents[2] / "seeds"
        asyncio.run(run(args.keys, args.seed, [str(seeds), *hostile(Path(folder))]))


def hostile(folder: Path) -> list[str]:
    """Articles that try to break the reader."""
    texts = {
        "markup [/b] [bold].md": "# [/foo] [bold red]x[/] [@click=app.bell]y[/]\n\n[link](https://e.org/[/x]) [/ and [/]\n",
        "escape.txt": "\x1b[31mred\x1b]52;c;aGk=\x07 \x9b31m \x00 \u202eabc\u202c\n\nA \x1b[2J title?\n\nYes.\n",
        "wide.txt": "漢字" * 400 + "\n\n" + "é" * 3 + "\u0301" * 300 + "\n\n👩‍👩‍👧‍👦 family 🇰🇷\n\nعربي text\n",
        "long.txt": "x" * 100_000 + "\n",
        "one.txt": "a",
        "blank.txt": "\n\n \n",
    }
    out = []
    for name, text in texts.items():
        path = folder / name.replace("/", "∕")
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        out.append(str(path))
    return out


if __name__ == "__main__":
    sys.exit(main())
