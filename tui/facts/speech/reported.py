"""What a rule of attribution finds: a source, a cue and a content in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.facts.speech.lexicon import Cue
from tui.facts.speech.units import Unit

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
