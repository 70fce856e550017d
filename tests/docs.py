"""Writes the pages that are made from tables: ``python -m tests.docs`` (docs/keys.md, docs/settings.md)."""

from __future__ import annotations

from pathlib import Path

from tui.config import settings_markdown
from tui.reader.actions import keys_markdown

PAGES = {"keys.md": keys_markdown, "settings.md": settings_markdown}
FOLDER = Path(__file__).parents[1] / "docs"


def main() -> None:
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
