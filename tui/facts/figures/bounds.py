"""The relation of a number to the truth: about, more than, up or down by."""

from __future__ import annotations

from tui.facts.figures import lexicon
from tui.facts.figures.token_view import Tokens

_BEFORE = {
    ("sub", "-"): "<",
    ("about",): "~", ("around",): "~", ("roughly",): "~", ("approximately",): "~", ("some",): "~", ("circa",): "~",
    ("nearly",): "~", ("almost",): "~", ("close", "to"): "~", ("approx",): "~", ("estimated",): "~", ("nearing",): "~",
    ("approaching",): "~", ("near",): "~", ("approx", "."): "~", ("~",): "~", ("c", "."): "~", ("virtually",): "~",
    ("more", "than"): ">", ("over",): ">", ("above",): ">", ("at", "least"): ">", ("upwards", "of"): ">",
    ("exceeding",): ">", ("exceeded",): ">", ("exceeds",): ">", ("greater", "than"): ">", ("higher", "than"): ">",
    ("no", "less", "than"): ">", ("no", "fewer", "than"): ">", ("not", "less", "than"): ">", (">",): ">",
    ("minimum", "of"): ">", ("topped",): ">", ("surpassed",): ">", ("surpassing",): ">", ("beyond",): ">",
    ("excess", "of"): ">", ("upward", "of"): ">", ("longer", "than"): ">", ("older", "than"): ">", ("better",
        "than"): ">",
    ("less", "than"): "<", ("fewer", "than"): "<", ("under",): "<", ("below",): "<", ("at", "most"): "<",
    ("up", "to"): "<", ("no", "more", "than"): "<", ("not", "more", "than"): "<", ("as", "many", "as"): "<",
    ("as", "much", "as"): "<", ("lower", "than"): "<", ("<",): "<", ("maximum", "of"): "<", ("within",): "<",
    ("shy", "of"): "<", ("smaller", "than"): "<", ("as", "low", "as"): ">", ("as", "high", "as"): "<",
    ("as", "little", "as"): ">", ("as", "few", "as"): ">", ("shorter", "than"): "<", ("younger", "than"): "<",
    ("about", "a"): "~", ("mehr", "als"): ">", ("rund",): "~", ("etwa",): "~", ("knapp",): "<", ("environ",): "~",
    ("plus", "de"): ">", ("más", "de"): ">", ("unos",): "~", ("unas",): "~", ("fast",): "<", ("moins", "de"): "<",
}  # fmt: skip
_LONGEST = 3
_AFTER = {("or", "more"): ">", ("or", "so"): "~", ("or", "less"): "<", ("or", "fewer"): "<", ("or", "over"): ">",
          ("at", "least"): ">", ("at", "most"): "<", ("or", "older"): ">", ("or", "above"): ">", ("or", "higher"): ">",
          ("or", "under"): "<", ("or", "below"): "<", ("and", "over"): ">", ("and", "above"): ">"}  # fmt: skip
_MOVING = frozenset({"by", "another", "further", "as", "much", "to", "it", "some"})


_BOUNDING = frozenset({"about", "more", "than", "around", "nearly", "almost", "roughly", "over", "only", "just"})


def bound(t: Tokens, first: int, last: int) -> tuple[str, int]:
    """(relation, how many tokens in front say it) of the quantity over ``first``..``last``; ("", 0) for none."""
    skip = 1 if t.low(first - 1) in ("an", "the", "a") and t.low(first - 2) in ("estimated", "about", "roughly") else 0
    at = first - skip
    for n in range(_LONGEST, 0, -1):
        words = tuple(t.low(at - n + k) for k in range(n))
        sign = _BEFORE.get(words)
        if sign and not (n == 1 and _other_sense(t, at - 1)):
            return sign, n + skip
    sign = _AFTER.get((t.low(last + 1), t.low(last + 2)), "")
    if t.word(last + 1) == "+" and t.glued(last + 1):
        sign = ">"
    return sign, 0


def _other_sense(t: Tokens, at: int) -> bool:
    """“talk about 5 points”, “under 18s”, “died over 3 days”: the word is no bound here."""
    low, before = t.low(at), t.low(at - 1)
    if low == "about":
        return before in ("talk", "talked", "talking", "worried", "know", "learn", "said", "asked", "wrote")
    if low == "over":
        return before in ("handed", "took", "taken", "turned", "won", "win", "victory", "spread", "divided")
    if low == "some" or low == "near":
        return False
    return False


def movement(t: Tokens, first: int, last: int, share: bool) -> str:
    """ "up" or "down" where the quantity is by how much something rose or fell; "" otherwise."""
    up, down = lexicon.words("up"), lexicon.words("down")
    after, then = t.low(last + 1), t.low(last + 2)
    if share or after in ("higher", "lower"):
        if after in lexicon.words("upnoun"):
            return "up"
        if after in lexicon.words("downnoun"):
            return "down"
    if after in ("in",) and then in ("a",):
        return ""
    at = first - 1
    by = t.low(at) == "by"
    for step in range(5):
        low = t.low(at)
        if low in up or low in down:
            toward = t.low(first - 1) == "to" or t.low(at + 1) in ("to", "from")
            if toward:
                return ""
            if low in ("up", "down") and t.low(at + 1) == "to":
                return ""
            return "up" if low in up else "down"
        passing = low in _MOVING or low in _BOUNDING or low.endswith("ly")
        if not passing and not (by and step <= 3 and low.isalpha()):
            return ""  # “grow sales by 35 per cent”: one object may stand between
        at -= 1
    return ""
