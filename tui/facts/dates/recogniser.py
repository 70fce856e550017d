"""Finds date expressions: tokens to letters, rules over the letters, the longest sensible match wins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from tui.facts.dates.context import NO_DATE, NO_YEAR, Context, Found, Match
from tui.facts.dates.doubt import Contradictions
from tui.facts.dates.languages.registry import languages, rules_of
from tui.facts.dates.lexicon import SHAPES, Classes, bare, classes_of, lexicon
from tui.facts.dates.pattern import Node, compile_node, parse, words_in
from tui.facts.dates.qualifiers import qualifier
from tui.facts.dates.rule import Rule
from tui.facts.dates.values import bounds
from tui.facts.document import TOKEN, Document
from tui.facts.model import Fact, Kind, Timex
from tui.text.article import BlockKind

_REMEMBERED = 20_000
"""Words whose classes are remembered from one article to the next."""
_OTHER = "\x01"
"""The letter of all tokens that no rule names."""


def find_dates(doc: Document) -> list[Fact]:
    """All dates, times, durations and sets of a document, in text order and never overlapping.

    Relative ones are resolved against ``doc.published``; without it they stay unresolved and say why.
    Words are read in English, German, French and Spanish; in other languages only digits.
    """
    language = doc.language[:2].lower()
    grammar = _grammar(language if language in languages() else "")
    spans = [(b.start, b.end) for b in doc.blocks]
    facts, doubt = _read(doc, grammar, doc.tokens, doc.sentences, spans, doc.published)
    if doubt:  # what leans on the publication stays open
        facts, _ = _read(doc, grammar, doc.tokens, doc.sentences, spans, None)
        facts = [_doubted(fact, doubt) for fact in facts]
    lines = [(b.start, b.end) for b in doc.article.blocks if b.kind is BlockKind.CREDIT]
    if not lines:
        return facts
    found, _ = _read(doc, grammar, _tokens(doc.text, lines), lines, lines, doc.published)
    stamps = [f for f in found if _is_stamp(f)]
    return sorted([*facts, *stamps], key=lambda f: f.start) if stamps else facts


def _is_stamp(fact: Fact) -> bool:
    """Whether a date of a credit line names one day in full: the day of publication or of a change."""
    timex = fact.detail
    return isinstance(timex, Timex) and bool(timex.begin) and timex.begin == timex.end and fact.rule in _STAMPS


_STAMPS = ("dates.day", "dates.iso", "dates.numeric", "dates.clock-day")

_Tokens = tuple[list[str], list[int], list[int]]


def _tokens(text: str, spans: list[tuple[int, int]]) -> _Tokens:
    found = [m for start, end in spans for m in TOKEN.finditer(text, start, end)]
    return [m[0] for m in found], [m.start() for m in found], [m.end() for m in found]


def _read(
    doc: Document,
    grammar: _Grammar,
    tokens: _Tokens,
    sentences: Sequence[tuple[int, int]],
    spans: list[tuple[int, int]],
    published: date | None,
) -> tuple[list[Fact], str]:
    """(the dates of these spans of the text, from front to back; why the publication date is in doubt, "" if not)."""
    words, starts, _ = tokens
    known = {word: grammar.look_up(word) for word in set(words)}
    classes = {word: found for word, (found, _) in known.items()}
    letter = {word: sign for word, (_, sign) in known.items()}
    letters = "".join(map(letter.__getitem__, words))
    ctx = Context(doc.text, tokens, sentences, classes, published, grammar.language, grammar.read)
    ctx.letters = letters
    out: list[Fact] = []
    against = Contradictions(published)
    for start, end in spans:
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        at = low
        for m in grammar.triggers.finditer(letters, low, high):
            if m.start() < at:
                continue
            best = grammar.best(ctx, m.start(), high)
            if best is None:
                continue
            rule, match, found = best
            at = max(match.last, found.last) + 1
            if not _compared(ctx, match, found):
                ctx.keep(match.first, found.value)
            fact = _fact(ctx, rule, match, found, low)
            against.hold(ctx, fact, match)
            out.append(fact)
    return out, against.doubt()


def _doubted(fact: Fact, doubt: str) -> Fact:
    """A date that would lean on a publication date in doubt: it says so."""
    timex = fact.detail
    if not isinstance(timex, Timex) or timex.unresolved not in (NO_DATE, NO_YEAR):
        return fact
    return replace(fact, detail=replace(timex, unresolved=doubt), warnings=(*fact.warnings, doubt))


def _compared(ctx: Context, match: Match, found: Found) -> bool:
    """Whether a date only names what is compared with: “up 2 % from September”, “than a year earlier”."""
    before, after = ctx.before(match.first), ctx.after(match.last)
    if before not in ("from", "than", "with", "against", "versus") or found.begin:
        return False
    return after not in ("to", "until", "till", "through", "-", "–")


def _fact(ctx: Context, rule: Rule, match: Match, found: Found, low: int) -> Fact:
    first = found.first if found.first >= 0 else match.first
    last = found.last if found.last >= 0 else match.last
    if rule.det and found.first < 0 and first > low and ctx.word(first - 1) in rule.det:
        first -= 1
    mod = found.mod
    if found.first < 0:
        amount = found.type == "DURATION" or match.has("r")
        first, more = qualifier(ctx, first, low, ago=found.type == "DATE") if amount else (first, "")
        mod = mod or more
    begin, end = found.begin, found.end
    if not begin and found.value and found.type in ("DATE", "TIME") and rule.name != "fiscal":
        begin, end = bounds(found.value)
    timex = Timex(
        found.type,
        found.value,
        begin,
        end,
        mod,
        found.quant,
        found.freq,
        found.unresolved if not found.value else "",
    )
    return Fact(
        Kind.DATE,
        ctx.without_article(first),
        ctx.without_s(last),
        timex,
        f"dates.{rule.name}",
        found.why or rule.why,
        found.confidence,
        minor=found.minor,
    )


@dataclass
class _Grammar:
    """The rules of one language with the letters of its word classes; patterns are compiled when first tried."""

    language: str
    rules: tuple[Rule, ...]
    nodes: list[Node]
    literals: frozenset[str]
    sets: dict[frozenset[str], str]
    by_letter: dict[str, list[int]]
    class_letters: dict[str, str]
    triggers: re.Pattern[str]
    compiled: dict[int, re.Pattern[str]] = field(default_factory=dict)
    known: dict[str, tuple[Classes, str]] = field(default_factory=dict)
    starting: dict[str, list[tuple[int, Callable[[str, int, int], re.Match[str] | None]]]] = field(default_factory=dict)

    def look_up(self, word: str) -> tuple[Classes, str]:
        """(classes, letter) of a word; the commonest words of all articles are remembered."""
        found = self.known.get(word)
        if found is None:
            if len(self.known) > _REMEMBERED:
                self.known.clear()
            classes = self.classes(word)
            found = self.known[word] = classes, self.letter(classes)
        return found

    def classes(self, word: str) -> Classes:
        found = classes_of(word, self.language)
        low = bare(word).lower()
        return {**found, low: low} if low in self.literals else found

    def letter(self, classes: Classes) -> str:
        return self.sets.get(frozenset(classes), _OTHER) if classes else _OTHER

    def pattern(self, number: int) -> re.Pattern[str]:
        compiled = self.compiled.get(number)
        if compiled is None:
            compiled = self.compiled[number] = compile_node(self.nodes[number], self.class_letters)
        return compiled

    def best(self, ctx: Context, at: int, high: int) -> tuple[Rule, Match, Found] | None:
        """The longest match at a token that its rule accepts; of equal ones the first rule's."""
        letters = ctx.letters
        patterns = self.starting.get(letters[at])
        if patterns is None:
            patterns = self.starting[letters[at]] = [(n, self.pattern(n).match) for n in self.by_letter[letters[at]]]
        matches = [(-m.end(), n, m) for n, match in patterns if (m := match(letters, at, high))]
        if not matches:
            return None
        matches.sort(key=lambda x: x[:2])
        for _, number, m in matches:
            match = Match(ctx, m)
            found = self.rules[number].make(match)
            if found is not None:
                return self.rules[number], match, found
        return None

    def read(self, ctx: Context, first: int, after: int) -> Found | None:
        """The meaning of exactly these tokens, by the first rule that accepts them."""
        for number in self.by_letter.get(ctx.letters[first], ()):
            m = self.pattern(number).fullmatch(ctx.letters, first, after)
            if m:
                found = self.rules[number].make(Match(ctx, m))
                if found is not None:
                    return found
        return None


