"""What the panel's tabs list: rows made of an article and its facts, without a screen."""

from __future__ import annotations

from datetime import date

from tests.reader.running import SEED
from tui.facts import extract
from tui.facts.kinds import Kind, Span
from tui.keys import keymap
from tui.reader.panel.lines import lay_out, lead_width
from tui.reading.panel.entries import Entry, Tab
from tui.reading.panel.tabs import build
from tui.sources.documents.markdown import markdown_article
from tui.structure import plain_article
from tui.text.article import Article


def tabs(article: Article, *expanded: str, published: date = date(2025, 11, 3)) -> dict[str, Tab]:
    return build(article, extract(article, published=published), expanded=frozenset(expanded))


def rows(tab: Tab) -> list[Entry]:
    return [tab.entry(i) for i in range(len(tab.items))]


def shown(tab: Tab) -> list[tuple[str, ...]]:
    return [(entry.lead.strip(), *(words for words, _, _ in entry.parts)) for entry in rows(tab)]


DMZ = (
    "The 250-kilometer-long (roughly 150 miles) DMZ parts 12 countries. Ann Lee, 45, kept 9 percent of it.\n"
    "There the 12 countries met in May, and 28,500 US troops stand south of it."
)


def test_a_figure_that_counts_nothing_says_what_it_is_about() -> None:
    figures = dict((row[0], row[1]) for row in shown(tabs(plain_article(DMZ), "figures")["figures"]) if row[0])
    assert figures["250 km"] == "The 250-kilometer-long (roughly 150 miles) DMZ parts 12 countries."
    assert figures["9%"] == "Ann Lee, 45, kept 9 percent of it."
    assert figures["28,500"] == "US troops"


def test_a_figure_said_again_is_one_row_that_leads_to_every_place() -> None:
    tab = tabs(plain_article(DMZ), "figures")["figures"]
    row = next(entry for entry in rows(tab) if entry.lead == "12")
    assert [DMZ[a:b] for a, b in row.places] == ["12 countries", "12 countries"]
    assert row.right == "2×"
    assert [words for words, _, _ in row.parts] == ["countries"]
    assert {tab.item_at(place.start, place) for place in row.places} == {rows(tab).index(row)}


def test_key_figures_stand_first_and_the_others_below_them() -> None:
    article = plain_article(DMZ)
    short, full = tabs(article)["figures"], tabs(article, "figures")["figures"]
    assert 0 < short.count < full.count
    keys = [row for row in shown(short) if row[0]]
    others = next(i for i, row in enumerate(shown(full)) if row[1].startswith("the other "))
    assert [row for row in shown(full)[:others] if row[0]] == keys


def test_a_figure_in_a_table_says_its_row_and_column() -> None:
    article = markdown_article("# T\n\n| land | troops | share |\n|---|---|---|\n| Japan | 54,000 | 24% |\n", uri="x")
    figures = dict((row[0], row[1]) for row in shown(tabs(article, "figures")["figures"]) if row[0])
    assert figures == {"54,000": "Japan · troops", "24%": "Japan · share"}


def test_what_stands_around_is_the_sentence_from_a_few_words_before() -> None:
    text = "Nothing here. A sentence that is quite long before it names a number, namely 12 dogs, ends here. More."
    article = plain_article(text)
    maker = tabs(article)["figures"].make.__self__  # type: ignore[attr-defined]
    at = text.index("12 dogs")
    assert maker.around(Span(at, at + 7)) == "…names a number, namely 12 dogs, ends here."
    assert maker.around(Span(14, 15)) == (
        "A sentence that is quite long before it names a number, namely 12 dogs, ends here."
    )
    endless = "word " * 300
    made = tabs(plain_article(endless))["figures"].make.__self__  # type: ignore[attr-defined]
    around = made.around(Span(500, 504))
    assert around.startswith("…word")
    assert around.endswith("word…")
    assert around.strip("…") in endless


def test_the_timeline_says_no_day_twice_and_no_more_than_is_known() -> None:
    text = "The war of 1914–1918 ended. In the spring of 1968 they marched. In the third quarter of 2024 it fell."
    tab = tabs(plain_article(text))["when"]
    assert shown(tab) == [
        ("1914–1918  ●", "The war of 1914–1918 ended."),
        ("┊", "49 years"),
        ("1968-03–05 ●", "the spring of 1968", "In the spring of 1968 they marched."),
        ("┊", "56 years"),
        ("2024-07–09 ●", "the third quarter of 2024", "In the third quarter of 2024 it fell."),
    ]
    assert [bool(entry.rail) for entry in rows(tab) if entry.places] == [True, True, False]


