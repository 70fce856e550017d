"""A small linear model of where words are missing: logistic regression over windows of five tokens.

Trained by ``.ci/train_gaps.py`` on public-domain prose; its weights are ``gap_weights.txt``, one feature a line.
The file's second line of words is the vocabulary: every other word is known by its ending alone.
A boundary is the place between two tokens of a block; its score is the log-odds that words were lost there.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tui.structure.drafts import words

TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\.(?: ?\.)+|\w+(?:['’\-‑.@]\w+|,\d+)*|[^\w\s]")
"""An abbreviation, an ellipsis, a word with inner signs, or one sign. Linear: every repeat needs a sign of its own."""

BEGIN, END = "<p>", "</p>"
BEGIN_OTHER = "<l>"
"""Begins a block that is no prose (a heading, a bare list item): it ends without a stop."""

PROSE_ENDS = frozenset('.!?…"”’:)')

Form = tuple[str, str]
"""(word or what stands for it, its coarse class)."""

_CLASSES = {
    "D": "a an the every",
    "P$": "its their our my your his whose",
    "P": "of in at by for with from on into onto about between among through during against under over toward towards "
    "upon per via within without across after before since until behind beyond despite near around like than as",
    "TO": "to",
    "J": "and or but nor",
    "S": "because although though while if unless whether when where why how",
    "B": "is are was were am be been being",
    "H": "has have had having",
    "M": "will would can could may might must should shall cannot can't won't don't doesn't didn't couldn't wouldn't "
    "shouldn't do does did",
    "N": "not never also only just even still already n't",
    "Q": "i he she they we",
    "O": "him me them us it you her himself themselves itself",
    "W": "which who whom that what",
    "E": "this these those some any all both each many most several few more other another such",
    "K": "one two three four five six seven eight nine ten hundred thousand million billion first second",
    "R": "up out off down back away together apart",
    "L": "here there now then today yesterday again however",
    "V": "said says say told added announced reported called",
}
_CLASS_OF = {word: tag for tag, words in _CLASSES.items() for word in words.split()}
_CONTRACTIONS = frozenset(f"{word}'s" for word in words("it that he she what there here let who where how when why"))
_SUFFIXES = words(
    "ing ed ly tion sion ment ness ity ies ers er ors or ive al ous ful able ible ic ary ance ence ist ists ism est "
    "ship age ate ize ise ss us s"
)


@cache
def _suffix_table() -> dict[str, str]:
    return {s: f"-{s}" for s in _SUFFIXES}


class Forms:
    """Turns tokens into (word form, coarse class), remembered token by token."""

    def __init__(self, vocabulary: frozenset[str]) -> None:
        self.vocabulary = vocabulary
        self._cache: dict[str, tuple[str, str]] = {}

    def of(self, token: str) -> tuple[str, str]:
        known = self._cache.get(token)
        if known is None:
            if len(self._cache) > 50_000:
                self._cache.clear()
            known = self._cache[token] = self._make(token)
        return known

    def _make(self, token: str) -> tuple[str, str]:
        first = token[0]
        if not (first.isalnum() or first == "_"):
            return token, token
        if first.isdigit():
            if token.isdigit():
                kind = "#y" if len(token) == 4 and token[:2] in ("19", "20") else "#"
            else:
                kind = "#s" if token[-1] == "s" else "#x"
            return kind, "#"
        low = token.lower().replace("’", "'")
        if low in _CONTRACTIONS:
            return low, "'b"
        if low.endswith("'s"):
            return ("C's" if first.isupper() else "x's"), "'s"
        tag = _CLASS_OF.get(low)
        if tag:
            if token != low and token != "I":
                return "^" + low, "^" + tag
            return low, tag
        if token != low:
            if token.isupper() and len(token) > 1:
                return "CC", "C"
            return "C", "C"
        suffix = _suffix(low)
        return (low if low in self.vocabulary else suffix), suffix


def _suffix(word: str) -> str:
    table = _suffix_table()
    for size in (4, 3, 2, 1):
        if len(word) > size + 2 and (found := table.get(word[-size:])):
            return found
    return "-"


def windows(text: str, start: int, end: int, forms: Forms) -> tuple[list[tuple[str, str]], list[int]]:
    """(word, class) of all tokens of a block, padded by two at both ends, and where each token starts.

    A sign that a blank parts from the word before it carries "_".
    """
    of = forms.of
    begin = BEGIN if end - start > 40 and text[end - 1] in PROSE_ENDS else BEGIN_OTHER
    out = [(begin, begin), (begin, begin)]
    starts: list[int] = []
    last = start
    for m in TOKEN.finditer(text, start, end):
        token = m[0]
        at = m.start()
        form = of(token)
        if at > last:
            if len(token) == 1 and not token.isalnum() and token in ".,;:!?)]”’%" and starts:
                form = ("_" + token, "_" + token)
        elif starts and token[0].isalnum() and text[at - 1].isalnum() is False and text[at - 1] in ",;:)”":
            form = ("=" + form[0], "=" + form[1])
        out.append(form)
        starts.append(at)
        last = m.end()
    out.append((END, END))
    out.append((END, END))
    starts.append(end)
    return out, starts


def features(a2: Form, a: Form, b: Form, b2: Form) -> tuple[str, ...]:
    """Names of the features of the boundary between ``a`` and ``b``."""
    return (*pair_features(a, b), *wide_features(a2, a, b, b2))


def pair_features(a: Form, b: Form) -> tuple[str, ...]:
    """Features of the two tokens at the boundary alone."""
    wa, ka = a
    wb, kb = b
    return f"A {wa}", f"B {wb}", f"0 {wa} {wb}", f"1 {wa} {kb}", f"2 {ka} {wb}", f"3 {ka} {kb}"


def wide_features(a2: Form, a: Form, b: Form, b2: Form) -> tuple[str, ...]:
    """Features that look one token further on either side."""
    wa2, ka2 = a2
    wa, ka = a
    wb, kb = b
    wb2, kb2 = b2
    kk = f"{ka} {kb}"
    return (
        f"4 {ka2} {kk}",
        f"5 {kk} {kb2}",
        f"6 {ka2} {kk} {kb2}",
        f"7 {wa2} {wa} {kb}",
        f"8 {ka} {wb} {wb2}",
        f"9 {wa2} {wa} {wb}",
        f"X {wa} {wb} {wb2}",
        f"Y {ka2} {wa} {wb} {kb2}",
    )


class Scored(NamedTuple):
    """A boundary that may be a gap: its offset, the log-odds, and what stands on both sides ("" at the ends)."""

    offset: int
    odds: float
    bare: float  # the log-odds with all white space taken for one blank or none, as signs usually have it
    before: str
    after: str
    blanks: int  # white space between them, in code points
    parted: bool  # a closing sign behind a blank
    tight: bool  # another sign, a letter or a figure follows the closing sign at once
    blank_follows: bool


LOWEST = -4.4
"""Log-odds below which a boundary is of no interest, whatever the document."""


class Model:
    """The trained weights. Pair scores are remembered, since few pairs make up most of a text."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        self.forms = Forms(frozenset(lines[2].split()))
        self.bias = float(lines[3])
        self.weights: dict[str, float] = {}
        number = cache(float)  # the same weights again and again
        for line in lines[4:]:
            if line:
                weight, _, name = line.partition("\t")
                self.weights[name] = number(weight)
        self._pairs: dict[tuple[Form, Form], float] = {}

    def score(self, a2: Form, a: Form, b: Form, b2: Form) -> float:
        """Log-odds that words are missing between ``a`` and ``b``."""
        known = self._pairs.get((a, b))
        get = self.weights.get
        if known is None:
            if len(self._pairs) > 100_000:
                self._pairs.clear()
            known = self._pairs[a, b] = self.bias + sum([get(f, 0.0) for f in pair_features(a, b)])
        if known < HOPELESS:
            return known
        return known + sum([get(f, 0.0) for f in wide_features(a2, a, b, b2)])


