"""Exports into a vault: repeated as often as one likes, and no line that is there is touched."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bookmarks.samples import ARTICLES, BOOKMARKS, CRANE, NOTES
from tui.bookmarks import files, vault
from tui.bookmarks.citation import Citation
from tui.bookmarks.formats import export
from tui.bookmarks.formats.markdown import block_id
from tui.bookmarks.model import Bookmark, Selector

ONE, TWO, OTHER = BOOKMARKS


def ids(data: bytes) -> list[str]:
    return [line[1:] for line in data.decode().splitlines() if line.startswith("^fl-")]


def test_a_new_note_is_the_export(tmp_path: Path) -> None:
    done = vault.export(tmp_path / "a.md", [ONE, TWO], ARTICLES)
    assert (done.added, done.files, done.kept) == (2, 1, 0)
    assert (tmp_path / "a.md").read_text("utf-8") == export([ONE, TWO], "obsidian", articles=ARTICLES)


OWN = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OWN, OWN, st.booleans(), st.booleans())
def test_what_stands_in_a_note_stays_byte_for_byte(
    tmp_path: Path, before: str, after: str, windows: bool, folder: bool
) -> None:
    target = tmp_path / "v" if folder else tmp_path / "a.md"
    if folder:
        target.mkdir(exist_ok=True)
    vault.export(target, [ONE], ARTICLES)
    (path,) = target.glob("*.md") if folder else [target]
    text = before + "\n\n" + path.read_text("utf-8") + "\n" + after
    old = text.replace("\n", "\r\n").encode() if windows else text.encode()
    path.write_bytes(old)
    done = vault.export(target, [TWO, ONE], ARTICLES)
    new = path.read_bytes()
    assert new.startswith(old)
    assert (done.added, done.kept) == (1, 1)
    assert ids(new).count(block_id(ONE)) == ids(new).count(block_id(TWO)) == 1
    assert (b"\r\n" in new[len(old) :]) == windows
    again = vault.export(target, [ONE, TWO], ARTICLES)
    assert (again.added, again.files, again.kept) == (0, 0, 2)
    assert path.read_bytes() == new
    path.unlink()


def test_a_note_that_was_renamed_or_moved_is_still_the_articles_note(tmp_path: Path) -> None:
    vault.export(tmp_path, [ONE], ARTICLES)
    (path,) = tmp_path.glob("*.md")
    (tmp_path / "harbour").mkdir()
    moved = path.rename(tmp_path / "harbour" / "My own name.md")
    assert vault.export(tmp_path, [ONE, TWO], ARTICLES).added == 1
    assert ids(moved.read_bytes()) == [block_id(ONE), block_id(TWO)]
    assert list(tmp_path.glob("*.md")) == []


def test_a_note_of_ones_own_with_the_same_name_gets_a_heading_behind_its_words(tmp_path: Path) -> None:
    mine = tmp_path / "Crane falls into harbour.md"
    mine.write_text("My thoughts, no line end", "utf-8")
    vault.export(tmp_path, [ONE], ARTICLES)
    text = mine.read_text("utf-8")
    assert text.startswith("My thoughts, no line end\n\n# Crane falls into harbour\n")
    assert "---\ntitle" not in text, "front matter belongs to the top of a note"


def test_a_passage_that_is_only_spoken_of_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text(f"see [[crane#^{block_id(ONE)}]] and ^{block_id(ONE)} too", "utf-8")
    assert vault.export(tmp_path, [ONE], ARTICLES).added == 1


def test_settings_and_trash_of_a_vault_are_no_notes(tmp_path: Path) -> None:
    (tmp_path / ".trash").mkdir()
    vault.export(tmp_path / ".trash" / "old.md", [ONE], ARTICLES)
    assert vault.export(tmp_path, [ONE], ARTICLES).added == 1


def test_several_articles_in_one_note_keep_their_headings(tmp_path: Path) -> None:
    path = tmp_path / "all.md"
    vault.export(path, [ONE, OTHER], ARTICLES)
    vault.export(path, [ONE, TWO, OTHER], ARTICLES)
    text = path.read_text("utf-8")
    assert text.count("# Crane falls into harbour\n") == 2
    assert text.rindex("# Crane falls into harbour\n") < text.index(f"^{block_id(TWO)}")
    assert text.count(f"^{block_id(OTHER)}") == 1


def test_two_articles_of_one_title_keep_their_notes_whatever_the_order(tmp_path: Path) -> None:
    def passage(uri: str, number: int) -> Bookmark:
        mark_id = f"{number:08d}-0000-4000-8000-000000000000"
        return Bookmark(mark_id, uri, Selector(f"passage {number}", "", "", number, number + 1, "a", 9), title="Same")

    articles = {u: Citation(u, title="Same", url=u) for u in ("https://b.example/1", "https://b.example/2")}
    first, second = passage("https://b.example/1", 1), passage("https://b.example/2", 2)
    vault.export(tmp_path, [second], articles)
    vault.export(tmp_path, [first, second, replace(first, id="00000003-0000-4000-8000-000000000000")], articles)
    held = {p.name: sorted(ids(p.read_bytes())) for p in tmp_path.glob("*.md")}
    assert held == {"Same.md": ["fl-00000002-0000"], "Same 2.md": ["fl-00000001-0000", "fl-00000003-0000"]}


def test_a_full_disk_leaves_the_note_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    vault.export(path, [ONE], ARTICLES)
    old = path.read_bytes()

    def full(handle: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.append(path, "more\n")
    assert path.read_bytes() == old


def test_what_is_appended_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("x\n", "utf-8")
    synced: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(path.read_bytes()))
    files.append(path, "more\n")
    assert synced == [b"x\n\nmore\n"], "the words were in the file when it was synced"


assert NOTES.title != CRANE.title
