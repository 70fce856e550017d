"""The passage with some of its words changed: the best run of text, or none.

Windows rich in the passage's words are found first; in each the passage with its context is matched
in order (difflib, as in Ratcliff and Obershelp's pattern matching), and the matches are chained where
foreign text in between costs less than the words win.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from tui.bookmarks.anchoring.passage import Passage, context, context_after, context_before, nearness
from tui.bookmarks.anchoring.words import Haystack, weight

WINDOWS = 5
GAP_COST = 0.11
"""What a foreign word between two matches costs, in weights of words kept."""

BREAK_COST = 1.2
"""What a paragraph's end between two matches costs where the passage had none."""

SENTENCE_COST = 0.8
"""What a sentence's end between two matches costs where the passage has none there."""

CONTEXT_WORTH = 0.6
"""What a word of the context is worth beside one of the passage."""

Block = tuple[int, int, int]
"""Words matched: number in the passage (negative: in the context before), number in the text, how many."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of text, first to last word, and what speaks for it."""

    first: int
    last: int
    kept: float  # share of the passage's weight matched in order
    context: float
    before: float | None
    after: float | None
    run: int  # longest unbroken match, in words
    dense: float  # matched words among all words of the run
    score: float
    cut_end: bool  # the text breaks off where the match ends
    foreign: int  # whole sentences of others between its parts


def find_fuzzy(passage: Passage, text: Haystack) -> list[Candidate]:
    """Candidates, best first."""
    found = (_candidate(passage, text, low, high) for low, high in _windows(passage, text))
    return sorted(filter(None, found), key=lambda c: -c.score)


