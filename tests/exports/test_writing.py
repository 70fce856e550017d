"""Writing an export: a new file, never over one that is there."""

from __future__ import annotations

from pathlib import Path

from tui.reader.commands.export import write_new


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "a.md"
    assert write_new(path, "one")[1] == "done"
    words, style = write_new(path, "two")
    assert (path.read_text("utf-8"), style) == ("one", "warning")
    assert "is there already" in words


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words, style = write_new(tmp_path / "file" / "a.md", "one")
    assert style == "warning"
    assert "cannot be written" in words
