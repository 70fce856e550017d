"""Lines: nothing is lost, nothing sticks out, breaks fall where a reader expects them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.layout import draw, wrap
from tui.layout.cells import is_plain, measure

SCRIPTS = st.sampled_from(
    ["a", "word", " ", "  ", "-", "–", "—", "é", "e\u0301", "漢", "字", "。", "「", "한",
     "국", "س", "ل", "ا",
     "ע", "👩\u200d🚀", "👍🏽", "🇩🇪",
     "✈\ufe0f", "\u200d", "\ufe0f", "\t", "\u00a0", "\u3000", "https://a.example/b?c=d", "ํ", "\x1b", "\u202e", "\u0000"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(SCRIPTS, max_size=60).map("".join))


def lines(text: str, width: int) -> list[str]:
    return [text[line.start : line.stop] for line in wrap(text, 0, len(text), width)]


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(2, 90))
def test_lines_tile_the_text(text: str, width: int) -> None:
    made = wrap(text, 0, len(text), width)
    assert made[0].start == 0
    assert made[-1].next == len(text)
    assert all(a.next == b.start for a, b in pairwise(made))
    assert all(line.start <= line.stop <= line.next for line in made)
    assert "".join(text[line.start : line.next] for line in made) == text
    assert all(not text[line.stop : line.next].strip() for line in made)  # only blanks are swallowed
    assert [line.last for line in made] == [False] * (len(made) - 1) + [True]


@example("0\n\u200d\t0", 2)
@example("ab \u200d漢字", 4)
@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(2, 90))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    for line in wrap(text, 0, len(text), width):
        drawn = draw(text, line)
        clusters = [g for g in drawn.glyphs if g]
        assert drawn.width == sum(map(cell_len, clusters))
        assert drawn.width <= width or len(clusters) == 1


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(2, 90), st.integers(0, 90), st.data())
def test_offsets_and_cells_are_inverse(text: str, width: int, justify: int, data: st.DataObject) -> None:
    at = data.draw(st.lists(st.integers(0, len(text)), max_size=3))
    inserts = {offset: "<...> " for offset in at}
    for line in wrap(text, 0, len(text), max(width, 8), inserts):
        drawn = draw(text, line, inserts, justify)
        assert list(drawn.cells) == sorted(drawn.cells)
        for offset in range(line.start, line.stop):
            cell = drawn.cell(offset)
            assert drawn.cell(drawn.offset(cell)) == cell
            glyph = drawn.glyphs[offset - line.start]
            if glyph and cell_len(glyph):
                assert drawn.offset(cell) == offset
        assert drawn.offset(drawn.width + 5) == line.stop


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_is_drawn_cannot_steer_a_terminal(text: str) -> None:
    glyphs, widths = measure(text)
    assert len(glyphs) == len(widths) == len(text)
    shown = "".join(glyphs)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or "\u202a" <= c <= "\u202e" for c in shown)
    assert sum(widths) == cell_len(shown) or "\u200d" in shown


@example("000000 ", 8, {7})
@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(8, 60), st.sets(st.integers(0, 200), max_size=4))
def test_every_insert_is_drawn_once(text: str, width: int, at: set[int]) -> None:
    at = {offset for offset in at if offset <= len(text)}
    inserts = dict.fromkeys(at, "<...>")
    made = wrap(text, 0, len(text), width, inserts)
    drawn = [draw(text, line, inserts) for line in made]
    assert sorted(d.start + i for d in drawn for i, _ in d.inserts) == sorted(at)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab c-é’—漢", max_size=300), st.integers(10, 60))
def test_justified_lines_end_at_the_edge_or_are_ragged(text: str, width: int) -> None:
    for line in wrap(text, 0, len(text), width):
        ragged, straight = draw(text, line).width, draw(text, line, None, width).width
        assert straight in (ragged, width)
        if line.last:
            assert straight == ragged


def test_plain_text_is_what_the_slow_way_would_measure() -> None:
    every = "".join(chr(c) for c in range(0x20, 0x2200) if is_plain(chr(c)))
    glyphs, widths = measure(every)
    assert "".join(glyphs) == every
    assert set(widths) == {1}


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two  three", 8, ["one two", "three"]),
        ("  lead in", 6, ["  lead", "in"]),
        ("250-kilometer-long zone", 14, ["250-kilometer-", "long zone"]),
        ("a sum of 1950-1953 and", 14, ["a sum of", "1950-1953 and"]),  # a range of years stays whole
        ("an e-mail came", 6, ["an", "e-mail", "came"]),
        ("he said—and left", 10, ["he said—", "and left"]),
        ("10\u00a0km away", 5, ["10\u00a0km", "away"]),
        ("日本語、テキスト。", 6, ["日本", "語、テ", "キス", "ト。"]),  # no comma, no full stop begins a line
        ("「引用」です", 4, ["「引", "用」", "です"]),
        ("서울 특별시", 8, ["서울", "특별시"]),  # Hangul parts at blanks
        ("see https://example.com/a/long/path?x=1", 24, ["see https://example.com/", "a/long/path?x=1"]),
        ("see https://example.com/a-b-c/d", 28, ["see", "https://example.com/a-b-c/d"]),  # whole where it can be
        ("go to https://example.com/a-b-c/de/f", 20, ["go to", "https://example.com/", "a-b-c/de/f"]),
        ("(https://example.com/a?long=path&x=1) so", 24, ["(https://example.com/a", "?long=path&x=1) so"]),
        ("www.example.com/one-two?three=four5 and", 30, ["www.example.com/one-two?three=", "four5 and"]),
        ("aaaaaaaaaa", 4, ["aaaa", "aaaa", "aa"]),
        ("", 10, [""]),
        ("   ", 10, [" "]),
    ],
)
def test_where_lines_end(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_clusters_stay_together() -> None:
    text = "👩\u200d🚀" * 3 + "🇩🇪" * 3 + "e\u0301" * 4
    for width in range(2, 12):
        for line in lines(text, width):
            assert not line.startswith(("\u200d", "\u0301"))
            assert line.count("\U0001f1e9") == line.count("\U0001f1ea")


@pytest.mark.parametrize(
    ("text", "drawn"), [("❤\ufe0f!", "❤!"), ("1\ufe0f\u20e3 ", "1\u20e3 "), ("👍\ufe0f", "👍"), ("👍🏽.", "👍.")]
)
def test_signs_are_drawn_without_what_terminals_measure_differently(text: str, drawn: str) -> None:
    glyphs, widths = measure(text)
    assert "".join(glyphs) == drawn
    assert sum(widths) == cell_len(drawn)


def test_a_line_of_a_megabyte_is_wrapped_in_linear_time() -> None:
    text = "x" * 200_000 + "漢" * 50_000
    made = wrap(text, 0, len(text), 80)
    assert len(made) == 2_500 + 1_250
