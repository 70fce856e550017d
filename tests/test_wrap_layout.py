"""The layout: rows in both directions, places of offsets, the shapes of blocks, folds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.article import Article, Block, BlockKind
from tui.wrap import Fold, Folding, Layout, RowKind
from tui.wrap.layout import CHUNK, Place, divide

K = BlockKind


def article(*blocks: tuple[BlockKind, str] | tuple[BlockKind, str, int, str]) -> Article:
    text, made = "", []
    for kind, words, *rest in blocks:
        start = len(text)
        text += words
        level, marker = (int(rest[0]), str(rest[1])) if rest else (0, "")
        made.append(Block(kind, start, start + len(words), level, marker))
        text += "\n"
    return Article(text, tuple(made))


def rows(layout: Layout) -> list[str]:
    out, place = [], layout.first()
    text = layout.article.text
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
            drawn = text[row.line.start : row.line.stop]
            for at, string in sorted(
                layout.inserts(layout.units[place[0] - 1], row.line.start, row.line.stop).items(),
                reverse=True,
            ):
                if row.line.start <= at < row.line.stop:
                    drawn = drawn[: at - row.line.start] + string + drawn[at - row.line.start :]
            out.append((lead if row.indent else "") + drawn)
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


def test_tables_stand_in_columns_while_they_fit() -> None:
    made = article((K.TABLE_ROW, "city | people"), (K.TABLE_ROW, "Tokyo | 37"), (K.TABLE_ROW, "Ulm | 0.1"))
    assert rows(Layout(made, 30)) == ["city  | people", "Tokyo | 37", "Ulm   | 0.1"]
    assert rows(Layout(made, 10)) == ["city |", "people", "Tokyo | 37", "Ulm | 0.1"]


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
    st.tuples(st.sampled_from(list(K)), st.text(alphabet="ab cé漢-|\n", min_size=0, max_size=90)), max_size=8
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
            line = layout.row(layout.place(offset)).line
            assert line.start <= offset < line.next
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
