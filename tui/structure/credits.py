"""Who and what a credit line names: roles and the spans of the names in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.structure.date_lines import is_date_line
from tui.structure.line_rules import Place, mark_line

_POST = re.compile(
    r"^The (?:post|article|story) (?P<title>.{1,300}) (?:first appeared|appeared first|originally appeared) "
    r"(?:on|in|at) "
    r"(?P<source>.{1,80}?)\.?$"
)
_SOURCE = re.compile(
    r"\b(?:(?:first|originally) (?:appeared|published|ran)(?: (?:on|in|by|at|with))|(?:appeared|published) "
    r"(?:first|originally) (?:on|in|by|at)|"
    r"republished from|partnership with|produced by|erschien zuerst (?:auf|in|bei|im)) "
    r"(?P<source>(?:the |The |der |die )?[^\W\d_a-z].{0,60}?)(?: (?:on|under|and is|as part|with) .*|[.,;(].*)?$"
)
_LABEL = re.compile(
    r"[(\[* ]*(?:[^\W_][\w'’ -]{1,40}?:|(?:[^\W\d_]+[ -]){0,4}?(?:[Bb]y|BY|von|VON|Von|par|Par|por|Por|di|Di"
    r"|de|door)\b|Das (?:Interview|Gespräch) führten?\b|Propos recueillis par\b)\s*"
)
_WRITERS = re.compile(
    r"(?:[^\W_][\w.'’-]* ){1,5}?(?:writers?|reporters?|correspondents?|journalists?|editors?) (?=[^\W\d_a-z])"
)
_SPLIT = re.compile(r"(?:(?<!\s)\s+)?(?:[,;/&|]|\band\b|\bund\b|\bet\b|\by\b|\bAND\b|\bwith\b|\bsowie\b|[•·])\s*")
_CUT = re.compile(
    r"\s(?:in|for|from|at|of|on|aus|für|pour|para|à|en|contributed|is|was|writes|covers|reported)\b.*$", re.DOTALL
)
_NAME = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][\w.'’-]*|Mc\w+)(?: (?:(?:de|da|del|della|van|von|der|den|al|el|bin|ben|la|le|di|du|dos"
    r"|zu) ){0,2}[^\W\d_a-zß-ÿ][\w.'’-]*){0,4}"
)
_NEXT_ROLE = re.compile(r"[;.]\s*(?=(?:[^\W\d_]+ )?[^\W\d_]+(?:ing|ed)(?: \w+)? by\b)", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:Staff|Senior|Special|Chief|Political|Foreign|The|Our|All|Copyright|Agencies|Additional|Follow|This"
    r"|[A-Z][a-z]+ (?:Writer|Correspondent|Reporter|Editor))\b"
)


class Credited(NamedTuple):
    """What a credit line says: the role and the spans of the names, in code points of the text."""

    role: str
    names: tuple[tuple[int, int], ...]


class Syndication(NamedTuple):
    """What a syndication tail says; spans in code points of the text, None where it is silent."""

    title: tuple[int, int] | None
    source: tuple[int, int] | None


def read_credit(text: str, start: int, end: int) -> Credited:
    """Role and names of the credit block ``text[start:end]``."""
    line = text[start:end]
    mark = mark_line(line, Place(0, 0))
    role = mark.role if mark else "credit"
    if role == "syndication":
        found = read_syndication(text, start, end)
        return Credited(role, (found.source,) if found.source else ())
    if role == "byline":
        from tui.structure.bylines import read_byline  # its patterns are compiled only where such a line stands

        byline = read_byline(line)
        return Credited("author", tuple((start + a, start + b) for a, b in byline.names) if byline else ())
    if role in ("copyright", "date", "agency", "contact", "correction"):
        return Credited(role, ())
    names: list[tuple[int, int]] = []
    at = 0
    for part_start, part_end in _parts(line, _NEXT_ROLE, 0, len(line)):
        label = (_WRITERS if role in ("contributor", "blurb") else _LABEL).match(line, part_start, part_end)
        at = label.end() if label else part_start
        names.extend((start + a, start + b) for a, b in _names(line, at, part_end))
        if role == "blurb":
            names = names[:1]
    return Credited(role, tuple(names))


def _names(line: str, at: int, end: int) -> list[tuple[int, int]]:
    out = []
    for a, b in _parts(line, _SPLIT, at, end):
        while a < b and not line[a].isalnum():
            a += 1
        cut = _CUT.search(line, a, b)
        if cut:
            b = cut.start()
        m = _NAME.match(line, a, b)
        if not m or _NO_NAME.match(m[0]) or is_date_line(m[0]):
            continue
        stop = m.end()
        while stop > a and line[stop - 1] in ".'’-":
            stop -= 1
        if stop - a > 1:
            out.append((a, stop))
    return out


def _parts(line: str, at: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    out, begin = [], start
    for m in at.finditer(line, start, end):
        if m.end() > m.start():
            out.append((begin, m.start()))
            begin = m.end()
    out.append((begin, end))
    return [(a, b) for a, b in out if a < b]


def read_syndication(text: str, start: int, end: int) -> Syndication:
    """Title and source from "The post T appeared first on S." and its kin."""
    line = text[start : min(end, start + 500)]
    m = _POST.match(line)
    if m:
        return Syndication(
            (start + m.start("title"), start + m.end("title")), (start + m.start("source"), start + m.end("source"))
        )
    m = _SOURCE.search(line)
    if m:
        return Syndication(None, (start + m.start("source"), start + m.end("source")))
    return Syndication(None, None)
