"""Every format: golden files, round trips, harmless output, and files that mean harm.

After a change that is meant, run ``python -m tests.bookmarks.test_formats`` and read the difference of the golden files.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bookmarks.samples import ARTICLES, BOOKMARKS, DAY, HOSTILE, bookmarks
from tui.bookmarks import formats
from tui.bookmarks.files import safe_name
from tui.bookmarks.formats import FORMATS, template
from tui.bookmarks.model import Bookmark, Selector
from tui.library import Library

CASES = Path(__file__).parent / "cases"
DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
WRITTEN = [f.name for f in FORMATS.values() if f.writes]
READ_BACK = [f.name for f in FORMATS.values() if f.writes and f.reads]


def golden(name: str) -> Path:
    return CASES / f"golden-{name}{FORMATS[name].suffix}"


@pytest.mark.parametrize("name", WRITTEN)
def test_golden(name: str) -> None:
    assert formats.export(BOOKMARKS, name, articles=ARTICLES) == golden(name).read_bytes().decode()


@pytest.mark.parametrize("name", WRITTEN)
def test_the_order_given_does_not_matter(name: str) -> None:
    again = formats.export(BOOKMARKS[::-1], name, articles=ARTICLES)
    assert again == formats.export(BOOKMARKS, name, articles=ARTICLES)


def test_the_documentation_lists_the_formats() -> None:
    rows = re.findall(
        r"^\| (`[^|]+`|Kindle[^|]*|KOReader[^|]*) \| (yes|) ?\| (yes|) ?\|", DOCS.read_text("utf-8"), re.MULTILINE
    )
    listed = {}
    for names, out, into in rows:
        for name in re.findall(r"`([a-z]+)`", names) or [names.split()[0].lower()]:
            listed[name] = (out == "yes", into == "yes")
    assert listed == {f.name: (f.writes, f.reads) for f in FORMATS.values()}


# round trips


@given(st.lists(bookmarks(), max_size=6, unique_by=lambda b: b.id))
def test_our_own_format_keeps_everything(made: list[Bookmark]) -> None:
    text = formats.export(made, "jsonl")
    back = formats.read(text.encode())
    assert back.problems == (() if made else ("the file holds no bookmarks.",))
    assert {b.id: replace(b, title="", source="") for b in back.bookmarks} == {
        b.id: replace(b, title="", source="") for b in made
    }
    assert formats.export(back.bookmarks, "jsonl", articles=back.articles) == text


@pytest.mark.parametrize("name", READ_BACK)
@given(made=st.lists(bookmarks(), min_size=1, max_size=4, unique_by=lambda b: b.id))
def test_words_notes_and_tags_come_back_from_every_format(name: str, made: list[Bookmark]) -> None:
    made = [replace(b, tags=tuple(t.replace(",", " ").strip() or "t" for t in b.tags)) for b in made]
    back = formats.read(formats.export(made, name).encode())
    folded = [" ".join(b.selector.exact.split()) for b in back.bookmarks]
    assert sorted(folded) == sorted(" ".join(b.selector.exact.split()) for b in made)
    assert sorted(" ".join(b.note.split()) for b in back.bookmarks) == sorted(" ".join(b.note.split()) for b in made)


@pytest.mark.parametrize("name", READ_BACK)
@pytest.mark.parametrize("word", ["entries", "documents", "annotations", "permissions", "@context", "motivation"])
def test_a_tag_may_be_any_word_of_a_format(name: str, word: str) -> None:
    marked = replace(BOOKMARKS[0], tags=(word,), note=f'"{word}": 1', title=word)
    (back,) = formats.read(formats.export([marked], name).encode()).bookmarks
    assert (back.selector.exact, back.tags) == (marked.selector.exact, (word,))


def test_export_import_export_gives_the_same_bytes(tmp_path: Path) -> None:
    text = formats.export(BOOKMARKS, "jsonl", articles=ARTICLES)
    with Library.open(tmp_path / "new" / "library.db") as library:
        report = library.bookmarks.merge(formats.read(text.encode()))
        assert report.added == len(BOOKMARKS)
        found = library.bookmarks.all()
        assert formats.export(found, "jsonl", articles=library.bookmarks.citations({b.uri for b in found})) == text


@pytest.mark.parametrize("name", [*READ_BACK, "kindle", "koreader"])
def test_importing_twice_adds_nothing(name: str, tmp_path: Path) -> None:
    if name in WRITTEN:
        data = formats.export(BOOKMARKS, name, articles=ARTICLES).encode()
    else:
        data = (CASES / f"{name}{FORMATS[name].suffix}").read_bytes()
    imported = formats.read(data)
    assert imported.bookmarks
    with Library.open(tmp_path / "new" / "library.db") as library:
        first = library.bookmarks.merge(imported)
        second = library.bookmarks.merge(formats.read(data))
        assert (first.added, second.added) == (len(imported.bookmarks), 0)
        assert len(first.unanchored) == first.added, "what has no place yet is listed"
        assert library.undo()
        assert library.bookmarks.count() == 0


# what other programs write


def test_clippings_of_a_kindle() -> None:
    found = formats.read((CASES / "kindle.txt").read_bytes())
    assert [(b.selector.exact, b.note, b.title) for b in found.bookmarks] == [
        ("Forty ships waited outside.", "check the number", "The Harbour"),
        ("Niemand wurde verletzt.", "", "Der Hafen"),
    ]
    assert found.articles["title:The Harbour"].authors == ("Keller, Maria",)
    assert found.bookmarks[0].created == 1_678_054_272_000  # 2023-03-05 22:11:12
    assert found.problems == ("1 clippings mark a place without words: they were left out.",)


def test_highlights_of_koreader() -> None:
    found = formats.read((CASES / "koreader.json").read_bytes())
    assert [(b.selector.exact, b.note, b.tags, b.created) for b in found.bookmarks] == [
        ("Forty ships waited outside.", "check", ("Chapter 1",), 1_678_054_272_000)
    ]
    assert found.problems == ("1 entries of “The Harbour” hold no words: they were left out.",)


SHAPES = json.loads((CASES / "annotations.json").read_text("utf-8"))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: s["about"])
def test_shapes_of_web_annotations(shape: dict[str, object]) -> None:
    found = formats.read(json.dumps(shape["annotation"]).encode())
    if shape["exact"] is None:
        assert found.bookmarks == ()
        assert len(found.problems) == 1
        return
    (bookmark,) = found.bookmarks
    assert bookmark.selector.exact == shape["exact"]
    assert bookmark.note == shape.get("note", "")
    assert list(bookmark.tags) == shape.get("tags", [])


# the W3C Web Annotation vocabulary's MUSTs (https://www.w3.org/TR/annotation-model/)

_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_MOTIVES = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
            "moderating", "questioning", "replying", "tagging"}  # fmt: skip


def _check_annotation(a: dict[str, object]) -> None:
    assert a["@context"] == "http://www.w3.org/ns/anno.jsonld"  # 3.1: one or more, this among them
    assert isinstance(a["id"], str)
    assert _IRI.fullmatch(a["id"])  # 3.1: exactly one IRI
    assert a["type"] == "Annotation"
    assert a["motivation"] in _MOTIVES
    for key in ("created", "modified"):
        assert _DATE.fullmatch(str(a[key]))  # 3.3.1: xsd:dateTime, UTC as Z
    bodies = a.get("body", [])
    assert isinstance(bodies, list)
    for body in bodies:  # 3.2.4
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in _MOTIVES
    target = a["target"]  # 3.1: one or more
    assert isinstance(target, dict)
    assert _IRI.fullmatch(target["source"])  # 4: exactly one source
    assert target["selector"]
    for selector in target["selector"]:
        if selector["type"] == "TextQuoteSelector":  # 4.2.4: exactly one exact, at most one prefix and suffix
            assert isinstance(selector["exact"], str)
            assert selector["exact"]
            assert all(isinstance(selector.get(k, ""), str) for k in ("prefix", "suffix"))
        else:  # 4.2.5
            assert selector["type"] == "TextPositionSelector"
            assert 0 <= selector["start"] <= selector["end"]


@given(st.lists(bookmarks(), max_size=4, unique_by=lambda b: b.id))
def test_json_ld_keeps_the_rules(made: list[Bookmark]) -> None:
    page = json.loads(formats.export(made, "jsonld"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"  # 5.2
    assert len(page["items"]) == len(made)
    for item in page["items"]:
        _check_annotation(item)


# nothing harmful comes out


def _hostile() -> list[Bookmark]:
    return [
        Bookmark(HOSTILE, f"https://x.example/{HOSTILE}", Selector(HOSTILE, HOSTILE, HOSTILE, 0, 5), note=HOSTILE, tags=(HOSTILE,),
                 created=-(10**17), changed=10**17, title=HOSTILE, source=HOSTILE)
    ]  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_no_control_characters_in_any_export(name: str) -> None:
    text = formats.export(_hostile(), name)
    text.encode("utf-8")  # no lone surrogates
    bad = [c for c in text if (ord(c) < 32 and c not in "\n\r") or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066"]
    assert bad == []


@given(st.text(max_size=30), st.sampled_from(["=", "+", "-", "@", "\t=", " =", "'=", "\r@"]))
def test_a_spreadsheet_runs_nothing(words: str, sign: str) -> None:
    item = Bookmark("id", "https://x.example/1", Selector(f"{sign}1{words}", "", "", 0, 1), note=f"{sign}2{words}", title=f"{sign}3{words}",
                    tags=(f"{sign}4",), created=DAY, changed=DAY)  # fmt: skip
    for row in list(csv.reader(io.StringIO(formats.export([item], "readwise"), newline="")))[1:]:
        for cell in row:
            assert not re.match(r"[\s]*[=+\-@\t\r]", cell), cell


@given(
    st.text(max_size=80)
    | st.sampled_from(["..", "../../etc/passwd", "CON", "nul.txt", "-rf", "a" * 400, "~", "a/b\\c:d", HOSTILE])
)
def test_file_names_stay_in_their_folder(title: str) -> None:
    name = safe_name(title, default="untitled")
    assert name
    assert not re.search(r"[/\\:*?\"<>|\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", name)
    assert name not in (".", "..")
    assert name[0] not in ".-~ "
    assert len(name.encode()) <= 200
    assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


def test_a_link_leads_to_the_passage() -> None:
    text = formats.export(BOOKMARKS, "obsidian", articles=ARTICLES)
    assert "https://news.example/crane#:~:text=" in text
    assert "file:///" not in text, "a file of one's own is no address for others"


# files that mean harm

BOMBS = {
    "nothing": b"",
    "blank": b" \n\t ",
    "binary": bytes(range(256)) * 40,
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 5000,
    "deep lists": b"[" * 200_000,
    "deep objects": b'{"annotations":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
    "many values": b'{"annotations":[' + b"1," * 1_500_000 + b"1]}",
    "doubled keys": b'{"annotations": [{"uri": "a", "uri": "b", "target": []}]}',
    "no number": b'{"annotations": [NaN, Infinity]}',
    "half a file": b'{"annotations": [{"uri": "https://a.example", "tar',
    "UTF-16 without a mark": '{"annotations": [1]}'.encode("utf-16-le")[:-1],
    "wrong encoding": b'{"annotations": ["\xff\xfe\xfa"]}',
    "huge number": b'{"annotations": [' + b"9" * 500_000 + b"]}",
    "an unknown kind": b'{"hello": "world"}',
    "a table of other things": b"a,b,c\n1,2,3\n",
    "a newer format": b'{"format":"factlight-bookmarks","version":99}\n',
    "a bookmark that is none": b'{"format":"factlight-bookmarks","version":1}\n{"bookmark":1,"exact":[1]}\n',
    "one long line": b'{"format":"factlight-bookmarks","version":1}\n{"bookmark":"' + b"a" * 5_000_000 + b'"}',
    "an open quote in a table": b'Highlight,Title\n"' + b"x" * 300_000,
    "nul in a table": b"Highlight,Title\n\0\0\0,\0\n",
    "clippings without words": b"==========\n" * 2000,
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_files_that_mean_harm_end_in_sentences(data: bytes) -> None:
    found = formats.read(data, "marks.json")
    assert found.bookmarks == ()
    assert found.problems
    assert all(p.endswith(".") and "\n" not in p and "Traceback" not in p for p in found.problems)
    assert len(found.problems) <= 3


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda s: s.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = formats.read(data)
    assert found.bookmarks or found.problems


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from("id uri type target selector source exact prefix start end text tags document title created items body value purpose "
                        "annotations entries documents bookmark article anchorings format version".split()), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(JSON, st.sampled_from(["jsonl", "jsonld", "hypothesis", "koreader"]))
def test_any_json_is_read_or_refused(value: object, name: str) -> None:
    from importlib import import_module

    found = import_module(f"tui.bookmarks.formats.{FORMATS[name].module}").read(json.dumps(value).encode())
    assert all(b.selector.exact.strip() for b in found.bookmarks)


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_they_and_a_gigabyte_in_one_line_cost_little_memory(tmp_path: Path) -> None:
    with open(tmp_path / "huge.json", "wb") as file:
        file.write(b'{"annotations": ["')
        file.truncate(1 << 30)
    for number, data in enumerate(BOMBS.values()):
        (tmp_path / f"{number}.json").write_bytes(data)
    program = (
        "import sys; from pathlib import Path; from tui.bookmarks import formats\n"
        "for path in sorted(Path(sys.argv[1]).iterdir()): print(*formats.read_file(path).problems)\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    *sentences, kilobytes = done.stdout.strip().split("\n")
    assert "huge.json is too large to import (more than 64 MB)." in sentences
    assert int(kilobytes) < 256 * 1024


# templates


def test_a_template_of_ones_own() -> None:
    layout = template.parse(
        "{{title}} ({{count}})\n{{#bookmarks}}\n- {{quote}} {{hashtags}} {{link}}\n{{/bookmarks}}\n--\n"
    )
    text = layout.render(BOOKMARKS[:1], ARTICLES)
    assert text.startswith(
        "Crane falls into harbour (1)\n- About 40 ships wait outside #sea #to-check #_2025 https://news.example/crane#:~:text="
    )
    assert text.endswith("\n--\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no repeat", "needs one {{#bookmarks}}"),
        ("{{#bookmarks}}{{quote}}{{/bookmarks}}\n\n{{nothing}}", "line 3: there is no {{nothing}} here"),
        ("{{quote}}{{#bookmarks}}{{/bookmarks}}", "there is no {{quote}} here"),
    ],
)
def test_a_template_that_cannot_be_read(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        template.parse(text)


if __name__ == "__main__":
    for written in WRITTEN:
        golden(written).write_bytes(formats.export(BOOKMARKS, written, articles=ARTICLES).encode())
        print("written:", golden(written).name)
