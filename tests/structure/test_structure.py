"""What readers can ask of the structure, and what it must not take for something else."""

from __future__ import annotations

from pathlib import Path

import pytest

import tui.structure
from tui.sources.documents.markdown import markdown_article
from tui.structure import (
    find_gaps,
    guess_language,
    heading_key,
    plain_article,
    read_credit,
    read_syndication,
    shared_lines,
    structured_article,
)
from tui.structure.bylines import read_byline
from tui.structure.date_lines import find_date, is_date_line
from tui.text.article import Block, BlockKind, Emphasis, Inferred, Link, Metadata

PROSE = (
    "The council decided on Monday to keep the ferry to the islands for another ten years, and nobody was surprised."
)


def kinds(text: str) -> list[str]:
    return [b.kind.value for b in plain_article(text).blocks]


def test_a_reader_can_say_that_a_heading_is_none() -> None:
    text = f"{PROSE}\nWho pays for it?\n{PROSE}\nWhat comes next?\n{PROSE}"
    assert [s.heading for s in plain_article(text).sections] == [1, 3]
    article = plain_article(text, not_headings=frozenset({heading_key("WHO pays  for it?")}))
    assert [s.heading for s in article.sections] == [3]
    assert article.blocks[1].reason == "marked by the reader as no heading"
    assert article.blocks[1].confidence == 1.0


def test_lines_of_a_whole_site_are_folded() -> None:
    line = "Join 40,000 others who read us every day"
    day = [plain_article(f"{PROSE} It is day {n}.\n{line}\n{PROSE} Day {n} was long.") for n in (1, 20, 300)]
    known = shared_lines(day)
    article = plain_article(f"{PROSE}\nJoin 41,000 others who read us every day\n{PROSE} Yes.", site_lines=known)
    assert article.blocks[1].kind is BlockKind.BOILERPLATE
    assert article.blocks[0].kind is BlockKind.PARAGRAPH
    assert "other articles" in article.blocks[1].reason


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Edited by: Rana Taha", "credit"),
        ("Additional reporting by Kim Min-ji in Seoul", "credit"),
        ("© 2025 The Morning Tide. All rights reserved.", "credit"),
        ("The post A town and its ferry appeared first on Coast Weekly.", "credit"),
        ("Advertisement", "boilerplate"),
        ("Follow us on Mastodon", "boilerplate"),
        ("Related: Who owns the ferry?", "boilerplate"),
        ("Correction: The ferry is blue, not green.", "correction"),
        ("A ferry at dawn. (AP Photo/Jane Roe)", "caption"),
        ("Foto: Karin Voss/dpa", "caption"),
        ("By Monday, the army had moved three units to the border.", "paragraph"),
        ("Sharing a ferry with strangers is what she likes about it.", "paragraph"),
        ("The correction that he made on Friday cost him his office.", "paragraph"),
        ("More than 400 people came to see the last ferry leave.", "paragraph"),
        ("Editors and readers met on Friday to talk about the paper.", "paragraph"),
    ],
)
def test_lines_at_the_end(line: str, kind: str) -> None:
    assert kinds(f"{PROSE}\n{PROSE}\n{line}")[-1] == kind


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\nIs that so? Nobody knows, and nobody asks.\n{PROSE}",  # inside a paragraph
        f"{PROSE}\n“Why should I leave my island?”\n“Because it is sinking,” he said, and went on with his work in the garden.",
        f"{PROSE}\nRead also: Who pays for the ferry?\n{PROSE}",
        f"{PROSE}\nBut who would pay for all of it, if not the county that had wanted a bridge in the first place?",
        f"{PROSE}\nHe asked, “Who pays?”\n{PROSE}",
        f"{PROSE}\n- Who pays?\n- Who gains?\n{PROSE}",
        f"{PROSE}\nDo you have a tip for our reporters?\n{PROSE}",
    ],
)
def test_these_are_no_question_headings(text: str) -> None:
    assert not list(plain_article(text).questions())


def test_tail_lines_are_in_no_answer() -> None:
    article = plain_article(f"{PROSE}\nWho pays for it?\n{PROSE}\nAlso read: Who won?\nEdited by: A. Roe\n© 2025 X")
    (section,) = article.questions()
    assert (section.first, section.last) == (2, 2)


