"""The facts in articles: a table for people; JSON, JSON Lines, CSV or Markdown for pipes.

examples:
  factlight facts article.txt
  factlight facts --json --date 2025-11-03 article.txt
  factlight facts --csv notes/ > facts.csv
  factlight facts --jsonl --batch - < articles.jsonl     (lines of {"id", "text", "date"})
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from tui.cli import EXIT_OK, EXIT_PARTLY, EXIT_USAGE, fail, iso_date
from tui.facts.kinds import TABLE

if TYPE_CHECKING:
    from tui.facts import Fact, Facts
    from tui.text.article import Article

KINDS = tuple(row.kind for row in TABLE)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, web addresses; - for standard input")
    form = parser.add_mutually_exclusive_group()
    for name, line in (
        ("json", "one JSON document (a list when there are several articles)"),
        ("jsonl", "one JSON object a line, an article each"),
        ("csv", "a table for spreadsheets"),
        ("md", "a Markdown table"),
        ("timeline", "the dates in the order of time"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=line)
    parser.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="the day the articles were published")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind (may be given again)")
    parser.add_argument("--all", action="store_true", help="also the facts too doubtful to be lit")
    parser.add_argument("--explain", action="store_true", help="what recognised each fact, and how sure it is")
    parser.add_argument(
        "--with",
        dest="plugins",
        action="append",
        default=[],
        metavar="NAME",
        help="also ask this installed recogniser (may be given again)",
    )
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of --json and stop")
    parser.add_argument("--batch", action="store_true", help='with --jsonl and -: read lines of {"id", "text", "date"}')


def run(args: argparse.Namespace) -> int:
    if args.schema:
        from tui.facts.schema import schema

        print(json.dumps(schema(), indent=2))
        return EXIT_OK
    from tui.facts.plugins import PluginError, load

    try:
        args.recognisers = load(args.plugins)
    except PluginError as error:
        fail(str(error))
        return EXIT_USAGE
    if not args.paths:
        fail("give at least one article; see: factlight facts --help")
        return EXIT_USAGE
    if args.batch:
        if args.form != "jsonl" or args.paths != ["-"]:
            fail("--batch goes with --jsonl and the path - (standard input).")
            return EXIT_USAGE
        return _batch(args)
    from tui.cli.inputs import articles

    failed = False
    results: list[tuple[Article, Facts]] = []
    for article in articles(args.paths):
        if article is None:
            failed = True
            continue
        found = (article, _extract(article, args.date, args))
        if args.form == "jsonl":
            print(_json(_as_json(*found, args)))
        else:
            results.append(found)
    if args.form == "json":
        rows = [_as_json(*r, args) for r in results]
        print(_json(rows[0] if len(rows) == 1 and not failed else rows, indent=2))
    elif args.form == "csv":
        _csv(results, args)
    elif args.form == "md":
        _markdown(results, args)
    elif args.form == "timeline":
        _timeline(results)
    elif args.form is None:
        _tables(results, args)
    return EXIT_PARTLY if failed else EXIT_OK


def _extract(article: Article, day: str | None, args: argparse.Namespace) -> Facts:
    from tui.facts import extract

    return extract(article, date.fromisoformat(day) if day else None, extra=args.recognisers)


def _chosen(facts: Facts, args: argparse.Namespace) -> Iterator[Fact]:
    for fact in facts.facts:
        if (fact.lit or args.all) and (not args.kind or fact.kind.value in args.kind):
            yield fact


def _as_json(article: Article, facts: Facts, args: argparse.Namespace) -> dict[str, Any]:
    from tui.facts.json_form import facts_json

    out = facts_json(article, facts, lit_only=not args.all)
    if args.kind:
        out["facts"] = [f for f in out["facts"] if f["kind"] in args.kind]
    return out


def _json(thing: Any, indent: int | None = None) -> str:
    return json.dumps(thing, ensure_ascii=False, indent=indent)


def _batch(args: argparse.Namespace) -> int:
    from tui.structure import plain_article
    from tui.text.sanitize import sanitize

    failed = False
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            text, day = item["text"], item.get("date")
            if not isinstance(text, str):
                raise TypeError
            if day is not None:
                day = date.fromisoformat(str(day)[:10]).isoformat()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            fail(f'line {number} is not an object with "text" and, if any, an ISO "date"; it was passed over.')
            failed = True
            continue
        article = plain_article(sanitize(text))
        out = {"id": item.get("id"), **_as_json(article, _extract(article, day or args.date, args), args)}
        print(_json(out), flush=True)
    return EXIT_PARTLY if failed else EXIT_OK


def _rows(article: Article, facts: Facts, args: argparse.Namespace) -> Iterator[list[str]]:
    from tui.facts.describe import value

    for fact in _chosen(facts, args):
        words = " ".join(article.text[fact.start : fact.end].split()) or "⟨…⟩"
        row = [fact.kind.value, words, value(fact, facts, article.text), "; ".join(fact.warnings)]
        if args.explain:
            row += [fact.rule, f"{fact.confidence:.2f}", fact.why]
        yield [*row, str(article.block_at(fact.start) + 1), str(fact.start), str(fact.end)]


def _header(args: argparse.Namespace) -> list[str]:
    explained = ["rule", "sure", "why"] if args.explain else []
    return ["kind", "words", "value", "warning", *explained, "block", "start", "end"]


def _tables(results: list[tuple[Article, Facts]], args: argparse.Namespace) -> None:
    from rich.table import Table
    from rich.text import Text

    from tui.cli.terminal import Console

    console = Console()
    for article, facts in results:
        table = Table(title=Text(article.title, "bold"), title_justify="left", box=None, padding=(0, 2, 0, 0))
        shown = _header(args)[:-2]
        for name in shown:
            table.add_column(name, overflow="fold", no_wrap=name == "kind")
        for row in _rows(article, facts, args):
            table.add_row(*(Text(cell[:400]) for cell in row[:-2]))
        console.print(table)
        for note in facts.notes:
            console.print(Text(note, "italic"))
        console.print()


def _csv(results: list[tuple[Article, Facts]], args: argparse.Namespace) -> None:
    import csv

    from tui.text.escaping import cell

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["article", *_header(args)])
    for article, facts in results:
        for row in _rows(article, facts, args):
            out.writerow([cell(c) for c in (article.title, *row)])


def _markdown(results: list[tuple[Article, Facts]], args: argparse.Namespace) -> None:
    from tui.text.escaping import markdown_line

    for article, facts in results:
        print(f"# {markdown_line(article.title)}\n")
        print("| " + " | ".join(_header(args)) + " |")
        print("|" + " --- |" * len(_header(args)))
        for row in _rows(article, facts, args):
            print("| " + " | ".join(markdown_line(c) for c in row) + " |")
        print()


def _timeline(results: list[tuple[Article, Facts]]) -> None:
    from tui.facts import Timex

    for article, facts in results:
        print(article.title)
        resolved, unresolved = facts.timeline()
        for fact in (*resolved, *unresolved):
            detail = fact.detail
            assert isinstance(detail, Timex)
            when = detail.begin if detail.begin == detail.end or not detail.end else f"{detail.begin} – {detail.end}"
            words = " ".join(article.text[fact.start : fact.end].split())
            print(f"  {when or 'undated':<24} {words}" + (f"  ({detail.unresolved})" if detail.unresolved else ""))
        print()
