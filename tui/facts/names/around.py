"""Signs beside a name: the words before and after it, what it is said to be, what refers back to it."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from tui.facts.names.chunks import Candidate
from tui.facts.names.lexicon import PLACE_SORTS, Lexicon

_ROLE_AFTER = 6  # words after a comma in which a role's head noun is looked for
_BACK_AFTER = 9  # words behind a name in which a pronoun is taken to refer back to it
_CLAUSE = frozenset({"who", "which", "said", "is", "was", "that", "of", "in", "at", "for", "with", "on", "to"})
_BACK = {
    "it": "then it", "its": "then it", "itself": "then it", "he": "then he", "his": "then he", "him": "then he",
    "she": "then he", "her": "then he", "they": "then they", "their": "then they",
}  # fmt: skip
_CLUBS = frozenset({"City", "Town", "County", "Athletic", "Rovers", "Albion", "Wanderers", "Villa", "Palace", "Orient"})
_SPORT, _PER_SPORT = 4, 60  # what an article about sport has more of, and one more for so many words
_DATELINE = 40  # code points behind a place in which the dash of a dateline stands
_HYPHENS = ("-", "–")

STRONG = frozenset(
    {
        "after honorific",
        "after rank",
        "after title",
        "after office",
        "after office,",
        "before role",
        "apposed body",
        "apposed place",
        "after body noun",
        "after place noun",
        "office of",
        "hails from",
        "aged",
        "dateline",
        "credited",
        "in brackets",
        "team play",
        "team town",
    }
)
"""Signs that tell what a name is wherever else it stands: one mention that has them counts in full."""


class Beside(NamedTuple):
    """The tokens beside one mention: "<" and ">" stand for the ends of the sentence."""

    second: str  # the one before the one before
    before: str
    after: str
    further: str
    i: int  # number of the token before the mention
    j: int  # number of the token behind it
    possessive: bool


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
        self.sport = sum(self._sporting(w) for w in self.words) > _SPORT + self.n // _PER_SPORT

    def _sporting(self, word: str) -> int:
        """How much a word speaks for an article about sport: a club's name says more than "season"."""
        if word in self.lex.sport:
            return 1
        known = self.lex.known.get(word) if word[0].isupper() else None
        return 2 if known is not None and known.sort == "team" else 0

    def signs(self, c: Candidate) -> list[str]:
        """Signs beside ``c``, in a fixed order."""
        at = self._beside(c)
        out = ["b=" + at.before.lower(), "a=" + at.after.lower()]
        if c.possessive:
            out.append("possessive")
        out += self._in_front(c, at)
        out += self._nouns(at)
        out += self._behind(at)
        if len(c.words) == 1 and at.before in ("the", "The") and c.words[0][-1] == "s" and not c.known:
            out.append("the plural")
        if self.sport:
            out += self._teams(c, at)
        if self._dateline(c, at):
            out.append("dateline")
        out += self._neighbours(c, at)
        return out

    def _beside(self, c: Candidate) -> Beside:
        words, starts = self.words, self.starts
        i = bisect_left(starts, c.start) - 1
        j = bisect_left(starts, c.end)
        before = words[i] if i >= 0 and c.start not in self.sentence_starts else "<"
        second = words[i - 1] if i >= 1 and before != "<" and starts[i] not in self.sentence_starts else "<"
        if c.possessive and j < self.n and words[j] in ("'", "’", "s"):
            j += 1
        over = self._over(j)
        further = ">" if over or self._over(j + 1) else words[j + 1]
        return Beside(second, before, ">" if over else words[j], further, i, j, c.possessive)

    def _over(self, k: int) -> bool:
        """Whether the sentence has ended before token ``k``."""
        return k >= self.n or self.starts[k] in self.sentence_starts

    def _in_front(self, c: Candidate, at: Beside) -> list[str]:
        """Titles, offices and labels right before the name."""
        lex, low, second = self.lex, at.before.lower(), at.second.lower()
        out = []
        if c.title:
            out.append("after honorific" if c.honorific else "after rank" if c.rank else "after title")
        elif low in lex.office and low not in lex.body_noun:
            out.append("after office")
        elif at.before == "," and at.i >= 1 and second in lex.office:
            out.append("after office,")
        if (low == "by" and second in lex.credited) or (len(c.words) > 1 and self._pictured(at)):
            out.append("credited")
        elif low == "of" and second in lex.office:
            out.append("office of")
        elif low == "as" and second == "known":
            out.append("known as")
        elif low == "from" and second == "," and at.i >= 2 and self.words[at.i - 2][0].isupper():
            out.append("hails from")
        if at.second in _HYPHENS and low in ("owned", "run", "listed", "backed", "controlled"):
            out.append("owned -")
        elif low == "old" and at.second in _HYPHENS:
            out.append("aged")
        return out

    def _pictured(self, at: Beside) -> bool:
        """Whether the name is a photographer's: "Image: Ada Lund", "(Ada Lund/AP)"."""
        if at.before == ":" and at.second.lower() in self.lex.pictured:
            return True
        return at.before == "(" and at.after == "/" and at.further[0].isupper()

    def _dateline(self, c: Candidate, at: Beside) -> bool:
        """Whether capitals at the beginning of a paragraph are where the article was written: "OSLO, Nov 3 — "."""
        if not (c.initial and c.words[0].isupper() and len(c.words[0]) > 2):
            return False
        if c.start and self.text[c.start - 1] != "\n":
            return False
        head = self.text[c.end : c.end + _DATELINE].split("\n")[0]
        return at.after in (",", "(", "—", "–") and any(dash in head for dash in ("—", "–", " - ", "--"))

    def _nouns(self, at: Beside) -> list[str]:
        """Nouns right before and behind that say what is named: "the insurer X", "X shares", "the town of X"."""
        lex, low, behind = self.lex, at.before.lower(), at.after.lower()
        out = []
        if low in lex.body_noun:
            out.append("after body noun")
        elif low in lex.place_noun or (low == "of" and at.second.lower() in lex.place_noun):
            out.append("after place noun")
        if behind in lex.body_noun:
            out.append("before body noun")
        elif behind in lex.place_noun:
            out.append("before place noun")
        if behind in lex.office:
            out.append("before office")
        if behind in lex.owned_noun:
            out.append("before owned noun")
        elif at.after[0].isupper() and behind in lex.office:
            out.append("before Office")
        if at.possessive and (behind in lex.person_owned or behind in lex.kin):
            out.append("person owned")
        if low == "from" and behind == "to" and at.further[0].isupper():
            out.append("from to")
        if behind in lex.body_verb:
            out.append("body verb")
        elif behind in lex.person_verb:
            out.append("person verb")
        return out

    def _behind(self, at: Beside) -> list[str]:
        """What the name is said to be behind a comma, and the pronoun that refers back to it."""
        out = []
        if at.after in (",", "("):
            said = self._apposed(at.j + 1)
            if said:
                out.append(said)
            if at.further in ("which", "who", "whose"):
                out.append("then " + at.further)
            elif at.further == "from":
                out.append("then from")
        back = self._back(at.j)
        if back:
            out.append(back)
        return out

    def _apposed(self, j: int) -> str:
        """What the noun phrase from token ``j`` calls the name: "before role", "apposed body", "apposed place", ""."""
        words, lex = self.words, self.lex
        found = ""
        for k in range(j, min(j + _ROLE_AFTER, self.n)):
            word = words[k]
            low = word.lower()
            if not word[0].isalnum() and word not in "'’-&":
                aged = word == "," and k == j + 1 and words[j].isdigit() and 9 < int(words[j][:4]) < 120
                return "before role" if aged else found
            if low in lex.office and low not in lex.body_noun:
                return "before role"
            if low in lex.body_noun:
                found = "before role" if low in lex.office else "apposed body"
            elif low in lex.place_noun:
                found = "apposed place"
            if low in _CLAUSE:
                return found or ("before role" if word == "who" and k == j else "")
        return found

    def _back(self, j: int) -> str:
        """The first pronoun behind the name in its sentence, if no other capital stands between."""
        for k in range(j, min(j + _BACK_AFTER, self.n)):
            word = self.words[k]
            if self.starts[k] in self.sentence_starts or word[0].isupper():
                return ""
            found = _BACK.get(word)
            if found:
                return found
        return ""

    def _teams(self, c: Candidate, at: Beside) -> list[str]:
        """In an article about sport: a town's name that stands for its team."""
        lex, low, behind = self.lex, at.before.lower(), at.after.lower()
        club = len(c.words) > 1 and c.words[-1] in _CLUBS and not c.known
        if not (c.known and c.known.sort in PLACE_SORTS) and c.words[0] not in lex.team_town and not club:
            return []
        placed = at.before in ("in", "at", "from", "near", ",", "of")
        out = []
        if low in lex.play or (behind in lex.play and not placed) or (behind == "(" and at.further[:1].isdigit()):
            out.append("team play")
        if not placed and (at.after != "," or at.further == "who") and (club or " ".join(c.words) in lex.team_town):
            out.append("team town")
        return out

    def _neighbours(self, c: Candidate, at: Beside) -> list[str]:
        """The pieces of the same run, lists, brackets and hyphens beside the name."""
        out = []
        if c.left:
            out.append("left=" + c.left)
        if c.right:
            out.append("right=" + c.right)
        if at.before == "," and at.i >= 1 and self.words[at.i - 1][0].isupper():
            out.append("listed")
        if at.after in ("and", ",") and at.further[0].isupper():
            out.append("lists")
        if at.before == "(" and at.after == ")":
            out.append("in brackets")
        if at.after == "-" or at.before in "-–":
            out.append("hyphen beside")
        return out
