"""Opens the reader on a demonstration article that comes with Factlight, about a town that does not exist.

Where there is no terminal that the reader can draw on, prints the article and its facts, as `factlight show` does.

examples:
  factlight demo
  factlight demo | less
"""

from __future__ import annotations

import argparse
import sys
from importlib import resources

NAME = "demonstration.txt"
"""The article's file in this package. Its text was written for Factlight and is under Factlight's licence."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but ``--help``: the command takes no arguments."""


def run(args: argparse.Namespace) -> int:
    """Open the reader on the article, or print it; the exit code."""
    from tui.cli import command_parser
    from tui.cli.read import has_terminal, prints_lines_only, read

    with resources.as_file(resources.files("tui.cli") / NAME) as article:
        if sys.stdout.isatty() and not prints_lines_only() and has_terminal():
            return read([str(article)])
        from tui.cli.show import run as show

        return show(command_parser("show").parse_args([str(article)]))
