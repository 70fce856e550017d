"""``python -m tests.mutants [--list] [--check] [--only WORDS] [--keep-going]``: break behaviours, see whether tests notice.

Each entry of ``tests/mutants/*.toml`` names a file, a text that stands in it exactly once, what is put in its place, and
the tests that have to fail then. It is done in a copy of the working tree, never in the tree itself. The named tests
must pass unbroken first. Exit code 0: every broken behaviour was noticed; 1: some were not, and are named; 2: an entry
fits no more (the text was moved or changed: mend the entry), or the tests fail as they are.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
LIMIT = 180
"""Seconds for the tests of one entry; a behaviour whose loss makes them hang longer counts as noticed."""


@dataclass(frozen=True)
class Mutant:
    """One behaviour, broken. ``file`` and ``tests`` count from the top of the tree; ``tests`` may hold "-k" and words."""

    room: str
    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def problem(self, root: Path) -> str:
        """Why it cannot be applied, "" when it can."""
        path = root / self.file
        if not path.is_file():
            return f"there is no {self.file}"
        found = path.read_text("utf-8").count(self.old)
        if found != 1:
            return f"its text stands in {self.file} {found} times instead of once"
        missing = [t for t in self.tests if t.startswith("tests/") and not (root / t.partition("::")[0]).exists()]
        return f"there is no {missing[0]}" if missing else ""


def mutants() -> list[Mutant]:
    """All entries, by room."""
    found = []
    for path in sorted(HERE.glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8"))["mutant"]:
            found.append(
                Mutant(path.stem, entry["name"], entry["file"], entry["old"], entry["new"], tuple(entry["tests"]))
            )
    return found


def main() -> int:
    """Run what was asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--list", action="store_true", help="only the names")
    parser.add_argument("--check", action="store_true", help="only whether every entry fits the tree")
    parser.add_argument("--only", default="", metavar="WORDS", help="those whose room or name holds these words")
    args = parser.parse_args()
    chosen = [m for m in mutants() if args.only.casefold() in f"{m.room}: {m.name}".casefold()]
    if args.list:
        print(*(f"{m.room}: {m.name}" for m in chosen), sep="\n")
        return 0
    stale = [(m, problem) for m in chosen if (problem := m.problem(ROOT))]
    for mutant, problem in stale:
        print(f"fits no more   {mutant.room}: {mutant.name}: {problem}")
    if args.check:
        return 2 if stale else 0
    fitting = [m for m in chosen if not m.problem(ROOT)]
    with tempfile.TemporaryDirectory(prefix="factlight-mutants-") as made:
        outcome = run(Path(made) / "tree", fitting)
    return outcome or (2 if stale else 0)


def run(tree: Path, chosen: list[Mutant]) -> int:
    """Break each in a copy of the tree at ``tree``; 0 when all were noticed, 1 for survivors, 2 for broken tests."""
    copy(tree)
    survivors, unusable = [], []
    sound: dict[tuple[str, ...], bool] = {}
    for number, mutant in enumerate(chosen, 1):
        if mutant.tests not in sound:
            sound[mutant.tests] = passes(tree, mutant.tests)
        if not sound[mutant.tests]:
            unusable.append(mutant)
            print(
                f"tests fail     {mutant.room}: {mutant.name}: {' '.join(mutant.tests)} without being broken",
                flush=True,
            )
            continue
        began = time.monotonic()
        with broken(tree, mutant):
            survived = passes(tree, mutant.tests)
        took = time.monotonic() - began
        survivors += [mutant] if survived else []
        verdict = "NOT NOTICED" if survived else "noticed"
        print(f"{verdict:<14} {mutant.room}: {mutant.name} ({number} of {len(chosen)}, {took:.0f} s)", flush=True)
    print(f"{len(chosen) - len(survivors) - len(unusable)} of {len(chosen)} broken behaviours were noticed")
    return 1 if survivors else 2 if unusable else 0


def copy(tree: Path) -> None:
    """A copy of the files that git knows or would know, as they stand in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)


class broken:
    """While it lasts, the behaviour is broken in the tree."""

    def __init__(self, tree: Path, mutant: Mutant) -> None:
        self.path = tree / mutant.file
        self.whole = self.path.read_text("utf-8")
        self.changed = self.whole.replace(mutant.old, mutant.new)

    def __enter__(self) -> None:
        self._write(self.changed)

    def __exit__(self, *_: object) -> None:
        self._write(self.whole)

    def _write(self, text: str) -> None:
        self.path.write_text(text, "utf-8")
        for compiled in _compiled(self.path):  # a change within one second keeps the time that Python compares
            compiled.unlink(missing_ok=True)


def _compiled(path: Path) -> Iterator[Path]:
    yield from (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc")


def passes(tree: Path, tests: tuple[str, ...]) -> bool:
    """Whether the tests pass in the tree; not when they take too long."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("FACTLIGHT_", "XDG_"))}
    surroundings |= {
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "mutants",
        "HOME": str(tree.parent),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-o", "addopts=", "-p", "no:xdist", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, *tests],
            cwd=tree,
            env=surroundings,
            timeout=LIMIT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
