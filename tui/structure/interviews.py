"""Interviews: turns that carry a speaker's label ("Q:", "DW:", "Anna Weber:"), told apart into asking and answering."""

from __future__ import annotations

import re
from collections import Counter

from tui.structure.drafts import Draft, words
from tui.text.article import BlockKind

_LABEL = re.compile(
    r"(?P<name>[^\W\d_a-zß-ÿ](?:[\w.&/'’-]| (?=[\w(&])){0,45}|\d{1,2}[A-Z]\w{0,8})(?P<sign> ?[:：])[ \u00a0]*(?=\S)"
)
_LETTER = re.compile(r"(?P<name>[QA]|Q&A)(?P<sign>[.:)])[ \u00a0]*(?=[^\s.])")
ASKING = words("q question questions frage pregunta domanda reporter interviewer host moderator journalist f p d")
ANSWERING = words("a answer antwort réponse respuesta risposta r")
_NO_SPEAKER = words(
    "note warning update updates correction editor's note read also watch related more tip photo image source "
    "sources topic date time "
    "where when what who why how phone email contact location step example examples summary background "
    "advertisement http https"
)


def mark_interview(flow: list[Draft]) -> None:
    """Gives labelled turns their speaker, and makes the questions among them headings. Linear.

    A text is an interview when two labels at least come back, or "Q" and "A" do, and one of the speakers asks.
    """
    turns: list[tuple[Draft, str]] = []
    for draft in flow:
        if draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM):
            label = speaker_label(draft.line)
            if label:
                turns.append((draft, label))
    if len(turns) < 2:
        return
    count = Counter(label for _, label in turns)
    asked = Counter(label for draft, label in turns if _asks(draft.line))
    asking = _questioners(count, asked)
    if not asking:
        return
    answering = [
        label for label, n in count.items() if label not in asking and (n > 1 or label.casefold() in ANSWERING)
    ]
    if not answering and sum(asked[label] for label in asking) < 3:
        return
    first = answering[0] if len(answering) == 1 else ""
    known = {*asking, *answering}
    for number, (draft, label) in enumerate(turns):
        if label not in known:
            continue
        draft.speaker = label
        if (label in asking and draft.line.rstrip('"”’ )]')[-1:] in ("?", "？")) or label.casefold() in (
            "q",
            "question",
            "frage",
        ):
            draft.take(BlockKind.HEADING, 0.9, f"a question that {label} asks in an interview")
            draft.level = draft.level or 2
            draft.asks = True
            following = turns[number + 1][1] if number + 1 < len(turns) else ""
            draft.answerer = following if following in answering else first


def _questioners(count: Counter[str], asked: Counter[str]) -> set[str]:
    """Labels of those who ask: by what the label says, else whose turns mostly end in a question."""
    named = {label for label in count if label.casefold() in ASKING and asked[label]}
    if named:
        return named
    returning = [label for label, n in count.items() if n > 1]
    return {label for label in returning if asked[label] * 2 >= count[label] and asked[label] > 1}


def speaker_label(line: str) -> str:
    """The label in front of a turn, "" if there is none. "Reporter:" is one, "Note:" is not."""
    head = line[:60]
    if ":" not in head and "：" not in head and head[1:2] not in (".", ")"):
        return ""
    m = _LETTER.match(head) or _LABEL.match(head)
    if not m:
        return ""
    name = m["name"].strip()
    low = name.casefold().replace("’", "'")
    if len(name.split()) > 5 or low.split()[0] in _NO_SPEAKER or low in _NO_SPEAKER:
        return ""
    return name


def _asks(line: str) -> bool:
    return "?" in line[-4:] or "？" in line[-4:]