SPEECH = (
    "“We will stay as long as it takes,” John Smith, the spokesman, said. "
    "He said “there is no better place for us to be than here” on Monday. "
    "Smith said that the talks had been hard. “Nobody wants a war,” he said."
)


def test_a_claim_that_is_its_speakers_quoted_words_is_told_once() -> None:
    article = plain_article(SPEECH)
    facts = extract(article)
    tab = build(article, facts)["said"]
    spoken = [entry for entry in rows(tab) if entry.places]
    words = ["".join(part[0] for part in entry.parts) for entry in spoken]
    assert [w for w in words if "as long as" in w] == ["We will stay as long as it takes,”"]
    assert len([w for w in words if "no better place" in w]) == 1
    assert any("talks had been hard" in w for w in words)
    assert tab.count == len(spoken)
    # every quotation and claim still leads the panel to a row
    assert all(tab.item_at(f.start, f.span) >= 0 for f in facts.of(Kind.QUOTE, Kind.CLAIM))


def test_quotation_marks_hang_before_the_words() -> None:
    tab = tabs(plain_article(SPEECH))["said"]
    quotes = [entry for entry in rows(tab) if entry.parts[-1][1] == "quote"]
    assert quotes
    assert all(entry.lead == "“" and entry.parts[0][0][0] != "“" for entry in quotes)


def test_the_outline_is_indented_and_counts_no_headings_as_paragraphs() -> None:
    article = markdown_article("# Alpha\n\n## Beta\n\nWords here.\n\n- an item\n\n## Gamma\n\nMore words.\n", uri="x")
    entries = rows(tabs(article)["qa"])
    assert [(e.indent, *(words for words, _, _ in e.parts)) for e in entries] == [
        (0, "Alpha"), (2, "Beta", "2\u00a0paragraphs"), (2, "Gamma", "1\u00a0paragraph"),
    ]  # fmt: skip


def test_the_panel_follows_what_the_text_has_come_by() -> None:
    article = plain_article(DMZ)
    tab = tabs(article, "figures")["figures"]
    assert tab.item_at(0, None) == -1
    passed = tab.item_at(DMZ.index("Ann"), None)
    assert tab.entry(passed).lead == "12"
    last = tab.item_at(len(DMZ), None)
    assert tab.entry(last).lead == "28,500"


def test_lost_words_stand_apart_from_their_neighbours() -> None:
    article = plain_article(SEED.read_text("utf-8"))
    monday = next(entry for entry in rows(tabs(article)["when"]) if "began his visit" in entry.parts[-1][0])
    assert monday.parts[-1][0].startswith("…Pete Hegseth on Monday began his visit to ⟨…⟩ by touring the ")


def drawn(tab: Tab, width: int) -> list[str]:
    leads = lead_width(tab, width)
    lines = [line for entry in rows(tab) for line in lay_out(entry, tab, width, leads)]
    return ["".join(words for words, _ in line).rstrip() for line in lines]


def test_figures_stand_flush_right_and_none_is_cut() -> None:
    text = "The plan costs $59,250,000,000. It needs 12 ships and 4,500 sailors."
    assert drawn(tabs(plain_article(text), "figures")["figures"], 34) == [
        "59,250,000,000 USD",
        "       The plan",
        "4,500  sailors",
        "   12  ships",
    ]


def test_what_is_empty_names_the_readers_own_key() -> None:
    article = plain_article("It rained on Monday.")
    own = build(article, extract(article), key=keymap.build("web").key)
    assert "B bookmarks the sentence" in own["marks"].empty
    assert "no date given: set it with D" in [entry.parts[0][0] for entry in rows(own["when"])]
    none = build(article, extract(article), key=lambda action: "")
    assert none["marks"].empty == "nothing kept from this article yet"


def test_a_speaker_with_a_long_name_has_two_lines_and_the_number_stands_at_the_edge() -> None:
    name = "a person familiar with the talks in the capital"
    said = f"“It is over,” {name} said. “We go home,” {name} said."
    tab = tabs(plain_article(said))["said"]
    lines = drawn(tab, 34)
    assert lines[:2] == ["a person familiar with the talks 2", "in the capital"]
