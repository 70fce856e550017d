"""Lists, exports and imports the bookmarks of the library.

examples:
  factlight marks                                   every bookmark, newest first
  factlight marks list troops --tag korea           those that hold a word and carry a tag
  factlight marks list --state lost --sort title    those that were not found again
  factlight marks export --format obsidian --output notes/   one note an article
  factlight marks export --format jsonl > marks.jsonl        everything, to be imported again
  factlight marks export --template mine.txt --article strike
  factlight marks import "My Clippings.txt"         from Kindle, KOReader, Hypothesis, Readwise, JSON-LD, Factlight
  factlight marks edit troops --add-tags "korea, to check" --set-category a   of all bookmarks that fit
  factlight marks undo                              undo the last change of bookmarks
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import EXIT_OK, EXIT_PARTLY, EXIT_USAGE, fail
from tui.cli.library import with_library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui.bookmarks.citation import Citation
    from tui.bookmarks.formats import Imported
    from tui.bookmarks.model import Bookmark
    from tui.library import Library
    from tui.text.article import Article

ACTIONS = ("list", "export", "import", "edit", "undo")
STATES = ("exact", "moved", "changed", "lost", "unplaced")
SORTS = ("newest", "oldest", "changed", "place", "title", "source", "state")
NAMED = 20
"""Passages without a place that an import names; the rest is counted."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="list", help="what to do (default: list)")
    parser.add_argument("words", nargs="*", metavar="WORD", help="words to look for; the files to import")
    chosen = parser.add_argument_group("which bookmarks")
    chosen.add_argument("--tag", default="", help="only those with this tag")
    chosen.add_argument("--state", choices=STATES, help="only those in this state")
    chosen.add_argument("--category", default="", metavar="LETTER", help="only those of this category")
    chosen.add_argument("--article", default="", metavar="TEXT", help="only of the article with this address or title")
    chosen.add_argument("--sort", choices=SORTS, help="the order of a list (default newest; exports: document order)")
    edit = parser.add_argument_group("edit: what to change of the bookmarks that fit")
    edit.add_argument("--add-tags", default="", metavar="TAGS", help="tags to add, separated by commas")
    edit.add_argument("--remove-tags", default="", metavar="TAGS", help="tags to take off, separated by commas")
    edit.add_argument("--set-category", metavar="LETTER", help="one letter; an empty one takes the category away")
    form = parser.add_argument_group("how")
    form.add_argument("--format", metavar="FORMAT", help="of an export; see docs/formats.md")
    form.add_argument("--template", type=Path, metavar="FILE", help="export with a template of your own")
    form.add_argument("--output", metavar="FILE", help="write there; a folder gets one file an article")
    form.add_argument("--json", action="store_true", help="a list as JSON")
    form.add_argument("--in", dest="look_in", action="append", default=[], metavar="PATH",
                      help="import: look for the passages in this file or folder too")  # fmt: skip


@with_library
def run(args: argparse.Namespace, library: Library) -> int:
    """Do what ``args.action`` says; the exit code."""
    if args.action == "undo":
        taken = library.undo("bookmarks")
        print(f"undone: {taken}" if taken else "there is nothing to undo.")
        return EXIT_OK
    if args.action == "import":
        return _import(args, library)
    chosen = _chosen(args, library)
    if args.action == "edit":
        return _edit(args, library, chosen)
    return _export(args, library, chosen) if args.action == "export" else _list(args, chosen)


def _chosen(args: argparse.Namespace, library: Library) -> list[Bookmark]:
    from tui.bookmarks.passage_link import canonical

    query = " ".join(f'"{w}"' if " " in w and '"' not in w else w for w in args.words)
    found = library.bookmarks.all(
        query=query, tag=args.tag, state=args.state, category=args.category,
        sort=args.sort or ("place" if args.action == "export" else "newest"),
    )  # fmt: skip
    wanted = args.article
    if not wanted:
        return found
    page, words = canonical(wanted), wanted.casefold()
    return [b for b in found if canonical(b.uri) == page or words in b.title.casefold() or b.uri.endswith(f"/{wanted}")]


# listing


