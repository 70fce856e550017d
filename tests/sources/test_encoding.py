"""Bytes to text: labels of the web, declarations, guesses; nothing that a writer meant is lost."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.documents.encoding import charset_of, decode, encoding_of
from tui.sources.documents.encoding_labels import CODECS, ENCODINGS

RUSSIAN = "На пристани вчера снова открыли старый маяк, и жители пришли посмотреть на него. "


def test_every_label_leads_to_a_codec() -> None:
    for encoding in set(ENCODINGS.values()):
        codecs.lookup(CODECS.get(encoding, encoding))


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("ISO-8859-1", "windows-1252"), (" latin1 ", "windows-1252"), ("ascii", "windows-1252"), ("l5", "windows-1254"),
        ("gb2312", "gbk"), ("x-sjis", "shift_jis"), ("ks_c_5601-1987", "euc-kr"), ("tis-620", "windows-874"),
        ("'koi8-ru'", "koi8-u"), ("unicode", "utf-16le"), ("undefined", ""), ("rot13", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_a_label_means(label: str, encoding: str) -> None:
    assert encoding_of(label) == encoding


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        (b"\x93so\x94 \x96 \x80", "iso-8859-1", "“so” – €"),
        (b"\x93so\x94 \x96", "iso-8859-9", "“so” –"),
        (b"\x93so\x94 \x96 \xa4", "iso-8859-15", "“so” – €"),
        (b"\x84so\x94", "iso-8859-2", "„so”"),
        (b"\x80\xd6\xd0", "gb2312", "€中"),
        ("①髙".encode("cp932"), "windows-31j", "①髙"),
        (b"\xad\xa1\xb9\xc1", "euc-jp", "①港"),
        (b"\x1b$B-!9A\x1b(B.", "ISO-2022-JP", "①港."),
        (RUSSIAN.encode("koi8-r"), "KOI8-R", RUSSIAN),
        ("Café".encode(), "iso-8859-1", "Café"),  # valid UTF-8 is UTF-8, whatever was said
        ("陆路".encode("gbk"), "gbk", "陆路"),  # and these four bytes happen to be valid
        ("ab".encode("utf-16-le"), "utf-16", "ab"),
        ("ab".encode("utf-16-be"), "utf-16", "ab"),
        (b"caf\xe9", "undefined", "café"),
    ],
)
def test_the_header_is_believed_as_the_web_believes_it(data: bytes, charset: str, text: str) -> None:
    assert decode(data, charset)[0] == text


@pytest.mark.parametrize(
    ("page", "note"),
    [
        (b"<meta charset=windows-1251>", ""),
        (b" " * 9000 + b'<META http-equiv="Content-Type" content="text/html; charset=windows-1251">', ""),
        (b"<!-- <meta charset=koi8-r> --><meta charset='cp1251'>", ""),
        (b"<meta charset=nonsense><meta charset=x-cp1251>", ""),
        (b"\n<?xml version='1.0' encoding='windows-1251'?>", ""),
        (b"<html>", "read as windows-1251 (detected)"),
    ],
)
def test_what_a_page_declares_wherever_it_stands(page: bytes, note: str) -> None:
    text, told = decode(page + RUSSIAN.encode("cp1251"))
    assert (text[-len(RUSSIAN) :], told) == (RUSSIAN, note)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp866"),
        ("Το παλιό φανάρι στο μόλο άναψε πάλι χθες το βράδυ και όλοι ήρθαν να το δουν. ", "cp1253"),
        ("המגדלור הישן ברציף נדלק שוב אמש וכל התושבים באו לראות אותו. ", "cp1255"),
        ("المنارة القديمة على الرصيف أضاءت مساء أمس وجاء السكان لرؤيتها. ", "cp1256"),
        ("桟橋の古い灯台が昨日の夜また点灯し、住民が見に来たと市が述べた。", "cp932"),
        ("桟橋の古い灯台が昨日の夜また点灯し、住民が見に来たと市が述べた。", "euc-jp"),
        ("码头上的旧灯塔昨天晚上又亮了，居民们都来看，市政府说。", "gbk"),
        ("碼頭上的舊燈塔昨天晚上又亮了，居民們都來看，市政府說。", "big5"),
        ("부두의 오래된 등대가 어제 저녁에 다시 켜졌고 주민들이 보러 왔다. ", "cp949"),
    ],
)  # fmt: skip
def test_bytes_that_say_nothing_are_told_by_the_letters_of_their_language(text: str, codec: str) -> None:
    said, note = decode((text * 3).encode(codec))
    assert said == text * 3
    assert note.endswith("(detected)")


@pytest.mark.parametrize(
    "text", ["Das Gerät fällt für fünf Öre über Bord – “schön”, sagte er. ", "L’été a déjà été gâché à Nîmes. "]
)
def test_latin_letters_with_accents_are_no_other_script(text: str) -> None:
    assert decode((text * 9).encode("cp1252")) == (text * 9, "read as windows-1252 (detected)")


@given(st.binary(max_size=300), st.sampled_from(["", "undefined", "\0", *sorted(ENCODINGS)]))
def test_any_bytes_under_any_label_are_text(data: bytes, label: str) -> None:
    text, note = decode(data, label)
    assert isinstance(text, str)
    assert "\ufffd" not in text or note or "\ufffd".encode() in data


@pytest.mark.parametrize("atom", [b"<meta ", b"<!-- ", b"<meta charset=x>", b"charset=", b"\xe9 ", b"<!-- -->"])
def test_declarations_are_looked_for_in_linear_time(atom: bytes) -> None:
    decode(atom * 200_000 + b"\xff")  # minutes, were it quadratic


@pytest.mark.parametrize(
    ("said", "charset"),
    [
        ("text/html; charset=koi8-r", "koi8-r"), ('text/xml;CHARSET="UTF-8"; x=y', "UTF-8"), ("text/html", ""),
        ("", ""), ("text/html; charset=", ""),
    ],
)  # fmt: skip
def test_the_charset_of_a_content_type(said: str, charset: str) -> None:
    assert charset_of(said) == charset
