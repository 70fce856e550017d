"""The filter language: words and phrases, fields, ``-`` for not, ``or``, brackets; errors point at the word.

    unread feed:dw after:2026-11-01 tag:korea "defence budget" has:questions figure:troops>20000 speaker:Ahn

Unknown fields are searched as plain words, so any input is a valid query; only a known field with a value
that makes no sense is an error, and a query that never ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tui.library.condition import EVERYTHING, Condition, QueryError, Word, join_all, join_any, negated
from tui.library.search.conditions import FIELDS, FLAGS, HAS, of_field, text

__all__ = ["EVERYTHING", "FIELDS", "FLAGS", "HAS", "Condition", "QueryError", "complete", "parse"]

MOST = 200
"""Words of a query; SQLite takes no expression of any depth."""
DEEPEST = 20

_QUOTES = dict.fromkeys(map(ord, "“”„"), '"')
_LAST_WORD = re.compile(r'[\s()"]')
_NUMBER = r"(?:<=|>=|<|>|=)[\d.,_]+[kmb]?"
_TOKEN = re.compile(rf'\(|\)|-(?=[\w"(])|(?:([A-Za-z]+):)?"([^"]*)"?({_NUMBER})?|[^\s()"]+', re.I)


def parse(query: str, today: date) -> Condition:
    """A query as one condition. ``today`` fixes words such as "yesterday". Raises QueryError."""
    tokens = list(_tokens(query.translate(_QUOTES)))
    if len(tokens) > MOST:
        raise QueryError(f"a query takes {MOST} words at most", tokens[MOST].start, len(query))
    condition, rest = _either(tokens, today, 0)
    while rest:  # a bracket too many is no reason to fail
        more, rest = _either(rest[1:], today, 0)
        condition = join_all([condition, more])
    return condition


class Offer(NamedTuple):
    """What a query may go on with: the whole query then, the word by itself, a line of help."""

    query: str
    word: str
    help: str = ""


def complete(query: str, values: Callable[[str], Sequence[str]] = lambda field: ()) -> list[Offer]:
    """What the last word of a query may become: flags, fields, and what ``has:`` and others take.

    ``values`` answers what a field may be given: names of feeds, folders, tags.
    """
    outside, quote, typed = query.rpartition('"') if query.count('"') % 2 else (query, "", "")
    last = _LAST_WORD.split(outside)[-1]
    head = outside[: len(outside) - len(last)]
    if last.startswith("-"):
        head, last = head + "-", last[1:]
    field, colon, value = last.partition(":")
    typed = (typed if quote else value if colon else last).lower()
    if colon:
        offers = _values(field.lower(), typed, values)
    elif quote or head.endswith('"'):
        offers = []
    else:
        terms = {name: line for name, (_, line) in FLAGS.items()} | {f"{name}:": line for name, line in FIELDS.items()}
        offers = [(name, line) for name, line in terms.items() if name.startswith(typed)]
    return [Offer(head + word, word, line) for word, line in offers]


def _values(field: str, typed: str, values: Callable[[str], Sequence[str]]) -> list[tuple[str, str]]:
    if field == "has":
        return [(f"has:{name}", line) for name, (_, line) in HAS.items() if name.startswith(typed)]
    if field not in FIELDS:
        return []
    known = sorted(values(field), key=lambda name: (not name.lower().startswith(typed), name.lower()))
    fitting = [name for name in known if typed in name.lower()]
    return [(f"{field}:" + (f'"{name}"' if _LAST_WORD.search(name) else name), "") for name in fitting]


def _tokens(query: str) -> Iterable[Word]:
    for m in _TOKEN.finditer(query):
        if m[2] is not None:
            field = (m[1] or "").lower()
            if field in FIELDS or not field:
                yield Word(m[2], m.start(), m.end(), field, True, (m[3] or "") if field else "")
            else:
                yield Word(f"{field} {m[2]}", m.start(), m.end(), quoted=True)
            continue
        field, colon, value = m[0].partition(":")
        if colon and field.lower() in FIELDS:
            yield Word(value, m.start(), m.end(), field.lower())
        else:
            yield Word(m[0], m.start(), m.end())


def _either(tokens: list[Word], today: date, depth: int) -> tuple[Condition, list[Word]]:
    part, tokens = _all(tokens, today, depth)
    parts = [part]
    while tokens and _is(tokens[0], "or"):
        part, tokens = _all(tokens[1:], today, depth)
        parts.append(part)
    return join_any(parts), tokens


def _is(word: Word, *signs: str) -> bool:
    return not word.quoted and not word.field and word.text.lower() in signs


def _all(tokens: list[Word], today: date, depth: int) -> tuple[Condition, list[Word]]:
    parts: list[Condition] = []
    negate = False
    while tokens and not _is(tokens[0], ")", "or"):
        word, tokens = tokens[0], tokens[1:]
        if _is(word, "-", "not"):
            negate = True
            continue
        if _is(word, "and"):
            continue
        if _is(word, "("):
            if depth > DEEPEST:
                raise QueryError("too many brackets", word.start, word.end)
            part, tokens = _either(tokens, today, depth + 1)
            if tokens and _is(tokens[0], ")"):
                tokens = tokens[1:]
        else:
            part = _term(word, today)
        parts.append(negated(part) if negate else part)
        negate = False
    return join_all(parts), tokens


def _term(word: Word, today: date) -> Condition:
    if word.field:
        return of_field(word, today)
    if not word.quoted and word.text.lower() in FLAGS:
        return FLAGS[word.text.lower()][0]
    return text(word.text)


def query_markdown() -> str:
    """The tables of ``docs/search.md``: every flag, what ``has:`` takes, every field."""
    rows = ["| word | finds articles |", "|---|---|"]
    rows += [f"| `{name}` | {line} |" for name, (_, line) in FLAGS.items()]
    rows += [f"| `has:{name}` | {line} |" for name, (_, line) in HAS.items()]
    rows += ["", "| field | takes |", "|---|---|"]
    rows += [f"| `{name}:` | {line} |" for name, line in FIELDS.items()]
    return "\n".join(rows) + "\n"
