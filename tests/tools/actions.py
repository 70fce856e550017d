"""Writes down anew what each key of the scripts changes: ``python -m tests.tools.actions [SCRIPT…]``.

Look at the difference before you commit it: a line that says what it should not is a fault, not a new expectation.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

import pytest

from tests.reader.scripts import FOLDER, run


async def came_of(path: Path) -> dict[int, list[str]]:
    """What came of each line of a script, by line number."""
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"FACTLIGHT_{name}_DIR", os.path.join(home, name.lower()))
        patch.setenv("HOME", home)
        patch.setenv("TZ", "UTC")
        patch.delenv("NO_COLOR", raising=False)
        out = Path(home) / "out"
        out.mkdir()
        return {step.number: came for step, came in await run(path, out, patch)}


def rewrite(path: Path, came: dict[int, list[str]]) -> None:
    """Write a script or transcript anew, with what came of each of its lines, by line number, indented below it."""
    lines: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("    "):
            lines.append(line)
            lines += [f"    {words}" for words in came.get(number, [])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(names: list[str]) -> None:
    """Rewrite the scripts that are named, or all."""
    for path in sorted(FOLDER.glob("*.txt")):
        if names and path.stem not in names:
            continue
        came = asyncio.run(came_of(path))
        rewrite(path, came)
        print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