def _windows(passage: Passage, text: Haystack) -> list[tuple[int, int]]:
    """Stretches of the text (first, last word) that hold most of the passage's words, rare ones counting more."""
    value: dict[int, float] = {}
    for word in set(passage.words):
        places = text.places.get(word)
        if places:
            each = weight(word) / (1 + len(places) / 8)
            for place in places:
                value[place] = each
    if not value:
        return []
    places = sorted(value)
    width = len(passage.words) + max(45, len(passage.words) // 2)
    found: list[tuple[float, int, int]] = []
    low, total = 0, 0.0
    for place in places:
        total += value[place]
        while place - places[low] > width:
            total -= value[places[low]]
            low += 1
        found.append((total, places[low], place))
    found.sort(reverse=True)
    chosen: list[tuple[int, int]] = []
    for total, first, last in found:
        if total < found[0][0] * 0.35:
            break
        if all(last < a or first > b for a, b in chosen):
            chosen.append((first, last))
            if len(chosen) == WINDOWS:
                break
    return chosen


def _candidate(passage: Passage, text: Haystack, low: int, high: int) -> Candidate | None:
    count = len(passage.words)
    slack = count // 4 + 5
    low = max(0, low - len(passage.before) - slack)
    high = min(len(text), high + len(passage.after) + slack)
    blocks = _blocks(passage, text, low, high)
    weights = [0.0, *accumulate(map(weight, passage.words))]
    chain = [b for b in _chain(passage, text, blocks) if 0 <= b[0] < count]
    if not chain:
        return None
    gained = sum(weights[n + s] - weights[n] for n, _, s in chain)
    first, last, cut_end = _bounds(passage, text, chain, blocks)
    before, after = context_before(passage, text, first), context_after(passage, text, last)
    around = context(passage, text, first, last)
    matched = sum(n for _, _, n in chain)
    kept = gained / weights[-1]
    dense = matched / (last - first + 1)
    score = 0.6 * kept + 0.3 * around + 0.06 * nearness(passage, text, first) + 0.04 * dense
    run = max(n for _, _, n in chain)
    foreign = sum(_foreign_sentences(passage, text, a, b) for a, b in pairwise(chain))
    return Candidate(first, last, kept, around, before, after, run, dense, score, cut_end, foreign)


def _blocks(passage: Passage, text: Haystack, low: int, high: int) -> list[Block]:
    """Matches of context, passage and context in the window, split at the passage's edges."""
    shift, count = len(passage.before), len(passage.words)
    whole = [*passage.before, *passage.words, *passage.after]
    matcher = SequenceMatcher(None, whole, text.words[low:high], autojunk=False)
    blocks: list[Block] = []
    for a, b, size in matcher.get_matching_blocks():
        number, place = a - shift, b + low
        for start, end in (
            (number, min(number + size, 0)),
            (max(number, 0), min(number + size, count)),
            (max(number, count), number + size),
        ):
            if end > start:
                blocks.append((start, place + start - number, end - start))
    return blocks


def _chain(passage: Passage, text: Haystack, blocks: Sequence[Block]) -> list[Block]:
    """The run of matches worth most, with foreign text and paragraph ends in between counted against it.

    Matches of the context take part: they hold the two halves of a passage together when a
    sentence was put into its middle.
    """
    shift = len(passage.before)
    worth = [CONTEXT_WORTH * weight(w) for w in passage.before]
    worth += map(weight, passage.words)
    worth += [CONTEXT_WORTH * weight(w) for w in passage.after]
    sums = [0.0, *accumulate(worth)]
    best: list[tuple[float, int]] = []
    for k, block in enumerate(blocks):
        own = sums[block[0] + shift + block[2]] - sums[block[0] + shift]
        value, previous = own, -1
        for h in range(max(0, k - 40), k):
            joined = best[h][0] + own
            if joined > value:
                joined -= _gap_cost(passage, text, blocks[h], block)
            if joined > value:
                value, previous = joined, h
        best.append((value, previous))
    k = max(range(len(best)), key=lambda i: best[i][0])
    chain: list[Block] = []
    while k >= 0:
        chain.append(blocks[k])
        k = best[k][1]
    chain.reverse()
    return chain


def _gap_cost(passage: Passage, text: Haystack, left: Block, right: Block) -> float:
    """What the text between two matches costs: foreign words, a paragraph's end, the ends of foreign sentences."""
    after, before = left[1] + left[2], right[1]
    cost = GAP_COST * max(0, before - after - (right[0] - left[0] - left[2]))
    if before <= after:
        return cost
    if "\n\n" not in passage.selector.exact and "\n\n" in text.text[text.ends[after - 1] : text.starts[before]]:
        cost += BREAK_COST
    return cost + SENTENCE_COST * _foreign_sentences(passage, text, left, right)


def _foreign_sentences(passage: Passage, text: Haystack, left: Block, right: Block) -> int:
    """Ends of sentences between two matches of the passage, beyond those that the passage has there."""
    first, last = left[0] + left[2], right[0]
    if left[0] < 0 or last >= len(passage.words):
        return 0
    own = passage.sentence_ends(first - 1, last)
    return max(0, text.sentence_ends(left[1] + left[2] - 1, right[1]) - own)


def _bounds(passage: Passage, text: Haystack, chain: list[Block], blocks: list[Block]) -> tuple[int, int, bool]:
    """First and last word of the passage, where its own outermost words are changed or gone; and
    whether the text breaks off after what is left."""
    count = len(passage.words)
    number, first, _ = chain[0]
    end_number, end_place, end_size = chain[-1]
    last = end_place + end_size - 1
    missing = count - end_number - end_size
    if number:
        touching = [p + s for n, p, s in blocks if n < 0 and n + s == 0 and p < first]
        first = _reach_back(passage, text, first, number, touching[-1] if touching else None)
    cut_end = missing > 0 and text.paragraph_break(last)
    if missing and not cut_end:
        touching = [p - 1 for n, p, _ in blocks if n == count and p > last]
        last = _reach_on(passage, text, last, missing, touching[0] if touching else None)
    return first, last, cut_end


def _reach_back(passage: Passage, text: Haystack, first: int, missing: int, limit: int | None) -> int:
    """Where a passage starts whose first ``missing`` words were changed: at its context, or as far back."""
    if limit is not None and first - limit <= 2 * missing + 4:
        return limit
    start = max(0, first - missing, limit or 0)
    if "\n\n" not in passage.selector.exact:
        for word in range(first - 1, start - 1, -1):
            if text.paragraph_break(word):
                return word + 1
    return start


def _reach_on(passage: Passage, text: Haystack, last: int, missing: int, limit: int | None) -> int:
    """Where a passage ends whose last ``missing`` words were changed."""
    if limit is not None and limit - last <= 2 * missing + 4:
        return limit
    end = min(len(text) - 1, last + missing, len(text) if limit is None else limit)
    for word in range(last, end):
        if text.paragraph_break(word):
            return word
    return end
