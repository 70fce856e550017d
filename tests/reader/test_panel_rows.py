"""A row of the panel is what its keys act on: each keeps its own words, and the line at the bottom says which."""

from __future__ import annotations

import pytest

from tests.reader.running import reader


async def test_an_answer_is_kept_whole_with_its_question() -> None:
    async with reader() as running:
        await running.press("l", "m")
        article = running.screen.session.article
        assert article is not None
        (kept,) = running.library.bookmarks.all()
        section = next(iter(article.questions()))
        assert kept.selector.exact.startswith("The ministry also announced")
        assert kept.span is not None
        assert kept.span[1] >= article.blocks[section.last].start
        assert kept.note == "What topics are expected to be raised during Hegseth’s visit?"


@pytest.mark.parametrize("tab", [1, 2, 3, 4])
async def test_each_row_keeps_its_own_words(tab: int) -> None:
    async with reader(published="2025-11-03") as running:
        await running.press("l", *["right"] * tab)
        said: list[str] = []
        for _ in range(3):
            target = running.screen.target().span
            assert target is not None
            article = running.screen.session.article
            assert article is not None
            words = article.text[target.start : target.end]
            assert " ".join(words.split())[:20] in running.lines()[-1]
            await running.press("m", "j")
            said.append(words)
        kept = {mark.selector.exact for mark in running.library.bookmarks.all()}
        assert kept == set(said)
        assert len(kept) == 3


async def test_a_row_is_rejected_and_explained() -> None:
    async with reader() as running:
        await running.press("l", "right")
        fact = running.screen.target().fact
        assert fact is not None
        await running.press("w")
        assert "why is this lit?" in running.text()
        await running.press("escape", "x")
        (rule,) = running.library.states.all_corrections()
        article = running.screen.session.article
        assert article is not None
        assert (rule.action, rule.words) == ("reject", article.text[fact.start : fact.end])


@pytest.mark.parametrize("width", [100, 120, 200])
async def test_tabs_are_words_at_every_width_from_a_hundred(width: int) -> None:
    async with reader(size=(width, 40)) as running:
        if width < 120:
            await running.press("l")
        first = running.lines()[0].lower()
        for word in ("figures", "who", "when", "said", "marks"):
            assert word in first
