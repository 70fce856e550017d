"""Searches the library: articles by words, facts and marks, in the same language as the reader's filter.

  words "a phrase" -word      unread  starred      feed:dw  folder:World  tag:korea  title:strike
  after:2026-11-01  before:yesterday               has:questions  has:marks  note:budget  a or b
  figure:troops>20000         speaker:Ahn  person:Hegseth  org:ministry  place:Seoul  date:2026-11-03

One argument is a query as one types it in the reader; of several, one with blanks is a phrase. A query for facts
(figure, person, org, place, speaker, date) lists the facts: value, sentence, article, source, day.

examples:
  factlight search defence budget after:2026-11-01 -tag:done
  factlight search 'figure:troops>20000' --csv       each figure with its sentence, for a spreadsheet
  factlight search --best --limit 5 --json 'speaker:Ahn "combined defence"'
  factlight search --save Korea tag:korea unread     keep it: a view of the reader
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui.cli import EXIT_OK, EXIT_PARTLY, EXIT_USAGE, fail
from tui.cli.library import with_library

if TYPE_CHECKING:
    from tui.library import Library
    from tui.library.articles.store import Listed
    from tui.library.search.search import Hit


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and terms, see above")
    parser.add_argument("--best", action="store_true", help="best first (default: newest first)")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="results at most (default 20)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON list of articles, with the facts asked for")
    form.add_argument("--csv", action="store_true", help="a row for each fact asked for, else for each article")
    parser.add_argument("--save", metavar="NAME", help="keep the query under this name")
    parser.add_argument("--kill", metavar="NAME", help="keep it as a rule: new articles it finds are marked read")
    parser.add_argument("--forget", metavar="NAME", help="forget a kept query or rule")
    parser.add_argument("--saved", action="store_true", help="list kept queries and rules")


def prepared(argv: list[str]) -> list[str]:
    """``-word`` is no option here but a word that is not wanted."""
    return [f"{NOT}{a[1:]}" if len(a) > 1 and a[0] == "-" and a[1] != "-" and a != "-h" else a for a in argv]


NOT = "not "


def asked(words: list[str]) -> str:
    """The arguments as one query."""
    if len(words) == 1:
        return words[0]
    return " ".join(
        f'"{w}"' if " " in w and '"' not in w and ":" not in w and not w.startswith(NOT) else w for w in words
    )


@with_library
def run(args: argparse.Namespace, library: Library) -> int:
    """Search; the exit code (1 when nothing is found, 2 for a query that cannot be read)."""
    from tui.library.search.language import QueryError

    query = asked(args.query)
    search = library.search
    today = date.today()
    try:
        if args.forget:
            search.forget(args.forget)
            return EXIT_OK
        if args.saved:
            for kill in (False, True):
                for name, kept in search.saved(kill=kill):
                    print(f"{'rule ' if kill else ''}{name}: {kept}")
            return EXIT_OK
        if not query:
            fail("say what to search for; see: factlight search --help")
            return EXIT_USAGE
        if args.save or args.kill:
            search.save(args.save or args.kill, query, kill=bool(args.kill))
            return EXIT_OK
        numbers = search.numbers(query, today, best_first=args.best, limit=max(1, min(500, args.limit)))
        hits = search.hits(numbers, query, today, built=args.json)
        waiting = search.unlooked(query, today)
    except QueryError as error:
        fail(f"{error}\n  {query}\n  {' ' * error.start}{'^' * max(1, error.end - error.start)}")
        return EXIT_USAGE
    if args.json:
        print(json.dumps([_record(hit) for hit in hits], ensure_ascii=False, indent=2))
    elif args.csv:
        _csv(hits)
    elif any(hit.facts for hit in hits):
        _table(hits)
    else:
        for hit in hits:
            _print(hit)
    if not hits and not args.json:
        fail("nothing found.")
    if waiting:
        fail(f"the facts of {waiting:,} articles are not known yet: factlight refresh --facts finds them.")
    return EXIT_OK if hits else EXIT_PARTLY


def _record(hit: Hit) -> dict[str, object]:
    row = hit.row
    return {
        "uri": row.uri, "title": row.title, "source": row.source, "url": row.url, "published": _day(row),
        "read": row.read, "starred": row.starred, "questions": row.questions,
        "figures": row.figures if row.figures >= 0 else None, "words": hit.words, "snippet": hit.snippet,
        "hits": [list(span) for span in hit.spans], "offset": hit.at,
        "facts": [fact._asdict() for fact in hit.facts],
    }  # fmt: skip


FACT_COLUMNS = ("kind", "value", "words", "sentence", "title", "source", "day", "uri", "start", "end")
ARTICLE_COLUMNS = ("title", "source", "day", "uri", "url", "snippet")


def _csv(hits: list[Hit]) -> None:
    """RFC 4180 on standard output: a row for each fact, or for each article where no facts were asked for."""
    import csv

    out = csv.writer(sys.stdout, lineterminator="\n")
    if any(hit.facts for hit in hits):
        out.writerow(FACT_COLUMNS)
        for hit in hits:
            for fact in hit.facts:
                about = (hit.row.title, hit.row.source, _day(hit.row), hit.row.uri)
                cells = (fact.kind, fact.value, fact.words, fact.sentence, *about, fact.start, fact.end)
                out.writerow(map(_cell, cells))
        return
    out.writerow(ARTICLE_COLUMNS)
    for hit in hits:
        plain = (hit.row.title, hit.row.source, _day(hit.row), hit.row.uri, hit.row.url, hit.snippet)
        out.writerow(map(_cell, plain))


def _cell(value: object) -> object:
    """Words that a spreadsheet would take for a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _table(hits: list[Hit]) -> None:
    """The facts under each article: value and sentence, the fact's words marked."""
    from rich.table import Table
    from rich.text import Text

    from tui.cli.terminal import Console

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    for hit in hits:
        row = hit.row
        console.print(Text(row.title, style="bold"))
        console.print(Text(" · ".join(p for p in (row.source, _day(row), row.url or row.uri) if p), style="dim"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(no_wrap=not sys.stdout.isatty(), justify="right")
        table.add_column()
        for fact in hit.facts:
            words = Text(fact.sentence)
            words.highlight_words([" ".join(fact.words.split())], "bold underline")
            table.add_row(Text(fact.value), words)
        if sys.stdout.isatty():
            console.print(table)
        else:  # one line a fact, for pipes
            for fact in hit.facts:
                print(f"  {fact.value}\t{fact.sentence}")
        console.print()


def _print(hit: Hit) -> None:
    from rich.text import Text

    from tui.cli.terminal import Console

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    row = hit.row
    console.print(Text(row.title, style="bold"))
    console.print(Text(" · ".join(p for p in (row.source, _day(row), row.url or row.uri) if p), style="dim"))
    words = Text(hit.snippet)
    for start, end in hit.spans:
        words.stylize("bold underline", start, end)
    console.print(words)
    console.print()


def _day(row: Listed) -> str:
    """The day it appeared, where you are; "" where only the time is known at which it came here."""
    return datetime.fromtimestamp(row.published / 1000).date().isoformat() if row.dated else ""
