"""Transcripts of command lines with what each must print and write: reading them, running them.

A transcript is a text file in ``cases/transcripts``. A line that begins with ``$`` is a command in a home and a folder of
its own; the indented lines below it say what must come of it: the exit code if it is not 0, the first lines on standard
output (``|``) and on standard error (``!``), and each file that was written or changed. JSON is told by its shape. Lines
that begin with ``#`` and a blank are remarks. ``< words`` after a command is its standard input.

``python -m tests.tools.transcripts`` writes the indented lines anew; look at the difference before you commit it.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import shutil
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tui.cli import run

FOLDER = Path(__file__).parent / "cases" / "transcripts"
FILES = Path(__file__).parent / "cases" / "files"
LINES = 8
"""So many lines of an output are told."""


class Command(NamedTuple):
    """One command of a transcript with its line number and what must come of it."""

    number: int
    line: str
    expected: tuple[str, ...]


def commands(path: Path) -> list[Command]:
    """The commands of a transcript in order."""
    found: list[Command] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("$ "):
            found.append(Command(number, line[2:], ()))
        elif line.startswith("    "):
            found[-1] = found[-1]._replace(expected=(*found[-1].expected, line[4:]))
    return found


def play(path: Path, home: Path, patch: pytest.MonkeyPatch) -> list[tuple[Command, list[str]]]:
    """Run the commands of a transcript one after the other in ``home``; what came of each."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        patch.setenv(f"FACTLIGHT_{name}_DIR", str(home / "own" / name.lower()))
    patch.setenv("HOME", str(home / "own"))
    patch.setenv("TZ", "UTC")
    patch.setenv("COLUMNS", "100")
    patch.delenv("FACTLIGHT_DB", raising=False)
    folder = home / "folder"
    shutil.copytree(FILES, folder)
    patch.chdir(folder)
    return [(command, _come_of(command.line, folder, home, patch)) for command in commands(path)]


def _come_of(line: str, folder: Path, home: Path, patch: pytest.MonkeyPatch) -> list[str]:
    words, _, typed = line.partition(" < ")
    before = _contents(folder)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run(shlex.split(words)[1:])
        except SystemExit as left:
            code = int(left.code or 0)
    after = _contents(folder)
    files = [f"{name}: {'gone' if name not in after else _first(after[name])}"
             for name in sorted(before | after) if before.get(name) != after.get(name)]  # fmt: skip
    said = [*_told(_steady(_printed(out), home), "|"), *_told(_steady(_printed(err), home), "!")]
    return [*([f"exit {code}"] if code else []), *said, *(f"> {_steady(words, home)}" for words in files)]


def _printed(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _first(data: bytes) -> str:
    return " ".join(data.decode("utf-8", "replace").split())[:60].strip()


def _told(text: str, sign: str) -> list[str]:
    """The first lines of an output; of JSON its shape."""
    with contextlib.suppress(ValueError):
        return [f"{sign} JSON {_shape(json.loads(text))}"] if text.lstrip()[:1] in ("{", "[") else _lines(text, sign)
    return _lines(text, sign)


def _lines(text: str, sign: str) -> list[str]:
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    more = [f"{sign} … {len(lines) - LINES} more lines"] if len(lines) > LINES else []
    return [f"{sign} {line[:100]}" for line in lines[:LINES]] + more


def _shape(value: Any) -> str:
    """The names in a JSON object, or the first item of a list and how many there are."""
    if isinstance(value, list):
        return f"list of {len(value)}: {_shape(value[0])}" if value else "empty list"
    return " ".join(sorted(value)) if isinstance(value, dict) else type(value).__name__


def _steady(words: str, home: Path) -> str:
    """Without what differs from run to run: the folder, times, identifiers, sizes."""
    words = words.replace(str(home), "HOME")
    words = re.sub(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "UUID", words)
    words = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?", "TIME", words)
    words = re.sub(r"\b\d+(\.\d+)? (ms|seconds?|kB|MB|GB|bytes)\b", r"N \2", words)
    words = words.replace(date.today().isoformat(), "TODAY")
    return re.sub(r"(?<![\d.])\d+\.\d+\.\d+(?![\d.])", "VERSION", words)
