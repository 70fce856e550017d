"""Places where a scraper lost words.

Every boundary between two words gets log-odds from a small trained model (:mod:`tui.structure.gap_model`) and from a
few signs that whole text hardly ever shows (a blank before a comma, brackets with nothing between them, two blanks
within a sentence). Gaps come in bunches or not at all, so the rate of the whole document is estimated first by
expectation maximisation on the prior (Saerens, Latinne & Decaestecker, Neural Computation 14, 2002), and a document
without clear evidence has no gap at all.
"""

from __future__ import annotations

import math

from tui.structure.drafts import words
from tui.structure.gap_model import Scored, score_block
from tui.structure.gap_pairs import begins_low, is_broken
from tui.text.article import Article, Block, BlockKind

_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.CREDIT})

MANY = 2
"""Certain places from which a document's doubtful ones are believed as well."""
_WHOLE = 2
"""Times that a block must be longer than a link in it, for the link to stand within prose."""
CERTAIN = 7.0
"""Log-odds of words that cannot stand side by side; one such place suffices for a document."""
SURE = 4.0
"""Log-odds of the signs that whole text hardly ever shows."""
LIKELY = 2.5
"""Log-odds of a helping verb without its verb ("has and")."""
PARTED, DOUBLED = (-4.2, 1.2), (-4.1, 0.6)
"""Of the places with a blank before a sign, and of those with two blanks: the mean log-odds above which they speak for
lost words, and by how much together they must. Loosely typed text has two blanks behind stops, not within sentences."""
OTHER_STYLE = 1.3
"""Taken from the log-odds of a place that does not look as this document's scraper leaves its gaps."""
SHIFT = -0.25
"""Added to the model's log-odds: it was trained on text poor in names and quotations, news have many."""
LEARNT_RATE = 0.012
"""Gaps per boundary where the model learnt; the odds are moved from there to each document's own rate."""
HIGHEST_RATE = 0.06
PRIOR_GAPS, PRIOR_WORDS = 0.2, 400.0
CUT = 0.5
"""Probability from which a place is marked."""
NEEDED = 1.2
"""Gaps that the probabilities of a document must sum up to, before any is marked."""
CLEAREST = 0.9
"""Probability that one place at least must reach."""


def find_gaps(article: Article) -> list[tuple[int, str]]:
    """(offset, reason) of each place where words were lost, in order; empty when the page's links were at hand.

    Linear in the length of the text. The model speaks English; other languages have the sure signs alone.
    """
    if article.from_html and _linked(article):
        return []  # links came through: none of their words were lost
    language = article.metadata.language.value if article.metadata.language else ""
    trained = language == "en"
    found, words = _boundaries(article, trained)
    certain = {s.offset for s in found if trained and is_broken(s, article.text)}
    believed, doubles, signs = _believed(article, found, words, language, bool(certain))
    capital = trained and _capitalised(article)
    odds: list[tuple[float, Scored]] = []
    for scored in found:
        if scored.offset in certain:
            odds.append((CERTAIN, scored))
        elif capital and begins_low(scored, article.text):
            odds.append((max(scored.odds + SHIFT, LIKELY), scored))
        elif scored.offset in believed or _nothing_between(scored):
            odds.append((SURE, scored))
        elif trained and not _ordinary(scored):
            odds.append((_learnt(scored, doubles, signs), scored))
    chances = _chances(odds, words)
    others = chances if not certain else _chances([(v, s) for v, s in odds if s.offset not in certain], words)
    clear = sum(p for p, _ in others) >= NEEDED and max((p for p, _ in others), default=0.0) >= CLEAREST
    if not clear and len(certain) < MANY:  # what is not certain stays out where hardly anything speaks for it
        chances = [(p, scored) for p, scored in chances if scored.offset in certain]
    return [(scored.offset, _reason(scored)) for p, scored in chances if p > CUT]


def _boundaries(article: Article, trained: bool) -> tuple[list[Scored], int]:
    """(boundaries that may be gaps, number of tokens) of all blocks that are read."""
    found: list[Scored] = []
    words = 0
    for block in article.blocks:
        if block.kind in _READ and article.text.find("{", block.start, block.end) < 0:  # no style sheets, no code
            boundaries, count = score_block(article.text, block.start, block.end, trained)
            words += count
            found.extend(boundaries)
    return found, words


def _believed(
    article: Article, found: list[Scored], words: int, language: str, certain: bool
) -> tuple[set[int], bool, bool]:
    """(places whose blanks speak for lost words, whether doubled blanks do, whether any blanks do)."""
    trained = language == "en"
    parted = [s for s in found if s.parted and _blank_before_sign(s, language)]
    doubled = [s for s in found if _two_blanks(s)]
    believed: set[int] = set()
    for group, (believable, needed) in ((parted, PARTED), (doubled, DOUBLED)):
        if not group or len(group) * 12 > words or not (trained or group is parted):
            continue
        # whether the text around these signs reads as broken tells lost words from loose typing
        if believed:
            believable -= 1.0  # words are missing elsewhere
        if certain and group is parted:
            believable -= 2.0
        if not trained or sum(s.bare - believable for s in group) > needed:
            believed.update(s.offset for s in group)
    doubles = any(s.offset in believed for s in doubled)
    if doubles:
        wide = [s for s in found if s.blanks > 1 and s.before and s.after and s.offset not in believed]
        if len(wide) * 6 < sum(article.text.count(". ", b.start, b.end) for b in article.blocks):
            believed.update(s.offset for s in wide)  # so few blanks behind stops are doubled that they say the same
    return believed, doubles, doubles or any(s.offset in believed for s in parted)


