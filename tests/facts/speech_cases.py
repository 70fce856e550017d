"""Reads the golden cases of quotations and claims: data files that a person can extend.

A case begins with “## name”, “[de]” behind the name gives the language. Then the text, paragraphs parted by
blank lines, a headline marked “# ”. Then what must be found, and nothing else:

    quote: words with their marks | speaker or -
    dim: the same for a quotation that is kept but not lit
    scare: a term or title in quotation marks
    claim: [not ]modality | source or - | cue | content … content
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tui.facts.document import Document
from tui.facts.model import Claim, Fact, Quotation, Span
from tui.facts.speech import find_claims, find_quotes
from tui.structure import plain_article, structured_article
from tui.text.article import Article, Block, BlockKind

KEYS = ("quote:", "dim:", "scare:", "claim:")


@dataclass(frozen=True)
class Case:
    name: str
    language: str
    text: str
    expected: list[str]


def read_cases(path: Path) -> list[Case]:
    """All cases of one file."""
    cases = []
    for part in path.read_text("utf-8").split("\n## ")[1:]:
        name, _, rest = part.partition("\n")
        language = name[-3:-1] if name.endswith("]") else "en"
        lines = rest.strip().split("\n")
        text = "\n".join(line for line in lines if not line.startswith(KEYS)).strip()
        cases.append(Case(name, language, text, [line for line in lines if line.startswith(KEYS)]))
    return cases


def article_of(text: str) -> Article:
    """The article of a case; its first paragraph is a title if marked so."""
    if not text.startswith("# "):
        return plain_article(text)
    text = text[2:]
    blocks, at = [], 0
    for number, paragraph in enumerate(text.split("\n\n")):
        kind = BlockKind.PARAGRAPH if number else BlockKind.TITLE
        blocks.append(Block(kind, at, at + len(paragraph)))
        at += len(paragraph) + 2
    return structured_article(text, blocks)


def found_in(text: str, language: str = "en") -> list[str]:
    """What is found in ``text``, in the notation of the cases."""
    article = article_of(text)
    doc = Document(article, None, language)
    quotes = find_quotes(doc, [], [])
    claims = find_claims(doc, [], [], quotes)
    return [*(_quote(article.text, f) for f in quotes), *(_claim(article.text, f) for f in claims if f.lit)]


def _words(text: str, span: Span | None) -> str:
    return " ".join(text[span.start : span.end].split()) if span else "-"


def _quote(text: str, fact: Fact) -> str:
    detail = fact.detail
    assert isinstance(detail, Quotation)
    if detail.scare and not fact.lit:
        return f"scare: {_words(text, fact.span)}"
    return f"{'quote' if fact.lit else 'dim'}: {_words(text, fact.span)} | {_words(text, detail.speaker)}"


def _claim(text: str, fact: Fact) -> str:
    detail = fact.detail
    assert isinstance(detail, Claim)
    modality = ("not " if detail.negated else "") + detail.modality
    content = " … ".join(_words(text, part) for part in detail.content)
    return f"claim: {modality} | {_words(text, detail.source)} | {_words(text, detail.cue)} | {content}"
