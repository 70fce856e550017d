"""``docs/architecture.md`` names what there is: every room, every module of those whose modules it lists, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "tui"
WORDS = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = {part for name in re.findall(r"`([^`]+)`", WORDS) for part in re.split(r"\W", name)}

MAP = ("gathering", "library", "reader", "reading", "sources")
"""Rooms whose modules are all named."""
LISTS = re.compile(r"\| (?:modules of `(\w+)`|in `tui/(reader)/`) \| \|\n\|[-|]+\n((?:\|.*\n)+)")


def test_every_room_has_its_row() -> None:
    rooms = {f"tui/{path.name}/" for path in HOUSE.iterdir() if (path / "__init__.py").exists()}
    rooms |= {f"tui/{path.name}" for path in HOUSE.glob("*.py") if not path.name.startswith("__")}
    rows = {name for row in re.findall(r"^\| (`tui/.*?) \|", WORDS, re.M) for name in re.findall(r"`(.*?)`", row)}
    assert rows == rooms


@pytest.mark.parametrize("room", MAP)
def test_every_module_is_named(room: str) -> None:
    there = [path for path in (HOUSE / room).rglob("*.py") if path.parent.name not in ("commands", "exports")]
    assert {path.stem for path in there} - NAMED == {"__init__"}


def test_every_module_named_is_there() -> None:
    found = LISTS.findall(WORDS)
    assert [room or reader for room, reader, _ in found] == ["sources", "library", "reader"]
    for room, reader, rows in found:
        here = {path.stem for path in (HOUSE / (room or reader)).rglob("*") if path.suffix in ("", ".py")}
        firsts = [row.split("|")[1] for row in rows.splitlines()]
        named = {name.strip("/").split("/")[-1] for cell in firsts for name in re.findall(r"`([\w/]+)`", cell)}
        assert named - here == set(), room or reader