def _learnt(scored: Scored, doubles: bool, signs: bool) -> float:
    """The model's log-odds, less where a place does not look as this document's scraper leaves its gaps."""
    value = (min(scored.odds, scored.bare) if scored.parted else scored.odds) + SHIFT
    if scored.before and scored.after:
        if doubles and scored.blanks == 1 and scored.after[0].isalnum():
            value -= OTHER_STYLE  # this scraper leaves two blanks where words were lost
        elif signs and not scored.blanks:
            value -= OTHER_STYLE  # this one leaves a blank before the sign
    if scored.before.casefold() in _HAVE and scored.after in _JOINTS:
        value = max(value, LIKELY)
    return value


def _chances(odds: list[tuple[float, Scored]], words: int) -> list[tuple[float, Scored]]:
    """The probability of each place, with the document's own rate of gaps."""
    shift = _moved([value for value, _ in odds], words)
    return [(_probability(value + shift), scored) for value, scored in odds]


def _linked(article: Article) -> bool:
    """Whether a link stands within the article's prose: not one that is a block by itself, as teasers are."""
    k = 0
    blocks = [b for b in article.blocks if b.kind in _READ]
    for link in sorted(article.links):
        while k < len(blocks) and blocks[k].end <= link.start:
            k += 1
        if (
            k < len(blocks)
            and blocks[k].start <= link.start
            and _WHOLE * (link.end - link.start) < _block_size(blocks[k])
        ):
            return True
    return False


def _block_size(block: Block) -> int:
    return block.end - block.start


def _capitalised(article: Article) -> bool:
    """Whether nearly all paragraphs begin with a capital, a figure or a sign: then a small letter says something."""
    firsts = [article.text[b.start] for b in article.blocks if b.kind is BlockKind.PARAGRAPH and b.end > b.start]
    return len(firsts) > 2 and sum(c.islower() for c in firsts) * 4 < len(firsts)


def _moved(odds: list[float], words: int) -> float:
    """What to add to log-odds learnt at LEARNT_RATE, so that they fit this document's own rate of gaps."""
    learnt = math.log(LEARNT_RATE / (1 - LEARNT_RATE))
    rate = 0.004
    shift = 0.0
    for _ in range(5):
        shift = math.log(rate / (1 - rate)) - learnt
        total = sum(_probability(value + shift) for value in odds)
        rate = min(HIGHEST_RATE, (total + PRIOR_GAPS) / (words + PRIOR_WORDS))
    return shift


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds > -30 else 0.0


def _blank_before_sign(at: Scored, language: str) -> bool:
    before, after = at.before, at.after
    if at.tight or not (before[-1:].isalnum() or before in ("”", ")", '"')):
        return False
    return after in ".,)" or (after in ";:!?" and language not in ("fr", ""))


def _two_blanks(at: Scored) -> bool:
    if at.blanks < 2 or not at.before or not at.after:
        return False
    return at.before[-1] not in SENTENCE_ENDS or at.after[0].islower()


def _nothing_between(at: Scored) -> bool:
    """Brackets with nothing in them, two commas, a paragraph that begins with a comma."""
    if at.before == "[" and at.after == "]":
        return True
    if at.before in ("(", ",") and at.after in (",", ".", ")") and at.before + at.after != ",)":
        return True
    return not at.before and at.after in (",", ".", ";", ":", ")") and at.blank_follows


def _ordinary(at: Scored) -> bool:
    """What the model takes for odd and whole text has: "Calif.,", a paragraph in brackets or behind a dash."""
    if not at.before:
        return not (at.after[:1].isalnum() or at.after in (",", ".", ";", ":", ")"))
    return at.before[-1] == "." and at.blanks == 0 and not at.after[:1].isalnum()


SENTENCE_ENDS = frozenset('.!?…:;”"’)*•')
_HAVE = frozenset(("has", "have", "had"))
_JOINTS = frozenset(("and", "or", "but"))
_BARE = words("a an the its their our my your his every")
_HELPERS = words("has have had is are was were will would can could may might must should")


def _reason(at: Scored) -> str:
    before, after = at.before, at.after
    if at.blanks > 1:
        return "two blanks within a sentence"
    if not before:
        return f"the paragraph begins in mid-sentence, with “{after}”"
    if not after:
        return f"the paragraph ends in mid-sentence, with “{before}”"
    if at.parted:
        return f"a space before “{after}”"
    if not before[-1].isalnum() and not after[0].isalnum():
        return f"nothing between “{before}” and “{after}”"
    low = before.casefold()
    if low in _BARE:
        return f"“{before} {after}”: no noun follows “{before}”"
    if low.endswith(("'s", "’s")):
        return f"“{before} {after}”: nothing that belongs to “{before}” follows"
    if low in _HELPERS:
        return f"“{before} {after}”: the verb after “{before}” is missing"
    return f"“{before} {after}” is an unlikely sequence"