def test_credits_give_their_names() -> None:
    line = "(Reporting by Jorge Paz and Ana Ruiz in Lima; Editing by Ann Hill)"
    credited = read_credit(line, 0, len(line))
    assert [line[a:b] for a, b in credited.names] == ["Jorge Paz", "Ana Ruiz", "Ann Hill"]
    post = "The post Who pays? appeared first on Coast Weekly."
    title, source = read_syndication(post, 0, len(post))
    assert title is not None
    assert source is not None
    assert (post[slice(*title)], post[slice(*source)]) == ("Who pays?", "Coast Weekly")


def test_metadata_that_is_given_is_not_inferred_again() -> None:
    text = f"Our ferry\nBy Jane Roe\n{PROSE}"
    blocks = [
        Block(BlockKind.PARAGRAPH, 0, 9),
        Block(BlockKind.PARAGRAPH, 10, 21),
        Block(BlockKind.PARAGRAPH, 22, len(text)),
    ]
    given = Metadata(title=Inferred("The ferry", "feed"), byline=(Inferred("J. Roe", "feed"),))
    article = structured_article(text, blocks, metadata=given)
    assert article.metadata.title == given.title
    assert article.metadata.byline == given.byline
    assert article.metadata.language == Inferred("en", "guessed from its small words")


def test_a_bold_paragraph_is_a_heading() -> None:
    text = f"Who pays?\n\n{PROSE}\n\nThe price\n\n{PROSE}"
    starts = [0, 11, 13 + len(PROSE), 24 + len(PROSE)]
    ends = [9, 11 + len(PROSE), 22 + len(PROSE), len(text)]
    blocks = [Block(BlockKind.PARAGRAPH, a, b) for a, b in zip(starts, ends, strict=True)]
    bold = [Emphasis(starts[0], ends[0], "strong"), Emphasis(starts[2], ends[2], "strong")]
    article = structured_article(text, blocks, emphases=bold)
    assert [(s.kind, s.heading, s.first, s.last) for s in article.sections] == [
        ("question", 0, 1, 1),
        ("heading", 2, 3, 3),
    ]
    assert not structured_article(text.replace("?", " "), blocks).sections


GAPPED = "It signed a contract with on Friday , and the company has and built . It was chosen by the of in the town."


def test_gaps_need_text_whose_markup_is_gone() -> None:
    text = f"{PROSE}\n{GAPPED}\n{PROSE}"
    found = find_gaps(plain_article(text))
    assert found
    assert all(reason for _, reason in found)
    blocks = [Block(BlockKind.PARAGRAPH, 0, len(text))]
    links = [Link(4, 11, "https://example.org")]
    assert not find_gaps(structured_article(text, blocks, links=links, from_html=True))
    teaser = [Link(0, len(text), "https://example.org")]
    assert find_gaps(structured_article(text, blocks, links=teaser, from_html=True)) == found
    assert find_gaps(structured_article(text, blocks, from_html=True)) == found  # the links were gone before it came


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "It was , he said , a long day , and nobody came , but the cook , who stayed , and his dog , old and blind . "
        * 6,
        "Pourquoi le conseil a-t-il voté ? Parce que la ville doit payer ; elle le sait : c'est la loi ! " * 5,
        "It  was  set  in  full  measure  and  so  every  word  has  two  blanks  behind  it,  as  in  old  books. "
        * 4,
        "The U.S., Mr. Roe, of Tampa, Fla., and the W.H.O., met at 9 a.m., said Ms. Paz, 41, of Reno, Nev., on Monday.",
        "Yes . . . and no. He said it . . . twice, and left. " * 4,
    ],
    ids=["prose", "loose", "french", "justified", "short forms", "dots"],
)
def test_whole_text_has_no_gaps(text: str) -> None:
    assert find_gaps(plain_article(text)) == []


def test_the_weights_are_small_and_say_where_they_come_from() -> None:
    path = Path(tui.structure.__file__).parent / "gap_weights.txt"
    assert path.stat().st_size < 200_000
    head = path.read_text("utf-8").split("\n")[0]
    assert "version" in head
    assert ".ci/train_gaps.py" in head


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Published: 3 November 2025", "2025-11-03"),
        ("Updated 0913 GMT (1713 HKT) March 28, 2017", "2017-03-28"),
        ("Stand: 03.11.2025, 14:30 Uhr", "2025-11-03"),
        ("Publié le 3 novembre 2025", "2025-11-03"),
        ("2025-11-03T07:00", "2025-11-03T07:00"),
        ("13/11/2025", "2025-11-13"),
    ],
)
def test_dates_of_lines(line: str, value: str) -> None:
    found = find_date(line)
    assert found is not None
    assert found[0] == value
    assert is_date_line(line)


