"""The reader's corrections: what a rule changes, and that it changes nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tui.facts import extract
from tui.facts.corrections import corrected, words_of
from tui.facts.model import Entity, Facts, Kind, Mention
from tui.structure import plain_article

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_text("utf-8")
TEXT = (
    "President Maria Keller met Rolf Amann in Bern on Monday. Keller said that Amann had been late. "
    "Mr Amann, the spokesman, denied it, and Rolf Amann left Bern."
)


class Rule(NamedTuple):
    kind: str
    words: str
    action: str = "reject"
    new_kind: str = ""


def found(text: str = TEXT) -> Facts:
    return extract(plain_article(text))


def named(facts: Facts) -> dict[str, tuple[Kind, int]]:
    """Name → kind and number of mentions, of all who are named at all."""
    return {e.name: (e.kind, len(e.mentions)) for e in facts.entities if e.mentions}


def sound(facts: Facts, text: str) -> bool:
    """Whether every mention leads to an entity of its kind that knows it."""
    for fact in facts.facts:
        if isinstance(fact.detail, Mention) and fact.detail.entity >= 0:
            entity: Entity = facts.entities[fact.detail.entity]
            if entity.number != fact.detail.entity or entity.kind is not fact.kind or fact.span not in entity.mentions:
                return False
    return True


def test_a_rejected_name_is_lit_and_counted_no_more_and_nothing_else_changes() -> None:
    before = found()
    after = corrected(before, TEXT, [Rule("person", "Rolf Amann")])
    gone = [f for f in before.facts if f not in after.facts]
    assert [words_of(f, TEXT) for f in gone] == ["Rolf Amann", "Rolf Amann"]
    assert [f for f in before.facts if f in after.facts] == list(after.facts)
    assert named(before)["Rolf Amann"] == (Kind.PERSON, 4)
    assert "Rolf Amann" not in named(after)
    assert named(after)["Amann"] == (Kind.PERSON, 2)
    assert {k: v for k, v in named(after).items() if "Amann" not in k} == {
        k: v for k, v in named(before).items() if "Amann" not in k
    }
    assert sound(after, TEXT)


def test_a_retyped_name_is_listed_under_its_new_kind() -> None:
    before = found()
    after = corrected(before, TEXT, [Rule("place", "Bern", "retype", "person")])
    assert named(before)["Bern"] == (Kind.PLACE, 2)
    assert named(after)["Bern"] == (Kind.PERSON, 2)
    assert len(after.entities) == len(before.entities)
    part = corrected(before, TEXT, [Rule("person", "Rolf Amann", "retype", "organisation")])
    assert named(part)["Rolf Amann"] == (Kind.ORGANISATION, 2)
    assert named(part)["Amann"] == (Kind.PERSON, 2)
    assert sound(after, TEXT)
    assert sound(part, TEXT)


def test_a_gap_is_rejected_by_the_words_on_either_side() -> None:
    text = plain_article(SEED).text
    before = found(SEED)
    gaps = before.of(Kind.GAP)
    rule = Rule("gap", words_of(gaps[0], text))
    assert rule.words == "to by"
    after = corrected(before, text, [rule])
    assert after.of(Kind.GAP) == gaps[1:]
    assert [f for f in after.facts if f.kind is not Kind.GAP] == [f for f in before.facts if f.kind is not Kind.GAP]


def test_the_last_rule_wins_and_rules_of_other_words_do_nothing() -> None:
    before = found()
    assert corrected(before, TEXT, [Rule("person", "Bern"), Rule("place", "Ber")]) == before
    rules = [Rule("place", "Bern"), Rule("place", "Bern", "retype", "organisation")]
    assert named(corrected(before, TEXT, rules))["Bern"] == (Kind.ORGANISATION, 2)
