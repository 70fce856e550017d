"""Facts as plain JSON values, in a form that is documented (``docs/facts.schema.json``) and versioned."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from tui.facts.describe import value
from tui.facts.model import Entity, Fact, Facts, Span
from tui.text.article import Article, Inferred

SCHEMA = 2
"""Version of the form. It grows when a field changes its meaning or goes; new fields do not raise it. What changed in
each version stands in ``docs/facts.md``."""


def facts_json(article: Article, facts: Facts, *, lit_only: bool = True) -> dict[str, Any]:
    """One article's facts as JSON values. Offsets are code points of ``Article.text``."""
    return {
        "schema": SCHEMA,
        "engine": facts.engine,
        "uri": article.uri,
        "text_sha256": facts.text_hash,
        "language": facts.language,
        "published": facts.published or None,
        "metadata": metadata_json(article),
        "facts": [fact_json(f, facts, article.text) for f in facts.facts if f.lit or not lit_only],
        "entities": [entity_json(e) for e in facts.entities],
        "notes": list(facts.notes),
        "key_figures": [[f.start, f.end] for f in facts.key_figures()],
    }


def fact_json(fact: Fact, facts: Facts, text: str) -> dict[str, Any]:
    """One fact: kind, span, words, normalised value, detail, and what recognised it."""
    return {
        "kind": str(fact.kind),
        "start": fact.start,
        "end": fact.end,
        "text": text[fact.start : fact.end],
        "value": value(fact, facts, text),
        "detail": _plain(fact.detail),
        "rule": fact.rule,
        "why": fact.why,
        "confidence": round(fact.confidence, 3),
        "warnings": list(fact.warnings),
        "minor": fact.minor,
    }


def entity_json(entity: Entity) -> dict[str, Any]:
    out = _plain(entity)
    assert isinstance(out, dict)
    return out


def metadata_json(article: Article) -> dict[str, Any]:
    """What the article says of itself, each value with where it was read."""
    meta = article.metadata
    out: dict[str, Any] = {}
    for name, held in meta._asdict().items():
        if isinstance(held, Inferred):
            out[name] = {"value": held.value, "inferred_from": held.origin}
        elif held:
            out[name] = [{"value": h.value, "inferred_from": h.origin} for h in held]
    return out


def _plain(thing: Any) -> Any:
    if isinstance(thing, Span):
        return [thing.start, thing.end]
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, Decimal):
        return float(thing) if thing != thing.to_integral_value() else int(thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return {f.name: _plain(getattr(thing, f.name)) for f in fields(thing)}
    if isinstance(thing, (tuple, list)):
        return [_plain(t) for t in thing]
    return thing
