"""Headings of text without markup: bare short lines over prose, lines of capitals, numbered ones, questions.

A line is judged by its shape and its neighbours first. Doubtful questions (several sentences, in quotation marks,
under another heading, with a joint in front) are settled by the document: they count where it has clear ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.structure.drafts import NOISE, Draft, inner_stop, is_question, last_sign, words
from tui.structure.interviews import mark_interview
from tui.text.article import BlockKind

LONGEST = 420
"""No heading is longer, in code points."""
UNMARKED = 3
"""Bare questions that a page with markup must have before they are taken for headings: one alone is a paragraph."""
PROSE_WORDS = 12
"""Words from which a block without markup is taken for prose."""

_NEVER_FIRST = frozenset("„-–—*#@&…,;:.)]«")
_QUOTES = frozenset("\"“‘'«„")
_JOINTS = words(
    "and but or so yet if nor because though although however therefore then thus still instead und aber oder "
    "et mais ou "
    "pero y ma"
)
_IN_FLOW = words("though then however anyway really exactly")
_YES_OR_NO = words("is are was were do does did has have had isn't aren't doesn't don't didn't wasn't")
YOU = words(
    "you your yours yourself you're you've you’re you’ve sie ihnen ihre ihr du vous votre vos usted tú su lei suo tu"
)
ASKING_WORDS = words(
    "who whom whose what when where why how which is are am was were do does did can could should shall will "
    "would may might must "
    "have has had isn aren don doesn didn can couldn won wouldn shouldn if in on at to for from with by under "
    "about any "
    "wer wen wem was wann wo wohin woher warum wieso weshalb wie welche welcher welches ist sind war hat haben "
    "kann können "
    "soll sollte muss wird werden darf gibt qui que quoi quand où pourquoi comment quel quelle quels quelles "
    "est combien "
    "faut quién quiénes qué cuándo dónde por cómo cuál cuáles cuánto cuántos es son puede hay chi che cosa "
    "quando dove perché "
    "come quale quali quanto quanti può"
)


def mark_headings(drafts: list[Draft], plain: bool) -> None:
    """Turns paragraphs into headings where shape and neighbours say so, and finds those that ask. Linear.

    With ``plain`` false the source has markup: then bold paragraphs count, and shape only where it has no headings.
    """
    flow = [d for d in drafts if d.kind not in NOISE]
    mark_interview(flow)
    if plain and flow:
        _headline(flow)
    guess = plain or not any(d.kind is BlockKind.HEADING and d.level > 1 for d in flow)
    asked = _Asked(plain, [])
    for i, draft in enumerate(flow):
        if draft.kind is BlockKind.HEADING:
            if not draft.speaker:
                draft.asks = draft.asks or _asks(draft.line)
            asked.clear += draft.asks
        elif _may_be_heading(draft) and i + 1 < len(flow):
            if draft.bold and draft.kind is BlockKind.PARAGRAPH and _bold(draft):
                asked.clear += draft.asks
            elif guess and _asks(draft.line):
                _ask(flow, i, asked)
            elif guess and (plain or draft.line.isupper()):
                _plain(draft, flow[i - 1] if i else None, flow[i + 1], flow[i + 2] if i + 2 < len(flow) else None)
    for draft, needed in asked.doubtful:
        if asked.clear + (asked.quoted if draft.line[0] in _QUOTES else 0) >= needed:
            _take_question(draft, 0.65, "asks, as other headings of this text do")


@dataclass(slots=True)
class _Asked:
    """The questions of a text so far: how many are clear headings, and which need how many clear ones beside them."""

    plain: bool
    doubtful: list[tuple[Draft, int]]
    clear: int = 0
    quoted: int = 0


def _may_be_heading(draft: Draft) -> bool:
    prose = draft.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    return prose and not draft.fixed and not draft.speaker and len(draft.line) <= LONGEST


def _ask(flow: list[Draft], i: int, asked: _Asked) -> None:
    """Judge the line ``i``, which asks: a heading, none, or one to be settled by the others."""
    draft, plain = flow[i], asked.plain
    doubt = _question(draft, flow[i - 1] if i else None, flow[i + 1])
    if doubt < 0 and plain and _paired(flow, i):
        doubt = 1
    if doubt == 0 and plain and not draft.line.isupper() and (not i or _plain_voice(draft.line)):
        asked.doubtful.append((draft, 1))  # a title, or the writer's own voice, unless others ask as well
    elif doubt == 0:
        asked.clear += 1
        if plain:
            _take_question(draft, 0.8, "a line of its own that asks, with text below it")
        else:
            asked.doubtful.append((draft, UNMARKED))
    elif doubt > 0 and plain:
        asked.doubtful.append((draft, doubt))
        asked.quoted += draft.line[0] in _QUOTES


def _paired(flow: list[Draft], i: int) -> bool:
    """Whether two short questions stand one after the other, this one among them, with prose below and none above."""
    first = i - 1 if i and is_question(flow[i - 1].line) else i
    if first + 2 >= len(flow) or not all(_short_question(d) for d in flow[first : first + 2]):
        return False
    above = flow[first - 1] if first else None
    below = flow[first + 2]
    return (above is None or not _asks(above.line)) and len(below.line.split()) >= PROSE_WORDS and not _asks(below.line)


def _short_question(draft: Draft) -> bool:
    plain = draft.kind is BlockKind.PARAGRAPH and draft.line[:1].isupper()
    return plain and is_question(draft.line) and len(draft.line.split()) <= PROSE_WORDS


def _plain_voice(line: str) -> bool:
    """Whether a question is rather the writer's own within the text: "How much, though, is too much?", "Is it?"."""
    tokens = [t.strip(",.?!’'\"”“;:").casefold() for t in line.split()]
    return not _IN_FLOW.isdisjoint(tokens[1:-1]) or (tokens[0] in _YES_OR_NO and len(tokens) > 7)


