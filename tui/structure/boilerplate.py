"""Lines that are no article by their place, length, shape and repetition, whatever their words.

What a careless scrape keeps of a page: the name of its section over the title, the author's name under it, the same
"story continues" line again and again, a run of other stories' headlines behind the end. Boilerpipe's observation that
a few shallow features carry most of the weight (Kohlschütter, Fankhauser & Nejdl, WSDM 2010,
doi:10.1145/1718487.1718542) holds for lines without markup as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tui.structure.drafts import Draft, last_sign
from tui.text.article import Article, BlockKind

LONGEST = 160
"""Code points beyond which a line is not compared with other articles' lines."""
PROSE = 90
"""Code points from which a line counts as prose."""


def line_key(line: str) -> str:
    """What lines are compared by: words with case, blanks and figures folded."""
    return " ".join("".join("0" if c.isdigit() else c for c in line[: LONGEST + 1]).casefold().split())


def shared_lines(articles: Iterable[Article], at_least: int = 3) -> frozenset[str]:
    """Keys of the lines that stand in ``at_least`` different articles of one site: give them to ``plain_article`` or
    ``structured_article`` as ``site_lines``. Linear in the articles' text."""
    count: Counter[str] = Counter()
    for article in articles:
        count.update(
            {line_key(article.block_text(b)) for b in article.blocks if b.end - b.start <= LONGEST and b.end > b.start}
        )
    return frozenset(key for key, n in count.items() if n >= at_least)


def mark_furniture(drafts: list[Draft], site_lines: frozenset[str], plain: bool) -> None:
    """Marks such lines among the paragraphs, after single lines have been looked at. ``plain`` says that the source
    had no markup, so that place and shape have to speak. Linear."""
    count = Counter(d.line for d in drafts if len(d.line) <= LONGEST)
    often = sum(n > 1 and len(line.split()) >= 3 for line, n in count.items()) > 3  # a recipe, a timetable
    for draft in drafts:
        if draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM) and len(draft.line) <= LONGEST:
            if site_lines and line_key(draft.line) in site_lines:
                draft.take(BlockKind.BOILERPLATE, 0.9, "stands in other articles of this site as well")
                draft.role = "repeated"
            elif count[draft.line] > 1 and not often and not draft.fixed and _repeats(draft, count[draft.line]):
                draft.take(BlockKind.BOILERPLATE, 0.7, f"stands {count[draft.line]} times in this article")
                draft.role = "repeated"
    if plain:
        prose = [i for i, d in enumerate(drafts) if _is_prose(d)]
        if len(prose) > 1:
            _head(drafts, prose[0])
            _tail(drafts, prose[-1])


def _repeats(draft: Draft, times: int) -> bool:
    """Whether a line that comes back is furniture: not a label or a question that an article may well repeat."""
    tokens = draft.line.split()
    if len(tokens) < 3 or not 12 <= len(draft.line) < PROSE or draft.kind is BlockKind.LIST_ITEM:
        return False
    return "?" not in draft.line and draft.line[-1] not in ":" and (times > 2 or last_sign(draft.line) not in ".!")


def _is_prose(draft: Draft) -> bool:
    return draft.kind is BlockKind.PARAGRAPH and len(draft.line) >= PROSE and last_sign(draft.line) in ".!?…"


def _head(drafts: list[Draft], lead: int) -> None:
    """The few lines before the first prose: the section's name over the title, the author's name beside a date."""
    if lead > 8:
        return
    own = [d for d in drafts[:lead] if d.kind is BlockKind.PARAGRAPH and not d.marker]
    if len(own) > 1 and own[0] is drafts[0]:
        first, second = own[0].line.split(), own[1].line.split()
        if len(first) <= 2 and len(second) >= 4 and own[0].line[0].isupper() and last_sign(own[0].line) not in ".?!:":
            own[0].take(BlockKind.BOILERPLATE, 0.6, "a word or two over the title")
            own[0].role = "section"
    for i in range(1, lead):
        draft = drafts[i]
        beside = drafts[i - 1].role in ("date", "author") or drafts[i + 1].role in ("date", "author")
        if draft.kind is BlockKind.PARAGRAPH and beside and _is_name(draft.line):
            draft.take(BlockKind.CREDIT, 0.7, "a name beside a date or a role, before the first paragraph")
            draft.role = "author"


def _is_name(line: str) -> bool:
    tokens = line.split()
    return 2 <= len(tokens) <= 4 and all(
        t[0].isupper() and (t[1:].islower() or "-" in t or "’" in t or "'" in t or len(t.rstrip(".")) < 3)
        for t in tokens
    )


def _tail(drafts: list[Draft], last: int) -> None:
    """A run of lines like headlines, or of single words, behind the last prose."""
    run: list[Draft] = []
    for draft in drafts[last + 1 :]:
        if draft.kind is BlockKind.PARAGRAPH and not draft.marker and last_sign(draft.line) not in ".!:;,":
            run.append(draft)
        elif draft.kind not in (BlockKind.BOILERPLATE, BlockKind.CREDIT, BlockKind.CAPTION):
            run = []
    sizes = [len(d.line.split()) for d in run]
    headlines = sum(5 <= n <= 20 for n in sizes)
    menu = sum(n < 4 for n in sizes)
    if len(run) >= 3 and headlines * 4 >= len(run) * 3:
        reason = "one of several lines like headlines behind the last paragraph"
    elif len(run) >= 5 and menu * 5 >= len(run) * 4:
        reason = "one of several short lines behind the last paragraph"
    else:
        return
    for draft in run:
        draft.take(BlockKind.BOILERPLATE, 0.6, reason)
        draft.role = "teaser"
