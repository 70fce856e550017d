"""Roles: what a person is called beside the name, before it, after it, or on the other side of a comma.

"Defense Secretary Pete Hegseth", "his South Korean counterpart, Ahn Gyu-back", "Obama's former deputy Y",
"Y, the chief executive of Z,". The role is the words of the text without their article or "his".
"""

from __future__ import annotations

from bisect import bisect_left

from tui.facts.model import Span
from tui.facts.names.chunks import Candidate
from tui.facts.names.lexicon import Lexicon

_CLOSE = 7  # tokens from an office in small letters to the name behind what it is of
_LONGEST = 9  # tokens of a role before its office
_BEFORE_PARTICIPLE = frozenset(
    {"the", "a", "an", "his", "her", "their", "its", "our", "my", "and", "or", "of", "by", "with", "for", "as", "newly",
     "recently", "former", "then", "in", "on", "to", "from", "at", "including", "against", "about", "over", "like"}
)  # fmt: skip
_REACH = 12  # tokens looked at on either side of a name
_ARTICLES = frozenset(
    {"the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "this", "that", "another", "one"}
)
_NOBODY = frozenset({"someone", "somebody", "anyone", "everyone", "nobody", "himself", "herself", "aged"})
_ENDS = frozenset(
    {
        ",",
        ";",
        ")",
        ":",
        "“",
        '"',
        "who",
        "which",
        "that",
        "when",
        "where",
        "—",
        "–",
        "because",
        "while",
        "whose",
    }
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OF = frozenset({"of", "for", "to", "at", "in", "with", "on", "from"})


class Roles:
    """Finds the role beside a person's name; made once for an article."""

    def __init__(
        self, text: str, tokens: tuple[list[str], list[int], list[int]], sentences: set[int], lex: Lexicon
    ) -> None:
        self.text = text
        self.words, self.starts, self.ends = tokens
        self.sentences = sentences
        self.lex = lex
        self.n = len(self.words)

    def of(self, c: Candidate) -> tuple[Span, str] | None:
        """(role's span, rule) for the person named by ``c``; None when there is no role beside the name."""
        i = bisect_left(self.starts, c.start)
        if c.title is not None and not (c.honorific and self.text[slice(*c.title)].rstrip(".") in self.lex.polite):
            head = bisect_left(self.starts, c.title[0])
            return self._span(self._leftwards(head), i - 1), "title before the name"
        j = bisect_left(self.starts, c.end)
        while i > 0 and not self._begins(i) and self.words[i - 1] in self.lex.polite:
            i -= 1  # "Prime Minister Datuk Seri Anwar Ibrahim"
        before = self._before(i, j)
        return before if before is not None else self._after(j)

    def _span(self, first: int, last: int) -> Span:
        """From token ``first`` to ``last``, less signs at its end."""
        while last > first and not self.words[last][-1].isalnum() and self.words[last] != ".":
            last -= 1
        return Span(self.starts[first], self.ends[last])

    def _closes(self, word: str) -> bool:
        """Whether a role ends before ``word``: at a sign, a relative pronoun ("who's"), a conjunction."""
        return word in _ENDS or word.partition("’")[0].partition("'")[0] in _RELATIVE

    def _begins(self, k: int) -> bool:
        return self.starts[k] in self.sentences

    def _before(self, i: int, j: int) -> tuple[Span, str] | None:
        """A role that ends right before token ``i``, or before a comma there; ``j`` is the token behind the name."""
        k = i - 1
        if k < 0 or self._begins(i):
            return None
        rule = "office before the name"
        comma = self.words[k] == ","
        if comma:
            k -= 1
            rule = "apposition: role, name"
        if k < 0 or (comma and (self._begins(k + 1) or self._predicate(j) or self._several(k, j))):
            return None
        head = self._head_back(k)
        if head is not None:
            first = self._leftwards(head)
            if comma and (not self._determined(first, head) or self._apposed(first)):
                return None
            return self._span(first, k), rule
        behind = self._complement(k)
        if behind is None:
            return None
        first = self._leftwards(behind)
        if comma and (not self._determined(first, behind) or self._apposed(first)):
            return None
        if not comma and not self.words[behind][0].isupper() and k - behind > _CLOSE:
            return None
        return self._span(first, k), rule

    def _predicate(self, j: int) -> bool:
        """Whether a verb follows at token ``j``: "the birth of his son, X said" names no son called X."""
        if j >= self.n or self._begins(j):
            return False
        word = self.words[j]
        return word in self.lex.verb or (word.islower() and word.endswith("ed") and len(word) > 3)

    def _several(self, k: int, j: int) -> bool:
        """Whether the noun at token ``k`` means several people, and only one is named, before token ``j``."""
        low = self.words[k].lower()
        if low in self.lex.office or not self._office(low):
            return False
        return not (j + 1 < self.n and self.words[j] in ("and", ",", "&") and self.words[j + 1][0].isupper())

    def _determined(self, first: int, head: int) -> bool:
        """Before a comma a role needs an article, a possessor or a nationality: not any noun that a comma ends."""
        if first > 0 and not self._begins(first) and self.words[first - 1].lower() in _ARTICLES:
            return True
        if self._begins(first):
            return True
        words = self.words[first:head]
        return any(w[-2:] in ("'s", "’s") for w in words) or bool(words and words[0][0].isupper())

    def _apposed(self, first: int) -> bool:
        """Whether the role that begins at ``first`` stands behind a name and a comma: it is that name's."""
        k = first - 1
        if k >= 0 and self.words[k].lower() in _ARTICLES:
            k -= 1
        return k > 0 and self.words[k] == "," and self.words[k - 1][0].isupper() and not self._begins(k + 1)

    def _head_back(self, k: int) -> int | None:
        """First token of an office that ends at token ``k`` ("chief executive"); None if none does."""
        for length in (3, 2, 1):
            first = k - length + 1
            if first < 0 or any(self._begins(m) for m in range(first + 1, k + 1)):
                continue
            if self._office(" ".join(self.words[first : k + 1])):
                return first
        if self.words[k] in ("-", "’", "'"):
            return None
        word = self.words[k]
        known = self.lex.known.get(word)
        if self._personal(word) or (known is not None and known.sort == "demonym" and word.endswith("man")):
            return k
        return None

    def _office(self, phrase: str) -> bool:
        low = phrase.lower()
        office = self.lex.office
        if low in office:
            return True
        if low.endswith("s") and (low[:-1] in office or (low.endswith("men") and low[:-2] + "an" in office)):
            return True
        return low.endswith("men") and low[:-3] + "man" in office

    def _complement(self, k: int) -> int | None:
        """The office behind whose "of …" token ``k`` stands: "the head of financial oversight, X"."""
        m = k
        if self.words[k] in _OF:
            return None  # "mother of two children with X"
        while m > max(0, k - _REACH):
            word = self.words[m]
            if self._begins(m) and m < k and self.words[m].lower() not in ("the",):
                return None
            if word in (",", ";", ":", "(", ")", "“", "”", '"') or word in self.lex.verb:
                return None
            if word in _OF and m < k:
                head = self._head_back(m - 1)
                if head is not None:
                    return head
            m -= 1
        return None

    def _leftwards(self, head: int) -> int:
        """First token of the role whose office begins at ``head``: nationality, body and adjectives go with it.

        It ends before a verb ("the court rejected Premier X"), an adverb ("Sometimes President X") and a time ("Last
        week President X").
        """
        m = head
        while m > 0 and head - m < _LONGEST and not self._begins(m):
            step = self._step(m)
            if not step:
                break
            m -= step
        while m < head and self.words[m].lower() in ("and", "or", "with", "said", "says"):
            m += 1
        return m

    def _step(self, m: int) -> int:
        """How many tokens before token ``m`` belong to the role as well; 0 if it begins at ``m``."""
        words = self.words
        word = words[m - 1]
        gap = self.starts[m] - self.ends[m - 1]
        if gap > 1 or self.text[self.ends[m - 1] : self.starts[m]] == "\n":
            return 0
        if word in "-‑" and m >= 2 and gap == 0:
            return 2
        if word == ".":
            return self._dotted(m)
        if word in ("of", "for", "and"):
            return self._body(m)
        if not word[0].isalpha() or self._stops(m - 1):
            return 0
        low = word.lower()
        if low.endswith("ing") and word.islower() and words[m][0].isupper() and low not in self.lex.modifier:
            return 0  # "trailing President X"
        modifies = low[-2:] in ("'s", "’s") or low in self.lex.modifier or word[0].isupper() or self._adjective(low)
        elected = low.endswith("ly") and words[m].endswith("ed")  # "newly elected"
        return 1 if modifies or elected else 0

    def _dotted(self, m: int) -> int:
        """Tokens of a dotted abbreviation before token ``m`` ("U.S.", "Gen."); 0 for a clock time or a stop."""
        words = self.words
        k = m - 1
        if k < 1 or not words[k - 1][0].isupper() or len(words[k - 1]) > 4:
            return 0
        k -= 1
        while k >= 2 and words[k - 1] == "." and len(words[k - 2]) == 1:
            k -= 2
        letters = "".join(words[k : m - 1 : 2]).lower()
        return 0 if letters in ("am", "pm") else m - k

    def _body(self, m: int) -> int:
        """Tokens before ``m`` of a body's name that goes on over a small word: "Reform Party of Norland leader"."""
        words, small = self.words, self.words[m - 1]
        k = m - 2
        if k < 0 or self._begins(m - 1) or not (words[k][0].isupper() and words[m][0].isupper()):
            return 0
        if small == "and":
            last = words[min(self.n - 1, m + 1)].lower()
            return 2 if self.lex.common(words[k]) and (last in self.lex.topic_title or last in self.lex.office) else 0
        return 2 if words[k] in self.lex.of_head or words[k] in self.lex.organisation_head else 0

    def _stops(self, k: int) -> bool:
        """Whether token ``k`` cannot stand in a role: an article, a verb, an adverb, a time, a small word."""
        word = self.words[k]
        low = word.lower()
        if word.isupper() and len(word) > 1:
            return False
        if low in _ARTICLES or low in self.lex.time_noun:
            return True
        first = self._begins(k)
        if first and word[0].isupper() and not self._opens(k):
            return True
        return (word.islower() or first) and (low in self.lex.stop or self._finite(k, low))

    def _opens(self, k: int) -> bool:
        """Whether a sentence may open with token ``k`` as part of a role: no adverb, no verb, no small word."""
        word = self.words[k]
        low = word.lower()
        if low in self.lex.modifier or low in self.lex.office:
            return True
        if word in self.lex.function or low.endswith(("ly", "ing")):
            return False
        return not (low.endswith("ed") and self.words[k + 1][0].isupper())  # "Asked President X"

    def _finite(self, k: int, low: str) -> bool:
        """Whether token ``k`` is a verb with its subject before it, no participle: "a jury convicted banker X"."""
        if low.endswith("ed") and len(low) > 4:
            if k == 0 or self._begins(k):
                return False
            before = self.words[k - 1]
            return before.isalpha() and before.lower() not in _BEFORE_PARTICIPLE
        if low in self.lex.verb:
            return True
        named = k > 0 and not self._begins(k) and self.words[k - 1][0].isupper()
        return named and low.endswith("s") and not low.endswith(("ss", "'s", "’s")) and low not in self.lex.plural_topic

    def _adjective(self, low: str) -> bool:
        return len(low) > 2 and low.isalpha() and self.lex.common(low) and not low.endswith("ly")

    def _after(self, j: int) -> tuple[Span, str] | None:
        """A role that begins behind a comma at token ``j``: ", the chief executive of Z,"."""
        k = j
        if k + 1 >= self.n or self.words[k] not in (",", "(") or self._begins(k):
            return None
        k += 1
        if self.words[k].isdigit() and k + 1 < self.n and self.words[k + 1] == ",":
            k += 2
        if k >= self.n or self._begins(k):
            return None
        if self.words[k].lower() in _ARTICLES:
            k += 1
        first = k
        if k >= self.n or self._begins(k) or self.words[k] in self.lex.stop or self.words[k] in _NOBODY:
            return None
        head = None
        while k < min(self.n, first + 8) and not self._begins(k):
            word = self.words[k]
            if word in _OF or self._closes(word) or word == "and" or (word in self.lex.verb and k > first):
                break
            if (
                self._one(word)
                or (k + 1 < self.n and f"{word} {self.words[k + 1]}".lower() in self.lex.office)
                or (k > first and self._personal(word))
            ):
                head = k
            k += 1
        if head is None:
            return None
        behind = self.words[head + 1] if head + 1 < self.n and not self._begins(head + 1) else "."
        if behind[0].isupper() and behind not in ("Emeritus", "General", "Elect"):
            return None  # ", President Moon said": the role of the next name
        plain = behind[0].islower() and behind not in _OF and behind not in ("and", "who")
        if plain and behind not in self.lex.verb and not self._office(behind) and not behind.endswith("ed"):
            return None  # "a police officer shortage": the noun goes on
        return self._span(first, self._end(head)), "apposition: name, role"

    def _one(self, word: str) -> bool:
        """An office of one person: no plural."""
        return word.lower() in self.lex.office

    def _personal(self, word: str) -> bool:
        """A common word whose ending tells of a person: "homeopathist", "shopkeeper"."""
        return len(word) > 5 and word.islower() and word.endswith(self.lex.personal) and self.lex.common(word)

    def _end(self, head: int) -> int:
        """Last token of the role whose office is at ``head``: over "of …" and "and …" to the next comma or verb."""
        k = head
        while k + 1 < self.n and k - head < 18 and not self._begins(k + 1):
            word = self.words[k + 1]
            if self._closes(word) or word in self.lex.verb or (word == "." and len(self.words[k]) > 2):
                break
            if k == head and word not in _OF and word not in ("and", "-") and not self._office(word):
                break
            if word.islower() and word.endswith("ed") and self.words[k] not in _OF and self.words[k] not in _ARTICLES:
                break
            k += 1
        while k > head and (self.words[k] in _OF or self.words[k] in _ARTICLES or self.words[k] == "and"):
            k -= 1
        return k