def test_dates_that_are_none() -> None:
    assert find_date("03/11/2025") is None  # which is the day?
    assert find_date("31 February 2025") is None
    assert not is_date_line("On 3 November 2025 the council voted.")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Der Rat hat das am Dienstag mit knapper Mehrheit beschlossen und die Stadt ist zufrieden.", "de"),
        ("Le conseil a adopté le budget de la ville pour cette année et les habitants sont contents.", "fr"),
        ("El gobierno de la región anunció el lunes un plan para las playas y los vecinos.", "es"),
        ("Il comune ha deciso che il ponte non è più sicuro e la strada sono due.", "it"),
        ("1234 5678", ""),
        ("", ""),
    ],
)
def test_languages(text: str, tag: str) -> None:
    assert guess_language(text) == tag


@pytest.mark.parametrize(
    ("dateline", "place", "source", "day"),
    [
        ("BERLIN, Nov 20 2026 - ", "Berlin", "", "2026-11-20"),
        ("NEW YORK, Nov. 20, 2026 /PRNewswire/ -- ", "New York", "PRNewswire", "2026-11-20"),
        ("GENEVA, 20 November 2026 (WHO) – ", "Geneva", "WHO", "2026-11-20"),
        ("BEIJING, Nov. 3 (Xinhua) -- ", "Beijing", "Xinhua", ""),
    ],
)
def test_a_dateline_gives_place_agency_and_the_day_where_it_is_whole(
    dateline: str, place: str, source: str, day: str
) -> None:
    meta = plain_article(f"Rail line reopens\n\n{dateline}The line reopened after nine months of work.").metadata
    found = [held.value if held else "" for held in (meta.place, meta.source, meta.published)]
    assert found == [place, source, day]


WHOLE_PROSE = "\n".join(
    [
        PROSE,
        "It's a plan B for those who sign up, he told the council, and the .gov pages say so too.",
        "The ferry, which has been in and out of service, is one that islanders look for and rely on.",
        "Nobody had said what the like of it would cost; the can was kicked down the road, to and fro.",
    ]
)


@pytest.mark.parametrize(
    "lost",
    [
        "The airline said that the had a plane there.",
        "Mountain roads in the north have a and are steep.",
        "Visit the office in your and click there.",
        "She worked at in the town for years.",
        "The council agreed with their , and left.",
    ],
)
def test_one_place_that_cannot_be_whole_is_enough(lost: str) -> None:
    found = find_gaps(plain_article(f"{WHOLE_PROSE}\n{lost}\n{WHOLE_PROSE}"))
    assert [len(WHOLE_PROSE) < offset <= len(WHOLE_PROSE) + 1 + len(lost) for offset, _ in found] == [True]


def test_whole_prose_has_no_gap() -> None:
    assert find_gaps(plain_article(f"{WHOLE_PROSE}\n{WHOLE_PROSE}")) == []


BYLINES = [
    (
        "Ada Lund · Coast News · Posted: Aug 3, 2024 4:00 AM EDT | Last Updated: August 4, 2024",
        "Ada Lund",
        "Coast News",
        "2024-08-03",
    ),
    ("By Ada Lund | The Harbour Post | 3 August 2024", "Ada Lund", "The Harbour Post", "2024-08-03"),
    ("Author of the article: Ada Lund", "Ada Lund", None, None),
    ("Ada Lund — Published 2024-08-03", "Ada Lund", None, "2024-08-03"),
]


@pytest.mark.parametrize(("line", "name", "source", "day"), BYLINES)
def test_a_byline_fills_its_fields_and_is_no_title(line: str, name: str, source: str | None, day: str | None) -> None:
    article = plain_article(f"{line}\n{PROSE}\n{PROSE}")
    meta = article.metadata
    assert [held.value for held in meta.byline] == [name]
    assert (meta.source.value if meta.source else None) == source
    assert (meta.published.value if meta.published else None) == day
    assert meta.title is None
    assert article.blocks[0].kind is BlockKind.CREDIT


