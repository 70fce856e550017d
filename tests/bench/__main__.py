"""``python -m tests.bench [PART …] [--runs N]``: prints figures and ratios of one interleaved run."""

from __future__ import annotations

import argparse
import importlib
import sys
import time

PARTS = ("facts", "reading", "start", "library", "peers", "reload")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--runs", type=int, default=7, help="interleaved runs for what is timed from outside")
    args = parser.parse_args()
    unknown = set(args.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for part in args.parts or PARTS:
        began = time.monotonic()
        print(f"## {part}")
        for name, value in importlib.import_module(f"tests.bench.{part}").measure(args.runs):
            print(f"{name:<64} {value}", flush=True)
        print(f"({time.monotonic() - began:.0f} s)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