def _list(args: argparse.Namespace, found: list[Bookmark]) -> int:
    if args.json:
        from tui.bookmarks.formats.jsonsafe import dump

        print(dump([_record(b) for b in found], indent=2))
    else:
        for bookmark in found:
            _print(bookmark)
        if not found:
            fail("no bookmark fits.")
    return EXIT_OK if found or args.json else EXIT_PARTLY


def _record(b: Bookmark) -> dict[str, object]:
    return {
        "id": b.id, "uri": b.uri, "title": b.title, "source": b.source, "quote": b.selector.exact, "note": b.note,
        "tags": list(b.tags), "category": b.category, "state": b.state.value, "span": list(b.span) if b.span else None,
        "version": b.version, "created": b.created, "changed": b.changed,
    }  # fmt: skip


def _print(b: Bookmark) -> None:
    from rich.text import Text

    from tui.bookmarks.formats.grouping import day, note_lines, quote_lines
    from tui.cli.terminal import Console

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(Text(" ".join(quote_lines(b)), style="bold"))
    for line in note_lines(b):
        console.print(Text(f"  {line}"))
    state = "" if b.state.value == "exact" else b.state.value
    letter = f"({b.category})" if b.category else ""
    about = (b.title or b.uri, b.source, day(b.created), *(f"#{t}" for t in b.tags), letter, state)
    console.print(Text(" · ".join(filter(None, about)), style="dim"))
    console.print()


# editing


def _edit(args: argparse.Namespace, library: Library, found: list[Bookmark]) -> int:
    """Change tags and category of the chosen bookmarks, each in one step that can be undone."""
    from tui.bookmarks.making import split_tags
    from tui.library import LibraryError

    if not (args.add_tags or args.remove_tags or args.set_category is not None):
        fail("say what to change: --add-tags, --remove-tags or --set-category.")
        return EXIT_USAGE
    if not found:
        fail("no bookmark fits.")
        return EXIT_PARTLY
    ids = [b.id for b in found]
    changed = 0
    try:
        if args.set_category is not None:
            changed = library.bookmarks.categorise(ids, args.set_category)
        if args.add_tags or args.remove_tags:
            add, remove = split_tags(args.add_tags), split_tags(args.remove_tags)
            changed = max(changed, library.bookmarks.retag(ids, add=add, remove=remove))
    except LibraryError as error:
        fail(str(error))
        return EXIT_USAGE
    say(f"{_count(changed)} changed: factlight marks undo takes it back.")
    return EXIT_OK


# export


def _export(args: argparse.Namespace, library: Library, found: list[Bookmark]) -> int:
    from tui.bookmarks import formats

    if args.template and args.format:
        fail("give a format or a template, not both.")
        return EXIT_USAGE
    name = args.format or _format_for(args.output)
    articles = library.bookmarks.citations({b.uri for b in found})
    try:
        if args.template:
            from tui.bookmarks.formats import template

            layout = template.load(args.template)
            suffix = args.template.suffix or ".txt"

            def write(items: list[Bookmark]) -> str:
                return layout.render(items, articles)
        else:
            if name not in formats.FORMATS:
                formats.export([], name)
            suffix = formats.FORMATS[name].suffix

            def write(items: list[Bookmark]) -> str:
                return formats.export(items, name, articles=articles)

        if not args.output or args.output == "-":
            sys.stdout.write(write(found))
            return EXIT_OK
        if name == "obsidian" and not args.template:
            return _to_notes(args.output, found, articles)
        return _to_files(args.output, suffix, found, write)
    except ValueError as error:
        fail(str(error))
        return EXIT_USAGE


def _format_for(output: str | None) -> str:
    from tui.bookmarks.formats import FORMATS

    ending = Path(output).suffix.lower() if output else ""
    return next((f.name for f in FORMATS.values() if f.writes and f.suffix == ending), "text")


