"""The command line. Each command is a module of this package, imported only when it is called.

Exit codes: 0 all went well; 1 something could not be read or done, the rest was; 2 wrong use;
3 the library cannot be used; 130 interrupted. Results go to standard output, everything else to
standard error.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

from tui import __version__

if TYPE_CHECKING:
    import argparse

COMMANDS = {
    "facts": "the facts in articles, for people and for pipes",
    "show": "an article as linear text, with its facts",
    "demo": "the reader on an article that comes with it",
    "add": "feeds, pages, files and folders into the library",
    "feeds": "the feeds: list, settings, OPML",
    "refresh": "fetch what is new",
    "sync": "sync with a server: Miniflux, FreshRSS and others",
    "search": "find articles by words, facts and marks",
    "marks": "bookmarks: list, export, import",
    "doctor": "where everything lies, and whether it is sound",
    "keys": "the keys of the reader",
    "completion": "a script for your shell",
}
"""Every command's name with its line of help; ``tui.cli.<name>`` offers ``configure(parser)`` and ``run(args)``."""

EXIT_OK, EXIT_PARTLY, EXIT_USAGE, EXIT_LIBRARY, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

_EPILOG = """\
examples:
  factlight                            open the reader on the library
  factlight demo                       open the reader on an article that comes with it
  factlight article.txt notes/         open files and folders
  curl -s URL | html2text | factlight -     read standard input
  factlight facts --json article.txt   facts for a pipe
  factlight --date 2025-11-03 a.txt    resolve “Monday” against this day

exit codes: 0 success; 1 something could not be read, found or written; 2 usage error; 3 the library cannot be used;
130 interrupted
"""


def fail(message: str) -> None:
    """One plain sentence on standard error; what steers a terminal does not get through."""
    from tui.text.sanitize import sanitize_line

    print(f"factlight: {sanitize_line(message)}", file=sys.stderr)


def print_line(words: str) -> None:
    """One line of results; what steers a terminal does not get through."""
    from tui.text.sanitize import sanitize_line

    print(sanitize_line(words))


class Clean:
    """A stream that lets no control characters through: the last filter of everything that commands print.

    What a command wants to say to the terminal itself goes to ``stream``, the one below.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, words: str) -> int:
        from tui.text.sanitize import without_controls

        return self.stream.write(without_controls(words))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def run(argv: Sequence[str]) -> int:
    """Run one command; the exit code. Never shows a traceback for a known error."""
    _open_closed_streams()
    _ask_the_terminal_for_its_size()
    _speak_utf8()
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = cast("TextIO", Clean(out)), cast("TextIO", Clean(err))
    try:
        return _run(argv)
    finally:
        sys.stdout, sys.stderr = out, err


def _open_closed_streams() -> None:
    """Give descriptors that were closed (``2>&-``) to the null device: a file of ours must not be opened in their
    place and get the messages written into it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one
            stream = os.fdopen(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def _ask_the_terminal_for_its_size() -> None:
    """$COLUMNS and $LINES of a shell that exported them stay what they were when the window changes its size: where
    the output goes to a terminal, that says how large it is."""
    with suppress(OSError, ValueError):
        if sys.stdout.isatty() and os.get_terminal_size(sys.stdout.fileno()).columns > 0:
            os.environ.pop("COLUMNS", None)
            os.environ.pop("LINES", None)


def _run(argv: Sequence[str]) -> int:
    try:
        code = _dispatch(list(argv))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the pager or head has seen enough
        _stop_writing()
        return EXIT_OK
    except OSError as error:
        from tui.text.sanitize import sanitize_line

        _stop_writing()
        where = f"{error.filename}: " if error.filename else ""
        fail(sanitize_line(f"{where}{error.strerror or error}; it was not finished."))
        return EXIT_PARTLY


def _speak_utf8() -> None:
    """Files and pipes get UTF-8 whatever the locale; a terminal gets what it can show, and similar signs of ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            if stream.isatty():
                from tui.cli import plain_signs

                stream.reconfigure(errors=plain_signs.HANDLER)
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def _stop_writing() -> None:
    """Nothing can be written any more: what is still held back goes nowhere, without a complaint at the exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(argv: list[str]) -> int:
    if argv and argv[0] in COMMANDS:
        name = argv[0]
        module = importlib.import_module(f"tui.cli.{name}")
        parser = command_parser(name)
        prepared = getattr(module, "prepared", list)  # a command may read "-word" in its own way
        code: int = module.run(_parse(parser, prepared(argv[1:])))
        return code
    return _read(argv)


def command_parser(name: str) -> argparse.ArgumentParser:
    """The parser of the command ``name`` of COMMANDS. Its help, the man page and the completions are made of it."""
    import argparse

    module = importlib.import_module(f"tui.cli.{name}")
    parser = argparse.ArgumentParser(
        prog=f"factlight {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.configure(parser)
    return parser


def _parse(parser: argparse.ArgumentParser, argv: list[str]) -> argparse.Namespace:
    return parser.parse_intermixed_args(argv)


def _read(argv: list[str]) -> int:
    from tui.cli.read import read

    if not any(word.startswith("-") and word != "-" for word in argv):
        return read(argv)  # nothing to parse, and nobody waits for the parser
    args = reader_parser().parse_args(argv)
    return read(args.paths, args.date or "")


def reader_parser() -> argparse.ArgumentParser:
    """The parser of ``factlight`` without a command, which opens the reader."""
    import argparse

    listing = "\n".join(f"  {name:<10} {line}" for name, line in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="factlight",
        description="A news reader for the terminal that lights up the facts.\n\n"
        f"commands (factlight COMMAND --help tells more):\n{listing}",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, web addresses; - for standard input")
    parser.add_argument("--date", metavar="YYYY-MM-DD", type=iso_date, help="the day the articles were published")
    parser.add_argument("--version", action="version", version=f"factlight {__version__}")
    return parser


def iso_date(text: str) -> str:
    """An argparse type: an ISO date, kept as text. Raises ArgumentTypeError."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        import argparse

        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2025-11-03") from None
