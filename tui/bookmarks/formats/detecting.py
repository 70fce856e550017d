"""Which format a file of bookmarks is in, told from its first words."""

from __future__ import annotations

import re

READ_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest file that is read."""

_LOOK = 65536
_KEY = re.compile(r'"(@?\w{1,20})"\s{0,20}:')


def decode(data: bytes) -> tuple[str, str]:
    """(text, a remark or ""). UTF-8 and UTF-16 by their marks, else UTF-8, else windows-1252 with a remark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "the file is not in UTF-8: it was read as windows-1252."


def detect(data: bytes) -> str:
    """The name of the format, or the reason why there is none, as words that follow "the file"."""
    if len(data) > READ_LIMIT:
        return f"is too large to import (more than {READ_LIMIT // 1024 // 1024} MB)"
    if not data.strip():
        return "is empty"
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and b"\0" in data[:_LOOK] and data.lstrip()[:1] not in (b"{", b"["):
        return "is not text: Factlight imports JSON, CSV and clippings"
    head = decode(data[:_LOOK])[0].lstrip("\ufeff \t\r\n")
    if head[:1] in "{[":
        return _json(head)
    if re.search(r"^={10}\s*$", head, re.MULTILINE):
        return "kindle"
    first = head.split("\n", 1)[0].lower()
    if "highlight" in first and ("," in first or first.strip().strip('"') == "highlight"):
        return "readwise"
    return "is in no format that Factlight can import"


def _json(head: str) -> str:
    if re.match(r'\{\s*"(?:format"\s*:\s*"factlight-bookmarks"|bookmark"|article")', head):
        return "jsonl"
    keys = set(_KEY.findall(head))  # keys only: a tag or a title may be any of these words
    if ("entries" in keys and "annotations" not in keys) or "documents" in keys:
        return "koreader"
    if "www.w3.org/ns/anno" in head or re.search(r'"type"\s*:\s*\[?\s*"Annotation', head):
        return "jsonld"
    if keys & {"annotations", "permissions"} or '"TextQuoteSelector"' in head:
        return "hypothesis"
    if keys & {"@context", "motivation", "target"}:
        return "jsonld"
    return "is JSON, but of no kind that Factlight can import"
