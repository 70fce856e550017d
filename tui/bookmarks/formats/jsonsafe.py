"""JSON that is safe to print and safe to read.

Written: control, bidirectional and invisible characters as ``\\u`` escapes, so that a terminal can
show the file. Read: bounded size, depth and number of values, no doubled keys, no NaN.
"""

from __future__ import annotations

import json
import re
from typing import Any

DOCUMENT_LIMIT = 16 * 1024 * 1024
"""Bytes of one JSON text; Python needs many times that to hold it."""

CONTAINERS = 250_000
VALUES = 1_000_000

_UNSAFE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


class JsonError(ValueError):
    """Why a JSON text was refused, in a few words that fit after "the file …"."""


def dump(value: Any, *, indent: int | None = None) -> str:
    """JSON with keys in the order given, readable letters, and nothing that steers a terminal."""
    separators = None if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    return _UNSAFE.sub(_escape, text)


def _escape(m: re.Match[str]) -> str:
    units = m[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def load(data: bytes | str) -> Any:
    """The value of a JSON text in UTF-8, UTF-16 or UTF-32. Raises JsonError with the reason."""
    if len(data) > DOCUMENT_LIMIT:
        raise JsonError(f"is too large (more than {DOCUMENT_LIMIT // 1024 // 1024} MB)")
    if isinstance(data, bytes):
        try:
            text = data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise JsonError("is not in UTF-8") from error
    else:
        text = data
    if text.count("{") + text.count("[") > CONTAINERS or text.count(",") > VALUES:
        raise JsonError("holds too many values")
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except JsonError:
        raise
    except RecursionError as error:
        raise JsonError("is nested too deeply") from error
    except ValueError as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise JsonError(f"is not valid JSON{where}") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonError("gives one key twice in the same object")
    return found


def _no_constant(name: str) -> Any:
    raise JsonError(f"uses {name}, which is no JSON")


def text_of(value: Any) -> str:
    """``value`` if it is a string, else ""."""
    return value if isinstance(value, str) else ""


def whole(value: Any, default: int = -1) -> int:
    """``value`` if it is a whole number that SQLite can hold, else ``default``."""
    good = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 62
    return value if good else default


def list_of(value: Any) -> list[Any]:
    """``value`` if it is a list, a list of it if it is anything else but None."""
    return value if isinstance(value, list) else [] if value is None else [value]
