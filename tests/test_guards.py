"""Guards without a clock: what the start imports, and what a key costs in statements, rows and bytes."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.bench.terminal import Program, Stuck
from tests.reader.running import SEEDS, Running, reader
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.reader import background as keeping
from tui.reading.library_listing import LibraryShelf
from tui.sources.documents.markdown import markdown_article

ROOT = Path(__file__).parent.parent

# -- modules

MORE = 152
"""Modules that the first frame may need beside those of a one-label Textual program: 149 now."""

NOT_YET = {
    "markdown_it", "urllib3", "lxml", "trafilatura", "feedparser", "fastfeedparser", "protego", "dateparser",
    "subprocess", "multiprocessing", "http.client", "email", "xml.etree.ElementTree",
    "textual.widgets._input", "textual.command", "textual.pilot",
    "tui.facts.engine", "tui.facts.names", "tui.ingest", "tui.bookmarks", "tui.sources.pages.extract", "tui.sources.feeds.parse",
    "tui.sources.web.fetcher", "tui.sources.web.open", "tui.library.search.search", "tui.library.bookmarks.store", "tui.library.db.backups",
    "tui.reader.commands", "tui.exports", "tui.reader.external.programs", "tui.reader.screens.picker",
    "tui.reader.screens.bookmarks", "tui.reader.screens.note_editor", "tui.reader.screens.card", "tui.reader.widgets.prompt",
    "tui.reading.page.find",
}  # fmt: skip
"""What the first frame can do without: fetched when it is asked for."""

NOTE = """
import os, sys
def note(widget, path):
    draw = widget.render_line
    def noted(self, y):
        strip = draw(self, y)
        if y == self.size.height - 1:  # the last row of the first frame
            with open(path, "w") as file:
                file.write("\\n".join(sys.modules))
            os._exit(0)
        return strip
    widget.render_line = noted
"""
OURS = """
from tui.reader.article.view import ArticleView
note(ArticleView, sys.argv.pop(1))
from tui.__main__ import main
main()
"""
FLOOR = """
from textual.widgets import Label
note(Label, sys.argv.pop(1))
import runpy
runpy.run_path("tests/bench/floor.py", run_name="__main__")
"""


def modules(code: str, home: Path, *argv: str) -> set[str]:
    """What is loaded when a program's first frame is drawn, in a terminal of its own."""
    path = home / "modules"
    program = Program(
        [sys.executable, "-c", NOTE + code, str(path), *argv], home, env={"PYTHONPATH": str(ROOT), "PWD": str(ROOT)}
    )
    try:
        with pytest.raises(Stuck, match="the program ended"):
            program.until("(?!)")
    finally:
        program.close()
    return set(path.read_text(encoding="utf-8").split())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_what_the_first_frame_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    floor, ours = modules(FLOOR, tmp_path), modules(OURS, tmp_path, str(SEEDS))
    more = ours - floor
    assert "tui.reader.app" in more
    assert not more & NOT_YET
    assert len(more) <= MORE, sorted(more)


# -- statements

STILL = "read_after = -1\n"


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """No timer looks at the library: what is asked of it, keys have asked."""
    monkeypatch.setattr(keeping, "WATCH", 1e6)
    monkeypatch.setattr(keeping, "SETTLED", 1e6)


def many(library: Library, n: int) -> LibraryShelf:
    library.articles.put(
        Incoming.of(markdown_article(f"# Number {i}\n\nIt has {i} words.\n", uri=f"test:{i}"), published=i + 1)
        for i in range(n)
    )
    return LibraryShelf(library)


def statements(library: Library) -> list[str]:
    """Every statement from now on."""
    said: list[str] = []
    library.database._db.set_trace_callback(said.append)
    return said


async def test_moves_in_the_text_ask_the_library_nothing(unwatched: None) -> None:
    async with reader(settings=STILL) as running:
        said = statements(running.library)
        for keys in (
            *"jkWB)(}{",
            "space",
            "b",
            "ctrl+d",
            "ctrl+u",
            *"nNnGg",
            "]f",
            "3]q",
            "[d",
            "vljk",
            "ctrl+o",
            "dd",
        ):
            await running.press(*([keys] if "+" in keys or keys in ("space",) else keys))
            await running.press("escape")
        assert said == []
        await running.press("r")  # what does ask is heard
        assert said


async def test_moves_in_the_list_ask_the_library_nothing_inside_the_window(unwatched: None) -> None:
    with Library.open() as library:
        async with reader(shelf=many(library, 60), library=library, size=(80, 24), settings=STILL) as running:
            assert running.screen.pane == "list"
            said = statements(library)
            await running.press(*"j" * 20, *"k" * 5, *"j" * 3)
            assert running.screen.list.cursor == 18
            assert said == []
            await running.press("G")  # elsewhere: one question, whatever the length of the list
            assert 0 < len(said) <= 4


# -- rows and bytes

MOVED = re.compile(r"\x1b\[(\d+);\d+H")


class Written:
    """What the terminal is sent."""

    def __init__(self) -> None:
        self.text = ""

    def take(self) -> tuple[set[int], int]:
        """(the rows written, but the footer's; how many characters) since the last time."""
        text, self.text = self.text, ""
        rows = {int(row) for row in MOVED.findall(text)[:-1]}  # the last move only sets the cursor
        return rows, len(text)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    from textual.drivers.headless_driver import HeadlessDriver

    out = Written()
    monkeypatch.setattr(HeadlessDriver, "write", lambda self, data: setattr(out, "text", out.text + data))
    return out


def as_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on frames are written, as they are to a terminal."""
    from textual.drivers.headless_driver import HeadlessDriver

    monkeypatch.setattr(HeadlessDriver, "is_headless", property(lambda self: False))


async def key(running: Running, written: Written, *keys: str) -> tuple[set[int], int]:
    written.take()
    await running.press(*keys)
    rows, size = written.take()
    return rows - {running.app.size.height}, size


async def test_a_move_in_the_text_writes_its_rows_not_the_screen(
    written: Written, monkeypatch: pytest.MonkeyPatch, unwatched: None
) -> None:
    async with reader(settings=STILL + "panel = false\n") as running:
        as_on_a_terminal(monkeypatch)
        running.app.refresh()
        await running.settle()
        whole = written.take()[1]
        assert whole > 5000
        for keys in ("W", "W", "B", ")", ")", "("):
            rows, size = await key(running, written, keys)
            assert 0 < len(rows) <= 2, keys
            assert size < whole / 4, keys
        for keys in ("]f", "]f", "[f", "n", "N"):  # facts of more than one row
            rows, size = await key(running, written, *keys)
            assert 0 < len(rows) <= 6, keys
            assert size < whole / 3, keys


async def test_a_move_in_the_list_writes_two_articles(
    written: Written, monkeypatch: pytest.MonkeyPatch, unwatched: None
) -> None:
    with Library.open() as library:
        async with reader(shelf=many(library, 60), library=library, size=(80, 24), settings=STILL) as running:
            as_on_a_terminal(monkeypatch)
            for _ in range(5):
                rows, _ = await key(running, written, "j")
                assert len(rows) == 4  # two lines each
