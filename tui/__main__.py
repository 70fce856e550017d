"""``python -m tui`` and the ``factlight`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line with this process's arguments; the exit code."""
    if len(sys.argv) > 1:
        from tui.cli import run

        return run(sys.argv[1:])
    from tui import first_screen

    first_screen.show()
    try:
        from tui.cli import run

        return run([])
    finally:
        first_screen.give_back()


if __name__ == "__main__":
    sys.exit(main())
