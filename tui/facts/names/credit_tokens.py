"""The shared tokens with those of credit lines put in: names stand there, too."""

from __future__ import annotations

from tui.facts.document import TOKEN, Document
from tui.structure import read_credit
from tui.text.article import BlockKind


def with_credits(doc: Document, sentence_starts: set[int]) -> tuple[list[str], list[int], list[int]]:
    """The shared tokens, and those of credit lines: whoever wrote, edited or published is named there.

    Where a line only says that it was published elsewhere, the publisher's name is all that is read.
    """
    spans: list[tuple[int, int]] = []
    for block in doc.article.blocks:
        if block.kind is BlockKind.CREDIT:
            credit = read_credit(doc.text, block.start, block.end)
            if credit is not None and credit.role == "syndication":
                spans.extend(credit.names)
            else:
                spans.append((block.start, block.end))
    if not spans:
        return doc.tokens
    found = list(zip(*doc.tokens, strict=True))
    for start, end in spans:
        sentence_starts.add(start)
        found.extend((m[0], m.start(), m.end()) for m in TOKEN.finditer(doc.text, start, end))
    found.sort(key=lambda token: token[1])
    return [t[0] for t in found], [t[1] for t in found], [t[2] for t in found]
