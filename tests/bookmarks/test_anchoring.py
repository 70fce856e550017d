"""Finding passages again: replayed public cases, and what holds for every text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.bookmarks.anchoring import Anchorer, anchor
from tui.bookmarks.model import AnchorState, Selector
from tui.bookmarks.selectors import select
from tui.structure import plain_article
from tui.text.article import Article

CASES = Path(__file__).parent / "cases" / "anchoring.txt"
_LINE = re.compile(
    r"quote: (?:(?P<prefix>.*?) ?)?\[(?P<quote>.*?)\](?: ?(?P<suffix>[^@]*?))?(?: @ (?P<at>\d+))? = (?P<found>.+)"
)


def _plain(words: str) -> str:
    return words.replace("\\n", "\n").replace("\\u0301", "\u0301")


def _cases() -> list[tuple[str, str]]:
    out, text = [], ""
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("text: "):
            text = _plain(line.removeprefix("text: "))
        elif line.startswith("quote: "):
            out.append((text, line))
    return out


@pytest.mark.parametrize(("text", "line"), _cases(), ids=lambda v: v[:60])
def test_public_cases(text: str, line: str) -> None:
    m = _LINE.fullmatch(line)
    assert m, "the line is not in the notation"
    at = int(m["at"]) if m["at"] else -1
    quote = _plain(m["quote"])
    prefix = f"{m['prefix']} " if m["prefix"] else ""
    suffix = f" {m['suffix']}" if m["suffix"] else ""
    selector = Selector(quote, prefix, suffix, at, at + len(quote) if at >= 0 else -1, "", len(text) if at >= 0 else 0)
    found = anchor(selector, text)
    if m["found"] == "-":
        assert found is None
        return
    wanted = _plain(m["found"])
    around = wanted.replace("‹", "").replace("›", "")
    assert text.count(around) == 1, "the case itself is not unique"
    start = text.index(around) + wanted.index("‹")
    end = start + wanted.index("›") - wanted.index("‹") - 1
    assert found is not None
    assert text[found.start : found.end] == text[start:end]
    assert (found.start, found.end) == (start, end)


PARAGRAPHS = [
    "The harbour of Ansk was closed on Monday after a crane fell into the basin, the port authority said.",
    "About 40 ships wait outside; three of them carry grain for the mills of the province.",
    "“Nobody was hurt,” Maria Keller, who leads the authority, told reporters. “We were lucky.”",
    "Divers will look at the crane on Tuesday, and the basin may open again by the end of the week.",
    "The union had warned in March that two of the five cranes were forty years old.",
    "A spokesman of the maker said that the last inspection had found no fault.",
]
TEXT = "\n\n".join(PARAGRAPHS)


def _article(text: str) -> Article:
    return plain_article(text)


@st.composite
def passages(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, len(TEXT) - 20))
    end = draw(st.integers(start + 12, min(len(TEXT), start + 220)))
    return start, end


@given(passages())
def test_the_same_text_is_exact(span: tuple[int, int]) -> None:
    selector = select(_article(TEXT), *span)
    found = anchor(selector, TEXT)
    assert found is not None
    assert (found.start, found.end, found.state) == (selector.start, selector.end, AnchorState.EXACT)


@given(st.integers(0, 5), st.data(), st.integers(0, 5))
def test_words_that_only_moved_are_found_word_for_word(number: int, data: st.DataObject, turned: int) -> None:
    words = list(re.finditer(r"\S+", PARAGRAPHS[number]))
    first = data.draw(st.integers(0, len(words) - 4))
    last = data.draw(st.integers(first + 3, len(words) - 1))
    at = TEXT.index(PARAGRAPHS[number])
    selector = select(_article(TEXT), at + words[first].start(), at + words[last].end())
    moved = "\n\n".join([*PARAGRAPHS[turned:], *PARAGRAPHS[:turned]])
    found = anchor(selector, moved, TEXT)
    assert found is not None
    assert moved[found.start : found.end] == selector.exact
    assert found.state in (AnchorState.EXACT, AnchorState.MOVED)


@given(st.integers(0, 5), st.data())
def test_what_was_cut_is_not_found_on_a_look_alike(gone: int, data: st.DataObject) -> None:
    paragraph = PARAGRAPHS[gone]
    at = TEXT.index(paragraph)
    start = data.draw(st.integers(0, len(paragraph) - 40))
    selector = select(_article(TEXT), at + start, at + len(paragraph))
    assume(len(selector.exact.split()) >= 5)
    rest = "\n\n".join(p for p in PARAGRAPHS if p != paragraph)
    assert anchor(selector, rest, TEXT) is None


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30), st.integers(-1, 80), st.text(max_size=200))
def test_any_selector_on_any_text(exact: str, prefix: str, suffix: str, start: int, text: str) -> None:
    end = start + len(exact) if start >= 0 else -1
    found = anchor(Selector(exact, prefix, suffix, start, end, "", 100), text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert 0 <= found.kept <= 1


@given(passages(), st.text(alphabet="ab \n", max_size=60))
def test_one_reader_for_many_bookmarks_finds_the_same(span: tuple[int, int], before: str) -> None:
    selectors = [select(_article(TEXT), *span), select(_article(TEXT), 0, 40)]
    shared = Anchorer(before + TEXT)
    assert [shared.find(s) for s in selectors] == [anchor(s, before + TEXT) for s in selectors]


def test_a_changed_passage_says_how_much_is_left() -> None:
    at = TEXT.index("About 40 ships")
    selector = select(_article(TEXT), at, at + len(PARAGRAPHS[1]))
    new = TEXT.replace("three of them carry grain", "four of these ships carry grain")
    found = anchor(selector, new)
    assert found is not None
    assert found.state is AnchorState.CHANGED
    assert 0.5 < found.kept < 1
    assert new[found.start : found.end].startswith("About 40 ships")
    assert new[found.start : found.end].endswith("province.")
