"""The man page ``factlight(1)``, made from the same parsers, docstrings and tables as the help of the commands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from tui import __version__
from tui.cli import COMMANDS, command_parser, reader_parser

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"

FILES = (
    (
        "~/.local/share/factlight/library.db",
        "the library: bookmarks, states, feeds, articles and the facts found in them",
    ),
    ("~/.config/factlight/config.toml", "settings"),
    ("~/.config/factlight/keys.toml", "keys"),
    ("~/.cache/factlight/", "what can be made again"),
)
ENVIRONMENT = (
    ("FACTLIGHT_DB", "the file of the library"),
    ("FACTLIGHT_DATA_DIR", "the folder of the library and its backups"),
    ("FACTLIGHT_CONFIG_DIR", "the folder of settings and keys"),
    ("FACTLIGHT_STATE_DIR", "the folder of logs and of what was done last"),
    ("FACTLIGHT_CACHE_DIR", "the folder of what can be made again"),
    ("NO_COLOR", "no colours"),
)

SIGNS = {"“": r"\(lq", "”": r"\(rq", "‘": r"\(oq", "’": r"\(cq", "–": r"\(en", "—": r"\(em", "…": "..."}


def man_page() -> str:
    """The page as roff with the macros of man(7)."""
    parser = reader_parser()
    examples, _, codes = (parser.epilog or "").partition("exit codes: ")
    lines = [
        f'.TH FACTLIGHT 1 "{released()}" "Factlight {__version__}" "User Commands"',
        ".SH NAME",
        r"factlight \- " + roff("a news reader for the terminal that lights up the facts"),
        ".SH SYNOPSIS",
        *_synopsis("factlight", parser),
        ".PP",
        *(line for name in COMMANDS for line in (*_synopsis(f"factlight {name}", command_parser(name)), ".br")),
        ".SH DESCRIPTION",
        *_prose(
            "Shows articles with their figures, dates, names, quotations and attributed claims marked, and keeps the "
            "passages that are bookmarked in a local database. Everything happens on this machine. Without a command, "
            "it opens the reader on the files, folders and web addresses that are named, or else on the library. "
            "In the reader, ? lists the keys; so does factlight keys."
        ),
        ".SH OPTIONS",
        *_options(parser),
        ".SH COMMANDS",
        *(line for name in COMMANDS for line in _command(name)),
        ".SH EXIT STATUS",
        *_prose(codes),
        ".SH ENVIRONMENT",
        *(line for name, words in ENVIRONMENT for line in (".TP", rf"\fB{roff(name)}\fR", roff(words))),
        ".SH FILES",
        *(line for name, words in FILES for line in (".TP", rf"\fI{roff(name)}\fR", roff(words))),
        *_prose("On macOS and Windows these folders are where the system wants them; factlight doctor prints them."),
        ".SH EXAMPLES",
        *_prose(examples.removeprefix("examples:\n")),
    ]
    return "\n".join(lines) + "\n"


def released() -> str:
    """The ISO date of the newest dated section of the changelog."""
    found = re.search(r"^## \S+ \((\d{4}-\d\d-\d\d)\)$", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def roff(words: str) -> str:
    """Text that roff prints as it is: no escapes, no requests, hyphens that can be copied into a shell."""
    words = words.replace("\\", r"\e").replace("-", r"\-")
    words = "".join(SIGNS.get(c) or (c if c.isascii() else rf"\[u{ord(c):04X}]") for c in words)
    return rf"\&{words}" if words.startswith((".", "'")) else words


def _synopsis(command: str, parser: argparse.ArgumentParser) -> list[str]:
    words = [rf"\fB{roff(command)}\fR"]
    if any(action.option_strings and action.dest != "help" for action in parser._actions):
        words.append(r"[\fIOPTION\fR]...")
    words += [_argument(action) for action in parser._actions if not action.option_strings]
    return [" ".join(words)]


def _argument(action: argparse.Action) -> str:
    """An argument that is no option, in brackets where it may be missing, with dots where it may be repeated."""
    word = rf"\fI{roff(_value(action))}\fR"
    return {"*": f"[{word}]...", "+": f"{word}...", "?": f"[{word}]"}.get(str(action.nargs), word)


def _value(action: argparse.Action) -> str:
    """What stands for the value: its name, or what may be chosen."""
    if isinstance(action.metavar, str):
        return action.metavar
    return "|".join(map(str, action.choices)) if action.choices is not None else action.dest.upper()


def _command(name: str) -> Iterable[str]:
    parser = command_parser(name)
    return (f".SS {roff(name)}", *_prose(parser.description or ""), *_options(parser))


def _options(parser: argparse.ArgumentParser) -> list[str]:
    """Arguments and options with their help, in the order of the parser; ``--help`` is told once, by the first."""
    lines = []
    formatter = parser._get_formatter()
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or (action.dest == "help" and parser.prog != "factlight"):
            continue
        names = ", ".join(rf"\fB{roff(option)}\fR" for option in action.option_strings)
        chosen = action.choices is not None and not action.metavar and bool(names)
        takes = rf"\fI{roff(action.dest.upper() if chosen else _value(action))}\fR" if action.nargs != 0 else ""
        if names and action.nargs == "?":
            takes = f"[{takes}]"
        told = formatter._expand_help(action) if action.help else ""
        if chosen:
            told = f"{told}; one of {', '.join(map(str, action.choices or ()))}"
        lines += [".TP", " ".join(filter(None, (names, takes))), roff(" ".join(told.split()))]
    return lines


def _prose(words: str) -> list[str]:
    """Paragraphs; indented lines, which are commands to type, are kept as they are."""
    lines: list[str] = []
    typed = False
    for line in words.strip("\n").splitlines():
        if line.startswith("  ") != typed:
            typed = not typed
            lines += [".PP", ".nf", ".RS"] if typed else [".RE", ".fi", ".PP"]
        lines.append(roff(line.strip() if typed else line) if line.strip() else ".PP")
    return [".PP", *lines, *([".RE", ".fi"] if typed else [])]
