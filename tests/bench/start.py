"""The reader from outside, in a pseudo-terminal, interleaved with the smallest Textual program and ``python -c pass``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench import samples
from tests.bench.terminal import Program

ROOT = Path(__file__).parents[2]


def measure(runs: int) -> Iterator[tuple[str, str]]:
    ours = [sys.executable, "-m", "tui", str(ROOT / "seeds")]
    floor = [sys.executable, str(Path(__file__).with_name("floor.py"))]
    took: dict[str, list[float]] = {"ours": [], "floor": [], "painted": [], "memory": [], "floor memory": []}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _once(ours, home, "Hegseth")  # makes the library, writes the bytecode
        _once(floor, home, "ready")
        for _ in range(runs):
            for name, command, text in (("ours", ours, "Hegseth"), ("floor", floor, "ready")):
                painted, answered, memory = _once(command, home, text)
                took[name].append(answered)
                if name == "ours":
                    took["painted"].append(painted)
                took["memory" if name == "ours" else "floor memory"].append(memory)
    one, other = median(took["ours"]), median(took["floor"])
    yield "start until the first key is answered, ours", f"{1000 * one:.0f} ms"
    yield "the same, one-label Textual program", f"{1000 * other:.0f} ms"
    yield "ratio (target 1.35, later 1.20)", f"{one / other:.2f}"
    yield "start until the article's text shows", f"{1000 * median(took['painted']):.0f} ms"
    yield "resident memory, ours / one-label", f"{median(took['memory']) / median(took['floor memory']):.2f}"
    yield from _library(runs)


def _library(runs: int) -> Iterator[tuple[str, str]]:
    """The start on a library of 25,000 articles: memory, and the list's picture of the last time."""
    took: dict[str, list[float]] = {"picture": [], "pass": [], "memory": [], "floor memory": []}
    floor = [sys.executable, str(Path(__file__).with_name("floor.py"))]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        samples.fill(home / "library.db", 25_000)
        script = home / "factlight.py"  # what an installed command is
        script.write_text("import sys\nfrom tui.__main__ import main\nsys.exit(main())\n")
        env = _env(home) | {"FACTLIGHT_DB": str(home / "library.db")}
        for run in range(runs + 2):  # the first two make what later ones find
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", "pass"], check=True)
            passed = time.perf_counter() - began
            program = Program([sys.executable, str(script)], home, env=env)
            picture = program.until("L024999") - program.began
            program.send(b"j")
            while "words" not in program.text:  # in the title's lines: the reader itself has painted
                program.first()
            program.quiet()
            memory = program.memory()
            program.send(b"\x11")
            program.end()
            _, _, floor_memory = _once(floor, home, "ready")
            if run > 1:
                for name, value in zip(took, (picture, passed, memory, floor_memory), strict=True):
                    took[name].append(value)
    middle = {name: median(values) for name, values in took.items()}
    yield (
        "the list's first screen at 25,000 articles, to python -c pass (target 2.0)",
        f"{middle['picture'] / middle['pass']:.2f}  ({1000 * middle['picture']:.0f} and {1000 * middle['pass']:.0f} ms)",
    )
    yield "resident memory there, ours / one-label (target 1.5)", f"{middle['memory'] / middle['floor memory']:.2f}"


def _env(home: Path) -> dict[str, str]:
    """As for an installed program, the bytecode is there."""
    return {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "bytecode")}


def _once(command: list[str], home: Path, text: str) -> tuple[float, float, float]:
    program = Program(command, home, env=_env(home))
    try:
        painted = program.until(text)
        program.send(b"j")
        answered = program.change()
        program.quiet()
        return painted - program.began, answered - program.began, program.memory()
    finally:
        program.close()
