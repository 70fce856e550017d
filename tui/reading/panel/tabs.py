"""All tabs of the side panel, of an article as far as it is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.reading.panel.article_tabs import Maker
from tui.reading.panel.entries import TABS, Tab

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark
    from tui.facts.model import Facts
    from tui.text.article import Article


def build(
    article: Article,
    facts: Facts | None,
    bookmarks: Sequence[Bookmark] = (),
    *,
    expanded: frozenset[str] = frozenset(),
    key: Callable[[str], str] = lambda action: "",
) -> dict[str, Tab]:
    """All tabs, in order. Without facts, what the structure alone tells (questions, outline, marks).

    ``key`` gives the key of an action by its id, "" for none: what is empty says which one helps.
    """
    made: Maker
    if facts is None:
        made = Maker(article, bookmarks, expanded, key)
    else:
        from tui.reading.panel.fact_tabs import FactMaker  # with all that describes facts; the first frame has none

        made = FactMaker(article, facts, bookmarks, expanded, key)
    return {name: getattr(made, name)() for name in TABS}
