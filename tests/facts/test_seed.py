"""The sample article, whole: every fact that is lit in it, with its value, kept in ``cases/seed.txt``.

``python -m tests.facts.test_seed`` writes the file anew; look at the difference before you commit it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tui.facts import extract
from tui.facts.describe import value
from tui.sources.documents.files import open_path

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases" / "seed.txt"


def lit() -> str:
    """One line for each lit fact of the seed: kind, words, value."""
    article = open_path(next((ROOT / "seeds").glob("*.txt")))
    facts = extract(article, date(2025, 11, 3))
    lines = [
        f"{f.kind} [{article.text[f.start : f.end][:40]}] {value(f, facts, article.text)}".rstrip()
        for f in facts.facts
        if f.lit
    ]
    lines += [f"key figure [{article.text[f.start : f.end]}]" for f in facts.key_figures()]
    return "\n".join(" ".join(line.split()) for line in lines) + "\n"


def test_every_lit_fact_of_the_seed_is_as_it_was_read() -> None:
    assert lit() == CASES.read_text(encoding="utf-8")


if __name__ == "__main__":
    CASES.write_text(lit(), encoding="utf-8")
