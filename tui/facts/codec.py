"""Facts as bytes and back, for the cache. Compressed JSON: readable by any tool, nothing executable."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from tui.facts.kinds import Kind, known_kind
from tui.facts.model import (
    Claim,
    Credit,
    Entity,
    Fact,
    Facts,
    Figure,
    Gap,
    Mention,
    NamedThing,
    Question,
    Quotation,
    Span,
    Timex,
)

_DETAILS: dict[str, type] = {
    c.__name__: c for c in (Figure, Timex, Mention, Quotation, Claim, Question, Gap, Credit, NamedThing)
}


def _span(value: Any) -> Span | None:
    return Span(*value) if value is not None else None


def _decimal(value: Any) -> Decimal | None:
    return Decimal(value) if value is not None else None


def _decoder(annotation: str) -> Callable[[Any], Any]:
    if annotation.startswith("tuple[Span"):
        return lambda value: tuple(Span(*v) for v in value)
    if annotation.startswith("tuple"):
        return tuple
    if annotation.startswith("Span"):
        return _span
    if annotation.startswith("Decimal"):
        return _decimal
    if annotation == "Kind":
        return Kind
    return lambda value: value


_FIELDS = {cls: [(f.name, _decoder(str(f.type))) for f in fields(cls)] for cls in (*_DETAILS.values(), Entity)}


def _values(thing: Any) -> list[Any]:
    return [getattr(thing, name) for name, _ in _FIELDS[type(thing)]]


def _build(cls: type, values: list[Any]) -> Any:
    return cls(*(decode(v) for (_, decode), v in zip(_FIELDS[cls], values, strict=True)))


def pack_facts(facts: Facts) -> bytes:
    """Everything in ``facts``; :func:`unpack_facts` gives an equal object back."""
    body = [
        facts.text_hash,
        facts.engine,
        facts.language,
        facts.published,
        list(facts.notes),
        [
            [
                f.kind,
                f.start,
                f.end,
                type(f.detail).__name__,
                _values(f.detail),
                f.rule,
                f.why,
                f.confidence,
                f.warnings,
                f.minor,
            ]
            for f in facts.facts
        ],
        [_values(e) for e in facts.entities],
    ]
    return zlib.compress(json.dumps(body, default=str, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpack_facts(data: bytes) -> Facts:
    """The facts that were packed, but for those of a kind that this version does not know.

    Raises ValueError when the bytes are damaged or of another form.
    """
    try:
        text_hash, engine, language, published, notes, found, entities = json.loads(zlib.decompress(data))
        return Facts(
            text_hash,
            engine,
            tuple(
                Fact(kind, start, end, _build(_DETAILS[detail], values), rule, why, confidence, tuple(warnings), minor)
                for name, start, end, detail, values, rule, why, confidence, warnings, minor in found
                if (kind := known_kind(name)) is not None and detail in _DETAILS
            ),
            tuple(_build(Entity, e) for e in entities),
            language,
            published,
            tuple(notes),
        )
    except (zlib.error, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ValueError("the stored facts are damaged") from error
