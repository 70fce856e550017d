"""What speaks for each kind of name: signs inside the name and beside it, as short words.

The signs are the same for the rules (a small table of weights written by hand) and for the learned
weights, so that both can be read and compared sign by sign.
"""

from __future__ import annotations

from bisect import bisect_left

from tui.facts.names.chunks import Candidate
from tui.facts.names.lexicon import PLACE_SORTS, Lexicon

_ROLE_AFTER = 6  # words after a comma in which a role's head noun is looked for


def inner(c: Candidate, lex: Lexicon) -> list[str]:
    """Signs inside the name itself."""
    words = c.words
    n = len(words)
    first, last = words[0], words[-1]
    bare = last.rstrip(".")
    out = ["bias", f"n={min(n, 4)}", "first=" + first, "last=" + bare, "end=" + bare[-3:].lower()]
    if c.known:
        out.append("known=" + c.known.sort)
        if c.known.sort in PLACE_SORTS:
            out.append("known place")
    if c.head:
        out.append("head=" + c.head)
    if n == 1:
        out.append("only=" + first)
        if len(first) > 1 and first.isupper():
            out.append("acronym" if len(first) < 6 else "capitals")
        elif any(ch.isupper() for ch in first[1:]):
            out.append("camel")
        if lex.common(first):
            out.append("word")
            if c.initial:
                out.append("word at start")
        elif c.initial:
            out.append("at start")
        if first in lex.thing or (first[-1] == "s" and first[:-1] in lex.thing):
            out.append("thing")
        if first in lex.given:
            out.append("one given")
        if first in lex.surname:
            out.append("one surname")
        elif first in lex.family:
            out.append("one family")
    elif c.known is None:
        given, family = lex.is_given(first), lex.is_family(bare)
        if first in lex.given:
            out.append("given")
        elif first in lex.given_word:
            out.append("given or word")
        if bare in lex.surname:
            out.append("surname")
        elif bare in lex.family:
            out.append("family")
        elif bare in lex.family_word:
            out.append("family or word")
        if given and family:
            out.append("given+family")
        if first in lex.surname and "-" in last:
            out.append("surname first")
        if bare in lex.suffix:
            out.append("suffix")
        if any(len(w) == 2 and w[1] == "." for w in words):
            out.append("initial")
        common = [lex.common(w) for w in words]
        if all(common) and not given:
            out.append("all words")
        elif not any(common):
            out.append("no words")
        if common[-1] and not common[0]:
            out.append("word last")
        if "of" in words or "for" in words:
            out.append("of")
        if "and" in words or "&" in words:
            out.append("and")
        if words[0] in lex.known and lex.known[words[0]].sort in PLACE_SORTS:
            out.append("place first")
        if words[0] in lex.known and lex.known[words[0]].sort == "demonym":
            out.append("demonym first")
        if first in lex.direction:
            out.append("direction")
        if any(w in lex.particle for w in words[1:-1]):
            out.append("particle")
        if all(w.isupper() for w in words):
            out.append("capitals")
        out.append("mid=" + (words[1] if n > 2 else "-"))
    if any(ch.isdigit() for ch in last):
        out.append("digit")
    if "-" in first:
        out.append("hyphen")
    if "." in first and len(first) > 3:
        out.append("dotted")
    return out


STRONG = frozenset(
    {
        "after honorific",
        "after rank",
        "after title",
        "after office",
        "after office,",
        "before role",
        "after body noun",
        "after place noun",
        "office of",
        "credited",
        "in brackets",
        "team play",
    }
)
"""Signs that tell what a name is wherever else it stands: one mention that has them counts in full."""


def single(c: Candidate) -> bool:
    """Whether a candidate is one word."""
    return len(c.words) == 1


class Around:
    """Signs beside the candidates of one document."""

    def __init__(
        self,
        text: str,
        tokens: tuple[list[str], list[int], list[int]],
        sentence_starts: set[int],
        lex: Lexicon,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.words, self.starts, self.ends = tokens
        self.sentence_starts = sentence_starts
        self.lex = lex
        self.n = len(self.words)
        self.sport = sum(w in lex.sport for w in self.words) > 4 + self.n // 60

    def signs(self, c: Candidate) -> list[str]:
        """Signs beside ``c``."""
        words, starts, lex = self.words, self.starts, self.lex
        out = []
        i = bisect_left(starts, c.start) - 1
        j = bisect_left(starts, c.end)
        cut = c.start in self.sentence_starts
        before = words[i] if i >= 0 and not cut else "<"
        second = words[i - 1] if i >= 1 and before != "<" and starts[i] not in self.sentence_starts else "<"
        if c.possessive and j < self.n and words[j] in ("'", "’", "s"):
            j += 1
        over = j >= self.n or starts[j] in self.sentence_starts
        after = ">" if over else words[j]
        further = ">" if over or j + 1 >= self.n or starts[j + 1] in self.sentence_starts else words[j + 1]
        low, behind = before.lower(), after.lower()
        out.append("b=" + low)
        out.append("a=" + behind)
        if c.possessive:
            out.append("possessive")
        if c.title:
            out.append("after honorific" if c.honorific else "after rank" if c.rank else "after title")
        elif low in lex.office:
            out.append("after office")
        elif before == "," and i >= 1 and words[i - 1].lower() in lex.office:
            out.append("after office,")
        if low in lex.body_noun:
            out.append("after body noun")
        elif low in lex.place_noun or (low == "of" and second.lower() in lex.place_noun):
            out.append("after place noun")
        if behind in lex.body_noun:
            out.append("before body noun")
        elif behind in lex.place_noun:
            out.append("before place noun")
        if low == "by" and second.lower() in lex.credited:
            out.append("credited")
        if low == "of" and second.lower() in lex.office:
            out.append("office of")
        if after == "," and self._role(j + 1):
            out.append("before role")
        if single(c) and low == "the" and c.words[0][-1] == "s" and not c.known:
            out.append("the plural")
        if (
            self.sport
            and c.known
            and c.known.sort in PLACE_SORTS
            and (
                low in lex.play
                or (behind in lex.play and before not in ("in", "at", "from", "near", ",", "of"))
                or (behind == "(" and further[:1].isdigit())
            )
        ):
            out.append("team play")
        if c.left:
            out.append("left=" + c.left)
        if c.right:
            out.append("right=" + c.right)
        if before == "," and i >= 1 and words[i - 1][0].isupper():
            out.append("listed")
        if after in ("and", ",") and further[0].isupper():
            out.append("lists")
        if behind in lex.office:
            out.append("before office")
        if before == "(" and after == ")":
            out.append("in brackets")
        if after == "-" or before in "-–":
            out.append("hyphen beside")
        return out

    def _role(self, j: int) -> bool:
        """Whether a role phrase begins at token ``j``: "the chief executive of …", "a spokesman", "45,"."""
        words, lex = self.words, self.lex
        for k in range(j, min(j + _ROLE_AFTER, self.n)):
            word = words[k]
            if not word[0].isalnum() and word not in "'’-&":
                return word == "," and k == j + 1 and words[j].isdigit() and 9 < int(words[j][:4]) < 120
            if word.lower() in lex.office:
                return True
            if word in ("who", "which", "said", "is", "was", "that"):
                return word == "who" and k == j
        return False
