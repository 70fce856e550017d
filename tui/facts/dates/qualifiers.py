"""Words before an expression that belong to it and loosen it: “about”, “more than”, “at least”."""

from __future__ import annotations

from tui.facts.dates.context import Context

_ONE = {"almost": "LESS_THAN", "nearly": "LESS_THAN", "about": "APPROX", "around": "APPROX", "roughly": "APPROX"}
_ONE |= {"approximately": "APPROX", "over": "MORE_THAN", "barely": "LESS_THAN", "exactly": ""}
_TWO = {("more", "than"): "MORE_THAN", ("less", "than"): "LESS_THAN", ("at", "least"): "EQUAL_OR_MORE"}
_TWO |= {("at", "most"): "EQUAL_OR_LESS", ("up", "to"): "EQUAL_OR_LESS", ("fewer", "than"): "LESS_THAN"}
_TWO |= {("longer", "than"): "MORE_THAN"}


_LASTING = frozenset(
    {
        "for",
        "just",
        "well",
        "after",
        "of",
        "lasted",
        "lasting",
        "is",
        "was",
        "a",
        "little",
        "took",
        "spent",
        "served",
        "worked",
        "lived",
        "waited",
        "stayed",
        "ruled",
        "led",
    }
)


def qualifier(ctx: Context, first: int, low: int, ago: bool) -> tuple[int, str]:
    """(first token with its qualifier, TIMEX3 mod) for an amount that begins at ``first``.

    A single word (“almost”) is part of the span only before “ago” and the like, as the TimeBank guide has it;
    elsewhere it only sets the modifier.
    """
    own = ctx.classes[ctx.words[first]]
    counts = own.keys() & {"NUM", "ONES", "TEENS", "TENS", "A", "FRACTION"}
    if first - 2 >= low:
        pair = (ctx.before(first, 2), ctx.before(first))
        if pair in _TWO and (counts & {"NUM", "ONES", "TEENS", "TENS", "A"} or ctx.word(first) == "the"):
            return first - 2, _TWO[pair]
    if first - 1 >= low and counts:
        word = ctx.before(first)
        if word == "over" and not ago and ctx.before(first, 2) not in _LASTING:
            return first, ""  # “over 40 years”: during them
        if word in _ONE:
            return (first - 1 if ago or word == "over" else first), _ONE[word]
    return first, ""
