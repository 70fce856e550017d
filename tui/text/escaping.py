"""Words from outside, written so that each format shows them as they are and finds no structure in them.

One function for each language of the exports: Markdown (CommonMark 0.31, GitHub's tables, Obsidian's
tags, highlights, comments, formulas and block ids), Org (https://orgmode.org/worg/org-syntax.html),
TeX as BibTeX reads it, and the cells of spreadsheets (OWASP, CSV injection).
"""

from __future__ import annotations

import re

from tui.text.sanitize import sanitize_line

_ZERO_WIDTH = "\u200b"
"""Org's own escape character (manual, "Escape Character"): a blank to Org, nothing to a reader."""

_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~$^]|==|%%|&(?=#?\w)|!(?=\[)|(?<![^\s(])#")
_MARKDOWN_START = re.compile(r"[-+](?=\s|$)|-(?=[- ]*$)|=(?=[= ]*$)|#|:(?=:)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_NOTE_HTML = re.compile(r"<(?![a-z][a-z0-9+.-]{1,31}:[^\s<>]*>)(?=[a-zA-Z/!?])")


def markdown(text: str) -> str:
    """``text`` as Markdown words in the middle of a line. Lines are kept; a "!" at the very end is left alone."""
    return _MARKDOWN.sub(lambda m: "".join(f"\\{c}" for c in m[0]), text)


def at_line_start(line: str) -> str:
    """A line of Markdown made by :func:`markdown` so that its first characters begin no list, heading or rule."""
    line = line.lstrip()
    numbered = _NUMBERED.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[len(numbered[1]) :]}"
    return f"\\{line}" if _MARKDOWN_START.match(line) else line


def markdown_line(text: str) -> str:
    """A title or a sentence as Markdown words on one line, wherever the line starts."""
    return at_line_start(markdown(sanitize_line(text)))


def markdown_destination(url: str) -> str:
    """An address between the angle brackets of a Markdown link: nothing in it ends the link or is an entity."""
    url = re.sub(r"[<>\s\\]", _percent, url)
    return re.sub(r"&(?=#?\w+;)", "&amp;", url)


def _percent(m: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8", "replace"))


def markdown_note(line: str) -> str:
    """A line of the reader's own note, which is Markdown already: no image is loaded and no HTML runs."""
    return _NOTE_HTML.sub(r"\\<", line.replace("![", "\\!["))


_ORG_AFTER = re.compile(
    r"(https?://)"  # stays as it is
    r"|(?<![^\W_])[*/=~+](?=\S)"  # emphasis
    r"|[_^$\\](?=\S)"  # emphasis, sub- and superscripts, formulas, entities
    r"|\[(?=[\[\d#%]|fn:|cite)"  # links, dates, cookies, footnotes
    r"|<(?=[<\d%A-Za-z])"  # targets, dates, links in angle brackets
    r"|@(?=@)|\{(?=\{)"  # snippets for one backend, macros
    r"|(?:src|call)(?=_)"
    r"|(?<=[A-Za-z+-])(?<!http)(?<!https):(?=\S)"  # a link without brackets, such as "shell:"
)
_ORG_START = re.compile(
    r"\s*(?:[*#:|+-]|\d+[.)]|[A-Za-z][.)](?:\s|$)|%%\(|\\begin|[A-Z]+:(?:\s|$)|\[fn:)",
)
_ORG_TAGS = re.compile(r":[\w@#%:]{1,200}:\s*$")


def org(text: str) -> str:
    """``text`` as Org words in the middle of a line: no link, macro, source block, date, emphasis or formula."""
    return _ORG_AFTER.sub(lambda m: m[0] if m[1] else m[0] + _ZERO_WIDTH, text)


def org_line(text: str) -> str:
    """A line of Org that starts neither a heading nor a list, keyword, drawer, table or comment."""
    line = org(text)
    return _ZERO_WIDTH + line if _ORG_START.match(line) else line


def org_headline(text: str) -> str:
    """The words of an Org heading: no keyword such as TODO before them, no priority, no tags behind them."""
    line = org(sanitize_line(text)) or "untitled"
    first = line.split(" ", 1)[0]
    if first.isupper() or not first[0].isalnum() or first == "COMMENT":
        line = _ZERO_WIDTH + line
    return line + _ZERO_WIDTH if _ORG_TAGS.search(line.replace(_ZERO_WIDTH, "")) else line


_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "%": r"\%", "&": r"\&", "#": r"\#",
    "$": r"\$", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", '"': r"\textquotedbl{}",
})  # fmt: skip


def tex(text: str) -> str:
    """``text`` for a braced BibTeX value. BibTeX counts escaped braces too, so braces are written by name."""
    return text.translate(_TEX)


_FORMULA = re.compile(r"[\s']*[=+\-@\t\r]")
_GUARDED = re.compile(r"'(?=[\s']*[=+\-@\t\r])")


def cell(text: str) -> str:
    """A cell that no spreadsheet runs as a formula: an apostrophe stands before what would begin one."""
    return f"'{text}" if _FORMULA.match(text) else text


def uncell(text: str) -> str:
    """What :func:`cell` was given."""
    return text[1:] if _GUARDED.match(text) else text
