"""The adapter that scorers outside the project import: every function of it, called on real input."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from tests import eval_adapter as adapter

FAQ_PAGE = Path(__file__).parent / "sources" / "cases" / "faq.html"
CALLED = {
    "extract", "fact_json", "read", "gaps", "questions", "page_questions", "page", "feed", "anchor", "anchor_with_old",
}  # fmt: skip
TEXT = """Port reopens after storm

SEOUL (Reuters) - Transport Minister Ada Lund said on Monday that 1,200 containers were lost.

“We start again today,” said Lund.

What happens next?

The harbour office opens on Tuesday and will look at every one of the containers that came back.
"""
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><item>
<title>Port reopens</title><link>https://example.org/a?utm_source=x</link><guid>a</guid>
<pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Minister Ada Lund paid 3 million euros on Monday.&lt;/p&gt;</description>
</item></channel></rss>"""


def test_every_function_is_called_here() -> None:
    public = {
        name
        for name, thing in vars(adapter).items()
        if inspect.isfunction(thing) and thing.__module__ == adapter.__name__ and not name.startswith("_")
    }
    assert public == CALLED


def test_extract_gives_every_type() -> None:
    found = adapter.extract(TEXT, "2026-11-24")
    by_type = {kind: [f for f in found if f["type"] == kind] for kind in {f["type"] for f in found}}
    assert {"quantity", "counted", "date", "person", "place", "role", "quote", "attribution"} <= set(by_type)
    assert {TEXT[f["s"] : f["e"]] for f in by_type["person"]} == {"Ada Lund", "Lund"}
    assert next(f["value"] for f in by_type["date"]) == "2026-11-23"
    [quote] = by_type["quote"]
    assert TEXT[slice(*quote["speaker"])] == "Lund"
    [role] = by_type["role"]
    assert TEXT[slice(*role["role"])] == "Transport Minister"
    assert [
        (f["value"], TEXT[slice(*f["noun"])])
        for f in found
        if f["type"] == "counted"
        for f in [f | _quantity(f, found)]
    ] == [(1200.0, "containers")]


def _quantity(counted: dict[str, object], found: list[dict[str, object]]) -> dict[str, object]:
    same = [f for f in found if f["type"] == "quantity" and f["s"] == counted["s"]]
    return {"value": same[0]["value"]}


def test_fact_json_is_the_printed_form_with_text_and_blocks() -> None:
    out = adapter.fact_json(TEXT, "2026-11-24")
    assert out["text"] == TEXT
    assert all(out["text"][f["start"] : f["end"]] == f["text"] for f in out["facts"])
    assert out["blocks"][0] == ["title", 0, len("Port reopens after storm")]
    assert out["metadata"]["title"]["value"] == "Port reopens after storm"
    assert {"text_sha256", "entities", "key_figures", "schema"} <= set(out)
    assert adapter.fact_json(TEXT, None)["published"] is None


@pytest.mark.parametrize(
    ("form", "name", "data"),
    [
        ("text", "a.txt", TEXT.encode()),
        ("text", "a.md", b"# Port reopens\n\nMinister Ada Lund paid 3 million euros on Monday.\n"),
        ("page", "a.html", FAQ_PAGE.read_bytes()),
        ("feed", "a.xml", FEED),
    ],
)
def test_read_takes_every_form(form: str, name: str, data: bytes) -> None:
    text, out = adapter.read(form, name, data, "2020-01-01")
    assert out["facts"]
    assert all(text[f["start"] : f["end"]] == f["text"] for f in out["facts"])
    assert out["published"] == ("2026-11-24" if form == "feed" else "2020-01-01")
    assert out["metadata"]["title"]["value"]


def test_gaps_and_questions() -> None:
    holes = Path(__file__).parent.joinpath("structure", "cases", "gaps_left.txt").read_text(encoding="utf-8")
    offsets = adapter.gaps(holes)
    assert len(offsets) > 2
    assert all(0 < offset < len(holes) for offset in offsets)
    lines = TEXT.split("\n")
    assert adapter.questions(TEXT) == [
        {"line": lines.index("What happens next?"), "first": len(lines) - 2, "last": len(lines) - 2}
    ]


def test_page_and_its_questions() -> None:
    data = FAQ_PAGE.read_bytes()
    out = adapter.page(data, "https://example.org/faq")
    assert {"text", "headings", "title", "authors", "date", "lang", "site"} == set(out)
    lines = out["text"].split("\n")
    assert out["headings"]
    assert all(heading in lines for heading in out["headings"])
    found = adapter.page_questions(data, "https://example.org/faq")
    assert found
    assert all(lines[q["line"]].endswith("?") and q["line"] < q["first"] <= q["last"] for q in found)


def test_feed() -> None:
    out = adapter.feed(FEED)
    assert out["title"] == "Harbour Post"
    [item] = out["items"]
    assert (item["title"], item["published"][:10]) == ("Port reopens", "2026-11-24")


def test_anchor_finds_a_moved_passage() -> None:
    words = "1,200 containers"
    at = TEXT.index(words)
    selector = {
        "exact": words, "prefix": TEXT[at - 20 : at], "suffix": TEXT[at + len(words) :][:20],
        "start": at, "end": at + len(words), "old_length": len(TEXT),
    }  # fmt: skip
    changed = "A line above.\n\n" + TEXT
    moved = (at + 15, at + 15 + len(words))
    assert adapter.anchor(selector, changed) == moved
    assert adapter.anchor_with_old(selector, TEXT, changed) == moved
    assert adapter.anchor(selector, "Nothing of it is left in here.") is None
