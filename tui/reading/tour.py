"""The tour: an article of ours that teaches the keys by being read."""

from __future__ import annotations

from importlib import resources

from tui.article import Article

URI = "factlight:tour"


def tour() -> Article:
    """The tour as an article like any other."""
    from tui.sources.markdown import markdown_article

    text = resources.files("tui.reading").joinpath("tour.md").read_text("utf-8")
    return markdown_article(text, uri=URI)
