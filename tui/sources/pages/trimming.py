"""What is put out of an article again by its place, its repetition or the picture beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.text.article import BlockKind

from .roles import PICTURES, is_in

if TYPE_CHECKING:
    from .region import Region

LONG = 8
"""Words from which a sentence counts outside the span of the chosen ones, too."""
SUMMARY = 6
"""Words of a summary at least, where a template calls it so."""
STORY = 3
"""Sentences under a title of its own from which a part is another story."""
CAPTION_WORDS = 40
"""Words of a caption at most."""
BEFORE_TITLE = 0.1
"""Share of the words that may stand over the title and still be none of the article's."""
QUOTES = 30
"""Quotations that are looked for in the text around."""
_NO_PICTURES = frozenset(
    ["p", "ul", "ol", "table", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"]
)


def drop_next_stories(region: Region) -> None:
    """Put out stories behind the first one that have titles and elements of their own, as on endless pages."""
    titles = [
        region.owners[i]
        for i, block in enumerate(region.marked.blocks)
        if block.kind is BlockKind.HEADING and block.level == 1 and is_in(region.owners[i], region.main)
    ]
    if len(titles) < 2:
        return
    above = [titles[0], *titles[0].iterancestors()]
    for title in titles[1:]:
        story = title
        while story.getparent() is not None and story.getparent() not in above:
            story = story.getparent()
        own = above[above.index(story.getparent()) - 1] if story.getparent() in above else None
        dated = next(story.iter("time", "address", "article", "header"), None) is not None
        if own is not None and dated and min(_sentences(region, story), _sentences(region, own)) >= STORY:
            for i, owner in enumerate(region.owners):
                if is_in(owner, story):
                    region.kept[i] = False
                    region.dropped.add(i)


def _sentences(region: Region, part: Any) -> int:
    """How many chosen sentences stand in a part."""
    return sum(region.is_sentence(i, LONG) and is_in(region.owners[i], part) for i in region.chosen())


def caption_pictures(region: Region) -> None:
    """Few words in an element with a picture, beside the paragraphs, are its caption, whatever its class says."""
    beds = region.beds()
    pictured: dict[Any, bool] = {}
    for i, block in enumerate(region.marked.blocks):
        if not region.kept[i] or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        top = region.top_of(region.owners[i], beds)
        if top is None or top.tag in _NO_PICTURES or len(region.words[i]) > CAPTION_WORDS:
            continue
        if top not in pictured:
            words = sum(len(part.split()) for part in top.itertext())
            pictured[top] = words <= 2 * CAPTION_WORDS and next(top.iter(*PICTURES), None) is not None
        if pictured[top]:
            region.marked.blocks[i] = block._replace(kind=BlockKind.CAPTION, level=0)


def drop_before_title(region: Region) -> None:
    """Put out the few words over the title: sections, breadcrumbs, other stories."""
    blocks = region.marked.blocks
    chosen = region.chosen()
    if not chosen:
        return
    middle = chosen[len(chosen) // 2]
    title = next((i for i in range(middle, -1, -1) if blocks[i].kind is BlockKind.HEADING and blocks[i].level == 1), 0)
    before = [i for i in chosen if i < title]
    if sum(len(region.words[i]) for i in before) <= BEFORE_TITLE * region.total:
        for i in before:
            region.kept[i] = False


def drop_after_end(region: Region) -> None:
    """Put out short lines behind the last sentence that do not stand beside the paragraphs."""
    chosen = region.chosen()
    beds = region.beds()
    last = next((i for i in reversed(chosen) if region.is_sentence(i, LONG)), None)
    for i in chosen:
        if last is None or i <= last or region.marked.blocks[i].kind in (BlockKind.CAPTION, BlockKind.CODE):
            continue
        if len(region.words[i]) < LONG and region.top_of(region.owners[i], beds) is None:
            region.kept[i] = False


def drop_repeated(region: Region) -> None:
    """Keep one of a paragraph that the page holds in two places, one of them apart from other paragraphs."""
    places: dict[str, list[int]] = {}
    for i in region.chosen():
        if len(region.words[i]) >= LONG:
            places.setdefault(" ".join(region.words[i]), []).append(i)
    beds = region.beds()
    for same in places.values():
        apart = [i for i in same if region.owners[i].getparent() not in beds]
        if len(same) == 2 and apart:
            region.kept[apart[-1]] = False
    quotes = [i for i in region.chosen() if region.marked.blocks[i].kind is BlockKind.QUOTE]
    text = "\n".join(" ".join(region.words[i]) for i in region.chosen() if i not in set(quotes)) if quotes else ""
    for i in quotes[:QUOTES]:
        if len(region.words[i]) >= SUMMARY and " ".join(region.words[i]) in text:
            region.kept[i] = False  # words of the text, set large between its paragraphs
