"""No paragraph of a page is lost without a word, and what is not its article does not come in."""

from __future__ import annotations

import pytest

from tui.sources.pages.article import EVERYTHING, article_of_page
from tui.text.article import Article, BlockKind

PROSE = [
    f"The {who} of the glassworks said on Thursday that {n} furnaces would stay cold until the new pipes had been laid."
    for n, who in enumerate(["owner", "foreman", "cashier", "porter", "painter", "cutter", "driver", "cook"], 30)
]
JUNK = "Every morning we send our readers a letter with all that is new in the valley, and it costs nothing at all."


def told(body: str, head: str = "", rule: str = "") -> Article:
    page = (
        f"<html lang=en><head><title>Glass</title>{head}</head><body><nav><a href=/>Home</a></nav>{body}</body></html>"
    )
    return article_of_page(page, "https://valley.example/glass", rule=rule)


def shown(article: Article) -> list[str]:
    folded = (BlockKind.CAPTION, BlockKind.BOILERPLATE)
    return [article.block_text(block) for block in article.blocks if block.kind not in folded]


def rows(wrap: str, some: list[str], size: int = 3) -> str:
    parts = ["".join(f"<p>{words}</p>" for words in some[i : i + size]) for i in range(0, len(some), size)]
    return "".join(wrap.format(part) for part in parts)


def ps(some: list[str]) -> str:
    return "".join(f"<p>{words}</p>" for words in some)


@pytest.mark.parametrize(
    "wrap",
    [
        "<div class='lane'><div class='copy-body'>{}</div></div><div class='slot'>Advertisement</div>",
        "<section itemprop='articleBody'>{}</section>",
        "<div class='chunk no-17'><div><div class='text'>{}</div></div></div><hr>",
        "<div id='part-2' class='c-text c-text--wide'>{}</div>",
    ],
)
def test_a_body_in_several_rows_is_whole(wrap: str) -> None:
    assert shown(told(f"<main><article><h1>Glass</h1>{rows(wrap, PROSE)}</article></main>")) == PROSE
    assert shown(told(f"<div><h1>Glass</h1>{rows(wrap, PROSE)}</div>")) == PROSE


def test_the_next_story_on_an_endless_page_is_another() -> None:
    other = [words.replace("glassworks", "brewery") for words in PROSE]
    page = "".join(
        f"<div class='story'><h1>{t}</h1><time>4 May</time><div class='text'>{ps(some)}</div></div>"
        for t, some in (("Glass", PROSE), ("Beer", other))
    )
    assert "brewery" not in " ".join(shown(told(page)))


SHORT = [
    "It also <a href=/a>keeps the moulds and sells them to collectors</a>.",
    "<a href=/a>Eda Lomm</a>, <a href=/b>Per Hask</a> and <a href=/c>Ona Vell</a> stayed.",
    "They met on <time datetime=2024-05-02>2 May</time> at noon.",
    "Its heat is <output>1,200</output> degrees, the <label>limit</label> is lower.",
    "The <button type=button>melt</button> is poured by hand.",
    "<span aria-hidden=true>T</span>he end is near.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", SHORT)
@pytest.mark.parametrize("wrap", ["<p>{}</p>", "<div>{}</div>", "<div class='block'><p>{}</p></div>"])
def test_a_short_sentence_between_paragraphs_stays(sentence: str, wrap: str) -> None:
    import re

    body = "".join(wrap.format(words) for words in [*PROSE[:4], sentence, *PROSE[4:]])
    assert shown(told(f"<article><h1>Glass</h1>{body}</article>"))[4] == re.sub("<[^>]*>", "", sentence)


def test_lists_tables_and_code_among_paragraphs_stay_and_lists_of_links_are_folded() -> None:
    middle = (
        "<ul><li>Two moulds<li>One pipe<li>A bench</ul><table><tr><td>Pipes<td>12<tr><td>Moulds<td>7</table>"
        "<ul><li><a href=/1>How the brewery lost its cellar in one night</a><li><a href=/2>Why the mill stands still "
        "since the flood came</a></ul><pre>heat = 1200</pre>"
    )
    article = told(f"<h1>Glass</h1>{ps(PROSE[:4])}{middle}{ps(PROSE[4:])}")
    lines = shown(article)
    assert [line for line in lines if line not in PROSE] == [
        "Two moulds", "One pipe", "A bench", "Pipes | 12", "Moulds | 7", "heat = 1200",
    ]  # fmt: skip
    assert [line for line in lines if line in PROSE] == PROSE


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div popover>{JUNK}</div>", f"<dialog><p>{JUNK}</p></dialog>", f"<div role=tooltip><p>{JUNK}</p></div>",
        f"<div x-cloak><p>{JUNK}</p></div>", f"<div aria-hidden=true><p>{JUNK}</p></div>", f"<template><p>{JUNK}</p></template>",
        f"<p class=sr-only>{JUNK}</p>", f"<div style='display : none'><p>{JUNK}</p></div>", f"<p class='tooltip-text'>{JUNK}</p>",
    ],
)  # fmt: skip
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert shown(told(f"<article><h1>Glass</h1>{ps(PROSE[:4])}{hidden}{ps(PROSE[4:])}</article>")) == PROSE


def test_words_for_the_eye_beside_words_for_the_ear_stay_once() -> None:
    price = (
        "A vase costs <span aria-hidden=true>€12</span><span class=visually-hidden>twelve euros</span> from today on."
    )
    lines = shown(told(f"<article><h1>Glass</h1>{ps([*PROSE[:4], price, *PROSE[4:]])}</article>"))
    assert lines[4] == "A vase costs €12 from today on."