@pytest.mark.parametrize(
    "line",
    [
        "Ada Lund and the Harbour Post went to court on 3 August 2024",
        "Harbour | Ferry | Weather",
        "Ada Lund · The ferry to the islands will run again in the spring, she says",
        "Posted: Aug 3, 2024",
        "Ada Lund",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Workers tow a ferry out of the harbour. (Ada Lund/Coast Press)",
        "A crane lies across the quay of the northern harbour. AP",
        "Islanders wait for the ferry. Nov. 3, 2024. REUTERS/Handout NO RESALES. NO ARCHIVES.",
    ],
)
def test_captions_by_their_end(line: str) -> None:
    article = plain_article(f"Ferry stays in port\n{PROSE}\n{line}\n{PROSE}\n{PROSE}")
    assert article.blocks[2].kind is BlockKind.CAPTION


@pytest.mark.parametrize(
    "line", ["The survey (Lund/Holm) came first.", "She reads the news at the AP", "He joined AP."]
)
def test_no_captions(line: str) -> None:
    article = plain_article(f"Ferry stays in port\n{PROSE}\n{line}\n{PROSE}\n{PROSE}")
    assert article.blocks[2].kind is not BlockKind.CAPTION


LONG_STORY = "\n\n".join(
    f"The council of the {place} islands decided on {day} to keep its {thing} for another ten years, and nobody who "
    f"lives near the {place} harbour was surprised by what the {thing} will cost each household."
    for place, day, thing in (
        ("northern", "Monday", "ferry"), ("southern", "Tuesday", "lighthouse"), ("western", "Wednesday", "hospital"),
        ("eastern", "Thursday", "school"), ("central", "Friday", "library"), ("outer", "Saturday", "airfield"),
    )
)  # fmt: skip


AGENDA = (
    "The agenda named roads, bridges, taxes, fishing, schools, nurses, doctors, tourists, hotels, winter, summer, timber, "
    "engines, diesel, batteries, harbours, sailors, captains, families, children, teachers, bakers, farmers, sheep, cattle, "
    "fields, fences, storms, floods, insurance, pensions, salaries, budgets, loans, banks, shops, prices, bread, butter, "
    "coffee, churches, weddings, funerals, music, dances, football, matches, tickets, museums, painters, poets, novels, "
    "newspapers, cinemas, theatres, police, courts, judges, lawyers, thefts, boats, rescue, helicopters, pilots, planes, "
    "runways, lamps, cables, internet, phones, computers, printers, paper, forests, wolves, birds, eggs, nests, beaches, "
    "cliffs, caves, tunnels, trains, buses, bicycles, helmets, gloves, jackets, shoes, leather, wool, knitting, fashion."
)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Singer announces surprise album amid rumours about her marriage", BlockKind.BOILERPLATE),
        (
            "Why pop star wedding photos broke internet again Why pop star wedding photos broke internet again",
            BlockKind.BOILERPLATE,
        ),
        ("What the ferry and the lighthouse will cost households", BlockKind.HEADING),
        ("What it means", BlockKind.HEADING),
    ],
)
def test_headlines_of_other_stories(heading: str, kind: BlockKind) -> None:
    page = f"# Islands vote\n\n{LONG_STORY}\n\n{AGENDA}\n\n## {heading}\n\n{LONG_STORY}\n"
    [block] = [b for b in markdown_article(page).blocks if b.start == markdown_article(page).text.index(heading)]
    assert block.kind is kind


def test_two_questions_in_a_row_where_others_ask() -> None:
    text = f"{PROSE}\n\nWho pays?\n\n{PROSE}\n\nWhat happened?\n\nWhy does it matter?\n\n{PROSE}\n\n{PROSE}"
    article = plain_article(text)
    assert [article.block_text(article.blocks[s.heading]) for s in article.questions()] == [
        "Who pays?", "What happened?", "Why does it matter?"
    ]  # fmt: skip


def test_the_writers_own_question_is_no_heading() -> None:
    for line in ("How much of it, though, is too much?", "Do the islanders who live there want to pay for it?"):
        assert not list(plain_article(f"{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}").questions())
