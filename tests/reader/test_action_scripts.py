"""Every action of the reader, typed by its key: what it must change on the screen, in the library and outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reader.scripts import FOLDER, run, steps
from tui.keys.actions import ACTIONS

SCRIPTS = sorted(FOLDER.glob("*.txt"))
UNSEEN = frozenset[str]()
"""Actions that change nothing which a test can see. None so far."""


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
async def test_each_key_changes_what_its_script_says(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    done = await run(path, folder, monkeypatch)
    for step, came in done:
        assert tuple(came) == step.expected, f"{path.name}:{step.number}: {step.keys}"
    assert len(done) == len(steps(path)), "the script was not typed to its end"


def test_every_action_is_in_a_script_and_changes_something() -> None:
    found = {
        action
        for path in SCRIPTS
        for step in steps(path)
        if len(step.expected) > 1
        for action in step.expected[0].split()
    }
    assert {action.id for action in ACTIONS} - found == UNSEEN
