"""Scripts of keys with what each must change: reading them, running them, writing down what came.

A script is a text file in ``cases/actions``. A line at the margin is typed: keys apart by blanks (names as in
``keys.toml``), words in quotation marks letter by letter. The indented lines below it say what must come of it: first the
actions that ran, then one line for each thing in the reader's state that changed (see ``observed.state``). Lines that begin
with ``@`` arrange the reader (``@ files`` or ``@ library``, ``@ size 80x24``); lines that begin with ``#`` and a blank are remarks.

``python -m tests.tools.actions`` writes the indented lines anew; look at the difference before you commit it.
"""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.reader.observed import Outside, state
from tests.reader.running import Running, reader
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.reader.external import clipboard, programs
from tui.reader.screens.keyed import KeyedScreen
from tui.reading.library_listing import LibraryShelf
from tui.sources.documents.markdown import markdown_article

FOLDER = Path(__file__).parent / "cases" / "actions"
ARTICLES = Path(__file__).parent / "cases" / "articles"
NAMES = {"{": "left_curly_bracket", "}": "right_curly_bracket", "[": "left_square_bracket", "]": "right_square_bracket",
         "(": "left_parenthesis", ")": "right_parenthesis", "?": "question_mark", "/": "slash", "'": "apostrophe",
         ";": "semicolon", "|": "vertical_line", "<": "less_than_sign", ">": "greater_than_sign", ".": "full_stop",
         ":": "colon", "*": "asterisk", "-": "minus", "=": "equals_sign", "+": "plus", "#": "number_sign",
         "!": "exclamation_mark", "&": "ampersand", " ": "space", ",": "comma", "@": "at"}  # fmt: skip


class Step(NamedTuple):
    """One line of keys of a script with its line number and what must come of it."""

    number: int
    keys: str
    expected: tuple[str, ...]


def steps(path: Path) -> list[Step]:
    """The steps of a script in order; remarks and arrangements are left out."""
    found: list[Step] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith(("# ", "@ ")):
            continue
        if line.startswith("    "):
            last = found[-1]
            found[-1] = last._replace(expected=(*last.expected, line.strip()))
        else:
            found.append(Step(number, line, ()))
    return found


def arrangement(path: Path) -> dict[str, str]:
    """What the ``@`` lines of a script say: a word and the rest of the line."""
    said = re.findall(r"(?m)^@ (\w+) ?(.*)$", path.read_text(encoding="utf-8"))
    return dict(said)


def presses(keys: str) -> list[str]:
    """The keys of a line by Textual's names, words in quotation marks letter by letter."""
    found = []
    for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', keys):
        found += [NAMES.get(letter, letter) for letter in quoted] if quoted else [NAMES.get(bare, bare)]
    return found


async def run(path: Path, folder: Path, patch: pytest.MonkeyPatch) -> list[tuple[Step, list[str]]]:
    """Type a script to its end or until the reader is left; each step with the lines that say what came of it.

    Exports go to ``folder``.
    """
    done: list[tuple[Step, list[str]]] = []
    said, outside, ran = arrangement(path), Outside(folder), list[str]()
    patch.chdir(folder)
    act = KeyedScreen.act
    patch.setattr(KeyedScreen, "act", lambda self, a, count=0: (ran.append(a), act(self, a, count))[1])
    patch.setattr(clipboard, "copy", lambda app, text, way="auto": setattr(outside, "copied", text) or "copied")
    patch.setattr(programs, "browse", lambda app, url, setting="": setattr(outside, "browsed", url) or "")
    patch.setattr(programs, "in_terminal", lambda app, command: setattr(outside, "ran", command[0]) or "")
    patch.setattr(programs, "suspend", lambda app: setattr(outside, "ran", "suspended") or True)
    patch.setattr(programs, "run_command", lambda command, text, done: done(f"{command}: {text}", "") or "")
    width, _, height = said.get("size", "120x40").partition("x")
    async with AsyncExitStack() as stack:
        library = stack.enter_context(Library.open())
        shelf = None
        if "library" in said:
            articles = [markdown_article(p.read_text(encoding="utf-8"), uri=f"test:{p.stem}") for p in paths()]
            library.articles.put([Incoming.of(a, published=at) for at, a in zip((9, 8, 7), articles, strict=True)])
            shelf = LibraryShelf(library)
        running = await stack.enter_async_context(
            reader(
                [*paths()] if said.get("files") != "one" else [paths()[0]],
                size=(int(width), int(height)),
                settings=said.get("settings", "") + "\nread_after = 0\n",
                shelf=shelf,
                library=library,
            )
        )
        before = state(running, outside)
        for step in steps(path):
            ran.clear()
            await _type(running, presses(step.keys))
            after = state(running, outside)
            done.append((step, [" ".join(ran) or "no action", *_changes(before, after)]))
            before = after
            if running.app.leaving:
                break
    return done


async def _type(running: Running, keys: list[str]) -> None:
    """Type the keys; a sequence that could go on is ended as its waiting time would."""
    for key in keys:
        await running.press(key)
    await running.until(lambda: not running.screen.reading.jobs.busy)
    top = running.app.screen
    if isinstance(top, KeyedScreen) and top.dispatcher.pending and top.dispatcher.waits(top.scopes):
        top._settle()
        await running.settle()


def _changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """One line for each name whose value changed; a message on the status line is told by its new words alone."""
    if "left" in after:
        return ["left: yes"]
    lines = []
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name, ""), after.get(name, "")
        if name == "status":
            old = old if old == new else ""
        if new != old:
            lines.append(f"{name}: {old} → {new or 'nothing'}" if old else f"{name}: {new}")
    return lines


def paths() -> list[Path]:
    """The articles that the scripts are about, in the order of the list."""
    return sorted(ARTICLES.glob("*.md"))
