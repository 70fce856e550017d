"""The reader from outside, in a pseudo-terminal, interleaved with the smallest Textual program (and newsboat)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

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


def _once(command: list[str], home: Path, text: str) -> tuple[float, float, float]:
    # as for an installed program, the bytecode is there
    env = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "bytecode")}
    program = Program(command, home, env=env)
    try:
        painted = program.until(text)
        program.send(b"j")
        answered = program.change()
        program.quiet()
        return painted - program.began, answered - program.began, program.memory()
    finally:
        program.close()
