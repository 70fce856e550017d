"""What a rule of attribution finds: a source, a cue and a content in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.facts.model import Span
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.lexicon import Cue

Range = tuple[int, int]


@dataclass(slots=True)
class Attribution:
    """Token ranges are half-open in ``unit``; ``parts`` of the content may be several."""

    unit: Unit
    cue: Range
    source: Range | None
    parts: list[Range]
    word: Cue
    rule: str
    confidence: float
    modality: str
    negated: bool = False
    direct: bool = False
    more: list[Range] = field(default_factory=list)  # offsets of content beyond this sentence


def span_of(u: Unit, tokens: tuple[int, int]) -> Span:
    """Offsets of a half-open range of tokens."""
    return Span(u.starts[tokens[0]], u.ends[tokens[1] - 1])


def source_span(text: str, a: Attribution) -> Span | None:
    """The words of the source, without a closing ’s: “Trump’s demand” is Trump’s."""
    if a.source is None:
        return None
    start, end = span_of(a.unit, a.source)
    if text[end - 2 : end] in ("'s", "’s") and end - start > 2:
        end -= 2
    return Span(start, end)
