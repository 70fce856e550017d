"""The table of kinds: complete, free of doubles, and no part of the engine raises on a kind it does not know."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from tui.facts import extract
from tui.facts.codec import pack_facts, unpack_facts
from tui.facts.corrections import corrected
from tui.facts.describe import value
from tui.facts.engine import settle
from tui.facts.json_form import facts_json
from tui.facts.kinds import TABLE, Kind, known_kind, row
from tui.facts.model import Fact, NamedThing
from tui.facts.schema import schema
from tui.structure import plain_article

DOCS = Path(__file__).parents[2] / "docs" / "facts.md"
TEXT = "Minister Ada Lund said on Monday that 28,500 troops stay in Norway."


def test_one_row_for_each_kind_in_the_same_order() -> None:
    assert [r.kind for r in TABLE] == [k.value for k in Kind]


@pytest.mark.parametrize("field", ["kind", "noun", "plural", "digit", "travel", "sign", "css"])
def test_no_two_kinds_share(field: str) -> None:
    values = [value for r in TABLE if (value := getattr(r, field))]
    assert len(values) == len(set(values))


def test_digits_run_from_one_without_a_hole() -> None:
    digits = [r.digit for r in TABLE if r.digit]
    assert digits == [str(n) for n in range(1, len(digits) + 1)]


def test_colour_never_stands_alone() -> None:
    coloured = [r for r in TABLE if r.colour and r.colour != "quiet"]
    assert coloured
    assert [r.kind for r in coloured if not (r.attributes or r.sign)] == []


def test_the_docs_name_every_kind_with_its_digit() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for r in TABLE:
        digit = f"`{r.digit}`" if r.digit else ""
        assert f"| {digit} | {r.kind} |".replace("|  |", "| |") in page


def test_the_schema_lists_them() -> None:
    kinds = schema()["properties"]["facts"]["items"]["properties"]["kind"]["enum"]
    assert kinds == [k.value for k in Kind]


def test_an_unknown_kind_has_a_plain_row() -> None:
    assert row("weather").noun == "weather"
    assert known_kind("weather") is None
    assert known_kind("gap") is Kind.GAP


def test_nothing_raises_on_an_unknown_kind() -> None:
    article = plain_article(TEXT)
    facts = extract(article)
    strange = Fact("weather", 0, 8, NamedThing("storm"), "plugin")  # type: ignore[arg-type]
    mixed = replace(facts, facts=tuple(settle([*facts.facts, strange])))
    assert strange in mixed.facts
    assert strange.lit
    assert value(strange, mixed, TEXT) == ""
    out = facts_json(article, mixed)
    assert "weather" in {f["kind"] for f in out["facts"]}
    assert corrected(mixed, TEXT, []) == mixed


def test_the_store_drops_a_kind_of_a_newer_version() -> None:
    facts = extract(plain_article(TEXT))
    body = json.loads(zlib.decompress(pack_facts(facts)))
    body[5].append(["weather", 0, 8, "NamedThing", ["storm"], "r", "", 1.0, [], ""])
    assert unpack_facts(zlib.compress(json.dumps(body).encode())) == facts


def test_named_are_those_lit_somewhere() -> None:
    facts = extract(plain_article(TEXT))
    assert [e.name for e in facts.named()] == ["Ada Lund", "Norway"]
    dim = tuple(replace(f, confidence=0.1) if f.kind is Kind.PERSON else f for f in facts.facts)
    assert [e.name for e in replace(facts, facts=dim).named()] == ["Norway"]
