"""A shallow parse of one sentence: noun phrases, verb groups, and which noun phrase each verb belongs to.

Who speaks is decided by the structure of the clause. In “Residents who fled the town said …” the noun phrase nearest
to “said” is “the town”, yet its subject is “Residents”. The parse reads a sentence once from left to right, keeps a
stack of open clauses (main, relative, participial, subordinate, reported) and gives each finite verb to the
innermost clause that still waits for one. It is linear in the length of the sentence and uses no weights.
"""

from __future__ import annotations

from tui.facts.speech.grammar.chunks import VERBAL, Chunk, Part
from tui.facts.speech.grammar.clause_state import Clause, ClauseKind, ClauseReader, Range
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.grammar.verb_forms import readings_at
from tui.facts.speech.lexicon import word_set


class Subjects(ClauseReader):
    """Subjects of the verbs of one sentence, by the token of the verb."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self._read()
        self.verb_from = {c.start: c.head for c in self._chunks if c.part in (Part.FINITE, Part.MAYBE)}
        self.begins = {extent[0]: verb for verb, extent in self.of.items() if extent[0] < verb}
        del self._chunks, self._stack, self._unit  # what is kept with the sentence is small and refers to nothing

    def _read(self) -> None:
        readers = {
            Part.NOUN: self._noun,
            Part.FINITE: self._finite,
            Part.MAYBE: self._maybe,
            Part.GERUND: self._gerund,
            Part.INFINITIVE: self._infinitive,
            Part.RELATIVE: self._relative,
            Part.SUBORDINATOR: self._subordinator,
            Part.COMMA: self._comma,
            Part.BREAK: self._break,
            Part.QUOTE: self._quote,
        }
        for i, chunk in enumerate(self._chunks):
            part = chunk.part
            if part in readers:
                readers[part](i, chunk)
                if part in VERBAL:
                    self.verbs.add(chunk.head)
            self._after_preposition = part is Part.PREPOSITION

    def _noun(self, i: int, chunk: Chunk) -> None:
        top = self._stack[-1]
        before = self._before(i)
        if self._after_preposition:
            if (
                top.extent is not None
                and top.verb < 0
                and not chunk.time
                and self._chunks[i - 1].start == top.extent[1]
            ):
                top.extent = (top.extent[0], chunk.end)
            return
        if chunk.time:
            top.time = top.time or chunk
            return
        if before is Part.AND and i > 2 and self._chunks[i - 2].part is Part.NOUN and self._is_listed(i - 2):
            return
        if top.verb < 0:
            if top.subject is None:
                top.subject = top.extent = (chunk.start, chunk.end)
                self._resolve_waiting(top)
            elif before is Part.GERUND and top.extent is not None and top.extent[1] == chunk.start:
                top.extent = (top.extent[0], chunk.end)
            elif chunk.pronoun and before is Part.COMMA:
                top.subject = top.extent = (chunk.start, chunk.end)
            elif before is Part.COMMA and self._reports_at(i):
                self._stack.append(Clause(ClauseKind.RELATIVE, (chunk.start, chunk.end), (chunk.start, chunk.end)))
            elif before in (Part.COMMA, Part.AND):
                aged = all(self._unit.tags[t] in "#" for t in range(chunk.start, chunk.end))
                if top.extent is not None and not aged and self._touches(top, i - 1):
                    top.extent = (top.extent[0], chunk.end)
            elif before is not Part.PREPOSITION:
                self._stack.append(Clause(ClauseKind.RELATIVE, (chunk.start, chunk.end), (chunk.start, chunk.end)))
            return
        top.fresh = before in (Part.COMMA, Part.AND, Part.QUOTE)
        top.candidate = chunk

    def _finite(self, i: int, chunk: Chunk) -> None:
        top = self._stack[-1]
        if top.verb < 0:
            self._take(top, chunk)
            return
        before = self._before(i)
        if chunk.part is Part.MAYBE and self._unit.low[top.verb] in word_set("perfect") and self._reaches(None, i):
            self._share(top, chunk)  # “has in the past described”
            return
        if before is Part.AND:
            self._after_and(i, chunk)
            return
        outer = next((c for c in reversed(self._stack[:-1]) if c.verb < 0 and c.subject is not None), None)
        if self._begins_clause(i, top, outer):
            candidate = top.candidate
            assert candidate is not None
            if top.doubtful and not top.fresh and not top.takes_clause:
                self._reread(top, chunk)
            else:
                self._begin(candidate, chunk, reported=top.takes_clause and not top.fresh)
        elif outer is not None:
            while self._stack[-1] is not outer:
                self._stack.pop()
            self._take(outer, chunk)
        elif top.doubtful:
            self._reread(top, chunk)
        elif before is Part.COMMA:
            self._after_comma(chunk)

    def _begins_clause(self, i: int, top: Clause, outer: Clause | None) -> bool:
        """Whether the noun phrase before the verb at ``i`` is its subject, although a clause outside may wait."""
        candidate = top.candidate
        if candidate is None or not self._reaches(candidate, i):
            return False
        if outer is None:
            return True
        if (top.fresh or top.takes_clause) and self._later_finite(i):
            return True
        at = self._chunks.index(candidate)
        return at > 0 and self._chunks[at - 1].part is Part.COMMA and self._reports_at(at)

    def _after_and(self, i: int, chunk: Chunk) -> None:
        """A verb behind “and” shares the subject before it."""
        if i > 1 and self._chunks[i - 2].part is Part.COMMA:
            while len(self._stack) > 1 and self._stack[-1].kind is ClauseKind.RELATIVE:
                self._stack.pop()
        reporter = self._reporter(chunk)
        if reporter is not None:
            while self._stack[-1] is not reporter:
                self._stack.pop()
        self._share(self._stack[-1], chunk)

    def _after_comma(self, chunk: Chunk) -> None:
        """A verb behind a comma that no clause waits for: “said the man, who …, denied it”, “came, saw”."""
        holder = next((c for c in reversed(self._stack) if c.held is not None), None)
        if holder is not None and holder.held is not None:
            while self._stack[-1] is not holder:
                self._stack.pop()
            self._begin(holder.held, chunk, reported=True)
            holder.held = None
        else:
            self._share(self._stack[-1], chunk)
            self.shared.add(chunk.head)

    def _maybe(self, i: int, chunk: Chunk) -> None:
        """A word in -ed without an auxiliary: the past tense or a participle."""
        top = self._stack[-1]
        before = self._before(i)
        if before in (Part.NOUN, Part.COMMA) and self._is_participle(i):
            extent = top.extent if top.verb < 0 else None
            self._stack.append(Clause(ClauseKind.PARTICIPLE, extent, extent, verb=chunk.head))
            return
        if before is Part.NOUN and top.verb >= 0 and not top.takes_clause and not top.fresh and self._follows_object(i):
            self._stack.append(Clause(ClauseKind.PARTICIPLE, verb=chunk.head))
            return
        if before in (Part.BREAK, Part.SUBORDINATOR, Part.PREPOSITION) or (
            before is Part.COMMA and top.subject is None
        ):
            self._stack.append(Clause(ClauseKind.PARTICIPLE, verb=chunk.head))
            self._waiting.append(chunk.head)
            return
        self._finite(i, chunk)
        following = self._chunks[i + 1].part if i + 1 < len(self._chunks) else Part.BREAK
        named = before is Part.NOUN and not self._chunks[i - 1].pronoun
        self._stack[-1].doubtful = named and following in (Part.PREPOSITION, Part.GERUND, Part.ADVERB)

    def _follows_object(self, i: int) -> bool:
        """“relatives of the people killed on Monday”: nothing that the word at ``i`` could take as its object follows,
        and no clause outside waits for a verb."""
        following = self._chunks[i + 1] if i + 1 < len(self._chunks) else None
        if (
            following is not None
            and following.part in (Part.NOUN, Part.QUOTE, Part.SUBORDINATOR)
            and not following.time
        ):
            return False
        return not any(c.verb < 0 and c.subject is not None for c in self._stack)

    def _is_participle(self, i: int) -> bool:
        """Whether the next finite verb is reached over prepositional phrases alone, or over the comma that closes
        what a comma opened: then this one is no verb of the clause. “by” behind it says the same."""
        n = len(self._chunks)
        after_comma = self._before(i) is Part.COMMA
        if (
            i + 1 < n
            and self._chunks[i + 1].by
            and self._unit.low[self._chunks[i].head] not in word_set("reporting_by")
        ):
            return True
        j = i + 1
        while j < n:
            part = self._chunks[j].part
            if part in (Part.FINITE, Part.MAYBE):
                before = self._chunks[j - 1].part
                return j > i + 1 and (before is Part.COMMA if after_comma else before in (Part.NOUN, Part.ADVERB))
            if part is Part.COMMA:
                if not after_comma:
                    return False
            elif part is Part.NOUN:
                if not self._chunks[j].time and self._chunks[j - 1].part is not Part.PREPOSITION:
                    return False
            elif part is Part.INFINITIVE and after_comma:  # “, expected to close in May, values”
                j += j + 1 < n and self._chunks[j + 1].part is Part.NOUN
            elif part not in (Part.PREPOSITION, Part.ADVERB):
                return False
            j += 1
        return False

    def _gerund(self, i: int, chunk: Chunk) -> None:
        top = self._stack[-1]
        before = self._before(i)
        if before is Part.PREPOSITION and self._inside_subject(top, i - 1, chunk):
            return
        subject: Range | None = None
        if before is Part.NOUN and i > 0 and self._chunks[i - 1].part is Part.NOUN and not self._chunks[i - 1].time:
            last = self._chunks[i - 1]
            subject = (last.start, last.end)
            if top.verb >= 0 and self._unit.low[chunk.head] != "reading" and not self._speaks(i - 1):
                subject = self._governing(chunk) or subject
            if top.verb < 0 and top.extent is not None and top.extent[1] == last.end:
                subject = top.extent
        elif before in (Part.COMMA, Part.AND, Part.PREPOSITION, Part.NOUN, Part.QUOTE, Part.ADVERB):
            subject = self._governing(chunk)
        if subject is not None:
            self.of[chunk.head] = subject
        else:
            self._waiting.append(chunk.head)
        clause = Clause(ClauseKind.PARTICIPLE, subject, subject)
        self._enter(clause, chunk)
        if top.kind is ClauseKind.PARTICIPLE and before in (Part.COMMA, Part.AND):
            self._stack.pop()
        self._stack.append(clause)
        if len(self._stack) > 8:
            del self._stack[1]

    def _infinitive(self, i: int, chunk: Chunk) -> None:
        top = self._stack[-1]
        if top.verb < 0 and top.subject is None:
            self._stack.append(Clause(ClauseKind.PARTICIPLE, verb=chunk.head))
            self._waiting.append(chunk.head)
            return
        top.candidate = None
        if top.verb >= 0:
            top.takes_clause = any("c" in r.frames for r in readings_at(self._unit, chunk.head))
        else:
            extent = top.extent
            self._stack.append(Clause(ClauseKind.PARTICIPLE, extent, extent, verb=chunk.head))

    def _relative(self, i: int, chunk: Chunk) -> None:
        self._stack.append(Clause(ClauseKind.RELATIVE, (chunk.start, chunk.end), (chunk.start, chunk.end)))
        following = self._chunks[i + 1] if i + 1 < len(self._chunks) else None
        if following is not None and following.part is Part.NOUN and not following.time:
            self._stack[-1].subject = self._stack[-1].extent = None  # “whom Holm met”
        if len(self._stack) > 8:
            del self._stack[1]

    def _subordinator(self, i: int, chunk: Chunk) -> None:
        del i
        kind = ClauseKind.REPORTED if self._stack[-1].takes_clause and chunk.that else ClauseKind.SUBORDINATE
        self._stack.append(Clause(kind))
        if len(self._stack) > 8:
            del self._stack[1]

    def _comma(self, i: int, chunk: Chunk) -> None:
        del chunk
        following = self._chunks[i + 1].part if i + 1 < len(self._chunks) else Part.BREAK
        waiting = next((c for c in reversed(self._stack) if c.kind in (ClauseKind.MAIN, ClauseKind.REPORTED)), None)
        if (
            waiting is not None
            and waiting.verb < 0
            and waiting.subject is None
            and following in (Part.NOUN, Part.ADVERB, Part.PREPOSITION)
        ):
            while self._stack[-1].kind in (ClauseKind.PARTICIPLE, ClauseKind.SUBORDINATE) and self._stack[-1].verb >= 0:
                self._stack.pop()
        top = self._stack[-1]
        if top.takes_clause and top.candidate is not None and self._chunks[i - 1] is top.candidate:
            top.held = top.candidate
        top.candidate = None

    def _break(self, i: int, chunk: Chunk) -> None:
        del i, chunk
        self._stack = [Clause(ClauseKind.MAIN)]
        self._waiting = []

    def _quote(self, i: int, chunk: Chunk) -> None:
        del chunk
        top = self._stack[-1]
        top.candidate = None
        following = self._chunks[i + 1].part if i + 1 < len(self._chunks) else Part.BREAK
        if top.verb < 0 and top.subject is not None and following is Part.NOUN:
            return
        if top.verb < 0 and top.kind is not ClauseKind.RELATIVE:
            self._stack = [Clause(ClauseKind.MAIN)]


def subjects(u: Unit) -> Subjects:
    """The parse of ``u``, made at the first call."""
    if u.parsed is None:
        u.parsed = Subjects(u)
    assert isinstance(u.parsed, Subjects)
    return u.parsed
