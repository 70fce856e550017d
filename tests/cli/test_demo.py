"""``factlight demo``: the article that comes with the program, in the reader or printed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from tests.bench.terminal import Program
from tui.cli import demo, run
from tui.facts import Kind, Quotation, extract
from tui.sources.documents.files import open_path

ARTICLE = Path(demo.__file__).parent / demo.NAME
TITLE = "Westhaven opens its new sea wall after four years of work"


def test_without_a_terminal_it_prints_what_show_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(ARTICLE)]) == 0
    shown = capsys.readouterr().out
    assert run(["demo"]) == 0
    told = capsys.readouterr()
    assert told.out == shown
    assert told.out.startswith(f"# {TITLE}\n")
    assert told.err == ""


def test_the_article_demonstrates_every_kind_of_finding() -> None:
    article = open_path(ARTICLE)
    facts = extract(article, None)
    assert article.title == TITLE
    assert article.metadata.published is not None
    assert article.metadata.published.value == date(2025, 11, 25).isoformat()
    assert len(article.sections) == 2
    kinds = {fact.kind for fact in facts.facts}
    assert {Kind.FIGURE, Kind.DATE, Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.QUOTE, Kind.CLAIM} <= kinds
    assert sum(fact.kind is Kind.GAP for fact in facts.facts) == 1
    quotations = [fact.detail for fact in facts.facts if isinstance(fact.detail, Quotation)]
    assert quotations
    assert all(quotation.speaker for quotation in quotations)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_that_prints_lines_only_it_prints(own_home: Path) -> None:
    root = str(Path(__file__).parents[2])
    program = Program(
        [sys.executable, "-m", "tui", "demo"], own_home, rows=200, env={"PYTHONPATH": root, "TERM": "dumb"}
    )
    try:
        program.until("2026-01-12", timeout=60)
    finally:
        program.close()
    assert TITLE in program.text
