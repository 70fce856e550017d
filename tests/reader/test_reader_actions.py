"""Every action of the table can be reached by its own key, and none of them raises."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from tests.reader.running import SEED, Running, reader
from tui.keys.actions import ACTIONS, BY_ID, GROUPS, SCOPES
from tui.keys.docs_page import keys_markdown
from tui.keys.keymap import build
from tui.keys.names import parse_keys
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.reader.commands.program import choices
from tui.reader.external import programs as outside
from tui.reader.screens.keyed import KeyedScreen
from tui.reader.screens.picker import Choice, Picker, narrow
from tui.reading.library_listing import LibraryShelf
from tui.sources.documents.files import open_path as read_file
from tui.sources.documents.markdown import markdown_article

DOCS = Path(__file__).parents[2] / "docs"


def test_ids_are_unique_and_everything_named_exists() -> None:
    assert len(BY_ID) == len(ACTIONS)
    import importlib

    for action in ACTIONS:
        module = importlib.import_module(f"tui.reader.commands.{action.module}")
        assert callable(getattr(module, action.function)), action.id
        assert action.about in ("", "article", "list")
        assert action.scope in SCOPES
        assert action.group in GROUPS
        assert action.words
        assert all(parse_keys(key) for key in action.keys), action.id


def test_no_key_means_two_things_in_one_place() -> None:
    seen: dict[tuple[str, tuple[str, ...] | None], list[str]] = defaultdict(list)
    for action in ACTIONS:
        for key in action.keys:
            seen[action.scope, parse_keys(key)].append(action.id)
    assert {k: v for k, v in seen.items() if len(v) > 1} == {}


def test_the_page_of_keys_is_up_to_date() -> None:
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == keys_markdown(), "run: python -m tests.tools.docs"


def shelf_of(library: Library) -> LibraryShelf:
    """A library with the seed and an article with a link."""
    linked = markdown_article("# B\n\nA [link](https://example.org/x) and 12 cats.\n", uri="test:b")
    library.articles.put([Incoming.of(read_file(SEED), published=2), Incoming.of(linked, published=1)])
    return LibraryShelf(library)


@pytest.fixture
def tame(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing outside is touched; the actions that were done are noted in the list that is returned."""
    monkeypatch.setattr(outside, "in_terminal", lambda app, command: "")
    monkeypatch.setattr(outside, "suspend", lambda app: True)
    monkeypatch.setattr(outside, "browse", lambda app, url, setting="": "")
    done: list[str] = []
    act = KeyedScreen.act
    monkeypatch.setattr(KeyedScreen, "act", lambda self, a, count=0: (done.append(a), act(self, a, count))[1])
    return done


async def test_sleeping_and_the_way_back_from_the_bookmarks(tame: list[str]) -> None:
    async with reader() as running:
        await running.press("colon", *"suspend", "enter")
        assert tame == ["commands", "suspend"]
        await running.press("apostrophe", "q")
        assert tame[2:] == ["all-marks", "marks-close"]
        assert running.app.screen is running.screen


async def test_every_action_is_named_in_help_and_among_the_commands() -> None:
    def listed(running: Running) -> set[str]:
        assert isinstance(running.app.screen, Picker)
        return {row.id for row in running.app.screen.list.rows if isinstance(row, Choice)}

    with Library.open() as library:
        async with reader(shelf=shelf_of(library), library=library) as running:
            await running.press("question_mark")
            assert listed(running) == set(BY_ID)
            await running.press("escape", "colon")
            commands = listed(running)
            await running.press("escape", "apostrophe", "colon")
            assert commands | listed(running) == set(BY_ID) - {"commands"}


def test_help_is_found_by_words_and_by_keys() -> None:
    rows = choices(build("vim"), list(ACTIONS))

    def first(query: str) -> str:
        found = narrow(rows, query)[0]
        assert isinstance(found, Choice)
        return found.id

    for query, action in {
        "G": "end", "ctrl+d": "half-page-down", "Ctrl+W h": "pane-left", "pgdn": "page-down", "space": "page-down",
        "half page": "half-page-down", "bookmark note": "mark-with-note", "]f": "next-figure", "words are missing": "next-gap",
    }.items():  # fmt: skip
        assert first(query) == action, query
    assert [row for row in narrow(rows, "ctrl+") if isinstance(row, Choice)]  # as one types, the list stays full
