"""An article as linear text with its facts, for pagers, pipes and screen readers.

examples:
  factlight show article.txt
  factlight show --plain --width 60 article.txt
  factlight show --plain article.txt | less
  factlight show --html article.txt > article.html
  factlight show --svg article.txt > article.svg
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from tui.cli import EXIT_OK, EXIT_PARTLY, fail, iso_date
from tui.text.article import BlockKind

if TYPE_CHECKING:
    from rich.text import Text

    from tui.cli.terminal import Console
    from tui.facts import Facts
    from tui.text.article import Article, Block


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, web addresses; - for standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help="no colours and no escape sequences at all")
    form.add_argument("--html", dest="form", action="store_const", const="html", help="as marked-up HTML")
    form.add_argument("--svg", dest="form", action="store_const", const="svg", help="as a picture")
    form.add_argument("--md", dest="form", action="store_const", const="md", help="as Markdown with its facts below")
    parser.add_argument("--all", action="store_true", help="of pages, also what stands beside the article")
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
    """Print each article; the exit code."""
    from tui.cli.inputs import articles
    from tui.cli.terminal import Console
    from tui.facts import extract

    probe = Console()
    lit = probe.is_terminal and not args.plain
    console = Console(
        width=args.width or min(80, probe.width),
        force_terminal=lit,
        color_system=probe.color_system if lit else None,
        highlight=False,
        markup=False,
        emoji=False,
        file=sys.stdout,
    )
    failed = False
    first = True
    for article in articles(args.paths, whole=args.all):
        if article is None:
            failed = True
            continue
        if not first and args.form in ("html", "svg"):
            fail(f"{args.form} holds one article: the others were left out. Give them one by one.")
            return EXIT_PARTLY
        facts = extract(article, date.fromisoformat(args.date) if args.date else None)
        if args.form:
            first = False
            from tui.exports import render

            print(render(args.form, article, facts), end="")
            continue
        if not first:
            console.print("\n" + "* " * 3 + "\n")
        first = False
        _Linear(console, article, facts).print()
    return EXIT_PARTLY if failed else EXIT_OK


STYLES = {
    "figure": "bold yellow", "date": "underline green", "person": "bold underline", "organisation": "bold blue",
    "place": "italic green", "quote": "italic magenta", "gap": "reverse red",
}  # fmt: skip
"""How a kind looks on a terminal: a second cue beside every colour."""

LEADS = {BlockKind.HEADING: "## ", BlockKind.QUOTE: "> ", BlockKind.CAPTION: "Caption: "}
"""What says without bold or italic what a block is."""


class _Linear:
    """An article from top to bottom, then what its facts come to, for those who read in a line."""

    def __init__(self, console: Console, article: Article, facts: Facts) -> None:
        from tui.exports.spans import Pieces

        self.console = console
        self.article = article
        self.facts = facts
        self.pieces = Pieces(article, facts)
        self.bare = console.color_system is None

    def print(self) -> None:
        from rich.text import Text

        article, title = self.article, self.pieces.title
        self._lines(Text("# " if self.bare else "").append(article.title, "bold"))
        self._lines(Text(about(article), "dim"))
        for note in (*article.notes, *self.facts.notes):
            self._lines(Text(f"[{note}]", "dim"))
        self.console.print()
        corrections = [b for b in article.blocks if b.kind is BlockKind.CORRECTION]
        rest = [b for b in article.blocks if b.kind is not BlockKind.CORRECTION and b != title]
        for block in (*corrections, *rest):
            indent = 2 * block.level if block.kind in (BlockKind.LIST_ITEM, BlockKind.QUOTE) else 0
            lead = f"{block.marker} " if block.marker else LEADS.get(block.kind, "") if self.bare else ""
            self._lines(Text(lead).append_text(self._marked(block)), indent)
            self.console.print()
        self._appendix()

    def _lines(self, text: Text, indent: int = 0) -> None:
        """Text on lines of their own, with no blanks at their ends."""
        from rich.text import Text

        for line in text.wrap(self.console, max(10, self.console.width - indent)):
            line.rstrip()
            self.console.print(Text(" " * indent).append_text(line), soft_wrap=True)

    def _marked(self, block: Block) -> Text:
        from rich.text import Text

        base = {"heading": "bold", "credit": "dim", "boilerplate": "dim", "caption": "italic"}.get(block.kind.value, "")
        out = Text(style=base)
        for piece in self.pieces.cut(block.start, block.end):
            words = piece.text if block.kind is BlockKind.CODE else piece.text.replace("\n", " ")
            out.append(words, " ".join(STYLES[kind] for kind in piece.kinds if kind in STYLES))
        return out

    def _appendix(self) -> None:
        from tui.facts import Claim, Figure, Kind, Quotation
        from tui.facts.describe import figure_label, figure_value, manner, speaker, value, words

        text, facts = self.article.text, self.facts
        keys = [(f, f.detail) for f in facts.key_figures() if isinstance(f.detail, Figure)]
        self._list(
            "Key figures",
            [
                f"{figure_value(d)}  {figure_label(text, d) or words(text, f.span)}"
                + (f"  ({d.conversion})" if d.conversion else "")
                for f, d in keys
            ],
        )
        for title, kinds in (("Who", (Kind.PERSON, Kind.ORGANISATION)), ("Where", (Kind.PLACE,))):
            entities = [e for e in facts.named() if e.kind in kinds]
            roles = ["; ".join(dict.fromkeys(words(text, r) for r in e.roles)) for e in entities]
            self._list(title, [f"{e.name}, {r}" if r else e.name for e, r in zip(entities, roles, strict=True)])
        said = [(f, f.detail) for f in facts.of(Kind.QUOTE, Kind.CLAIM) if isinstance(f.detail, (Quotation, Claim))]
        how = ["quote" if isinstance(d, Quotation) else manner(d, text) for _, d in said]
        rows = zip(said, how, strict=True)
        self._list("Said", [f"{speaker(d, facts, text)} [{h}]: {words(text, f.span)}" for (f, d), h in rows])
        dates = facts.of(Kind.DATE)
        self._list("When", [f"{words(text, f.span)}: {value(f, facts, text)}" for f in dates])
        links = self.pieces.links()
        self._list("Links", [f"{' '.join(text[start:end].split())}: {url}" for start, end, url in links])

    def _list(self, title: str, rows: list[str]) -> None:
        from rich.text import Text

        if not rows:
            return
        self._lines(Text(f"{'## ' if self.bare else ''}{title.upper()}", "bold"))
        for row in rows:
            self._lines(Text(row))
        self.console.print()


def about(article: Article) -> str:
    """What the article says of itself, and where each was read."""
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