def _to_files(output: str, suffix: str, found: list[Bookmark], write: Callable[[list[Bookmark]], str]) -> int:
    """Write one file, or into a folder one an article; a file that is there is replaced as a whole."""
    from tui.bookmarks.files import write_atomically
    from tui.bookmarks.vault import free_name

    target = Path(output).expanduser()
    try:
        if not _is_folder(target, output):
            write_atomically(target, write(found))
            say(f"{_count(len(found))} written to {target}.")
            return EXIT_OK
        target.mkdir(parents=True, exist_ok=True)
        groups: dict[str, list[Bookmark]] = {}
        for b in found:
            groups.setdefault(b.uri, []).append(b)
        taken: set[str] = set()
        for items in groups.values():
            write_atomically(target / free_name(items[0].title, suffix, taken), write(items))
        say(f"{_count(len(found))} written to {len(groups)} file{'s' if len(groups) != 1 else ''} in {target}.")
    except OSError as error:
        return _cannot_write(target, error)
    return EXIT_OK


def _to_notes(output: str, found: list[Bookmark], articles: Mapping[str, Citation]) -> int:
    """Put what is missing into Obsidian notes that may hold lines of the reader's own."""
    from tui.bookmarks import vault

    target = Path(output).expanduser()
    try:
        if _is_folder(target, output):
            target.mkdir(parents=True, exist_ok=True)
        done = vault.export(target, found, articles)
    except OSError as error:
        return _cannot_write(target, error)
    there = f"; {done.kept} {'was' if done.kept == 1 else 'were'} there already" if done.kept else ""
    say(f"{_count(done.added)} written to {target}{there}.")
    return EXIT_OK


def _is_folder(target: Path, typed: str) -> bool:
    return target.is_dir() or typed.endswith("/")


def _cannot_write(target: Path, error: OSError) -> int:
    fail(f"{target} cannot be written ({error.strerror or error}): choose another place with --output.")
    return EXIT_PARTLY


def _count(n: int) -> str:
    return f"{n} bookmark{'s' if n != 1 else ''}"


def say(message: str) -> None:
    """What was done, on standard error: standard output may be a pipe."""
    from tui.text.sanitize import sanitize_line

    print(sanitize_line(message), file=sys.stderr)


# import


def _import(args: argparse.Namespace, library: Library) -> int:
    from tui.bookmarks.formats import read_file

    if not args.words:
        fail('name the files to import, such as: factlight marks import "My Clippings.txt"')
        return EXIT_USAGE
    code = EXIT_OK
    given = _given(args.look_in)
    for name in args.words:
        imported = read_file(Path(name).expanduser())
        if not imported.bookmarks:
            for problem in imported.problems:
                fail(problem)
            code = EXIT_PARTLY
            continue
        report = library.bookmarks.merge(imported, [*given, *_known(library, imported)])
        for problem in report.problems:
            fail(problem)
            code = EXIT_PARTLY
        print(f"{report.added} added, {report.doubles} {'was' if report.doubles == 1 else 'were'} here already.")
        if report.unanchored:
            count = len(report.unanchored)
            print(f"{count} have no place yet; they are kept, and looked for when their article opens:")
            for bookmark in report.unanchored[:NAMED]:
                _print_short(bookmark)
            if len(report.unanchored) > NAMED:
                print("  … all of them: factlight marks list --state unplaced")
    return code


def _print_short(bookmark: Bookmark) -> None:
    from tui.text.sanitize import sanitize_line

    words = sanitize_line(bookmark.selector.exact)
    print(f"  {words if len(words) <= 60 else words[:59] + '…'} ({bookmark.title or bookmark.uri})")


def _given(paths: list[str]) -> list[Article]:
    from tui.cli.inputs import articles

    return [article for article in articles(paths) if article is not None]


def _known(library: Library, imported: Imported) -> list[Article]:
    """The imported bookmarks' articles that the library holds, or that lie in a file of this machine."""
    from urllib.parse import unquote, urlsplit

    from tui.sources import SourceError
    from tui.sources.documents import files
    from tui.text.urls import address, spellings

    found: list[Article] = []
    for uri in dict.fromkeys(b.uri for b in imported.bookmarks):
        names = dict.fromkeys((uri, *spellings(address(uri))))
        listed = next((row for name in names if (row := library.articles.by_uri(name)) is not None), None)
        article = library.articles.load_id(listed.id) if listed is not None else None
        if article is None and uri.startswith("file:///"):
            path = Path(unquote(urlsplit(uri).path))
            if path.suffix.lower() in files.SUFFIXES and path.is_file():
                try:
                    article = files.open_path(path)
                except SourceError:
                    article = None
        if article is not None:
            found.append(article)
    return found
