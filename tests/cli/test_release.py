"""What the release script finds wrong with a changelog."""

from __future__ import annotations

import pytest

from tests.tools.man import CHANGELOG
from tests.tools.release import FORMS as OURS
from tests.tools.release import changelog_faults, with_versions
from tui import __version__

FORMS = {"schema of the library": "7", "bookmark file": "1"}
TOLD = "\n### Upgrading\n- A library is brought to schema of\n  the library 7; bookmark file 1.\n"


@pytest.mark.parametrize(
    ("changelog", "faults"),
    [
        (f"# Changelog\n\n## 1.2.0 (2026-01-02)\n{TOLD}\n## 1.1.0 (2025-01-02)\n- old\n", []),
        (f"# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-01-02)\n{TOLD}", []),
        (f"# Changelog\n\n## Unreleased\n- a\n- b\n\n## 1.2.0 (2026-01-02)\n{TOLD}", ["2 lines stand under Unreleased"]),
        (f"# Changelog\n\n## 1.1.0 (2026-01-02)\n{TOLD}", ["“1.1.0 (2026-01-02)”"]),
        (f"# Changelog\n\n## 1.2.0\n{TOLD}", ["“1.2.0”"]),
        (f"# Changelog\n\n## 1.2.0 (2026-01-02)\n- x\n\n## 1.1.0 (2025-01-02)\n{TOLD}", ["library 7", "file 1", "Upgrading"]),
        ("# Changelog\n\n## 1.2.0 (2026-01-02)\n" + TOLD.replace("library 7", "library 71"), ["schema of the library 7"]),
        ("# Changelog\n\n## 1.2.0 (2026-01-02)\n" + TOLD.replace("file 1.", "file 1.5"), ["bookmark file 1"]),
        ("# Changelog\n", ["has to be “1.2.0 (YYYY-MM-DD)”"]),
    ],
)  # fmt: skip
def test_a_changelog_tells_the_release(changelog: str, faults: list[str]) -> None:
    found = changelog_faults(changelog, "1.2.0", FORMS)
    assert len(found) == len(faults), found
    assert all(words in fault for words, fault in zip(faults, found, strict=True)), found


def test_the_newest_dated_section_is_that_of_the_program() -> None:
    """What is under Unreleased, and numbers that were raised since, are for the release script to complain of."""
    told = with_versions(CHANGELOG.read_text(encoding="utf-8"), OURS)
    assert [fault for fault in changelog_faults(told, __version__, OURS) if "Unreleased" not in fault] == []


def test_versions_are_put_right_in_the_newest_section_only() -> None:
    old = "## 2.0.0\nVersions: a 1, b 2.\nmore\n## 1.0.0\nVersions: a 1.\n"
    assert with_versions(old, {"a": "3"}) == "## 2.0.0\nVersions: a 3.\nmore\n## 1.0.0\nVersions: a 1.\n"
    assert with_versions("nothing\n", {"a": "3"}) == "nothing\n"
