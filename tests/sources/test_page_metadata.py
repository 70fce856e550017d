"""What a page says of its article, and what it says of other things."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tui.sources.pages.article import article_of_page
from tui.text.article import Metadata

URL = "https://valley.example/2024/05/kiln"
TITLE = "The kiln at Orrendal is lit again"
PROSE = "".join(
    f"<p>The {who} of the kiln said that {n} loads of clay had come up the river before the water froze.</p>"
    for n, who in enumerate(["owner", "foreman", "cashier", "porter", "painter", "cutter"], 30)
)


def meta(head: str = "", top: str = "", bottom: str = "", *, data: Any = None, url: str = URL) -> Metadata:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in data or [])
    page = (
        f"<html lang=en><head><title>{TITLE} | Valley Post</title>{head}{scripts}</head><body><article>"
        f"<h1>{TITLE}</h1>{top}{PROSE}</article>{bottom}</body></html>"
    )
    return article_of_page(page, url).metadata


def story(headline: str = TITLE, **more: Any) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": headline,
        "author": {"name": "Una Moss"},
        "datePublished": "2024-05-02",
        **more,
    }


OTHER = story(
    "A ferry lost its rope",
    author={"name": "Carl Veit"},
    datePublished="2019-01-01",
    url="https://valley.example/ferry",
)


@pytest.mark.parametrize(
    "data",
    [
        [story()], [OTHER, story()], [{"@type": "ItemList", "itemListElement": [{"item": OTHER}]}, story()],
        [OTHER, story("Kiln: the fire burns", url=URL)], [OTHER, story("Kiln", mainEntityOfPage={"@id": URL + "/"})],
        [{**OTHER, "@type": "VideoObject"}, story("Kiln")], [{"@graph": [OTHER, story(TITLE + " – Valley Post")]}],
    ],
)  # fmt: skip
def test_the_object_of_the_page_is_its_article(data: list[Any]) -> None:
    found = meta(data=data)
    assert found.title is not None
    assert found.title.value == TITLE
    assert [name.value for name in found.byline] == ["Una Moss"]
    assert found.published is not None
    assert found.published.value == "2024-05-02"


@pytest.mark.parametrize(
    ("head", "top", "bottom"),
    [
        ("", "", "<footer><p>© 2021 Valley Post</p></footer>"), ("<link rel=stylesheet href=/s.css?v=2023-02-01>", "", ""),
        ("", "<p>The fire of 14 February 2023 is not forgotten by anybody who lives in the village.</p>", ""),
        ("", "<p>It burnt on <time datetime=2023-03-03>3 March</time>, as all know who lived in the village then.</p>", ""),
        ("", "<img src=/2018/07/04/kiln.jpg>", ""), ("<meta name=copyright content=2020-01-01>", "", ""),
        ("", "", "<aside><time datetime=2020-09-09>9 September</time> A ferry lost its rope</aside>"),
        ("", "", "<ul class=comments><li><span class=date>3 May 2022</span> Well said by all of you.</li></ul>"),
        ("<meta property=article:published_time content=soon>", "", ""),
    ],
)  # fmt: skip
def test_no_date_is_made_of_something_that_is_none(head: str, top: str, bottom: str) -> None:
    event = {"@type": "Event", "name": "Fair", "startDate": "2023-09-12"}
    assert meta(head, top, bottom, data=[event]).published is None


@pytest.mark.parametrize(
    ("head", "top", "published"),
    [
        ("<meta property=article:published_time content=2024-05-02T08:00:00Z>", "", "2024-05-02T08:00:00+00:00"),
        ("<meta name=DC.date.issued content=2024-05-02>", "", "2024-05-02"),
        ("", "<div><time pubdate datetime=2024-05-02>Thursday</time></div>", "2024-05-02"),
        ("", "<div itemprop=datePublished content=2024-05-02></div>", "2024-05-02"),
        ("", "<div class='post-date'>2 May 2024</div>", "2024-05-02"),
        ("", "<div class='published'>2024年5月2日</div>", "2024-05-02"),
    ],
)
def test_days_that_a_page_states(head: str, top: str, published: str) -> None:
    found = meta(head, top).published
    assert (found is None and "年" in top) or (found is not None and found.value == published)


def test_a_change_is_told_beside_the_first_day() -> None:
    found = meta(data=[story(dateModified="2024-05-09T10:00:00+02:00")])
    assert found.updated is not None
    assert found.updated.value == "2024-05-09T10:00:00+02:00"
    assert meta(data=[story(dateModified="2024-05-02T23:00:00Z")]).updated is None


@pytest.mark.parametrize(
    ("top", "data", "byline"),
    [
        ("<p class=byline>By Una Moss and Per Hask</p>", [story(author={"name": "Otto Upload"})], ["Una Moss", "Per Hask"]),
        ("<p class=byline>Von Una Moss und Per Hask</p>", [story(author={"name": "admin"})], ["Una Moss", "Per Hask"]),
        ("<span class=author>By Una Moss</span>", [story(author={"name": "Valley Post"})], ["Una Moss"]),
        ("<span class=author>By Per Hask</span>", [story()], ["Una Moss"]),
        ("", [story(author="Una Moss, Per Hask and Eda Lomm")], ["Una Moss", "Per Hask", "Eda Lomm"]),
        ("", [story(author=[{"name": "Una Moss"}, {"name": "https://x.example/una"}])], ["Una Moss"]),
        ("<p class=byline>By the riverside nothing has changed in all the years since the war</p>", [story()], ["Una Moss"]),
    ],
)  # fmt: skip
def test_who_wrote_it(top: str, data: list[Any], byline: list[str]) -> None:
    found = meta("<meta property=og:site_name content='Valley Post'>", top, data=data)
    assert [name.value for name in found.byline] == byline


def test_the_name_of_the_site_is_no_slogan_and_no_handle() -> None:
    names = "<meta property=og:site_name content='@valleypost'>"
    assert (meta(names, data=[story(publisher={"name": "Valley Post"})]).source or ("",))[0] == "Valley Post"
    slogan = "<meta property=og:site_name content='Valley Post – all the news of the valley and beyond'>"
    assert (meta(slogan, data=[story(publisher={"name": "Valley Post"})]).source or ("",))[0] == "Valley Post"


def test_a_title_that_was_cut_is_whole() -> None:
    found = meta(f"<meta property=og:title content='{TITLE[:20]}…'>").title
    assert found is not None
    assert found.value == TITLE
