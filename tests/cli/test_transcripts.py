"""Every flag of every command, given once: what it must print and write."""

from __future__ import annotations

import argparse
import importlib
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.transcripts import FOLDER, commands, play
from tui.cli import COMMANDS

TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_each_command_does_what_its_transcript_says(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command, came in play(path, tmp_path, monkeypatch):
        assert tuple(came) == command.expected, f"{path.name}:{command.number}: {command.line}"


def _flags(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from (f"{name} {flag}" for flag in _flags(below))
        elif action.option_strings and action.dest != "help":
            yield action.option_strings[-1]


def test_every_flag_is_in_a_transcript() -> None:
    used = {
        (words[1], word)
        for path in TRANSCRIPTS
        for command in commands(path)
        for words in [shlex.split(command.line.partition(" < ")[0])]
        for word in words[2:]
        if len(words) > 1
    }
    known = set()
    for name in COMMANDS:
        parser = argparse.ArgumentParser()
        importlib.import_module(f"tui.cli.{name}").configure(parser)
        known |= {(name, word) for flag in _flags(parser) for word in flag.split() if word.startswith("-")}
    assert known - used == set()