@pytest.mark.parametrize(
    "wrap",
    [
        "<div class='newsletter-signup'>{}</div>", "<aside>{}</aside>", "<div class='c-inlineSignup'>{}</div>",
        "<div class='article__author-bio'>{}</div>", "<section id='comments'>{}</section>", "<div class='most-read'>{}</div>",
        "<div class='relatedContent'>{}</div>", "<a href=/other class='card'>{}</a>",
    ],
)  # fmt: skip
def test_promotions_in_the_middle_are_no_article_and_are_told(wrap: str) -> None:
    body = f"<article><h1>Glass</h1>{ps(PROSE[:4])}{wrap.format(ps([JUNK]))}{ps(PROSE[4:])}</article>"
    assert shown(told(body)) == PROSE
    whole = told(body, rule=EVERYTHING)
    if "aside" not in wrap:
        assert JUNK in [whole.block_text(b) for b in whole.blocks if b.kind is BlockKind.BOILERPLATE]


def test_how_much_was_left_out_is_said() -> None:
    body = f"<article><h1>Glass</h1>{ps(PROSE)}<div class='promo-newsletter'>{ps([JUNK, JUNK.replace('valley', 'town')])}</div></article>"
    (note,) = told(body).notes
    assert note == "left out 44 words in 2 paragraphs beside the article; factlight show --all prints them"
    assert told(f"<article><h1>Glass</h1>{ps(PROSE)}</article>").notes == ()


@pytest.mark.parametrize(
    "name", ["author-comments-on-trade", "ad-hoc-newsletter-of-the-guild", "sharing-the-heat-with-all"]
)
def test_a_part_named_by_its_heading_is_no_promotion(name: str) -> None:
    body = f"<div id='{name}' class='section'><h2>Heat</h2>{ps(PROSE[4:])}</div>"
    assert shown(told(f"<div class='section'><h1>Glass</h1>{ps(PROSE[:4])}{body}</div>"))[-1] == PROSE[-1]


@pytest.mark.parametrize("name", ["cookie-note", "gdprConsent", "onetrust-banner-sdk", "qc-cmp2-ui"])
@pytest.mark.parametrize("place", ["{box}{text}", "{text}{box}"])
def test_a_question_for_consent_is_longer_than_the_article(name: str, place: str) -> None:
    asked = [
        f"We and {n} partners store things on your device to measure what you read and to sell it on."
        for n in range(40, 47)
    ]
    body = place.format(
        box=f"<div id='{name}'>{ps(asked)}</div>", text=f"<article><h1>Glass</h1>{ps(PROSE[:2])}</article>"
    )
    assert shown(told(body)) == PROSE[:2]


def test_a_page_about_cookies_stays() -> None:
    assert shown(told(f"<div class='cookies'><h1>Cookies</h1>{ps(PROSE)}</div>")) == PROSE
    assert shown(told(f"<div id='cookies'>{ps(PROSE)}</div>")) == PROSE


def test_a_notice_beside_a_short_article_does_not_replace_it() -> None:
    notice = [
        f"This company takes no part in rule {n} of the market and answers for nothing that is said here."
        for n in range(5)
    ]
    body = f"<article><h1>Glass</h1>{ps(PROSE[:2])}</article><div class='terms'>{ps(notice)}</div>"
    assert shown(told(body)) == PROSE[:2]


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=a><figcaption>{}</figcaption></figure>", "<div class='image-caption'><p>{}</p></div>",
        "<div><img src=a><p>{}</p></div>", "<div class='gallery'><figure><img src=b><p>{}</p></figure></div>",
    ],
)  # fmt: skip
def test_captions_are_there_as_captions(picture: str) -> None:
    caption = "The old furnace behind the yard in May."
    article = told(f"<article><h1>Glass</h1>{ps(PROSE[:4])}{picture.format(caption)}{ps(PROSE[4:])}</article>")
    assert shown(article) == PROSE
    assert [article.block_text(b) for b in article.blocks if b.kind is BlockKind.CAPTION] == [caption]


def test_the_standfirst_stays_and_breadcrumbs_do_not() -> None:
    lead = "Cold furnaces, new pipes and a town that waits"
    for tag in (
        "<p class='article__standfirst'>{}</p>",
        "<h2 class='subtitle'>{}</h2>",
        "<div class='teaser-lead'>{}.</div>",
    ):
        head = f"<header><p>Region | Valley</p><h1>Glass</h1>{tag.format(lead)}</header>"
        lines = shown(told(f"<article>{head}<div class='text'>{ps(PROSE)}</div></article>"))
        assert [line.rstrip(".") for line in lines] == [lead, *(line.rstrip(".") for line in PROSE)]


def test_words_of_the_text_set_large_are_not_said_twice() -> None:
    quote = "<blockquote class='pull'>would stay cold until the new pipes had been laid</blockquote>"
    assert shown(told(f"<article><h1>Glass</h1>{ps(PROSE[:4])}{quote}{ps(PROSE[4:])}</article>")) == PROSE
    own = "<blockquote>Nobody asked us whether we could wait so long</blockquote>"
    lines = shown(told(f"<article><h1>Glass</h1>{ps(PROSE[:4])}{own}{ps(PROSE[4:])}</article>"))
    assert lines[4] == "Nobody asked us whether we could wait so long"


def test_a_page_without_a_body_tag_is_read() -> None:
    page = f"<html><title>Glass</title><meta charset=utf-8><main><article><h1>Glass</h1>{ps(PROSE)}</article></main>"
    assert shown(article_of_page(page, "")) == PROSE
