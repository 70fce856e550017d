"""Highlights of other programs: languages, notes wherever they stand, dates, the order of the book, nothing lost."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.bookmarks import formats
from tui.bookmarks.formats.imported import Imported
from tui.bookmarks.formats.written_time import written_time
from tui.bookmarks.model import AnchorState

BOOK = "The Lock-Keeper (Ines Varga)"
QUOTE = "The sluice was shut before the bells."
NOTE = "who shut it?"


def clippings(*parts: tuple[str, str], title: str = BOOK) -> Imported:
    """Clippings of (line about, words), as the device writes them."""
    return formats.read(
        "\ufeff".join(
            ["", "".join(f"{title}\r\n{about}\r\n\r\n{words}\r\n==========\r\n" for about, words in parts)]
        ).encode()
    )


# language: highlight, note, bookmark of a place; all on 7 June 2022, 15:04:05
LANGUAGES = {
    "en": ("- Your Highlight on page 8 | Location 61-64 | Added on Tuesday, June 7, 2022 3:04:05 PM",
           "- Your Note on page 8 | Location 64 | Added on Tuesday, June 7, 2022 3:04:05 PM",
           "- Your Bookmark on page 8 | Location 64 | Added on Tuesday, June 7, 2022 3:04:05 PM"),
    "en-GB": ("- Your Highlight at location 61-64 | Added on Tuesday, 7 June 2022 15:04:05",
              "- Your Note at location 64 | Added on Tuesday, 7 June 2022 15:04:05",
              "- Your Bookmark at location 64 | Added on Tuesday, 7 June 2022 15:04:05"),
    "en-old": ("- Highlight Loc. 61-64 | Added on Tuesday, June 07, 2022, 03:04 PM",
               "- Note Loc. 64 | Added on Tuesday, June 07, 2022, 03:04 PM",
               "- Bookmark Loc. 64 | Added on Tuesday, June 07, 2022, 03:04 PM"),
    "de": ("- Ihre Markierung bei Position 61-64 | Hinzugefügt am Dienstag, 7. Juni 2022 15:04:05",
           "- Ihre Notiz bei Position 64 | Hinzugefügt am Dienstag, 7. Juni 2022 15:04:05",
           "- Ihr Lesezeichen bei Position 64 | Hinzugefügt am Dienstag, 7. Juni 2022 15:04:05"),
    "fr": ("- Votre surlignement à l'emplacement 61-64 | Ajouté le mardi 7 juin 2022 15:04:05",
           "- Votre note à l'emplacement 64 | Ajouté le mardi 7 juin 2022 15:04:05",
           "- Votre signet à l'emplacement 64 | Ajouté le mardi 7 juin 2022 15:04:05"),
    "fr-old": ("- Surlignement à l'emplacement 61-64 | Ajouté le mardi 7 juin 2022 à 15 h 04 min 05 s",
               "- Note à l'emplacement 64 | Ajouté le mardi 7 juin 2022 à 15 h 04 min 05 s",
               "- Signet à l'emplacement 64 | Ajouté le mardi 7 juin 2022 à 15 h 04 min 05 s"),
    "es": ("- La subrayado en la página 8 | Pos. 61-64 | Añadido el martes 7 de junio de 2022, 15:04:05",
           "- Mi nota en la página 8 | Pos. 64 | Añadido el martes 7 de junio de 2022, 15:04:05",
           "- Mi marcador en la página 8 | Pos. 64 | Añadido el martes 7 de junio de 2022, 15:04:05"),
    "it": ("- La tua evidenziazione a pagina 8 | posizione 61-64 | Aggiunto in data martedì 7 giugno 2022 15:04:05",
           "- La tua nota a pagina 8 | posizione 64 | Aggiunto in data martedì 7 giugno 2022 15:04:05",
           "- Il tuo segnalibro a pagina 8 | posizione 64 | Aggiunto in data martedì 7 giugno 2022 15:04:05"),
    "pt": ("- O seu destaque ou posição 61-64 | Adicionado: terça-feira, 7 de junho de 2022 15:04:05",
           "- A sua nota ou posição 64 | Adicionado: terça-feira, 7 de junho de 2022 15:04:05",
           "- O seu marcador ou posição 64 | Adicionado: terça-feira, 7 de junho de 2022 15:04:05"),
    "nl": ("- Uw markering op locatie 61-64 | Toegevoegd op dinsdag 7 juni 2022 15:04:05",
           "- Uw notitie op locatie 64 | Toegevoegd op dinsdag 7 juni 2022 15:04:05",
           "- Uw bladwijzer op locatie 64 | Toegevoegd op dinsdag 7 juni 2022 15:04:05"),
    "ru": ("- Ваш выделенный отрывок в месте 61–64 | Добавлено: вторник, 7 июня 2022 г. в 15:04:05",
           "- Ваша заметка в месте 64 | Добавлено: вторник, 7 июня 2022 г. в 15:04:05",
           "- Ваша закладка в месте 64 | Добавлено: вторник, 7 июня 2022 г. в 15:04:05"),
    "ja": ("- 8ページ|位置No. 61-64のハイライト |作成日: 2022年6月7日火曜日 15:04:05",
           "- 8ページ|位置No. 64のメモ |作成日: 2022年6月7日火曜日 15:04:05",
           "- 8ページ|位置No. 64のブックマーク |作成日: 2022年6月7日火曜日 15:04:05"),
    "zh": ("- 您在位置 #61-64的标注 | 添加于 2022年6月7日星期二 下午3:04:05",
           "- 您在位置 #64 的笔记 | 添加于 2022年6月7日星期二 下午3:04:05",
           "- 您在位置 #64 的书签 | 添加于 2022年6月7日星期二 下午3:04:05"),
    "pl": ("- Twoje wyróżnienie w lokacji 61-64 | Dodano: wtorek, 7 czerwca 2022 15:04:05",
           "- Twoja notatka w lokacji 64 | Dodano: wtorek, 7 czerwca 2022 15:04:05",
           "- Twoja zakładka w lokacji 64 | Dodano: wtorek, 7 czerwca 2022 15:04:05"),
    "none known": ("- Zure nabarmena 61-64 | 2022-06-07", "- Zure oharra 64 | 2022-06-07", "- Your Bookmark 64 | 2022-06-07"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("note_first", [False, True])
def test_a_note_is_its_highlights_in_every_language(language: str, note_first: bool) -> None:
    highlight, note, place = LANGUAGES[language]
    parts = [(highlight, QUOTE), (note, NOTE)]
    found = clippings(*(parts[::-1] if note_first else parts), (place, ""))
    assert [(b.selector.exact, b.note, b.selector.start, b.state) for b in found.bookmarks] == [
        (QUOTE, NOTE, 61, AnchorState.UNPLACED)
    ]
    if language != "none known":
        made = datetime.fromtimestamp(found.bookmarks[0].created / 1000, UTC)
        assert made.isoformat()[:16] == "2022-06-07T15:04"
    assert found.problems == ("1 clippings mark a place without words: they were left out.",)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Added on Sunday, March 5, 2023 12:11:12 AM", "2023-03-05T00:11:12"),
        ("Added on Sunday, March 5, 2023 12:11:12 PM", "2023-03-05T12:11:12"),
        ("添加于 2024年12月31日星期二 上午12:30:00", "2024-12-31T00:30:00"),
        ("添加于 2024年12月31日星期二 晚上9:30:00", "2024-12-31T21:30:00"),
        ("Ajouté le jeudi 1er août 2024", "2024-08-01T00:00:00"),
        ("Añadido el jueves 1 de agosto de 2024", "2024-08-01T00:00:00"),
        ("Lades till torsdag 1 augusti 2024 08:05:06", "2024-08-01T08:05:06"),
        ("추가됨 2024년 8월 1일", "2024-08-01T00:00:00"),
        ("2021-09-20 12:13:00+00:00", "2021-09-20T12:13:00"),
        ("September 20, 2021", "2021-09-20T00:00:00"),
        ("Added on February 31, 2023", ""),
        ("Location 1999-2003", ""),
        ("April 2023", ""),
        ("", ""),
    ],
)
def test_dates_for_people(words: str, iso: str) -> None:
    made = written_time(words)
    assert (datetime.fromtimestamp(made / 1000, UTC).isoformat()[:19] if made else "") == iso


def test_a_note_within_a_highlight_and_one_on_a_page() -> None:
    found = clippings(
        ("- Your Highlight on page 3 | Location 40-48 | Added on Sunday, March 5, 2023 10:11:12 PM", QUOTE),
        ("- Your Note on page 3 | Location 43 | Added on Sunday, March 5, 2023 10:12:12 PM", NOTE),
        ("- Your Highlight on page xii | Added on Sunday, March 5, 2023 10:13:12 PM", "Another line."),
        ("- Your Note on page xii | Added on Sunday, March 5, 2023 10:14:12 PM", "second"),
    )
    assert [(b.selector.exact, b.note) for b in found.bookmarks] == [(QUOTE, NOTE), ("Another line.", "second")]


def test_of_several_highlights_at_a_location_the_one_that_ends_there_gets_the_note() -> None:
    found = clippings(
        ("- Your Highlight Location 40-60 | Added on March 5, 2023", "long"),
        ("- Your Highlight Location 44-45 | Added on March 5, 2023", "short"),
        ("- Your Note Location 45 | Added on March 5, 2023", NOTE),
    )
    assert [(b.selector.exact, b.note) for b in found.bookmarks] == [("long", ""), ("short", NOTE)]


def test_a_note_alone_is_kept_and_is_no_quotation() -> None:
    found = clippings(("- Your Note Location 45 | Added on March 5, 2023", NOTE))
    ((bookmark,)) = found.bookmarks
    assert (bookmark.selector.exact, bookmark.note, bookmark.selector.start) == ("The Lock-Keeper", NOTE, 45)
    assert found.problems == ("1 notes belong to no highlight: they were kept with the title of their book.",)


def test_a_title_of_several_lines_and_with_dashes() -> None:
    found = clippings(
        ("- Your Highlight Location 45-46 | Added on March 5, 2023", "- a line of dialogue\n- and another"),
        title="- Locks -\nA Life (Ines Varga)",
    )
    ((bookmark,)) = found.bookmarks
    assert bookmark.title == "- Locks - A Life"
    assert bookmark.selector.exact == "- a line of dialogue\n- and another"


def test_a_shortened_range_and_the_notice_of_the_publishers_limit() -> None:
    found = clippings(
        ("- Highlight Loc. 1024-28 | Added on March 5, 2023", QUOTE),
        ("- Note Loc. 1027 | Added on March 5, 2023", NOTE),
        ("- Highlight Loc. 1030-31 | Added on March 5, 2023", "<You have reached the clipping limit for this item>"),
    )
    assert [(b.selector.exact, b.note) for b in found.bookmarks] == [(QUOTE, NOTE)]
    assert len(found.problems) == 1


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 9), st.booleans()), min_size=1, max_size=12))
def test_every_word_of_every_clipping_is_somewhere(made: list[tuple[int, int, bool]]) -> None:
    parts = []
    for n, (first, length, is_note) in enumerate(made):
        about = f"- Your Note Location {first}" if is_note else f"- Your Highlight Location {first}-{first + length}"
        parts.append((f"{about} | Added on March 5, 2023", f"words{n} of it"))
    found = clippings(*parts)
    quotes = {b.selector.exact for b in found.bookmarks}
    notes = "\n".join(b.note for b in found.bookmarks)
    for n, (_, _, is_note) in enumerate(made):
        assert (f"words{n} of it" in quotes) != is_note
        assert (f"words{n} of it" in notes) == is_note


def test_koreader_keeps_pages_and_notes_without_words() -> None:
    entries = [
        {"text": "Late.", "page": "112", "time": 1_700_000_000},
        {"text": "Early.", "page": 9, "note": "n", "datetime": "2023-11-14 22:13:20"},
        {"text": "", "page": 50, "note": "a thought"},
        {"text": "Front matter.", "page": "xii"},
        {"text": ""},
    ]
    found = formats.read(json.dumps({"title": "Locks", "entries": entries}).encode())
    assert [(b.selector.exact, b.note, b.selector.start, b.created) for b in found.bookmarks] == [
        ("Late.", "", 112, 1_700_000_000_000), ("Early.", "n", 9, 1_700_000_000_000), ("Locks", "a thought", 50, 0), ("Front matter.", "", -1, 0),
    ]  # fmt: skip
    assert found.problems == ("1 entries of “Locks” hold no words: they were left out.",)
    text = formats.export(found.bookmarks, "text", articles=found.articles)
    assert text.index("Front matter.") < text.index("Early.") < text.index("a thought") < text.index("Late.")


def test_readwise_rows_in_the_order_of_the_book_with_notes_that_quote_nothing() -> None:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        [
            "Highlight",
            "Book Title",
            "Book Author",
            "Note",
            "Location Type",
            "Location",
            "Highlighted at",
            "Document tags",
        ]
    )
    rows.writerow(["Tenth.", "Locks", "Ines Varga", "", "page", "10", "March 4, 2024 12:00", "a,b"])
    rows.writerow(["Second.", "Locks", "Ines Varga", "mine", "page", "2", "2024-03-04 12:00:00+00:00", ""])
    rows.writerow(["", "Locks", "Ines Varga", "only a note", "page", "5", "", ""])
    rows.writerow(["", "Locks", "Ines Varga", "", "page", "6", "", ""])
    found = formats.read(out.getvalue().encode())
    assert [(b.selector.exact, b.note, b.selector.start, b.tags) for b in found.bookmarks] == [
        ("Tenth.", "", 10, ("a", "b")), ("Second.", "mine", 2, ()), ("Locks", "only a note", 5, ()),
    ]  # fmt: skip
    assert {b.created for b in found.bookmarks[:2]} == {1_709_553_600_000}
    assert len(found.problems) == 1
    again = formats.read(formats.export(found.bookmarks, "readwise", articles=found.articles).encode())
    assert [(b.selector.exact, b.selector.start) for b in again.bookmarks] == [
        ("Second.", 2),
        ("Locks", 5),
        ("Tenth.", 10),
    ]


def test_a_place_in_a_book_is_no_offset_for_other_programs() -> None:
    found = clippings(("- Your Highlight Location 45-46 | Added on March 5, 2023", QUOTE))
    for name in ("jsonld", "hypothesis"):
        assert "TextPositionSelector" not in formats.export(found.bookmarks, name)
    ((back,)) = formats.read(formats.export(found.bookmarks, "jsonl").encode()).bookmarks
    assert (back.selector.start, back.selector.end) == (45, -1)


@pytest.mark.parametrize(
    "data",
    [
        {
            "annotations": [
                {
                    "id": "x",
                    "uri": "https://a.example",
                    "text": "about the page",
                    "target": [{"source": "https://a.example"}],
                }
            ]
        },
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "Annotation",
            "target": "https://a.example",
            "bodyValue": "about the page",
        },
        {"type": "Annotation", "target": {"source": "https://a.example"}, "body": [{"value": "about the page"}]},
    ],
)
def test_a_note_on_a_whole_page_is_kept(data: object) -> None:
    ((bookmark,)) = formats.read(json.dumps(data).encode()).bookmarks
    assert (bookmark.uri, bookmark.selector.exact, bookmark.note) == (
        "https://a.example",
        "https://a.example",
        "about the page",
    )
