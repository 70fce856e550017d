"""Every action of the table can be reached by its own key, and none of them raises."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from running import SEEDS, Running, reader

from tui.reader import outside
from tui.reader.actions import ACTIONS, BY_ID, GROUPS, SCOPES, keys_markdown
from tui.reader.keymap import parse_keys
from tui.reader.screens.keyed import KeyedScreen

DOCS = Path(__file__).parents[2] / "docs"
LEAVING = {"quit", "back", "marks-close", "suspend"}
NAMES = {"{": "left_curly_bracket", "}": "right_curly_bracket", "[": "left_square_bracket", "]": "right_square_bracket",
         "(": "left_parenthesis", ")": "right_parenthesis", "?": "question_mark", "/": "slash", "'": "apostrophe",
         ";": "semicolon", "|": "vertical_line", "<": "less_than_sign", ">": "greater_than_sign", ".": "full_stop",
         ":": "colon", "*": "asterisk", "-": "minus", "=": "equals_sign", "+": "plus", "#": "number_sign",
         "!": "exclamation_mark", "&": "ampersand"}  # fmt: skip


def test_ids_are_unique_and_everything_named_exists() -> None:
    assert len(BY_ID) == len(ACTIONS)
    import importlib

    for action in ACTIONS:
        module, name = action.run.split(".")
        assert callable(getattr(importlib.import_module(f"tui.reader.commands.{module}"), name)), action.id
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
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == keys_markdown(), "run: python -m tests.docs"


async def go_to_scope(running: Running, scope: str) -> None:
    """Put the reader where keys of this scope hold."""
    screen = running.screen
    while running.app.screen is not screen:
        running.app.pop_screen()
        await running.pilot.pause()
    if screen.prompt is not None and screen.prompt.asked is not None:
        await running.press("escape")
    screen.dispatcher.clear()
    screen.hide_hints()
    screen.view.clear_selection()
    screen.zen = False
    screen.set_pane("list" if scope == "list" else "panel" if scope == "panel" else "text")
    if scope == "select":
        await running.press("v")
    elif scope == "marks":
        await running.press("apostrophe")


@pytest.mark.parametrize("part", range(4))
async def test_each_action_by_its_own_key(part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key does what the table says: the action is the one that runs, and the footer says something or all is well."""
    monkeypatch.setattr(outside, "in_terminal", lambda app, command: "")
    monkeypatch.setattr(outside, "suspend", lambda app: True)
    monkeypatch.setattr(outside, "browse", lambda app, url, setting="": "")
    (tmp_path / "b.md").write_text("# B\n\nA [link](https://example.org/x) and 12 cats.\n")
    done: list[str] = []
    act = KeyedScreen.act
    monkeypatch.setattr(KeyedScreen, "act", lambda self, a, count=0: (done.append(a), act(self, a, count))[1])
    actions = [a for a in ACTIONS if a.keys and a.id not in LEAVING][part::4]
    async with reader([SEEDS, tmp_path], settings="sequence_wait = 5.0") as running:  # however busy the machine is
        await running.press("m")
        for action in actions:
            await go_to_scope(running, action.scope)
            if not running.screen.available(action):
                continue
            done.clear()
            steps = parse_keys(action.keys[0]) or ()
            await running.press(*(NAMES.get(step, step) for step in steps))
            if running.screen.dispatcher.pending or (
                hasattr(running.app.screen, "dispatcher") and running.app.screen.dispatcher.pending
            ):
                running.app.screen._settle()  # type: ignore[attr-defined]
                await running.settle()
            assert action.id in done, f"{action.id} by {action.keys[0]}: {done}"
            assert running.app.is_running
