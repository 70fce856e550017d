"""A small language for patterns over word classes, compiled to regular expressions over one letter a token.

A finite-state cascade in the manner of FASTUS: each token of the text becomes one letter that stands for
the set of its word classes, and a pattern becomes a plain regular expression over those letters. So a
pattern reads like the phrase it means and costs one step a token::

    {day: DAY} ORDINAL_END? of? {month: MONTH} (,? {year: YEAR})?

UPPER CASE names are word classes or macros, lower-case words and punctuation signs stand for themselves,
``{name: …}`` names a part, ``( ) | ? * +`` mean what they mean in regular expressions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SIGN = re.compile(
    r"\s*(?:(?P<name>[A-Z][A-Z0-9_]*)|\{(?P<group>[a-z_0-9]+):|(?P<op>[()|?*+}])|(?P<word>[^\s(){}|?*+A-Z]+))"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a pattern: its regular expression with one ``<class>`` mark a token, what can begin it."""

    regex: str
    first: frozenset[str]
    empty: bool  # whether it matches no token at all


_NOTHING = Node("", frozenset(), True)


def parse(pattern: str, macros: Mapping[str, Node]) -> Node:
    """The tree of ``pattern`` folded into one node. Raises ValueError on a pattern that is not well formed."""
    signs = [m for m in _SIGN.finditer(pattern)]
    if "".join(m[0] for m in signs).split() != pattern.split():
        raise ValueError(f"not a pattern: {pattern}")
    node, at = _either(signs, 0, macros)
    if at != len(signs):
        raise ValueError(f"unbalanced: {pattern}")
    return node


def _either(signs: list[re.Match[str]], at: int, macros: Mapping[str, Node]) -> tuple[Node, int]:
    options = []
    while True:
        node, at = _sequence(signs, at, macros)
        options.append(node)
        if at < len(signs) and signs[at]["op"] == "|":
            at += 1
            continue
        break
    if len(options) == 1:
        return options[0], at
    regex = "(?:" + "|".join(o.regex for o in options) + ")"
    return Node(regex, frozenset().union(*(o.first for o in options)), any(o.empty for o in options)), at


def _sequence(signs: list[re.Match[str]], at: int, macros: Mapping[str, Node]) -> tuple[Node, int]:
    whole = _NOTHING
    while at < len(signs) and signs[at]["op"] not in ("|", ")", "}"):
        node, at = _item(signs, at, macros)
        first = whole.first | node.first if whole.empty else whole.first
        whole = Node(whole.regex + node.regex, first, whole.empty and node.empty)
    return whole, at


def _item(signs: list[re.Match[str]], at: int, macros: Mapping[str, Node]) -> tuple[Node, int]:
    sign = signs[at]
    at += 1
    if sign["name"] or sign["word"]:
        name = sign["name"] or sign["word"]
        node = macros.get(name) or Node(f"<{name}>", frozenset((name,)), False)
    elif sign["op"] == "(":
        inner, at = _either(signs, at, macros)
        node = Node(f"(?:{inner.regex})", inner.first, inner.empty)
        at += 1
    elif sign["group"]:
        inner, at = _either(signs, at, macros)
        node = Node(f"(?P<{sign['group']}>{inner.regex})", inner.first, inner.empty)
        at += 1
    else:
        raise ValueError(f"unexpected {sign[0]!r}")
    if at < len(signs) and signs[at]["op"] in ("?", "*", "+"):
        op = signs[at]["op"]
        at += 1
        node = Node(f"(?:{node.regex}){op}", node.first, node.empty or op != "+")
    return node, at


def words_in(node: Node) -> set[str]:
    """The classes and literal words that the pattern names."""
    return {m[1] for m in _CLASS.finditer(node.regex)}


_CLASS = re.compile(r"(?<!\?P)<([^<>]+)>")


def compile_node(node: Node, letters: Mapping[str, str]) -> re.Pattern[str]:
    """The regular expression over letters; ``letters`` gives each class the letters of its tokens ("" for none)."""
    return re.compile(_CLASS.sub(lambda m: f"[{letters.get(m[1]) or _NEVER}]", node.regex))


_NEVER = "\x00"
