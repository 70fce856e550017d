"""The whole page in place of a part: only where it is longer and tells the same, never a wall."""

from __future__ import annotations

import pytest

from tui.ingest.fulltext import full_text, holds
from tui.sources import SourceError
from tui.sources.web.fetcher import Fetcher, Response
from tui.structure import plain_article
from tui.text.article import Article, Inferred

TEASER = "The harbour of Olmsund stays closed until Thursday because of the ice, its director said."
STORY = (
    "Olmsund harbour will not open before Thursday. Thick ice blocks the entrance, director Ines Vollmer said on Monday. "
    "Two tugs from Marstal are on their way. Forty passengers of the ferry Marten spent the night in the gymnasium. "
) * 2
WALLS = {
    "consent": "We value your privacy. We and our 842 partners store and access information on a device, such as cookies, and "
    "process personal data for personalised advertising. Accept all or manage your choices at any time. " * 2,
    "scripts": "Please enable JavaScript and disable any ad blocker. Your browser does not support all functions of this site. "
    * 2,
    "error": "404. We could not find the page you were looking for. Try the search or go back to our front page, please. "
    * 2,
    "subscribe": "Subscribe now to continue reading. Already a subscriber? Log in here. Unlimited access for one euro a week. "
    * 2,
}


def article(text: str, title: str = "") -> Article:
    made = plain_article(text, uri="https://olmsund.example/a")
    return made.with_metadata(title=Inferred(title, "feed")) if title else made


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_does_not_hold_what_the_feed_says(wall: str) -> None:
    assert not holds(article(WALLS[wall]), article(TEASER))
    assert not holds(article(WALLS[wall]), article("More.", "Harbour of Olmsund stays closed until Thursday"))


def test_the_story_does() -> None:
    assert holds(article(STORY), article(TEASER))
    assert holds(article(STORY), article("More.", "Harbour of Olmsund closed until Thursday"))
    assert holds(article(STORY), article("Comments"))
    assert holds(
        article("港は木曜日まで閉鎖されると港長が述べた。氷が厚いためである。"),
        article("港は木曜日まで閉鎖。氷のため。"),
    )


class Pages(Fetcher):
    """Gives one page, whatever is asked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in text.split(". "))
        self.body = (
            f"<html><head><title>Page</title></head><body><article>{paragraphs}</article></body></html>".encode()
        )

    def get(self, url: str, **more: object) -> Response:
        return Response(url, 200, self.body, type="text/html")


def test_the_page_of_a_teaser() -> None:
    short = article(TEASER, "Harbour stays closed")
    whole = full_text(short.uri, short, Pages(STORY), lambda: False)
    assert (whole.title, whole.uri) == ("Harbour stays closed", short.uri)
    assert "Two tugs from Marstal" in whole.text
    for text in (WALLS["consent"], "Too short"):
        with pytest.raises(SourceError):
            full_text(short.uri, short, Pages(text), lambda: False)
