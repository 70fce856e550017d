"""The layout: rows in both directions, places of offsets, the shapes of blocks, folds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.layout import Drawn, Fold, Folding, Layout, RowKind, draw
from tui.layout.layout import CHUNK, Place, divide
from tui.layout.tables import draw_row
from tui.text.article import Article, Block, BlockKind

K = BlockKind


def article(*blocks: tuple[BlockKind, str] | tuple[BlockKind, str, int, str]) -> Article:
    text, made = "", []
    for kind, words, *rest in blocks:
        start = len(text)
        text += words
        level, marker = (int(str(rest[0])), str(rest[1])) if rest else (0, "")
        made.append(Block(kind, start, start + len(words), level, marker))
        text += "\n"
    return Article(text, tuple(made))


def draw_of(layout: Layout, place: Place) -> Drawn:
    text, row = layout.article.text, layout.row(place)
    inserts = layout.inserts(row.line.start, row.line.stop)
    return draw_row(text, row.line, row.pieces, row.bars, inserts) if row.pieces else draw(text, row.line, inserts)


def seen(drawn: Drawn) -> str:
    """What a line looks like."""
    before = dict(drawn.inserts)
    glyphs = [*drawn.glyphs, ""]
    return "".join(before.get(i, "") + glyph for i, glyph in enumerate(glyphs))


def rows(layout: Layout) -> list[str]:
    out, place = [], layout.first()
    while True:
        row = layout.row(place)
        if row.kind is RowKind.HEAD:
            out.append("<head>")
        elif row.kind is RowKind.FOLD:
            out.append(f"<{row.label}>")
        elif row.kind is RowKind.BLANK:
            out.append("")
        else:
            lead = f"{row.marker} ".rjust(row.indent) if row.marker else " " * row.indent
            out.append((lead if row.indent else "") + seen(draw_of(layout, place)))
        following = layout.step(place, 1)
        if following == place:
            return out
        place = following


def test_blocks_keep_their_shape() -> None:
    made = article(
        (K.HEADING, "A heading", 2, ""),
        (K.LIST_ITEM, "first of the items", 1, "•"),
        (K.LIST_ITEM, "an inner one", 2, "10."),
        (K.QUOTE, "words of somebody else", 1, ""),
        (K.CODE, "if x:\n    y = 1"),
    )
    assert rows(Layout(made, 16)) == [
        "A heading", "",
        "• first of the", "  items",
        "  10. an inner", "      one", "",
        "│ words of", "│ somebody else", "",
        "  if x:", "      y = 1",
    ]  # fmt: skip


def test_what_goes_on_of_a_line_of_code_hangs_below_it() -> None:
    made = article((K.CODE, "if x:\n    call(first, second)\ny = 1"))
    assert rows(Layout(made, 22)) == ["  if x:", "      call(first,", "        second)", "  y = 1"]


def table(*lines: str) -> Article:
    return article(*((K.TABLE_ROW, line) for line in lines))


def test_tables_stand_in_columns() -> None:
    made = table("city | people | remark", "Tokyo | 37 | large", "Ulm | 0.1")
    assert rows(Layout(made, 30)) == ["city  │ people │ remark", "Tokyo │     37 │ large", "Ulm   │    0.1"]


def test_a_table_that_is_too_wide_wraps_the_words_of_its_cells() -> None:
    made = table(
        "land | troops | what the ministry says",
        "Japan | 54,000 | 沖縄県に多くの 基地がある",
        "South Korea | 28,500 | -",
    )
    assert rows(Layout(made, 32)) == [
        "land       │ troops │ what the",
        "           │        │ ministry",
        "           │        │ says",
        "Japan      │ 54,000 │ 沖縄県に多",
        "           │        │ くの 基地",
        "           │        │ がある",
        "South      │ 28,500 │ -",
        "Korea      │        │",
    ]  # fmt: skip


def test_where_room_is_scarce_a_column_of_figures_is_as_wide_as_its_figures() -> None:
    made = table("land | budget of 2025 | remark", "Japan | 54,000 | words and more words")
    assert rows(Layout(made, 36)) == [
        "land  │ budget │ remark",
        "      │     of │",
        "      │   2025 │",
        "Japan │ 54,000 │ words and more",
        "      │        │ words",
    ]


def test_a_table_of_more_columns_than_there_is_room_for_runs_on() -> None:
    made = table("one long cell | another long cell | a third one")
    assert rows(Layout(made, 24)) == ["one long cell | another", "long cell | a third one"]


CELLS = st.text(alphabet="ab cé漢-7👍\u0301", min_size=0, max_size=30).map(str.strip)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(" | ".join), min_size=1, max_size=5)


@settings(max_examples=200, deadline=None)
@given(TABLES, st.integers(8, 60))
def test_every_code_point_of_a_table_is_drawn_once_within_the_width(lines: list[str], width: int) -> None:
    made = table(*lines)
    layout = Layout(made, width)
    for item, unit in enumerate(layout.units, 1):
        drawn = [draw_of(layout, (item, r)) for r in range(len(layout.rows(item))) if layout.row((item, r)).pieces]
        words = "".join(glyph for line in drawn for glyph in line.glyphs)
        if not drawn:
            continue
        assert sorted(words.replace("│", "|").replace(" ", "")) == sorted(
            made.text[unit.start : unit.end].replace(" ", "")
        )
        assert all(line.width <= width for line in drawn)
        for line in drawn:
            assert list(line.cells) == sorted(line.cells)
            assert all(line.offset(line.cell(o)) == o for o, g in enumerate(line.glyphs, line.start) if cell_len(g))
        edges = [[cell for cell, glyph in enumerate(by_cell(line)) if glyph == "│"] for line in drawn]
        assert all(edge == edges[0][: len(edge)] for edge in edges)


def by_cell(drawn: Drawn) -> list[str]:
    """What stands in each cell."""
    out: list[str] = []
    for char in seen(drawn):
        out += [char, *[""] * (cell_len(char) - 1)] if cell_len(char) else []
    return out


def test_folds_are_one_row_and_hidden_units_none() -> None:
    made = article((K.PARAGRAPH, "one one"), (K.PARAGRAPH, "two"), (K.PARAGRAPH, "three"), (K.PARAGRAPH, "four"))

    def folding(u: int) -> Folding | None:
        return {1: Folding(folds=(Fold(8, 17, "2 more"),)), 2: Folding(hidden=True)}.get(u)

    layout = Layout(made, 40, head=1, folding=folding)
    assert rows(layout) == ["<head>", "", "one one", "", "<2 more>", "", "four"]
    assert layout.place(13) == layout.place(9)
    assert layout.step(layout.last(), -2) == layout.place(13)


def test_places_of_an_article_without_text() -> None:
    layout = Layout(Article(""), 40)
    assert layout.first() == layout.last() == layout.place(7) == (0, 0)


ARTICLES = st.lists(
    st.tuples(st.sampled_from(list(K)), st.text(alphabet="ab cé漢-|  \n", min_size=0, max_size=90)), max_size=8
).map(lambda blocks: article(*blocks))


@settings(max_examples=200, deadline=None)
@given(ARTICLES, st.integers(10, 50), st.integers(0, 2), st.data())
def test_stepping_there_and_back(made: Article, width: int, head: int, data: st.DataObject) -> None:
    layout = Layout(made, width, head=head)
    order: list[Place] = [(item, row) for item in range(layout.items) for row in range(len(layout.rows(item)))]
    if not order:
        return
    i = data.draw(st.integers(0, len(order) - 1))
    by = data.draw(st.integers(-200, 200))
    assert layout.first() == order[0]
    assert layout.last() == order[-1]
    j = max(0, min(i + by, len(order) - 1))
    assert layout.step(order[i], by) == order[j]
    assert layout.distance(order[min(i, j)], order[max(i, j)], 1000) == abs(j - i)


@settings(max_examples=200, deadline=None)
@given(ARTICLES, st.integers(10, 50))
def test_every_offset_has_its_row(made: Article, width: int) -> None:
    layout = Layout(made, width)
    seen = []
    for unit in layout.units:
        for offset in range(unit.start, unit.end):
            row = layout.row(layout.place(offset))
            assert row.line.start <= offset < row.line.next
            assert row.shows(offset, offset + 1)
            others = [other for other in layout.rows(layout.place(offset)[0]) if other is not row]
            assert not any(other.shows(offset, offset + 1) for other in others)
            seen.append(offset)
        place = layout.place(unit.start)
        assert layout.offset(place) == unit.start
    assert seen == [o for b in made.blocks for o in range(b.start, b.end)]


def test_long_blocks_are_laid_out_in_stretches() -> None:
    made = article((K.PARAGRAPH, "word " * 10_000), (K.PARAGRAPH, "x" * 30_000))
    units = divide(made)
    assert all(unit.end - unit.start <= CHUNK * 5 // 4 for unit in units)
    assert [unit.start for unit in units[1:]] == [u.end if made.text[u.end] != "\n" else u.end + 1 for u in units[:-1]]
    assert sum(unit.first for unit in units) == 2
    layout = Layout(made, 70)
    layout.place(40_000)
    assert len(layout._rows) <= 2  # only what is looked at is laid out
