from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources import SourceError
from tui.sources.documents import files
from tui.sources.documents.encoding import decode, looks_binary
from tui.text.article import Article, BlockKind


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a.txt is empty."),
        (b" \n\n \t", "a.txt is empty."),
        (b"\xef\xbb\xbf\xe2\x80\x8b\n", "a.txt holds no readable text."),
        (b"MZ\x90\0\x03\0\0\0\x04", "a.txt is not text; give a text, Markdown, HTML or mail file."),
        (b"%PDF-1.7 and so on", "a.txt is not text; give a text, Markdown, HTML or mail file."),
        (bytes(range(1, 32)) * 20, "a.txt is not text; give a text, Markdown, HTML or mail file."),
    ],
)
def test_bad_files_get_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        files.open_path(write(tmp_path / "a.txt", data))
    assert str(caught.value) == said


def test_missing_folder_and_long_files(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.txt: no such file or folder\.$"):
        files.open_path(tmp_path / "gone.txt")
    with pytest.raises(SourceError, match=r"is a folder\.$"):
        files.open_path(tmp_path)
    long = tmp_path / "long.txt"
    with long.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(SourceError, match=r"long.txt is too long \(50 MB; the limit is 20 MB\): split it first\.$"):
        files.open_path(long)
    with pytest.raises(SourceError, match="not a regular file"):
        files.open_path(Path(os.devnull))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_right_to_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"secret")
    path.chmod(0)
    with pytest.raises(SourceError, match=r"no right to read it\.$"):
        files.open_path(path)


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        ("naïve".encode(), "naïve", ""),
        (b"\xef\xbb\xbfna\xc3\xafve", "naïve", ""),
        ("naïve".encode("utf-16"), "naïve", "read as UTF-16 (byte order mark)"),
        ("naïve text".encode("utf-16-le"), "naïve text", "read as UTF-16 (detected)"),
        (b"\x93na\xefve\x94", "“naïve”", "read as windows-1252 (detected)"),
        ("charset=koi8-r\nМосква".encode("koi8-r"), "charset=koi8-r\nМосква", "read as koi8-r (declared)"),
        ("Seoul ’25".encode()[:-5] + b"\xe2\x80", "Seoul ", "the last character is cut off"),
        (b"charset=nonsense \xe9", "charset=nonsense é", "read as windows-1252 (detected)"),
    ],
)
def test_encodings(data: bytes, text: str, note: str) -> None:
    assert decode(data) == (text, note)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    problem = ""
    try:
        article = files.article_from_bytes(data, uri="x:", name="x.txt")
    except SourceError as error:
        problem = str(error)
        article = None
    if article is None:
        assert "\n" not in problem
        assert problem.endswith(".")
    else:
        assert isinstance(article, Article)
        assert not looks_binary(data)


def test_walk_is_sorted_and_says_what_it_skipped(tmp_path: Path) -> None:
    for name in ("b/2.md", "b/1.txt", "a.txt", "b/pic.png", ".git/x.txt", "b/.hidden.txt", "README.md"):
        write(tmp_path / name, b"x")
    found = files.walk(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in found.files] == ["a.txt", "b/1.txt", "b/2.md"]
    skipped = {p.relative_to(tmp_path).as_posix(): why for p, why in found.skipped}
    assert skipped == {"b/pic.png": "not a file that is read here (.png)"}


def test_standard_input() -> None:
    article = files.read_stdin(io.BytesIO(b"Seoul said no.\n"))
    assert article.text.startswith("Seoul said no.")
    assert article.uri.startswith("stdin:")


def test_a_page_on_standard_input_is_read_as_one() -> None:
    page = b"\n<!DOCTYPE html><html><title>Strike ends</title><body><h2>Why?</h2><p>Nobody <b>knows</b> it.</p></html>"
    article = files.read_stdin(io.BytesIO(page))
    assert article.from_html
    assert (article.title, article.text) == ("Strike ends", "Why?\n\nNobody knows it.")
    assert files.read_stdin(io.BytesIO(b"<html> is a tag.\n")).from_html
    assert not files.read_stdin(io.BytesIO(b"The tag <html> begins a page.\n")).from_html


def test_hostile_file_names_are_shown_clean(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07b\n\u202e.txt"
    with pytest.raises(SourceError) as caught:
        files.open_path(path)
    assert str(caught.value).endswith("/ab .txt: no such file or folder.")


MARKDOWN = """---
title: "A *strange* tale"
author: [Ann Lee, Bo Yi]
date: 2025-11-03
lang: en
---
# Head

A [link](https://example.org/x) and **bold**
words.

* one
* two
  1. deep

> said `so`

| a | b |
|---|---|
| 1 | 2 |

```
code  here
  kept
```
"""


def test_markdown_keeps_blocks_links_and_offsets(tmp_path: Path) -> None:
    article = files.open_path(write(tmp_path / "a.md", MARKDOWN.encode()))
    shape = [(b.kind, b.level, b.marker, article.block_text(b)) for b in article.blocks]
    assert shape == [
        (BlockKind.HEADING, 1, "", "Head"),
        (BlockKind.PARAGRAPH, 0, "", "A link and bold words."),
        (BlockKind.LIST_ITEM, 1, "•", "one"),
        (BlockKind.LIST_ITEM, 1, "•", "two"),
        (BlockKind.LIST_ITEM, 2, "1.", "deep"),
        (BlockKind.QUOTE, 1, "", "said so"),
        (BlockKind.TABLE_ROW, 0, "", "a | b"),
        (BlockKind.TABLE_ROW, 0, "", "1 | 2"),
        (BlockKind.CODE, 0, "", "code  here\n  kept"),
    ]
    (link,) = article.links
    assert (article.text[link.start : link.end], link.url) == ("link", "https://example.org/x")
    assert {(e.style, article.text[e.start : e.end]) for e in article.emphases} == {("strong", "bold"), ("code", "so")}
    meta = article.metadata
    assert meta.title
    assert (meta.title.value, meta.title.origin) == ("A *strange* tale", "front matter")
    assert [b.value for b in meta.byline] == ["Ann Lee", "Bo Yi"]
    assert meta.published
    assert meta.published.value == "2025-11-03"


@given(st.text(st.sampled_from("#*_[]()`>|- \nab1.!<&\\~"), max_size=200))
def test_any_markdown_keeps_its_blocks_inside_the_text(text: str) -> None:
    from tui.sources.documents.markdown import markdown_article

    article = markdown_article(text)
    end = 0
    for block in article.blocks:
        assert end <= block.start <= block.end <= len(article.text)
        end = block.end
    for link in article.links:
        assert article.text[link.start : link.end]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_is_passed_over_in_a_folder_and_read_when_somebody_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    found = files.walk(tmp_path)
    assert found.files == ()
    assert [path.name for path, _ in found.skipped] == ["a.txt", "gone.txt"]
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    with pytest.raises(SourceError, match="nobody writes"):
        files.open_path(pipe)
    monkeypatch.setattr(files, "PATIENCE", 20)
    writer = threading.Thread(target=pipe.write_text, args=("The mill was opened again.",))
    writer.start()
    assert files.open_path(pipe).text == "The mill was opened again."
    writer.join()
