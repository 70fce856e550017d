"""As much of Org's grammar as tells structure from words (https://orgmode.org/worg/org-syntax.html).

A zero-width space is a blank to Org, as it is here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_B = r"[\s\u200b]"
_N = r"[^\s\u200b]"
_HEADING = re.compile(r"(\*+) +(.*)")
_TAGS = re.compile(r"(?:^|[ \t])(:[\w@#%:]+:)[ \t]*$")
_KEYWORD = re.compile(r"(TODO|DONE|NEXT|WAIT|COMMENT|[A-Z]{3,})(?: |$)")
_PROPERTY = re.compile(r":([\w-]+\+?):(?: |$)(.*)")
_LINE = {
    "keyword": re.compile(r"[ \t]*#\+\S+"),
    "comment": re.compile(r"[ \t]*#(?: |$)"),
    "fixed width": re.compile(r"[ \t]*:(?: |$)"),
    "drawer": re.compile(r"[ \t]*:[\w-]+:[ \t]*$"),
    "item": re.compile(r"[ \t]*(?:[-+]|\d+[.)]|[A-Za-z][.)])(?:[ \t]|$)|[ \t]+\*[ \t]"),
    "table": re.compile(r"[ \t]*(?:\||\+-)"),
    "rule": re.compile(r"[ \t]*-{5,}[ \t]*$"),
    "planning": re.compile(r"[ \t]*(?:CLOCK|DEADLINE|SCHEDULED|CLOSED):"),
    "diary": re.compile(r"%%\("),
    "footnote": re.compile(r"\[fn:"),
    "environment": re.compile(r"[ \t]*\\begin\{"),
}
_OBJECT = {
    "link": re.compile(r"\[\[[^\]]"),
    "plain link": re.compile(rf"(?<![\w-])(?![A-Za-z+-]*https?:)[A-Za-z][A-Za-z+-]*:{_N}"),
    "angle link": re.compile(r"<[A-Za-z][\w+-]*:"),
    "snippet": re.compile(r"@@[\w-]+:"),
    "source": re.compile(r"src_[^ \t\n\[{]"),
    "call": re.compile(r"call_[^ \t\n\[(]"),
    "macro": re.compile(r"\{\{\{"),
    "target": re.compile(r"<<"),
    "footnote": re.compile(r"\[fn:"),
    "date": re.compile(r"[<\[]\d{4}-\d\d-\d\d|<%%"),
    "cookie": re.compile(r"\[\d*%\]|\[\d*/\d*\]"),
    "priority": re.compile(r"\[#\w"),
    "entity or fragment": re.compile(r"\\[A-Za-z(\[_]"),
    "formula": re.compile(rf"\${_N}[^$]*\$|\$\$"),
    "script": re.compile(rf"{_N}[_^][\w{{(*+-]"),
    "emphasis": re.compile(rf"(?:^|[\s\u200b\-({{'\"])([*/_=~+]){_N}(?:.*?{_N})??\1(?:$|[\s\u200b\-.,:!?;'\")}}\[\\])"),
}


@dataclass
class Heading:
    level: int
    words: str
    keyword: str
    tags: tuple[str, ...]
    properties: dict[str, str] = field(default_factory=dict)
    quote: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def parse(text: str) -> tuple[list[Heading], list[str]]:
    """Headings with what stands below them, and every structure beyond headings, properties and quote blocks."""
    headings: list[Heading] = []
    other: list[str] = []
    mode = ""
    for line in text.split("\n"):
        if (m := _HEADING.match(line)) and mode != "quote":
            words = m[2]
            tags = _TAGS.search(words)
            keyword = _KEYWORD.match(words)
            if tags:
                words = words[: tags.start()]
            headings.append(
                Heading(
                    len(m[1]),
                    words,
                    keyword[1] if keyword else "",
                    tuple(tags[1].strip(":").split(":")) if tags else (),
                )
            )
            other += [f"{name} in heading: {line}" for name in _objects(words)]
            mode = "heading"
        elif not headings:
            other += [f"before a heading: {line}"] if line else []
        elif line == ":PROPERTIES:" and mode == "heading":
            mode = "properties"
        elif mode == "properties":
            prop = _PROPERTY.match(line)
            if line == ":END:":
                mode = "body"
            elif prop:
                headings[-1].properties[prop[1]] = prop[2]
            else:
                other.append(f"no property: {line}")
        elif line.lower() == "#+begin_quote" and mode == "body" and not headings[-1].quote and not headings[-1].body:
            mode = "quote"
        elif mode == "quote" and line.lower().strip() == "#+end_quote":
            mode = "body"
        else:
            if mode == "quote" and _HEADING.match(line):
                other.append(f"a heading ends the quotation: {line}")
            other += [f"{name}: {line}" for name, pattern in _LINE.items() if pattern.match(line)]
            other += [f"{name}: {line}" for name in _objects(line)]
            (headings[-1].quote if mode == "quote" else headings[-1].body).append(line)
    return headings, other


def _objects(line: str) -> list[str]:
    return [name for name, pattern in _OBJECT.items() if pattern.search(line)]
