"""Why a fact is lit: what recognised it, its value, what is doubtful, in paragraphs for a card. No Textual."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.facts.date_words import in_words
from tui.facts.describe import figure_value, manner, speaker, value, words
from tui.facts.model import (
    Claim,
    Entity,
    Fact,
    Facts,
    Figure,
    Gap,
    Mention,
    Quotation,
    Timex,
)

if TYPE_CHECKING:
    from tui.text.article import Article

Line = tuple[tuple[str, str], ...]
"""One paragraph: (text, style) runs."""

LABEL = 14
"""Cells of the column of labels."""


def explain(fact: Fact, facts: Facts, article: Article, day: tuple[str, str]) -> list[Line]:
    """The paragraphs of the card; ``day`` is (ISO date, origin) that relative dates are counted from."""
    text = article.text
    said = words(text, fact.span) or "⟨…⟩"
    out: list[Line] = [((said[:600], fact.kind.value),), ()]

    def row(label: str, what: str, style: str = "text") -> None:
        if what:
            out.append(((f"{label:<{LABEL}}", "quiet"), (what, style)))

    row("kind", fact.kind.value)
    detail = fact.detail
    if isinstance(detail, Figure):
        row("value", figure_value(detail))
        row("counts", words(text, detail.counted))
        row("says again", words(text, detail.restates))
        row("said again", words(text, detail.restated_by))
        row("conversion", detail.conversion, "warning" if "not" in detail.conversion else "text")
        row("arithmetic", detail.check, "warning" if "not" in detail.check else "text")
        row("key figure", detail.key_reason)
    elif isinstance(detail, Timex):
        row("value", in_words(detail) or f"none: {detail.unresolved or 'no date'}")
        row("covers", detail.begin if detail.begin == detail.end else f"{detail.begin} to {detail.end}")
        if day[0]:
            row("counted from", f"{day[0]} ({day[1]})")
    elif isinstance(detail, Mention):
        if 0 <= detail.entity < len(facts.entities):
            _entity(facts.entities[detail.entity], text, row)
    elif isinstance(detail, Quotation):
        row("speaker", "nobody: a term or title" if detail.scare else speaker(detail, facts, text))
        row("said with", words(text, detail.cue))
    elif isinstance(detail, Claim):
        row("who", speaker(detail, facts, text))
        row("how", manner(detail, text))
        row("said with", words(text, detail.cue))
        row("what", " … ".join(words(text, span) for span in detail.content)[:600])
    elif isinstance(detail, Gap):
        row("reason", detail.reason)
    else:
        row("value", value(fact, facts, text))
    out.append(())
    row("why", fact.why)
    row("rule", fact.rule)
    row("sure", f"{round(fact.confidence * 100)}%")
    for warning in fact.warnings:
        row("but", warning, "warning")
    return out


def _entity(entity: Entity, text: str, row: Callable[..., None]) -> None:
    row("name", entity.name)
    row("short", entity.short if entity.short != entity.name else "")
    row("role", "; ".join(dict.fromkeys(words(text, r) for r in entity.roles)))
    row("country", entity.country)
    n = len(entity.mentions)
    forms = list(dict.fromkeys(words(text, m) for m in entity.mentions))
    row("named", f"{n} time{'s' if n != 1 else ''}" + (f": {', '.join(forms[:6])}" if len(forms) > 1 else ""))
    row("folded", entity.why)
