"""``H`` and ``x`` on headings and questions reach the structure, the panel and the next start."""

from __future__ import annotations

from pathlib import Path

from tests.reader.running import Running, reader
from tui.facts.model import Kind
from tui.library import Library

QUESTION = "What is Seoul’s position on the matter?"


def questions(running: Running) -> list[str]:
    tab = running.screen.panel.tabs["qa"]
    return [tab.entry(i).parts[0][0] for i in range(len(tab.items))]


async def test_a_heading_that_is_none_leaves_the_panel_and_stays_away(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with reader(library=Library.open(path)) as running:
        assert QUESTION in questions(running)
        await running.press("right_square_bracket", "question_mark", "right_square_bracket", "question_mark", "H")
        await running.settle()
        assert QUESTION not in questions(running)
        facts = running.screen.session.facts
        assert facts is not None
        assert len(facts.of(Kind.QUESTION)) == 1
        running.library.close()
    async with reader(library=Library.open(path)) as running:
        assert QUESTION not in questions(running)
        await running.press("u")
        await running.settle()
        assert QUESTION in questions(running)


async def test_a_question_that_does_not_ask_leaves_the_questions() -> None:
    async with reader() as running:
        await running.press("right_square_bracket", "question_mark", "right_square_bracket", "question_mark", "x")
        await running.settle()
        assert QUESTION not in questions(running)
        assert len(questions(running)) == 1
        await running.press("u")
        await running.settle()
        assert QUESTION in questions(running)
