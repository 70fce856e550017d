"""What a rule sees: the matched tokens, their classes, and what is known at that place of the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tui.facts.dates.lexicon import Classes
from tui.facts.dates.tense import REACH, Sentence, Sign, direction
from tui.facts.dates.values import days


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of its match: a TIMEX3 expression and how sure it is."""

    type: str
    value: str = ""
    why: str = ""
    confidence: float = 0.9
    mod: str = ""
    begin: str = ""
    end: str = ""
    quant: str = ""
    freq: str = ""
    unresolved: str = ""
    minor: str = ""  # why it is not worth the light although it is right
    first: int = -1  # tokens, where narrower or wider than the match
    last: int = -1


NO_DATE = "relative, no publication date"
NO_YEAR = "no year is given and the publication date is unknown"
NO_BEFORE = "relative to a day that the text does not give"


@dataclass
class Memory:
    """What dates the article has named so far, for “the next day” and “that year”."""

    day: date | None = None
    month: str = ""
    year: str = ""
    quarter: str = ""
    value: str = ""
    sentence: int = -9
    quarter_sentence: int = -9
    whole_year: bool = False  # figures are compared over months or years, no longer quarters

    def keep(self, value: str, sentence: int) -> None:
        if not value[:4].isdigit():
            return
        self.value, self.sentence = value, sentence
        self.year = value[:4]
        span = days(value)
        if span is None:
            return
        first, last = span
        if first == last:
            self.day = first
        if (first.year, first.month) == (last.year, last.month):
            self.month = value[:7]
        if "-Q" in value and value >= self.quarter:
            self.quarter = value
        if "-Q" in value:
            self.quarter_sentence, self.whole_year = sentence, False


class Context:
    """One article while its dates are read, from front to back.

    ``words``, ``starts``, ``ends`` are the document's tokens, ``classes`` the classes of each word,
    ``read`` finds the meaning of the tokens ``i`` to ``j`` (exclusive) by the same rules.
    """

    def __init__(
        self,
        text: str,
        tokens: tuple[list[str], list[int], list[int]],
        sentences: Sequence[tuple[int, int]],
        classes: dict[str, Classes],
        published: date | None,
        language: str,
        read: Callable[[Context, int, int], Found | None],
    ) -> None:
        self.text = text
        self.words, self.starts, self.ends = tokens
        self.classes = classes
        self.published = published
        self.language = language
        self.read = read
        self.memory = Memory()
        self.letters = ""
        self.day_first: int | None = None  # order of numeric dates: 1 days first, -1 months first, 0 unknown
        self.outer = -1  # first token of the wider expression that is being read
        self.southern: bool | None = None  # whether the article is at home in the south; None: not asked yet
        self.named_days: dict[tuple[int, int], int] = {}  # (month, day) without a year: the year told for it
        self.plain_weekdays: set[int] = set()  # weekdays named without “last” or “next” so far
        self._names: dict[str, bool] = {}
        self._sentences = sentences
        self._sentence_starts = [s for s, _ in sentences]

    def sentence(self, token: int) -> tuple[int, int]:
        """Offsets of the sentence that holds the token."""
        i = bisect_right(self._sentence_starts, self.starts[token]) - 1
        return self._sentences[i] if i >= 0 else (0, len(self.text))

    def word(self, token: int) -> str:
        """The lower-case token, "" outside the article or across a line of its block."""
        return self.words[token].lower() if 0 <= token < len(self.words) else ""

    def before(self, token: int, n: int = 1) -> str:
        """The lower-case word ``n`` tokens before in the same sentence, else ""."""
        at = token - n
        if at < 0 or self.starts[at] < self.sentence(token)[0]:
            return ""
        return self.words[at].lower()

    def after(self, token: int, n: int = 1) -> str:
        """The lower-case word ``n`` tokens after in the same sentence, else ""."""
        at = token + n
        if at >= len(self.words) or self.starts[at] >= self.sentence(token)[1]:
            return ""
        return self.words[at].lower()

    def is_a(self, token: int, name: str) -> bool:
        """Whether the token is of that class."""
        return 0 <= token < len(self.words) and name in self.classes[self.words[token]]

    def abbreviated(self, token: int) -> bool:
        """Whether the stop at ``token`` belongs to the word before it and does not end the sentence."""
        return self.ends[token] < self.sentence(token)[1]

    def glued(self, first: int, last: int) -> bool:
        """Whether the tokens are part of a longer code or number: “A-1998”, “1998.5”, “12/1998-3”."""
        before = self.text[max(self.starts[first] - 2, 0) : self.starts[first]]
        after = self.text[self.ends[last] : self.ends[last] + 2]
        if before[-1:] and (before[-1].isalnum() or before[-1] in "_@#$€£¥+/\\=&%"):
            return True
        if (
            before[-1:] in ("-", ".", ":", "–", ",")
            and len(before) == 2
            and (before[0].isdigit() or before[0].isupper())
        ):
            return True
        if after[:1] and (after[0].isalnum() or after[0] in "_@/\\=%°"):
            return True
        return len(after) == 2 and after[0] in ".:," and after[1].isdigit()

    def quarter_near(self, token: int) -> bool:
        """Whether a quarter was named in this or the sentence before."""
        return bool(self.memory.quarter) and self._sentence_number(token) - self.memory.quarter_sentence <= 1

    def near_memory(self, token: int) -> bool:
        """Whether the last date was named in this or the sentence before."""
        return bool(self.memory.value) and self._sentence_number(token) - self.memory.sentence <= 1

    def _sentence_number(self, token: int) -> int:
        return bisect_right(self._sentence_starts, self.starts[token]) - 1

    def keep(self, token: int, value: str) -> None:
        """Remember a date for those that lean on it."""
        self.memory.keep(value, self._sentence_number(token))

    def without_article(self, token: int) -> int:
        """Where the token begins, an elided word before it left out: “d’octobre”."""
        word = self.words[token]
        return self.starts[token] + (2 if self.language == "fr" and len(word) > 3 and word[1] in "'’" else 0)

    def without_s(self, token: int) -> int:
        """Where the token ends, its possessive ’s left out."""
        return self.ends[token] - (2 if self.words[token].endswith(("'s", "’s")) and len(self.words[token]) > 2 else 0)

    def is_name(self, word: str) -> bool:
        """Whether the article has this word behind a capitalised one or a title: “Theresa May”, “Mrs May”."""
        if word not in self._names:
            marks = self.words
            self._names[word] = any(
                w == word
                and i
                and marks[i - 1][:1].isupper()
                and not self.is_a(i - 1, "MONTH")
                and len(marks[i - 1]) > 1
                and marks[i - 1].lower()
                not in ("in", "by", "from", "until", "since", "last", "next", "this", "early", "late")
                for i, w in enumerate(marks)
            )
        return self._names[word]

    def opens_sentence(self, token: int) -> bool:
        """Whether the token is the first word of its sentence."""
        begin = self.sentence(token)[0]
        return not any(
            self.starts[at] >= begin and self.words[at][0].isalnum() for at in range(max(token - 3, 0), token)
        )

    def tight(self, first: int, last: int) -> bool:
        """Whether no blank stands between the tokens ``first`` to ``last`` (inclusive)."""
        return all(self.ends[i] == self.starts[i + 1] for i in range(first, last))

    def direction(self, first: int, last: int) -> int:
        """-1 where the sentence tells of the past, 1 of what is to come, 0 where it does not say."""
        return self.sign(first, last).way

    def words_between(self, begin: int, end: int) -> list[str]:
        """The lower-case words of the text from ``begin`` to ``end``, at most a hundred."""
        low = bisect_left(self.starts, begin)
        high = min(bisect_left(self.starts, end), low + 100)
        return [w.lower() for w in self.words[low:high]]

    def sign(self, first: int, last: int) -> Sign:
        """What tells on which side of the publication the tokens ``first`` to ``last`` lie, and how near it stands."""
        return direction(self.around(first, last), self.language)

    def around(self, first: int, last: int) -> Sentence:
        """The sentence of the tokens ``first`` to ``last`` as far as :mod:`tui.facts.dates.tense` looks."""
        begin, end = self.sentence(first)
        low = max(first - REACH - 2, bisect_left(self.starts, begin), 0)
        high = min(last + REACH + 3, bisect_left(self.starts, end))
        words = self.words[low:high]
        return Sentence(words, [w.lower() for w in words], first - low, last - low)


