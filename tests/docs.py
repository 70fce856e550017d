"""Writes the pages that are made from tables: ``python -m tests.docs`` (docs/keys.md, docs/settings.md, the schema)."""

from __future__ import annotations

import json
from pathlib import Path

from tui.config import settings_markdown
from tui.facts.schema import schema
from tui.reader.keys_page import keys_markdown


def schema_json() -> str:
    return json.dumps(schema(), indent=2) + "\n"


PAGES = {"keys.md": keys_markdown, "settings.md": settings_markdown, "facts.schema.json": schema_json}
FOLDER = Path(__file__).parents[1] / "docs"


def main() -> None:
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
