"""Facts that the article's structure holds: questions with their answers, lost words, credits."""

from __future__ import annotations

from tui.facts.model import Credit, Fact, Gap, Kind, Question, Span
from tui.structure import answer_blocks, find_gaps, read_credit
from tui.text.article import Article, BlockKind


def structural_facts(article: Article) -> list[Fact]:
    """Questions, gaps and credits of ``article``, in the order of the text; spans in its code points."""
    facts = [*_questions(article), *_gaps(article), *_credits(article)]
    return sorted(facts, key=lambda f: (f.start, -f.end))


def _questions(article: Article) -> list[Fact]:
    out = []
    for number, section in enumerate(article.sections):
        if section.kind not in ("question", "interview"):
            continue
        heading = article.blocks[section.heading]
        below = answer_blocks(article, section)
        answer = Span(below[0].start, below[-1].end) if below else None
        detail = Question(answer, number, section.kind)
        out.append(
            Fact(
                Kind.QUESTION,
                heading.start,
                heading.end,
                detail,
                f"structure.{section.kind}",
                section.reason,
                section.confidence,
            )
        )
    return out


def _gaps(article: Article) -> list[Fact]:
    return [
        Fact(Kind.GAP, at, at, Gap(reason), "structure.gap", f"words are missing here: {reason}")
        for at, reason in find_gaps(article)
    ]


def _credits(article: Article) -> list[Fact]:
    out = []
    for block in article.blocks:
        if block.kind is BlockKind.CREDIT:
            credited = read_credit(article.text, block.start, block.end)
            names = tuple(Span(*name) for name in credited.names)
        elif block.kind is BlockKind.CORRECTION:
            credited, names = None, ()
        else:
            continue
        role = credited.role if credited else "correction"
        out.append(
            Fact(
                Kind.CREDIT,
                block.start,
                block.end,
                Credit(role, names),
                f"structure.{role}",
                block.reason,
                block.confidence,
            )
        )
    return out
