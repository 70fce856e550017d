"""spaCy's names as a plug-in recogniser (``pip install factlight[spacy]``, then name it "spacy").

The pipeline is the one named by the environment variable ``FACTLIGHT_SPACY``, else ``en_core_web_sm``. Nothing is
downloaded: a pipeline that is not installed is said to be missing when the recogniser is first used.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

from tui.facts.document import Document
from tui.facts.model import Fact, Kind, Mention

KINDS = {"PERSON": Kind.PERSON, "PER": Kind.PERSON, "ORG": Kind.ORGANISATION, "GPE": Kind.PLACE, "LOC": Kind.PLACE}
CONFIDENCE = 0.6
"""Above the line: the user asked for these names; below what our own rules are sure of."""


@cache
def pipeline() -> Any:
    """The pipeline, loaded once. Raises OSError when it is not installed."""
    import spacy

    return spacy.load(os.environ.get("FACTLIGHT_SPACY", "en_core_web_sm"))


def recognise(doc: Document) -> Iterator[Fact]:
    """Persons, organisations and places, sentence by sentence, as mentions that are folded with nobody."""
    yield from recognise_with(pipeline(), doc)


def recognise_with(nlp: Any, doc: Document) -> Iterator[Fact]:
    """The same with a pipeline at hand; spaCy counts code points as we do."""
    sentences = doc.sentences
    for (start, _), parsed in zip(sentences, nlp.pipe(doc.text[s:e] for s, e in sentences), strict=True):
        for entity in parsed.ents:
            kind = KINDS.get(entity.label_)
            if kind is not None:
                yield Fact(
                    kind, start + entity.start_char, start + entity.end_char, Mention(),
                    rule=entity.label_, why="named by spaCy", confidence=CONFIDENCE,
                )  # fmt: skip
