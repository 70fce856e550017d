"""``factlight marks`` as a shell sees it: imports without a text, editing, exports into a vault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import call

CLIPPINGS = (
    "Locks (Ines Varga)\n- Your Highlight Location 61-64 | Added on March 5, 2023\n\nThe sluice was shut.\n==========\n"
    "Locks (Ines Varga)\n- Your Highlight Location 9-10 | Added on March 6, 2023\n\nNobody rang the bells.\n==========\n"
)


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A home with two imported passages of a book."""
    (tmp_path / "clippings.txt").write_text(CLIPPINGS, "utf-8")
    code, out, err = call(capsys, "marks", "import", str(tmp_path / "clippings.txt"))
    assert (code, err) == (0, "")
    assert out.startswith("2 added, 0 were here already.\n2 have no place yet;")
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str], *filters: str) -> list[dict[str, object]]:
    code, out, err = call(capsys, "marks", "list", "--json", *filters)
    assert (code, err) == (0, "")
    found: list[dict[str, object]] = json.loads(out)
    return found


def test_what_has_no_text_is_unplaced_and_never_exact(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [(b["state"], b["span"]) for b in listed(capsys)] == [("unplaced", None)] * 2
    assert len(listed(capsys, "--state", "unplaced")) == 2
    assert listed(capsys, "--state", "exact") == []
    assert "unplaced" in call(capsys, "marks", "list")[1]


def test_tags_and_category_of_what_fits_are_changed_and_taken_back(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = call(capsys, "marks", "edit", "sluice", "--add-tags", "#river, to check", "--set-category", "b")
    assert (code, err) == (0, "1 bookmark changed: factlight marks undo takes it back.\n")
    ((changed,)) = listed(capsys, "--category", "b")
    assert (changed["quote"], changed["tags"]) == ("The sluice was shut.", ["river", "to check"])
    call(capsys, "marks", "edit", "sluice", "--remove-tags", "To Check", "--set-category", "")
    assert listed(capsys, "--category", "b") == []
    assert [b["tags"] for b in listed(capsys, "sluice")] == [["river"]]
    call(capsys, "marks", "undo")
    assert [b["tags"] for b in listed(capsys, "sluice")] == [["river", "to check"]]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["sluice"], 2, "say what to change"),
        (["sluice", "--set-category", "bb"], 2, "use one letter"),
        (["nowhere", "--set-category", "b"], 1, "no bookmark fits"),
    ],
)
def test_edits_that_cannot_be(
    home: Path, capsys: pytest.CaptureFixture[str], args: list[str], code: int, words: str
) -> None:
    found, _, err = call(capsys, "marks", "edit", *args)
    assert (found, words in err) == (code, True)


def test_an_export_into_a_vault_is_repeated_without_touching_a_line(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = ("marks", "export", "--format", "obsidian", "--output", f"{home}/vault/")
    code, out, err = call(capsys, *export)
    assert (code, out, err) == (0, "", f"2 bookmarks written to {home}/vault.\n")
    (note,) = (home / "vault").glob("*.md")
    text = note.read_text("utf-8")
    assert text.index("Nobody rang") < text.index("The sluice"), "the order of the book"
    note.write_text(text + "\nmine\n", "utf-8")
    assert call(capsys, *export)[2] == f"0 bookmarks written to {home}/vault; 2 were there already.\n"
    assert note.read_text("utf-8") == text + "\nmine\n"


def test_an_export_that_cannot_be_written_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "file").write_text("", "utf-8")
    code, _, err = call(capsys, "marks", "export", "--format", "org", "--output", f"{home}/file/x.org")
    assert code == 1
    assert err.count("\n") == 1
    assert "cannot be written" in err