class Match:
    """A rule's match with its named parts."""

    def __init__(self, ctx: Context, match: re.Match[str], det: bool = False) -> None:
        self.ctx = ctx
        self._match = match
        self.first = match.start()
        self.last = match.end() - 1
        self.det = det

    def has(self, name: str) -> bool:
        return name in self._match.re.groupindex and self._match.start(name) >= 0 < self._length(name)

    def _length(self, name: str) -> int:
        return self._match.end(name) - self._match.start(name)

    def at(self, name: str) -> int:
        """The first token of a part."""
        return self._match.start(name)

    def to(self, name: str) -> int:
        """The token after a part."""
        return self._match.end(name)

    def value(self, name: str, *classes: str) -> str:
        """The value that the part's first token has in the first of these classes that it belongs to, "" if none."""
        if not self.has(name):
            return ""
        own = self.ctx.classes[self.ctx.words[self.at(name)]]
        return next((own[c] for c in classes if c in own), "")

    def word(self, name: str) -> str:
        """The part's first word in lower case, "" when the part is missing."""
        return self.ctx.words[self.at(name)].lower() if self.has(name) else ""

    def words(self, name: str) -> list[str]:
        return [w.lower() for w in self.ctx.words[self.at(name) : self.to(name)]] if self.has(name) else []

    def read(self, name: str) -> Found | None:
        """The meaning of a part as an expression of its own."""
        return self.ctx.read(self.ctx, self.at(name), self.to(name)) if self.has(name) else None

    @property
    def capital(self) -> bool:
        return self.ctx.words[self.first][0].isupper()

    def direction(self) -> int:
        return self.sign()[1]

    def sign(self) -> Sign:
        """What tells whether the sentence speaks of past or future."""
        return self.ctx.sign(self.ctx.outer if self.ctx.outer >= 0 else self.first, self.last)


def unresolved(found: Found, reason: str) -> Found:
    return replace(found, value="", begin="", end="", unresolved=reason)


def weekday_near(day: date, weekday: int, way: int) -> date:
    """The day of the week (1 = Monday) nearest to ``day``: on it, before it (way < 0) or after it (way > 0)."""
    if way > 0:
        return day + timedelta((weekday - day.isoweekday()) % 7)
    return day - timedelta((day.isoweekday() - weekday) % 7)