def _take_question(draft: Draft, confidence: float, reason: str) -> None:
    draft.take(BlockKind.HEADING, confidence, reason)
    draft.level = 2
    draft.asks = True


def _asks(line: str) -> bool:
    """Whether the last sentence of a line asks."""
    return line.rstrip("\"”’'»)]*_ ").endswith(("?", "？", "\u037e", "؟"))


def _question(draft: Draft, before: Draft | None, after: Draft) -> int:
    """How many clear questions the document must have for this line to be one: 0 = it is clear itself, -1 = never."""
    line = draft.line
    tokens = line.split()
    title = len(tokens) > 2 and _title_case(tokens)
    long = len(after.line.split()) >= PROSE_WORDS
    if _never(draft, tokens, title, long, after) or (before is not None and before.asks):
        return -1
    needed = 2 if before is not None and before.line.endswith(":") else 0
    if title:
        return needed
    if before is not None and before.kind is BlockKind.HEADING:
        needed = 1 if long else 2
    elif before is not None and _asks(before.line) and len(before.line) < 200:
        return -1
    if tokens[0].strip(",").casefold() in _JOINTS:
        needed = max(needed, 0 if len(tokens) < 9 and long else 1 if len(tokens) < 5 else 3)
    if line[0] in _QUOTES:
        if not long or after.line[0] in _QUOTES:
            return -1
        needed = max(needed, 3)
    return _shaped(draft, tokens, long, needed)


def _never(draft: Draft, tokens: list[str], title: bool, long: bool, after: Draft) -> bool:
    """Whether a line that asks is no heading by its own shape or by what follows."""
    line = draft.line
    if len(tokens) > 60 or after.kind is BlockKind.TABLE_ROW:
        return True
    if not title and is_question(after.line) and len(after.line) < max(80, 2 * len(line)):  # a list of questions
        return True
    if draft.kind is BlockKind.LIST_ITEM and not draft.marker[:1].isdigit():
        return True
    if line[0] in _NEVER_FIRST or line[0].islower():
        return True
    if line[-1] in '”"’»' and line[0] not in _QUOTES and not any(c in '“"«„' for c in line[:2]):
        return True  # the question is somebody's words: he asked, “What next?”
    return not long and len(after.line.split()) < 5 and last_sign(after.line) not in ".!:"


def _shaped(draft: Draft, tokens: list[str], long: bool, needed: int) -> int:
    """As :func:`_question`, by the sentences in the line; ``needed`` is what its neighbours ask for."""
    line = draft.line
    if not is_question(line):
        several = _several(line, tokens) if long else -1
        return max(needed, several) if several > 0 else -1
    colon = line.find(": ")
    if colon > 0 and len(line[:colon].split()) > 7:  # "… the key question: who are your readers?"
        return -1
    if len(tokens) > 30 or (len(tokens) > 9 and not draft.marker and _plain_start(tokens)):
        needed = max(needed, 2)
    return needed


def _several(line: str, tokens: list[str]) -> int:
    """As :func:`_question`, for a line of several sentences of which the last asks."""
    at = 0
    stops: list[str] = []
    while (stop := inner_stop(line[at:])) >= 0 and len(stops) < 6:
        stops.append(line[at + stop])
        at += stop + 1
    if all(sign in "?？" for sign in stops) or len(tokens) <= 12:
        return 1
    if not YOU.isdisjoint(t.strip(",.?!’'\"”“;:").casefold() for t in tokens):
        return 3  # somebody is spoken to
    return -1


