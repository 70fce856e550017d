"""Every regular expression at the door is linear: found by walking the modules, fed with what its own parts repeat.

A text that is four times as long may take four times the work and some more, never sixteen times: that is what a
pattern needs that can be blown up. New patterns are found by themselves.
"""

from __future__ import annotations

import ast
import gc
import re
import time
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import tui

ROOMS = ("sources", "structure", "facts", "bookmarks", "ingest", "text")
ROOT = Path(tui.__file__).parent
SIZE = 700
"""Characters of the shorter text; the longer one has four times as many."""
GROWTH = 9.0
"""Times the work that four times the text may take: a quadratic pattern takes 16."""
QUICK = 0.002
"""Seconds below which nothing is measured: clocks and caches are no finer."""


ANCHORED = frozenset(["match", "fullmatch"])


class Pattern(NamedTuple):
    """One compiled pattern, where it was found, and whether it is only tried at one place of a text."""

    where: str
    compiled: re.Pattern[str] | re.Pattern[bytes]
    anchored: bool = False


def modules() -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
            yield name.removesuffix(".__init__")


@cache
def patterns() -> tuple[Pattern, ...]:
    """Patterns of the modules' names, of their tuples, lists and tables, and of ``re`` calls with a literal pattern."""
    import importlib

    found: dict[tuple[str | bytes, int], Pattern] = {}
    for name in modules():
        module = importlib.import_module(name)
        rest = [(f"{name}.{key}", value) for key, value in vars(module).items()]
        seen: set[int] = set()
        while rest:
            where, value = rest.pop()
            if isinstance(value, re.Pattern):
                ways = _ways().get(where.rpartition(".")[2], frozenset())
                found.setdefault((value.pattern, value.flags), Pattern(where, value, bool(ways) and ways <= ANCHORED))
            elif isinstance(value, (tuple, list, set, frozenset)) and id(value) not in seen and len(value) < 2000:
                seen.add(id(value))
                rest += [(where, inner) for inner in value]
            elif isinstance(value, dict) and id(value) not in seen and len(value) < 2000 and not where.endswith("__"):
                seen.add(id(value))
                rest += [(where, inner) for inner in value.values()]
        for pattern in _in_calls(name):
            found.setdefault((pattern.compiled.pattern, pattern.compiled.flags), pattern)
    return tuple(sorted(found.values(), key=lambda p: p.where))


