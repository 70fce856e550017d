"""``python -m tests.faults [--kills N] [--step N] [--seconds S]``: kills, failing writes, full disks, no memory.

Ends with 0 when no acknowledged bookmark was lost and no library damaged. The suite runs a short form of it. What a
disk only claims to have written ("lie") no program can keep; how often the doctor finds the damage is told, not judged.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults import damage, kills, powercut, vfs, writes
from tests.faults.work import of_an_earlier_version, prepared


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="rounds of two killed writers")
    parser.add_argument("--step", type=int, default=1, help="let only every Nth operation fail")
    parser.add_argument(
        "--seconds", type=float, default=1e9, help="at most so long for kills, and for each kind of fault"
    )
    parser.add_argument("--cuts", type=int, default=1000, help="power cuts")
    parser.add_argument("--damaged", type=int, default=100, help="libraries damaged on purpose, and repaired")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory(prefix="factlight-faults-") as made:
        folder = Path(made)
        if not vfs.available():
            print("writes: left out, this Python's SQLite is no shared library")
        for what, base in (("", prepared(folder / "base")), ("old: ", of_an_earlier_version(folder / "old"))):
            for about, places, outcomes in writes.memory(base, folder / "memory"):
                bad += _told(what + about, places, outcomes)
            if vfs.available():
                for about, places, outcomes in writes.run(base, folder / "writes", args.step, args.seconds):
                    wrong = _told(what + about, places, outcomes)
                    bad += wrong if about != "lie" else 0
        if vfs.available():
            bad += _power(folder, args.cuts, args.seed)
        bad += _damage(folder / "damage", args.damaged)
        path = prepared(folder / "kills")
        rounds, acknowledged, lost = kills.run(path, args.kills, args.seconds, args.seed)
        print(f"{'killed, two writers':<24} {rounds:>5} rounds, {acknowledged} acknowledged in the last library", *lost)
        bad += len(lost)
    print("all well" if not bad else f"{bad} went wrong")
    return 1 if bad else 0


def _power(folder: Path, cuts: int, seed: int) -> int:
    """Power cuts; after how many of them something acknowledged was missing or the library damaged."""
    wrong = acknowledged = 0
    for kept, problem in powercut.run(prepared(folder / "power"), folder / "cut", cuts, seed):
        acknowledged += kept
        if problem:
            wrong += 1
            print(f"power cut: {problem}")
    print(f"{'power cuts':<24} {cuts:>5} cuts, {acknowledged} acknowledged before them")
    return wrong


def _damage(folder: Path, count: int) -> int:
    """Libraries damaged by a seed; how many of them the doctor or a repair dealt with wrongly."""
    wrong = must = saved = 0
    for seed, kind, problem, needed, there in damage.run(folder, range(count)):
        must, saved = must + needed, saved + there
        if problem:
            wrong += 1
            print(f"damaged, {kind:<15} seed {seed}: {problem}")
    print(f"{'damaged':<24} {count:>5} libraries: {must} bookmarks on undamaged pages, {saved} of all saved")
    return wrong


def _told(about: str, places: int, outcomes: dict[str, int]) -> int:
    told = ", ".join(f"{n} {what}" for what, n in sorted(outcomes.items()))
    print(f"{about:<24} {places:>5} places: {told}", flush=True)
    return sum(n for what, n in outcomes.items() if what not in ("well", "found by the doctor"))


if __name__ == "__main__":
    sys.exit(main())
