"""Lines are drawn when they changed, and only then."""

from __future__ import annotations

import pytest

from tests.reader.running import reader
from tui.reader.lists.article_list import ArticleList
from tui.reader.panel.widget import Panel


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """(widget, line) for every line that is drawn."""
    out: list[tuple[str, int]] = []
    for cls in (ArticleList, Panel):
        render = cls.render_line
        monkeypatch.setattr(
            cls, "render_line", lambda self, y, render=render: (out.append((self.id, y)), render(self, y))[1]
        )
    return out


async def test_a_move_in_the_list_draws_two_rows(tmp_path, drawn: list[tuple[str, int]]) -> None:  # type: ignore[no-untyped-def]
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(f"Made number {n}\n\nNothing was counted on this day, said nobody.\n")
    async with reader([tmp_path]) as running:
        await running.press("j")
        before = running.lines()
        drawn.clear()
        running.screen.list.go(2, quiet=True)
        await running.settle()
        assert {y for name, y in drawn if name == "list"} == {3, 4, 5, 6}
        assert not [y for name, y in drawn if name == "panel"]
        assert running.lines() != before


async def test_other_colours_and_other_sizes_draw_everything(drawn: list[tuple[str, int]]) -> None:
    async with reader() as running:
        drawn.clear()
        running.app.theme = "paper"
        await running.settle()
        height = running.screen.list.size.height
        assert {y for name, y in drawn if name == "list"} == set(range(height))
        drawn.clear()
        await running.pilot.resize_terminal(130, 30)
        await running.settle()
        assert {y for name, y in drawn if name == "list"} == set(range(running.screen.list.size.height))


@pytest.mark.parametrize("height", [15, 16, 17])
async def test_what_scrolled_is_what_would_be_drawn(tmp_path, height: int) -> None:  # type: ignore[no-untyped-def]
    for n in range(40):
        (tmp_path / f"{n:02}.txt").write_text(f"Made number {n}\n\nNothing was counted on this day, said nobody.\n")
    async with reader([tmp_path], (120, height), facts=False) as running:
        listed = running.screen.list
        for steps in (1, 5, 6, 7, 8, 9, 30, -1, -8, -2, 39, -39, 12, -7):
            listed.go(listed.cursor + steps, quiet=True)
            await running.settle()
            kept = running.lines()
            listed.refresh()
            await running.settle()
            assert running.lines() == kept, steps