@cache
def _tree(name: str) -> ast.Module:
    path = ROOT.parent / Path(*name.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def _ways() -> dict[str, frozenset[str]]:
    """By the name of a pattern the methods that are called on it, or of which it is handed on (``PATTERN.sub``)."""
    found: dict[str, set[str]] = {}
    for name in modules():
        for node in ast.walk(_tree(name)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found.setdefault(node.value.id, set()).add(node.attr)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.IfExp):  # (ONE if so else OTHER).match
                for one in (node.value.body, node.value.orelse):
                    if isinstance(one, ast.Name):
                        found.setdefault(one.id, set()).add(node.attr)
    methods = frozenset(["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"])
    return {name: frozenset(ways & methods) for name, ways in found.items()}


def _in_calls(name: str) -> Iterator[Pattern]:
    """Patterns that are written where they are used: ``re.sub("…", …)``."""
    for node in ast.walk(_tree(name)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        where, written = node.func.value, node.args[0]
        used = isinstance(where, ast.Name) and where.id == "re" and node.func.attr not in ("escape", "compile")
        if used and isinstance(written, ast.Constant) and isinstance(written.value, (str, bytes)):
            yield Pattern(f"{name}:{node.lineno}", re.compile(written.value), node.func.attr in ANCHORED)


def atoms(pattern: str) -> list[str]:
    """What the pattern looks for, piece by piece: each literal, and a character of each set."""
    import re._parser as parser  # type: ignore[import-not-found]

    out: list[str] = []

    def walk(items: Iterable[tuple[object, Any]]) -> None:
        literal = ""
        for op, value in items:
            name = str(op)
            if name == "LITERAL":
                literal += chr(value)
                continue
            out.append(literal)
            literal = ""
            if name == "IN":
                out.append(_of_set(value))
            for inner in _inside(name, value):
                walk(inner)
        out.append(literal)

    walk(parser.parse(pattern))
    return [a for a in dict.fromkeys(out) if a][:14]


def _inside(name: str, value: Any) -> list[Any]:
    """The parts within one part of a parsed pattern."""
    if name.endswith("_REPEAT"):
        return [value[2]]
    if name == "BRANCH":
        return list(value[1][:6])
    if name == "GROUPREF_EXISTS":
        return [part for part in value[1:] if part]
    return {"SUBPATTERN": lambda: [value[3]], "ATOMIC_GROUP": lambda: [value], "ASSERT": lambda: [value[1]]}.get(
        name, list
    )()


def _of_set(items: list[tuple[object, object]]) -> str:
    if items and str(items[0][0]) == "NEGATE":
        taken = {chr(v) for op, v in items if str(op) == "LITERAL" and isinstance(v, int)}
        return next(c for c in "xa1 -<\n" if c not in taken)
    for op, value in items:
        if str(op) == "LITERAL" and isinstance(value, int):
            return chr(value)
        if str(op) == "RANGE" and isinstance(value, tuple):
            return chr(value[0])
        if str(op) == "CATEGORY":
            return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}.get(str(value), "x")
    return "a"


def shapes(pattern: str) -> list[tuple[str, str, str]]:
    """(head, what is repeated, tail) of texts to try: each atom, pairs of neighbours, all of them in their order, each
    behind what stands before it in the pattern, and with an end that does not fit."""
    found = atoms(pattern)
    whole = "".join(found)
    repeated = [
        *found,
        *("".join(pair) for pair in pairwise(found)),
        whole,
        " ",
        "a",
        "1",
        "a ",
        "(",
        "<",
    ]
    out = [("", one, "\0") for one in dict.fromkeys(repeated)]
    for number, one in enumerate(found):
        out.append(("".join(found[:number]), one, "\0"))
    return out


def seconds(pattern: re.Pattern[str], text: str, anchored: bool = False) -> float:
    begin = time.process_time()
    if anchored:
        pattern.match(text)
        pattern.fullmatch(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - begin


def worst(pattern: re.Pattern[str], anchored: bool = False) -> tuple[float, float, float, tuple[str, str, str]]:
    """(growth, seconds short, seconds long, the shape) of the shape that grows most."""
    result = (0.0, 0.0, 0.0, ("", "", ""))
    for head, one, tail in shapes(pattern.pattern):
        short = head + one * (SIZE // max(1, len(one))) + tail
        first = seconds(pattern, short, anchored)
        long = head + one * (4 * SIZE // max(1, len(one))) + tail
        second = seconds(pattern, long, anchored) if first < 1 else 16.0
        if second < QUICK:
            continue
        first = min(first, seconds(pattern, short, anchored)) if first < 1 else first
        second = min(second, seconds(pattern, long, anchored)) if second < 1 else second
        growth = second / max(first, QUICK / 16)
        if second >= QUICK and growth > result[0]:
            result = (growth, first, second, (head, one, tail))
    return result


def text_of(pattern: Pattern) -> re.Pattern[str]:
    compiled = pattern.compiled
    if isinstance(compiled.pattern, bytes):
        return re.compile(compiled.pattern.decode("latin-1"), compiled.flags & ~re.UNICODE | re.ASCII)
    return compiled


def test_there_are_patterns_in_every_room() -> None:
    rooms = {p.where.split(".")[1] for p in patterns()}
    assert rooms >= set(ROOMS) - {"ingest"}
    assert len(patterns()) > 150


@pytest.mark.parametrize("expression", [r"\s*\s*x", r"a+b", r"<[^>]*>\s*x", r"(?:\w+\s)?\w*;"])
def test_a_pattern_that_can_be_blown_up_is_noticed(expression: str) -> None:
    assert worst(re.compile(expression))[0] > GROWTH


@pytest.mark.parametrize("expression", [r"\s*+x", r"(?<!a)a+b", r"[^<>]{1,40}x", r"<[^<>]*>x", r"\w+"])
def test_a_pattern_that_cannot_is_let_be(expression: str) -> None:
    assert worst(re.compile(expression), anchored=expression == r"\s*+x")[0] <= GROWTH


@pytest.mark.parametrize("room", ROOMS)
def test_every_pattern_is_linear(room: str) -> None:
    gc.disable()
    try:
        bad = []
        for pattern in patterns():
            if pattern.where.split(".")[1].partition(":")[0] != room:
                continue
            growth, short, long, shape = worst(text_of(pattern), pattern.anchored)
            if growth > GROWTH:
                bad.append(f"{pattern.where}: {growth:.0f} times ({short:.4f} and {long:.4f} s) for {shape!r}")
        assert not bad, "\n".join(bad)
    finally:
        gc.enable()
