"""Tags in the note editor and the export from the bookmarks screen, without a terminal."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from textual.app import App

from tests.bookmarks.samples import ARTICLES, BOOKMARKS
from tui.reader.commands import bookmarks_screen
from tui.reader.screens import note_editor
from tui.reader.screens.note_editor import NoteEditor

STYLES = (Path(note_editor.__file__).parent / "note_editor.tcss").read_text("utf-8")


class Host(App[None]):
    """An application that knows the colours the editor names, and nothing else of the reader."""

    def get_css_variables(self) -> dict[str, str]:
        return super().get_css_variables() | dict.fromkeys(re.findall(r"\$([\w-]+)", STYLES), "red")


async def test_tags_are_separated_by_commas() -> None:
    app = Host()
    async with app.run_test():
        editor = NoteEditor("quote", "a note", ("to check", "sea"), ["harbour", "harbour master"])
        await app.push_screen(editor)
        assert editor.tags.value == "to check, sea"
        editor.tags.value = "#to check,  sea , Sea,, harbour m"
        editor._complete(editor.tags)
        assert editor.written.tags == ("to check", "sea", "harbour master")


def test_an_export_into_a_note_is_repeated_and_appends(tmp_path: Path) -> None:
    asked: list[Any] = []
    said: list[tuple[str, str]] = []
    screen: Any = SimpleNamespace(
        list=SimpleNamespace(marks=list(BOOKMARKS[:2]), picked=set()),
        config=SimpleNamespace(export_folder=str(tmp_path)),
        ask=asked.append,
        say=lambda words, style="": said.append((words, style)),
        reading=SimpleNamespace(bookmarks=SimpleNamespace(citations=lambda marks: ARTICLES)),
    )
    note = tmp_path / "a.md"
    bookmarks_screen._ask_file(screen, "obsidian", ".md")
    asked.pop().submit(str(note))
    assert said.pop() == (f"2 written to {note}", "done")
    note.write_text(note.read_text("utf-8") + "\nmine\n", "utf-8")
    text = note.read_text("utf-8")
    bookmarks_screen._ask_file(screen, "obsidian", ".md")
    asked.pop().submit(str(note))
    assert said.pop() == (f"0 written to {note}, 2 there already", "done")
    assert note.read_text("utf-8") == text
    bookmarks_screen._ask_file(screen, "text", ".txt")
    asked.pop().submit(str(note))
    assert said.pop()[1] == "warning"
    assert note.read_text("utf-8") == text
