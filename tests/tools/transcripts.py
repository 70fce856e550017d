"""Writes down anew what each command of the transcripts does: ``python -m tests.tools.transcripts [TRANSCRIPT…]``.

Look at the difference before you commit it: a line that says what it should not is a fault, not a new expectation.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from tests.cli.transcripts import FOLDER, play
from tests.tools.actions import rewrite


def main(names: list[str]) -> None:
    """Rewrite the transcripts that are named, or all."""
    for path in sorted(FOLDER.glob("*.txt")):
        if names and path.stem not in names:
            continue
        with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
            came = {command.number: lines for command, lines in play(path, Path(home), patch)}
        rewrite(path, came)
        print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
