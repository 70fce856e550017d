"""Names: golden cases, the seed's whole list, and properties that hold for any text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.facts.document import Document
from tui.facts.model import LIT, Entity, Fact, Kind, Mention
from tui.facts.names import find_names
from tui.facts.names.recogniser import gather
from tui.structure import plain_article

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases" / "names.txt"
LINE = re.compile(r"(\w+): ([^=@\[(]*[^=@\[( ])(?: \[(\w\w)\])?(?: \(([^)]*)\))?(?: = ([^@]*[^@ ]))?(?: @ (.*))?$")


class Expected(NamedTuple):
    kind: str
    name: str
    country: str | None
    short: str | None
    roles: list[str] | None
    mentions: list[str] | None


def _cases() -> list[tuple[str, list[Expected]]]:
    out: list[tuple[str, list[Expected]]] = []
    begun = False
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        if line.startswith(">"):
            if begun:
                text, entities = out[-1]
                out[-1] = (f"{text}\n\n{line[2:]}", entities)
            else:
                out.append((line[2:], []))
            begun = True
        elif line and not line.startswith("#"):
            m = LINE.match(line)
            assert m, f"unreadable line: {line}"
            kind, name, country, short, roles, mentions = m.groups()
            out[-1][1].append(Expected(kind, name, country, short, _list(roles), _list(mentions)))
            begun = False
        else:
            begun = False
    return out


def _list(items: str | None) -> list[str] | None:
    return None if items is None else [item.strip() for item in items.split(";")]


def _found(text: str) -> tuple[str, list[Fact], list[Entity]]:
    doc = Document(plain_article(text))
    facts, entities = find_names(doc)
    return doc.text, facts, entities


def _lit(facts: list[Fact]) -> set[int]:
    named = [f.detail for f in facts if f.confidence >= LIT and isinstance(f.detail, Mention)]
    return {m.entity for m in named if not m.nominal}


@pytest.mark.parametrize(("text", "expected"), _cases(), ids=lambda v: v[:48] if isinstance(v, str) else "")
def test_golden(text: str, expected: list[Expected]) -> None:
    text, facts, entities = _found(text)
    lit = _lit(facts)
    shown = [e for e in entities if e.number in lit]
    assert sorted((e.kind.value, e.name) for e in shown) == sorted((x.kind, x.name) for x in expected)
    by_name = {(e.kind.value, e.name): e for e in shown}
    for x in expected:
        entity = by_name[x.kind, x.name]
        if x.country is not None:
            assert entity.country == x.country
        if x.short is not None:
            assert entity.short == x.short
        if x.roles is not None:
            assert [text[s:e] for s, e in entity.roles] == x.roles
        if x.mentions is not None:
            spans = {f.span for f in facts if isinstance(f.detail, Mention) and f.detail.entity == entity.number}
            assert list(dict.fromkeys(text[s:e] for s, e in sorted(spans))) == x.mentions


SEED = [
    ("person", "Pete Hegseth", ["Defense Secretary"], ["Pete Hegseth", "Hegseth"]),
    ("place", "demilitarized zone", [], ["demilitarized zone", "DMZ"]),
    ("place", "North Korea", [], ["North", "North Korea"]),
    ("place", "South Korea", [], ["South Korea"]),
    ("person", "Ahn Gyu-back", ["South Korean counterpart"], ["Ahn Gyu-back", "Ahn"]),
    ("organisation", "Yonhap", [], ["Yonhap"]),
    ("organisation", "Joint Chiefs of Staff", [], ["Joint Chiefs of Staff"]),
    (
        "organisation",
        "South Korea’s Defense Ministry",
        [],
        ["Defense Ministry", "ministry", "South Korean ministry"],
    ),
    ("place", "Washington", [], ["Washington"]),
    ("place", "US", [], ["US"]),
    ("place", "Korea", [], ["Korea"]),
    ("place", "South China Sea", [], ["South China Sea"]),
    ("place", "Taiwan", [], ["Taiwan"]),
    ("place", "Korean Peninsula", [], ["Korean Peninsula"]),
    ("place", "China", [], ["China"]),
    ("place", "Seoul", [], ["Seoul"]),
    ("person", "Donald Trump", ["US President"], ["Donald Trump"]),
    ("person", "Lee Jae-myung", ["South Korean President"], ["Lee Jae-myung"]),
    ("place", "Asia", [], ["Asia"]),
    ("place", "Malaysia", [], ["Malaysia"]),
    ("place", "Vietnam", [], ["Vietnam"]),
    ("person", "Rana Taha", [], ["Rana Taha"]),
    ("organisation", "Deutsche Welle", [], ["Deutsche Welle"]),
]


def test_seed_has_exactly_its_names() -> None:
    seed = next(p for p in (ROOT / "seeds").glob("*.txt"))
    text, facts, entities = _found(seed.read_text(encoding="utf-8"))
    lit = _lit(facts)
    got = []
    for e in entities:
        if e.number not in lit:
            continue
        spans = {f.span for f in facts if isinstance(f.detail, Mention) and f.detail.entity == e.number}
        words = list(dict.fromkeys(text[s:t] for s, t in sorted(spans)))
        got.append((e.kind.value, e.name, [text[s:t] for s, t in e.roles], words))
    assert got == SEED
    by_name = {e.name: e for e in entities}
    assert by_name["demilitarized zone"].short == "DMZ"
    assert (by_name["North Korea"].country, by_name["South Korea"].country) == ("KP", "KR")
    others = [text[f.start : f.end] for f in facts if f.kind is Kind.OTHER and f.confidence >= LIT]
    assert others == ["Korean War", "Security Consultative Meeting"]


WORDS = st.sampled_from(
    "President Donald Trump said the U.S. and South Korea ’s Ministry of Defense ( DMZ ) , Kim Jong - un 's van der "
    "North al-Qaeda Inc . “ Mr Smith ” Bank England & Sons St. Jr. A. B. WHO iPhone Paris Jordan 5 2026 \n".split(" ")
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    text, facts, entities = _found(text)
    assert [e.number for e in entities] == list(range(len(entities)))
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end].strip() == text[fact.start : fact.end]
        assert 0 <= fact.confidence <= 1
        if isinstance(fact.detail, Mention):
            assert entities[fact.detail.entity].kind is fact.kind
            if fact.detail.role is not None:
                assert text[slice(*fact.detail.role)].strip()
    for entity in entities:
        assert entity.mentions
        assert list(entity.mentions) == sorted(set(entity.mentions))


def test_same_answer_twice() -> None:
    text = "Anna Reed, the chief executive of Sony, met Xi Jinping in Paris. Reed spoke of the WHO."
    assert _found(text) == _found(text)


def test_other_languages_are_left_alone() -> None:
    article = plain_article("Der Minister Hans Meier sprach in Berlin.")
    assert find_names(Document(article, language="de")) == ([], [])


def test_a_firm_credited_with_a_picture_is_no_photographer() -> None:
    doc = Document(plain_article("Image Credits: Zelduro. Image Credits: Ada Lund."))
    candidates, around = gather(doc)
    signs = {c.words: around.signs(c) for c in candidates}
    assert "credited" not in signs["Zelduro",]
    assert "credited" in signs["Ada", "Lund"]
