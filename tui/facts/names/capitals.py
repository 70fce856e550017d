"""Runs of capitalised words: where names can stand, read off the shared tokens in one pass.

A run is a stretch of capitalised words, with the small words that names hold ("of", "and the", "de la")
between them. Offsets are code points of ``Article.text``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from tui.facts.document import Document
from tui.facts.names.credit_tokens import with_credits
from tui.facts.names.lexicon import Lexicon

LONGEST = 40
"""Words in a run, and tokens in a word, after which it is cut: keeps every later step linear."""

CONNECTORS = frozenset({"of", "for", "and", "the", "&"})
ARTICLES = frozenset({"al", "el", "ul", "ur", "as", "ash", "ad", "an", "ar", "at", "az", "d", "bin", "ibn"})
_OPENERS = frozenset("\"“‘'«„([—–-•*:>|/")
_NICK = {"“": "”", '"': '"', "‘": "’"}
_VON = frozenset({"von", "van"})
_FEW = 3
_SHARE = 0.75  # of a headline's longer words that are capitalised
_LOOKED = 60  # words of a sentence looked at for that
_HYPHENS = "-‐‑"
_FORMS = frozenset({"plc"})  # forms of companies that are written small
_CLOCK = frozenset({"P.M.", "A.M.", "PM", "AM"})
"""Words that end a clock time, and with it any name: "7 P.M. Mr. Orban"."""


@dataclass(slots=True)
class Run:
    """Words of one run with their spans; ``small`` tells the connecting words between.

    ``first`` and ``after`` are numbers of shared tokens: the run's first and the one behind its last.
    """

    first: int
    after: int
    initial: bool  # begins a sentence, or stands behind a sign that may open one
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    small: list[bool] = field(default_factory=list)
    possessive: bool = False  # 's follows

    def initial_at(self, p: int) -> bool:
        """Whether word ``p`` begins a sentence, so that its capital says nothing."""
        return self.initial and p == 0

    def add(self, word: str, start: int, end: int, small: bool = False) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.small.append(small)


class Runs:
    """Reads all runs of a document."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self.text = doc.text
        self.lex = lex
        self.sentence_starts = {start for start, _ in doc.sentences}
        self.words, self.starts, self.ends = self.tokens = with_credits(doc, self.sentence_starts)
        self.n = len(self.words)
        self.sentences = sorted(self.sentence_starts)
        self._headlines: dict[int, bool] = {}

    def find(self) -> list[Run]:
        """All runs in the order of the text."""
        known = self.lex.lower_first
        out: list[Run] = []
        at = 0
        for i in [i for i, w in enumerate(self.words) if w[0].isupper() or w in ARTICLES or w in _VON or w in known]:
            if i < at or not (self.words[i][0].isupper() or self._starts_small(i)):
                continue
            if self.text[self.ends[i] : self.ends[i] + 2].lstrip(" ")[:1] == "$":
                continue  # US$29 and US $29 are money
            run = self._run(i)
            out.append(run)
            at = run.after
        return out

    def headline(self, run: Run) -> bool:
        """Whether ``run`` stands in a sentence that capitalises its words: case tells nothing there."""
        if len(run.words) < _FEW:
            return False
        at = bisect_right(self.sentences, run.starts[0]) - 1
        found = self._headlines.get(at)
        if found is None:
            begin = self.sentences[at] if at >= 0 else 0
            end = self.sentences[at + 1] if at + 1 < len(self.sentences) else len(self.text)
            first, last = bisect_left(self.starts, begin), bisect_left(self.starts, end)
            words = [w for w in self.words[first : min(last, first + _LOOKED)] if len(w) > 3 and w[0].isalpha()]
            capital = sum(w[0].isupper() for w in words)
            stopped = self.text[begin:end].rstrip()[-1:] in (".", "”", '"')
            found = self._headlines[at] = not stopped and len(words) >= _FEW and capital >= _SHARE * len(words)
        return found

    def _starts_small(self, i: int) -> bool:
        """Whether a name begins with the small word at ``i``: "al-Qaeda", "al Shabaab", "eBay"."""
        word = self.words[i]
        if word in _VON:
            return bool(self._behind_small(i))
        if word in ARTICLES:
            return self._article(i) or (word == "al" and self._capital_after_blank(i))
        return word in self.lex.known or any(
            self.text.startswith(p, self.starts[i]) for p in self.lex.phrases.get(word, ())
        )

    def _article(self, i: int) -> bool:
        """An Arabic article with a hyphen before a capital: "al-"."""
        return (
            i + 2 < self.n
            and self.words[i + 1] in _HYPHENS
            and self.ends[i] == self.starts[i + 1]
            and self.ends[i + 1] == self.starts[i + 2]
            and self.words[i + 2][0].isupper()
        )

    def _capital_after_blank(self, i: int) -> bool:
        return i + 1 < self.n and self.starts[i + 1] == self.ends[i] + 1 and self.words[i + 1][0].isupper()

    def _initial(self, i: int) -> bool:
        """Whether the token at ``i`` begins a sentence, or stands behind an opening sign."""
        if self.starts[i] in self.sentence_starts:
            return True
        return i > 0 and self.words[i - 1] in _OPENERS and self.words[i - 1] not in _HYPHENS + "/("

    def _run(self, i: int) -> Run:
        run = Run(i, i, self._initial(i))
        if self.words[i] in self.lex.mixed and self._mixed(run, i):
            return run
        self._word(run, i)
        text, words, starts, ends, n = self.text, self.words, self.starts, self.ends, self.n
        while len(run.words) < LONGEST and (not run.possessive or self._owned(run)):
            k, end = run.after, run.ends[-1]
            if self._partners(run, k):
                self._word(run, k + 1)
                continue
            if (
                k + 1 < n
                and words[k] == ","
                and words[k + 1] in ("Jr", "Sr", "Inc", "Ltd", "LLC")
                and starts[k + 1] == end + 2
            ):
                self._word(run, k + 1)
                continue
            if k >= n or starts[k] != end + 1 or not text[end].isspace() or text[end] == "\n":
                break
            if starts[k] in self.sentence_starts or run.words[-1] in _CLOCK:
                break
            token = words[k]
            if token[0].isupper() or token in _FORMS:
                self._word(run, k)
                continue
            behind = self._behind_small(k) or self._behind_nickname(run, k)
            if not behind:
                break
            for small in range(k, behind):
                run.add(words[small], starts[small], ends[small], small=True)
            self._word(run, behind)
        return run

    def _owned(self, run: Run) -> bool:
        """Whether the possessive just read stands inside a name: "St. Mary's Hospital", "Children's Fund".

        Then its sign is taken into the word, and the run goes on.
        """
        k, lex = run.after, self.lex
        if k >= self.n or not self.words[k][0].isupper() or self.starts[k] in self.sentence_starts:
            return False
        saint = len(run.words) > 1 and run.words[-2].rstrip(".") in ("St", "Saint")
        if not saint and run.words[-1] not in lex.owner_name:
            return False
        if not saint and not self._headed(k):
            return False
        end = self.ends[k - 1]
        if self.starts[k] != end + 1:
            return False
        run.ends[-1] = end
        run.words[-1] = self.text[run.starts[-1] : end]
        run.possessive = False
        return True

    def _headed(self, k: int) -> bool:
        """Whether the capitals from token ``k`` end in the head word of a body or a building."""
        last = k
        while last + 1 < self.n and self.words[last + 1][0].isupper() and self.starts[last + 1] == self.ends[last] + 1:
            last += 1
        return any(self.words[last] in heads for kind, heads in self.lex.heads if kind in ("organisation", "place"))

    def _partners(self, run: Run, k: int) -> bool:
        """Whether a comma at token ``k`` stands between partners of a firm: "Kerr, Brunelle & Wood"."""
        words, starts, ends = self.words, self.starts, self.ends
        return (
            k + 3 < self.n
            and words[k] == ","
            and words[k + 2] == "&"
            and words[k + 1][0].isupper()
            and words[k + 3][0].isupper()
            and len(run.words) < _FEW
            and starts[k] == run.ends[-1]
            and starts[k + 1] == ends[k] + 1
        )

    def _mixed(self, run: Run, i: int) -> bool:
        """Take a listed name with small words in it whole: "demilitarized zone", "Korean peninsula"."""
        start = self.starts[i]
        for name in self.lex.mixed[self.words[i]]:
            if self.text.startswith(name, start):
                k = i
                while k < self.n and self.ends[k] < start + len(name):
                    k += 1
                if k < self.n and self.ends[k] == start + len(name):
                    run.add(name, start, self.ends[k])
                    run.after = k + 1
                    return True
        return False

    def _behind_small(self, k: int) -> int:
        """The capital behind one to three small words that begin at token ``k``; 0 if there is none."""
        words, starts, ends = self.words, self.starts, self.ends
        token = words[k]
        if token in ARTICLES and self._article(k):
            return 0 if token in ("as", "at", "an", "d") else k
        particle = token in self.lex.particle
        if not particle and token not in CONNECTORS:
            return 0
        j = k
        while j < self.n and j < k + 3 and (words[j] in CONNECTORS or words[j] in self.lex.particle):
            if j > k and (starts[j] != ends[j - 1] + 1 or (words[j] in _VON and words[k] in CONNECTORS)):
                return 0
            j += 1
        if j < self.n and words[j][0].isupper() and starts[j] == ends[j - 1] + 1 and self.text[ends[j - 1]] != "\n":
            return j
        return 0

    def _behind_nickname(self, run: Run, k: int) -> int:
        """The capital behind a nickname in quotation marks: "Dwayne “The Rock” Johnson"; 0 if there is none."""
        words = self.words
        if words[k] not in _NICK or len(run.words) > 2 or run.words[0] not in self.lex.given:
            return 0
        for m in range(k + 2, min(k + 6, self.n - 1)):
            if self.starts[m] in self.sentence_starts or words[m] in ",.;:":
                return 0
            if words[m] == _NICK[words[k]]:
                gap = self.starts[m + 1] - self.ends[m]
                return m + 1 if words[m + 1][0].isupper() and gap == 1 and self.text[self.ends[m]] == " " else 0
        return 0

    def _word(self, run: Run, j: int) -> None:
        """Read one word of a name that begins at token ``j``, with its inner signs, and add it to ``run``."""
        words, starts, ends, n, text = self.words, self.starts, self.ends, self.n, self.text
        word, start, end, k = words[j], starts[j], ends[j], j + 1
        if k < n and starts[k] == end + 1 and words[k] in "'’" and text[end] == " ":
            # "China ’s": the text was taken apart into tokens
            run.possessive = k + 1 < n and starts[k + 1] == end + 2 and words[k + 1] == "s"
        if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
            if word.replace("’", "'") not in self.lex.known:
                word, end, run.possessive = word[:-2], end - 2, True
        elif k < n and starts[k] == end:
            k, end = self._inner(run, j, k, end)
            word = text[start:end]
            if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
                word, end, run.possessive = word[:-2], end - 2, True
            elif k < n and starts[k] == end and words[k] in "'’" and word[-1] in "sSzx" and starts[k] + 1 < len(text):
                run.possessive = text[starts[k] + 1].isspace()
        run.add(word, start, end)
        run.after = k

    def _inner(self, run: Run, j: int, k: int, end: int) -> tuple[int, int]:
        """(next token, end) of a word whose next token ``k`` touches it: dots, hyphens, digits, "&"."""
        words, starts, ends, n = self.words, self.starts, self.ends, self.n
        while k < n and starts[k] == end and k - j < LONGEST:
            token, before = words[k], words[k - 1]
            touches = k + 1 < n and starts[k + 1] == end + 1
            if token == ".":
                if len(before) == 1 and before.isupper():
                    if touches and len(words[k + 1]) == 1 and words[k + 1].isupper():
                        k, end = k + 2, end + 2
                        continue
                    if k - 1 > j or k + 1 >= n or starts[k + 1] not in self.sentence_starts or run.words:
                        return k + 1, end + 1
                    return k, end
                if (
                    before in self.lex.dotted
                    and k - 1 == j
                    and not (k + 1 < n and starts[k + 1] in self.sentence_starts)
                ):
                    return k + 1, end + 1
                if touches and words[k + 1] in self.lex.domain:
                    k, end = k + 2, ends[k + 1]
                    continue
                return k, end
            if token[0] in _HYPHENS and touches and len(token) == 1:
                if not self._joins(run, j, k + 1, end):
                    return k, end
                k, end = k + 2, ends[k + 1]
                continue
            if token == "&" and touches and words[k + 1][0].isupper():
                k, end = k + 2, ends[k + 1]
                continue
            if token[0].isalnum() and (token[0].isdigit() or before[0].isdigit() or before in ("Mc",)):
                k, end = k + 1, ends[k]
                continue
            return k, end
        return k, end

    def _joins(self, run: Run, j: int, behind: int, end: int) -> bool:
        """Whether a hyphen joins the token ``behind`` it to the name: "Gyu-back", "al-Sisi", not "London-based"."""
        after = self.words[behind]
        before = self.text[self.starts[j] : end]
        known = self.lex.known
        if f"{before}-{after}" in known or before in ARTICLES:
            return True
        if after[0].isdigit():
            return True
        if after[0].isupper():
            sorts = [known[w].sort for w in (before, after) if w in known]
            if len(sorts) == 2 and not self.lex.is_given(before):
                return False
            return not (
                before in known
                and known[before].sort in ("country", "demonym")
                and (len(sorts) == 2 or before.isupper())
            )
        if run.words and not run.small[-1] and run.words[-1] in self.lex.surname:
            return len(after) < 7
        return len(after) < 7 and not self.lex.common(after) and before not in known
