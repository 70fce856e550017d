"""``docs/architecture.md`` has a row for every room, generated from the docstrings of the packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.docs import architecture_markdown, packages

ROOT = Path(__file__).parent.parent


def test_the_page_is_generated_from_the_packages() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert page == architecture_markdown(), "run: python -m tests.tools.docs"


@pytest.mark.parametrize("path", sorted((ROOT / "tui").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_holds(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if source.strip():
        assert source.lstrip().startswith(('"""', 'r"""')), "a module begins with its docstring"


def test_every_folder_of_modules_is_a_package_with_a_sentence() -> None:
    folders = {path.parent for path in (ROOT / "tui").rglob("*.py")}
    assert {name for name, _ in packages()} == {str(path.relative_to(ROOT)) for path in folders}
    assert not [name for name, words in packages() if not words.endswith(".")]
