"""What a sentence says about a number besides its value: about, more than, at least, up or down by so much.

“More than 40” is > 40 and “at least 40” ≥ 40. “Over three years” is during them, “up to 4.4 % from 4.3” is a rise, no
bound, and of “pony up $15”, “shot down 12 drones”, “23 % less likely” nothing rose or fell.
"""

from __future__ import annotations

from functools import cache

from tui.facts.figures import lexicon
from tui.facts.figures.token_view import Tokens

_LONGEST = 3
_ARTICLES = frozenset({"a", "an", "the"})
_PASSED = frozenset({"by", "another", "further", "as", "much", "to", "it", "some", "a", "an", "the", "total", "of",
                     "annualised", "annualized", "average", "additional", "extra", "about", "more", "than", "around",
                     "nearly", "almost", "roughly", "only", "just", "estimated", "record", "up"})  # fmt: skip
_REACH = 8


@cache
def _bounds(side: str) -> dict[tuple[str, ...], str]:
    """Relation by words, those before a number or those behind it."""
    out: dict[tuple[str, ...], str] = {}
    for line in lexicon.lines("figures_bounds.txt"):
        where, relation, *words = line.split()
        if where == side:
            out[tuple(words)] = relation
    return out


def bound(t: Tokens, first: int, last: int, dimension: str) -> tuple[str, int]:
    """(relation, how many tokens in front say it) of the quantity over ``first``..``last``; ("", 0) for none.

    The relation is ">", ">=", "<", "<=" or "~".
    """
    skip = 1 if t.low(first - 1) in _ARTICLES and t.low(first - 2) in ("estimated", "about", "roughly") else 0
    known = _bounds("before")
    for n in range(_LONGEST, 0, -1):
        at = first - skip - n
        words = tuple(t.low(at + k) for k in range(n))
        if words in known and not _breaks(t, at, first) and not _other_sense(t, words, at, last, dimension):
            return known[words], n + skip
    if t.word(last + 1) == "+" and t.glued(last + 1):
        return ">=", 0
    return _bounds("after").get((t.low(last + 1), t.low(last + 2)), ""), 0


def _breaks(t: Tokens, first: int, last: int) -> bool:
    """Whether a line ends between the tokens ``first`` and ``last``."""
    return any(t.breaks(k) for k in range(first + 1, last + 1))


def _other_sense(t: Tokens, words: tuple[str, ...], at: int, last: int, dimension: str) -> bool:
    """Whether the words at token ``at`` bound nothing here."""
    before = t.low(at - 1)
    if words == ("about",):
        return before in lexicon.words("aboutverb")
    if words == ("over",):
        return before in lexicon.words("oververb") or during(t, at, last, dimension)
    if words == ("up", "to"):
        return _rises_to(t, at, last)
    return words == ("near",) and not t.word(at)[:1].islower()


def during(t: Tokens, at: int, last: int, dimension: str) -> bool:
    """Whether “over” at token ``at`` means during: “over 10 years”, “over six seasons”; not “for over 10 years”."""
    lasting = dimension == "time" or any(t.low(k) in lexicon.words("periods") for k in (last, last + 1))
    return lasting and t.low(at - 1) not in lexicon.words("lasting")


def _rises_to(t: Tokens, at: int, last: int) -> bool:
    """Whether “up to” tells of a movement: “edged up to 4.4 %”, “was up to 5 % from 4.8 %”."""
    before = t.low(at - 1)
    if before in lexicon.words("up") or before in lexicon.words("moved"):
        return True
    return before in ("was", "is", "were", "are") and any(t.low(k) == "from" for k in range(last + 1, last + 8))


def movement(t: Tokens, first: int, last: int, dimension: str, head: str = "") -> str:
    """ "up" or "down" where the quantity is by how much something rose or fell; "" otherwise.

    ``first`` is the first token of the quantity with its bound; ``head`` the noun that is counted.
    """
    behind = _behind(t, last, dimension)
    if behind is not None:
        return behind
    by = any(t.low(k) == "by" for k in range(first - 3, first))
    if dimension == "time" and not by:
        return ""
    return _before(t, first, by, head)


def _behind(t: Tokens, last: int, dimension: str) -> str | None:
    """The direction that stands behind: “a 5 % rise”; "" where none can be, None where it does not tell."""
    after, then = t.low(last + 1), t.low(last + 2)
    if after == "in" and then == "a":
        return ""
    if dimension in ("share", "points") or after in ("higher", "lower"):
        if after in ("more", "less", "fewer") and t.low(last + 2) not in ("", ".", ",", "than", "in", "for"):
            return ""  # “23 % less likely” compares two groups
        if after in lexicon.words("upnoun"):
            return "up"
        if after in lexicon.words("downnoun"):
            return "down"
    return None


def _before(t: Tokens, first: int, by: bool, head: str) -> str:
    """The verb of movement in front, with what may stand between it and the number."""
    up, down = lexicon.words("up"), lexicon.words("down")
    at = first - 1
    for step in range(_REACH):
        low = t.low(at)
        if t.breaks(at + 1):
            return ""
        if low in up or low in down:
            return _moved(t, at, first, head)
        if low not in _PASSED and not low.endswith("ly") and not (by and step <= 6 and low.isalpha()):
            return ""  # “grow sales by 35 per cent”: an object may stand between
        at -= 1
    return ""


def _moved(t: Tokens, at: int, first: int, head: str) -> str:
    """Up or down by the verb at token ``at``; "" where it is none: “rose to”, “pony up”, “lost two children”."""
    low, before = t.low(at), t.low(at - 1)
    if t.low(first - 1) == "to" or t.low(at + 1) in ("to", "from"):
        return ""
    if low in ("up", "down") and (before in lexicon.words("particleverb") or before in ("pick", "a", "the")):
        return ""
    if head in lexicon.words("kin") and low in lexicon.words("loseverb"):
        return ""
    if t.low(first) in ("below", "above", "beyond", "past"):
        return ""  # “fell below 5 °C”: a level, no change
    return "up" if low in lexicon.words("up") else "down"
