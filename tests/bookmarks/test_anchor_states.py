"""Exact and moved promise the same characters: a thousand small changes in six languages, none of them missed.

Each case puts a negation, a sign or a sentence into a passage, or takes or changes one, and may move
the passage at the same time. The other way round, what only typography changed is not called changed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tui.bookmarks.anchoring import Anchor, anchor
from tui.bookmarks.anchoring.sameness import plain
from tui.bookmarks.model import CONTEXT, AnchorState, Bookmark, Selector

CASES = Path(__file__).parent / "cases" / "sentences.txt"
WANTED = 1000
SAME = (AnchorState.EXACT, AnchorState.MOVED)


@dataclass
class Language:
    name: str
    negations: tuple[str, ...]
    texts: list[str]
    others: list[str]

    @property
    def spaced(self) -> bool:
        return self.name not in ("zh", "ja")


def _languages() -> list[Language]:
    found: list[Language] = []
    for line in CASES.read_text("utf-8").splitlines():
        key, _, words = line.partition(": ")
        if key == "language":
            name, *negations = (part.strip() for part in words.split("|"))
            found.append(Language(name, tuple(negations), [], []))
        elif key == "text":
            found[-1].texts.append(words)
        elif key == "other":
            found[-1].others.append(words)
    return found


LANGUAGES = _languages()


def select(text: str, passage: str, context: bool = True) -> Selector:
    at = text.index(passage)
    end = at + len(passage)
    before, after = (text[max(0, at - CONTEXT) : at], text[end : end + CONTEXT]) if context else ("", "")
    return Selector(passage, before, after, at if context else -1, end if context else -1, "", len(text))


def _negated(language: Language, rng: random.Random) -> tuple[str, str]:
    sentence = rng.choice([t for t in language.texts if "^" in t])
    blank = " " if language.spaced else ""
    return sentence.replace("^", ""), sentence.replace("^", blank + rng.choice(language.negations))


def _signed(language: Language, rng: random.Random) -> tuple[str, str]:
    sentence = rng.choice([t for t in language.texts if re.search(r"\d", t)])
    number = rng.choice(list(re.finditer(r"\d+", sentence)))
    sign = rng.choice(["-", "−", "+", "~", "$", "<", "±"])
    ways = [
        sentence[: number.start()] + sign + sentence[number.start() :],
        sentence[: number.end()] + rng.choice([".8", ",5", "0", "‰"]) + sentence[number.end() :],
        sentence[: number.start()] + rng.choice("123456789") + sentence[number.start() :],
    ]
    if "%" in sentence:
        ways.append(sentence.replace("%", rng.choice(["‰", "", "°"])))
    return sentence, rng.choice(ways)


def _interrupted(language: Language, rng: random.Random) -> tuple[str, str]:
    first, second = rng.sample([t.replace("^", "") for t in language.texts], 2)
    blank = " " if language.spaced else ""
    other = blank.join(rng.sample(language.others, rng.choice([1, 2])))
    return first + blank + second, first + blank + other + blank + second


def _cases() -> Iterator[tuple[str, str, str, str, bool]]:
    """Old text, passage, new text, passage in it, whether the selector keeps its context."""
    rng = random.Random(20261128)
    ways = (_negated, _signed, _interrupted)
    for number in range(WANTED):
        language = LANGUAGES[number % len(LANGUAGES)]
        old, new = ways[number // len(LANGUAGES) % len(ways)](language, rng)
        if number % 4 == 3:  # the other way: it was there and goes out
            old, new = new, old
        rest = [t.replace("^", "") for t in language.texts if t.replace("^", "") not in old + new]
        before, after = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        old_text = "\n\n".join([*before, old, *after])
        parts = [*before, new, *after]
        if number % 5 == 4:
            rng.shuffle(parts)
        yield old_text, old, "\n\n".join(parts), new, number % 7 != 6


def test_nothing_put_in_taken_out_or_replaced_is_called_exact_or_moved() -> None:
    wrong, found, count = [], 0, 0
    for old_text, old, new_text, new, context in _cases():
        count += 1
        at = anchor(select(old_text, old, context), new_text)
        if at is not None:
            found += 1
            if at.state in SAME:
                wrong.append((old, new, at, new_text[at.start : at.end]))
    assert count == WANTED
    assert wrong == []
    assert found >= 0.8 * WANTED, "a changed passage is shown with both texts; only two sentences put in may lose it"


def test_a_changed_edge_is_shown() -> None:
    """What clings to the passage now is part of the new words: both texts differ for the reader."""
    for old, new, passage, shown in (
        ("It was 4 degrees.", "It was −4 degrees.", "4 degrees", "−4 degrees"),
        ("It rose by 5 percent.", "It rose by 5.8 percent.", "It rose by 5", "It rose by 5.8"),
        ("They cost 20 in all.", "They cost €20 in all.", "20 in all", "€20 in all"),
        ("They were happy with it.", "They were unhappy with it.", "happy with it", "unhappy with it"),
        ("A violent march.", "A non-violent march.", "violent march", "non-violent march"),
        ("Wages rose 12 there.", "Wages rose 12 % there.", "Wages rose 12", "Wages rose 12 %"),
    ):
        at = anchor(select(old, passage), new)
        assert at is not None, passage
        assert (at.state, new[at.start : at.end]) == (AnchorState.CHANGED, shown)


@pytest.mark.parametrize(
    ("old", "new", "passage"),
    [
        ("It was −4 degrees.", "It was 4 degrees.", "4 degrees"),
        ("They paid €20 in all.", "They paid 20 in all.", "20 in all"),
        ("An unhappy man left.", "A happy man left.", "happy man"),
    ],
)
def test_what_clung_to_the_passage_and_went_is_a_change(old: str, new: str, passage: str) -> None:
    at = anchor(select(old, passage), new)
    assert at is None or at.state is AnchorState.CHANGED


TYPOGRAPHY = [
    ("The line is 12 km long and has nine stops.", "The line is 12\u00a0km  long\nand has nine stops.", "12 km long and has nine"),
    ('She said "no" - twice - and left.', "She said “no” — twice — and left.", 'said "no" - twice - and'),
    ("It's the mayor's own plan.", "It’s the mayor’s own plan.", "It's the mayor's"),
    ("The office closed the file.", "The o\ufb03ce closed the \ufb01le.", "office closed the file"),
    ("They waited... and waited.", "They waited… and waited.", "They waited... and"),
    ("The administration resigned.", "The admin\u00adistra\u00adtion resigned.", "The administration resigned"),
    ("Le prix : 5 % de plus.", "Le prix\u202f: 5\u202f% de plus.", "prix : 5 % de"),
    ("Er nannte es „falsch“ und ging.", "Er nannte es »falsch« und ging.", "nannte es „falsch“ und"),
    ("市长星期三签署了合同。", "市长星期三\n签署了合同。", "市长星期三签署了合同"),
    ("A caf\u00e9 on the pier.", "A cafe\u0301 on the pier.", "caf\u00e9 on the pier"),
    ("It fell by -4 that day.", "It fell by −4 that day.", "fell by -4 that"),
    ("Ships waited (some for weeks) outside.", "Ships waited [some for weeks] outside.", "some for weeks"),
    ("Ships waited, many empty.", "“Ships waited, many empty.”", "Ships waited, many"),
    ("Ask him: ships waited.", "Ask him — ships waited.", "ships waited"),
    ("All 20 ships waited.", "Then — all 20 ships waited!", "20 ships waited"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "passage"), TYPOGRAPHY)
@pytest.mark.parametrize("before", ["", "A first paragraph came in.\n\n"])
def test_typography_changes_nothing(old: str, new: str, passage: str, before: str) -> None:
    at = anchor(select(old, passage), before + new)
    assert at is not None
    assert at.state in SAME
    assert plain((before + new)[at.start : at.end]) == plain(passage)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("5²", "52"), ("10 000", "10000"), ("now here", "nowhere"), ("rate - 5", "rate -5"), ("½", "1/2"), ("It", "it"),
        ("€20", "$20"), ("3.5", "3,5"), ("no", "“no”"), ("１２", "12"), ("a.b", "a b"),
    ],
)  # fmt: skip
def test_what_is_no_typography(a: str, b: str) -> None:
    assert plain(a) != plain(b)


def test_words_scattered_over_sentences_of_others_are_lost() -> None:
    old = "The ferry was late. The harbour master promised a full report within ten days. Crews waited."
    new = (
        "The ferry was late. The harbour closed. Nobody was there to ask. A spokesman left early. "
        "The union promised a full report within ten days. Crews waited."
    )
    at = anchor(select(old, "The harbour master promised a full report within ten days"), new)
    assert at is None or "Nobody was there" not in new[at.start : at.end]
    assert at is None or at.state is AnchorState.CHANGED


def test_a_passage_that_was_never_found_in_a_text_has_no_place() -> None:
    imported = Bookmark("", "title:Some book", Selector("words of a book", "", "", -1, -1))
    assert imported.state is AnchorState.UNPLACED
    assert imported.span is None
    elsewhere = Bookmark("", "https://a.example", Selector("words", "", "", 10, 15))  # counts in another program's text
    assert elsewhere.state is AnchorState.UNPLACED
    assert elsewhere.span is None
    made_here = Bookmark("", "https://a.example", Selector("words", "", "", 10, 15, "a" * 64, 90))
    assert (made_here.state, made_here.span) == (AnchorState.EXACT, (10, 15))


def test_an_anchor_is_a_span_of_the_text() -> None:
    at = anchor(select("It was 4 degrees.", "4 degrees"), "It was −4 degrees.")
    assert isinstance(at, Anchor)
    assert at.kept == 1.0


def test_two_sentences_of_others_between_two_short_ones_are_too_many() -> None:
    old = "It rained. The depot is safe. The bridge is safe. Nobody asked further, and the meeting was over by nine."
    other = "The engineer disagreed with him at length. Several of the drivers left the room before he had finished."
    new = old.replace("safe. The bridge", f"safe. {other} The bridge")
    assert anchor(select(old, "The depot is safe. The bridge is safe."), new) is None
    one = old.replace("safe. The bridge", "safe. The engineer disagreed. The bridge")
    found = anchor(select(old, "The depot is safe. The bridge is safe."), one)
    assert found is not None
    assert found.state is AnchorState.CHANGED


def test_a_look_alike_that_stood_there_before_is_not_taken_for_a_passage_that_is_gone() -> None:
    kept = "The south line carried nine hundred people to the coast on Sunday, the office said."
    gone = "The north line carried nine hundred people to the coast on Sunday, the office said."
    old = f"{kept}\n\nBetween them lies the depot.\n\n{gone}\n\nThe end of the report."
    new = f"{kept}\n\nBetween them lies the depot.\n\nThe end of the report."
    assert anchor(select(old, gone[:60]), new, old) is None