def _plain_start(tokens: list[str]) -> bool:
    """Whether a sentence begins as a statement does, not as a question."""
    first = tokens[0].casefold().strip("“\"'¿‘,")
    return (
        first.split("’")[0].split("'")[0] not in ASKING_WORDS and not tokens[0][:1].isdigit() and ":" not in tokens[0]
    )


def _bold(draft: Draft) -> bool:
    """A paragraph all in bold: a heading when it is short, or asks."""
    tokens = draft.line.split()
    if _asks(draft.line) and len(tokens) <= 60:
        _take_question(draft, 0.9, "a paragraph all in bold that asks")
    elif len(tokens) <= 15 and last_sign(draft.line) not in ".…" and draft.line[-1] not in ",;":
        draft.take(BlockKind.HEADING, 0.85, "a short paragraph all in bold")
        draft.level = 3
    else:
        return False
    return True


def _plain(draft: Draft, before: Draft | None, after: Draft, later: Draft | None) -> None:
    line = draft.line
    if len(line) > 110 or line.count(" ") > 14 or line[-1] in ".,;…":
        return
    if len(after.line) <= 40 and not draft.blank and not line.isupper() and (before is None or len(before.line) < 40):
        return  # one of many short lines
    tokens = line.split()
    if draft.kind is BlockKind.LIST_ITEM:
        _numbered(draft, tokens, after)
        return
    if len(tokens) > 12 or line[-1] in ".,;:…-–—" or last_sign(line) in ".…" or inner_stop(line) >= 0:
        return
    if not (line[0].isupper() or line[0].isdigit() or line[0] in '“"‘«¿¡'):
        return
    below = len(after.line.split()) if len(after.line) > 40 else 0
    listed = before is not None and before.kind is BlockKind.PARAGRAPH and _leads_on(before, draft)
    if line.isupper() and sum(map(str.isalpha, line)) > 3:
        _take(draft, 0.9, "a short line in capitals")
    elif listed:
        return
    elif below >= PROSE_WORDS and (last_sign(after.line) in ".!?:…" or (len(tokens) > 1 and _title_case(tokens))):
        _take(draft, 0.7, "a short line without a stop over a longer paragraph")
    elif (
        draft.blank
        and after.blank
        and later is not None
        and len(later.line.split()) >= PROSE_WORDS
        and _asks(after.line)
    ):
        _take(draft, 0.6, "a short line without a stop over another heading")
    elif (
        len(tokens) <= 4
        and before is not None
        and before.kind is BlockKind.PARAGRAPH
        and last_sign(before.line) in ".!?"
        and len(before.line.split()) >= PROSE_WORDS
        and (later is not None or below >= PROSE_WORDS)
        and (len(tokens) < 4 or _titled(tokens))
    ):
        _take(draft, 0.55, "a few words without a stop behind a whole paragraph")


def _headline(flow: list[Draft]) -> None:
    """The first line of a text without markup, when it is short and has no stop and prose follows."""
    first = flow[0]
    if first.kind is not BlockKind.PARAGRAPH or len(first.line) > 160 or _asks(first.line):
        return
    if last_sign(first.line) in ".!…:;," or first.line[-1] in ":;,—–-" or not (first.line[0].isupper() or first.blank):
        return
    below = flow[1:6]
    if (
        any(len(d.line.split()) >= PROSE_WORDS and last_sign(d.line) in ".!?…" for d in below)
        and len(first.line.split()) > 1
    ):
        _take(first, 0.7, "the first line, short and without a stop")


def _leads_on(before: Draft, draft: Draft) -> bool:
    """Whether the line before makes this one an item of a list: it ends in a colon, or is such an item itself."""
    if before.line.endswith(":"):
        return True
    return not (draft.blank and before.blank) and len(before.line) < 100 and last_sign(before.line) not in ".!?…”"


def _numbered(draft: Draft, tokens: list[str], after: Draft) -> None:
    """ "2. Follow the guidance" over prose: a heading that carries a number."""
    if not draft.marker[:1].isdigit() or len(tokens) > 12 or last_sign(draft.line) in ".…;," or draft.line[-1] in ":;,":
        return
    if after.kind is BlockKind.PARAGRAPH and len(after.line.split()) >= PROSE_WORDS and draft.line[0].isupper():
        _take(draft, 0.65, "a numbered short line over a longer paragraph")


def _title_case(tokens: list[str]) -> bool:
    """Whether all words but the small ones are capitalised, as titles are in English."""
    return all(not t[0].islower() or len(t) < 4 or t in ("from", "with", "your", "into", "over") for t in tokens)


def _titled(tokens: list[str]) -> bool:
    return all(t[0].isupper() or len(t) < 4 for t in tokens)


def _take(draft: Draft, confidence: float, reason: str) -> None:
    draft.take(BlockKind.HEADING, confidence, reason)
    draft.level = 2