HOPELESS = -4.6
"""Log-odds of a pair that no neighbours lift to where it matters."""


@cache
def model() -> Model:
    """The committed weights, read once."""
    return Model((Path(__file__).parent / "gap_weights.txt").read_text("utf-8"))


def score_block(text: str, start: int, end: int, trained: bool) -> tuple[list[Scored], int]:
    """(boundaries of ``text[start:end]`` that may be gaps, number of tokens).

    With ``trained`` false the model is not asked: only boundaries whose signs speak for themselves come back.
    """
    learnt = model()
    tokens, starts = windows(text, start, end, learnt.forms)
    out: list[Scored] = []
    count = len(starts) - 1
    if count < 4:
        return out, count
    score = learnt.score
    last = start
    odd = 0
    for i, at in enumerate(starts):
        odds = score(tokens[i], tokens[i + 1], tokens[i + 2], tokens[i + 3]) if trained else LOWEST - 1
        after_form = tokens[i + 2][0]
        blanks = _blanks(text, at, last)
        signs = blanks > 1 or after_form[0] == "_" or (after_form in ",.;:)" and (not i or text[starts[i - 1]] in ",("))
        if odds > LOWEST or signs:
            stop = starts[i + 1] if i < count else end
            before = text[starts[i - 1] : at].rstrip() if i else ""
            after = text[at:stop].rstrip()
            follows = text[at + len(after) : at + len(after) + 1] if i < count else ""
            bare = odds
            parted = after_form[0] == "_" and len(after_form) == 2
            if trained and parted:
                bare = score(tokens[i], tokens[i + 1], (after_form[1], after_form[1]), tokens[i + 3])
            out.append(
                Scored(
                    at,
                    odds,
                    bare,
                    before,
                    after,
                    blanks,
                    parted,
                    follows.isalnum() or (follows != "" and follows == after[-1:]),
                    follows.isspace(),
                )
            )
            odd += signs
            if odd > 400 and odd * 4 > i:  # whatever this is, it is no prose
                return [], count
        last = at + 1
    return out, count


def _blanks(text: str, at: int, lowest: int) -> int:
    """White space before ``at``, counted up to three, not looking below ``lowest``."""
    n = 0
    while n < 3 and at - n - 1 >= lowest and text[at - n - 1].isspace():
        n += 1
    return n
