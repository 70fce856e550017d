"""An article as linear text with its facts, for pagers, pipes and screen readers.

examples:
  factlight show article.txt | less -R
  factlight show --plain --width 60 article.txt
  factlight show --html article.txt > article.html
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from tui.cli import EXIT_OK, EXIT_PARTLY, iso_date

if TYPE_CHECKING:
    from rich.text import Text

    from tui.article import Article, Block
    from tui.facts import Facts


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, web addresses; - for standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help="no colours and no escape sequences at all")
    form.add_argument("--html", dest="form", action="store_const", const="html", help="as marked-up HTML")
    form.add_argument("--svg", dest="form", action="store_const", const="svg", help="as a picture")
    form.add_argument("--md", dest="form", action="store_const", const="md", help="as Markdown with its facts below")
    parser.add_argument("--width", type=_width, help="cells a line (default: the terminal's, at most 80)")
    parser.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="the day the article was published")


def _width(text: str) -> int:
    try:
        width = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of cells") from None
    if not 20 <= width <= 1000:
        raise argparse.ArgumentTypeError("give a width from 20 to 1000")
    return width


def run(args: argparse.Namespace) -> int:
    from rich.console import Console

    from tui.cli.inputs import articles
    from tui.facts import extract

    probe = Console()
    colour = probe.is_terminal and not args.plain and not probe.no_color
    console = Console(
        width=args.width or min(80, probe.width),
        force_terminal=colour,
        color_system=probe.color_system if colour else None,  # type: ignore[arg-type]
        highlight=False,
        markup=False,
        emoji=False,
        file=sys.stdout,
    )
    failed = False
    first = True
    for article in articles(args.paths):
        if article is None:
            failed = True
            continue
        facts = extract(article, date.fromisoformat(args.date) if args.date else None)
        if args.form:
            from tui.reader.exports import render

            print(render(args.form, article, facts), end="")
            continue
        if not first:
            console.print("\n" + "* " * 3 + "\n")
        first = False
        _print(console, article, facts)
    return EXIT_PARTLY if failed else EXIT_OK


def _print(console: object, article: Article, facts: Facts) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from tui.article import BlockKind

    assert isinstance(console, Console)
    console.print(Text(article.title, "bold"))
    about = _about(article)
    if about:
        console.print(Text(about, "dim"))
    for note in article.notes:
        console.print(Text(f"[{note}]", "dim"))
    console.print()
    corrections = [b for b in article.blocks if b.kind is BlockKind.CORRECTION]
    rest = [b for b in article.blocks if b.kind is not BlockKind.CORRECTION]
    for block in (*corrections, *rest):
        indent = 2 * block.level if block.kind in (BlockKind.LIST_ITEM, BlockKind.QUOTE) else 0
        line = _marked(article, facts, block)
        if block.marker:
            line = Text(block.marker + " ").append_text(line)
        console.print(Padding(line, (0, 0, 0, indent)))
        console.print()
    _appendix(console, article, facts)


def _about(article: Article) -> str:
    meta = article.metadata
    parts = [
        f"{held.value} ({label}inferred from: {held.origin})"
        for label, held in (
            ("", meta.source),
            *(("by; ", b) for b in meta.byline),
            ("editor; ", meta.editor),
            ("published; ", meta.published),
        )
        if held
    ]
    if not meta.published:
        parts.append("no date")
    return " · ".join(parts)


def _marked(article: Article, facts: Facts, block: Block) -> Text:
    from rich.text import Text

    from tui.article import BlockKind
    from tui.facts import Gap, Kind

    styles = {
        Kind.FIGURE: "bold yellow",
        Kind.DATE: "underline green",
        Kind.PERSON: "bold",
        Kind.ORGANISATION: "blue",
        Kind.PLACE: "green",
        Kind.QUOTE: "italic magenta",
    }
    base = {
        BlockKind.HEADING: "bold",
        BlockKind.CREDIT: "dim",
        BlockKind.BOILERPLATE: "dim",
        BlockKind.CAPTION: "italic",
    }.get(block.kind, "")
    out = Text(
        article.text[block.start : block.end].replace("\n", " ")
        if block.kind is not BlockKind.CODE
        else article.text[block.start : block.end],
        base,
    )
    inside = [f for f in facts.of(*styles, Kind.GAP) if block.start <= f.start and f.end <= block.end]
    for fact in inside:
        if fact.kind in styles:
            out.stylize(styles[fact.kind], fact.start - block.start, fact.end - block.start)
    gaps = [f.start - block.start for f in inside if isinstance(f.detail, Gap)]
    if not gaps:
        return out
    pieces = out.divide(gaps)
    joined = Text()
    for i, piece in enumerate(pieces):
        if i:
            joined.append("⟨…⟩ " if piece.plain[:1].isalnum() else "⟨…⟩", "reverse red")
        joined.append_text(piece)
    return joined


def _appendix(console: object, article: Article, facts: Facts) -> None:
    """Questions, key figures and who says what, one after the other, for those who read in a line."""
    from rich.console import Console
    from rich.text import Text

    from tui.facts import Claim, Figure, Kind, Quotation
    from tui.facts.describe import figure_value, speaker, value, words

    assert isinstance(console, Console)

    def heading(title: str) -> None:
        console.print(Text(title.upper(), "bold"))

    keys = facts.key_figures()
    if keys:
        heading("Key figures")
        for fact in keys:
            detail = fact.detail
            assert isinstance(detail, Figure)
            counted = words(article.text, detail.counted)
            console.print(
                Text(
                    f"{figure_value(detail)}  {counted or words(article.text, fact.span)}"
                    + (f"  ({detail.conversion})" if detail.conversion else "")
                )
            )
        console.print()
    people = [e for e in facts.entities if e.kind in (Kind.PERSON, Kind.ORGANISATION)]
    if people:
        heading("Who")
        for entity in people:
            roles = "; ".join(dict.fromkeys(words(article.text, r) for r in entity.roles))
            console.print(Text(f"{entity.name}" + (f", {roles}" if roles else "")))
        console.print()
    said = [f for f in facts.of(Kind.QUOTE, Kind.CLAIM) if isinstance(f.detail, (Quotation, Claim))]
    if said:
        heading("Said")
        for fact in said:
            detail = fact.detail
            assert isinstance(detail, (Quotation, Claim))
            kind = "quote" if isinstance(detail, Quotation) else detail.modality
            console.print(Text(f"{speaker(detail, facts, article.text)} [{kind}]: {words(article.text, fact.span)}"))
        console.print()
    dates = facts.of(Kind.DATE)
    if dates:
        heading("When")
        for fact in dates:
            console.print(Text(f"{words(article.text, fact.span)}: {value(fact, facts, article.text)}"))
