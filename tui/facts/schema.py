"""The JSON Schema (draft 2020-12) of ``facts_json``, made from the model's own types so that it cannot drift."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from tui.facts import model
from tui.facts.json_form import SCHEMA
from tui.facts.kinds import TABLE

SPAN = {
    "type": "array",
    "prefixItems": [{"type": "integer"}, {"type": "integer"}],
    "items": False,
    "minItems": 2,
    "description": "start and end (exclusive), code points of the article's text",
}
_INFERRED = {
    "type": "object",
    "properties": {"value": {"type": "string"}, "inferred_from": {"type": "string"}},
    "required": ["value", "inferred_from"],
}


def schema() -> dict[str, Any]:
    """The schema of one article's facts as ``factlight facts --json`` prints them."""
    details = [t for t in typing.get_args(typing.get_type_hints(model.Fact)["detail"]) if is_dataclass(t)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts of one article",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "engine": {"type": "string", "description": "version of the recognisers"},
            "uri": {"type": "string"},
            "text_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "language": {"type": "string"},
            "published": {"type": ["string", "null"], "description": "the day relative dates were resolved against"},
            "metadata": {
                "type": "object",
                "additionalProperties": {"anyOf": [_INFERRED, {"type": "array", "items": _INFERRED}]},
            },
            "facts": {"type": "array", "items": _fact()},
            "entities": {"type": "array", "items": {"$ref": "#/$defs/Entity"}},
            "notes": {
                "type": "array",
                "items": {"type": "string"},
                "description": "what is doubtful about the whole, such as a publication date that the text contradicts",
            },
            "key_figures": {"type": "array", "items": SPAN},
        },
        "required": ["schema", "engine", "uri", "text_sha256", "metadata", "facts", "entities", "notes", "key_figures"],
        "$defs": {getattr(t, "__name__", ""): _object(t) for t in (*details, model.Entity)},
    }


def _fact() -> dict[str, Any]:
    details = [t for t in typing.get_args(typing.get_type_hints(model.Fact)["detail"]) if is_dataclass(t)]
    properties = {
        "kind": {
            "enum": [row.kind for row in TABLE],
            "description": "; ".join(f"{row.kind}: {row.marks}" for row in TABLE),
        },
        "start": {"type": "integer", "description": "code points of the article's text"},
        "end": {"type": "integer", "description": "exclusive; equal to start where words were lost"},
        "text": {"type": "string", "description": "the words, verbatim"},
        "value": {"type": "string", "description": "the normalised value in words, may be empty"},
        "detail": {"anyOf": [{"$ref": f"#/$defs/{getattr(t, '__name__', t)}"} for t in details]},
        "rule": {"type": "string", "description": "the recogniser's rule"},
        "why": {"type": "string"},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "warnings": {"type": "array", "items": {"type": "string"}},
        "minor": {"type": "string", "description": "why it is right but not worth the light, empty for all others"},
    }
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _object(cls: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    properties = {f.name: _type(hints[f.name]) for f in fields(cls)}
    return {
        "type": "object",
        "description": " ".join((cls.__doc__ or "").split()),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _type(hint: Any) -> dict[str, Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is model.Span:
        return SPAN
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_type(part) for part in inner]}
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return {"type": "array", "items": _type(inner[0])}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{getattr(hint, '__name__', '')}"}
    simple = {str: "string", bool: "boolean", int: "integer", float: "number", Decimal: "number", type(None): "null"}
    return {"type": simple[hint]}
