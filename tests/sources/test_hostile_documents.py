"""Documents that were made to break the reader or to reach the terminal, and harmless ones that look like them."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources import SourceError
from tui.sources.documents.html import html_article
from tui.sources.documents.mail import mail_article
from tui.sources.documents.markdown import markdown_article
from tui.text.article import Article
from tui.text.sanitize import sanitize, without_controls

NOTHING = [
    "&#8203;",
    "&shy;",
    "&#xFEFF;",
    "&zwj;",
    "&zwnj;",
    "&#x2060;",
    "&lrm;",
    "&rlm;",
    "\u200b\u200b",
    "&#0;",
    "&#1;",
]


@pytest.mark.parametrize("nothing", NOTHING)
@pytest.mark.parametrize("tag", ["p", "li", "td", "pre", "h2", "a href='/x'", "b"])
def test_a_text_node_without_a_visible_character_is_none(nothing: str, tag: str) -> None:
    name = tag.split()[0]
    article = html_article(f"<p>Before.</p><{tag}>{nothing}</{name}>{nothing}<p>After{nothing}wards.</p>")
    assert [article.block_text(block) for block in article.blocks] == ["Before.", "Afterwards."]


@pytest.mark.parametrize(
    ("start", "marker"),
    [("²", "1."), ("٣", "1."), ("", "1."), ("x", "1."), ("7", "7."), (" +4", "4."), ("-2", "-2."), ("9" * 5000, "1.")],
)
def test_a_list_starts_at_a_number_of_html(start: str, marker: str) -> None:
    article = html_article(f"<ol start='{start}'><li>One thing</li></ol>")
    assert article.blocks[0].marker == marker


ESCAPES = [
    "&#&#1;27;]0;PWNED&#&#1;7;", "&#&#&#1;1;27;c", "&#27c", "&#27;c", "&#x1b;[31m", "&#x1bZ", "&#0027;[2J", "\x1b[2J",
    "&#155;31m", "&#x9b;31m", "\x9b31m", "&#8238;", "&#x202e;x", "&#&#8203;27;c", "&#7;", "&#127;", "&amp;#27;c",
]  # fmt: skip


def controls(text: str) -> list[str]:
    return [c for c in text if (unicodedata.category(c) == "Cc" and c not in "\n\t") or c in "\u202e\u2066\u061c"]


@pytest.mark.parametrize("escape", ESCAPES)
def test_no_reference_becomes_a_control_character(escape: str) -> None:
    page = (
        f"<title>T{escape}</title><h2>Why {escape}?</h2><p>Words {escape} and <b>{escape}more</b> "
        f"<a href='http://a.example/{escape}'>link {escape}</a></p><pre>x{escape}</pre><table><tr><td>{escape}a<td>b</table>"
    )
    article = html_article(page, url="https://example.org/")
    assert controls(article.text) == []
    assert [controls(link.url) for link in article.links] in ([], [[]])
    assert "Words" in article.text
    assert "link" in article.text
    assert controls(markdown_article(sanitize(f"# T {escape}\n\nWords {escape} and `{escape}`")).text) == []


def test_references_to_the_signs_of_windows_are_what_html_makes_of_them() -> None:
    assert html_article("<p>&#147;so&#148; &#150; &#x80;</p>").text == "“so” – €"


@given(
    st.lists(
        st.sampled_from(["&#", "27", ";", "1", "x1b", "&", "amp;", "7", "]0;", "<b>", "</b>", "c", "9b"]), max_size=25
    )
)
def test_no_way_to_write_a_reference_gives_a_control_character(parts: list[str]) -> None:
    assert controls(html_article("<p>a " + "".join(parts)).text) == []


@pytest.mark.parametrize(
    "marks", ["\u0315\u0300", "\u05b0\u05b7", "\u064b\u0651", "\u0f71\u0f74", "\U0001d165\U0001d16d"]
)
def test_endless_marks_are_cut_before_they_are_sorted(marks: str) -> None:
    began = time.process_time()
    clean = sanitize("a" + marks * 100_000 + "b")
    assert time.process_time() - began < 2  # ten seconds and more, were the whole run sorted
    assert unicodedata.normalize("NFD", clean)[0] == "a"
    assert clean.endswith("b")
    assert len(clean) < 50


def test_languages_that_need_several_marks_keep_them() -> None:
    for word in ("בְּרֵאשִׁ֖ית", "Việt Nam ố", "รู้สึก", "กี่", "शक्ति", "ཧཱུྃ", "ٱلرَّحْمَٰنِ"):
        assert sanitize(word) == unicodedata.normalize("NFC", word)


@given(st.text(st.characters(), max_size=200))
def test_the_last_filter_lets_clean_text_through_as_it_is(text: str) -> None:
    clean = sanitize(text)
    assert without_controls(clean) == clean
    assert controls(without_controls(text)) == []


def mail(headers: str, body: str = "Words of the mail.\n") -> Article:
    return mail_article(f"From: Ann <a@example.org>\nSubject: Hello\n{headers}\n{body}".encode(), "file:///x.eml")


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset=undefined", "Content-Type: text/plain; charset=idna",
        "Content-Type: text/plain; charset=rot13", "Content-Type: text/plain; charset=\"\"",
        "Content-Type: text/plain; charset*=x''%ff", "Content-Type: text/plain; charset=unicode_escape",
        "Content-Type: ;;;=", "Content-Type: text/plain; format=flowed; delsp", "Content-Transfer-Encoding: x-none",
        "Content-Transfer-Encoding: uuencode", "List-Id: <<<>>>", "Subject: =?undefined?q?=FF?=", "To: " + "(" * 5000,
        *(f"Date: {day}" for day in (
            "Mon, 01 Jan 99999999999 00:00:00 GMT", "Mon, 01 Jan 2020 00:00:00 +99999999999999", "Mon, 99 Xyz 0000", "²",
            "1 Jan 1 00:00", "Thu, 01 Jan 1970 99:99:99 +9999", "Mon, 01 Jan 2020 00:00:00 -9999",
        )),
    ],
)  # fmt: skip
def test_a_mail_with_absurd_headers_is_read(header: str) -> None:
    article = mail(header + "\n")
    assert article.text == "Words of the mail."
    published = article.metadata.published
    assert published is None or published.value[:4] in ("1970", "2001", "2020")


def nested(depth: int, kind: str) -> bytes:
    if kind == "rfc822":
        return b"Subject: deep\n" + b"Content-Type: message/rfc822\n\n" * depth + b"\nWords."
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return b"Subject: deep\n" + parts + b"Content-Type: text/plain\n\nWords."


@pytest.mark.parametrize("kind", ["rfc822", "multipart"])
@pytest.mark.parametrize("depth", [3, 40, 300, 5000])
def test_a_mail_in_a_mail_in_a_mail_is_read_or_refused_in_a_sentence(depth: int, kind: str) -> None:
    try:
        said = mail_article(nested(depth, kind), "file:///x.eml").text
    except SourceError as error:
        said = str(error)
    assert said == "Words." or said.endswith(".")
    if depth == 3:
        assert said == "Words."


def test_a_mail_keeps_all_that_it_says_itself() -> None:
    parts = (
        'Content-Type: multipart/mixed; boundary="m"\n\n--m\nContent-Type: multipart/alternative; boundary="a"\n\n'
        "--a\nContent-Type: text/plain\n\nThe same in plain.\n--a\nContent-Type: text/html\n\n<p>The <b>story</b>.</p>\n"
        "--a--\n--m\nContent-Type: text/plain\n\nA footer of the list.\n--m\nContent-Type: message/rfc822\n\n"
        "Subject: other\n\nAn attached mail.\n--m\nContent-Type: text/plain\n"
        'Content-Disposition: attachment; filename="x.txt"\n\nAn attachment.\n--m--\n'
    )
    article = mail_article(f"Subject: s\nMIME-Version: 1.0\n{parts}".encode(), "")
    assert [article.block_text(b) for b in article.blocks] == ["The story.", "A footer of the list."]
    pictures = parts.replace("<p>The <b>story</b>.</p>", "<img src=x>").replace("A footer of the list.", "")
    assert mail_article(f"Subject: s\nMIME-Version: 1.0\n{pictures}".encode(), "").text == "The same in plain."
    forwarded = "Content-Type: message/rfc822\n\nSubject: other\n\nThe forwarded words.\n"
    assert mail_article(f"Subject: s\n{forwarded}".encode(), "").text == "The forwarded words."


def test_lines_that_a_mailer_broke_softly_are_whole_again() -> None:
    flowed = (
        "Content-Type: text/plain; charset=utf-8; format=flowed{}\n\nThe old mill was \nopened again on \nSunday.\n\n"
        "> A quoted line \n> that goes on.\n A stuffed line.\n-- \nAnn\n"
    )
    lines = ["The old mill was opened again on Sunday.", "A quoted line that goes on.", "A stuffed line."]
    text = mail_article(("Subject: s\n" + flowed.format("")).encode(), "").text
    assert all(line in text for line in lines)
    joined = "Content-Type: text/plain; format=flowed; delsp=yes\n\n日本 \n語の文。\n"
    assert "日本語の文。" in mail_article(("Subject: s\n" + joined).encode(), "").text