@cache
def _grammar(language: str) -> _Grammar:
    """The grammar of a language, "" for digits only."""
    macros: dict[str, Node] = {}
    named_parts, rules = rules_of(language)
    for name, pattern in named_parts:
        macros[name] = parse(pattern, macros)
    nodes = [parse(rule.pattern, macros) for rule in rules]
    named = set().union(*(words_in(node) for node in nodes))
    literals = frozenset(w for w in named if w == w.lower())
    sets: dict[frozenset[str], str] = {}
    anyhow, exact = lexicon(language)
    sample = [*anyhow, *exact, *SHAPES, *literals]
    grammar = _Grammar(language, rules, nodes, literals, sets, {}, {}, re.compile(""))
    for word in sample:
        own = frozenset(grammar.classes(word))
        if own & named and own not in sets:
            sets[own] = chr(0x100 + len(sets))
    for own, letter in sets.items():
        for name in own:
            grammar.class_letters[name] = grammar.class_letters.get(name, "") + letter
    for number, node in enumerate(nodes):
        for letter in sorted({x for name in node.first for x in grammar.class_letters.get(name, "")}):
            grammar.by_letter.setdefault(letter, []).append(number)
    grammar.triggers = re.compile("[" + "".join(sorted(grammar.by_letter)) + "]" if grammar.by_letter else r"(?!)")
    return grammar
