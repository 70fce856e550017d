"""A search for facts shows them: value, words, sentence and place of each, and only of those that fit."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tui.cli import run
from tui.ingest.fact_index import look
from tui.library import Library
from tui.library.articles.intake import Incoming
from tui.library.db.connection import now
from tui.library.search.search import Hit
from tui.library.spans import prune
from tui.structure import plain_article

TODAY = date(2026, 11, 24)
URI = "https://news.example/bridge"
TEXT = """Old bridge closed

ANSK, Nov. 3 - Some 1,200 drivers used the old bridge each day, the city said on Monday.

Mayor Anna Kowalczyk said the repairs would take 14 months. “We had no choice,” Kowalczyk told reporters in Ansk.

The new bridge will cost 38 million euros and carry 25,000 drivers. It opens on 5 May 2027.
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    path = tmp_path / "library.db"
    monkeypatch.setenv("FACTLIGHT_DB", str(path))
    with Library.open(path) as library:
        others = [
            plain_article(f"Other {n}\n\nNobody counted the 3 ships.", uri=f"https://x.example/{n}") for n in range(3)
        ]
        library.articles.put([Incoming.of(plain_article(TEXT, uri=URI), published=1_700_000_000_000)])
        library.articles.put(Incoming.of(other, published=n + 1) for n, other in enumerate(others))
        look(library)
        yield library


def hits(library: Library, query: str) -> list[Hit]:
    return library.search.hits(library.search.numbers(query, TODAY), query, TODAY)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("figure:drivers", "1,200 drivers | 25,000 drivers"),
        ("figure:drivers>20000", "25,000 drivers"),
        ("figure:drivers<2k", "1,200 drivers"),
        ("figure:euros>1m", "38 million euros"),
        ("figure:>1m bridge", "38 million euros"),
        ("figure:drivers>20000 or figure:euros", "38 million euros | 25,000 drivers"),
        ("person:Kowalczyk", "Anna Kowalczyk"),
        ("person:kowal*", "Anna Kowalczyk"),
        ("date:2027-05-05", "5 May 2027"),
        ("date:2027", "5 May 2027"),
    ],
)
def test_the_facts_that_were_asked_for_are_shown_where_they_stand(library: Library, query: str, words: str) -> None:
    (hit,) = hits(library, query)
    assert hit.row.uri == URI
    article = library.articles.load(URI)
    assert article is not None
    assert [fact.words.removeprefix("Some ") for fact in hit.facts] == words.split(" | ")
    for fact in hit.facts:
        assert article.text[fact.start : fact.end] == fact.words
        assert fact.words in fact.sentence
        assert fact.sentence.count(".") <= 2, "a sentence, not the article"
        assert article.text[fact.sentence_start :].startswith(fact.sentence[:10])
    first = hit.facts[0]
    assert hit.at == first.start
    (span,) = hit.spans
    assert hit.snippet[slice(*span)] == first.words


def test_who_spoke_is_shown_with_what_was_said_and_how(library: Library) -> None:
    (hit,) = hits(library, "speaker:Kowalczyk")
    reported, quoted = [(fact.value, fact.words) for fact in hit.facts]
    assert reported == ("Anna Kowalczyk (said)", "Mayor Anna Kowalczyk said the repairs would take 14 months")
    assert quoted == ("Anna Kowalczyk (quoted)", "“We had no choice,”"), "once, not as a report, too"
    saying = next(s for s in library.facts.spans(hit.row.id).sayings if s.kind == "quote")
    article = library.articles.load(URI)
    assert article is not None
    assert article.text[saying.cue_start : saying.cue_stop] == "told"
    assert "no choice" in article.text[saying.content_start : saying.content_stop]


def test_a_query_without_facts_shows_the_words_as_before(library: Library) -> None:
    (hit,) = hits(library, "choice")
    assert hit.facts == ()
    assert "choice" in hit.snippet
    assert hits(library, "-figure:drivers bridge") == []
    assert [hit.facts for hit in hits(library, "-figure:drivers ships")] == [()] * 3


def test_the_command_prints_them_as_lines_json_and_csv(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "figure:drivers>20000"]) == 0
    printed = capsys.readouterr().out
    assert "25,000\tThe new bridge will cost 38 million euros and carry 25,000 drivers." in " ".join(printed.split(" "))
    assert "1,200" not in printed
    assert run(["search", "--json", "figure:drivers"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert [(fact["kind"], fact["value"]) for fact in record["facts"]] == [("figure", "1,200"), ("figure", "25,000")]
    assert run(["search", "--csv", "figure:drivers>20000"]) == 0
    head, row = csv.reader(io.StringIO(capsys.readouterr().out))
    told = dict(zip(head, row, strict=True))
    assert (told["value"], told["title"], told["day"]) == ("25,000", "Old bridge closed", "2023-11-14")
    assert run(["search", "--csv", "choice"]) == 0
    head, row = csv.reader(io.StringIO(capsys.readouterr().out))
    assert row[head.index("uri")] == URI


def test_a_changed_text_takes_its_facts_along(library: Library) -> None:
    changed = plain_article(TEXT.replace("25,000 drivers", "31,000 drivers"), uri=URI)
    library.articles.put([Incoming.of(changed)])
    look(library)
    (hit,) = hits(library, "figure:drivers>20000")
    assert [fact.words for fact in hit.facts] == ["31,000 drivers"]


def test_of_what_was_read_long_ago_no_places_are_kept(library: Library) -> None:
    (hit,) = hits(library, "person:Kowalczyk")
    with library.database.write():
        prune(library.database, now())
    assert library.facts.spans(hit.row.id).sayings, "it is unread"
    library.states.set(URI, read=True)
    library.states.set(URI, starred=True)
    with library.database.write():
        prune(library.database, now())
    assert library.facts.spans(hit.row.id).sayings, "it is starred"
    library.states.set(URI, starred=False)
    with library.database.write():
        prune(library.database, now())
    assert library.facts.spans(hit.row.id).sayings == ()
