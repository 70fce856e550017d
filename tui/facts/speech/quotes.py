"""Quotations with their speakers; terms and titles in quotation marks told apart from speech."""

from __future__ import annotations

import re

from tui.facts.document import Document
from tui.facts.model import Entity, Fact, Kind, Quotation, Span
from tui.facts.speech.analysis import Analysis, analyse
from tui.facts.speech.attribution_model import Attribution, source_span, span_of
from tui.facts.speech.grammar.tagged_sentence import is_headline
from tui.facts.speech.quotation_marks import Quoted
from tui.facts.speech.who.speakers import Speakers, speakers

_WORD = re.compile(r"[^\W\d_]+")


def find_quotes(doc: Document, names: list[Fact], entities: list[Entity]) -> list[Fact]:
    """All quotations of ``doc``, in text order.

    The fact's span holds the quoted words with their marks. The speaker is a verbatim span (a pronoun
    where the text has one; ``entity`` then says whom it means, where a rule is sure). Terms and titles
    set in marks come with ``scare`` and a confidence below ``LIT``.
    """
    analysis = analyse(doc)
    who = speakers(doc, names, entities, analysis.found)
    doubles = sum(1 for q in analysis.pairs if not q.single and not q.nested)
    singles = sum(1 for q in analysis.pairs if q.single and not q.nested)
    british = singles > doubles
    linked = _linked(doc, analysis, british)
    transcript = _transcript(doc.text, analysis)
    out: list[Fact] = []
    for number, pair in enumerate(analysis.pairs):
        fact = _quote(doc, analysis, who, number, pair, british, linked, transcript)
        if fact is not None:
            out.append(fact)
    return out


def _linked(doc: Document, analysis: Analysis, british: bool) -> dict[int, tuple[Span, ...]]:
    """For each direct attribution (by id) all the quotations it holds, where there are several."""
    held: dict[int, list[Span]] = {}
    for number, a in analysis.holder.items():
        pair = analysis.pairs[number]
        single = pair.single and not british and not _in_headline(doc, pair)
        doubtful = pair.nested or single or doc.text.startswith("''", pair.start)
        if a.direct and not doubtful and number not in analysis.titles:
            held.setdefault(id(a), []).append(Span(pair.start, pair.end))
    return {key: tuple(sorted(spans)) for key, spans in held.items() if len(spans) > 1}


def _transcript(text: str, analysis: Analysis) -> dict[int, Span]:
    """Speakers of quoted transcripts, “SMITH: Are you sure?”, each paragraph opened and none closed.

    A paragraph without a label goes on with the speaker before it.
    """
    out: dict[int, Span] = {}
    speaker: Span | None = None
    last = -2
    for number, pair in enumerate(analysis.pairs):
        if pair.nested:
            continue
        label = _LABEL.match(text, pair.inner, min(pair.inner + 60, pair.inner_end))
        if pair.block > last + 1:
            speaker = None
        if label:
            speaker = Span(*label.span(1))
        if (
            speaker is not None
            and (number not in analysis.holder or number in analysis.guessed)
            and (label or not pair.closed)
        ):
            out[number] = speaker
        if pair.closed:
            speaker = None
        last = pair.block
    return out


_LABEL = re.compile(r"\s?([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}):\s")


def _quote(
    doc: Document,
    analysis: Analysis,
    speakers: Speakers,
    number: int,
    pair: Quoted,
    british: bool,
    linked: dict[int, tuple[Span, ...]],
    transcript: dict[int, Span],
) -> Fact | None:
    text = doc.text
    if pair.start > 0 and text[pair.start - 1] == "=":  # an attribute of markup left in the text
        return None
    holder = None if number in analysis.titles else analysis.holder.get(number)
    warnings: list[str] = []
    if number in transcript:
        holder = None
    if holder is not None:
        source = source_span(text, holder)
        cue = span_of(holder.unit, holder.cue)
        who = speakers.of(holder)
        confidence = 0.95 if holder.direct and source else 0.8 if source else 0.6
        rule, why = _reason(text, holder, source, cue)
        why += f" ({who.why})" if who.why else ""
        if holder.negated and not holder.direct and holder.rule in ("np", "quote"):
            confidence = 0.45
        if number in analysis.guessed:
            confidence, rule = 0.6, "speech.before"
            why = "a quotation that stands alone; the speaker of the sentences beside it"
        detail = Quotation(source, who.entity, cue, parts=linked.get(id(holder), ()))
        if not pair.closed:
            warnings.append("no closing quotation mark")
    elif number in transcript:
        speaker = transcript[number]
        detail, confidence = Quotation(speaker, speakers.named(speaker)), 0.7
        rule, why = "speech.transcript", f"a transcript; “{text[speaker.start : speaker.end]}” has the floor"
    else:
        words = _WORD.findall(text[pair.inner : min(pair.inner_end, pair.inner + 400)])
        if number in analysis.titles:
            detail, confidence = Quotation(scare=True), 0.3
            rule, why = "speech.title", "the name of a work, by its capitals and the word before it"
        elif doc.language != "en" or _is_sentence(text, pair, words) or _heads_headline(doc, pair, words):
            detail, confidence = Quotation(), 0.55
            rule, why = "speech.marks", "a whole sentence between quotation marks; no word says who speaks"
            if not pair.closed:
                confidence = 0.4
        else:
            detail, confidence = Quotation(scare=True), 0.3
            rule, why = "speech.scare", "a term or title in quotation marks; nobody is said to speak"
    if pair.nested:
        spoken = text[pair.inner_end - 1] in ".?!,"
        detail, confidence = Quotation(scare=detail.scare and not spoken), min(confidence, 0.45)
        why = "quoted inside a quotation; who said it is not told here"
    elif pair.single and not british and not _in_headline(doc, pair):
        confidence = min(confidence, 0.45)
        warnings.append("single marks in a text that quotes with double ones")
    elif text.startswith("''", pair.start):
        confidence = min(confidence, 0.45)
        warnings.append("set with two apostrophes instead of a quotation mark")
    return Fact(Kind.QUOTE, pair.start, pair.end, detail, rule, why, confidence, tuple(warnings))


def _heads_headline(doc: Document, pair: Quoted, words: list[str]) -> bool:
    """“'Nobody told us': parents sue”: a headline begins with somebody's words and a colon."""
    return len(words) > 2 and doc.text.startswith((":", " –", " —"), pair.end) and is_headline(doc, pair.block)


def _in_headline(doc: Document, pair: Quoted) -> bool:
    """Headlines set quotations in single marks, whatever the text does."""
    return pair.single and not pair.nested and is_headline(doc, pair.block)


def _reason(text: str, a: Attribution, source: Span | None, cue: Span) -> tuple[str, str]:
    who = f"“{text[source.start : source.end][:60]}”" if source else "source not named"
    word = text[cue.start : cue.end][:40]
    if a.direct:
        return "speech.quote", f"speaker {who} by “{word}” beside the quotation"
    return "speech.partial", f"words quoted inside what {who} is reported to say (“{word}”)"


def _is_sentence(text: str, pair: Quoted, words: list[str]) -> bool:
    if len(words) < 4:
        return False
    small = sum(w[0].islower() for w in words)
    return small * 2 > len(words) and (len(words) >= 8 or text[pair.inner_end - 1] in ".!?,")
