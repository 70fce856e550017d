"""Articles from plain text, and from sources whose markup says what the blocks are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui.structure.boilerplate import PROSE, mark_furniture
from tui.structure.drafts import NOISE, Draft
from tui.structure.headings import mark_headings
from tui.structure.line_rules import Place, mark_line
from tui.structure.metadata import infer_metadata
from tui.structure.paragraphs import read_units
from tui.structure.promos import mark_promos
from tui.structure.sections import make_sections
from tui.structure.tables import mark_tables
from tui.text.article import Article, Block, BlockKind, Emphasis, Link, Metadata


def plain_article(
    text: str,
    *,
    uri: str = "",
    language: str | None = None,
    notes: Iterable[str] = (),
    not_headings: frozenset[str] = frozenset(),
    site_lines: frozenset[str] = frozenset(),
) -> Article:
    """An article from text without markup.

    The text keeps its length: only the inner line ends of hard-wrapped paragraphs become blanks.
    ``language`` overrides the guess; ``not_headings`` are headings that the reader marked as none
    (see :func:`heading_key`); ``site_lines`` are lines that other articles of the site have as well (see
    :func:`tui.structure.shared_lines`). Raises nothing, whatever the text; linear in its length.
    """
    text, units = read_units(text)
    drafts = []
    for unit in units:
        size = unit.end - unit.start
        kind, reason, confidence = BlockKind.PARAGRAPH, JOINED if unit.joined else LINE, 0.7
        if unit.marker.startswith(">"):
            kind, reason, confidence = BlockKind.QUOTE, "begins with “>”", 0.95
        elif unit.marker:
            kind, reason, confidence = BlockKind.LIST_ITEM, f"begins with “{unit.marker}”", 0.9
        elif size >= PROSE:
            confidence = 0.95
        drafts.append(
            Draft(
                kind,
                unit.start,
                unit.end,
                text[unit.start : unit.end],
                level=1 if kind is BlockKind.LIST_ITEM else 0,
                marker=unit.marker if kind is BlockKind.LIST_ITEM else "",
                blank=unit.blank,
                indent=unit.indent,
                confidence=confidence,
                reason=reason,
            )
        )
    mark_tables(drafts)
    return _finish(
        text, drafts, Metadata(), (), (), uri, False, tuple(notes), language, not_headings, site_lines, {}, True
    )


def structured_article(
    text: str,
    blocks: Sequence[Block],
    *,
    links: Sequence[Link] = (),
    emphases: Sequence[Emphasis] = (),
    metadata: Metadata | None = None,
    uri: str = "",
    from_html: bool = False,
    notes: Iterable[str] = (),
    language: str | None = None,
    not_headings: frozenset[str] = frozenset(),
    site_lines: frozenset[str] = frozenset(),
    extents: Mapping[int, int] | None = None,
) -> Article:
    """An article from a source whose markup says what the blocks are.

    Blocks keep the kinds they come with, but for paragraphs: those that are credits, corrections,
    captions or boilerplate become that, and a short one that is bold as a whole becomes a heading.
    Fields that ``metadata`` leaves open are inferred from the text. ``extents`` gives, for the number of a heading's
    block, the last block that its own element encloses (HTML's ``details``). Raises nothing.
    """
    drafts = [
        Draft(
            b.kind,
            b.start,
            b.end,
            text[b.start : b.end],
            b.level,
            b.marker,
            b.confidence,
            b.reason,
            fixed=b.kind is not BlockKind.PARAGRAPH,
        )
        for b in sorted(blocks, key=lambda b: b.start)
    ]
    _mark_bold(drafts, emphases)
    return _finish(
        text,
        drafts,
        metadata or Metadata(),
        tuple(links),
        tuple(emphases),
        uri,
        from_html,
        tuple(notes),
        language,
        not_headings,
        site_lines,
        extents or {},
        False,
    )


def heading_key(heading: str) -> str:
    """What a heading is remembered by when the reader marks it as none: its words, case and blanks folded."""
    return " ".join(heading.casefold().split())


def _mark_title(drafts: list[Draft]) -> None:
    """The article's headline: its first line if that is a heading; in markup, the only one of the highest level."""
    first = next((d for d in drafts if d.kind not in NOISE), None)
    if first is None or first.kind is not BlockKind.HEADING:
        return
    if first.fixed:
        if first.level != 1 or any(d.level == 1 and d.kind is BlockKind.HEADING for d in drafts if d is not first):
            return
    elif not first.asks and not first.bold:
        first.take(BlockKind.TITLE, first.confidence, "first line")
        first.level = 1
    else:
        return
    first.asks, first.role = False, "title"


JOINED = "several hard-wrapped lines, nothing marks it as anything else"
LINE = "a line of its own, nothing marks it as anything else"


def _mark_bold(drafts: list[Draft], emphases: Sequence[Emphasis]) -> None:
    """Notes which blocks are bold as a whole."""
    strong = sorted((e.start, e.end) for e in emphases if e.style == "strong")
    k = 0
    for draft in drafts:
        while k < len(strong) and strong[k][1] <= draft.start:
            k += 1
        covered = draft.start
        j = k
        while j < len(strong) and strong[j][0] <= covered + 1 and covered < draft.end:
            covered = max(covered, strong[j][1])
            j += 1
        draft.bold = covered >= draft.end - 1 and covered > draft.start


def _finish(
    text: str,
    drafts: list[Draft],
    metadata: Metadata,
    links: tuple[Link, ...],
    emphases: tuple[Emphasis, ...],
    uri: str,
    from_html: bool,
    notes: tuple[str, ...],
    language: str | None,
    not_headings: frozenset[str],
    site_lines: frozenset[str],
    extents: Mapping[int, int],
    plain: bool,
) -> Article:
    count = len(drafts)
    for i, draft in enumerate(drafts):
        if draft.kind is BlockKind.TABLE_ROW or (draft.fixed and draft.kind is not BlockKind.HEADING):
            continue
        mark = mark_line(draft.line, Place(i, count - 1 - i))
        if mark and (not draft.fixed or mark.kind is BlockKind.BOILERPLATE):
            draft.take(mark.kind, mark.confidence, mark.reason)
            draft.role = mark.role
    mark_furniture(drafts, site_lines, plain)
    mark_headings(drafts, plain)
    mark_promos(drafts, plain)
    _mark_title(drafts)
    if not_headings:
        for draft in drafts:
            if draft.kind is BlockKind.HEADING and heading_key(draft.line) in not_headings:
                draft.take(BlockKind.PARAGRAPH, 1.0, "marked by the reader as no heading")
                draft.asks = False
    metadata = infer_metadata(text, drafts, metadata, language)
    return Article(
        text=text,
        blocks=tuple(d.block() for d in drafts),
        links=links,
        emphases=emphases,
        sections=tuple(make_sections(drafts, extents)),
        metadata=metadata,
        uri=uri,
        from_html=from_html,
        notes=notes,
    )
