"""The article as a picture: lines of cells like the reader's, in SVG that stands alone, light and dark."""

from __future__ import annotations

import re
from html import escape

from rich.cells import cell_len

from tui.exports.html import about_line
from tui.exports.spans import Piece, Pieces
from tui.facts.model import Facts
from tui.layout import Line, wrap
from tui.layout.layout import shape
from tui.text.article import Article, BlockKind

WIDTH = 72
"""Cells of the column."""
CELL, ROW, MARGIN = 8.4, 21, 40
"""Width of a cell and height of a row in pixels; what is left free around, the signs' gutter with it."""

STYLE = """\
.ground{fill:#f6f1e4}text{font:14px ui-monospace,"SF Mono",Menlo,"DejaVu Sans Mono",Consolas,monospace;fill:#3b372e;
white-space:pre}
.strong,.title,.heading,.person{font-weight:bold;fill:#14120d}.quiet{fill:#6b6454}.caption{font-style:italic}
.cue,.sign{fill:#665838}.quote{font-style:italic;fill:#96365a}.place{font-style:italic;fill:#4c6110}
.organisation{font-weight:bold;fill:#2a5590}.date{text-decoration:underline;fill:#1f6650}
.figure{font-weight:bold;fill:#8a4b00}.gap{font-weight:bold;fill:#a8321a}
@media (prefers-color-scheme:dark){.ground{fill:#1b1a17}text{fill:#b8b2a4}.strong,.title,.heading,.person{fill:#f0ead8}
.quiet{fill:#8d8778}.cue,.sign{fill:#b3a78c}.quote{fill:#d69aa8}.place{fill:#9fb86a}.organisation{fill:#86a9d0}
.date{fill:#8fbfa5}.figure{fill:#e0a84e}.gap{fill:#e0846a}}
"""
"""The colours of our themes paper and ink."""

_LOOKS = {
    BlockKind.TITLE: "title", BlockKind.HEADING: "heading", BlockKind.CREDIT: "quiet", BlockKind.BOILERPLATE: "quiet",
    BlockKind.CAPTION: "quiet caption",
}  # fmt: skip

Run = tuple[int, str, str]
"""Where it begins, in cells from the column's left edge; its words; its classes."""


def svg(article: Article, facts: Facts) -> str:
    """The article as a picture of its whole text."""
    lines = _lines(Pieces(article, facts))
    width, height = round(WIDTH * CELL) + 2 * MARGIN, len(lines) * ROW + 2 * MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<title>{_xml(article.title)}</title>",
        f"<style>\n{STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
    ]
    for number, runs in enumerate(lines):
        y = MARGIN + number * ROW + 15
        out += [_text(run, y) for run in runs]
    return "\n".join([*out, "</svg>"]) + "\n"


def _text(run: Run, y: int) -> str:
    at, words, classes = run
    lead = len(words) - len(words.lstrip())
    at, words = at + lead, words.strip()
    if not words:
        return ""
    cells = cell_len(words)
    name = f' class="{classes}"' if classes else ""
    length = f' textLength="{cells * CELL:.1f}"' if cells > 1 else ""  # any font keeps to the cells
    return f'<text{name} x="{MARGIN + at * CELL:.1f}" y="{y}"{length}>{_xml(words)}</text>'


def _xml(text: str) -> str:
    """Text for XML: what it cannot hold at all is left out."""
    return escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text))


def _lines(pieces: Pieces) -> list[list[Run]]:
    article = pieces.article
    lines: list[list[Run]] = []
    if pieces.title is None:
        lines += [[(0, line, "title")] for line in _wrapped(article.title)]
    about = about_line(article)
    lines += [[(0, line, "quiet")] for line in _wrapped(about)] if about else []
    before: BlockKind | None = None
    questions = {section.heading for section in article.questions()}
    for number, block in enumerate(article.blocks):
        if lines and not (before is block.kind is BlockKind.LIST_ITEM or before is block.kind is BlockKind.TABLE_ROW):
            lines.append([])
        before = block.kind
        base = "title" if block == pieces.title else _LOOKS.get(block.kind, "")
        cut = pieces.cut(block.start, block.end)
        gaps = {p.start: p.text for p in cut if p.is_gap}
        question = "?" if number in questions else ""
        indent, marker, _ = shape(block, True)
        first = 0
        for line in wrap(article.text, block.start, block.end, WIDTH - indent, gaps):
            runs: list[Run] = []
            if question:
                runs.append((-2, question, "sign"))
                question = ""
            elif pieces.claims_at(line.start, line.next):
                runs.append((-2, "»", "sign"))
            if marker:
                runs.append((indent - 1 - cell_len(marker), marker, "quiet"))
                marker = marker if block.kind is BlockKind.QUOTE else ""
            while first + 1 < len(cut) and _end(cut[first]) <= line.start and cut[first + 1].start <= line.start:
                first += 1  # pieces of lines that are done
            runs += _runs(cut, first, line, indent, base)
            lines.append(runs)
    return lines


def _end(piece: Piece) -> int:
    return piece.start if piece.is_gap else piece.start + len(piece.text)


def _runs(cut: list[Piece], first: int, line: Line, at: int, base: str) -> list[Run]:
    """The runs of one line, from the piece numbered ``first`` on."""
    runs: list[Run] = []
    for number in range(first, len(cut)):
        piece = cut[number]
        if piece.start > line.next:
            break
        if piece.is_gap:
            here = line.start <= piece.start < line.next or (line.last and piece.start == line.stop)
            words = piece.text if here else ""
        else:
            left, right = max(piece.start, line.start), min(piece.start + len(piece.text), line.stop)
            words = piece.text[left - piece.start : max(0, right - piece.start)].replace("\n", " ")
        if not words:
            continue
        runs.append((at, words, " ".join((*((base,) if base else ()), *piece.kinds))))
        at += cell_len(words)
    return runs


def _wrapped(text: str) -> list[str]:
    return [text[line.start : line.stop] for line in wrap(text, 0, len(text), WIDTH)]
